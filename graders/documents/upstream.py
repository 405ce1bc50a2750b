"""Small web servers, several in one process, that a balancer or proxy under test has behind it.

This is a program that runs inside a sandbox: the standard library only, Python 3.9 or newer. It is told what to do
by lines of JSON on its standard input, and tells by lines of JSON what was asked of it:

    <- {"do": "listen", "port": 9001, "answer": "..."}      listen there, and answer everything with this text
    <- {"do": "answer", "port": 9001, "path": "/health", "status": 503, "seconds": 0.0}
    <- {"do": "stop", "port": 9001}                         as if its machine were switched off
    <- {"do": "tell", "number": 7}
    -> {"port": 9001, "method": "GET", "path": "/", "headers": [["host", "..."]], "body": "..."}
    -> {"told": 7}                                          everything asked before this has been told
"""

from __future__ import annotations

import json
import socket
import sys
import threading
import time

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

MOST_HEAD = 65536
MOST_BODY = 1 << 20
LATIN = "latin-1"


class Listener:
    """One port. Stopped, it refuses connections and drops those that it has."""

    def __init__(self, port: int, answer: str) -> None:
        self.port = port
        self.answer = answer
        self.special: dict[str, tuple[int, float]] = {}  # path, or "" for every other one -> status, seconds
        self.connections: set[socket.socket] = set()
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.socket.bind(("127.0.0.1", port))
        self.socket.listen(64)
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self) -> None:
        while True:
            try:
                connection, _ = self.socket.accept()
            except OSError:
                return  # stopped
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self.connections.add(connection)
            threading.Thread(target=self.serve, args=(connection,), daemon=True).start()

    def serve(self, connection: socket.socket) -> None:
        try:
            with connection, connection.makefile("rb") as stream:
                while self.exchange(connection, stream):
                    pass
        except (OSError, ValueError):
            pass  # a client that hangs up or speaks no HTTP is answered no more
        finally:
            self.connections.discard(connection)

    def exchange(self, connection: socket.socket, stream: Any) -> bool:
        """One request and its answer; whether the connection stays open."""
        line = stream.readline(MOST_HEAD).decode(LATIN).split()
        if len(line) != 3:
            return False
        method, path, version = line
        headers = read_headers(stream)
        named = dict(headers)
        body = read_body(stream, named)
        say(port=self.port, method=method, path=path, headers=headers, body=body.decode(LATIN))
        status, seconds = self.special.get(path.split("?")[0], self.special.get("", (200, 0.0)))
        time.sleep(seconds)
        keep = version == "HTTP/1.1" and named.get("connection", "").lower() != "close"
        content = b"" if method == "HEAD" else self.answer.encode()
        head = (
            f"HTTP/1.1 {status} Answer\r\nContent-Type: text/plain\r\nContent-Length: {len(self.answer)}\r\n"
            f"Connection: {'keep-alive' if keep else 'close'}\r\n\r\n"
        )
        connection.sendall(head.encode() + content)
        return keep

    def stop(self) -> None:
        for one in (self.socket, *list(self.connections)):
            try:
                one.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass  # it was not connected any more
            one.close()


def read_headers(stream: Any) -> list[tuple[str, str]]:
    headers: list[tuple[str, str]] = []
    size = 0
    while True:
        line = stream.readline(MOST_HEAD)
        size += len(line)
        if size > MOST_HEAD:
            raise ValueError("a head without an end")
        if line in (b"\r\n", b"\n", b""):
            return headers
        name, _, value = line.decode(LATIN).partition(":")
        headers.append((name.strip().lower(), value.strip()))


def read_body(stream: Any, headers: dict[str, str]) -> bytes:
    if headers.get("transfer-encoding", "").lower() == "chunked":
        body: bytes = b""
        while True:
            size = int(stream.readline(MOST_HEAD).split(b";")[0], 16)
            body += stream.read(min(size, MOST_BODY))
            stream.readline(MOST_HEAD)
            if size == 0 or len(body) > MOST_BODY:
                return body
    whole: bytes = stream.read(min(int(headers.get("content-length", "0")), MOST_BODY))
    return whole


SAYING = threading.Lock()


def say(**what: Any) -> None:
    with SAYING:
        sys.stdout.write(json.dumps(what) + "\n")
        sys.stdout.flush()


def main() -> None:
    listeners: dict[int, Listener] = {}
    for line in sys.stdin:
        told = json.loads(line)
        do = told["do"]
        if do == "listen":
            listeners[told["port"]] = Listener(told["port"], told["answer"])
        elif do == "answer":
            listeners[told["port"]].special[told["path"]] = (told["status"], told["seconds"])
        elif do == "stop":
            listeners.pop(told["port"]).stop()
        elif do == "tell":
            say(told=told["number"])


if __name__ == "__main__":
    main()
