"""The form takes everybody who may come, and nothing that may not."""

from datetime import date

import pytest

TODAY = date(2026, 3, 1)
TAKEN = ["bo", "bob", "cy-clist"]
GOOD = {
    "username": "ada_l",
    "name": "Ada O'Neill",
    "email": "ada+bikes@mail.example",
    "password": "four small green boats",
    "born": "1999-02-28",
}


def refuses(solution, changes, expected, rule, today=TODAY):
    """Fail unless the good form with these changes (None: without the field) is refused in exactly these fields."""
    form = {field: value for field, value in (GOOD | changes).items() if value is not None}
    answer = solution.problems(dict(form), list(TAKEN), today)
    sound = type(answer) is dict and all(type(text) is str and text.strip() for text in answer.values())
    if not sound or set(answer) != set(expected):
        told = f"{rule}\nproblems of {form!r} on {today}"
        wanted = f"a dictionary with {sorted(expected)!r}" if expected else "{}"
        pytest.fail(f"{told}\n  gave      {answer!r}\n  expected  {wanted}", pytrace=False)
    return answer


def both(solution, field, taken, refused, rule):
    """Fail unless these texts are taken in a field, and those refused."""
    for text in taken:
        refuses(solution, {field: text}, [], rule)
    for text in refused:
        refuses(solution, {field: text}, [field], rule)


@pytest.mark.example
def test_good_and_bad_forms(solution):
    """Takes a good form, and tells all that is wrong with a bad one"""
    rule = "Rule: all that is refused is told at once."
    refuses(solution, {}, [], rule)
    refuses(solution, {"username": "bob", "name": " "}, ["username", "name"], rule)
    refuses(
        solution, {"username": "", "email": "ada", "password": "short", "born": "x"}, list(GOOD.keys() - {"name"}), rule
    )


@pytest.mark.hint("`fullmatch` sees the whole text; `match` and `$` do not.")
def test_usernames(solution):
    """Usernames are 3 to 20 small letters, digits, - and _"""
    rule = "Rule: a username is 3 to 20 of a to z, 0 to 9, - and _, a letter first."
    good = ["ada", "a-1", "a__", "a" * 20, "x9-_", "z" * 3]
    bad = [
        "ab",
        "a" * 21,
        "1ada",
        "-ada",
        "_ada",
        "Ada",
        "ada lo",
        "ada\n",
        " ada",
        "adé",
        "ada.l",
        "\u0430da",
        "ada٣",
        "ad<a>",
        "",
    ]
    both(solution, "username", good, bad, rule)


def test_taken_usernames(solution):
    """A username that somebody has is refused"""
    both(solution, "username", ["bobo", "cyclist"], ["bob", "cy-clist"], "Rule: a username is not among `taken`.")


@pytest.mark.points(2)
@pytest.mark.hint("Which pattern has room for every name that there is? None. Look at single characters only.")
def test_names(solution):
    """Names are whatever people are called, on one line"""
    rule = (
        "Rule: a name is 1 to 80 characters, not all white space, none a control character; nothing else is a reason."
    )
    good = [
        "O",
        "Li Na",
        "李",
        "Siobhán Ó'Neill",
        "Anne-Marie d'Ys",
        "X Æ 12",
        "Dr. Bo, Jr.",
        "Ñ" * 80,
        "<3",
        "José 🚲",
        "Bo 👩\u200d🔧",
        "null",
        "%s'--",
    ]
    bad = [
        "",
        " ",
        "\u3000 \u00a0",
        "a" * 81,
        "Ada\nBcc: all",
        "Ada\r",
        "Ada\n",
        "\tAda",
        "A\0da",
        "Ada\x7f",
        "A\x85a",
        "\x1b[31mAda",
    ]
    both(solution, "name", good, bad, rule)


@pytest.mark.points(2)
def test_honest_addresses(solution):
    """Takes unusual addresses"""
    rule = (
        "Rule: an email has one @, 1 to 64 characters before it, two pieces or more after it; nothing else is a reason."
    )
    good = [
        "a@b.c",
        "o'neill@mail.example",
        "a.b+c_d=e@x-y.co.example",
        "ADA@MAIL.EXAMPLE",
        "用户@例子.example",
        "1@2.museum",
    ]
    good += ["a" * 64 + "@mail.example", f"{'a' * 60}@{'b.' * 95}cde"]
    both(solution, "email", good, ["ada"], rule)


@pytest.mark.points(2)
def test_broken_addresses(solution):
    """Refuses addresses that no mail could be sent to"""
    rule = (
        "Rule: an email has one @, pieces that are not empty, no white space, no control character, the right length."
    )
    bad = [
        "",
        "@",
        "ada",
        "ada@",
        "@mail.example",
        "ada@mail",
        "ada@@mail.example",
        "a@b@mail.example",
        "ada@.example",
        "ada@mail.",
    ]
    bad += [
        "ada@mail..example",
        "a da@mail.example",
        "ada@mail.example\n",
        "ada@ma\u00a0il.example",
        "ada@mail.example\r\nBcc: x@y.z",
    ]
    bad += [
        " ada@mail.example",
        "a" * 65 + "@mail.example",
        f"{'a' * 61}@{'b.' * 95}cde",
        "ada\0@mail.example",
        "a@b.c, d",
    ]
    both(solution, "email", ["ada@mail.example"], bad, rule)


