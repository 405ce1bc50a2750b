"""Nothing that is typed is SQL, and everything that is typed is found."""

import pytest

READERS = [
    ("Ada", "4711", "Jane Austen"),
    ("Siobhan O'Neill", "1234", "Flann O'Brien"),
    ('Bo "the fox" Lund', "%", "Mary Shelley"),
    ("Robert'); DROP TABLE readers; --", "0;0", "x' OR public = 0 --"),
    ("A% _b\\", "'", "x' UNION SELECT name || pin FROM readers --"),
    ("Cy", "99", "Jane%"),
]
BOOKS = [
    ("Emma", "Jane Austen", 1815, 1),
    ("Persuasion", "Jane Austen", 1817, 1),
    ("Frankenstein", "Mary Shelley", 1818, 1),
    ("At Swim-Two-Birds", "Flann O'Brien", 1939, 1),
    ("The Janitor's Tale", "Zoe Adler", 1818, 1),
    ("The 7% Rule", "Ann Bell", 1990, 1),
    ("snake_case and other animals", "Ann Bell", 2001, 1),
    ("C:\\Temp, a Love Story", "Ann Bell", 1995, 1),
    ("Wow! Said the Owl", "Zoe Adler", 2011, 1),
    ("SELECT; or, The Chosen -- a Novel", "Zoe Adler", 1955, 1),
    ("Secret Minutes", "The Board", 2020, 0),
    ("Emma's Complaint", "Jane Austen", 2021, 0),
]
THE = ["The 7% Rule", "SELECT; or, The Chosen -- a Novel", "The Janitor's Tale", "Wow! Said the Owl"]  # by author
PIECES = ["'", '"', "%", "_", "\\", "!", "e", "A", "--", ";", " ", "an"]
LOOKED_FOR = "Rule: whatever is typed is looked for as it stands; it is never SQL."
WORKS = "Rule: no text is refused or changed."
ORDER = "Rule: `order` is title, author or year; any other raises ValueError."


def opened(module):
    """The library of these checks."""
    return module.open_library(READERS, BOOKS)


def logins(solution, tries, rule):
    """Fail unless each (name, PIN) gives the id beside it."""
    db = opened(solution)
    for name, pin, expected in tries:
        answer = solution.login(db, name, pin)
        if (answer is not None and type(answer) is not int) or answer != expected:
            told(f"login(db, {name!r}, {pin!r})", answer, expected, rule)


def searches(solution, tries, rule):
    """Fail unless each (text, order) gives the titles beside it, with their authors."""
    authors = {title: author for title, author, _, _ in BOOKS}
    db = opened(solution)
    for text, order, titles in tries:
        expected = [(title, authors[title]) for title in titles]
        answer = solution.search(db, text, order)
        if rows(answer) != expected:
            told(f"search(db, {text!r}, {order!r})", answer, expected, rule)


def rows(answer):
    """A list of rows as tuples, or the answer as it is."""
    if type(answer) in (list, tuple) and all(type(row) in (list, tuple) for row in answer):
        return [tuple(row) for row in answer]
    return answer


def told(call, answer, expected, rule):
    """End the check."""
    pytest.fail(f"{rule}\n{call}\n  gave      {answer!r}\n  expected  {expected!r}", pytrace=False)


@pytest.mark.example
def test_honest_logins(solution):
    """Lets in who knows the PIN, and nobody else"""
    tries = [("Ada", "4711", 1), ("Ada", "1234", None), ("ada", "4711", None), ("Nobody", "4711", None)]
    logins(solution, tries, "Rule: login gives the id of the reader with exactly this name and PIN, or None.")


@pytest.mark.example
def test_honest_searches(solution):
    """Finds public books by a piece of the title, in each order"""
    tries = [
        ("ank", "title", ["Frankenstein"]),
        ("EMMA", "title", ["Emma"]),
        ("no such book", "title", []),
        ("rs", "year", ["Persuasion"]),
        ("he 7", "title", ["The 7% Rule"]),
        ("the ", "author", THE),
        ("an", "year", ["Frankenstein", "The Janitor's Tale", "snake_case and other animals"]),
    ]
    searches(solution, tries, "Rule: search finds a piece anywhere in the title, in the order that was asked for.")
    db = opened(solution)
    answer = solution.search(db, "as")
    expected = [("Persuasion", "Jane Austen"), ("snake_case and other animals", "Ann Bell")]
    assert rows(answer) == expected, "Rule: search orders by title unless it is told otherwise."


@pytest.mark.hint("A quote in a name is a letter like any other.")
def test_quotes_in_names(solution):
    """Lets in readers with quotes and other signs in their names and PINs"""
    tries = [(name, pin, number) for number, (name, pin, _) in enumerate(READERS, 1)]
    logins(solution, [*tries, ("Siobhan ONeill", "1234", None), ("Siobhan O''Neill", "1234", None)], WORKS)


