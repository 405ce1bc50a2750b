"""What an invoice comes to. Amounts go in and out as texts like "19.99"."""


def line_total(quantity, price):
    """Return what a quantity of something costs at a price for one."""
    return f"{quantity * float(price):.2f}"


def invoice(lines, percent):
    """Return net, VAT and gross of an invoice; a line is a pair: quantity, and price for one."""
    net = sum(quantity * float(price) for quantity, price in lines)
    vat = net * float(percent) / 100
    return {"net": f"{net:.2f}", "vat": f"{vat:.2f}", "gross": f"{net + vat:.2f}"}


def split(total, people):
    """Return what each of several people pays of a total."""
    share = round(float(total) / people, 2)
    return [f"{share:.2f}"] * people
