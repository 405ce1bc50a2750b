"""The page is read as a browser reads it: what is typed is seen, and is never an element, an attribute or code."""

import json
import re
from html.parser import HTMLParser

import pytest

ELEMENTS = "Rule: whatever is typed, the page has the same elements with the same attributes as with plain words."
SEEN = "Rule: a reader sees what was typed, no more and no less."
LINK = "Rule: the name is a link if the website begins with http:// or https://, and stands in a <span> otherwise."
SCRIPT = "Rule: in the script, `entries` has the same value as in Python, as JSON without the character <."
ATTACKS = [
    "<script>alert(1)</script>",
    "<ScRiPt >alert(1)</sCrIpT>",
    "<img src=x onerror=alert(1)>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<svg/onload=alert(1)",
    "</title><b>x",
    "</p></li></ul><form action=//a.example>",
    "<!-- x",
    "<b>bold</b>",
]
BREAKOUTS = [
    '"><script>alert(1)</script>',
    "'><script>alert(1)</script>",
    '" onfocus="alert(1)" autofocus="',
    "' onmouseover='alert(1)' x='",
    "x onfocus=alert(1) autofocus",
    "x/onfocus=alert(1)",
    "`onmouseover=alert(1)",
]
HONEST = [
    "O'Neill & Sons",
    "1 < 2 > 0",
    'say "hi"',
    "I <3 you",
    "&lt;b&gt; &amp; &copy",
    "100% {sure} {query}",
    "{items} {data}",
    "a long story " * 20,
    "grün 茶",
    "",
]


class Page(HTMLParser):
    """What a browser makes of a page: its elements, the text in them, and the scripts."""

    def __init__(self, html):
        super().__init__()
        self.skeleton = []
        self.open = []
        self.texts = []
        self.attributes = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.skeleton.append((tag, tuple(sorted(name for name, _ in attributes))))
        self.attributes.append((tag, dict(attributes)))
        if tag == "br":
            self.texts[-1][1].append("\n")
        elif tag not in ("meta", "input"):
            self.texts.append((tag, []))
            self.open.append(self.texts[-1])

    def handle_endtag(self, tag):
        self.skeleton.append(("/" + tag, ()))
        if self.open:
            self.open.pop()

    def handle_comment(self, _data):
        self.skeleton.append(("comment", ()))

    def handle_data(self, data):
        if self.open:
            # Between two tags a line break is a blank at best: what makes a new line is a <br>.
            tag, pieces = self.open[-1]
            pieces.append(data.replace("\n", "") if tag == "p" else data)

    def text(self, *tags):
        """The texts of all elements of these kinds, in order."""
        return ["".join(pieces) for tag, pieces in self.texts if tag in tags]

    def values(self, tag, attribute):
        """The values of an attribute, in order."""
        return [attributes.get(attribute) for name, attributes in self.attributes if name == tag]


def entry(author="Ada", website="https://ada.example/", text="lovely"):
    """One entry."""
    return {"author": author, "website": website, "text": text}


def links(website):
    """Whether a website may be a link."""
    return website.lower().startswith(("http://", "https://"))


def shown(solution, query, entries):
    """The page as a browser reads it; it must have the elements of a page with plain words in all places."""
    plain = [
        entry(
            "plain",
            "http://plain.example" if links(each["website"]) else "",
            "\n".join("x" * (each["text"].count("\n") + 1)),
        )
        for each in entries
    ]
    expected, page = (parsed(solution, *given) for given in (("plain", plain), (query, entries)))
    if page.skeleton != expected.skeleton:
        place = next(
            (at for at, pair in enumerate(zip(page.skeleton, expected.skeleton, strict=False)) if len(set(pair)) > 1), 0
        )
        gave = [" ".join((tag, *names)) for tag, names in page.skeleton[place : place + 3]]
        wanted = [" ".join((tag, *names)) for tag, names in expected.skeleton[place : place + 3]]
        failed(ELEMENTS, query, entries, gave, wanted)
    return page


def parsed(solution, query, entries):
    """A page of the solution's, parsed."""
    html = solution.page(query, [dict(each) for each in entries])
    assert type(html) is str, f"page gives a text. It gave {html!r}."
    return Page(html)


def failed(rule, query, entries, gave, expected):
    """End the check."""
    call = f"page({query!r}, {entries!r})"
    pytest.fail(f"{rule}\n{call}\n  gave      {gave!r}\n  expected  {expected!r}", pytrace=False)


def looks_right(solution, query, entries):
    """Fail unless the page shows exactly this."""
    page = shown(solution, query, entries)
    authors, texts = [each["author"] for each in entries], [each["text"] for each in entries]
    targets = [each["website"] for each in entries if links(each["website"])]
    for rule, gave, expected in (
        (SEEN, page.text("title"), [f"Guest book: {query}"]),
        (SEEN, page.values("input", "value"), [query]),
        (SEEN, page.text("h1"), [f"Entries with {query}"]),
        (SEEN, page.values("li", "title"), authors),
        (SEEN, page.text("a", "span"), authors),
        (SEEN, page.text("p"), texts),
        (LINK, [tag for tag, _ in page.skeleton if tag in ("a", "span")], kinds(entries)),
        (LINK, page.values("a", "href"), targets),
    ):
        if gave != expected:
            failed(rule, query, entries, gave, expected)


