"""Hidden tests: a schema for a library."""

import pytest

MEMBER = "INSERT INTO members (id, name, email) VALUES "
BOOK = "INSERT INTO books (isbn, title, printed) VALUES "
COPY = "INSERT INTO copies (id, isbn, state) VALUES "
LOAN = "INSERT INTO loans (copy_id, member_id, lent_on, back_on) VALUES "
DUNE, EMMA = "9780441172719", "9780141439587"
NULLS = {
    "members.id": MEMBER + "(NULL, 'Dee', 'dee@example.org')",
    "members.name": MEMBER + "(4, NULL, 'dee@example.org')",
    "members.email": MEMBER + "(4, 'Dee', NULL)",
    "books.isbn": BOOK + "(NULL, 'No number', 1999)",
    "books.title": BOOK + "('9780000000001', NULL, 1999)",
    "copies.id": COPY + f"(NULL, '{DUNE}', 'good')",
    "copies.isbn": COPY + "(20, NULL, 'good')",
    "copies.state": COPY + f"(20, '{DUNE}', NULL)",
    "loans.copy_id": LOAN + "(NULL, 1, '2024-03-01', NULL)",
    "loans.member_id": LOAN + "(8, NULL, '2024-03-01', NULL)",
    "loans.lent_on": LOAN + "(8, 1, NULL, '2024-03-01')",
}


@pytest.fixture
def library(database):
    """The learner's tables, with some rows that keep to all rules."""
    database.apply()
    database.accepts(MEMBER + "(1, 'Ada', 'ada@example.org'), (2, 'Bo', 'bo@example.org')", "1 to 3, on members")
    database.accepts(BOOK + f"('{DUNE}', 'Sand', 1965), ('{EMMA}', 'Emma', NULL)", "1, 2 and 4, on books")
    database.accepts(COPY + f"(7, '{DUNE}', 'good'), (8, '{DUNE}', 'worn'), (9, '{EMMA}', 'lost')", "5, on copies")
    return database


@pytest.mark.example
def test_rows_that_keep_to_the_rules(library):
    """Rows that keep to all rules are taken"""
    library.accepts(LOAN + "(7, 1, '2024-03-01', '2024-03-08'), (8, 1, '2024-03-01', NULL)", "6 and 7, on loans")
    assert library.rows("SELECT count(*) FROM loans") == [(2,)]


def test_nothing_that_is_needed_is_left_out(library):
    """NULL is refused where it may not be, and taken where it may"""
    for column, sql in NULLS.items():
        library.refuses(sql, f"1, {column} is not NULL")
    library.accepts(BOOK + "('9780000000002', 'No year', NULL)", "1, printed may be NULL")


def test_keys_come_once(library):
    """A number that is known already is refused"""
    library.refuses(MEMBER + "(1, 'Another', 'another@example.org')", "2, members.id comes once")
    library.refuses(BOOK + f"('{DUNE}', 'Another', 2000)", "2, books.isbn comes once")
    library.refuses(COPY + f"(7, '{EMMA}', 'good')", "2, copies.id comes once")


def test_an_address_belongs_to_one_member(library):
    """An email address belongs to one member"""
    library.refuses(MEMBER + "(3, 'Ada Two', 'ada@example.org')", "3, an address belongs to one member")
    library.accepts(MEMBER + "(3, 'Ada', 'ada.two@example.org')", "3, two members may have the same name")


@pytest.mark.hint("UNIQUE compares letter by letter. What could be compared in place of the column?")
def test_an_address_in_other_letters_is_the_same_address(library):
    """An email address in capitals is the same address"""
    library.refuses(MEMBER + "(3, 'Ada Two', 'Ada@Example.org')", "3, capitals make no other address")


