"""The service grader from end to end: honest servers pass; each way of being wrong has its verdict and its words."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import need_language
from tests.graders.http.serving_programs import HONEST, HOSTILE, JAVA, JAVASCRIPT, RUBY
from tests.graders.http.trial import run

PASSING = '''
import re
import socket

def test_made_and_found(service):
    """A book is made and found"""
    made = service.post("/books", json={"title": "Emma"})
    made.expect(201, "It is made", json={"title": "Emma"}, headers={"Location": re.compile("/books/[0-9]+")})
    found = service.get(made.headers["location"])
    assert found.status == 200
    assert found.json() == {"title": "Emma"}
    assert found.content_type == "application/json"

def test_fresh_for_each_check(service):
    """Each check has a server of its own"""
    service.get("/books/1").expect(404, json={"error": str}, headers={"Location": None})

def test_restarted(service):
    """It can be started again with another environment"""
    service.get("/word").expect(200, json="set")
    service.restart({"WORD": "other"})
    service.get("/word").expect(200, json="other")

def test_many_at_once(service):
    """Twenty at once are all answered, and no number is given twice"""
    made = service.at_once([lambda: service.post("/books", json={"title": "x"})] * 20)
    assert len({response.headers["Location"] for response in made}) == 20

def test_a_signal_in_the_middle(service):
    """A request in the making is answered before it ends"""
    pending = service.begin("GET", "/slow")
    assert service.wait_for_log("slow has begun")
    service.signal("TERM")
    pending.response().expect(404)
    assert service.wait() == 0
    assert not service.running
    assert not service.accepts
    assert "bye" in service.log

def test_raw_bytes(service):
    """Any bytes can be sent"""
    with service.connect() as connection:
        connection.send("GET /books/1 HTTP/1.0\\r\\n\\r\\n")
        assert connection.receive_line().split()[1] == b"404"
        assert b"no such book" in connection.receive_rest()
        assert connection.receive() == b""

def test_another_client(service):
    """A client of the test's own reaches it"""
    with socket.create_connection(service.address, timeout=5) as client:
        client.sendall(b"GET /nothing HTTP/1.0\\r\\n\\r\\n")
        assert client.recv(12) == b"HTTP/1.0 404"

def test_httpx(service):
    """An httpx client reaches it"""
    answer = service.client.post("/books", json={"title": "Emma"})
    assert answer.status_code == 201
    assert service.client.get(answer.headers["Location"]).json() == {"title": "Emma"}
'''
FAILING = '''
import pytest

def test_expected(service):
    """What is expected"""
    service.post("/books", json={"title": "Emma"})
    service.get("/books/9", headers={"Accept": "application/json"}).expect(200, "Every book is found.")

def test_json(service):
    """What is in the body"""
    made = service.post("/books", json={"title": "Emma", "year": [1815, 1816]})
    made.expect(201, json={"title": "Emma", "year": [1815, 1817]})

def test_plain_assert(service):
    """A plain assert is told too"""
    response = service.get("/books/9")
    assert response.status == 200, "Every book is found."

def test_header(service):
    """A header that is not there"""
    service.get("/books/9").headers["ETag"]

def test_crash(service):
    """It ends in the middle"""
    print(service.get("/crash"))

def test_hang(service):
    """It does not answer"""
    service.get("/hang", seconds=0.3)

def test_memory(service):
    """It takes too much memory"""
    service.get("/memory").expect(404)

def test_first_of_many(service):
    """The first that fails of several at once is told"""
    service.at_once([lambda: service.get("/books/1").expect(404), lambda: service.get("/books/2").expect(200, "Two.")])

def test_raw(service):
    """What went over a connection is told"""
    with service.connect(seconds=0.5) as connection:
        connection.send(b"GET /word HTTP/1.0\\r\\n\\r\\n")
        assert connection.receive_line() == b"nothing"

@pytest.mark.limit(1.5)
def test_endless(service):
    """The check itself takes too long"""
    while True:
        service.get("/books/1")

def test_after(service):
    """The next check is as good as new"""
    service.get("/books/1").expect(404)
