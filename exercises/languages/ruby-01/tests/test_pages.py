"""Pages that read like a list: an Enumerable over a source that is fetched page by page."""

import itertools

import pytest

TENS = {1: [10, 11], 2: [20, 21], 3: [30, 31]}


class Source:
    """Fetches pages for a Pages object and remembers which ones were asked for.

    Args:
        solution: the learner's module.
        pages: the items of each page by its number, or a function of the number.
    """

    def __init__(self, solution, pages):
        self.fetched = []
        self.pages = pages
        self.object = solution.Pages(self.fetch)
        self.calls = []

    def fetch(self, page):
        self.fetched.append(page)
        if len(self.fetched) > 500:
            raise RuntimeError("500 pages were fetched, and still more are wanted")
        return self.pages(page) if callable(self.pages) else self.pages.get(page, [])

    def each(self, method="each"):
        """Everything that `each` or `each_page` gives to a block, and what it returns."""
        given = []
        returned = getattr(self.object, method)(lambda *values: given.append(values[0] if len(values) == 1 else values))
        return given, returned

    def expect(self, call, gave, expected, rule):
        """Compare one answer, types and all; the message says what was asked and which pages were fetched."""
        if not same(gave, expected):
            self.fail(call, shown(gave), shown(expected), rule)

    def expect_fetched(self, call, expected, rule):
        """Compare the numbers of the pages that were asked for since the last time."""
        fetched, self.fetched = self.fetched, []
        if not same(fetched, expected):
            self.fail(call, f"{pages_in_words(fetched)} fetched", f"{pages_in_words(expected)} fetched", rule)

    def fail(self, call, gave, expected, rule):
        pages = "a source without an end" if callable(self.pages) else f"the pages {shown(list(self.pages.values()))}"
        pytest.fail(f"Rule: {rule}\n{pages}\n{call}\n  gave      {gave}\n  expected  {expected}", pytrace=False)


def pages_in_words(numbers):
    if not numbers:
        return "no page"
    return f"page{'s' if len(numbers) > 1 else ''} {', '.join(map(str, numbers))}"


def same(answer, expected):
    """Equal and of the same type: neither True nor an object that agrees with everything stands for 1."""
    if type(expected) in (list, tuple):
        both = type(answer) in (list, tuple) and len(answer) == len(expected)
        return both and all(map(same, answer, expected))
    return type(answer) is type(expected) and answer == expected


def shown(value):
    """A value as Ruby writes it."""
    if type(value) in (list, tuple):
        text = ", ".join(map(shown, value[:12]))
        return f"[{text}{', ...' if len(value) > 12 else ''}]"
    if value is None or type(value) is bool:
        return {None: "nil", True: "true", False: "false"}[value]
    if type(value) is str:
        return f'"{value}"'
    return repr(value)


@pytest.mark.example
def test_all_items_in_order(solution):
    """Gives every item of every page, in order"""
    source = Source(solution, TENS)
    rule = "each gives every item of every page to the block, in order."
    given, _ = source.each()
    source.expect("each { |number| ... }", given, [10, 11, 20, 21, 30, 31], rule)
    rule = "pages are counted from 1, and an empty page is the end."
    source.expect_fetched("each { |number| ... }", [1, 2, 3, 4], rule)


def test_each_gives_back_the_object_itself(solution):
    """Returns the object itself from each and each_page"""
    rule = "each and each_page return the object itself."
    for method, times in (("each", 6), ("each_page", 3)):
        source = Source(solution, TENS)
        given, returned = source.each(method)
        if returned is not source.object:
            source.fail(f"{method} {{ ... }}", shown(returned), "the object itself", rule)
        source.expect(f"the calls of the block by {method}", len(given), times, "the block gets everything there is.")


