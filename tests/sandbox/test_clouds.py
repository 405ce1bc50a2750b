"""What the emulators of clouds keep of their promises, asked by the packages that solutions use: in their sandbox."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from sandbox.services.azure import ACCOUNT, KEY
from sandbox.spec import PACKAGES
from tests.sandbox.clouds import ask, azure_target
from tests.sandbox.test_services import started

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sandbox.services.running import Running
    from sandbox.session import Session

GCP = """
import json, sys
sys.path.append({packages!r})
from google.api_core.exceptions import GoogleAPICallError
from google.auth.credentials import AnonymousCredentials
from google.cloud import storage

client = storage.Client(
    project="kata", credentials=AnonymousCredentials(), client_options={{"api_endpoint": "http://127.0.0.1:{port}"}}
)
bucket = client.create_bucket("box")
told = {{}}

def tried(what, function, *arguments, **options):
    try:
        function(*arguments, **options)
    except GoogleAPICallError as error:
        told[what] = error.code
    else:
        told[what] = "done"

def blob(name, **options):
    return bucket.blob(name, **options)

def large():
    return blob("large", chunk_size=1 << 18).upload_from_string

first, more = blob("a"), b"x" * (1 << 19)
tried("create", first.upload_from_string, b"1", if_generation_match=0)
old = first.generation
tried("create what is there", blob("a").upload_from_string, b"2", if_generation_match=0)
tried("write", first.upload_from_string, b"2", if_generation_match=old)
now = first.generation
told["generations grow"] = now > old
tried("write over a newer one", blob("a").upload_from_string, b"3", if_generation_match=old)
tried("write, by metageneration", blob("a").upload_from_string, b"3", if_metageneration_match=1)
tried("create in parts", large(), more, if_generation_match=0)
tried("create in parts what is there", large(), more, if_generation_match=0)
tried("read an older one", blob("a").download_as_bytes, if_generation_match=old)
tried("read if changed", blob("a").download_as_bytes, if_generation_not_match=now)
tried("look at an older one", bucket.get_blob, "a", if_generation_match=old)
for wrong in ({{"if_generation_match": old}}, {{"if_metageneration_match": 9}}):
    first.metadata = {{"k": "v"}}
    tried("patch by a wrong " + next(iter(wrong)), first.patch, **wrong)
first.metadata = {{"k": "v"}}
tried("patch", first.patch, if_generation_match=now, if_metageneration_match=1)
told["after a patch"] = [first.generation == now, first.metageneration, first.metadata]
tried("copy over what is there", bucket.copy_blob, first, bucket, "large", if_generation_match=0)
tried("copy an older one", bucket.copy_blob, first, bucket, "b", if_source_generation_match=old)
tried("copy", bucket.copy_blob, first, bucket, "b", if_generation_match=0, if_source_generation_match=now)
tried("compose over what is there", blob("b").compose, [first], if_generation_match=0)
tried("compose an older one", blob("c").compose, [first], if_source_generation_match=[old])
tried("compose what is not there", blob("c").compose, [first, blob("none")])
tried("compose", blob("c").compose, [first, first], if_generation_match=0)
told["composed"] = blob("c").download_as_bytes().decode()
told["had by looking"] = bucket.get_blob("c").download_as_bytes().decode()
tried("delete an older one", blob("c").delete, if_generation_match=old)
tried("delete", blob("c").delete, if_generation_match=bucket.get_blob("c").generation)
tried("delete what is gone", blob("c").delete, if_generation_match=old)

def batch():
    with client.batch():
        blob("b").delete(if_generation_match=old)

tried("a precondition in a batch", batch)
print(json.dumps(told))
"""
AZURE = """
import json, sys
sys.path.append({packages!r})
from azure.core import MatchConditions
from azure.core.exceptions import HttpResponseError
from azure.storage.blob import ContainerClient

box = ContainerClient("http://127.0.0.1:{port}/{account}", "kept", credential="{key}")
box.create_container()
told = {{}}

