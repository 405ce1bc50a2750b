"""A resolver over plain records: aliases, missing names, missing types, circles, wildcards."""

import pytest

ZONE = [
    ("corner.example", "A", "192.0.2.10"),
    ("corner.example", "MX", "10 mail.corner.example."),
    ("corner.example", "A", "192.0.2.11"),
    ("www.corner.example", "CNAME", "corner.example"),
    ("shop.corner.example", "CNAME", "www.corner.example"),
    ("old.corner.example", "CNAME", "gone.corner.example"),
    ("a.lab.corner.example", "A", "192.0.2.30"),
    ("*.test.corner.example", "A", "192.0.2.99"),
    ("*.test.corner.example", "TXT", "oven"),
    ("here.test.corner.example", "TXT", "Here"),
]
A10, A11 = ("corner.example", "A", "192.0.2.10"), ("corner.example", "A", "192.0.2.11")
WWW = ("www.corner.example", "CNAME", "corner.example")
SHOP = ("shop.corner.example", "CNAME", "www.corner.example")


def fail(rule, name, kind, *, answer, expected, records):
    shown = "\n".join(f"    {' '.join(one)}" for one in records)
    pytest.fail(
        f"Rule: {rule}\nresolve(records, {name!r}, {kind!r}), where records are\n{shown}\n"
        f"  gave      {answer!r}\n  expected  {expected!r}",
        pytrace=False,
    )


def expect(solution, rule, *asked, zone=ZONE):
    """Ask for a name and a type; compare the code and the records, types too."""
    name, kind, code, records = asked if len(asked) == 4 else (*asked, ())
    answer = solution.resolve(list(zone), name, kind)
    if answer != (code, list(records)) or type(answer) is not tuple or type(answer[1]) is not list:
        fail(rule, name, kind, answer=answer, expected=(code, list(records)), records=zone)


@pytest.mark.example
def test_records_of_a_name(solution):
    """All records of a name and a type come, in their order"""
    rule = "All records of the name and the type are the answer, in their order."
    expect(solution, rule, "corner.example", "A", "NOERROR", [A10, A11])
    expect(solution, rule, "corner.example", "MX", "NOERROR", [("corner.example", "MX", "10 mail.corner.example.")])


@pytest.mark.example
def test_an_alias_is_followed(solution):
    """The answer for an alias is the alias, and what it leads to"""
    rule = "If the name has a CNAME, that record is part of the answer, and the search goes on."
    expect(solution, rule, "www.corner.example", "A", "NOERROR", [WWW, A10, A11])


def test_an_alias_of_an_alias(solution):
    """An alias of an alias is followed to its end"""
    rule = "If the name has a CNAME, that record is part of the answer, and the search goes on."
    expect(solution, rule, "shop.corner.example", "A", "NOERROR", [SHOP, WWW, A10, A11])


@pytest.mark.example
def test_a_name_that_is_not_there(solution):
    """A name that is not there is NXDOMAIN, one that is there is not"""
    expect(solution, "A name that is not there is NXDOMAIN.", "pastry.corner.example", "A", "NXDOMAIN")
    expect(solution, "A name that is not there is NXDOMAIN.", "nothing.invalid", "A", "NXDOMAIN")
    expect(solution, "A name that is there is not NXDOMAIN.", "corner.example", "A", "NOERROR", [A10, A11])


def test_a_name_without_that_type(solution):
    """A name that is there, without records of the type, is NOERROR with nothing"""
    rule = "If there are no records of the type, but the name is there, the code is NOERROR."
    expect(solution, rule, "corner.example", "AAAA", "NOERROR")
    expect(solution, rule, "shop.corner.example", "AAAA", "NOERROR", [SHOP, WWW])


@pytest.mark.points(2)
def test_a_name_that_only_has_names_below(solution):
    """lab.corner.example is there, since a.lab.corner.example is"""
    rule = "A name is there if it has a record of any type, or if a name below it has one."
    expect(solution, rule, "lab.corner.example", "A", "NOERROR")
    expect(solution, rule, "example", "A", "NOERROR")
    expect(solution, rule, "b.lab.corner.example", "A", "NXDOMAIN")


def test_capitals_and_a_last_dot_do_not_matter(solution):
    """Capital letters and a dot at the end change nothing, in the question or in the records"""
    rule = "Capital letters mean the same as small ones, and a dot at the end of a name means nothing."
    expect(solution, rule, "Corner.EXAMPLE.", "A", "NOERROR", [A10, A11])
    zone = [("Deep.Corner.Example.", "CNAME", "CORNER.example."), ("CORNER.EXAMPLE", "TXT", "As It Is.")]
    answer = [("deep.corner.example", "CNAME", "corner.example"), ("corner.example", "TXT", "As It Is.")]
    expect(solution, rule, "deep.corner.example", "TXT", "NOERROR", answer, zone=zone)


