"""An account that cannot be talked into a wrong balance."""

import pytest

BALANCE = "Rule: the balance is what came in less what went out."
HISTORY = "Rule: `history` has the amounts in their order, and below 0 those that went out."
UNCHANGED = "Rule: what is refused changes nothing."


def read(state):
    """What a method gives; or the value itself, where a language reads it without a call."""
    return state() if callable(state) else state


def opened(solution, *deposits, overdraft=0):
    """An account with these deposits."""
    account = solution.Account("Ida", overdraft)
    for cents in deposits:
        account.deposit(cents)
    return account


@pytest.mark.example
def test_money_comes_in_and_goes_out(solution):
    """The balance follows what comes in and goes out"""
    account = solution.Account("Ida", 0)
    account.deposit(5_000)
    account.withdraw(1_500)
    assert read(account.balance) == 3_500, BALANCE
    account.deposit(250)
    assert read(account.balance) == 3_750, BALANCE


def test_a_new_account(solution):
    """A new account has an owner and nothing else"""
    account = solution.Account("Ida", 1_000)
    assert read(account.owner) == "Ida", "Rule: `owner` is the name that the account was made with."
    assert read(account.balance) == 0, "Rule: a new account is empty; the overdraft is no money of its own."
    assert read(account.history) == [], HISTORY


def test_the_history_in_its_order(solution):
    """The history has every amount in its order"""
    account = opened(solution, 5_000, 200)
    account.withdraw(1_500)
    account.deposit(70)
    assert read(account.history) == [5_000, 200, -1_500, 70], HISTORY


@pytest.mark.hint("Compare what is asked for with what is there: more than that, or as much?")
def test_everything_can_be_withdrawn(solution):
    """Everything that is there can be withdrawn, to the last cent"""
    rule = "Rule: everything that is there can be withdrawn."
    account = opened(solution, 1_999)
    account.withdraw(1_998)
    assert read(account.balance) == 1, rule
    account.withdraw(1)
    assert read(account.balance) == 0, rule
    assert read(account.history) == [1_999, -1_998, -1], rule


def test_the_overdraft_can_be_used_up(solution):
    """The account can be overdrawn as far as it may be, and no further"""
    rule = "Rule: the balance may go below 0 as far as the overdraft says, and no further."
    account = opened(solution, 500, overdraft=1_000)
    account.withdraw(700)
    assert read(account.balance) == -200, rule
    account.withdraw(800)
    assert read(account.balance) == -1_000, rule
    with pytest.raises(solution.InsufficientFunds):
        account.withdraw(1)
    assert read(account.balance) == -1_000, rule


def test_more_than_there_is(solution):
    """Withdrawing more than there is raises InsufficientFunds and changes nothing"""
    account = opened(solution, 1_000)
    for cents in (1_001, 50_000):
        with pytest.raises(solution.InsufficientFunds):
            account.withdraw(cents)
    assert read(account.balance) == 1_000, UNCHANGED
    assert read(account.history) == [1_000], UNCHANGED


@pytest.mark.hint("Give the exception its text when you make it, with the number in it.")
def test_the_exception_says_how_much_is_missing(solution):
    """InsufficientFunds says how many cents are missing"""
    rule = "Rule: the message of InsufficientFunds has the number of cents that are missing."
    account = opened(solution, 1_000, overdraft=500)
    for cents, missing in ((4_000, "2500"), (1_507, "7")):
        with pytest.raises(solution.InsufficientFunds) as caught:
            account.withdraw(cents)
        message = str(caught.value)
        assert missing in numbers(message), f"{rule} Here {missing} cents are missing, and it says {message!r}."


def test_amounts_that_are_none(solution):
    """An amount of 0 or less is refused, whichever way it goes"""
    rule = "Rule: an amount of 0 or less is a mistake of the caller, not a lack of money."
    account, other = opened(solution, 300), opened(solution, 300)
    calls = [account.deposit, account.withdraw, lambda cents: account.transfer(cents, other)]
    for call in calls:
        for cents in (0, -400):
            with pytest.raises(ValueError) as caught:
                call(cents)
            assert not isinstance(caught.value, solution.InsufficientFunds), rule
    assert read(account.balance) == 300, UNCHANGED
    assert read(account.history) == [300], UNCHANGED
    assert read(other.history) == [300], UNCHANGED


def test_a_transfer(solution):
    """A transfer takes from one account and gives to the other"""
    rule = "Rule: a transfer goes out of the one account and into the other."
    account, other = opened(solution, 2_000), opened(solution, 50)
    account.transfer(700, other)
    assert read(account.balance) == 1_300, rule
    assert read(other.balance) == 750, rule
    assert read(account.history) == [2_000, -700], HISTORY
    assert read(other.history) == [50, 700], HISTORY


@pytest.mark.hint("Which of the two accounts can say no? Ask that one first.")
def test_a_transfer_that_cannot_be_done(solution):
    """A transfer that cannot be paid leaves both accounts as they were"""
    account, other = opened(solution, 2_000, overdraft=100), opened(solution, 50)
    with pytest.raises(solution.InsufficientFunds):
        account.transfer(2_101, other)
    assert read(account.history) == [2_000], UNCHANGED
    assert read(other.history) == [50], UNCHANGED
    assert read(other.balance) == 50, UNCHANGED


def test_two_accounts_share_nothing(solution):
    """Two accounts share nothing"""
    rule = "Rule: two accounts share nothing."
    first, second = solution.Account("Ida", 0), solution.Account("Tom", 500)
    first.deposit(1_000)
    second.withdraw(300)
    assert read(first.balance) == 1_000, rule
    assert read(second.balance) == -300, rule
    assert [read(first.owner), read(second.owner)] == ["Ida", "Tom"], rule
    with pytest.raises(solution.InsufficientFunds):
        first.withdraw(1_001)
    assert read(second.history) == [-300], rule


@pytest.mark.points(2)
def test_random_steps(solution, reference, rng):
    """Agrees with the reference on 20 random series of steps"""
    for _ in range(20):
        overdraft = rng.choice([0, 5, 20])
        account, right = solution.Account("Ida", overdraft), reference.Account("Ida", overdraft)
        steps = []
        for _ in range(rng.randint(3, 9)):
            name, cents = rng.choice(["deposit", "withdraw", "withdraw"]), rng.randint(-1, 30)
            steps.append(f"{name} {cents}")
            told = f"Rule: all of the prompt. The overdraft is {overdraft}, and the steps are: {', '.join(steps)}."
            expected = outcome(getattr(right, name), cents, reference)
            answer = outcome(getattr(account, name), cents, solution)
            assert answer == expected, told
            assert read(account.balance) == right.balance(), told
        assert read(account.history) == right.history(), told


def outcome(call, cents, module):
    """What came of a step, in a word."""
    try:
        call(cents)
    except module.InsufficientFunds:
        return "InsufficientFunds"
    except ValueError:
        return "refused"
    return "done"


def numbers(text):
    """The numbers in a text."""
    return "".join(letter if letter.isdigit() else " " for letter in text).split()