def test_pages_with_their_numbers(solution):
    """Gives every page with its number"""
    source = Source(solution, {1: ["a", "b"], 2: ["c"]})
    given, _ = source.each("each_page")
    rule = "each_page gives every page to the block: its items, and its number."
    source.expect("each_page { |items, page| ... }", given, [(["a", "b"], 1), (["c"], 2)], rule)


def test_an_empty_source(solution):
    """Gives nothing when the first page is empty or nil"""
    rule = "the first page that is empty, an empty array or nil, is the end."
    for nothing in ([], None):
        source = Source(solution, {1: nothing})
        given, _ = source.each()
        source.expect("each { ... }", given, [], rule)
        source.expect_fetched("each { ... }", [1], rule)
    source = Source(solution, lambda page: ["only"] if page == 1 else None)
    source.expect("to_a", source.object.to_a(), ["only"], rule)


def test_pages_of_different_lengths(solution):
    """Pages can be of different lengths"""
    source = Source(solution, {1: [1, 2, 3], 2: [4], 3: [5, 6, 7, 8], 4: [9]})
    given, _ = source.each()
    source.expect("each { ... }", given, [1, 2, 3, 4, 5, 6, 7, 8, 9], "pages can be of different lengths.")


def test_the_methods_of_enumerable(solution):
    """Has the methods of Enumerable"""
    source = Source(solution, {1: [3, 1], 2: [2, 5], 3: [4]})
    numbers, rule = source.object, "all methods of Enumerable work."
    source.expect("map { |n| n * 2 }", numbers.map(lambda number: number * 2), [6, 2, 4, 10, 8], rule)
    source.expect("select(&:odd?)", numbers.select(lambda number: number % 2 == 1), [3, 1, 5], rule)
    source.expect("sort", numbers.sort(), [1, 2, 3, 4, 5], rule)
    source.expect("include?(5)", numbers.include(5), True, rule)
    source.expect("include?(6)", numbers.include(6), False, rule)
    source.expect("sum", numbers.sum(), 15, rule)
    source.expect("each_slice(2).to_a", numbers.each_slice(2).to_a(), [[3, 1], [2, 5], [4]], rule)
    source.expect("count", numbers.count(), 5, rule)


@pytest.mark.hint("Items that count as false are items. When does your loop over the items of a page end?")
def test_items_that_count_as_false(solution):
    """An item can be nil or false"""
    source = Source(solution, {1: [1, None, False], 2: [None], 3: [False, 2]})
    rule = "an item can be anything, also nil or false."
    source.expect("to_a", source.object.to_a(), [1, None, False, None, False, 2], rule)


@pytest.mark.hint("enum_for makes an Enumerator of any method that yields.")
def test_each_without_a_block(solution):
    """Returns an Enumerator from each without a block"""
    source = Source(solution, TENS)
    rule = "without a block, each returns an Enumerator, and nothing is fetched until it is asked."
    steps = source.object.each()
    source.expect_fetched("each", [], rule)
    source.expect("each.next, three times", [steps.next(), steps.next(), steps.next()], [10, 11, 20], rule)
    source.expect_fetched("each.next, three times", [1, 2], rule)
    pairs = source.object.each().with_index(1).to_a()
    source.expect("each.with_index(1).to_a", pairs[:3], [[10, 1], [11, 2], [20, 3]], rule)


def test_pages_without_a_block(solution):
    """Returns an Enumerator from each_page without a block"""
    source = Source(solution, TENS)
    rule = "without a block, each_page returns an Enumerator, and nothing is fetched until it is asked."
    steps = source.object.each_page()
    source.expect_fetched("each_page", [], rule)
    source.expect("each_page.next", steps.next(), [[10, 11], 1], rule)
    source.expect_fetched("each_page.next", [1], rule)
    source.expect("each_page.count", source.object.each_page().count(), 3, rule)


