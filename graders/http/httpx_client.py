"""An ``httpx.Client`` whose every request goes to the learner's server, by the same bounded connections as ours.

What httpx itself would do without a bound (unpack a body, read an endless answer) is done before it sees the answer;
what it would do beyond the sandbox (another host, a proxy of the environment) it cannot.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graders.errors import ExerciseInvalid
from graders.http.request import Request

try:
    import httpx
except ImportError as missing:
    raise ExerciseInvalid(
        "The tests of this exercise use httpx, which is not installed: pip install 'kata-runner[servers]'"
    ) from missing

if TYPE_CHECKING:
    from graders.http.service import Service

HOST = "service"
UNPACKED = frozenset({"content-encoding", "transfer-encoding", "content-length"})
"""What no longer holds of a body that was taken whole and unpacked."""
OURS = frozenset({"host", "connection", "accept-encoding", "content-length", "transfer-encoding"})


class _Transport(httpx.BaseTransport):
    def __init__(self, service: Service) -> None:
        self._service = service

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send it to the learner's server, whatever host it names."""
        if request.url.host != HOST:
            raise httpx.UnsupportedProtocol(f"only the learner's server can be reached, not {request.url.host}")
        headers = [
            (name.decode("latin-1"), value.decode("latin-1"))
            for name, value in request.headers.raw
            if name.decode("latin-1").lower() not in OURS
        ]
        target = request.url.raw_path.decode("latin-1")
        sent = Request(method=request.method, target=target, headers=tuple(headers), body=request.read())
        answer = self._service.send(sent).response()
        fields = [(name, value) for name, value in answer.headers.fields if name.lower() not in UNPACKED]
        return httpx.Response(answer.status, headers=fields, content=answer.body)


def client(service: Service) -> httpx.Client:
    """The client. Redirects are not followed unless it is told to, and then within the same server only."""
    return httpx.Client(transport=_Transport(service), base_url=f"http://{HOST}", trust_env=False)
