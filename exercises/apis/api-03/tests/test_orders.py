"""Orders a page at a time: pages, filters, sorting, and links to the pages around."""

import json
from urllib.parse import parse_qs, urlsplit

import pytest

STATUSES = ("open", "paid", "sent")
PAGES = "A page has 20 orders if per_page does not say otherwise; `total` counts those of all pages."
SORTED = "Without sort, orders come by their id; with one, by that field, and by id where it is the same."
DOWN = "A minus before the field turns its order round; where it is the same, the id still goes up."
FILTERED = "status leaves only orders of that status; `total` counts those alone."
WRONG = "What cannot be in the query is answered with 400."
BEYOND = "A page beyond the last one is 200, and empty."
LINKS = "Link has first and last; prev and next where there is such a page."
KEPT = "A link keeps all of the query but the page."


class Shop:
    """A shop whose orders were made up for this check."""

    def __init__(self, service, rng, count=47):
        self.service = service
        ids = rng.sample(range(1, 1000), k=count)
        days = [f"2025-05-{day:02}" for day in range(1, 7)]
        self.orders = [
            {"id": each, "status": rng.choice(STATUSES), "total": rng.randint(1, 9) * 100, "day": rng.choice(days)}
            for each in ids
        ]
        service.restart({"ORDERS": json.dumps(self.orders)})

    def get(self, **query):
        return self.service.get("/orders", params=query)

    def expected(self, status=None, sort="id", page=1, per_page=20):
        """What a page holds."""
        found = [order for order in self.orders if status in (None, order["status"])]
        found.sort(key=lambda order: order["id"])
        found.sort(key=lambda order: order[sort.lstrip("-")], reverse=sort.startswith("-"))
        return {"orders": found[(page - 1) * per_page : page * per_page], "total": len(found)}

    def expect(self, rule, **query):
        return self.get(**query).expect(200, rule, json=self.expected(**query))


@pytest.fixture
def shop(service, rng):
    return Shop(service, rng)


def expect_links(response, expected, rule=LINKS):
    """The pages that the links lead to, by their relations."""
    pages = {}
    for relation, target in response.links.items():
        parts = urlsplit(target)
        if parts.path not in {"/orders", ""} or parts.scheme not in {"", "http"}:
            response.fail(f"a link to {target}", "links to /orders, with a query")
        pages[relation] = parse_qs(parts.query, keep_blank_values=True).get("page", ["none"])[0]
    wanted = {relation: str(page) for relation, page in expected.items()}
    if pages != wanted:
        response.fail(f"links to the pages {pages}", f"links to the pages {wanted}. {rule}")


@pytest.mark.example
def test_the_first_page(shop):
    """Gives the first twenty orders, and how many there are"""
    shop.expect(PAGES)
    shop.expect(PAGES, page=1)


def test_pages(shop):
    """Gives every page, of any size"""
    for query in ({"page": 2}, {"page": 3}, {"per_page": 5}, {"per_page": 5, "page": 10}, {"per_page": 100}):
        shop.expect(PAGES, **query)
    shop.expect(PAGES, per_page=1, page=47)


def test_sorted(shop):
    """Sorts by a field, and by the id within"""
    for field in ("id", "total", "day"):
        shop.expect(SORTED, sort=field, per_page=100)


@pytest.mark.hint("What does reverse=True do with orders whose total is the same?")
def test_sorted_downwards(shop):
    """Sorts downwards, and the id upwards within"""
    for field in ("-id", "-total", "-day"):
        shop.expect(DOWN, sort=field, per_page=100)


def test_filtered(shop):
    """Leaves out what was not asked for"""
    for status in STATUSES:
        shop.expect(FILTERED, status=status)
        shop.expect(FILTERED, status=status, per_page=4, page=2, sort="-total")


def test_links_of_the_pages(shop):
    """Links to the pages around"""
    expect_links(shop.get(), {"first": 1, "next": 2, "last": 3})
    expect_links(shop.get(page=2), {"first": 1, "prev": 1, "next": 3, "last": 3})
    expect_links(shop.get(page=3), {"first": 1, "prev": 2, "last": 3})
    expect_links(shop.get(per_page=100), {"first": 1, "last": 1})
    expect_links(shop.get(per_page=47), {"first": 1, "last": 1}, "47 orders are one page of 47.")


@pytest.mark.hint("Follow a link by hand. Do you still see what you asked for?")
def test_links_keep_the_query(shop):
    """Keeps what was asked for in its links"""
    response = shop.get(status="paid", sort="-day", per_page=3, page=2)
    response.expect(200, KEPT, headers={"Link": ...})
    for target in response.links.values():
        query = parse_qs(urlsplit(target).query)
        query.pop("page", None)
        if query != {"status": ["paid"], "sort": ["-day"], "per_page": ["3"]}:
            response.fail(f"a link to {target}", f"status=paid, sort=-day and per_page=3 in it. {KEPT}")


@pytest.mark.points(2)
def test_a_walk_by_the_links(shop):
    """Shows each order once to those who follow next"""
    target, seen = "/orders?per_page=7&sort=total", []
    for _ in range(10):
        response = shop.service.get(target).expect(200, PAGES)
        seen += [order["id"] for order in response.json()["orders"]]
        if "next" not in response.links:
            break
        parts = urlsplit(response.links["next"])
        target = f"/orders?{parts.query}"
    else:
        pytest.fail("Whoever follows `next` comes to an end: the last page has none.", pytrace=False)
    wanted = [order["id"] for order in shop.expected(sort="total", per_page=100)["orders"]]
    assert seen == wanted, "Whoever follows `next` sees each order once."


def test_beyond_the_last_page(shop):
    """Gives an empty page beyond the last"""
    for page in (4, 5, 1000):
        answer = shop.expect(BEYOND, page=page)
        expect_links(answer, {"first": 1, "prev": 3, "last": 3}, "Beyond the last page, prev is the last one.")


def test_nothing_at_all(service, rng):
    """Gives one empty page when there is nothing"""
    shop = Shop(service, rng, count=0)
    answer = shop.get(status="paid").expect(200, BEYOND, json={"orders": [], "total": 0})
    expect_links(answer, {"first": 1, "last": 1}, "Where there is nothing, there is one page, and it is empty.")


def test_wrong_numbers(shop):
    """Refuses pages that cannot be"""
    for name in ("page", "per_page"):
        for text in ("0", "-1", "two", "1.5", "", " 1", "1e2", "+1", "\u0663"):
            shop.get(**{name: text}).expect(400, WRONG)
    shop.get(per_page=101).expect(400, "per_page is 100 at most.")
    shop.get(page="9" * 5000).expect(400, "A page is written in nine digits at most.")


def test_wrong_words(shop):
    """Refuses fields and statuses that there are not"""
    for sort in ("status", "--id", "", "-", "ID"):
        shop.get(sort=sort).expect(400, WRONG)
    for status in ("lost", "", "PAID"):
        shop.get(status=status).expect(400, WRONG)
    shop.get(colour="red").expect(400, "A name that the query does not have is 400, too: it may be a slip.")
