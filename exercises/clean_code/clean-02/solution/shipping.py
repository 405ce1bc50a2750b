"""What it costs to send an order."""

ZONES = {
    **dict.fromkeys(["DE"], "home"),
    **dict.fromkeys(["AT", "CH", "FR", "NL"], "near"),
    **dict.fromkeys(["US", "CA", "JP"], "far"),
}
RATES = [
    (500, {"home": 250, "near": 490, "far": 990}),
    (2000, {"home": 450, "near": 890, "far": 1990}),
    (10000, {"home": 790, "near": 1490, "far": 4990}),
    (30000, {"home": 1290, "near": 2490, "far": 9990}),
]
"""The weight in grams up to which a rate holds, and the rate of each zone in cents."""
HEAVIEST = RATES[-1][0]
FREE_FROM = 5000
FREE_UP_TO = {"home": HEAVIEST, "near": 2000, "far": 0}
"""How heavy an order may be in each zone to be sent for nothing."""


def quote(order):
    """Return what an order costs to send, in cents, or everything that is wrong with it."""
    items = order.get("items") or []
    errors = wrong_with_country(order.get("country")) + wrong_with_items(items)
    if errors:
        return {"errors": errors}
    zone, grams = ZONES[order["country"]], weight(items)
    goods = discounted(price(items), order.get("coupon"))
    if order.get("express"):
        shipping = express(fee(items, zone), zone)
    else:
        shipping = 0 if is_free(goods, grams, zone) else fee(items, zone)
    return {"goods": goods, "shipping": shipping, "total": goods + shipping}


def wrong_with_country(country):
    """Return a list of what keeps us from sending to a country."""
    if not country:
        return ["country is missing"]
    return [] if country in ZONES else [f"we do not send to {country}"]


def wrong_with_items(items):
    """Return a list of what keeps us from sending the items."""
    if not items:
        return ["there is nothing to send"]
    errors = [f"item {number}: {problem}" for number, item in enumerate(items, start=1) if (problem := wrong(item))]
    return errors + (["more than 30 kg"] if weight(items) > HEAVIEST else [])


def wrong(item):
    """Return what is wrong with an item, or None."""
    if item["quantity"] < 1:
        return "the quantity must be 1 or more"
    return "the weight is missing" if item["grams"] <= 0 else None


def weight(items):
    """Return the weight in grams of the items that can be sent."""
    return sum(item["grams"] * item["quantity"] for item in items if not wrong(item))


def price(items):
    """Return what the goods cost before anything is taken off."""
    return sum(item["cents"] * item["quantity"] for item in items)


def discounted(goods, coupon):
    """Return the price of the goods with the coupon taken off, if it is one that we know."""
    if coupon == "TEN":
        return goods - goods // 10
    if coupon == "FIVE" and goods >= 2500:
        return goods - 500
    return goods


def fee(items, zone):
    """Return what the parcel costs by weight and zone, and with care if something in it is fragile."""
    grams = weight(items)
    rates = next(rates for most, rates in RATES if grams <= most)
    return rates[zone] + (300 if any(item.get("fragile") for item in items) else 0)


def express(shipping, zone):
    """Return what the parcel costs when it is in a hurry."""
    return shipping * 2 if zone == "far" else shipping + 600


def is_free(goods, grams, zone):
    """Tell whether we pay for the parcel."""
    return goods >= FREE_FROM and grams <= FREE_UP_TO[zone]
