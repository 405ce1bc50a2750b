"""Hidden tests: full-text search with ranking."""

import pytest

INDEXES = """SELECT index_name, group_concat(column_name ORDER BY seq_in_index) FROM information_schema.statistics
WHERE table_schema = database() AND table_name = 'articles' AND index_type = 'FULLTEXT' GROUP BY index_name"""


@pytest.fixture
def pages(database):
    """The help pages with the learner's search."""
    database.apply()
    return database


def finds(pages, rule, words, *ids):
    """Fail unless the search lists these articles in this order."""
    got = [row[0] for row in pages.rows(f"CALL search('{words}')")]
    if got != list(ids):
        pytest.fail(
            f"Rule: {rule}.\n  CALL search('{words}')\n  gave      articles {got}\n  expected  articles {list(ids)}",
            pytrace=False,
        )


def fill(pages, *rows):
    """These articles in place of the others: id, title, body and perhaps draft."""
    pages.attempt("DELETE FROM articles")
    for row in rows:
        assert pages.attempt(f"INSERT INTO articles VALUES {row if len(row) == 4 else (*row, 0)}") is None


@pytest.mark.example
def test_two_words(pages):
    """The search of the example"""
    finds(pages, "what fits best comes first, and drafts are not listed", "lost refund", 5, 8)


def test_the_index_is_there(pages):
    """There is one index of the words in title and body"""
    got = pages.rows(INDEXES)
    if [row[1] for row in got] not in (["title,body"], ["body,title"]):
        pytest.fail(
            "Rule: an index of the words in `title` and `body` together.\n"
            f"  gave      {got or 'no FULLTEXT index'}\n  expected  one on both columns",
            pytrace=False,
        )
    finds(pages, "an article with the word is listed", "gift", 7)


def test_columns(pages):
    """The columns are id and title"""
    got = pages.rows("CALL search('gift')")
    if got != [(7, "Gift cards")]:
        pytest.fail(f"CALL search('gift')\n  gave      {got}\n  expected  [(7, 'Gift cards')]", pytrace=False)


def test_words_in_the_text_count(pages):
    """A word in the body is found as well as one in the title"""
    finds(pages, "an article is listed if a word is in its title or its body", "photograph", 8)
    finds(pages, "an article is listed if a word is in its title or its body", "arrival", 8)


def test_one_of_the_words_is_enough(pages):
    """An article need not have all the words"""
    finds(pages, "one of the words is enough", "photograph elephant", 8)


def test_articles_without_the_words_are_not_listed(pages):
    """Articles that have none of the words are not listed"""
    finds(pages, "articles that have none of the words are not listed", "elephant")
    finds(pages, "articles that have none of the words are not listed", "invoice", 3)


@pytest.mark.points(2)
def test_the_best_comes_first(pages):
    """What fits best comes first, and equals by their id"""
    fill(
        pages,
        (1, "Bread", "flour water salt"),
        (3, "Pie", "onion flour butter"),
        (2, "Tart", "onion flour butter"),
        (4, "Salad", "leaves oil"),
        (5, "Soup", "onion onion onion water"),
        (6, "Jam", "plums sugar"),
        (7, "Tea", "leaves hot"),
    )
    finds(pages, "what fits best comes first, equals by id", "onion", 5, 2, 3)


@pytest.mark.points(2)
def test_other_words(pages, rng):
    """Any words can be looked for"""
    names = rng.sample(["walnut", "cinnamon", "saffron", "thyme", "basil", "ginger", "nutmeg", "paprika"], 8)
    fill(pages, *[(n, f"Page {n}", f"{name} and nothing more") for n, name in enumerate(names, start=1)])
    for n in rng.sample(range(1, 9), 3):
        finds(pages, "an article with the word is listed", names[n - 1], n)


def test_drafts_are_not_found(pages):
    """Drafts are never listed"""
    fill(
        pages,
        (1, "Draft", "walnut walnut", 1),
        (2, "Page", "walnut bread", 0),
        (3, "Other", "soup"),
        (4, "More", "pie"),
        (5, "Last", "tea"),
    )
    finds(pages, "drafts are never listed", "walnut", 2)


@pytest.mark.hint("LIKE looks at every row. What looks into an index of words?")
def test_the_index_is_used(pages):
    """The search goes through the index"""
    pages.attempt("DROP INDEX IF EXISTS `" + (pages.rows(INDEXES) or [("none",)])[0][0] + "` ON articles")
    complaint = pages.attempt("CALL search('gift')")
    if complaint is None:
        pytest.fail(
            "Rule: the search goes through the index.\n"
            "  CALL search('gift') after the index was dropped\n  gave      rows\n"
            "  expected  an error, for MATCH needs its index",
            pytrace=False,
        )
    assert "FULLTEXT" in complaint.message, complaint.message
