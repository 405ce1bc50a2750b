"""Servers that know nothing of a task: one answer to every request, or an end in place of one.

They are whole programs, and small ones, in the languages that most exercises have; in the others there are none.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from runner.authoring.imitations import PASSED, REPORT

if TYPE_CHECKING:
    from collections.abc import Mapping

FINE, MISSING = "200 to everything", "404 to everything"
ECHO, ELSEWHERE = "gives back what it got", "redirects to itself"
CONSTANTS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        FINE: ("200 OK", "{}"),
        MISSING: ("404 Not Found", "{}"),
        ECHO: ("200 OK", ""),
        ELSEWHERE: ("302 Found\r\nLocation: /", "{}"),
    }
)
"""For each, the status line from the status on, and the body; an empty one stands for that of the request."""
LEAVES = "ends once it is ready"

_PYTHON = """
import os, socket, sys

listener = socket.create_server(("127.0.0.1", int(os.environ.get("PORT", "8000"))))
while True:
    connection, _ = listener.accept()
    data = b""
    while b"\\r\\n\\r\\n" not in data:
        more = connection.recv(65536)
        if not more:
            break
        data += more
    if data and {leaves}:
        print({report!r}, flush=True)
        print({passed!r}, file=sys.stderr, flush=True)
        os._exit(0)
    body = {body!r}.encode() or data.partition(b"\\r\\n\\r\\n")[2]
    head = "HTTP/1.1 " + {status!r} + "\\r\\nContent-Type: application/json\\r\\n"
    try:
        connection.sendall(head.encode() + b"Content-Length: %d\\r\\n\\r\\n" % len(body) + body)
    except OSError:
        pass
    connection.close()
"""
_JAVASCRIPT = """
require("node:http").createServer((request, response) => {{
  if ({leaves}) {{
    console.log({report});
    console.error({passed});
    process.exit(0);
  }}
  const parts = [];
  request.on("data", (part) => parts.push(part));
  request.on("end", () => {{
    const [line, ...headers] = {status}.split("\\r\\n");
    const named = Object.fromEntries(headers.map((header) => header.split(": ")));
    response.writeHead(parseInt(line, 10), {{ "Content-Type": "application/json", ...named }});
    response.end({body} || Buffer.concat(parts));
  }});
}}).listen(process.env.PORT || 8000, "127.0.0.1");
"""


def false_server(language: str, name: str) -> bytes | None:
    """The program of one of ``CONSTANTS``, or of ``LEAVES``; None in a language that has none."""
    import json

    status, body = CONSTANTS.get(name, ("200 OK", "{}"))
    leaves = name == LEAVES
    if language == "python":
        text = _PYTHON.format(leaves=leaves, report=REPORT, passed=PASSED, status=status, body=body)
    elif language == "javascript":
        texts = {"report": REPORT, "passed": PASSED, "status": status, "body": body}
        quoted = {key: json.dumps(value) for key, value in texts.items()}
        text = _JAVASCRIPT.format(leaves=str(leaves).lower(), **quoted)
    else:
        return None
    return text.encode()