@pytest.mark.points(2)
@pytest.mark.hint("No digit, no capital, no sign is needed. Are characters counted, or bytes?")
def test_passwords(solution):
    """Passwords are long, and all else is free"""
    rule = "Rule: a password is 12 to 128 characters; nothing else is a reason."
    good = [
        "x" * 12,
        "twelve chars",
        "x" * 128,
        "茶" * 128,
        "🚲" * 12,
        "            ",
        "'; DROP TABLE --",
        "<b>&amp;</b> %s",
        "1\n2\t3\0 4567890",
    ]
    both(solution, "password", good, ["", "x" * 11, "x" * 129, "茶" * 11, "Aa1!Aa1!", "🚲" * 6], rule)


def test_usernames_in_passwords(solution):
    """A password does not hold the username"""
    rule = "Rule: the password is without the username in it, in small letters or capitals."
    both(
        solution,
        "password",
        ["ada l and more", "adal adal adal"],
        ["ada_l and more", "more of ADA_L here", "xxxxxxxxxAda_l"],
        rule,
    )
    shouted = {"username": "Ada_L", "password": "more of ada_l here"}
    refuses(solution, shouted, ["username", "password"], f"{rule} All that is refused is told at once.")
    refuses(solution, {"username": None}, ["username"], f"{rule} There is none.")
    refuses(solution, {"username": ""}, ["username"], f"{rule} An empty one is in every text, and is no reason.")


@pytest.mark.hint("`date.fromisoformat` takes more than one way to write a day.")
def test_days(solution):
    """The date of birth is a day of the calendar"""
    rule = "Rule: born is a day of the calendar as YYYY-MM-DD in the digits 0 to 9."
    good = ["2000-02-29", "1950-12-31", "1923-01-01"]
    bad = [
        "",
        "1999-02-29",
        "1900-02-29",
        "1999-13-01",
        "1999-00-10",
        "1999-04-31",
        "19990228",
        "1999-W08-7",
        "1999-2-28",
    ]
    bad += [
        "28.02.1999",
        "1999-02-28\n",
        " 1999-02-28",
        "1999-02-28T00:00",
        "0000-01-01",
        "١٩٩٩-٠٢-٢٨",
        "99-02-28",
        "1999/02/28",
    ]
    both(solution, "born", good, bad, rule)


def test_ages(solution):
    """Who signs up is 18 years old, to the day"""
    rule = "Rule: born is 18 years or more ago; a birthday on 29 February is on 1 March where there is none."
    for born, today, fine in (
        ("2008-03-01", TODAY, True),
        ("2008-03-02", TODAY, False),
        ("2008-02-29", date(2026, 2, 28), False),
        ("2008-02-29", TODAY, True),
        ("2007-12-31", date(2026, 1, 1), True),
        ("2008-12-01", date(2026, 12, 31), True),
        ("2008-01-31", date(2026, 2, 1), True),
        ("2002-02-28", date(2020, 2, 29), True),
        ("2002-03-01", date(2020, 2, 29), False),
        ("2027-01-01", TODAY, False),
    ):
        refuses(solution, {"born": born}, [] if fine else ["born"], rule, today)


@pytest.mark.points(2)
def test_missing_and_other_fields(solution):
    """Refuses fields that are missing, are no text, or are not in the form"""
    rule = "Rule: a field that is missing or no text is refused, and so is each that is not one of the five."
    for field in GOOD:
        refuses(solution, {field: None}, [field], rule)
        for value in (7, True, ["ada"], {"a": "b"}, b"ada and many more bytes", 1999.5):
            refuses(solution, {field: value}, [field], rule)
    refuses(solution, {"admin": "yes", "Name": "Ada", "": ""}, ["admin", "Name", ""], rule)
    refuses(solution, dict.fromkeys(GOOD), list(GOOD), rule)


def test_the_password_is_not_repeated(solution):
    """No sentence repeats the password"""
    rule = "Rule: a sentence never repeats the password."
    for password in ("q7#zz", "ada_l q7#zz q7#zz", "q7#zz" * 40):
        answer = refuses(solution, {"password": password}, ["password"], "Rule: a password is 12 to 128 characters.")
        told = " ".join(answer.values())
        assert "q7#zz" not in told, f"{rule} It was {password!r}, and the sentence says {told!r}."


@pytest.mark.points(2)
def test_random_forms(solution, reference, rng):
    """Agrees with the reference on 60 random forms"""
    pieces = ["a", "b", "-", "_", "@", ".", " ", "é", "茶", "\n", "9", "'", "Z", "mail", "boats"]
    for _ in range(60):
        changes = {
            field: "".join(rng.choices(pieces, k=rng.randint(0, 9)))
            for field in ("username", "name", "email", "password")
        }
        changes["born"] = f"{rng.randint(2007, 2009)}-{rng.randint(1, 4):02}-{rng.randint(26, 31)}"
        changes = dict(rng.sample(sorted(changes.items()), rng.randint(1, 5)))
        expected = reference.problems(GOOD | changes, TAKEN, TODAY)
        refuses(solution, changes, list(expected), "Rule: all of the prompt.")
