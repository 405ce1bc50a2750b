"""Jobs that are done once a day, by one of several machines."""

from azure.storage.blob import ContainerClient

ACCOUNT = "devstoreaccount1"
KEY = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=="  # no secret: Azurite's
CONTAINER = "jobs"


def connect(port):
    """The container with a blob for each job."""
    return ContainerClient(f"http://127.0.0.1:{port}/{ACCOUNT}", CONTAINER, credential=KEY)


def run(port, job, day, work):
    """Do a job unless it has been done for the day; what came of it."""
