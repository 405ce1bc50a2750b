"""A review: comments at the right lines, whose suggestions are applied and tried."""

import json
import re
import textwrap
from pathlib import Path

import pytest

CODE = (Path(__file__).parents[1] / "starter" / "orders.py").read_text(encoding="utf-8")
PLACES = {"search": (23, 24), "page": (29, 30), "basket": (34, 37)}
RULE = "Each of the three suggestions, applied alone, mends its mistake, and everything else still holds."
FOUND = "Each of the three mistakes has a comment on a line where the mistake is."
TRIAL = """
import json
import orders

told = []
def tell(function, *args):
    try:
        told.append(function(*args))
    except Exception as error:
        told.append(type(error).__name__)

connection = orders.connect()
for customer, cents in {orders}:
    tell(orders.add, connection, customer, cents)
for customer in {customers}:
    tell(orders.orders_of, connection, customer)
for number in (1, 2, 3, 4):
    tell(orders.page, connection, number)
first = []
tell(orders.with_delivery, 420)
tell(orders.with_delivery, 65)
tell(orders.with_delivery, 2500, first)
tell(orders.with_delivery, 100, first)
told.append(first)
tell(orders.largest, connection, 2)
print(json.dumps(told))
"""
MENDED = {"search": slice(7, 11), "page": slice(11, 15), "basket": slice(15, 20)}
"""Where in what a trial tells each mistake shows."""
TITLES = {
    "search": "orders_of, asked for customers with all kinds of names",
    "page": "page(1), page(2), page(3), page(4) of seven orders",
    "basket": "with_delivery(420), with_delivery(65), then 2500 and 100 with a list, and that list",
}


@pytest.fixture
def comments(document):
    """The comments, checked for their form: first line, last line, text, suggestion."""
    data = document.data
    if not isinstance(data, list) or not data:
        pytest.fail("Rule: review.yml is a list of comments.\n  gave      no list", pytrace=False)
    found = []
    for number, one in enumerate(data):
        lines = re.fullmatch(r"(\d{1,4})(?:-(\d{1,4}))?", str(one.get("lines"))) if isinstance(one, dict) else None
        if lines is None or one.get("file") != "orders.py":
            pytest.fail(
                "Rule: a comment has `file: orders.py` and `lines`, as in 23-24.\n"
                f"review.yml:{document.line(number)}: comment {number + 1} has not",
                pytrace=False,
            )
        first, last = int(lines[1]), int(lines[2] or lines[1])
        if not 1 <= first <= last <= len(CODE.splitlines()):
            pytest.fail(f"Rule: the lines are lines of orders.py.\n  gave      {one['lines']}", pytrace=False)
        suggestion = one.get("suggestion")
        found.append((first, last, str(one.get("says") or ""), suggestion if isinstance(suggestion, str) else None))
    return found


def comment_on(comments, what):
    """The comments that touch the lines of a mistake."""
    first, last = PLACES[what]
    return [one for one in comments if one[0] <= last and one[1] >= first]


def expect_found(comments, what):
    if not comment_on(comments, what):
        lines = ", ".join(f"{one[0]}-{one[1]}" for one in comments)
        pytest.fail(
            f"Rule: {FOUND}\nOne of the three is in no comment.\n  gave      comments on {lines}", pytrace=False
        )


def applied(comment):
    first, last, _, suggestion = comment
    lines = CODE.splitlines(keepends=True)
    margin = re.match(r" *", lines[first - 1])[0]
    text = textwrap.indent(textwrap.dedent(suggestion).rstrip("\n") + "\n", margin)
    return "".join([*lines[: first - 1], text, *lines[last:]])


def expect_mended(document, comments, what, rng):
    """The suggestion on a mistake mends it, and what the others show stays as it was."""
    expect_found(comments, what)
    names = ["ada", "D'Arcy", "' OR 1=1 --"]
    orders = [[rng.choice(names[:2]), rng.randrange(100, 900)] for _ in range(7)]
    customers = [*names, f"nobody-{rng.randrange(99)}"]
    program = TRIAL.replace("{orders}", repr(orders)).replace("{customers}", repr(customers))
    right = [*range(1, 8)]
    right += [[cents for one, cents in orders if one == name] for name in customers]
    right += [[1, 2, 3], [4, 5, 6], [7], []]
    right += [[420, 350], [65, 350], [2500, 0], [2500, 100, 0], [2500, 100]]
    tried = []
    for comment in comment_on(comments, what):
        if comment[3] is None:
            continue
        said = document.python(program, {"orders.py": applied(comment)})
        tried.append(said)
        if told_of(said)[MENDED[what]] == right[MENDED[what]] and same_elsewhere(document, program, said, what):
            return
    shown = "no suggestion there" if not tried else (told_of(tried[0])[MENDED[what]] or tried[0])
    pytest.fail(
        f"Rule: {RULE}\n{TITLES[what]}, with the suggestion applied\n  gave      {shown}\n"
        f"  expected  {right[MENDED[what]]}",
        pytrace=False,
    )


def told_of(said):
    try:
        told = json.loads(said)
    except ValueError:
        return []
    return told if isinstance(told, list) else []


def same_elsewhere(document, program, said, what):
    """Whatever else the file does is as before."""
    before = told_of(document.python(program, {"orders.py": CODE}))
    after = told_of(said)
    places = set(range(len(before))) - set(range(MENDED[what].start, MENDED[what].stop))
    return len(before) == len(after) and all(before[place] == after[place] for place in places)


@pytest.mark.example
def test_the_search_is_found(comments):
    """The mistake in the search by customer has a comment"""
    expect_found(comments, "search")


def test_the_page_is_found(comments):
    """The mistake in the pages has a comment"""
    expect_found(comments, "page")


def test_the_basket_is_found(comments):
    """The mistake in the baskets has a comment"""
    expect_found(comments, "basket")


def test_not_everything_is_a_mistake(comments):
    """There are at most four comments, three of them on the mistakes"""
    for what in PLACES:
        expect_found(comments, what)
    if len(comments) > 4:
        pytest.fail(
            f"Rule: there are at most four comments in all.\n  gave      {len(comments)} comments\n"
            "  expected  4 or fewer",
            pytrace=False,
        )


def test_every_comment_says_why(comments):
    """Each comment has a reason of its own"""
    expect_found(comments, "search")
    texts = [" ".join(one[2].lower().split()) for one in comments]
    short = [text for text in texts if len(text) < 30]
    if short or len(set(texts)) < len(texts):
        pytest.fail(
            "Rule: each comment says why, in 30 characters or more, and no two say the same.\n"
            f"  gave      {short[0] if short else 'one text twice'!r}",
            pytrace=False,
        )


@pytest.mark.points(2)
@pytest.mark.hint("What does the database see when a customer is called D'Arcy?")
def test_the_search_is_mended(document, comments, rng):
    """With your suggestion, customers of every name find their own orders, and nobody else's"""
    expect_mended(document, comments, "search", rng)


@pytest.mark.points(2)
def test_the_page_is_mended(document, comments, rng):
    """With your suggestion, page 1 holds the first three orders, page 2 the next"""
    expect_mended(document, comments, "page", rng)


@pytest.mark.points(2)
@pytest.mark.hint("Call it twice without a basket. Then with an empty one of your own.")
def test_the_basket_is_mended(document, comments, rng):
    """With your suggestion, a new basket is empty, and one that is handed in is used"""
    expect_mended(document, comments, "basket", rng)
