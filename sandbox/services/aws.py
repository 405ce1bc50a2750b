"""Amazon's S3, SQS, DynamoDB and IAM as moto's server gives them. ``Client`` is what a test asks them with.

Nothing that a client sends need be signed: who may do what is decided by nobody until ``authorise`` is called.
"""

from __future__ import annotations

import http.client
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode
from xml.sax.saxutils import unescape

from sandbox.errors import CommandRefused, SandboxFailed
from sandbox.services import SERVICES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sandbox.services.place import Place

REGION = "eu-central-1"
SERVER = "/opt/moto/serve.py"
INSIDE = f"127.0.0.1:{SERVICES['aws'].port}"
"""The address by which a solution knows the server; the addresses of queues are made of it."""
SECONDS = 10.0
REPLY_BYTES = 4 << 20
OK = range(200, 300)
_TARGETS = {"sqs": "AmazonSQS", "dynamodb": "DynamoDB_20120810"}
_KEY = re.compile(r"<Key>([^<>]{0,4096})</Key>")
_NEVER = b"inf"


def command(place: Place) -> list[str]:
    """How it is started."""
    return ["python3", "-I", "-S", SERVER, str(place.port)]


def reset(address: tuple[str, int]) -> None:
    """Forget all buckets, queues, tables and users, and who may do what.

    Raises:
        SandboxFailed: it does not do as it is told.
    """
    client = Client(address)
    try:
        for path, body in (("/moto-api/reset", b""), ("/moto-api/reset-auth", _NEVER)):
            client.control(path, body)
    except (OSError, ValueError, CommandRefused) as error:
        raise SandboxFailed(f"The server of AWS could not be brought back to its first state: {error}") from error


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What an HTTP request brought back.

    Attributes:
        status: the number.
        headers: by their names in lower case.
        body: at most ``REPLY_BYTES``.
    """

    status: int
    headers: Mapping[str, str]
    body: bytes


class Client:
    """Requests to the services, each on a connection of its own, for tests. What comes back is bounded.

    Args:
        address: where the server is reached from outside.
    """

    def __init__(self, address: tuple[str, int]) -> None:
        self._address = address

    def request(
        self,
        method: str,
        target: str,
        *,
        body: bytes = b"",
        headers: Mapping[str, str] | None = None,
        stranger: bool = False,
    ) -> Reply:
        """Send one HTTP request; no redirect is followed.

        Args:
            method: ``GET`` and so on.
            target: path and query, quoted.
            body: what is sent.
            headers: beside those that every request has; ``Host`` counts as it is given.
            stranger: whether nothing is said of who asks, so that the address alone must be enough.

        Raises:
            OSError: the connection is broken, or nothing came in time.
            ValueError: what came is no answer, or too large.
        """
        known = {} if stranger else {"Authorization": _credentials("s3")}
        given = {"Host": INSIDE, "Connection": "close", **known, **(headers or {})}
        connection = http.client.HTTPConnection(*self._address, timeout=SECONDS)
        try:
            connection.request(method, target, body, given)
            response = connection.getresponse()
            content = response.read(REPLY_BYTES + 1)
        except http.client.HTTPException as error:
            raise ValueError(f"what came is no answer of HTTP: {type(error).__name__}") from error
        finally:
            connection.close()
        if len(content) > REPLY_BYTES:
            raise ValueError(f"an answer of more than {REPLY_BYTES} bytes")
        if response.length:
            raise ValueError("an answer that was cut off")
        return Reply(
            status=response.status, headers={name.lower(): value for name, value in response.getheaders()}, body=content
        )

    def call(self, service: str, operation: str, **fields: object) -> dict[str, Any]:
        """An operation of ``sqs`` or ``dynamodb`` by its name in AWS: ``call("sqs", "CreateQueue", QueueName="q")``.

        Raises:
            CommandRefused: the service answered with an error.
            OSError: as ``request`` does.
            ValueError: as ``request`` does.
        """
        headers = {
            "X-Amz-Target": f"{_TARGETS[service]}.{operation}",
            "Content-Type": "application/x-amz-json-1.0",
            "Authorization": _credentials(service),
        }
        reply = self.request("POST", "/", body=json.dumps(fields).encode(), headers=headers)
        _expect_success(reply, operation)
        try:
            answer = json.loads(reply.body or b"{}")
        except (ValueError, RecursionError) as error:
            raise ValueError(f"the answer to {operation} is no JSON") from error
        if not isinstance(answer, dict):
            raise ValueError(f"the answer to {operation} is no object of JSON")  # noqa: TRY004 - hostile data, no mistake
        return answer

    def control(self, path: str, body: bytes = b"") -> None:
        """Post to the server's own interface, below ``/moto-api/``. Raises as ``call`` does."""
        _expect_success(self.request("POST", path, body=body, headers={"Content-Type": "text/plain"}), path)

    def authorise(self) -> None:
        """From now on every request must be signed by a user of IAM who may do it; ``reset`` ends it."""
        self.control("/moto-api/reset-auth", b"0")

    # --- S3 -----------------------------------------------------------------------------------------------

    def make_bucket(self, bucket: str) -> None:
        """Make a bucket in ``REGION``. Raises as ``call`` does."""
        where = f"<LocationConstraint>{REGION}</LocationConstraint>"
        body = f"<CreateBucketConfiguration>{where}</CreateBucketConfiguration>".encode()
        _expect_success(self.request("PUT", f"/{quote(bucket)}", body=body), "CreateBucket")

    def put(self, bucket: str, key: str, data: bytes, *, content_type: str = "binary/octet-stream") -> None:
        """Store an object. Raises as ``call`` does."""
        headers = {"Content-Type": content_type}
        _expect_success(self.request("PUT", _place(bucket, key), body=data, headers=headers), "PutObject")

    def get(self, bucket: str, key: str) -> Reply:
        """An object, or the answer that there is none: its status tells. Raises as ``request`` does."""
        return self.request("GET", _place(bucket, key))

    def keys(self, bucket: str, prefix: str = "") -> list[str]:
        """The first thousand keys of a bucket. Raises as ``call`` does."""
        query = urlencode({"list-type": 2, "prefix": prefix})
        reply = self.request("GET", f"/{quote(bucket)}?{query}")
        _expect_success(reply, "ListObjectsV2")
        return [unescape(key) for key in _KEY.findall(reply.body.decode("utf-8", "replace"))]


def _credentials(service: str) -> str:
    """What says which service and region a request is for; nothing is signed."""
    return f"AWS4-HMAC-SHA256 Credential=test/20200101/{REGION}/{service}/aws4_request, SignedHeaders=host, Signature=0"


def _place(bucket: str, key: str) -> str:
    return f"/{quote(bucket)}/{quote(key)}"


def _expect_success(reply: Reply, operation: str) -> None:
    if reply.status not in OK:
        said = reply.body[:400].decode("utf-8", "replace")
        raise CommandRefused(f"{operation} was answered with the status {reply.status}: {said}")
