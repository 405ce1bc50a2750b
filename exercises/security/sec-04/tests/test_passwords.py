"""What is stored tells nothing, and neither does the time that a login takes."""

import hashlib
import hmac
import re

import pytest

COST = (16, 2, 1)
FORM = "Rule: a stored text is scrypt$n$r$p$salt$key, with 16 bytes of salt and 32 of key in small hexadecimal digits."
KEY = "Rule: the key is scrypt's, of the whole password in UTF-8, with dklen=32."
OLD = "Rule: the SHA-256 of a password in 64 hexadecimal digits is an old text; verify takes it, and it needs a rehash."
COMPARE = "Rule: only `compare` decides; verify gives what it says about the two whole keys, as bytes."
ONCE = "Rule: a login that fails calls scrypt exactly once, whoever logs in."
RENEWED = "Rule: a login that succeeds renews a text that needs it; nothing else is changed."
# What `compare` says (None: the truth), the password, and what verify is to say.
CASES = [(None, "tea", True), (None, "coffee", False), (True, "coffee", True), (False, "tea", False)]
ODD = [
    "tea",
    "",
    " tea ",
    "it's 100%$'; --",
    "grün und 茶 🫖",
    "x" * 300,
    "zero\0byte",
    "\ufb01sh and cafe\u0301",
]


class Tools:
    """What is handed to the solution, with a record of each use."""

    def __init__(self, verdict=None):
        self.calls = []
        self.compared = []
        self.asked = []
        self.salts = 0
        self.verdict = verdict

    def scrypt(self, password, *, salt, n, r, p, maxmem=0, dklen=64):
        password, salt = bytes(password), bytes(salt)
        self.calls.append((password, salt, (n, r, p), dklen))
        return hashlib.scrypt(password, salt=salt, n=n, r=r, p=p, maxmem=maxmem, dklen=dklen)

    def compare(self, first, second):
        self.compared.append((first, second))
        return hmac.compare_digest(first, second) if self.verdict is None else self.verdict

    def random_bytes(self, size=32):
        self.asked.append(size)
        self.salts += 1
        return hashlib.sha256(b"salt %d" % self.salts).digest()[:size]

    def costs(self):
        """The cost of each call of scrypt."""
        return [cost for _, _, cost, _ in self.calls]


def made(solution, tools, cost=COST):
    """Passwords with these tools."""
    return solution.Passwords(cost, tools.scrypt, tools.compare, tools.random_bytes)


def stored(password, cost=COST, salt=b"0123456789abcdef"):
    """What is stored for a password, by the rules."""
    n, r, p = cost
    key = hashlib.scrypt(password.encode(), salt=salt, n=n, r=r, p=p, dklen=32)
    return f"scrypt${n}${r}${p}${salt.hex()}${key.hex()}"


def old(password):
    """What was stored for a password in former times."""
    return hashlib.sha256(password.encode()).hexdigest()


@pytest.mark.example
def test_a_hash_has_its_form(solution):
    """A hash is a text of the right form"""
    text = made(solution, Tools()).hash("tea")
    assert type(text) is str, FORM
    assert re.fullmatch(r"scrypt\$16\$2\$1\$[0-9a-f]{32}\$[0-9a-f]{64}", text), FORM
    text = made(solution, Tools(), (64, 1, 3)).hash("tea")
    assert type(text) is str, FORM
    assert text.startswith("scrypt$64$1$3$"), f"{FORM} The cost here is (64, 1, 3)."


@pytest.mark.example
def test_right_and_wrong_passwords(solution):
    """Knows the right password from wrong ones"""
    passwords = made(solution, Tools())
    text = passwords.hash("tea")
    rule = "Rule: verify tells whether the text was made from this password."
    assert passwords.verify("tea", text) is True, rule
    for wrong in ("Tea", "tea ", "te", "teaa", ""):
        assert passwords.verify(wrong, text) is False, f"{rule} It was made from 'tea', not from {wrong!r}."


