"""A server that says when it is ready, and leaves without dropping anything."""

import pytest

REPORT = {"pages": 12}
HEALTH = "GET /health is answered with 200 from the beginning."
NOT_READY = "Until the server has warmed up, GET /ready is answered with 503."
READY = 'When it has warmed up, it prints a line "ready", and GET /ready is answered with 200.'
FINISHES = "A request that has begun when the signal comes is answered in full."
CLOSED = "A second after the signal at the latest, no new connection is taken in."
ENDS = "When the last request is answered, the server ends by itself with exit status 0."
GOODBYE = 'The last line that it prints is "bye".'
SLOW = {"WARM_UP_SECONDS": "20"}


@pytest.fixture(autouse=True)
def patience(service):
    """Nothing here takes longer, but for what a check makes long itself."""
    service.seconds = 2.5


def lines(service):
    return [line.strip() for line in service.stdout.splitlines()]


def expect_end(service, rule=ENDS):
    """The server ends by itself, with status 0."""
    status = service.wait(seconds=2.5)
    if status != 0:
        killed = f"killed by signal {-(status or 0)}"
        gave = "it still runs" if status is None else f"exit status {status}" if status > 0 else killed
        pytest.fail(f"SIGTERM\n  gave      {gave}\n  expected  exit status 0. {rule}", pytrace=False)


def expect_closed(service):
    """The server stops taking in connections soon."""
    if not service.wait_until(lambda: not service.accepts, seconds=1.2):
        lines = [CLOSED, "SIGTERM", "  gave      it still takes in connections", "  expected  connecting is refused"]
        pytest.fail("\n".join(lines), pytrace=False)


def begin_report(service):
    """Ask for a report, and go on when the server is at work on it."""
    pending = service.begin("GET", "/report")
    assert service.wait_for_log("report begun"), "GET /report makes a report, as it does in the beginning."
    return pending


@pytest.mark.example
def test_it_is_healthy(service):
    """Says that it is alive, from the beginning"""
    service.restart(SLOW)
    service.get("/health").expect(200, HEALTH, json={"status": "ok"})
    service.get("/report").expect(200, "A report is made as before.", json=REPORT)


def test_it_is_ready_when_it_has_warmed_up(service):
    """Says when it is ready"""
    assert service.wait_for_log("ready"), READY
    service.get("/ready").expect(200, READY, json={"ready": True})
    assert "ready" in lines(service), READY


def test_it_is_not_ready_before(service):
    """Says that it is not ready yet"""
    service.restart(SLOW)
    service.get("/ready").expect(503, NOT_READY, json={"ready": False})
    assert "ready" not in lines(service), NOT_READY


def test_it_leaves_when_it_is_idle(service):
    """Ends when it is asked to"""
    assert service.wait_for_log("ready"), READY
    service.signal("TERM")
    expect_end(service)


@pytest.mark.hint("What is the last thing that your program does?")
def test_it_says_good_bye(service):
    """Says good-bye"""
    service.get("/health").expect(200, HEALTH)
    service.signal("TERM")
    expect_end(service)
    assert lines(service)[-1:] == ["bye"], GOODBYE


@pytest.mark.points(2)
@pytest.mark.hint("Who waits for the requests that have begun?")
def test_it_finishes_what_it_has_begun(service):
    """Answers the requests that it has begun"""
    service.restart({"SECONDS": "1.2"})
    pending = [begin_report(service), service.begin("GET", "/report"), service.begin("GET", "/report")]
    begun = service.wait_until(lambda: service.stdout.count("report begun") == len(pending))
    assert begun, "Requests are served at the same time."
    service.signal("TERM")
    for one in pending:
        one.response().expect(200, FINISHES, json=REPORT)
    expect_end(service)


@pytest.mark.points(2)
def test_it_takes_nobody_in(service):
    """Takes nobody in any more, while it finishes"""
    service.restart({"SECONDS": "1.8"})
    pending = begin_report(service)
    service.signal("TERM")
    expect_closed(service)
    assert service.running, FINISHES
    pending.response().expect(200, FINISHES, json=REPORT)
    expect_end(service)


def test_a_second_signal_changes_nothing(service):
    """Does not lose its head when it is asked twice"""
    service.restart({"SECONDS": "1.5"})
    pending = begin_report(service)
    service.signal("TERM")
    expect_closed(service)
    service.signal("TERM")
    pending.response().expect(200, "A second signal changes nothing.", json=REPORT)
    expect_end(service)


def test_control_c(service):
    """Leaves in the same way on Ctrl-C"""
    rule = "SIGINT, which Ctrl-C sends, does the same as SIGTERM."
    pending = begin_report(service)
    service.signal("INT")
    pending.response().expect(200, rule, json=REPORT)
    expect_end(service, rule)
    assert lines(service)[-1:] == ["bye"], rule


def test_it_leaves_before_it_is_ready(service):
    """Need not be ready to leave"""
    service.restart(SLOW)
    service.get("/health").expect(200, HEALTH)
    service.signal("TERM")
    expect_end(service, "It ends at once when it has nothing to finish, whether or not it has warmed up.")
