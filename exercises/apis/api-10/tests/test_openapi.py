"""An OpenAPI document, held against the service that it describes, which really runs."""

import copy
import json
from pathlib import Path
from types import SimpleNamespace

import pytest

SERVICE = (Path(__file__).parents[1] / "starter" / "service.py").read_text(encoding="utf-8")
TRUE = "Every answer of the service is one that the document describes."
STRICT = "What the service never answers, the document does not allow."
AGREES = "The document takes a request if, and only if, the service does."
NUMBERS = "The document names the statuses of each operation, each by its number, and no others."
STATUSES = {
    ("GET", "/tools"): (200, 400),
    ("POST", "/tools"): (201, 422),
    ("GET", "/tools/{id}"): (200, 404),
    ("DELETE", "/tools/{id}"): (204, 404, 409),
    ("PUT", "/tools/{id}/loan"): (200, 404, 409, 422),
}
KINDS = ("garden", "hand", "power")
TOOL = {"id", "name", "kind", "day_price", "note", "added", "lent_to"}
LOOKED_AT = ["kind", "limit"]
SAYS_NOTHING = {"accept", "content-type", "authorization"}  # header parameters that OpenAPI itself passes over
LONG = "ada of the house by the mill, second floor, on the left"
MANY = 25


def new_tool(rng):
    return {
        "name": "".join(rng.choices("abcdefg ", k=rng.randint(1, 40))),
        "kind": rng.choice(KINDS),
        "day_price": rng.randint(0, 10_000),
    }


def members(address, status):
    """The members that the service sends in this answer, inner ones too."""
    if status < 300:
        return TOOL | ({"tools", "total"} if address.partition("?")[0] == "/tools" else set())
    return {"error", "fields"} if status == 422 else {"error"}


class Desk:
    """The running service, with a tool that is lent and one that is not, and with all that it has answered."""

    def __init__(self, document, rng):
        document.accepted()
        document.put({"service.py": SERVICE})
        self.site = document.service(["{python}", "service.py"], port=8000)
        self.answers = []
        least, most = new_tool(rng), new_tool(rng)
        self.lent = self.added(least | {"name": "x", "day_price": 0, "note": ""})
        self.free = self.added(most | {"name": "x" * 40, "day_price": 10_000})
        self.without = next(kind for kind in KINDS if kind not in {least["kind"], most["kind"]})
        self.ask("PUT", f"/tools/{self.lent}/loan", {"borrower": LONG})

    def added(self, tool):
        return json.loads(self.ask("POST", "/tools", tool).body)["id"]

    def ask(self, method, address, value=None):
        body = b"" if value is None else json.dumps(value).encode()
        answer = self.site.ask(method, address, headers={"Content-Type": "application/json"}, body=body)
        self.answers.append((method, address, answer))
        return answer

    def everything(self):
        """Has it answer in every way that it can: the last answer of each operation and status."""
        for address in ("/tools", f"/tools/{self.lent}", f"/tools/{self.free}", "/tools/999", "/tools?kind=shovel"):
            self.ask("GET", address)
        self.ask("GET", f"/tools?kind={self.without}")
        self.ask("POST", "/tools", {"name": ""})
        self.ask("POST", "/tools", {"name": "", "note": 5, "colour": "red", "wheels": 2})
        for number, borrower in ((self.lent, "bo"), (self.free, ""), (999, "bo")):
            self.ask("PUT", f"/tools/{number}/loan", {"borrower": borrower})
        for number in (self.lent, self.free, 999):
            self.ask("DELETE", f"/tools/{number}")
        return self.answers


@pytest.fixture
def desk(document, rng):
    """The service that is described."""
    return Desk(document, rng)


def fail(rule, *lines):
    pytest.fail("\n".join([f"Rule: {rule}", *lines]), pytrace=False)


def expect_refused(document, case):
    """An answer like the service's, but with something in it that the service never says, does not fit."""
    method, address, answer, value, said = case
    body = json.dumps(value).encode()
    wrong = SimpleNamespace(status=answer.status, headers=answer.headers, body=body, text=body.decode())
    if document.problem(method, address, wrong) is None:
        line = document.operation(method, address.partition("?")[0]).response(answer.status).line
        fail(
            STRICT,
            f"{method} {address}, {answer.status}, {said}:",
            f"  {wrong.text[:200]}",
            f"  gave      openapi.yaml:{line}: it fits",
            "  expected  it does not",
        )


def objects(value):
    """An object's ways to its inner objects: a list of tools has the first of them."""
    yield ()
    if isinstance(value.get("tools"), list) and value["tools"]:
        yield ("tools", 0)


def inside(value, path):
    for step in path:
        value = value[step]
    return value


def put(name, other):
    """A member with another value, in words and as a change."""
    return f"with {name}: {json.dumps(other)}", lambda value: value.update({name: other})


def spoilt(answers, spoil):
    """For each JSON answer: what it was to, and what comes of it when one member of one object is spoilt."""
    for method, address, answer in answers:
        whole = json.loads(answer.body) if answer.body else {}
        for path in objects(whole):
            for name in inside(whole, path):
                for said, change in spoil(name):
                    changed = copy.deepcopy(whole)
                    change(inside(changed, path))
                    yield method, address, answer, changed, said


