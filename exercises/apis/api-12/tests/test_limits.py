"""A token bucket for each client: how many requests, how soon again, and what the headers say of it."""

from functools import partial

import pytest

CAPACITY = 5
FULL = "A bucket holds 5 tokens, and is full for a client who is new. A request takes one."
EMPTY = "Where less than one token is left, the answer is 429."
FILLS = "One token comes back every 2 seconds, and parts of it count."
NO_MORE = "A bucket never holds more than 5 tokens."
FREE = "A request that gets 429 takes no token."
LIMIT = "Every answer but those of /health and 400 says RateLimit-Limit: 5."
REMAINING = "RateLimit-Remaining says how many whole tokens are left after the request."
AFTER = "Retry-After says after how many seconds there is a token again, rounded up to whole ones."
OWN = "Each client has a bucket of its own."


def ask(service, client="ada", path="/proverb"):
    return service.get(path, headers={"Client": client})


def forward(service, seconds):
    """Put the server's clock forward; it stands still otherwise."""
    service.post("/clock", json=seconds).expect(204, "POST /clock is there already: leave it as it is.")


def use_up(service, client="ada"):
    for _ in range(CAPACITY):
        ask(service, client).expect(200, FULL, json={"proverb": str})


@pytest.mark.example
def test_five_and_no_more(service):
    """Lets five requests through, and no sixth"""
    use_up(service)
    ask(service).expect(429, EMPTY)


def test_what_is_left(service):
    """Says how many requests are left"""
    for left in (4, 3, 2, 1, 0):
        ask(service).expect(200, REMAINING, headers={"RateLimit-Remaining": str(left), "RateLimit-Limit": "5"})
    ask(service).expect(429, LIMIT, headers={"RateLimit-Remaining": "0", "RateLimit-Limit": "5"})


def test_clients_are_kept_apart(service):
    """Keeps a bucket for each client"""
    use_up(service, "ada")
    ask(service, "bo").expect(200, OWN, headers={"RateLimit-Remaining": "4"})
    ask(service, "ada").expect(429, OWN)


def test_health_and_nobody(service):
    """Lets everybody ask how it is, and nobody without a name ask more"""
    for _ in range(CAPACITY + 2):
        service.get("/health").expect(200, "/health is not limited.", headers={"RateLimit-Limit": None})
    service.get("/proverb").expect(400, "Without the header Client the answer is 400.")
    ask(service, client="").expect(400, "An empty Client is none.")
    ask(service).expect(200, "/health takes nobody a token.", headers={"RateLimit-Remaining": "4"})


def test_a_token_comes_back(service):
    """Lets a request through again after two seconds"""
    use_up(service)
    forward(service, 2)
    ask(service).expect(200, FILLS, headers={"RateLimit-Remaining": "0"})
    ask(service).expect(429, FILLS)
    forward(service, 6)
    for left in (2, 1, 0):
        ask(service).expect(200, FILLS, headers={"RateLimit-Remaining": str(left)})
    ask(service).expect(429, FILLS)


@pytest.mark.hint("How much has come back after half a second? Is that kept when somebody asks in between?")
def test_parts_of_a_token(service):
    """Counts parts of a token"""
    use_up(service)
    for _ in range(3):
        forward(service, 0.5)
        ask(service).expect(429, FILLS)
    forward(service, 0.5)
    ask(service).expect(200, f"{FILLS} Four times half a second has gone by, with a request after each.")
    forward(service, 3)
    rule = f"{FILLS} After 3 seconds more there was one and a half."
    ask(service).expect(200, rule, headers={"RateLimit-Remaining": "0"})
    forward(service, 1)
    ask(service).expect(200, f"{FILLS} Half a token was left, and after 1 second more there was a whole one.")


def test_never_more_than_full(service):
    """Saves nothing up beyond five"""
    ask(service).expect(200, FULL)
    forward(service, 1000)
    ask(service).expect(200, NO_MORE, headers={"RateLimit-Remaining": "4"})
    for _ in range(CAPACITY - 1):
        ask(service).expect(200, NO_MORE)
    ask(service).expect(429, NO_MORE)


def test_when_to_come_back(service):
    """Says when to come back"""
    use_up(service)
    ask(service).expect(429, AFTER, headers={"Retry-After": "2"})
    for seconds, left, whole in ((0.75, 1.25, "2"), (0.25, 1, "1"), (0.5, 0.5, "1")):
        forward(service, seconds)
        ask(service).expect(429, f"{AFTER} It takes {left} seconds more.", headers={"Retry-After": whole})
    forward(service, 1)
    ask(service).expect(200, "Who comes back after Retry-After is let through.", headers={"Retry-After": None})


def test_asking_in_vain_costs_nothing(service):
    """Takes nothing for a request that it refuses"""
    use_up(service)
    for _ in range(10):
        ask(service).expect(429, EMPTY)
    forward(service, 2)
    ask(service).expect(200, FREE)


def test_what_is_not_there_counts_too(service):
    """Counts every request, whatever becomes of it"""
    rule = "A path that is not there is 404, and takes a token like any other."
    for left in (4, 3, 2, 1, 0):
        ask(service, path="/wisdom").expect(404, rule, headers={"RateLimit-Remaining": str(left)})
    ask(service, path="/wisdom").expect(429, rule)


@pytest.mark.points(2)
@pytest.mark.hint("Two requests look into the bucket at the same moment, and one token is left. What do they see?")
def test_many_at_once(service):
    """Lets no more through when they come all at once"""
    for turn in range(3):
        answers = service.at_once([partial(ask, service, f"crowd-{turn}")] * 16)
        let_in = sum(answer.status == 200 for answer in answers)
        assert let_in == CAPACITY, "However many come at once, five are let through."
        assert {answer.status for answer in answers} == {200, 429}


@pytest.mark.points(2)
def test_an_afternoon(service, rng):
    """Keeps count through an afternoon of requests"""
    tokens = dict.fromkeys(("ada", "bo", "cy"), float(CAPACITY))
    for _ in range(40):
        seconds = rng.choice((0, 0, 0.25, 0.5, 1, 3))
        forward(service, seconds)
        tokens = {client: min(CAPACITY, held + seconds / 2) for client, held in tokens.items()}
        client = rng.choice(("ada", "ada", "bo", "cy"))
        if tokens[client] >= 1:
            tokens[client] -= 1
            rule = f"{FILLS} This request leaves {tokens[client]:g}."
            ask(service, client).expect(200, rule, headers={"RateLimit-Remaining": str(int(tokens[client]))})
        else:
            rule = f"{FILLS} There is {tokens[client]:g} of a token."
            ask(service, client).expect(429, rule, headers={"RateLimit-Remaining": "0"})