def test_isbn_and_year(library, rng):
    """An ISBN has 13 digits, and a year makes sense"""
    for wrong in ("978044117271", "97804411727190", "978-0441172719", "978044117271X", "", " 9780441172719"):
        library.refuses(BOOK + f"('{wrong}', 'Wrong', 2000)", "4, an ISBN has 13 digits and nothing else")
    number = f"978{rng.randrange(10**10):010}"
    for wrong in (1449, 2101, -1, 0):
        library.refuses(BOOK + f"('{number}', 'Wrong', {wrong})", "4, printed lies between 1450 and 2100")
    library.accepts(BOOK + f"('{number}', 'Old', 1450), ('0000000000000', 'New', 2100)", "4, ISBN and year are right")


def test_a_copy_is_of_a_book(library):
    """A copy is of a book that is known"""
    library.refuses(COPY + "(20, '9780000000009', 'good')", "5, a copy is of a book that is known")


def test_a_copy_is_in_one_of_three_states(library):
    """A copy is good, worn or lost, and good if nobody says"""
    for state in ("eaten", "GOOD", ""):
        library.refuses(COPY + f"(20, '{DUNE}', '{state}')", "5, a state is good, worn or lost")
    library.accepts(f"INSERT INTO copies (id, isbn) VALUES (21, '{DUNE}')", "5, a state need not be said")
    got = library.rows("SELECT state FROM copies WHERE id = 21")
    if got != [("good",)]:
        pytest.fail(f"Rule: 5, a state is good if nobody says.\n  gave      {got}\n  expected  good", pytrace=False)


def test_a_loan_is_of_a_copy_and_a_member(library):
    """A loan is of a copy and to a member that are known"""
    library.refuses(LOAN + "(99, 1, '2024-03-01', NULL)", "6, a loan is of a copy that is known")
    library.refuses(LOAN + "(7, 99, '2024-03-01', NULL)", "6, a loan is to a member that is known")


def test_days_of_a_loan_are_in_order(library):
    """Nothing comes back before it was lent"""
    library.refuses(LOAN + "(7, 1, '2024-03-01', '2024-02-29')", "6, back_on is not before lent_on")
    library.accepts(LOAN + "(7, 1, '2024-03-01', '2024-03-01')", "6, back_on may be the day of lent_on")


@pytest.mark.points(2)
def test_a_copy_is_with_one_member_at_a_time(library):
    """A copy that is out is not lent again"""
    library.accepts(LOAN + "(7, 1, '2024-03-01', NULL)", "7, a copy that is in can be lent")
    library.refuses(LOAN + "(7, 1, '2024-03-09', NULL)", "7, a copy is with one member at a time")
    library.refuses(LOAN + "(7, 2, '2024-03-09', NULL)", "7, a copy is with one member at a time")
    library.accepts(LOAN + "(8, 1, '2024-03-09', NULL)", "7, a member may have several copies")


@pytest.mark.points(2)
@pytest.mark.hint("Which of a copy's loans does rule 7 forbid twice? An index can look at these alone.")
def test_a_copy_is_lent_again_after_it_came_back(library):
    """A copy that is back is lent again"""
    library.accepts(LOAN + "(7, 1, '2024-03-01', '2024-03-05')", "7, a copy that is in can be lent")
    library.accepts(LOAN + "(7, 2, '2024-03-05', '2024-03-06')", "7, a copy can be lent again on the day it is back")
    library.accepts(LOAN + "(7, 1, '2024-03-07', '2024-03-07')", "7, a copy can be lent to the same member again")
    library.accepts(LOAN + "(7, 1, '2024-03-07', '2024-03-08')", "7, even to the same member on the same day")
    library.accepts(LOAN + "(7, 1, '2024-03-10', NULL)", "7, a copy can be lent to the same member again")


def test_what_is_referred_to_stays(library):
    """Members, books and copies that something refers to are not deleted"""
    library.accepts(LOAN + "(7, 1, '2024-03-01', '2024-03-05')", "6 and 7, on loans")
    for what in ("members WHERE id = 1", f"books WHERE isbn = '{DUNE}'", "copies WHERE id = 7"):
        library.refuses(f"DELETE FROM {what}", "8, what something refers to cannot be deleted")
    library.accepts("DELETE FROM members WHERE id = 2", "8, what nothing refers to can be deleted")
    assert library.rows("SELECT count(*) FROM loans") == [(1,)]