@pytest.mark.example
def test_the_file_is_openapi(document):
    """The file is OpenAPI 3.0 or 3.1, and describes something"""
    if not document.operations:
        fail("The file is an OpenAPI document of the service.", "  gave      no operations in `paths`")


@pytest.mark.example
def test_every_operation_is_described(document):
    """The five operations are described, and no others"""
    given = {(one.method, one.path) for one in document.operations}
    said = {(method, path.replace("{id}", "{}")) for method, path in STATUSES}
    found = {
        (method, "/".join("{}" if part.startswith("{") else part for part in path.split("/"))): path
        for method, path in given
    }
    missing = sorted(said - set(found))
    extra = sorted(set(found) - said)
    if missing or extra:
        fail(
            "The document describes the five operations of the service, and no others.",
            *(f"  missing   {method} {path.replace('{}', '{id}')}" for method, path in missing),
            *(f"  too many  {method} {found[method, path]}" for method, path in extra),
        )


@pytest.mark.points(2)
def test_the_statuses(document):
    """Each operation names its statuses, each by its number, and no others"""
    document.accepted()
    for (method, path), statuses in STATUSES.items():
        one = document.operation(method, path.replace("{id}", "1"))
        given = [] if one is None else sorted(one.responses)
        if given != [str(status) for status in statuses]:
            place = "" if one is None else f" (openapi.yaml:{one.line})"
            fail(
                NUMBERS,
                f"{method} {path}{place}",
                f"  gave      {', '.join(given) or 'none'}",
                f"  expected  {', '.join(map(str, statuses))}",
            )


@pytest.mark.points(2)
def test_every_answer_fits(document, desk, rng):
    """Whatever the service answers is described: status, body and headers"""
    for method, address, answer in desk.everything():
        document.expect_true(method, address, answer, rule=TRUE)
    for _ in range(MANY):
        desk.added(new_tool(rng))
    document.expect_true("GET", "/tools?limit=100", desk.ask("GET", "/tools?limit=100"), rule=TRUE)


def test_answers_are_json(document, desk):
    """A body is described as application/json, and as nothing else"""
    for method, address, answer in desk.everything():
        document.expect_true(method, address, answer, rule=TRUE)
        response = document.operation(method, address.partition("?")[0]).response(answer.status)
        given = sorted(response.content.schemas) if response.content else []
        expected = ["application/json"] if answer.body else []
        if given != expected:
            fail(
                "Every answer is of the type application/json; where it has no body, none is described.",
                f"{method} {address}, {answer.status} (openapi.yaml:{response.line})",
                f"  gave      {', '.join(given)[:200] or 'no body'}",
                f"  expected  {', '.join(expected) or 'no body'}",
            )


@pytest.mark.hint("`required` names the members that are always there. Without it, {} fits.")
def test_a_member_that_is_missing_does_not_fit(document, desk):
    """An answer without a member that is always there does not fit"""
    answers = desk.everything()
    for method, address, answer in answers:
        document.expect_true(method, address, answer, rule=TRUE)

    def drop(name):
        if name != "note":
            yield f"without {name}", lambda value: value.pop(name)

    for case in spoilt(answers, drop):
        expect_refused(document, case)


@pytest.mark.points(2)
@pytest.mark.hint("A schema without `type` takes everything, and so does one that is not there.")
def test_a_member_of_another_type_does_not_fit(document, desk):
    """A number for a text, a text for a number and the like do not fit"""
    answers = desk.everything()
    for method, address, answer in answers:
        document.expect_true(method, address, answer, rule=TRUE)

    def retype(name):
        for other in (7.5, True, {}, [{"a": 1}], *(["7"] if name in {"id", "day_price", "total"} else [])):
            yield put(name, other)

    for case in spoilt(answers, retype):
        expect_refused(document, case)


@pytest.mark.hint("Which members may be null, and which ones are there or not? These are two different things.")
def test_null_fits_where_it_occurs(document, desk):
    """null fits for lent_to, and for nothing else"""
    answers = desk.everything()
    for method, address, answer in answers:
        document.expect_true(method, address, answer, rule=TRUE)

    def empty(name):
        if name != "lent_to":
            yield put(name, None)

    for case in spoilt(answers, empty):
        expect_refused(document, case)


def test_words_and_days(document, desk):
    """A kind is one of the three, and `added` is a day"""
    answers = desk.everything()
    for method, address, answer in answers:
        document.expect_true(method, address, answer, rule=TRUE)
    wrong = {
        "kind": ("shovel", "Hand"),
        "added": ("yesterday", "2. 5. 2025", "2025-02-30"),
        "id": (0, -1),
        "day_price": (-1,),
    }

    def reword(name):
        for other in wrong.get(name, ()):
            yield put(name, other)

    for case in spoilt(answers, reword):
        expect_refused(document, case)


