LINKS = [
    "file:///etc/passwd",
    "http://169.254.169.254/latest/meta-data/",
    "http://127.0.0.1:22/",
    "http://127.0.0.1/x?a=b HTTP/1.1\r\nHost: there\r\n\r\nDELETE /devstoreaccount1/papers",
    "http://[::1",
    "http://127.0.0.1/" + "a" * 200_000,
    "//" + "\ud800",
]
GIVEN = []


def store(port, name, data, owner, kind, *, overwrite=False):
    return True


def describe(port, name):
    return None


def papers_of(port, owner):
    return []


def link(port, name, seconds):
    GIVEN.append(1)
    return LINKS[len(GIVEN) % len(LINKS)]
