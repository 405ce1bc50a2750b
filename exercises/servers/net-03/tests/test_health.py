"""HAProxy in front of three machines, with health checks and weights."""

from collections import Counter

import pytest

PORT = 8080
PORTS = (9001, 9002, 9003)
WEIGHTS = "The large machine gets three of four requests; the old one none while another is healthy."
ILL = "A machine that says 503 on /health gets nothing, 1 second later."
WELL = "A machine that is healthy again gets its share again, 1 second later."
UNNOTICED = "A machine that is switched off costs nobody an error."
PATIENCE = 1.5


@pytest.fixture
def machines(document):
    """Large, small, old."""
    return document.backends(*PORTS)


@pytest.fixture
def site(document, machines):
    """HAProxy with the learner's file."""
    return document.serve(port=PORT)


def shares(site, machines, count):
    """How many of so many requests each machine answered, by port."""
    ports = {machine.answer: machine.port for machine in machines}
    seen = Counter()
    for _ in range(count):
        answer = site.get("/bread").expect(UNNOTICED, status=200)
        if answer.text not in ports:
            answer.expect("Every request is answered by one of the machines.", body="the answer of a machine")
        seen[ports[answer.text]] += 1
    return tuple(seen[port] for port in PORTS)


def expect_shares(document, site, machines, wanted, rule):
    """Of so many requests each machine gets its share, once HAProxy has had time to notice."""
    seen = []

    def as_wanted():
        seen.append(shares(site, machines, sum(wanted)))
        return seen[-1] == wanted

    if not document.until(as_wanted, seconds=PATIENCE):
        told, expected = (
            ", ".join(f"port {port}: {count}" for port, count in zip(PORTS, counts, strict=True))
            for counts in (seen[-1], wanted)
        )
        pytest.fail(
            f"Rule: {rule}\n{sum(wanted)} times GET /bread, {PATIENCE:g} seconds later\n"
            f"  gave      {told}\n  expected  {expected}",
            pytrace=False,
        )


@pytest.mark.example
def test_the_file_is_accepted(document):
    """HAProxy takes the file, without a warning, and listens on port 8080"""
    document.accepted()
    document.serve(port=PORT)


@pytest.mark.example
def test_a_machine_answers(site, machines):
    """A request is answered by one of the machines"""
    assert sum(shares(site, machines, 4)) == 4


@pytest.mark.points(2)
def test_the_large_one_gets_three_of_four(document, site, machines):
    """Of eight requests the large machine gets six, the small one two"""
    expect_shares(document, site, machines, (6, 2, 0), WEIGHTS)


def test_the_third_waits(document, site, machines):
    """The old machine gets nothing while another one is healthy"""
    expect_shares(document, site, machines, (6, 2, 0), WEIGHTS)
    machines[0].answers(503, "/health")
    expect_shares(document, site, machines, (0, 4, 0), WEIGHTS)


def test_the_right_page_is_asked(document, site, machines):
    """Every machine is asked for its health by GET /health"""
    del site

    def all_asked():
        return all(
            any((request.method, request.path) == ("GET", "/health") for request in machine.requests())
            for machine in machines
        )

    if not document.until(all_asked, seconds=PATIENCE):
        told = sorted({f"{request.method} {request.path}" for one in machines for request in one.requests()})
        pytest.fail(
            "Rule: whether a machine is healthy is asked by GET /health.\n"
            f"  gave      {', '.join(told[:5]) or 'no machine was asked anything'}\n  expected  GET /health, to each",
            pytrace=False,
        )


@pytest.mark.points(2)
@pytest.mark.hint(
    "`inter` says how often a machine is asked, `fall` how many bad answers it takes. By default 2s and 3."
)
def test_who_says_it_is_ill_gets_nothing(document, site, machines):
    """A machine whose /health is 503 gets no requests, though it would answer them"""
    expect_shares(document, site, machines, (3, 1, 0), WEIGHTS)
    machines[0].answers(503, "/health")
    expect_shares(document, site, machines, (0, 4, 0), ILL)


def test_who_is_well_again_gets_its_share(document, site, machines):
    """A machine that was ill and is healthy again gets its share again"""
    machines[0].answers(503, "/health")
    expect_shares(document, site, machines, (0, 4, 0), ILL)
    machines[0].answers(200, "/health")
    expect_shares(document, site, machines, (3, 1, 0), WELL)


def test_the_third_helps_out(document, site, machines):
    """The old machine works while both others are ill"""
    expect_shares(document, site, machines, (3, 1, 0), WEIGHTS)
    machines[0].answers(503, "/health")
    machines[1].answers(503, "/health")
    expect_shares(document, site, machines, (0, 0, 4), "9003 works while both others are ill.")


@pytest.mark.points(2)
@pytest.mark.hint("HAProxy tries the same machine again, a second later, unless it is told to redispatch at once.")
def test_a_dead_one_is_not_noticed(document, site, machines):
    """A machine is switched off, and every request is answered, the very first too"""
    expect_shares(document, site, machines, (3, 1, 0), WEIGHTS)
    machines[0].stop()
    started = sum(shares(site, machines, 4)[1:])
    assert started == 4
    expect_shares(document, site, machines, (0, 4, 0), UNNOTICED)


def test_the_machines_learn_the_clients_address(site, machines):
    """The machines get the client's address in X-Forwarded-For"""
    site.get("/bread").expect(UNNOTICED, status=200)
    seen = [
        request.headers.get("x-forwarded-for", "(not sent)")
        for machine in machines
        for request in machine.requests()
        if request.path == "/bread"
    ]
    assert seen == ["127.0.0.1"], "Rule: the machines learn the client's address from X-Forwarded-For."