def test_no_member_is_made_up(document, desk):
    """No member is described that the service never sends"""
    for method, address, answer in desk.everything():
        document.expect_true(method, address, answer, rule=TRUE)
        response = document.operation(method, address.partition("?")[0]).response(answer.status)
        schema = response.content.schema("application/json") if response.content else None
        extra = sorted(schema.names() - members(address, answer.status)) if schema else []
        if extra:
            fail(
                "Each answer is described with the members that the service sends there, and no others.",
                f"{method} {address}, {answer.status} (openapi.yaml:{response.line})",
                f"  gave      {', '.join(extra)[:200]}",
                "  expected  not described",
            )


def test_no_parameter_is_made_up(document):
    """The parameters kind and limit are described, and none that the service does not look at"""
    document.accepted()
    for method, path in STATUSES:
        one = document.operation(method, path.replace("{id}", "1"))
        expected = LOOKED_AT if (method, path) == ("GET", "/tools") else []
        found = one.parameters if one else ()
        given = sorted(
            parameter.name if parameter.place == "query" else f"{parameter.name} ({parameter.place})"
            for parameter in found
            if parameter.place != "path" and parameter.name.lower() not in SAYS_NOTHING
        )
        if one is None or given != expected:
            place = f" (openapi.yaml:{one.line})" if one else ""
            fail(
                "The document describes the parameters that the service looks at, and no others.",
                f"{method} {path}{place}, beside the path",
                f"  gave      {', '.join(given)[:200] or 'none'}",
                f"  expected  {', '.join(expected) or 'none'}",
            )


def test_where_a_new_tool_is(document, desk):
    """The header Location of a new tool is described, and always there"""
    method, address, answer = desk.answers[0]
    document.expect_true(method, address, answer, rule=TRUE)
    bare = SimpleNamespace(status=201, headers={"content-type": "application/json"}, body=answer.body, text=answer.text)
    if document.problem(method, address, bare) is None:
        line = document.operation(method, address).response(201).line
        fail(
            STRICT,
            "POST /tools, 201, without its header Location",
            f"  gave      openapi.yaml:{line}: it fits",
            "  expected  it does not: a required header",
        )


def expect_agreement(document, desk, method, address, value=None):
    status = desk.ask(method, address, value).status
    body = b"" if value is None else json.dumps(value).encode()
    wrong = document.takes(method, address, body=body)
    if (wrong is None) is not (status < 300):
        sent = f" {body.decode()[:160]}" if body else ""
        said = "takes it" if wrong is None else f"does not: openapi.yaml:{wrong.line}: {wrong.said}"
        fail(AGREES, f"{method} {address}{sent}", f"  the service answers {status}", f"  the document {said}")


@pytest.mark.points(2)
def test_parameters(document, desk, rng):
    """The parameters kind, limit and id take what the service takes"""
    limits = [1, 100, rng.randint(2, 99), 0, 101, -1, "x", "2.5", ""]
    kinds = ["garden", "hand", "power", "shovel", "HAND", ""]
    for query in ["", *(f"?limit={limit}" for limit in limits), *(f"?kind={kind}" for kind in kinds)]:
        expect_agreement(document, desk, "GET", f"/tools{query}")
    expect_agreement(document, desk, "GET", f"/tools?kind=hand&limit={rng.randint(1, 100)}")
    for number in ("x", "0", "-1", "1.5", desk.free):
        expect_agreement(document, desk, "GET", f"/tools/{number}")
        expect_agreement(document, desk, "DELETE", f"/tools/{number}")
    for number in ("x", "0", "-1", "1.5", desk.added(new_tool(rng))):
        expect_agreement(document, desk, "PUT", f"/tools/{number}/loan", {"borrower": "bo"})


@pytest.mark.points(2)
def test_bodies(document, desk, rng):
    """The bodies of POST and PUT take what the service takes"""
    good = new_tool(rng)
    fitting = [
        {},
        {"note": "x"},
        {"note": ""},
        {"note": "x" * 500},
        {"name": "x"},
        {"name": "x" * 40},
        {"day_price": 0},
        {"day_price": 10_000},
    ]
    for change in fitting:
        expect_agreement(document, desk, "POST", "/tools", good | change)
    wrong = [
        {"name": ""},
        {"name": "x" * 41},
        {"name": 5},
        {"kind": "shovel"},
        {"kind": None},
        {"day_price": -1},
        {"day_price": 10_001},
        {"day_price": "5"},
        {"day_price": 2.5},
        {"note": None},
        {"note": 5},
        {"id": 7},
    ]
    for change in rng.sample(wrong, len(wrong)):
        expect_agreement(document, desk, "POST", "/tools", good | change)
    for name in good:
        expect_agreement(document, desk, "POST", "/tools", {key: good[key] for key in good if key != name})
    for value in (None, [], "x", {}, {"borrower": ""}, {"borrower": 5}, {"borrower": "bo", "days": 3}):
        expect_agreement(document, desk, "PUT", f"/tools/{desk.free}/loan", value)
    for value in (None, [], "x", {}):
        expect_agreement(document, desk, "POST", "/tools", value)
    for number, borrower in ((desk.free, LONG), (desk.added(good), "b")):
        expect_agreement(document, desk, "PUT", f"/tools/{number}/loan", {"borrower": borrower})
