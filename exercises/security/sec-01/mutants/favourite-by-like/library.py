"""The readers and books of a library, in SQLite."""

import sqlite3

TABLES = """
CREATE TABLE readers (id INTEGER PRIMARY KEY, name TEXT, pin TEXT, favourite TEXT);
CREATE TABLE books (title TEXT, author TEXT, year INTEGER, public INTEGER);
"""

# A column cannot be a parameter. What stands in the text of a query comes from here, never from outside.
ORDERS = ("title", "author", "year")


def open_library(readers, books):
    """Return a new database in memory. There is nothing to change here.

    Args:
        readers: a (name, pin, favourite author) for each; the first has the id 1.
        books: a (title, author, year, public) for each; public is 0 for those that are kept back.
    """
    db = sqlite3.connect(":memory:")
    db.executescript(TABLES)
    db.executemany("INSERT INTO readers (name, pin, favourite) VALUES (?, ?, ?)", readers)
    db.executemany("INSERT INTO books VALUES (?, ?, ?, ?)", books)
    return db


def login(db, name, pin):
    """Return the id of the reader with this name and PIN, or None."""
    row = db.execute("SELECT id FROM readers WHERE name = ? AND pin = ?", (name, pin)).fetchone()
    return row[0] if row else None


def search(db, text, order="title"):
    """Return the (title, author) of each public book whose title contains the text, in order of a column.

    Raises:
        ValueError: there is no such order.
    """
    if order not in ORDERS:
        raise ValueError(f"order must be one of {', '.join(ORDERS)}")
    query = f"SELECT title, author FROM books WHERE public = 1 AND title LIKE ? ESCAPE '!' ORDER BY {order}, title"
    return db.execute(query, (f"%{literally(text)}%",)).fetchall()


def literally(text):
    """Return the text for a LIKE that has '!' as its escape character, so that % and _ stand for themselves."""
    for special in "!%_":
        text = text.replace(special, "!" + special)
    return text


def suggestions(db, reader):
    """Return the titles of the public books by a reader's favourite author, in alphabetical order."""
    (favourite,) = db.execute("SELECT favourite FROM readers WHERE id = ?", (reader,)).fetchone()
    rows = db.execute("SELECT title FROM books WHERE public = 1 AND author LIKE ? ORDER BY title", (favourite,))
    return [title for (title,) in rows]
