"""nginx in front of a folder of files and an API."""

import pytest

PORT = 8080
API_PORT = 9001
FILES = "What is not for the API comes from the folder site."
HIDDEN = "Hidden files, and what is in hidden folders, are never served."
PROXIED = "What is below /api/ goes to port 9001, the path without /api."
FORWARDED = "X-Forwarded-For is the address of the client as nginx sees it."


@pytest.fixture
def pages(document, rng):
    """The site's files, with contents that are drawn for this check."""
    drawn = {
        name: f"<!doctype html>\n<title>{name}</title>\n<p>ticket {rng.randrange(16**8):08x}</p>\n"
        for name in ("index.html", "menu/bread.html", "menu/.draft.html", ".git/config", ".env")
    }
    document.put({f"site/{name}": text for name, text in drawn.items()})
    return drawn


@pytest.fixture
def api(document):
    """The order system behind nginx."""
    return document.backends(API_PORT)[0]


@pytest.fixture
def site(document, pages, api):
    """nginx with the learner's file."""
    return document.serve(port=PORT, host="corner.example")


def one_request(api, rule, asked):
    requests = api.requests()
    if len(requests) != 1:
        told = ", ".join(f"{one.method} {one.path}" for one in requests) or "none"
        pytest.fail(f"Rule: {rule}\n{asked}\n  gave      requests at the backend: {told}", pytrace=False)
    return requests[0]


@pytest.mark.example
def test_the_start_page_is_served(site, pages):
    """GET / gives site/index.html, and nginx takes the file"""
    site.get("/").expect(FILES, status=200, body=pages["index.html"], headers={"Content-Type": "text/html"})


def test_a_page_in_a_folder_is_served(site, pages):
    """GET /menu/bread.html gives that file"""
    site.get("/menu/bread.html").expect(FILES, status=200, body=pages["menu/bread.html"])


def test_a_missing_page_is_a_404(site, pages):
    """A file that is not there is a 404, and those that are there are found"""
    site.get("/menu/bread.html").expect(FILES, status=200)
    for path in ("/cakes.html", "/menu/cakes.html", "/orders"):
        site.get(path).expect("A file that is not there is a 404.", status=404)


def test_a_folder_is_not_listed(site, pages):
    """A folder without an index.html is not listed"""
    site.get("/menu/bread.html").expect(FILES, status=200)
    answer = site.get("/menu/")
    if answer.status not in {403, 404}:
        answer.expect("A folder without an index.html is not listed: 403 or 404.", status=403)


@pytest.mark.hint("A location with a regular expression, `location ~ ...`, looks at the whole path.")
def test_hidden_files_stay_hidden(site, pages):
    """Files whose names begin with a dot are not served, wherever they are"""
    site.get("/menu/bread.html").expect(FILES, status=200)
    for path in ("/.env", "/.git/config", "/menu/.draft.html"):
        answer = site.get(path)
        if answer.status not in {403, 404}:
            answer.expect(HIDDEN, status=404)


@pytest.mark.example
@pytest.mark.points(2)
def test_the_api_is_reached(site, api):
    """What is below /api/ is answered by the backend"""
    site.get("/api/orders").expect(PROXIED, status=200, body=api.answer)


@pytest.mark.points(2)
@pytest.mark.hint("One character at the end of proxy_pass decides whether nginx replaces the location's prefix.")
def test_the_prefix_is_taken_off(site, api):
    """The backend sees the path without /api"""
    site.get("/api/orders/17").expect(PROXIED, status=200)
    request = one_request(api, PROXIED, "GET /api/orders/17")
    if request.path != "/orders/17":
        pytest.fail(
            f"Rule: {PROXIED}\nGET /api/orders/17, seen by the backend as\n"
            f"  gave      {request.method} {request.path}\n  expected  GET /orders/17",
            pytrace=False,
        )


def test_the_query_goes_along(site, api, rng):
    """The query reaches the backend as it came"""
    query = f"day=monday&page={rng.randrange(2, 90)}"
    site.get(f"/api/orders?{query}").expect(PROXIED, status=200)
    request = one_request(api, PROXIED, f"GET /api/orders?{query}")
    if request.path.partition("?")[2] != query:
        pytest.fail(
            f"Rule: method, body and query reach the backend as they came.\nGET /api/orders?{query}\n"
            f"  gave      {request.path}\n  expected  /orders?{query}",
            pytrace=False,
        )


def test_method_and_body_go_along(site, api, rng):
    """A POST reaches the backend with its body"""
    body = f'{{"item": "rye bread", "count": {rng.randrange(2, 90)}}}'
    site.ask("POST", "/api/orders", body=body.encode()).expect(PROXIED, status=200, body=api.answer)
    request = one_request(api, PROXIED, "POST /api/orders")
    if (request.method, request.body) != ("POST", body):
        pytest.fail(
            f"Rule: method, body and query reach the backend as they came.\nPOST /api/orders {body}\n"
            f"  gave      {request.method} {request.body}\n  expected  POST {body}",
            pytrace=False,
        )


def test_only_the_api_is_proxied(site, api, pages):
    """A path that only begins like the API is not passed on"""
    site.get("/api/orders").expect(PROXIED, status=200, body=api.answer)
    for path in ("/apiary", "/api-notes.html"):
        site.get(path).expect("What is below /api/, and nothing else, goes to port 9001.", status=404)


def test_the_backend_learns_who_asks(site, api):
    """Host is the name that was asked for, X-Forwarded-For the client's address"""
    site.get("/api/orders", host="corner.example").expect(PROXIED, status=200)
    headers = one_request(api, PROXIED, "GET /api/orders").headers
    wanted = {"host": "corner.example", "x-forwarded-for": "127.0.0.1"}
    for name, value in wanted.items():
        if headers.get(name) != value:
            pytest.fail(
                f"Rule: the backend learns who asks: Host and X-Forwarded-For.\nGET http://corner.example/api/orders\n"
                f"  gave      {name}: {headers.get(name, '(not sent)')}\n  expected  {name}: {value}",
                pytrace=False,
            )


@pytest.mark.hint("nginx has a variable for the address of the connection itself: $remote_addr.")
def test_a_forged_address_is_not_believed(site, api):
    """An X-Forwarded-For that the client sends itself does not reach the backend"""
    forged = {"X-Forwarded-For": "192.0.2.66"}
    site.get("/api/orders", headers=forged).expect(PROXIED, status=200)
    seen = one_request(api, PROXIED, "GET /api/orders").headers.get("x-forwarded-for", "(not sent)")
    if seen != "127.0.0.1":
        pytest.fail(
            f"Rule: {FORWARDED}\nGET /api/orders with X-Forwarded-For: 192.0.2.66\n"
            f"  gave      x-forwarded-for: {seen}\n  expected  x-forwarded-for: 127.0.0.1",
            pytrace=False,
        )
