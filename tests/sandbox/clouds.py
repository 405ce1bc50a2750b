"""What is left behind in the emulators of clouds, and looked for there, by plain HTTP."""

from __future__ import annotations

import base64
import hashlib
import hmac
import http.client
from urllib.parse import urlencode

from sandbox.services.aws import Client
from sandbox.services.azure import ACCOUNT, KEY

Address = tuple[str, int]


def ask(address: Address, method: str, target: str, data: bytes = b"") -> tuple[int, bytes]:
    """One request: its status and body."""
    connection = http.client.HTTPConnection(*address, timeout=10)
    try:
        connection.request(method, target, data, {"Connection": "close", "x-ms-blob-type": "BlockBlob"})
        answer = connection.getresponse()
        return answer.status, answer.read(1 << 20)
    finally:
        connection.close()


def aws_keeps(address: Address, word: str) -> None:
    """An object in a bucket, and a message in a queue."""
    client = Client(address)
    client.make_bucket("kept")
    client.put("kept", "a word", word.encode())
    assert (client.keys("kept"), client.get("kept", "a word").body) == (["a word"], word.encode())
    queue = client.call("sqs", "CreateQueue", QueueName="kept")["QueueUrl"]
    client.call("sqs", "SendMessage", QueueUrl=queue, MessageBody=word)
    client.call("dynamodb", "ListTables")


def aws_kept(address: Address) -> bool:
    """Whether the bucket or the queue is there."""
    client = Client(address)
    return client.get("kept", "a word").status == 200 or bool(client.call("sqs", "ListQueues").get("QueueUrls"))


def azure_target(path: str, **query: str) -> str:
    """A target with all rights of the account, by its signature."""
    rights = {"sp": "rwdlac", "ss": "b", "srt": "sco", "se": "2099-01-01T00:00:00Z", "sv": "2018-11-09"}
    signed = "\n".join([ACCOUNT, rights["sp"], rights["ss"], rights["srt"], "", rights["se"], "", "", rights["sv"], ""])
    signature = base64.b64encode(hmac.digest(base64.b64decode(KEY), signed.encode(), hashlib.sha256)).decode()
    return f"/{ACCOUNT}/{path}?{urlencode({**query, **rights, 'sig': signature})}"


def azure_keeps(address: Address, word: str) -> None:
    """A blob in a container."""
    assert ask(address, "PUT", azure_target("kept", restype="container"))[0] == 201
    assert ask(address, "PUT", azure_target("kept/word"), word.encode())[0] == 201
    assert ask(address, "GET", azure_target("kept/word")) == (200, word.encode())


def azure_kept(address: Address) -> bool:
    """Whether the blob or its container is there."""
    status, listed = ask(address, "GET", azure_target("", comp="list"))
    assert status == 200
    return b"<Name>kept</Name>" in listed


def gcp_keeps(address: Address, word: str) -> None:
    """An object in a bucket."""
    assert ask(address, "POST", "/storage/v1/b?project=kata", b'{"name": "kept"}')[0] == 200
    target = "/upload/storage/v1/b/kept/o?uploadType=media&name=word"
    assert ask(address, "POST", target, word.encode())[0] == 200
    assert ask(address, "GET", "/storage/v1/b/kept/o/word?alt=media") == (200, word.encode())


def gcp_kept(address: Address) -> bool:
    """Whether the bucket is there."""
    return ask(address, "GET", "/storage/v1/b/kept")[0] == 200
