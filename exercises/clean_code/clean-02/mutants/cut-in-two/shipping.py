"""What it costs to send an order."""


def quote(order):
    """Return what an order costs to send, in cents, or everything that is wrong with it."""
    errors, zone, grams, goods, fragile = first_half(order)
    if errors:
        return {"errors": errors}
    return second_half(order, zone, grams, goods, fragile)


def first_half(order):
    """Return the errors of an order, its zone, its weight, its price and whether it is fragile."""
    errors = []
    country = order.get("country")
    zone = None
    if not country:
        errors.append("country is missing")
    else:
        if country == "DE":
            zone = "home"
        elif country in ("AT", "CH", "FR", "NL"):
            zone = "near"
        elif country in ("US", "CA", "JP"):
            zone = "far"
        else:
            errors.append("we do not send to " + country)
    items = order.get("items") or []
    if not items:
        errors.append("there is nothing to send")
    grams = 0
    goods = 0
    fragile = False
    for number, item in enumerate(items, start=1):
        if item["quantity"] < 1:
            errors.append("item " + str(number) + ": the quantity must be 1 or more")
        else:
            if item["grams"] <= 0:
                errors.append("item " + str(number) + ": the weight is missing")
            else:
                grams = grams + item["grams"] * item["quantity"]
                goods = goods + item["cents"] * item["quantity"]
                if item.get("fragile"):
                    fragile = True
    if grams > 30000:
        errors.append("more than 30 kg")
    return errors, zone, grams, goods, fragile


def second_half(order, zone, grams, goods, fragile):
    """Return the prices of an order that is in order."""
    coupon = order.get("coupon")
    off = 0
    if coupon is not None:
        if coupon == "TEN":
            off = goods // 10
        else:
            if coupon == "FIVE":
                if goods >= 2500:
                    off = 500
    goods = goods - off
    if grams <= 500:
        if zone == "home":
            shipping = 250
        elif zone == "near":
            shipping = 490
        else:
            shipping = 990
    elif grams <= 2000:
        if zone == "home":
            shipping = 450
        elif zone == "near":
            shipping = 890
        else:
            shipping = 1990
    elif grams <= 10000:
        if zone == "home":
            shipping = 790
        elif zone == "near":
            shipping = 1490
        else:
            shipping = 4990
    else:
        if zone == "home":
            shipping = 1290
        elif zone == "near":
            shipping = 2490
        else:
            shipping = 9990
    if fragile:
        shipping = shipping + 300
    if order.get("express"):
        if zone == "far":
            shipping = shipping * 2
        else:
            shipping = shipping + 600
    else:
        if goods >= 5000:
            if zone == "home":
                shipping = 0
            elif zone == "near":
                if grams <= 2000:
                    shipping = 0
    return {"goods": goods, "shipping": shipping, "total": goods + shipping}