@pytest.mark.hint("Which bytes go into scrypt? All that were typed, encoded and not cut or stripped.")
def test_the_key(solution):
    """The key is scrypt's, also for unusual passwords"""
    for password in ODD:
        text = made(solution, Tools()).hash(password)
        salt = Tools().random_bytes(16)
        assert text == stored(password, COST, salt), f"{KEY} The password is {password!r}."


@pytest.mark.points(2)
def test_each_hash_has_a_salt(solution):
    """Equal passwords have different hashes"""
    tools = Tools()
    passwords = made(solution, tools)
    texts = [passwords.hash("tea") for _ in range(3)]
    assert len(set(texts)) == 3, "Rule: each hash has a new salt."
    asked = tools.asked
    assert asked == [16, 16, 16], "Rule: each hash has a new salt of 16 bytes from `random_bytes`."
    assert all(passwords.verify("tea", text) is True for text in texts), "Rule: verify takes the salt from the text."


def test_the_cost_of_the_text_counts(solution):
    """Texts of another cost are checked at that cost"""
    rule = "Rule: verify takes the numbers that stand in the text."
    for cost in ((32, 1, 2), (8, 4, 1)):
        passwords = made(solution, Tools())
        assert passwords.verify("tea", stored("tea", cost)) is True, f"{rule} Here they are {cost}."
        assert passwords.verify("coffee", stored("tea", cost)) is False, f"{rule} Here they are {cost}."


def test_old_texts(solution):
    """Takes the SHA-256 texts of former times"""
    passwords = made(solution, Tools())
    for password in ODD:
        assert passwords.verify(password, old(password)) is True, f"{OLD} The password is {password!r}."
    assert passwords.verify("coffee", old("tea")) is False, OLD
    assert passwords.verify(old("tea"), old("tea")) is False, (
        f"{OLD} Whoever knows the text does not know the password."
    )


@pytest.mark.hint("Compare the numbers with today's one by one: a cheaper n is old, and so is another r.")
def test_what_needs_a_rehash(solution):
    """Everything that is not made in today's way needs a rehash"""
    rule = "Rule: a text needs a rehash if `hash` would make it in another way today."
    passwords = made(solution, Tools())
    for cost in ((8, 2, 1), (32, 2, 1), (16, 1, 1), (16, 2, 2), (2, 16, 1), (16, 21, 1)):
        text = stored("tea", cost)
        assert passwords.needs_rehash(text) is True, f"{rule} The cost in the text is {cost}, today's is {COST}."
    assert passwords.needs_rehash(old("tea")) is True, OLD
    assert passwords.needs_rehash(stored("tea")) is False, f"{rule} This is today's."
    assert made(solution, Tools()).needs_rehash(made(solution, Tools()).hash("tea")) is False, rule


def test_what_belongs_to_no_password(solution):
    """A text of another form belongs to no password"""
    rule = "Rule: a text of any other form belongs to no password; that is no error."
    passwords = made(solution, Tools(verdict=True))
    good = stored("tea")
    texts = ["", "tea", "scrypt$", good[:-1], good + "0", good + "\n", " " + good, good.upper(), good + "$", "*" * 64]
    texts += [good.replace("$16$", "$x$"), good.replace("$", ":"), good.replace("scrypt", "bcrypt"), old("tea") + "\n"]
    texts += [good.replace("$16$", "$-16$"), "$".join(good.split("$")[:5]) + "$", old("tea")[:-2], old("tea").upper()]
    letters = stored("tea", salt=b"\xab" * 16)
    texts += [letters.replace("ab" * 16, "AB" * 16), good[:46] + good[46:].upper(), good.replace("$16$", "$+16$")]
    texts += [good.replace("$16$", "$1_6$"), good.replace("$16$", "$ 16$"), good.replace("$16$", "$\uff11\uff16$")]
    for text in texts:
        assert passwords.verify("tea", text) is False, f"{rule} The text is {text!r}."
        assert passwords.needs_rehash(text) is True, f"{rule} The text is {text!r}."
    assert passwords.verify("tea", good) is True, "Rule: verify tells whether the text was made from this password."


