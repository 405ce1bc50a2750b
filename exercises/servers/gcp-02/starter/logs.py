"""The logs of services in Google's Cloud Storage: many parts a day, put together at night."""

from google.auth.credentials import AnonymousCredentials
from google.cloud import storage

BUCKET = "logs"


def connect(port):
    """The bucket with the logs."""
    options = {"api_endpoint": f"http://127.0.0.1:{port}"}
    client = storage.Client(project="kata", credentials=AnonymousCredentials(), client_options=options)
    return client.bucket(BUCKET)


def services(port):
    """The names of the services that have parts, sorted."""


def join(port, service, day):
    """Put the parts of a day together; how many there were, or None if the log is there already."""
