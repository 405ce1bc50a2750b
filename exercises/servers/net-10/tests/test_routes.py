"""HAProxy as one door for three servers, with a limit and a number for each request."""

import pytest

PORT = 8080
HOST = "corner.example"
OFFICE = "office.corner.example"
ROUTES = "The host decides first, then /api and what is below /api/; everything else is the website."
LIMIT = "The API is asked by one client at most 10 times within 2 seconds; then the client gets 429."
NUMBER = "Every request gets a number in X-Request-Id: for the backend, and the same one in the answer."


@pytest.fixture
def servers(document):
    """Website, API, office."""
    return document.backends(9001, 9002, 9003)


@pytest.fixture
def site(document, servers):
    """HAProxy with the learner's file."""
    return document.serve(port=PORT, host=HOST)


@pytest.mark.example
def test_the_file_is_accepted(document):
    """HAProxy takes the file, without a warning, and listens on port 8080"""
    document.accepted()
    document.serve(port=PORT)


@pytest.mark.example
def test_the_website_and_the_api(site, servers):
    """/menu is the website's, /api/orders and /api are the API's"""
    website, api, _ = servers
    site.get("/menu").expect(ROUTES, status=200, body=website.answer)
    site.get("/api/orders?day=1").expect(ROUTES, status=200, body=api.answer)
    site.get("/api").expect(ROUTES, status=200, body=api.answer)


def test_path_and_query_stay(site, servers, rng):
    """The API sees the path and the query as they came"""
    path = f"/api/orders/{rng.randrange(1000)}?day={rng.randrange(31)}"
    site.get(path).expect(ROUTES, status=200)
    seen = [request.path for request in servers[1].requests()]
    assert seen == [path], "Rule: the path and the query stay as they are."


def test_what_only_begins_like_the_api_is_the_site(site, servers):
    """/apiary.html is the website's"""
    website, api, _ = servers
    site.get("/api/").expect(ROUTES, status=200, body=api.answer)
    for path in ("/apiary.html", "/api-2/orders", "/menu/api/"):
        site.get(path).expect(ROUTES, status=200, body=website.answer)


def test_the_office_has_its_own_name(site, servers):
    """office.corner.example is the office's, in small and capital letters"""
    website, _, office = servers
    site.get("/", host=HOST).expect(ROUTES, status=200, body=website.answer)
    site.get("/", host=OFFICE).expect(ROUTES, status=200, body=office.answer)
    site.get("/", host=OFFICE.title()).expect("A host means the same in capital letters.", body=office.answer)


def test_the_office_is_the_office_on_every_path(site, servers):
    """Even /api/ is the office's, if it is asked for under the office's name"""
    _, api, office = servers
    site.get("/api/orders", host=HOST).expect(ROUTES, status=200, body=api.answer)
    site.get("/api/orders", host=OFFICE).expect(ROUTES, status=200, body=office.answer)


@pytest.mark.points(2)
@pytest.mark.hint("A stick table can store http_req_rate; `http-request track-sc0` says which requests are counted.")
def test_the_eleventh_is_refused(site, servers):
    """The eleventh request to the API in a row gets 429, and the API does not see it"""
    for _ in range(10):
        site.get("/api/orders")
    site.get("/api/orders").expect(f"{LIMIT} This was the eleventh.", status=429)
    seen = len(servers[1].requests())
    if seen > 10:
        pytest.fail(
            f"Rule: {LIMIT}\n11 times GET /api/orders\n  gave      {seen} requests at the API\n  expected  10",
            pytrace=False,
        )


def test_ten_are_let_through(site, servers):
    """Ten requests to the API in a row are served, and the eleventh is not"""
    api = servers[1]
    for number in range(1, 11):
        site.get("/api/orders").expect(f"{LIMIT} This was number {number}.", status=200, body=api.answer)
    site.get("/api/orders").expect(LIMIT, status=429)


def test_the_site_has_no_limit(site, servers):
    """Website and office serve on while the API is refused, and do not count"""
    website, api, office = servers
    for _ in range(12):
        site.get("/menu").expect("Website and office have no limit.", status=200, body=website.answer)
        site.get("/", host=OFFICE).expect("Website and office have no limit.", status=200, body=office.answer)
    site.get("/api/orders").expect("Only requests to the API count.", status=200, body=api.answer)
    for _ in range(10):
        site.get("/api/orders")
    site.get("/api/orders").expect(LIMIT, status=429)
    site.get("/menu").expect("Website and office have no limit.", status=200, body=website.answer)


@pytest.mark.points(2)
def test_another_name_is_no_way_out(site, servers):
    """A client that claims another address with every request is counted all the same"""
    for number in range(10):
        site.get("/api/orders", headers={"X-Forwarded-For": f"192.0.2.{number}"}).expect(LIMIT, status=200)
    answer = site.get("/api/orders", headers={"X-Forwarded-For": "192.0.2.99"})
    answer.expect("A client is its address as HAProxy sees it, not what a request claims.", status=429)


def test_the_limit_passes(document, site, servers):
    """A client that has been quiet is served again"""
    for _ in range(11):
        site.get("/api/orders")
    site.get("/api/orders").expect(LIMIT, status=429)
    document.until(lambda: False, seconds=5.1)
    site.get("/api/orders").expect("After 5 quiet seconds a client is served again.", status=200)


def number_of(answer):
    return answer.headers.get("x-request-id", "")


@pytest.mark.points(2)
@pytest.mark.hint("A variable of the transaction, txn.something, lives from the request to its answer.")
def test_request_and_answer_have_the_same_number(site, servers):
    """The backend gets an X-Request-Id, and the client gets the same one"""
    answer = site.get("/menu").expect(ROUTES, status=200)
    seen = servers[0].requests()[-1].headers.get("x-request-id", "(none)")
    if number_of(answer) != seen or seen == "(none)":
        pytest.fail(
            f"Rule: {NUMBER}\nGET /menu\n  gave      X-Request-Id for the backend: {seen[:80]}\n"
            f"            X-Request-Id for the client:  {number_of(answer)[:80] or '(none)'}",
            pytrace=False,
        )


def test_no_two_requests_have_the_same_number(site, servers):
    """Twenty requests have twenty numbers"""
    numbers = [number_of(site.get("/menu").expect(ROUTES, status=200)) for _ in range(20)]
    if len(set(numbers)) != 20 or "" in numbers:
        pytest.fail(
            "Rule: the number is a text that no other request has.\n20 times GET /menu\n"
            f"  gave      {len(set(numbers) - {''})} different numbers\n  expected  20",
            pytrace=False,
        )


def test_a_number_of_the_clients_own_does_not_count(site, servers):
    """An X-Request-Id that the client sends is replaced"""
    answer = site.get("/menu", headers={"X-Request-Id": "mine-0001"}).expect(ROUTES, status=200)
    seen = servers[0].requests()[-1].headers.get("x-request-id", "(none)")
    if "mine-0001" in {seen, number_of(answer)} or seen == "(none)":
        pytest.fail(
            "Rule: if a client sends an X-Request-Id itself, it is replaced.\nGET /menu with X-Request-Id: mine-0001\n"
            f"  gave      {seen[:80]} for the backend, {number_of(answer)[:80] or '(none)'} for the client",
            pytrace=False,
        )
