"""Jobs that are done once a day, by one of several machines."""

from azure.core.exceptions import HttpResponseError, ResourceExistsError
from azure.storage.blob import ContainerClient, StorageErrorCode

ACCOUNT = "devstoreaccount1"
KEY = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=="  # no secret: Azurite's
CONTAINER = "jobs"
LEASE_SECONDS = 60


def connect(port):
    """The container with a blob for each job."""
    return ContainerClient(f"http://127.0.0.1:{port}/{ACCOUNT}", CONTAINER, credential=KEY)


def _make(blob):
    """See to it that there is a blob to lease, and leave one alone that is there."""
    try:
        blob.upload_blob(b"")
    except ResourceExistsError:
        return
    except HttpResponseError as error:
        if error.error_code != StorageErrorCode.LEASE_ID_MISSING:  # it is there, and leased
            raise


def run(port, job, day, work):
    """Do a job unless it has been done for the day; what came of it."""
    with connect(port) as container:
        blob = container.get_blob_client(job)
        _make(blob)
        try:
            lease = blob.acquire_lease(LEASE_SECONDS)
        except ResourceExistsError:
            return "busy"
        try:
            if blob.download_blob().readall() == day.encode():  # not before: what was seen earlier may be old
                return "nothing to do"
            work()
        finally:
            lease.release()
        blob.upload_blob(day.encode(), overwrite=True)
        return "done"
