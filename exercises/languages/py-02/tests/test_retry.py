"""What fails for a moment is tried again, and not for ever."""

import pytest

PAUSES = "Rule: the pause before the second attempt is `delay` seconds, and before each further one twice the last."
ATTEMPTS = "Rule: the function is called until it succeeds, at most `attempts` times."


class Clock:
    """A clock that stands still until somebody sleeps or works."""

    def __init__(self):
        self.time = 1_000.0
        self.pauses = []

    def now(self):
        return self.time

    def sleep(self, seconds):
        self.pauses.append(seconds)
        self.time += seconds


class Service:
    """Fails with these exceptions, one in each call, and then gives the answer."""

    def __init__(self, *failures, clock=None, seconds=0):
        self.failures = list(failures)
        self.calls = []
        self.clock = clock
        self.seconds = seconds

    def ask(self, *args, **kwargs):
        self.calls.append((args, kwargs))
        if self.clock is not None:
            self.clock.time += self.seconds
        if self.failures:
            raise self.failures.pop(0)
        return "answer"


def decorated(solution, service, clock, **options):
    """The service's function, decorated; three attempts and a delay of one second where nothing else is said."""
    settings = {"attempts": 3, "delay": 1, "clock": clock, **options}

    def ask(*args, **kwargs):
        """Ask the service."""
        return service.ask(*args, **kwargs)

    return solution.retry(**settings)(ask)


@pytest.mark.example
def test_the_second_attempt_succeeds(solution):
    """What fails once is tried again, after a pause"""
    clock, service = Clock(), Service(ConnectionError("reset"))
    answer = decorated(solution, service, clock)()
    assert answer == "answer", ATTEMPTS
    calls = len(service.calls)
    assert calls == 2, f"{ATTEMPTS} It failed once and was called {calls} times."
    pauses = clock.pauses
    assert pauses == [1], PAUSES


def test_a_success_needs_no_second_attempt(solution):
    """What succeeds at once is called once, without a pause"""
    clock, service = Clock(), Service()
    answer = decorated(solution, service, clock)()
    assert answer == "answer", ATTEMPTS
    calls, pauses = len(service.calls), clock.pauses
    assert calls == 1, f"{ATTEMPTS} It did not fail and was called {calls} times."
    assert pauses == [], f"{PAUSES} Nothing failed here."


def test_arguments_are_passed_on(solution):
    """Arguments reach the function in every attempt"""
    rule = "Rule: the function gets the arguments of the call in every attempt."
    clock, service = Clock(), Service(ConnectionError("reset"))
    ask = decorated(solution, service, clock)
    assert ask(4711, currency="EUR") == "answer", ATTEMPTS
    calls = service.calls
    assert calls == [((4711,), {"currency": "EUR"})] * 2, rule


@pytest.mark.hint("Which pause comes before the second attempt, and how often has it been doubled by then?")
def test_the_pauses_double(solution):
    """Each pause is twice as long as the one before"""
    clock, service = Clock(), Service(*[ConnectionError("reset")] * 5)
    answer = decorated(solution, service, clock, attempts=9, delay=0.5)()
    assert answer == "answer", ATTEMPTS
    pauses = clock.pauses
    assert pauses == [0.5, 1, 2, 4, 8], PAUSES


def test_no_pause_is_longer_than_the_longest(solution):
    """No pause is longer than the longest that is allowed"""
    rule = "Rule: no pause is longer than `longest` seconds, which is 60 unless said."
    clock, service = Clock(), Service(*[ConnectionError("reset")] * 5)
    decorated(solution, service, clock, attempts=9, delay=2, longest=10)()
    pauses = clock.pauses
    assert pauses == [2, 4, 8, 10, 10], rule
    clock, service = Clock(), Service(*[ConnectionError("reset")] * 3)
    decorated(solution, service, clock, attempts=9, delay=25)()
    pauses = clock.pauses
    assert pauses == [25, 50, 60], rule


@pytest.mark.hint("After the last attempt there is nothing left to wait for.")
def test_the_last_failure_is_passed_on(solution):
    """After the last attempt, its exception comes out, without another pause"""
    clock, service = Clock(), Service(ConnectionError("first"), TimeoutError("second"), ConnectionError("third"))
    with pytest.raises(ConnectionError, match="third"):
        decorated(solution, service, clock)()
    calls, pauses = len(service.calls), clock.pauses
    assert calls == 3, f"{ATTEMPTS} It was called {calls} times of 3."
    assert pauses == [1, 2], "Rule: there is no pause after the last attempt."


def test_one_attempt_is_one_attempt(solution):
    """With one attempt, nothing is tried again; with none, there is nothing to decorate"""
    clock, service = Clock(), Service(ConnectionError("reset"))
    with pytest.raises(ConnectionError):
        decorated(solution, service, clock, attempts=1)()
    calls, pauses = len(service.calls), clock.pauses
    assert calls == 1, f"{ATTEMPTS} It was called {calls} times of 1."
    assert pauses == [], "Rule: there is no pause after the last attempt."
    for attempts in (0, -1):
        with pytest.raises(ValueError):
            solution.retry(attempts, 1, clock)


