"""A list in pages, as a shop shows it."""


def page(items, number, size):
    """Return one page of a list.

    A dictionary: "items", those of the page; "first" and "last", their places in the list as people count (both 0 on a
    page without items); "pages", how many there are, 1 at least; "previous" and "next", numbers of pages, or None.
    Pages are counted from 1. Raises ValueError for a page that there is not.
    """
    pages = max(-(-len(items) // size), 1)
    if number > pages:
        raise ValueError(f"there is no page {number}")
    start = (number - 1) * size
    shown = items[start : start + size]
    return {
        "items": shown,
        "first": start + 1 if shown else 0,
        "last": start + len(shown),
        "pages": pages,
        "previous": number - 1 if number > 1 else None,
        "next": number + 1 if number < pages else None,
    }