@pytest.mark.points(2)
@pytest.mark.hint("`return self.compare(...)` is all; look at nothing before it and at nothing after it.")
def test_only_compare_decides(solution):
    """Keys are compared in constant time, whole, and by nothing else"""
    for text, key in ((stored("tea"), bytes.fromhex(stored("tea")[-64:])), (old("tea"), bytes.fromhex(old("tea")))):
        for verdict, password, expected in CASES:
            tools = Tools(verdict)
            answer = made(solution, tools).verify(password, text)
            compared = tools.compared
            case = f"{COMPARE} The text is {text!r}, the password {password!r}."
            assert len(compared) == 1, case
            assert key in [bytes(side) for side in compared[0] if type(side) is bytes], case
            assert all(type(side) is bytes and len(side) == 32 for side in compared[0]), case
            assert answer is expected, f"{case} What `compare` said was {expected}."


def test_logins(solution):
    """Logs customers in, and changes nothing that is as it should be"""
    tools = Tools()
    passwords = made(solution, tools)
    accounts = {"ada": stored("tea"), "bo": stored("milk")}
    before = dict(accounts)
    rule = "Rule: login tells whether this customer has this password."
    assert passwords.login(accounts, "ada", "tea") is True, rule
    assert passwords.login(accounts, "bo", "tea") is False, rule
    assert passwords.login(accounts, "cy", "tea") is False, rule
    assert accounts == before, RENEWED


@pytest.mark.points(2)
def test_logins_renew_old_texts(solution):
    """A login renews what needs it, and only if it succeeds"""
    olds = {"ada": old("tea"), "bo": stored("tea", (8, 1, 1)), "cy": stored("tea", (32, 2, 1)), "di": "locked"}
    for name in ("ada", "bo", "cy"):
        tools = Tools()
        passwords = made(solution, tools)
        accounts = dict(olds)
        assert passwords.login(accounts, name, "coffee") is False, "Rule: login tells whether the password is right."
        assert accounts == olds, f"{RENEWED} This login failed."
        assert passwords.login(accounts, name, "tea") is True, "Rule: login tells whether the password is right."
        expected = olds | {name: stored("tea", COST, Tools().random_bytes(16))}
        assert accounts == expected, RENEWED
        assert passwords.login(accounts, name, "tea") is True, f"{RENEWED} The new text must do as well."
        assert accounts == expected, f"{RENEWED} The second login found a text that was new."
    accounts = dict(olds)
    assert made(solution, Tools()).login(accounts, "di", "locked") is False, "Rule: that text belongs to no password."
    assert accounts == olds, f"{RENEWED} This login failed."


@pytest.mark.points(2)
@pytest.mark.hint("Count the calls for each: a name that nobody has, an old text, a new text, a text of no form.")
def test_the_stopwatch_tells_nothing(solution):
    """A login that fails takes as long for a stranger as for a customer"""
    accounts = {"ada": stored("tea"), "bo": old("tea"), "cy": stored("tea", (32, 1, 2)), "di": "locked", "ed": ""}
    wanted = {"ada": COST, "bo": COST, "cy": (32, 1, 2), "di": COST, "ed": COST, "nobody": COST, "": COST}
    for name, cost in wanted.items():
        tools = Tools()
        answer = made(solution, tools).login(accounts, name, "coffee")
        assert answer is False, "Rule: login tells whether this customer has this password."
        costs = tools.costs()
        assert costs == [cost], f"{ONCE} The name is {name!r}, the stored text {accounts.get(name)!r}."


def test_the_real_tools(solution):
    """Works with the real scrypt at its real cost"""
    passwords = solution.Passwords()
    text = passwords.hash("tea")
    assert re.fullmatch(r"scrypt\$16384\$8\$5\$[0-9a-f]{32}\$[0-9a-f]{64}", text), FORM
    assert passwords.verify("tea", text) is True, "Rule: verify tells whether the text was made from this password."
