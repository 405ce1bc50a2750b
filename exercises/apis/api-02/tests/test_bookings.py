"""Bookings: every case has its status, and every error is a problem document (RFC 9457)."""

import re

import pytest

PHRASES = {
    400: "Bad Request",
    404: "Not Found",
    405: "Method Not Allowed",
    409: "Conflict",
    415: "Unsupported Media Type",
    422: "Unprocessable (Entity|Content)",
}
PROBLEM = "An error is application/problem+json with type, title, status and detail."
KIND = {"Content-Type": "application/problem+json"}
BLUE = {"room": "blue", "hour": 9}
BOOKED = "A booking is answered with 201, its place and itself."
TAKEN = "A room that is taken at that hour is 409."
NOTHING = "What is not there is 404, whatever the method."
METHOD = "Another method than those that a place has is 405, and Allow names those it has."
MEDIA = "What is sent as anything but application/json is 415."
SYNTAX = "What is no JSON is 400."
CONTENT = "JSON that is no right booking is 422, and `errors` names each field that is wrong, and no other."


def expect_problem(response, status, rule, **more):
    """The status first, then the whole of the document."""
    response.expect(status, rule)
    document = {
        "type": "about:blank",
        "title": re.compile(PHRASES[status]),
        "status": status,
        "detail": re.compile(r"(?s).*\S.*"),
        **more,
    }
    return response.expect(status, PROBLEM, headers=KIND, json=document)


def book(service, room="blue", hour=9):
    booking = {"id": int, "room": room, "hour": hour}
    made = service.post("/bookings", json={"room": room, "hour": hour})
    return made.expect(201, BOOKED, json=booking, headers={"Location": re.compile("/bookings/[0-9]+")})


@pytest.mark.example
def test_a_booking(service):
    """Makes a booking and shows it"""
    made = book(service)
    service.get(made.headers["Location"]).expect(200, "A booking that is there is 200.", json=made.json())


def test_a_booking_is_cancelled(service):
    """Cancels a booking with 204"""
    place = book(service).headers["Location"]
    service.delete(place).expect(204, "A booking that is cancelled is 204, without a body.", body=b"")
    service.get(place).expect(404, "A booking that is cancelled is gone.")
    book(service)


def test_nothing_there(service):
    """Answers 404 where nothing is"""
    for method, path in (("GET", "/"), ("GET", "/bookings/1"), ("DELETE", "/bookings/1"), ("POST", "/booking")):
        service.request(method, path).expect(404, NOTHING)
    service.request("PUT", "/nothing").expect(404, NOTHING)


def test_errors_are_problems(service):
    """Sends a problem document with an error"""
    expect_problem(service.get("/nothing"), 404, NOTHING)


@pytest.mark.hint("RFC 9110 says of 405 which header the answer has to have.")
def test_another_method(service):
    """Says which methods a place has"""
    refused = expect_problem(service.put("/bookings", json=BLUE), 405, METHOD)
    assert methods(refused) == {"POST"}, METHOD
    place = book(service).headers["Location"]
    refused = expect_problem(service.post(place, json=BLUE), 405, METHOD)
    assert methods(refused) == {"GET", "DELETE"}, METHOD


def methods(response):
    return {name.strip() for name in response.headers["Allow"].split(",")}


def test_another_media_type(service):
    """Takes bookings as JSON only"""
    text = '{"room": "blue", "hour": 9}'
    for kind in ("text/plain", "application/x-www-form-urlencoded", "application/jsonlines"):
        expect_problem(service.post("/bookings", body=text, headers={"Content-Type": kind}), 415, MEDIA)
    expect_problem(service.post("/bookings", body=text), 415, MEDIA)


def test_parameters_of_the_media_type(service):
    """Takes a charset and capitals in the media type"""
    rule = "Parameters after application/json, and capitals in it, change nothing."
    for hour, kind in ((9, "application/json; charset=utf-8"), (10, "Application/JSON"), (11, "application/json;x=y")):
        text = f'{{"room": "blue", "hour": {hour}}}'
        service.post("/bookings", body=text, headers={"Content-Type": kind}).expect(201, rule)


def test_no_json(service):
    """Answers 400 to what is no JSON"""
    for text in ("{'room': 'blue'}", '{"room": "blue", "hour": 9', "", "room=blue"):
        response = service.post("/bookings", body=text, headers={"Content-Type": "application/json"})
        expect_problem(response, 400, SYNTAX)


@pytest.mark.hint("JSON has other values than objects.")
def test_no_object(service):
    """Answers 422 to JSON that is no object"""
    for value in ([BLUE], "blue", 9, None):
        expect_problem(service.post("/bookings", json=value), 422, CONTENT, errors={})


@pytest.mark.hint("Is True a number in your language? And 9.5?")
def test_wrong_fields(service):
    """Names the fields that are wrong"""
    wrong_hours = ("9", 7, 18, 9.5, None, True, -9, [9])
    for hour in wrong_hours:
        response = service.post("/bookings", json={"room": "blue", "hour": hour})
        expect_problem(response, 422, CONTENT, errors={"hour": str})
    for room in ("pink", "", None, 1, ["blue"]):
        expect_problem(service.post("/bookings", json={"room": room, "hour": 9}), 422, CONTENT, errors={"room": str})


def test_all_wrong_fields_at_once(service):
    """Names all wrong fields at once"""
    both = {"room": str, "hour": str}
    for value in ({}, {"room": "pink", "hour": 25}, {"rooms": "blue", "hours": 9}):
        expect_problem(service.post("/bookings", json=value), 422, CONTENT, errors=both)
    expect_problem(service.post("/bookings", json={"room": "blue"}), 422, CONTENT, errors={"hour": str})


def test_taken(service):
    """Gives no room to two at the same hour"""
    book(service)
    expect_problem(service.post("/bookings", json=BLUE), 409, TAKEN)
    book(service, room="green", hour=9)
    book(service, room="blue", hour=17)


@pytest.mark.points(2)
@pytest.mark.hint("A request may be wrong in several ways. Which one does the table of the task name first?")
def test_the_first_that_holds(service):
    """Names what is wrong first, when several things are"""
    rule = "Where several cases hold, the one that comes first in the table counts."
    book(service)
    text = {"headers": {"Content-Type": "text/plain"}}
    expect_problem(service.put("/nothing", body="{", **text), 404, rule)
    expect_problem(service.put("/bookings", body="{", **text), 405, rule)
    expect_problem(service.post("/bookings", body="{", **text), 415, rule)
    expect_problem(service.post("/bookings", json={"room": "blue", "hour": "9"}), 422, rule, errors={"hour": str})
