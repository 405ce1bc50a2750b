"""The guest book of an inn, as a page of HTML."""

import json
from html import escape

PAGE = """<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>Guest book: {query}</title></head>
<body>
<form><input name="q" value="{query}"><button>Search</button></form>
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
    return PAGE.replace("{query}", escape(query)).replace("{items}", items).replace("{data}", script_value(entries))


def item(entry):
    """Return one entry as an element of the list."""
    author = escape(entry["author"])
    text = escape(entry["text"]).replace("\n", "<br>")
    return f'<li title="{author}">{linked(author, entry["website"])}<p>{text}</p></li>'


def linked(author, website):
    """Return the author, already escaped, as a link if the website is one that a browser only visits."""
    if website.lower().startswith(("http://", "https://")):
        return f'<a href="{escape(website)}">{author}</a>'
    return f"<span>{author}</span>"


def script_value(value):
    """Return the value for JavaScript; a script ends at the first </script>, even inside of quotes."""
    return json.dumps(value).replace("<", "\\u003c")