'''


def test_a_test_holds_a_running_server(tmp_path: Path) -> None:
    checks = run(tmp_path, HONEST, PASSING, WORD="set")
    assert {name: check.message for name, check in checks.items() if check.verdict != "passed"} == {}
    assert len(checks) == 8
    assert "slow has begun" in checks["a_signal_in_the_middle"].output
    before, _, after = checks["restarted"].output.partition("\n-- started again --\n")
    assert '"GET /word HTTP/1.1" 200' in before
    assert '"GET /word HTTP/1.1" 200' in after


def test_what_was_asked_and_what_came_back_is_told(tmp_path: Path) -> None:
    checks = run(tmp_path, HONEST, FAILING)
    assert {name: check.verdict for name, check in checks.items()} == {
        **dict.fromkeys(checks, "failed"),
        "memory": checks["memory"].verdict,
        "endless": "time_limit",
        "after": "passed",
    }
    assert checks["expected"].message == EXPECTED
    assert checks["plain_assert"].message == PLAIN
    assert "  at year[1]: 1816, expected 1817\nwhat was sent" in checks["json"].message
    assert checks["header"].message.startswith("The answer has no header ETag.\nwhat was sent\n  GET /books/9")
    assert checks["crash"].message.startswith(
        "GET /crash\n  gave      no answer: the connection was closed\n  expected  an HTTP answer\n"
        "The server has ended: exit status 3."
    )
    assert "GET /hang\n  gave      no answer within 0.3 seconds" in checks["hang"].message
    assert "MemoryError" in checks["memory"].output
    assert checks["first_of_many"].message.startswith("Two.\nGET /books/2\n  gave      404 Not Found")
    assert checks["raw"].message == RAW
    assert "The last call was GET /books/1." in checks["endless"].message
    assert '"GET /books/9 HTTP/1.1" 404' in checks["expected"].output, "what the server printed"


EXPECTED = """\
Every book is found.
GET /books/9
  gave      404 Not Found
  expected  200 OK
what was sent
  GET /books/9
  Accept: application/json
what came back
  404 Not Found
  Content-Type: application/json; charset=utf-8

  {"error": "no such book"}
before that
  POST /books  gave 201 Created"""
PLAIN = """\
Every book is found.
response.status
  gave      404
  expected  200
what was sent
  GET /books/9
what came back
  404 Not Found
  Content-Type: application/json; charset=utf-8

  {"error": "no such book"}"""
RAW = """\
connection.receive_line()
  gave      b'HTTP/1.0 200 OK'
  expected  b'nothing'
what went over the connections
  connection 1  sent  b'GET /word HTTP/1.0\\r\\n\\r\\n'
  connection 1  got   b'HTTP/1.0 200 OK'"""

HOSTILE_TESTS = '''
import pytest

PATHS = {paths!r}

@pytest.mark.parametrize("path", PATHS)
def test_path(service, path):
    """One way of misbehaving"""
    service.get("/" + path, seconds=1.0).expect(200, body="ok")

def test_fine(service):
    """The next one is as good as new"""
    service.get("/fine").expect(200, body="ok")

def test_httpx_follows_nothing_beyond(service):
    """A client that follows redirects does not leave the sandbox"""
    with pytest.raises(Exception, match="only the learner's server can be reached, not 192.0.2.1"):
        service.client.get("/outside", follow_redirects=True)
    assert service.client.get("/inside", follow_redirects=True).text == "ok"
    assert service.client.get("/inside").status_code == 302

@pytest.mark.parametrize("path", ["deep", "integer"])
def test_json(service, path):
    """What is no JSON"""
    service.get("/" + path).json()
