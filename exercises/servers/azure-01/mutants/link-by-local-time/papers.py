"""Papers in Azure's blob storage, with their owners, and links to them."""

from datetime import datetime, timedelta
from urllib.parse import quote, unquote

from azure.core.exceptions import ResourceExistsError, ResourceNotFoundError
from azure.storage.blob import BlobSasPermissions, ContainerClient, ContentSettings, generate_blob_sas

ACCOUNT = "devstoreaccount1"
KEY = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=="  # no secret: Azurite's
CONTAINER = "papers"


def connect(port):
    """The container with the papers."""
    return ContainerClient(f"http://127.0.0.1:{port}/{ACCOUNT}", CONTAINER, credential=KEY)


def store(port, name, data, owner, kind, *, overwrite=False):
    """Keep a paper; whether it was kept."""
    with connect(port) as container:
        try:
            container.upload_blob(
                name,
                data,
                metadata={"owner": quote(owner)},
                content_settings=ContentSettings(content_type=kind),
                overwrite=overwrite,  # without it the storage itself refuses, so nobody can come in between
            )
        except ResourceExistsError:
            return False
    return True


def describe(port, name):
    """The owner, kind and size of a paper; None if there is none of that name."""
    with connect(port) as container:
        try:
            found = container.get_blob_client(name).get_blob_properties()
        except ResourceNotFoundError:
            return None
    return {
        "owner": unquote(found.metadata["owner"]),
        "kind": found.content_settings.content_type,
        "size": found.size,
    }


def papers_of(port, owner):
    """The names of the papers of an owner, sorted."""
    with connect(port) as container:
        found = container.list_blobs(include=["metadata"])
        return sorted(blob.name for blob in found if unquote(blob.metadata["owner"]) == owner)


def link(port, name, seconds):
    """A URL that opens one paper, for reading, for so many seconds."""
    signature = generate_blob_sas(
        ACCOUNT,
        CONTAINER,
        name,
        account_key=KEY,
        permission=BlobSasPermissions(read=True),
        expiry=datetime.now() + timedelta(seconds=seconds),
    )
    with connect(port) as container:
        return f"{container.get_blob_client(name).url}?{signature}"
