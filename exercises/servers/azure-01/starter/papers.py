"""Papers in Azure's blob storage, with their owners, and links to them."""

from azure.storage.blob import ContainerClient

ACCOUNT = "devstoreaccount1"
KEY = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=="  # no secret: Azurite's
CONTAINER = "papers"


def connect(port):
    """The container with the papers."""
    return ContainerClient(f"http://127.0.0.1:{port}/{ACCOUNT}", CONTAINER, credential=KEY)


def store(port, name, data, owner, kind, *, overwrite=False):
    """Keep a paper; whether it was kept."""


def describe(port, name):
    """The owner, kind and size of a paper; None if there is none of that name."""


def papers_of(port, owner):
    """The names of the papers of an owner, sorted."""


def link(port, name, seconds):
    """A URL that opens one paper, for reading, for so many seconds."""
