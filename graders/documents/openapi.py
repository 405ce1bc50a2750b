"""OpenAPI 3.0 and 3.1: a document held against the published schema, and real requests and answers against it."""

from __future__ import annotations

import re
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NoReturn
from urllib.parse import parse_qsl, urlsplit

from graders.documents.handed_in import Document, fail
from graders.documents.openapi_dialects import VERSIONS, Dialect, document_validator
from graders.documents.openapi_parts import Content, Operation, Parameter, Problem, Response, Schema, Whole
from graders.documents.openapi_references import References
from graders.documents.openapi_telling import most_telling
from graders.documents.running import Running
from graders.documents.web_client import Site
from graders.documents.yaml_data import Yaml, load

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from graders.documents.web_client import Answer
    from graders.documents.yaml_data import Path

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
_IN_TEMPLATE = re.compile(r"\{([^{}/]*)\}")
_SAYS_SO = "The document describes what the service does."
_ENV = MappingProxyType({"PYTHONUNBUFFERED": "1", "PYTHONDONTWRITEBYTECODE": "1"})


class OpenApiDocument(Document):
    """An OpenAPI document that was handed in. Its references must stay inside of it."""

    @cached_property
    def yaml(self) -> Yaml:
        """The file as data."""
        return load(self.text(), self.name)

    def accepted(self) -> None:
        """Fail the check, with the line, unless the file is OpenAPI 3.0 or 3.1 by the published schema."""
        _ = self._whole

    @cached_property
    def version(self) -> str:
        """``3.0`` or ``3.1``."""
        data = self.yaml.data
        said = data.get("openapi") if isinstance(data, dict) else None
        found = said.rpartition(".")[0] if isinstance(said, str) else ""
        if found not in VERSIONS:
            self._refuse(("openapi",), f"openapi is {said!r}; it has to be a version such as 3.1.0, or of 3.0")
        return str(found)

    @cached_property
    def operations(self) -> tuple[Operation, ...]:
        """What is described, each method of each path."""
        whole = self._whole
        found: list[Operation] = []
        for path in whole.yaml.data.get("paths") or {}:
            place, item = whole.references.follow(("paths", path))
            if path.startswith("/") and isinstance(item, dict):
                found += [self._operation(path, method, place) for method in METHODS if method in item]
        return tuple(found)

    def operation(self, method: str, path: str) -> Operation | None:
        """What is described for a request to a concrete path; a path without templates comes first."""
        fitting = [one for one in self.operations if one.fits(path)]
        plain = min((one.path.count("{") for one in fitting), default=0)
        best = [one for one in fitting if one.path.count("{") == plain and one.method == method]
        return best[0] if best else None

    def takes(
        self, method: str, address: str, *, body: bytes = b"", media_type: str = "application/json"
    ) -> Problem | None:
        """Why a request does not fit the document; None if it does. ``address`` is a path with its query."""
        split = urlsplit(address)
        one = self.operation(method, split.path)
        if one is None:
            return Problem(line=1, said=f"{method} {split.path} is not described")
        return one.takes(split.path, dict(parse_qsl(split.query, keep_blank_values=True)), media_type, body)

    def problem(self, method: str, address: str, answer: Answer) -> Problem | None:
        """Why an answer to a request does not fit the document; None if it does."""
        one = self.operation(method, urlsplit(address).path)
        if one is None:
            return Problem(line=1, said=f"{method} {urlsplit(address).path} is not described")
        response = one.response(answer.status)
        if response is None:
            return Problem(line=one.line, said=f"{one.method} {one.path} does not describe the status {answer.status}")
        return response.problem(answer)

    def expect_true(self, method: str, address: str, answer: Answer, *, rule: str = _SAYS_SO) -> None:
        """Fail the check unless an answer of the service is one that the document describes."""
        wrong = self.problem(method, address, answer)
        if wrong is not None:
            lines = [f"{method} {address}", f"  answered  {answer.status} {answer.text[:200]}".rstrip()]
            fail(rule, *lines, f"{self.name}:{wrong.line}: {wrong.said}")

    def service(self, argv: Sequence[str], *, port: int, env: Mapping[str, str] = MappingProxyType({})) -> Site:
        """Start the service that is described, in the sandbox, for this check.

        Args:
            argv: the program, in the folder of the files handed in; ``{python}`` is the interpreter inside.
            port: where it listens; it is told in ``PORT``.
            env: its environment besides.
        """
        words = [self.session.python if word == "{python}" else word for word in argv]
        known = {"PORT": str(port), **_ENV, **env}
        started = ["env", *(f"{name}={value}" for name, value in known.items()), *words]
        running = Running(self, "The service", started, ports=(port,), rule=f"The service listens on port {port}.")
        return Site(running, port=port, host="localhost")

    # --- how it is read -------------------------------------------------------------------------------

    @cached_property
    def _whole(self) -> Whole:
        data = self.yaml.data
        if not isinstance(data, dict):
            self._refuse((), "there is no document in it")
        problem = most_telling(document_validator(self.version).iter_errors(data))
        if problem is not None:
            path, said = problem
            self._refuse(path, f"{'.'.join(map(str, path)) or 'the whole file'}: {said}")
        references = References(self.yaml, self.name)
        references.check()
        return Whole(name=self.name, yaml=self.yaml, references=references, dialect=Dialect(data, self.version))

    def _operation(self, path: str, method: str, item: Path) -> Operation:
        whole = self._whole
        place = (*item, method)
        _, told = whole.references.follow(place)
        parameters = {(one.name, one.place): one for one in self._parameters((*item, "parameters"))}
        parameters |= {(one.name, one.place): one for one in self._parameters((*place, "parameters"))}
        for name in _IN_TEMPLATE.findall(path):
            if (name, "path") not in parameters:
                self._refuse(place, f"{method} {path}: no parameter says what {{{name}}} in the path is")
        for name, where in parameters:
            if where == "path" and f"{{{name}}}" not in path:
                self._refuse(place, f"{method} {path}: the parameter {name} is in the path, which has no {{{name}}}")
        answers = (*place, "responses")
        return Operation(
            method=method.upper(),
            path=path,
            line=whole.yaml.line(place),
            parameters=tuple(parameters.values()),
            body=self._body((*place, "requestBody")) if "requestBody" in told else None,
            responses={
                status: self._response(status, (*answers, status))
                for status in told.get("responses") or {}
                if not status.startswith("x-")
            },
        )

    def _parameters(self, place: Path) -> Iterator[Parameter]:
        _, listed = self._whole.references.follow(place)
        for number in range(len(listed or ())):
            path, told = self._whole.references.follow((*place, number))
            if isinstance(told, dict) and isinstance(told.get("name"), str):
                yield self._parameter(told["name"], str(told.get("in")), path, told)

    def _parameter(self, name: str, where: str, path: Path, told: Mapping[str, Any]) -> Parameter:
        return Parameter(
            name=name,
            place=where,
            required=told.get("required") is True,
            line=self._whole.yaml.line(path),
            schema=Schema(whole=self._whole, path=(*path, "schema")) if "schema" in told else None,
        )

    def _body(self, place: Path) -> Content:
        path, told = self._whole.references.follow(place)
        return self._content(path, told, required=told.get("required") is True)

    def _response(self, status: str, place: Path) -> Response:
        whole = self._whole
        path, told = whole.references.follow(place)
        headers = [(name, *whole.references.follow((*path, "headers", name))) for name in told.get("headers") or {}]
        return Response(
            status=status,
            line=whole.yaml.line(place),
            content=self._content(path, told, required=True) if told.get("content") else None,
            headers=[self._parameter(name, "header", where, header) for name, where, header in headers],
        )

    def _content(self, path: Path, told: Mapping[str, Any], *, required: bool) -> Content:
        schemas: dict[str, Schema | None] = {}
        for kind, media in told["content"].items():
            place = (*path, "content", kind, "schema")
            schemas[kind.lower()] = Schema(whole=self._whole, path=place) if "schema" in media else None
        return Content(whole=self._whole, path=(*path, "content"), required=required, schemas=schemas)

    def _refuse(self, path: Path, said: str) -> NoReturn:
        fail(f"{self.name} is OpenAPI.", f"{self.name}:{self.yaml.line(path)}: {said}")
