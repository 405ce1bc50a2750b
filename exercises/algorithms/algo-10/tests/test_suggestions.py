"""What the search box suggests: terms by the letters that they begin with."""

import pytest

TERMS = ["tea", "teapot", "teacup", "ten", "tent", "inn"]
MANY = 60_000
COMPLETE = "`complete` returns the first terms, in the order of the alphabet, that begin with those letters."
CONTAINS = "`contains` says whether the whole term is one of those added."
COUNTS = "`counts` says for each start how many terms begin with it."
REMOVE = "`remove` takes out this one term; the others stay."


@pytest.mark.example
def test_the_first_terms_that_begin_with_the_letters(solution):
    """Suggests the first terms that begin with what was typed"""
    suggestions = solution.Suggestions(TERMS)
    assert suggestions.complete("tea", 5) == ["tea", "teacup", "teapot"], f"Rule: {COMPLETE} The terms: {TERMS}"
    assert suggestions.complete("te", 2) == ["tea", "teacup"], f"Rule: {COMPLETE} The terms: {TERMS}"
    assert suggestions.counts(["te", "i", "x"]) == [5, 1, 0], f"Rule: {COUNTS} The terms: {TERMS}"


def test_nothing_begins_like_that(solution):
    """Suggests nothing where no term begins like that"""
    suggestions = solution.Suggestions(TERMS)
    for start in ("x", "tex", "teapots"):
        assert suggestions.complete(start, 3) == [], f"Rule: {COMPLETE} The terms: {TERMS}"
    assert suggestions.complete("i", 3) == ["inn"], f"Rule: {COMPLETE} The terms: {TERMS}"


def test_a_term_begins_with_itself(solution):
    """A whole term is a suggestion for itself, and comes first"""
    suggestions = solution.Suggestions(TERMS)
    assert suggestions.complete("ten", 3) == ["ten", "tent"], f"Rule: a term begins with itself. The terms: {TERMS}"
    assert suggestions.complete("teapot", 3) == ["teapot"], f"Rule: a term begins with itself. The terms: {TERMS}"
    assert suggestions.counts(["ten", "tent"]) == [2, 1], f"Rule: a term begins with itself. The terms: {TERMS}"


@pytest.mark.hint("Reaching a node says that some term begins like this. What says that one ends here?")
def test_the_start_of_a_term_is_not_a_term(solution):
    """The start of a term is not a term"""
    suggestions = solution.Suggestions(TERMS)
    for term, there in {"teapot": True, "teap": False, "te": False, "tea": True, "teapots": False, "x": False}.items():
        assert suggestions.contains(term) is there, f"Rule: {CONTAINS} The terms: {TERMS}"


@pytest.mark.hint("In which order do you look at the letters that can come next?")
def test_the_order_is_that_of_the_alphabet(solution):
    """Suggestions come in the order of the alphabet, however they were added"""
    terms = ["pear", "plum", "apple", "peach", "pea", "fig", "pepper"]
    suggestions = solution.Suggestions(terms)
    expected = ["pea", "peach", "pear", "pepper", "plum"]
    assert suggestions.complete("p", 9) == expected, f"Rule: {COMPLETE} The terms: {terms}"
    assert suggestions.complete("", 4) == ["apple", "fig", "pea", "peach"], f"Rule: {COMPLETE} The terms: {terms}"


def test_terms_come_later(solution):
    """Terms can be added later, also to an empty list"""
    rule = "Rule: `add` adds a term and returns whether it is new."
    suggestions = solution.Suggestions([])
    assert suggestions.complete("", 3) == [], rule
    assert suggestions.add("teapot") is True, rule
    assert suggestions.add("tea") is True, rule
    assert suggestions.complete("t", 3) == ["tea", "teapot"], rule


@pytest.mark.hint("Find out whether the term is there already before you count anything.")
def test_a_term_is_there_once(solution):
    """A term that is added again is there once"""
    rule = "Rule: a term that is added again changes nothing, and `add` returns false."
    suggestions = solution.Suggestions(["tea", "ten", "tea"])
    assert suggestions.counts(["te", "tea"]) == [2, 1], rule
    assert suggestions.add("ten") is False, rule
    assert suggestions.add("tent") is True, rule
    assert suggestions.complete("te", 9) == ["tea", "ten", "tent"], rule
    assert suggestions.counts(["ten", ""]) == [2, 3], rule