def kinds(entries):
    """For each author, what the name stands in."""
    return ["a" if links(each["website"]) else "span" for each in entries]


def script_is_right(solution, entries):
    """Fail unless the script holds the entries, and nothing that could end it."""
    (script,) = shown(solution, "wine", entries).text("script") or [""]
    held = re.fullmatch(r"\s*const entries = (.*);\s*", script, re.DOTALL)
    if held is None or "<" in script:
        failed(SCRIPT, "wine", entries, script, "const entries = ...; without a <")
    try:
        value = json.loads(held[1])
    except ValueError:
        failed(SCRIPT, "wine", entries, held[1], "JSON")
    if value != entries:
        failed(SCRIPT, "wine", entries, value, entries)


@pytest.mark.example
def test_plain_words(solution):
    """Shows plain words where they belong"""
    looks_right(solution, "wine", [entry(), entry("Bo", "http://bo.example/a?b=c", "warm rooms\ngood soup")])
    looks_right(solution, "nothing", [])


@pytest.mark.example
def test_honest_signs(solution):
    """Shows quotes, ampersands and angle brackets as they were typed"""
    for text in HONEST:
        looks_right(solution, text, [entry(author=text, text=text), entry(author=text, website="")])


@pytest.mark.points(2)
def test_attacks_by_the_search(solution):
    """What is searched for is no element in the page (reflected)"""
    for attack in ATTACKS + BREAKOUTS:
        looks_right(solution, attack, [entry()])


@pytest.mark.points(2)
@pytest.mark.hint("Whatever comes from the database was typed by somebody, too.")
def test_attacks_by_an_entry(solution):
    """What is written in an entry is no element in the page (stored)"""
    for attack in ATTACKS:
        looks_right(solution, "wine", [entry(text=attack), entry(author=attack)])


@pytest.mark.points(2)
@pytest.mark.hint("Which characters end an attribute? Without quotes around it, a blank does.")
def test_attacks_on_attributes(solution):
    """What is typed does not leave the attribute that it stands in"""
    for attack in BREAKOUTS:
        looks_right(solution, attack, [entry(author=attack, website="https://a.example/" + attack)])


@pytest.mark.hint("Escape first, then make the <br>; the other way round, it is escaped as well.")
def test_line_breaks(solution):
    """A line break in a text is a <br>, and a typed <br> is not"""
    looks_right(solution, "wine", [entry(text="one\ntwo\n\nfour"), entry(text="one<br>two"), entry(text="<b>\n</b>")])


@pytest.mark.hint("`javascript:` holds no character that could be escaped.")
@pytest.mark.points(2)
def test_attacks_by_a_link(solution):
    """A website that is no http or https address is no link"""
    websites = [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " javascript:alert(1)",
        "java\tscript:alert(1)",
        "\x01javascript:x",
    ]
    websites += ["javascript:alert('http://')", "javascript://http://a.example/%0aalert(1)", "data:text/html,<b>x</b>"]
    websites += ["vbscript:x", "", "ada.example", "//ada.example", "/ada", "http:ada", "httpx://ada.example", "https"]
    for website in websites:
        looks_right(solution, "wine", [entry(website=website), entry()])


def test_honest_links(solution):
    """An http or https address is a link to exactly there"""
    websites = [
        "http://ada.example",
        "HTTPS://Ada.example/?a=1&copy=2&b='x'",
        "https://ada.example/javascript:",
        "Http://a.b/#<c>",
    ]
    looks_right(solution, "wine", [entry(website=website) for website in websites])


@pytest.mark.hint("In a script, `&lt;` is four characters and no `<`. JSON has another way to write it.")
def test_the_script_has_the_data(solution):
    """The script has the entries just as they are"""
    script_is_right(solution, [])
    script_is_right(solution, [entry(author=text, text=text + "\n\\ \t" + text) for text in HONEST if "<" not in text])
    script_is_right(solution, [entry(author=text, text=text) for text in HONEST])


@pytest.mark.points(2)
def test_attacks_on_the_script(solution):
    """What is typed does not end the script"""
    attacks = [
        "</script><script>alert(1)</script>",
        "</SCRIPT ><b>",
        "</script\n>",
        "<!--<script>",
        '"];alert(1);//',
        "</scrip",
    ]
    for attack in [*attacks, "\\</script>", "\\u003c/script>", "';alert(1)//"]:
        script_is_right(solution, [entry(author=attack), entry(website=attack), entry(text=attack)])


@pytest.mark.points(2)
def test_random_pieces(solution, rng):
    """Keeps all rules with 40 random mixtures"""
    pieces = [
        "<",
        ">",
        "'",
        '"',
        "&",
        ";",
        "lt",
        "amp",
        "/",
        "script",
        "b ",
        "=x",
        "\n",
        "{",
        "}",
        "\\",
        "--",
        "!",
        "a",
    ]
    for _ in range(40):
        query, author, text = ("".join(rng.choices(pieces, k=rng.randint(1, 6))) for _ in range(3))
        query, author = query.replace("\n", " "), author.replace("\n", " ")
        website = rng.choice(["", "https://a.example/", "http://", "javascript:", "https:"]) + author
        entries = [entry(author=author, website=website, text=text)]
        looks_right(solution, query, entries)
        script_is_right(solution, entries)
