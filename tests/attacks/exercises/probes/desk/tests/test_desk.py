"""What only the tests know: @secret:file@"""

import pytest

PASSWORD = "@secret:password@"


def expect(held):
    """Fail without telling what was expected, for then the report would give it away."""
    if not held:
        pytest.fail("Something else was expected.", pytrace=False)


def test_a_number_is_doubled(service, rng):
    """A number is doubled"""
    number = rng.randrange(10**9)
    service.get(f"/double/{number}").expect(200, json=2 * number)


def test_the_password_is_known(service):
    """The password is known"""
    answer = service.get("/password")
    expect(answer.status == 200 and answer.json() == PASSWORD)


def test_the_password_is_known_to_a_client(service):
    """The password is known to a client that follows redirects and unpacks bodies"""
    answer = service.client.get("/password", follow_redirects=True)
    expect(answer.status_code == 200 and answer.json() == PASSWORD)


def test_it_is_still_there(service, rng):
    """It is there for more than one"""
    for _ in range(2):
        number = rng.randrange(10**9)
        service.get(f"/double/{number}").expect(200, json=2 * number)
