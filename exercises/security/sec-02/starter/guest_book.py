"""The guest book of an inn, as a page of HTML."""

import json

PAGE = """<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>Guest book: {query}</title></head>
<body>
<form><input name=q value={query}><button>Search</button></form>
<h1>Entries with {query}</h1>
<ul>
{items}
</ul>
<script>const entries = {data};</script>
</body>
</html>
"""


def page(query, entries):
    """Return the page with what was searched for and the entries that were found.

    Args:
        query: what somebody typed into the search.
        entries: a dictionary for each, with the texts "author", "website" and "text".
    """
    items = "\n".join(item(entry) for entry in entries)
    return PAGE.format(query=query, items=items, data=json.dumps(entries))


def item(entry):
    """Return one entry as an element of the list."""
    text = entry["text"].replace("\n", "<br>")
    return f"<li title='{entry['author']}'><a href='{entry['website']}'>{entry['author']}</a><p>{text}</p></li>"