@pytest.mark.points(2)
def test_attacks_on_the_login(solution):
    """Nobody gets in by a name or a PIN that is SQL"""
    names = [
        "Ada' --",
        "' OR '1'='1' --",
        "' OR 1=1 --",
        "\\' OR 1=1 --",
        "x' UNION SELECT 1 --",
        "Ada'/*",
        "' oR id=1;--",
    ]
    pins = ["' OR '1'='1", "' OR name='Ada", "x' UNION SELECT 1 --", "\\' OR 1=1 --"]
    tries = [(name, "0000", None) for name in names] + [("Ada", pin, None) for pin in pins]
    tries += [("*/ OR 1=1 --", "'", None), ("Ad%", "4711", None), ("A__", "4711", None), ("Ada", "%", None)]
    logins(solution, [*tries, ("Ada", "4711", 1)], LOOKED_FOR)


@pytest.mark.hint("A title may hold a quote, a semicolon, two dashes.")
def test_signs_in_titles(solution):
    """Finds books by quotes, semicolons and dashes in their titles"""
    tries = [
        ("'", "title", ["The Janitor's Tale"]),
        ("'s tale", "title", ["The Janitor's Tale"]),
        (" -- a", "title", ["SELECT; or, The Chosen -- a Novel"]),
        ("SELECT;", "title", ["SELECT; or, The Chosen -- a Novel"]),
        ('"', "title", []),
    ]
    searches(solution, tries, WORKS)


@pytest.mark.points(2)
@pytest.mark.hint("A `?` does not help against the characters that LIKE itself reads.")
def test_wildcards_are_letters(solution):
    """Finds % and _ and the backslash as the letters that they are"""
    by_year = [title for title, _, _, public in sorted(BOOKS, key=lambda book: (book[2], book[0])) if public]
    tries = [
        ("%", "title", ["The 7% Rule"]),
        ("_", "title", ["snake_case and other animals"]),
        ("E%a", "title", []),
        ("E__a", "title", []),
        ("\\", "title", ["C:\\Temp, a Love Story"]),
        ("\\%", "title", []),
        ("!", "title", ["Wow! Said the Owl"]),
        ("!s", "title", []),
        ("", "year", by_year),
    ]
    searches(solution, tries, "Rule: %, _ and the backslash stand for themselves.")


@pytest.mark.points(2)
def test_attacks_on_the_search(solution):
    """Nobody reads PINs or books that are kept back through the search"""
    texts = [
        "x' UNION SELECT name, pin FROM readers --",
        "x%' UNION SELECT name, pin FROM readers ORDER BY 1 --",
        "' OR public = 0 --",
        "Secret%' OR '%'='",
        "Secret",
        "x' or title like '",
        "\\' OR 1=1 --",
        "x'/**/uNiOn/**/sElEcT/**/name,pin/**/fRoM/**/readers--",
    ]
    searches(solution, [(text, "title", []) for text in texts] + [("emma", "title", ["Emma"])], LOOKED_FOR)


@pytest.mark.points(2)
@pytest.mark.hint("A column cannot be a parameter: `ORDER BY ?` sorts by a text that is the same in each row.")
def test_attacks_on_the_order(solution):
    """An order that is none raises ValueError, whatever it holds"""
    db = opened(solution)
    orders = [
        "pin",
        "title DESC",
        "",
        "title, year",
        "(SELECT pin FROM readers)",
        "title; DROP TABLE readers",
        "titles",
        "1",
    ]
    orders += [
        "year\n",
        "CASE WHEN (SELECT pin FROM readers WHERE id = 1) = '4711' THEN title ELSE author END",
        "public",
    ]
    for order in orders:
        try:
            answer = solution.search(db, "e", order)
        except ValueError:
            continue
        told(f"search(db, 'e', {order!r})", answer, "ValueError", ORDER)
    searches(solution, [("the ", "author", THE)], ORDER)


@pytest.mark.hint("Where did the favourite author come from before it came from the database?")
@pytest.mark.points(2)
def test_attacks_that_are_stored(solution):
    """A favourite author is a name, whatever it holds"""
    rule = "Rule: a favourite author is only a name; it is looked for as it stands."
    db = opened(solution)
    wanted = [["Emma", "Persuasion"], ["At Swim-Two-Birds"], ["Frankenstein"], [], [], []]
    for reader, expected in enumerate(wanted, 1):
        answer = solution.suggestions(db, reader)
        if type(answer) not in (list, tuple) or list(answer) != expected:
            told(f"suggestions(db, {reader}), the favourite is {READERS[reader - 1][2]!r}", answer, expected, rule)


@pytest.mark.points(2)
def test_random_texts(solution, reference, rng):
    """Agrees with the reference on 60 random texts"""
    ours, theirs = opened(reference), opened(solution)
    for _ in range(60):
        text = "".join(rng.choices(PIECES, k=rng.randint(1, 3)))
        order = rng.choice(["title", "author", "year"])
        expected, answer = reference.search(ours, text, order), solution.search(theirs, text, order)
        if rows(answer) != expected:
            told(f"search(db, {text!r}, {order!r})", answer, expected, "Rule: all of the prompt.")
        answer = solution.login(theirs, text, "0000")
        assert answer is None, f"{LOOKED_FOR} Nobody is called {text!r}."
