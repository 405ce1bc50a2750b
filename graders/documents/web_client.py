"""A web client for tests: one request, one connection, everything bounded, nothing followed.

What a server inside the sandbox answers is the learner's: the body is cut off by its size on the wire, a compressed
one is unpacked only on demand and only so far, and a server that does not answer is a failed check.
"""

from __future__ import annotations

import ssl
import zlib
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Self

from graders.bounded import bounded
from graders.documents.errors import LibraryMissing
from graders.documents.handed_in import fail, gave

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import httpx

    from graders.documents.running import Running

SECONDS = 5.0
MOST_BYTES = 4 << 20
_NONE: Mapping[str, str] = MappingProxyType({})
_NO_TLS = "the server speaks no TLS that a client of today accepts"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came back.

    Attributes:
        asked: the request in a line: ``GET http://corner.example/menu``.
        status: the status code.
        headers: by their names in small letters; several of one name are joined by commas.
        body: as it came over the wire.
        server: who answered.
    """

    asked: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    server: Running

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode("utf-8", "replace")

    def unpacked(self) -> bytes:
        """The body without its gzip compression; as it is if there is none, or if it is no gzip."""
        if self.headers.get("content-encoding", "") != "gzip":
            return self.body
        try:
            return zlib.decompressobj(wbits=31).decompress(self.body, MOST_BYTES)
        except zlib.error:
            return self.body

    def expect(
        self,
        rule: str,
        *,
        status: int | None = None,
        body: str | bytes | None = None,
        headers: Mapping[str, str] = _NONE,
        without: Sequence[str] = (),
    ) -> Self:
        """Fail the check, with the rule, unless the answer is as expected; the answer itself.

        Args:
            rule: a rule of the prompt, as a sentence.
            status: the status code.
            body: the whole body.
            headers: these headers with these values.
            without: headers that must not be there.
        """
        if status is not None and self.status != status:
            fail(rule, self.asked, *gave(self._summary(), str(status)), *self._log())
        for name, value in headers.items():
            if self.headers.get(name.lower()) != value:
                fail(rule, self.asked, *gave(self._header(name), f"{name}: {value}"))
        for name in without:
            if name.lower() in self.headers:
                fail(rule, self.asked, *gave(self._header(name), f"no {name}"))
        if body is not None and self.body != (body.encode() if isinstance(body, str) else body):
            fail(rule, self.asked, *gave(f"{self.status} {bounded(self.text)}", bounded(body)))
        return self

    def _summary(self) -> str:
        place = f", Location: {self.headers['location']}" if "location" in self.headers else ""
        return f"{self.status}{place}"

    def _header(self, name: str) -> str:
        value = self.headers.get(name.lower())
        return f"no {name}" if value is None else f"{name}: {value}"

    def _log(self) -> Iterator[str]:
        if self.status >= 500:  # noqa: PLR2004 - from here on the server itself is at a loss
            yield f"{self.server.title} said:"
            yield self.server.log()


class Site:
    """A running web server, asked under a name on a port.

    Args:
        server: the program.
        port: where it listens inside.
        host: the name that a request asks for, unless it says another.
        ca: certificates, as PEM, that the client trusts: then it speaks TLS, as a browser does.
        rule: what is broken when no answer comes.
    """

    def __init__(self, server: Running, *, port: int, host: str, ca: str = "", rule: str = "") -> None:
        self.server = server
        self.port = port
        self.host = host
        self._ca = ca
        self._rule = rule or f"{server.title} answers on port {port}."

    def get(self, path: str, *, host: str = "", headers: Mapping[str, str] = _NONE) -> Answer:
        """GET a path."""
        return self.ask("GET", path, host=host, headers=headers)

    def ask(
        self, method: str, path: str, *, host: str = "", headers: Mapping[str, str] = _NONE, body: bytes = b""
    ) -> Answer:
        """Send one request on a connection of its own.

        The host in the request has no port, as for a browser that finds the server on the usual one.
        """
        httpx = _httpx()
        host = host or self.host
        scheme = "https" if self._ca else "http"
        asked = f"{method} {scheme}://{host}{path}"
        try:
            return self._sent(httpx, method, path, asked=asked, host=host, headers=headers, body=body)
        except httpx.HTTPError as error:
            fail(self._rule, asked, *gave(_no_answer(error)), f"{self.server.title} said:", self.server.log())

    def _sent(
        self, httpx: Any, method: str, path: str, *, asked: str, host: str, headers: Mapping[str, str], body: bytes
    ) -> Answer:
        place, port = self.server.address(self.port)
        scheme = "https" if self._ca else "http"
        url = httpx.URL(f"{scheme}://{place}:{port}").copy_with(raw_path=path.encode())
        given = {"Host": host, "Accept-Encoding": "identity", "Connection": "close", **headers}
        options = {"sni_hostname": host} if self._ca else {}
        client: httpx.Client
        with (
            httpx.Client(verify=trusting(self._ca), timeout=SECONDS, trust_env=False) as client,
            client.stream(method, url, headers=given, content=body or None, extensions=options) as response,
        ):
            content = bytearray()
            for piece in response.iter_raw():
                content += piece
                if len(content) > MOST_BYTES:
                    fail(self._rule, asked, *gave(f"more than {MOST_BYTES >> 20} MiB"))
            found = {name.lower(): value for name, value in response.headers.items()}
            return Answer(
                asked=asked,
                status=response.status_code,
                headers=MappingProxyType(found),
                body=bytes(content),
                server=self.server,
            )


@lru_cache(maxsize=8)
def trusting(ca: str) -> ssl.SSLContext:
    """A client's context that trusts these certificates alone."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    if ca:
        context.load_verify_locations(cadata=ca)
    return context


def _httpx() -> Any:
    try:
        import httpx
    except ImportError as missing:
        raise LibraryMissing("httpx") from missing
    return httpx


def _no_answer(error: Exception) -> str:
    """Why no answer came, in a few words."""
    said = str(error)
    if "CERTIFICATE_VERIFY_FAILED" in said:
        return "a certificate that the client does not trust: " + said.rpartition("failed: ")[2].split(" (_ssl")[0]
    if "SSL" in said or "TLS" in said:
        return _NO_TLS
    kinds = {"ReadTimeout": f"no answer within {SECONDS:g} seconds", "ConnectTimeout": "no connection"}
    return kinds.get(type(error).__name__, f"no answer: the connection was closed ({type(error).__name__})")