def tried(what, function, *arguments, **options):
    try:
        return function(*arguments, **options)
    except HttpResponseError as error:
        told[what] = [error.status_code, getattr(error.error_code, "value", error.error_code)]

blob = box.upload_blob("a", b"1", metadata={{"k": "v"}})
told["metadata"] = blob.get_blob_properties().metadata
tried("create what is there", box.upload_blob, "a", b"2")
old = blob.get_blob_properties().etag
seen = {{"overwrite": True, "etag": old, "match_condition": MatchConditions.IfNotModified}}
blob.upload_blob(b"2", **seen)
tried("write over a newer one", blob.upload_blob, b"3", **seen)
blob.acquire_lease(-1)
tried("take a lease that is taken", blob.acquire_lease, 15)
tried("write without the lease", blob.upload_blob, b"3", overwrite=True)
tried("delete without the lease", box.delete_container, lease="00000000-0000-0000-0000-000000000000")
told["content"] = blob.download_blob().readall().decode()
print(json.dumps(told))
"""


@pytest.fixture(scope="module")
def cloud_storage() -> Iterator[tuple[Session, Running]]:
    """One storage of Google's for all that is asked of it."""
    with started("gcp", "docker") as found:
        yield found


def told(session: Session, script: str) -> dict[str, Any]:
    """What a script in the sandbox tells as JSON."""
    done = session.run([session.python, "-c", script], seconds=30)
    assert done.status == 0, done.stderr.decode()
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def test_cloud_storage_holds_every_request_to_its_preconditions(cloud_storage: tuple[Session, Running]) -> None:
    session, service = cloud_storage
    found = told(session, GCP.format(packages=PACKAGES, port=service.port))
    assert found.pop("generations grow") is True
    assert found.pop("after a patch") == [True, 2, {"k": "v"}]
    assert found.pop("composed") == found.pop("had by looking") == "22"
    done = {what for what, outcome in found.items() if outcome == "done"}
    assert done == {"create", "write", "create in parts", "patch", "copy", "compose", "delete"}
    others = {what: outcome for what, outcome in found.items() if what not in done}
    assert others.pop("read if changed") == 304
    assert others.pop("delete what is gone") == others.pop("compose what is not there") == 404
    refused = {"write, by metageneration", "a precondition in a batch"}
    assert {others.pop(what) for what in refused} == {501}
    assert set(others.values()) == {412}, others


@pytest.mark.parametrize(
    ("target", "body"),
    [
        ("/storage/v1/b/box/o/a?ifGenerationMatch=one", b""),
        ("/storage/v1/b/box/o/a/compose", b"{"),
        ("/storage/v1/b/box/o/%zz?ifGenerationMatch=1", b""),
    ],
)
def test_what_is_no_precondition_is_told(cloud_storage: tuple[Session, Running], target: str, body: bytes) -> None:
    status, answer = ask(cloud_storage[1].address, "POST" if body else "GET", target, body)
    assert status == 400, answer


def test_azurite_knows_conditions_and_leases_and_forgets_them_when_it_is_reset() -> None:
    with started("azure", "docker") as (session, service):
        found = told(session, AZURE.format(packages=PACKAGES, port=service.port, account=ACCOUNT, key=KEY))
        assert found == {
            "metadata": {"k": "v"},
            "create what is there": [409, "BlobAlreadyExists"],
            "write over a newer one": [412, "ConditionNotMet"],
            "take a lease that is taken": [409, "LeaseAlreadyPresent"],
            "write without the lease": [412, "LeaseIdMissing"],
            "delete without the lease": [412, "LeaseNotPresentWithContainerOperation"],
            "content": "2",
        }
        service.reset()
        assert ask(service.address, "GET", azure_target("kept/a"))[0] == 404
        assert ask(service.address, "GET", f"/{ACCOUNT}/kept/a")[0] == 403