@pytest.mark.hint("Other terms may pass through the node at which this one ends.")
def test_a_removed_term_is_gone_and_the_others_stay(solution):
    """A term that is taken out is gone, and the others stay"""
    suggestions = solution.Suggestions(TERMS)
    assert suggestions.remove("tea") is True, "Rule: `remove` returns whether the term was there."
    assert suggestions.contains("tea") is False, f"Rule: {REMOVE} The terms: {TERMS}, then remove tea"
    assert suggestions.complete("tea", 9) == ["teacup", "teapot"], f"Rule: {REMOVE} The terms: {TERMS}, then remove tea"
    assert suggestions.remove("tent") is True, "Rule: `remove` returns whether the term was there."
    assert suggestions.complete("ten", 9) == ["ten"], f"Rule: {REMOVE} The terms: {TERMS}, then remove tea, tent"


def test_removed_terms_are_not_counted(solution):
    """A term that is taken out is not counted any more"""
    rule = f"Rule: {COUNTS} The terms: {TERMS}"
    suggestions = solution.Suggestions(TERMS)
    suggestions.remove("teapot")
    assert suggestions.counts(["", "te", "tea", "teapot"]) == [5, 4, 2, 0], f"{rule}, then remove teapot"
    assert suggestions.add("teapot") is True, "Rule: a term that was taken out can be added again."
    assert suggestions.counts(["", "te", "tea", "teapot"]) == [6, 5, 3, 1], f"{rule}, remove teapot, add teapot"


def test_removing_what_is_not_there(solution):
    """Removing what is not there changes nothing"""
    rule = "Rule: `remove` returns whether the term was there; where it was not, nothing changes."
    suggestions = solution.Suggestions(TERMS)
    for term in ("te", "teapots", "x"):
        assert suggestions.remove(term) is False, rule
    assert suggestions.counts(["", "te"]) == [6, 5], rule
    assert suggestions.remove("inn") is True, rule
    assert suggestions.remove("inn") is False, rule
    assert suggestions.counts([""]) == [5], rule


@pytest.mark.points(2)
def test_random_terms(solution, reference, rng):
    """Agrees with the reference on 15 random lists of terms"""
    for _ in range(15):
        terms = ["".join(rng.choices("abc", k=rng.randint(1, 4))) for _ in range(rng.randint(1, 12))]
        gone = ["".join(rng.choices("abc", k=rng.randint(1, 3))) for _ in range(3)] + rng.sample(terms, 1)
        starts = ["", *(term[: rng.randint(1, 4)] for term in terms + gone)]
        suggestions, right = solution.Suggestions(terms), reference.Suggestions(terms)
        told = f"Rule: all of the prompt. The terms: {terms}, then remove {', '.join(gone)}"
        for term in gone:
            assert suggestions.remove(term) is right.remove(term), told
        assert suggestions.counts(starts) == right.counts(starts), told
        start, most = rng.choice(starts), rng.randint(1, 6)
        assert suggestions.complete(start, most) == right.complete(start, most), told
        assert suggestions.complete("", 99) == right.complete("", 99), told


@pytest.mark.points(2)
@pytest.mark.limit(seconds=6)
@pytest.mark.hint("How many terms do you look at to count those that begin with one start?")
def test_many_starts_in_time(solution, rng):
    """60,000 starts are counted among 60,000 terms in less than six seconds"""
    terms = made_up(rng)
    starts = [rng.choice(terms)[: rng.randint(2, 6)] for _ in range(MANY)]
    expected = dict.fromkeys(starts, 0)
    for term in terms:
        for length in range(2, len(term) + 1):
            if term[:length] in expected:
                expected[term[:length]] += 1
    rule = "Rule: 60,000 starts are counted among 60,000 terms in less than six seconds."
    assert solution.Suggestions(terms).counts(starts) == [expected[start] for start in starts], rule


def made_up(rng):
    """Many terms of three syllables, without repeats and in no order."""
    syllables = [consonant + vowel for consonant in "bcdfghjklmnpqrstvwxz" for vowel in "aeiou"]
    size = len(syllables)
    numbers = rng.sample(range(size**3), MANY)
    return [syllables[n % size] + syllables[n // size % size] + syllables[n // size**2] for n in numbers]
