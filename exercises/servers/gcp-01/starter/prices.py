"""Price lists in Google's Cloud Storage, which several programs change."""

from google.auth.credentials import AnonymousCredentials
from google.cloud import storage

BUCKET = "prices"


def connect(port):
    """The bucket with the price lists."""
    options = {"api_endpoint": f"http://127.0.0.1:{port}"}
    client = storage.Client(project="kata", credentials=AnonymousCredentials(), client_options=options)
    return client.bucket(BUCKET)


def create(port, name, prices):
    """Write a new list; its generation, or None if there is one of that name."""


def read(port, name):
    """A list and its generation; None if there is none of that name."""


def change(port, name, edit):
    """Have a list edited; its new generation, or None if there is none of that name."""


def remove(port, name, generation):
    """Remove a list if it is of this generation; whether it was."""