'''
SAID = {
    "silent": "no answer within 1 seconds",
    "slowly": "an answer that was not complete after 1 seconds",
    "huge": "more than 4 MiB, with no end",
    "promise": "a Content-Length of 10,737,418,240; up to 4 MiB are read",
    "digits": "a Content-Length that is no single number: '9999",
    "headers": "more than 100 headers, or 64 KiB of them",
    "header": "a line of more than 16 KiB where HTTP has a short one",
    "chunks": "chunks of more than 4 MiB together",
    "chunk": "chunks of more than 4 MiB together",
    "trailers": "more than 100 headers, or 64 KiB of them",
    "interim": "8 interim answers (1xx) and no final one",
    "bomb": "a body that unpacks to more than 4 MiB",
    "no-gzip": "a body that is not gzip, though its Content-Encoding says so",
    "garbage": "no HTTP answer; it begins b'\\x00\\x01",
    "closes": "no answer: the connection was closed",
    "half": "a body of 10 bytes where 100 were promised",
    "twice": "an answer and, after its end, more bytes: b'HTTP/1.1 200 OK",
    "two-lengths": "a Content-Length that is no single number: '2, 3'",
    "both": "both Content-Length and Transfer-Encoding, so nobody knows where it ends",
    "folded": "an answer with a line among its headers that is none: b' two'",
    "split": "an answer with a line among its headers that is none: b'X One: 1'",
    "outside": "302 Found",
    "inside": "302 Found",
    "leaves": "The server has ended: exit status 0.",
    "dies": "The server has ended: killed by SIGKILL.",
}


def test_whatever_a_server_does_ends_in_a_verdict_against_it(tmp_path: Path) -> None:
    checks = run(tmp_path, HOSTILE, HOSTILE_TESTS.replace("{paths!r}", repr([*SAID, "prints"])))
    said = {name: checks.pop(f"path[{name}]") for name in SAID}
    assert {name: check.verdict for name, check in said.items()} == dict.fromkeys(SAID, "failed")
    assert {name: said[name].message for name, text in SAID.items() if text not in said[name].message} == {}
    assert max(check.seconds for check in said.values()) < 4
    assert checks.pop("path[prints]").verdict == "output_limit"
    assert checks["fine"].verdict == "passed"
    assert checks["httpx_follows_nothing_beyond"].message == ""
    assert "  gave      a body that is no JSON: " in checks["json[deep]"].message
    assert "  gave      a body that is no JSON: " in checks["json[integer]"].message


ASKS = '''
def test_one(service):
    """One"""
    service.get("/").expect(200)

def test_two(service):
    """Two"""
    service.get("/").expect(200)
'''
NOT_STARTING = {
    "ends at once": ("", "The server did not start. It ended before it was ready: exit status 0."),
    "is no program": (
        "import nothing_like_it",
        "The last line that it printed: ModuleNotFoundError: No module named 'nothing_like_it'",
    ),
    "listens elsewhere": (
        "import socket, time\nsocket.create_server(('127.0.0.1', 0))\ntime.sleep(60)",
        "It has to listen on 127.0.0.1, on the port that the environment variable PORT names.",
    ),
}


@pytest.mark.parametrize("name", NOT_STARTING)
def test_a_server_that_does_not_start_fails_each_check_and_is_not_waited_for_twice(name: str, tmp_path: Path) -> None:
    text, said = NOT_STARTING[name]
    checks = run(tmp_path, text, ASKS, seconds=1.0)
    assert [check.verdict for check in checks.values()] == ["failed", "failed"]
    assert said in checks["one"].message
    assert ("Not started again" in checks["two"].message) == (name == "listens elsewhere")


OTHER_LANGUAGES = {"javascript": ("server.js", JAVASCRIPT), "ruby": ("server.rb", RUBY), "java": ("Server.java", JAVA)}


@pytest.mark.parametrize("language", OTHER_LANGUAGES)
@pytest.mark.parametrize("backend", ["bubblewrap", "docker"])
def test_a_server_may_be_written_in_any_language(language: str, backend: str, tmp_path: Path) -> None:
    need_language(language, backend)
    file, text = OTHER_LANGUAGES[language]
    tests = 'def test_it(service):\n    """It"""\n    service.get("/").expect(200, body="hello")\n'
    checks = run(tmp_path, text, tests, language=language, file=file, sandbox=backend)
    assert checks["it"].message == ""
