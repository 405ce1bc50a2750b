"""The logs of services in Google's Cloud Storage: many parts a day, put together at night."""

from google.api_core.exceptions import NotFound, PreconditionFailed
from google.auth.credentials import AnonymousCredentials
from google.cloud import storage

BUCKET = "logs"
PARTS = "parts/"
MOST = 32
NEW = 0  # the generation of an object that is not there


def connect(port):
    """The bucket with the logs."""
    options = {"api_endpoint": f"http://127.0.0.1:{port}"}
    client = storage.Client(project="kata", credentials=AnonymousCredentials(), client_options=options)
    return client.bucket(BUCKET)


def services(port):
    """The names of the services that have parts, sorted."""
    listed = connect(port).list_blobs(prefix=PARTS, delimiter="/")
    list(listed)  # the prefixes are known when all pages have been read
    return sorted(prefix.removeprefix(PARTS).removesuffix("/") for prefix in listed.prefixes)


def _compose(log, parts):
    """Compose a new log: of the first parts, and then of itself and some more, as often as it takes."""
    log.compose(parts[:MOST], if_generation_match=NEW)
    for start in range(MOST, len(parts), MOST - 1):
        log.compose([log, *parts[start : start + MOST - 1]], if_generation_match=log.generation)


def join(port, service, day):
    """Put the parts of a day together; how many there were, or None if the log is there already."""
    bucket = connect(port)
    parts = sorted(bucket.list_blobs(prefix=f"{PARTS}{service}/{day}/"), key=lambda part: part.name)
    if not parts:
        return 0
    log = bucket.blob(f"days/{service}/{day}.log")
    log.content_type = "text/plain"
    try:
        _compose(log, parts)
    except PreconditionFailed:
        return None
    for part in bucket.list_blobs(prefix=f"{PARTS}{service}/{day}/"):
        try:
            part.delete(if_generation_match=part.generation)
        except (NotFound, PreconditionFailed):
            continue  # somebody has written it again: it is a new part
    return len(parts)