@pytest.mark.hint("Which pages has your each fetched at the moment when it gives the first item?")
def test_no_page_is_fetched_before_it_is_needed(solution):
    """Fetches a page when its first item is wanted, and not before"""
    source = Source(solution, TENS)
    rule = "a page is fetched when its first item is wanted, and not before."
    source.expect("first", source.object.first(), 10, rule)
    source.expect_fetched("first", [1], rule)
    source.expect("first(2)", source.object.first(2), [10, 11], rule)
    source.expect_fetched("first(2)", [1], rule)
    source.expect("first(3)", source.object.first(3), [10, 11, 20], rule)
    source.expect_fetched("first(3)", [1, 2], rule)
    source.expect("find { |n| n > 20 }", source.object.find(lambda number: number > 20), 21, rule)
    source.expect_fetched("find { |n| n > 20 }", [1, 2], rule)


def test_a_source_without_end(solution):
    """Reads from a source that never ends"""
    source = Source(solution, lambda page: [3 * page, 3 * page + 1, 3 * page + 2])
    rule = "a source that never ends can be read, as far as it is wanted."
    source.expect("first(5)", source.object.first(5), [3, 4, 5, 6, 7], rule)
    squares = source.object.lazy().map(lambda number: number * number).select(lambda number: number % 2 == 0)
    source.expect("lazy.map { ... }.select(&:even?).first(3)", squares.first(3), [16, 36, 64], rule)


@pytest.mark.hint("Where do you keep the number of the page, and who sets it back to 1?")
def test_every_iteration_begins_anew(solution):
    """Every iteration begins with page 1 and fetches again"""
    pages = {1: ["a"], 2: ["b"]}
    source = Source(solution, pages)
    rule = "every iteration begins anew with page 1, and asks for each page again."
    source.expect("to_a", source.object.to_a(), ["a", "b"], rule)
    source.expect("to_a, a second time", source.object.to_a(), ["a", "b"], rule)
    source.expect_fetched("to_a, twice", [1, 2, 3, 1, 2, 3], rule)
    pages[1] = ["new", "a"]
    source.expect("to_a, after an order has come in", source.object.to_a(), ["new", "a", "b"], rule)
    nested = source.object.flat_map(lambda item: [item, source.object.first()])
    source.expect("flat_map { |item| [item, pages.first] }", nested, ["new", "new", "a", "new", "b", "new"], rule)


def test_it_cannot_be_made_without_a_block(solution):
    """Raises an ArgumentError when it is made without a block"""
    pages, rule = solution.Pages, "Pages.new without a block raises an ArgumentError at once."
    try:
        made = pages()
    except ValueError as error:
        gave = type(error).__name__
    except Exception as error:  # noqa: BLE001  whatever else was raised is shown with the rule
        gave = type(error).__name__
    else:
        gave = f"a {type(made).__name__}"
    if gave != "ArgumentError":
        pytest.fail(f"Rule: {rule}\nPages.new\n  gave      {gave}\n  expected  ArgumentError, raised", pytrace=False)
    source = Source(solution, TENS)
    source.expect("to_a", source.object.to_a(), [10, 11, 20, 21, 30, 31], "with a block it can be made.")


@pytest.mark.points(2)
def test_random_sources(solution, rng):
    """Gives the right items of 20 random sources, and fetches no page too many"""
    for _ in range(20):
        pages = {page: [rng.randint(0, 9) for _ in range(rng.randint(1, 4))] for page in range(1, rng.randint(2, 6))}
        items = list(itertools.chain(*pages.values()))
        source = Source(solution, pages)
        source.expect("to_a", source.object.to_a(), items, "each gives every item of every page, in order.")
        source.fetched = []
        wanted = rng.randint(1, len(items))
        rule = "a page is fetched when its first item is wanted, and not before."
        source.expect(f"first({wanted})", source.object.first(wanted), items[:wanted], rule)
        needed = next(page for page in pages if sum(len(pages[one]) for one in range(1, page + 1)) >= wanted)
        source.expect_fetched(f"first({wanted})", list(range(1, needed + 1)), rule)
