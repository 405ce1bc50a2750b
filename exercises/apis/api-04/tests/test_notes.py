"""Notes that many edit: entity tags, 304 for what has not changed, 412 for what somebody else has changed."""

import re
from functools import partial

import pytest

PLAN = {"text": "ship on Friday", "pinned": False}
LATER = {"text": "ship on Monday", "pinned": False}
LAST = {"text": "ship on Tuesday", "pinned": True}
STRONG = re.compile(r'"[\x21\x23-\x7e]+"')
TAGGED = "Each answer with a note, and each 304, has an ETag: a text in double quotes."
NOT_MODIFIED = "A GET whose If-None-Match names the note's tag is answered with 304 and no body."
CHANGED = "Where If-None-Match names other tags only, the answer is 200 with the note."
PRECONDITION = "Where the precondition does not hold, a PUT is answered with 412, and nothing is changed."
REQUIRED = "A PUT to a note that is there, without If-Match, is answered with 428, and nothing is changed."
MADE = "A PUT that makes a note is answered with 201, the note and its tag."
REPLACED = "A PUT whose If-Match names the note's tag replaces it: 200, the note and its new tag."


def make(service, note=PLAN, name="plan"):
    """Make a note; its tag."""
    made = service.put(f"/notes/{name}", json=note).expect(201, MADE, json=note)
    return made.expect(201, TAGGED, headers={"ETag": STRONG}).headers["ETag"]


def replace(service, note, tag, name="plan"):
    """Replace a note; its new tag."""
    done = service.put(f"/notes/{name}", json=note, headers={"If-Match": tag})
    return done.expect(200, REPLACED, json=note, headers={"ETag": STRONG}).headers["ETag"]


def stays(service, note, rule, name="plan"):
    service.get(f"/notes/{name}").expect(200, f"{rule} The note stays as it was.", json=note)


@pytest.mark.example
def test_a_note_has_a_tag(service):
    """Gives a note its tag, the same until it changes"""
    tag = make(service)
    for _ in range(2):
        rule = "As long as nobody changes a note, its tag stays."
        service.get("/notes/plan").expect(200, rule, headers={"ETag": tag})
    service.get("/notes/other").expect(404, "A note that is not there is 404.")


def test_another_content_has_another_tag(service):
    """Gives another tag to another content"""
    tags = [make(service)]
    for note in (LATER, LAST, {**LAST, "pinned": False}):
        tags.append(replace(service, note, tags[-1]))
    assert len(set(tags)) == len(tags), "Another content has another tag."
    assert replace(service, {**LAST, "pinned": False}, tags[-1]) == tags[-1], "The same content has the same tag."


def test_not_modified(service):
    """Sends nothing twice to somebody who has it"""
    tag = make(service)
    answer = service.get("/notes/plan", headers={"If-None-Match": tag})
    answer.expect(304, NOT_MODIFIED, body=b"", headers={"ETag": tag})
    new = replace(service, LATER, tag)
    service.get("/notes/plan", headers={"If-None-Match": tag}).expect(200, CHANGED, json=LATER, headers={"ETag": new})


@pytest.mark.hint("RFC 9110 has a whole section on If-None-Match: a list, a star, and the W/ before a tag.")
def test_the_forms_of_if_none_match(service):
    """Understands lists, the star and weak tags"""
    tag = make(service)
    lists = (f'"a", {tag}', f'{tag},"b"', f'"a" , "b",{tag}')
    for header in (*lists, "*", f"W/{tag}", f'W/"a", W/{tag}'):
        service.get("/notes/plan", headers={"If-None-Match": header}).expect(304, NOT_MODIFIED, body=b"")
    for header in ('"a"', '"a", W/"b"', tag[:-2] + '"', tag.strip('"')):
        service.get("/notes/plan", headers={"If-None-Match": header}).expect(200, CHANGED, json=PLAN)
    service.get("/notes/other", headers={"If-None-Match": "*"}).expect(404, "A note that is not there is 404.")


def test_a_note_is_replaced(service):
    """Replaces the version that the writer has read"""
    first = make(service)
    second = replace(service, LATER, first)
    stays(service, LATER, REPLACED)
    replace(service, LAST, f'"other", {second}')
    stays(service, LAST, "If-Match may be a list.")
    replace(service, PLAN, "*")


@pytest.mark.points(2)
def test_a_lost_update_is_prevented(service):
    """Refuses what was made from an older version"""
    first = make(service)
    replace(service, LATER, first)
    late = service.put("/notes/plan", json=LAST, headers={"If-Match": first})
    late.expect(412, PRECONDITION)
    stays(service, LATER, PRECONDITION)


def test_weak_tags_do_not_do_for_writing(service):
    """Takes no weak tag where somebody writes"""
    tag = make(service)
    rule = "If-Match compares strongly: W/ before a tag makes it another one."
    service.put("/notes/plan", json=LATER, headers={"If-Match": f"W/{tag}"}).expect(412, rule)
    stays(service, PLAN, rule)


def test_if_match_where_nothing_is(service):
    """Makes no note for somebody who thinks it is there"""
    for header in ('"a"', "*"):
        service.put("/notes/plan", json=PLAN, headers={"If-Match": header}).expect(412, PRECONDITION)
    service.get("/notes/plan").expect(404, "A PUT that is refused makes nothing.")


def test_without_a_precondition(service):
    """Asks for the version that was read"""
    make(service)
    service.put("/notes/plan", json=LATER).expect(428, REQUIRED)
    stays(service, PLAN, REQUIRED)


def test_only_if_it_is_new(service):
    """Makes a note only if there is none, where that is asked for"""
    new = {"If-None-Match": "*"}
    service.put("/notes/plan", json=PLAN, headers=new).expect(201, MADE, json=PLAN)
    rule = "A PUT with If-None-Match: * is answered with 412 where there is such a note."
    service.put("/notes/plan", json=LATER, headers=new).expect(412, rule)
    stays(service, PLAN, rule)
    service.put("/notes/other", json=LATER, headers=new).expect(201, MADE, json=LATER)


@pytest.mark.points(2)
@pytest.mark.hint("Each request has a thread of its own. What can happen between a look and a change?")
def test_two_writers_at_once(service, rng):
    """Lets one of several writers win, and only one"""
    for turn in range(4):
        name = f"plan-{turn}"
        headers = {"If-Match": make(service, name=name)}
        texts = [{"text": "x" * 20_000 + str(rng.random()), "pinned": True} for _ in range(8)]
        writers = [partial(service.put, f"/notes/{name}", json=text, headers=headers) for text in texts]
        answers = service.at_once(writers)
        won = [text for text, answer in zip(texts, answers, strict=True) if answer.status == 200]
        assert len(won) == 1, "Of several writers who have read the same version, exactly one may write."
        stays(service, won[0], "The one that got 200 has written.", name=name)
