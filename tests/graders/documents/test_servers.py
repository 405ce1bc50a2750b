"""nginx, HAProxy and BIND with configurations of a learner's, good, bad and hostile."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from graders.documents import running
from graders.documents.errors import ProgramMissing
from sandbox.errors import EndReason, SessionEnded
from tests.conftest import need_language

if TYPE_CHECKING:
    from tests.graders.documents.conftest import HandIn

SITE = "server {\n    listen 8080;\n    root site;\n    location /api/ { proxy_pass http://127.0.0.1:9001; }\n}\n"
BALANCER = (
    "defaults\n    mode http\n    timeout connect 1s\n    timeout client 5s\n    timeout server 5s\n"
    "frontend all\n    bind :8081\n    default_backend one\nbackend one\n    server one 127.0.0.1:9001\n"
)
ZONE = "$TTL 1h\n@ IN SOA ns1 hostmaster 1 1h 10m 2d 5m\n  IN NS ns1\nns1 IN A 192.0.2.1\n"
failed = pytest.raises(pytest.fail.Exception)


# --- nginx -------------------------------------------------------------------------------------------


def test_nginx_tells_the_line_in_the_file_that_the_learner_knows(hand_in: HandIn) -> None:
    with failed as told:
        hand_in("nginx", {"site.conf": "server {\n    listen 8080;\n    rooot site;\n}\n"}).accepted()
    assert "Rule: nginx takes the file." in str(told.value)
    assert 'unknown directive "rooot" in site.conf:3' in str(told.value).replace("./", "")


def test_nginx_serves_files_and_passes_on_what_is_for_the_backend(hand_in: HandIn) -> None:
    document = hand_in("nginx", {"site.conf": SITE})
    document.accepted()
    document.put({"site/index.html": "hello"})
    (backend,) = document.backends(9001)
    site = document.serve(port=8080, host="corner.example")
    site.get("/").expect("Files are served.", status=200, body="hello", headers={"Content-Type": "text/html"})
    site.ask("POST", "/api/x?y=1", body=b"salt").expect("The API is reached.", status=200, body=backend.answer)
    (request,) = backend.requests()
    assert (request.method, request.path, request.body) == ("POST", "/api/x?y=1", "salt")


def test_a_backend_can_be_switched_off_and_on(hand_in: HandIn) -> None:
    document = hand_in("nginx", {"site.conf": SITE})
    (backend,) = document.backends(9001)
    site = document.serve(port=8080)
    backend.stop()
    assert site.get("/api/").status == 502
    backend.start()
    assert site.get("/api/").text == backend.answer
    backend.answers(503, "/api/sick")
    assert (site.get("/api/sick").status, site.get("/api/well").status) == (503, 200)


def test_a_failed_expectation_says_rule_request_and_answer(hand_in: HandIn) -> None:
    site = hand_in("nginx", {"site.conf": SITE}).serve(port=8080, host="corner.example")
    with failed as told:
        site.get("/nothing").expect("What is asked for is there.", status=200)
    assert str(told.value).splitlines() == [
        "Rule: What is asked for is there.",
        "GET http://corner.example/nothing",
        "  gave      404",
        "  expected  200",
    ]


def test_who_does_not_listen_is_told_so_at_once(hand_in: HandIn) -> None:
    started = time.monotonic()
    with failed as told:
        hand_in("nginx", {"site.conf": "# nothing yet\n"}).serve(port=8080)
    assert "nothing listens on port 8080" in str(told.value)
    assert time.monotonic() - started < 5


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("load_module modules/ngx_http_perl_module.so;", '"load_module" directive is not allowed here'),
        ("user root;", '"user" directive is not allowed here'),
        ("daemon on;", '"daemon" directive is not allowed here'),
        ("pid /tmp/other.pid;", '"pid" directive is not allowed here'),
    ],
)
def test_what_is_for_the_main_file_alone_nginx_refuses_itself(hand_in: HandIn, line: str, said: str) -> None:
    with failed as told:
        hand_in("nginx", {"site.conf": f"{line}\n{SITE}"}).accepted()
    assert said in str(told.value)


@pytest.mark.parametrize("place", ["/etc/passwd", "/etc/shadow", "/proc/1/environ", "/box/work/site.conf"])
def test_a_file_that_is_included_is_one_of_the_sandbox(hand_in: HandIn, place: str) -> None:
    document = hand_in("nginx", {"site.conf": f"include {place};\n"})
    with failed as told:
        document.accepted()
    assert "root:" not in str(told.value)
    assert len(str(told.value)) < 2_500


def test_a_whole_file_system_that_is_served_is_the_one_of_the_sandbox(hand_in: HandIn) -> None:
    document = hand_in("nginx", {"site.conf": "server { listen 8080; root /; autoindex on; }\n"})
    answer = document.serve(port=8080).get("/etc/passwd")
    assert answer.text.startswith("learner:")


def test_who_takes_the_place_of_a_backend_comes_too_late(hand_in: HandIn) -> None:
    document = hand_in("nginx", {"site.conf": 'server { listen 9001; return 200 "ticket"; }\n'})
    (backend,) = document.backends(9001)
    with failed as told:
        document.serve(port=8080)
    assert "bind() to 0.0.0.0:9001 failed" in str(told.value)
    assert "ticket" in backend.answer


def test_a_check_leaves_nothing_behind_that_listens(hand_in: HandIn) -> None:
    document = hand_in("nginx", {"site.conf": SITE})
    document.backends(9001)
    document.serve(port=8080)
    document.close()
    again = hand_in("nginx", {"site.conf": SITE})
    again.backends(9001)
    assert again.serve(port=8080).get("/api/").status == 200


# --- HAProxy -----------------------------------------------------------------------------------------


def test_haproxy_tells_the_line(hand_in: HandIn) -> None:
    with failed as told:
        hand_in("haproxy", {"haproxy.cfg": f"{BALANCER}    balanc roundrobin\n"}).accepted()
    assert "parsing [haproxy.cfg:11]" in str(told.value)


def test_a_warning_of_haproxy_counts(hand_in: HandIn) -> None:
    document = hand_in("haproxy", {"haproxy.cfg": "frontend all\n    mode http\n    bind :8081\n"})
    with failed as told:
        document.accepted()
    assert "[WARNING]" in str(told.value)


@pytest.mark.parametrize(
    "extra",
    [
        "global\n    daemon\n",
        "global\n    daemon\n    nbthread 1\n    external-check\n    insecure-fork-wanted\n",
        "global\n    master-worker\n",
    ],
)
def test_haproxy_stays_in_the_foreground_and_ends_with_the_check(hand_in: HandIn, extra: str) -> None:
    document = hand_in("haproxy", {"haproxy.cfg": extra + BALANCER})
    (backend,) = document.backends(9001)
    assert document.serve(port=8081).get("/").text == backend.answer
    document.close()
    assert not document.until(lambda: _listens(hand_in, 8081), seconds=0.2)


def _listens(hand_in: HandIn, port: int) -> bool:
    document = hand_in("haproxy", {"haproxy.cfg": BALANCER})
    done = document.session.run(["sh", "-c", f"exec 3<>/dev/tcp/127.0.0.1/{port}"])
    return bool(done.status == 0)


def test_a_file_that_never_names_the_port_is_not_waited_for(hand_in: HandIn) -> None:
    with failed as told:
        hand_in("haproxy", {"haproxy.cfg": ""}).serve(port=8081)
    assert "haproxy.cfg does not say so anywhere." in str(told.value)


# --- BIND --------------------------------------------------------------------------------------------


def test_bind_tells_the_line(hand_in: HandIn) -> None:
    document = hand_in("bind", {"corner.zone": f"{ZONE}www IN A 192.0.2.256\n"})
    with failed as told:
        document.accepted("corner.example")
    assert "corner.zone:5" in str(told.value)


def test_bind_answers_and_refers_and_denies(hand_in: HandIn) -> None:
    zone = f"{ZONE}lab IN NS ns1.lab\nns1.lab IN A 203.0.113.1\n"
    document = hand_in("bind", {"corner.zone": zone})
    document.accepted("corner.example")
    server = document.serve({"corner.example": "corner.zone"})
    server.ask("ns1.corner.example", "A").expect("It has an address.", "A", "192.0.2.1")
    assert server.ask("nobody.corner.example", "A").code == "NXDOMAIN"
    referral = server.ask("x.lab.corner.example", "A")
    assert (referral.authoritative, referral.answer) == (False, ())
    assert [record.data for record in referral.additional if record.kind == "A"] == ["203.0.113.1"]
    with failed as told:
        server.ask("ns1.corner.example", "A").expect("It has another address.", "A", "192.0.2.2")
    assert str(told.value).splitlines()[1:] == [
        "ns1.corner.example A?",
        "  gave      192.0.2.1",
        "  expected  192.0.2.2",
    ]


def test_the_records_of_a_zone_come_in_full(hand_in: HandIn) -> None:
    records = hand_in("bind", {"corner.zone": f"{ZONE}www 300 IN CNAME ns1\n"}).records("corner.example")
    told = {(one.name, one.seconds, one.kind, one.data) for one in records}
    assert ("www.corner.example.", 300, "CNAME", "ns1.corner.example.") in told


@pytest.mark.parametrize("place", ["/etc/passwd", "/proc/1/environ", "../lib/bind/named.conf"])
def test_what_a_zone_includes_is_in_the_sandbox_and_not_shown_at_length(hand_in: HandIn, place: str) -> None:
    document = hand_in("bind", {"corner.zone": f"{ZONE}$INCLUDE {place}\n"})
    with failed as told:
        document.accepted("corner.example")
    assert "root:" not in str(told.value)
    assert len(str(told.value)) < 2_500


def test_a_zone_that_generates_millions_of_records_ends_by_a_limit(hand_in: HandIn) -> None:
    bomb = "".join(f"$GENERATE 1-65535 h{number}-$ A 192.0.2.1\n" for number in range(3))
    document = hand_in("bind", {"corner.zone": ZONE + bomb})
    with pytest.raises((SessionEnded, pytest.fail.Exception)) as told:
        document.records("corner.example")
    if isinstance(told.value, SessionEnded):
        assert told.value.reason in {EndReason.OUTPUT_LIMIT, EndReason.TIME_LIMIT, EndReason.MEMORY_LIMIT}


# --- everywhere --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "files"),
    [("nginx", {"site.conf": SITE}), ("haproxy", {"haproxy.cfg": BALANCER}), ("bind", {"corner.zone": ZONE})],
)
def test_the_image_holds_every_program(hand_in: HandIn, language: str, files: dict[str, str]) -> None:
    need_language(language, "docker")
    document = hand_in(language, files, backend="docker")
    if language == "bind":
        document.accepted("corner.example")
        assert document.serve({"corner.example": "corner.zone"}).ask("ns1.corner.example", "A").code == "NOERROR"
    else:
        document.accepted()
        document.serve(port=8080 if language == "nginx" else 8081)


def test_a_program_that_is_not_there_is_not_the_learners_fault(hand_in: HandIn) -> None:
    document = hand_in("nginx", {"site.conf": SITE})
    with pytest.raises(ProgramMissing, match="There is no gninx in the sandbox"):
        running.ask(document, ["gninx", "-t"])
    with pytest.raises(ProgramMissing):
        running.Running(document, "gninx", ["gninx"], ports=(8080,), rule="It runs.")
