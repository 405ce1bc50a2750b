"""What only the tests know: @secret:file@"""

import pytest

PASSWORD = "@secret:password@"
CODE = int("@number:code@")


def expect(held):
    """Fail without telling what was expected, for then the report would give it away."""
    if not held:
        pytest.fail("Something else was expected.", pytrace=False)


def test_a_number_is_doubled(solution, rng):
    """A number is doubled"""
    number = rng.randrange(10**9)
    answer = solution.double(number)
    assert type(answer) is int
    assert answer == 2 * number


def test_the_password_is_known(solution):
    """The password is known"""
    expect(solution.password() == PASSWORD)


def test_the_code_is_known(solution):
    """The code is known"""
    expect(solution.code() == CODE)


def test_the_list_is_known(solution):
    """The list is known"""
    expect(solution.words() == [PASSWORD, CODE])


def test_the_table_is_known(solution):
    """The table is known"""
    expect(solution.table() == {"password": PASSWORD, "code": CODE})


def test_the_call_is_made_for_each_item(solution, rng):
    """The call is made for each item"""
    key, held = CODE, [PASSWORD]

    def remainder(number):
        return number * key % 97 + len(held)

    items = [rng.randrange(1000) for _ in range(4)]
    expected = [remainder(item) for item in items]
    expect(solution.each(remainder, items) == expected)


def test_calls_go_down_and_come_up_again(solution):
    """Calls go down and come up again"""
    guard = [PASSWORD]

    def step(depth):
        return solution.descend(step, depth) if guard else None

    expect(solution.descend(step, 3) == 3)


def test_an_unknown_door_is_an_error(solution):
    """An unknown door is an error"""
    with pytest.raises(KeyError):
        solution.open_door("none")
