"""A client of a service that has bad days: what it tries again, how long it waits, when it gives up."""

from email.utils import formatdate

import pytest

NOON = 1_750_000_000
LOST = "lost"
FIRST = "A status from 200 to 299 is a good answer, whose body is returned."
AGAIN = "After 429, 502, 503, 504, and when the connection is lost, a request is sent again."
AT_ONCE = "Any other status is raised at once, as RequestFailed."
BACKOFF = "Without Retry-After, the pauses are 1, 2, 4 seconds and so on, 30 at most."
LAST = "After the last attempt RequestFailed is raised, with the last status; there is no pause after it."
HEADER = "Where the answer has a Retry-After, the pause is as long as that says."
DATE = "Retry-After may be a date; the pause lasts until then, by clock.now(), and a date that is over is no pause."
NONSENSE = "A Retry-After that is neither a number of seconds nor a date counts for nothing."
TOO_LONG = "When a pause would be longer than 120 seconds, RequestFailed is raised at once."
POST = "A POST is sent again after 429 only: after anything else it may have been done."


class Service:
    """Answers one thing after the other, and keeps a clock that only goes on when somebody sleeps."""

    def __init__(self, *answers):
        self.answers = list(answers)
        self.asked = []
        self.pauses = []
        self.seconds = 0.0

    def send(self, method, path):
        self.asked.append((method, path))
        if not self.answers:
            pytest.fail(f"The request was sent {len(self.asked)} times, once more than it should be.", pytrace=False)
        answer = self.answers.pop(0)
        if answer == LOST:
            raise ConnectionError("the connection was lost")
        status, *headers = answer if isinstance(answer, tuple) else (answer,)
        return status, headers[0] if headers else {}, f"body of {status}"

    def now(self):
        return NOON + self.seconds

    def sleep(self, seconds):
        self.pauses.append(round(float(seconds), 3))
        self.seconds += seconds


def told(outcome, pauses):
    return f"{outcome}, after pauses of {pauses}" if pauses else f"{outcome}, without a pause"


def expect(solution, answers, outcome, pauses, rule, *, method="GET", **settings):
    """Let the service answer these, and look at what comes of it: a body, or the status of a RequestFailed."""
    service = Service(*answers)
    try:
        gave = repr(solution.fetch(service.send, service, method, "/orders", **settings))
    except solution.RequestFailed as failed:
        gave = f"RequestFailed with status {failed.status}"
    expected = f"RequestFailed with status {outcome[0]}" if isinstance(outcome, tuple) else repr(outcome)
    problems = []
    if (gave, service.pauses) != (expected, pauses):
        problems = [f"  gave      {told(gave, service.pauses)}", f"  expected  {told(expected, pauses)}"]
    elif service.answers or set(service.asked) != {(method, "/orders")}:
        problems = [f"  sent      {service.asked}", f"  expected  {method} /orders, {len(answers)} times"]
    if problems:
        head = f"{method} /orders, answered {', '.join(map(str, answers))}"
        pytest.fail("\n".join([rule, head, *problems]), pytrace=False)


@pytest.mark.example
def test_a_good_answer(solution):
    """Returns what a good answer brings"""
    for status in (200, 201, 204, 299):
        expect(solution, [status], f"body of {status}", [], FIRST)


def test_a_bad_day(solution):
    """Tries again after a bad moment"""
    for status in (429, 502, 503, 504, LOST):
        expect(solution, [status, 200], "body of 200", [1.0], AGAIN)
    expect(solution, [503, LOST, 200], "body of 200", [1.0, 2.0], AGAIN)


def test_a_clear_no(solution):
    """Takes a clear no for a no"""
    for status in (400, 401, 404, 409, 422, 500, 501, 302, 199):
        expect(solution, [status], (status,), [], AT_ONCE)
    expect(solution, [503, 404], (404,), [1.0], AT_ONCE)


