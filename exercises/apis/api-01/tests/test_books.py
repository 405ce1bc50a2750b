"""The books of a library: made, read, listed, replaced, deleted."""

import pytest

EMMA = {"title": "Emma", "author": "Jane Austen", "year": 1815}
ULYSSES = {"title": "Ulysses", "author": "James Joyce", "year": 1922}
MADE = "POST /books is answered with 201, the place of the book in Location, and the book with its number."
READ = "GET /books/<number> is answered with 200 and the book."
LISTED = "GET /books is answered with 200 and a list of all books, the first made first."
REPLACED = "PUT /books/<number> is answered with 200 and the book, which is now the one that was sent."
DELETED = "DELETE /books/<number> is answered with 204 and no body, and the book is gone."
KEPT = "Of what is sent, only title, author and year are kept."
MISSING = "Where there is no such book, or no such path, the answer is 404."
NEVER_AGAIN = "A number is never given twice, not even that of a book that is gone."
NOT_SENT = "What a PUT does not send is gone from the book."
OWN_NUMBER = "The number is yours to give: an `id` that is sent counts for nothing."


def make(service, book):
    """Make a book; its place and its number."""
    made = service.post("/books", json=book).expect(201, MADE, headers={"Location": ...}, json={"id": int, **book})
    number = made.json()["id"]
    made.expect(201, MADE, headers={"Location": f"/books/{number}"})
    return f"/books/{number}", number


@pytest.mark.example
def test_a_book_is_made(service):
    """Makes a book, and says where it is"""
    assert make(service, EMMA) == ("/books/1", 1), "The first book has the number 1."
    assert make(service, ULYSSES) == ("/books/2", 2), "Numbers go up by one."


def test_a_book_is_read(service):
    """Gives each book at its place"""
    places = [make(service, book) for book in (EMMA, ULYSSES)]
    for (place, number), book in zip(places, (EMMA, ULYSSES), strict=True):
        headers = {"Content-Type": "application/json"}
        service.get(place).expect(200, READ, json={"id": number, **book}, headers=headers)
    service.post("/books", json={"shelf": 4, **EMMA}).expect(201, KEPT, json={"id": int, **EMMA})


def test_what_is_not_there(service):
    """Says that there is no such book"""
    make(service, EMMA)
    for path in ("/books/2", "/books/0", "/books/emma", "/books/1/pages", "/book", "/"):
        service.get(path).expect(404, MISSING)


@pytest.mark.hint("What should somebody see who asks before the first book is made?")
def test_the_list(service):
    """Lists all books, and none at first"""
    service.get("/books").expect(200, LISTED, json=[])
    made = [{"id": make(service, book)[1], **book} for book in (ULYSSES, EMMA)]
    service.get("/books").expect(200, LISTED, json=made)


def test_a_book_is_replaced(service):
    """Puts one book in the place of another"""
    place, number = make(service, EMMA)
    other = make(service, EMMA)[0]
    service.put(place, json=ULYSSES).expect(200, REPLACED, json={"id": number, **ULYSSES})
    service.get(place).expect(200, REPLACED, json={"id": number, **ULYSSES})
    service.get(other).expect(200, "A PUT changes the one book only.", json={"id": number + 1, **EMMA})


def test_replaced_as_a_whole(service):
    """Keeps nothing of the old book"""
    place, number = make(service, EMMA)
    shorter = {"title": "Emma", "author": "Jane Austen"}
    service.put(place, json=shorter).expect(200, NOT_SENT, json={"id": number, **shorter})
    service.get(place).expect(200, NOT_SENT, json={"id": number, **shorter})


def test_nothing_to_replace_or_delete(service):
    """Replaces and deletes nothing that is not there"""
    service.put("/books/7", json=EMMA).expect(404, MISSING)
    service.delete("/books/7").expect(404, MISSING)
    service.get("/books").expect(200, "A PUT makes no book.", json=[])


def test_a_book_is_deleted(service):
    """Deletes a book, once"""
    place = make(service, EMMA)[0]
    kept = {"id": make(service, ULYSSES)[1], **ULYSSES}
    service.delete(place).expect(204, DELETED, body=b"")
    service.get(place).expect(404, DELETED)
    service.delete(place).expect(404, MISSING)
    service.get("/books").expect(200, DELETED, json=[kept])


@pytest.mark.hint("Where does your code get the next number from? What has become of that when a book is deleted?")
def test_numbers_are_never_given_twice(service):
    """Gives no number twice"""
    make(service, EMMA)
    place, number = make(service, ULYSSES)
    service.delete(place).expect(204, DELETED)
    assert make(service, ULYSSES)[1] == number + 1, NEVER_AGAIN


def test_the_number_is_the_servers_to_give(service):
    """Lets nobody choose a number"""
    first = service.post("/books", json={"id": 99, **EMMA})
    first.expect(201, OWN_NUMBER, headers={"Location": "/books/1"}, json={**EMMA, "id": 1})
    service.put("/books/1", json={"id": 99, **ULYSSES}).expect(200, OWN_NUMBER, json={**ULYSSES, "id": 1})
    service.get("/books/99").expect(404, OWN_NUMBER)


@pytest.mark.points(2)
def test_a_day_in_the_library(service, rng):
    """Keeps its books in order through a busy day"""
    books = {}
    last = 0
    for _ in range(40):
        author, year = rng.choice(["Ada", "Bo"]), rng.randint(1800, 2020)
        book = {"title": f"Volume {rng.randint(1, 99)}", "author": author, "year": year}
        number = rng.randint(1, last + 1)
        match rng.choice(["POST", "POST", "PUT", "DELETE", "GET"]):
            case "POST":
                last += 1
                books[last] = book
                assert make(service, book)[1] == last, "Numbers go up by one and are never given twice."
            case "PUT":
                status = 200 if number in books else 404
                service.put(f"/books/{number}", json=book).expect(status, REPLACED)
                if number in books:
                    books[number] = book
            case "DELETE":
                status = 204 if books.pop(number, None) else 404
                service.delete(f"/books/{number}").expect(status, DELETED)
            case _:
                found = {"json": {"id": number, **books[number]}} if number in books else {}
                service.get(f"/books/{number}").expect(200 if found else 404, READ, **found)
    service.get("/books").expect(200, LISTED, json=[{"id": number, **books[number]} for number in sorted(books)])