@pytest.mark.hint("`except on:` takes a class and a tuple of classes alike.")
def test_only_some_exceptions_are_worth_it(solution):
    """Only the exceptions named are worth another attempt"""
    rule = "Rule: an exception that is not of a class in `on` comes out at once."
    clock, service = Clock(), Service(ConnectionError("reset"), KeyError("no such card"))
    with pytest.raises(KeyError):
        decorated(solution, service, clock, on=(ConnectionError, TimeoutError))()
    calls, pauses = len(service.calls), clock.pauses
    assert calls == 2, f"{rule} A ConnectionError came first, then a KeyError; it was called {calls} times."
    assert pauses == [1], rule
    clock, service = Clock(), Service(ConnectionResetError("reset"), TimeoutError("late"))
    answer = decorated(solution, service, clock, on=OSError)()
    assert answer == "answer", "Rule: `on` is a class or a tuple of classes, and subclasses belong to it."


@pytest.mark.hint("When is the first pause of the second call worked out, and from what?")
def test_each_call_begins_anew(solution):
    """Each call has all its attempts and begins with the first pause"""
    rule = "Rule: each call of the function begins anew, with all attempts and the first pause."
    clock, service = Clock(), Service(ConnectionError("a"), ConnectionError("b"))
    ask = decorated(solution, service, clock)
    assert ask() == "answer", ATTEMPTS
    service.failures = [ConnectionError("c"), ConnectionError("d")]
    assert ask() == "answer", rule
    pauses = clock.pauses
    assert pauses == [1, 2, 1, 2], rule


@pytest.mark.hint("Before you sleep: when would the next attempt begin?")
def test_the_deadline(solution):
    """An attempt that would begin after the deadline is not made"""
    rule = "Rule: an attempt that would begin more than `deadline` seconds after the first one is not made."
    for deadline, expected in ((7, [1, 2, 4]), (6, [1, 2]), (1, [1]), (0.5, [])):
        clock, service = Clock(), Service(*[ConnectionError("reset")] * 9)
        with pytest.raises(ConnectionError):
            decorated(solution, service, clock, attempts=9, deadline=deadline)()
        pauses = clock.pauses
        assert pauses == expected, f"{rule} Here it is {deadline}."


@pytest.mark.hint("The time that the function itself takes counts as well; the clock knows it.")
def test_slow_attempts_use_up_the_deadline(solution):
    """The time that the attempts take counts towards the deadline"""
    rule = "Rule: an attempt that would begin more than `deadline` seconds after the first one is not made."
    clock = Clock()
    service = Service(*[TimeoutError("late")] * 9, clock=clock, seconds=10)
    with pytest.raises(TimeoutError):
        decorated(solution, service, clock, attempts=9, deadline=25)()
    pauses = clock.pauses
    assert pauses == [1, 2], f"{rule} Here it is 25, and each attempt takes 10 seconds."


def test_the_function_keeps_its_name(solution):
    """The decorated function has the name and the docstring of the function"""
    rule = "Rule: the decorated function has the name and the docstring of the function."
    ask = decorated(solution, Service(), Clock())
    assert ask.__name__ == "ask", rule
    assert ask.__doc__ == "Ask the service.", rule


@pytest.mark.points(2)
def test_random_services(solution, reference, rng):
    """Agrees with the reference on 20 random services"""
    for _ in range(20):
        failures = [
            rng.choice([ConnectionError("a"), TimeoutError("b"), KeyError("c")]) for _ in range(rng.randint(0, 5))
        ]
        options = {
            "attempts": rng.randint(1, 6),
            "delay": rng.choice([1, 2, 5]),
            "on": rng.choice([OSError, (TimeoutError, KeyError), Exception]),
            "longest": rng.choice([3, 8, 60]),
            "deadline": rng.choice([None, None, 4, 12]),
        }
        shown = {name: shown_class(value) if name == "on" else value for name, value in options.items()}
        told = f"Rule: all of the prompt. The function fails with {failures}; the options are {shown}."
        expected, answer = (outcome(module, failures, options) for module in (reference, solution))
        assert answer == expected, told


def outcome(module, failures, options):
    """How it ended, with the pauses that were made."""
    clock = Clock()
    try:
        ended = decorated(module, Service(*failures, clock=clock, seconds=1), clock, **options)()
    except (OSError, KeyError) as error:
        ended = type(error).__name__
    return {"ended": ended, "pauses": clock.pauses}


def shown_class(kind):
    """A class or a tuple of classes by name."""
    return ", ".join(each.__name__ for each in kind) if type(kind) is tuple else kind.__name__