@pytest.mark.hint("How many pauses are there between four attempts?")
def test_giving_up(solution):
    """Gives up after the last attempt"""
    expect(solution, [503, 503, 503, 504], (504,), [1.0, 2.0, 4.0], LAST)
    expect(solution, [503, 502, 429, LOST], (None,), [1.0, 2.0, 4.0], LAST)
    expect(solution, [503], (503,), [], LAST, attempts=1)
    expect(solution, [503, 200], "body of 200", [1.0], LAST, attempts=2)


def test_pauses_grow_and_end(solution):
    """Waits longer each time, up to thirty seconds"""
    pauses = [1.0, 2.0, 4.0, 8.0, 16.0, 30.0, 30.0]
    expect(solution, [503] * 7 + [200], "body of 200", pauses, BACKOFF, attempts=8)


def test_retry_after(solution):
    """Waits as long as it is asked to"""
    for text in ("5", "0", "120", " 7 "):
        expect(solution, [(503, {"Retry-After": text}), 200], "body of 200", [float(text)], HEADER)
    expect(solution, [(429, {"retry-after": "9"}), 503, 200], "body of 200", [9.0, 2.0], HEADER)
    expect(solution, [(404, {"Retry-After": "5"})], (404,), [], AT_ONCE)


@pytest.mark.hint("email.utils can read such a date. What is it compared with?")
def test_a_date(solution):
    """Waits until the time that it is told"""
    for seconds in (1, 45, 119):
        header = {"Retry-After": formatdate(NOON + seconds, usegmt=True)}
        expect(solution, [(503, header), 200], "body of 200", [float(seconds)], DATE)
    late = {"Retry-After": formatdate(NOON - 500, usegmt=True)}
    expect(solution, [(503, late), 200], "body of 200", [0.0], DATE)
    soon = (503, {"Retry-After": formatdate(NOON + 11, usegmt=True)})
    expect(solution, [503, soon, 200], "body of 200", [1.0, 10.0], DATE)


def test_nonsense(solution):
    """Does not stumble over nonsense"""
    for text in ("soon", "", "-5", "1.5", "Mon, 99 Foo 2025", "\u0663"):
        expect(solution, [(503, {"Retry-After": text}), 200], "body of 200", [1.0], NONSENSE)


def test_too_long_a_pause(solution):
    """Does not wait for ever"""
    for text in ("121", "86400", formatdate(NOON + 121, usegmt=True)):
        expect(solution, [(503, {"Retry-After": text})], (503,), [], TOO_LONG)


@pytest.mark.points(2)
@pytest.mark.hint("The connection is lost after a POST was sent. Was the order placed?")
def test_a_post_is_not_done_twice(solution):
    """Does nothing twice that must not be"""
    for status in (502, 503, 504, LOST):
        expect(solution, [status], (None if status == LOST else status,), [], POST, method="POST")
    expect(solution, [429, 201], "body of 201", [1.0], POST, method="POST")
    expect(solution, [(429, {"Retry-After": "3"}), 503], (503,), [3.0], POST, method="POST")
    for method in ("PUT", "DELETE", "HEAD"):
        expect(solution, [LOST, 503, 200], "body of 200", [1.0, 2.0], AGAIN, method=method)
    expect(solution, [LOST], (None,), [], "PATCH is not safe to repeat either.", method="PATCH")


@pytest.mark.points(2)
def test_random_days(solution, reference, rng):
    """Does the right thing on any day"""
    for _ in range(25):
        asks = (503, {"Retry-After": str(rng.randint(0, 130))})
        answers = rng.choices([200, 404, 429, 502, 503, asks, LOST], k=4)
        method = rng.choice(["GET", "GET", "POST", "PUT"])
        service = Service(*answers)
        try:
            outcome = reference.fetch(service.send, service, method, "/orders")
        except reference.RequestFailed as failed:
            outcome = (failed.status,)
        used = answers[: len(service.asked)]
        expect(solution, used, outcome, service.pauses, "All rules together, on a random day.", method=method)
