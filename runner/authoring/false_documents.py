"""Documents that know nothing of a task: what a program takes without a word of it, and what lets everything through.

Each format has one that is right and says nothing; some have one that says yes to whatever is asked. Two more are made
for all: one with the reference in comments, for checks that look for words, and what the prompt itself shows.
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

IN_COMMENTS, NOTHING = "the reference in comments", "right, and says nothing"
EVERYTHING, SHOWN = "lets everything through", "what the prompt shows"

_ZONE = "$TTL 3600\n@ IN SOA ns hostmaster 1 3600 900 604800 300\n@ IN NS ns\nns IN A 192.0.2.1\n"
_HAPROXY = """\
defaults
    mode http
    timeout connect 1s
    timeout client 5s
    timeout server 5s
frontend all
    bind :8080
"""
_JOB = "    runs-on: ubuntu-latest\n    steps:\n      - run: 'true'\n"
_OPENAPI = "openapi: 3.1.0\ninfo: {title: Nothing, version: '1'}\npaths: "
_ANY = "{description: Whatever., content: {application/json: {}}}"

_TEXTS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "nginx": {
            NOTHING: "server { listen 8080; }\n",
            EVERYTHING: "server { listen 8080 default_server; return 200; }\n",
        },
        "haproxy": {NOTHING: _HAPROXY, EVERYTHING: f"{_HAPROXY}    http-request return status 200\n"},
        "bind": {NOTHING: _ZONE, EVERYTHING: f"{_ZONE}* IN A 192.0.2.1\n* IN MX 10 ns\n* IN TXT yes\n"},
        "dockerfile": {
            NOTHING: 'FROM scratch\nCMD ["/run"]\n',
            EVERYTHING: 'FROM python:3.12-slim\nCOPY . .\nCMD ["python"]\n',
        },
        "github": {
            NOTHING: f"on: workflow_dispatch\njobs:\n  one:\n{_JOB}",
            EVERYTHING: f"on: [push, pull_request]\npermissions: write-all\njobs:\n  one:\n{_JOB}",
        },
        "gitlab": {
            NOTHING: "one:\n  script: ['true']\n  rules:\n    - when: never\n",
            EVERYTHING: "one:\n  script: ['true']\n",
        },
        "bitbucket": {
            NOTHING: "pipelines:\n  custom:\n    one:\n      - step: {script: ['true']}\n",
            EVERYTHING: "pipelines:\n  default:\n    - step: {script: ['true']}\n",
        },
        "openapi": {NOTHING: f"{_OPENAPI}{{}}\n"},
        "yaml": {NOTHING: "[]\n"},
    }
)
_BLOCK = re.compile(r"^```[^\n]*\n(.*?)^```", re.MULTILINE | re.DOTALL)
_INDENTED = re.compile(r"^ {4}(.*)$", re.MULTILINE)
_PATH = re.compile(r"^  (/[^\s:]*):", re.MULTILINE)


def false_documents(
    language: str, names: tuple[str, ...], reference: Mapping[str, bytes], prompt: str
) -> Iterator[tuple[str, Mapping[str, bytes]]]:
    """Each with what it does, in a word or two.

    Args:
        language: the format.
        names: the files that are asked for, the document first.
        reference: the reference solution.
        prompt: the task as its author wrote it.
    """
    texts = dict(_TEXTS[language])
    commented = {name: _commented(language, name, content) for name, content in reference.items()}
    yield IN_COMMENTS, {**commented, names[0]: texts[NOTHING].encode() + commented[names[0]]}
    if language == "openapi":
        texts[EVERYTHING] = _describes_all(reference[names[0]].decode("utf-8"))
    texts[SHOWN] = "\n".join([*_BLOCK.findall(prompt), *_INDENTED.findall(prompt)]) + "\n"
    suffix = PurePosixPath(names[0]).suffix
    for what, text in texts.items():
        same = {name: text.encode() for name in reference if name == names[0] or PurePosixPath(name).suffix == suffix}
        yield what, {**commented, **same}


def _commented(language: str, name: str, content: bytes) -> bytes:
    sign = ";" if language == "bind" and name.endswith(".zone") else "#"
    return "".join(f"{sign} {line}\n" for line in content.decode("utf-8").splitlines()).encode()


def _describes_all(reference: str) -> str:
    """Every method of the reference's paths, with any answer to any request."""
    lines = [_OPENAPI.rstrip()]
    for path in _PATH.findall(reference):
        lines.append(f"  {path}:")
        named = [f"{{name: {name}, in: path, required: true, schema: {{}}}}" for name in re.findall(r"\{(.*?)\}", path)]
        lines += ["    parameters:", *(f"      - {one}" for one in named)] if named else []
        body = "requestBody: {content: {application/json: {}}}, "
        lines += [
            f"    {method}: {{{body}responses: {{default: {_ANY}}}}}" for method in ("get", "post", "put", "delete")
        ]
    return "\n".join([*lines, ""])
