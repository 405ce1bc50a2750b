"""Price lists in Google's Cloud Storage, which several programs change."""

import json

from google.api_core.exceptions import NotFound, PreconditionFailed
from google.auth.credentials import AnonymousCredentials
from google.cloud import storage

BUCKET = "prices"
NEW = 0  # the generation of an object that is not there


def connect(port):
    """The bucket with the price lists."""
    options = {"api_endpoint": f"http://127.0.0.1:{port}"}
    client = storage.Client(project="kata", credentials=AnonymousCredentials(), client_options=options)
    return client.bucket(BUCKET)


def _write(port, name, prices, generation):
    """Write a list in the place of one generation of it; the new generation."""
    blob = connect(port).blob(name)
    blob.upload_from_string(json.dumps(prices), content_type="application/json", if_generation_match=generation)
    return blob.generation


def create(port, name, prices):
    """Write a new list; its generation, or None if there is one of that name."""
    try:
        return _write(port, name, prices, NEW)
    except PreconditionFailed:
        return None


def read(port, name):
    """A list and its generation; None if there is none of that name."""
    blob = connect(port).blob(name)
    try:
        data = blob.download_as_bytes()
    except NotFound:
        return None
    return json.loads(data), blob.generation  # that of the download, from its headers


def change(port, name, edit):
    """Have a list edited; its new generation, or None if there is none of that name."""
    while (found := read(port, name)) is not None:
        prices, generation = found
        try:
            return _write(port, name, edit(prices), generation)
        except PreconditionFailed:
            continue  # somebody was quicker: begin again with what they wrote
    return None


def remove(port, name, generation):
    """Remove a list if it is of this generation; whether it was."""
    blob = connect(port).get_blob(name)
    if blob is None or blob.generation != generation:
        return False
    connect(port).delete_blob(name)
    return True