def test_who_asks_for_the_alias_gets_it(solution):
    """Asked for CNAME, the answer is the alias and nothing more; asked for A, it goes on"""
    rule = "The search goes on, unless the type asked for is CNAME."
    expect(solution, rule, "shop.corner.example", "CNAME", "NOERROR", [SHOP])
    expect(solution, rule, "www.corner.example", "A", "NOERROR", [WWW, A10, A11])


def test_an_alias_to_nowhere(solution):
    """An alias to a name that is not there is NXDOMAIN, with the alias in the answer"""
    way = [("old.corner.example", "CNAME", "gone.corner.example")]
    rule = "If the search ends at a name that is not there, the answer holds the way to it."
    expect(solution, rule, "old.corner.example", "A", "NXDOMAIN", way)


@pytest.mark.points(2)
@pytest.mark.limit(seconds=3)
@pytest.mark.hint("Which names has the search been at already?")
def test_a_circle_of_aliases(solution):
    """Aliases in a circle are SERVFAIL; a long chain of them is not"""
    rule = "If the aliases run in a circle, the result is SERVFAIL, with nothing."
    circle = [
        ("a.example", "CNAME", "b.example"),
        ("b.example", "CNAME", "c.example"),
        ("c.example", "CNAME", "b.example"),
    ]
    expect(solution, rule, "a.example", "A", "SERVFAIL", zone=circle)
    expect(solution, rule, "b.example", "A", "SERVFAIL", zone=circle)
    itself = [("me.example", "CNAME", "ME.example.")]
    expect(solution, rule, "me.example", "A", "SERVFAIL", zone=itself)
    chain = [(f"n{number}.example", "CNAME", f"n{number + 1}.example") for number in range(20)]
    end = ("n20.example", "A", "192.0.2.20")
    expect(
        solution, "A chain of aliases is no circle.", "n0.example", "A", "NOERROR", [*chain, end], zone=[*chain, end]
    )


@pytest.mark.points(2)
def test_a_wildcard_covers_a_name(solution):
    """A name below test.corner.example that is not there has the wildcard's records"""
    rule = "The records at *.test.corner.example are those of a name below it that is not there."
    expect(
        solution, rule, "oven7.test.corner.example", "A", "NOERROR", [("oven7.test.corner.example", "A", "192.0.2.99")]
    )
    expect(solution, rule, "oven7.test.corner.example", "MX", "NOERROR")
    zone = [("*.x.example", "CNAME", "y.example"), ("y.example", "A", "192.0.2.7")]
    answer = [("q.x.example", "CNAME", "y.example"), ("y.example", "A", "192.0.2.7")]
    expect(solution, rule, "q.x.example", "A", "NOERROR", answer, zone=zone)


def test_a_wildcard_does_not_cover_what_is_there(solution):
    """A name that is there has its own records only, even where it has none of the type"""
    rule = "A wildcard is for names that are not there."
    expect(solution, rule, "here.test.corner.example", "TXT", "NOERROR", [("here.test.corner.example", "TXT", "Here")])
    expect(solution, rule, "here.test.corner.example", "A", "NOERROR")
    expect(solution, rule, "test.corner.example", "A", "NOERROR")
    expect(solution, rule, "x.here.test.corner.example", "A", "NXDOMAIN")


def test_a_wildcard_covers_deep_names(solution):
    """A name several steps below the wildcard's has its records"""
    rule = "Of the names above a name, the longest that is there decides."
    deep = "a.b.test.corner.example"
    expect(solution, rule, deep, "A", "NOERROR", [(deep, "A", "192.0.2.99")])


def random_zone(rng):
    labels = ["a", "b", "*"]
    names = [".".join(rng.choices(labels, k=rng.randrange(1, 4))) + ".example" for _ in range(6)]
    zone = []
    for name in dict.fromkeys(names):
        if rng.random() < 0.4:
            zone.append((name, "CNAME", rng.choice(names).replace("*", "a")))
        else:
            zone += [(name, kind, f"data {number}") for number, kind in enumerate(rng.choices(["A", "TXT"], k=2))]
    return zone, [*names, "a.example", "b.a.example", "b.b.b.example"]


@pytest.mark.points(2)
def test_random_zones(solution, reference, rng):
    """Names in zones that are drawn at random"""
    for _ in range(60):
        zone, names = random_zone(rng)
        for name in rng.sample(names, 3):
            asked = name.replace("*", "b")
            code, records = reference.resolve(zone, asked, "A")
            expect(solution, "All rules together.", asked, "A", code, records, zone=zone)
