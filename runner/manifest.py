"""An exercise and its manifest, ``exercise.toml``: flat, typed, versioned.

The dataclass ``Manifest`` is the format: the reader, the messages and the published JSON Schema come from it.
A manifest and its folder are checked together, and an author gets every problem in one message.
"""

from __future__ import annotations

import enum
import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any, Literal

from runner.consistency import disagreements, missing, unknown_packages
from runner.errors import ManifestInvalid
from runner.kinds import KINDS, LANGUAGE_IDS, Kind
from runner.serve_table import ServeTable
from runner.shape import Problem, Rule, build, json_schema
from runner.toml_lines import key_lines, line_of
from sandbox.languages import LANGUAGES
from sandbox.services import SERVICES, enough
from sandbox.spec import Limits

MANIFEST = "exercise.toml"
_ID = re.compile(r"[a-z0-9][a-z0-9_-]*")
BASE_IMAGE = "base"
SERVICE = "service"
PYTHON = "python"
_NOT_GRADED = frozenset({"prompt.md", "hints.md", "mutants"})
"""What may change in an exercise without changing what a solution is worth."""


class Level(enum.StrEnum):
    """How hard an exercise is, easiest first."""

    EASY = "easy"
    MEDIUM = "medium"
    HARD = "hard"


_FILE_NAME = r"(?!/)(?:(?!\.{1,2}/)[A-Za-z0-9_.-]+/)*(?!\.{1,2}$)[A-Za-z0-9_.-]+"
_FILES = Rule(
    doc="What is handed in; a table by language where the names differ.",
    pattern=_FILE_NAME,
    meaning="a plain relative path, like src/app.py",
)
_Names = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """A plausible wrong solution, and the checks that must catch it."""

    name: Annotated[
        str,
        Rule(
            doc="The mistake, and the folder in mutants/ that holds what differs from the solution.",
            pattern="[a-z0-9][a-z0-9_-]*",
            meaning="lower-case letters, digits, - and _",
        ),
    ]
    fails: Annotated[_Names, Rule(doc="The checks, by the names of their tests, that must catch it.")]
    language: Annotated[
        str | None, Rule(doc="The one language it is in; without it, one folder each.", choices=LANGUAGE_IDS)
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """``exercise.toml`` as it is written."""

    format_version: Annotated[Literal[1], Rule(doc="The version of this format.")]
    title: Annotated[str, Rule(doc="The task in a few words.", pattern=r"[^\n]*\S[^\n]*", meaning="one line")]
    skill: Annotated[
        str,
        Rule(
            doc="The skill, and the folder it stands in.",
            pattern="[a-z][a-z0-9_]*",
            meaning="like clean_code",
        ),
    ]
    level: Annotated[Level, Rule(doc="How hard it is.")]
    minutes: Annotated[int, Rule(doc="How long a learner is likely to need.")]
    topics: Annotated[_Names, Rule(doc="What is practised, in words a learner would search for.")]
    grader: Annotated[str, Rule(doc="Which kind of work is handed in.", choices=tuple(KINDS))]
    languages: Annotated[_Names, Rule(doc="What it can be solved in, the usual one first.", choices=LANGUAGE_IDS)]
    files: Annotated[_Names | Mapping[str, _Names], _FILES] = ()
    limits: Annotated[Limits, Rule(doc="What a solution may use, in seconds, bytes and counts.")] = field(
        default_factory=Limits
    )
    image: Annotated[
        str | None,
        Rule(
            doc="The sandbox image by name; without it, that of the language.",
            pattern="[a-z0-9][a-z0-9_-]*",
            meaning="a name like base",
        ),
    ] = None
    services: Annotated[
        _Names,
        Rule(doc="The servers that run beside a solution in its sandbox.", choices=tuple(SERVICES)),
    ] = ()
    packages: Annotated[
        _Names,
        Rule(
            doc="What a solution in Python may import beside the library: packages that its sandbox image offers.",
            pattern=r"[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)*",
            meaning="a name as it is imported, like boto3",
        ),
    ] = ()
    serve: Annotated[ServeTable | None, Rule(doc="How a server that is handed in is started.")] = None
    mutants: Annotated[tuple[Mutant, ...], Rule(doc="Wrong solutions that must fail, three or more.")] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Exercise:
    """One exercise, as its author's folder says.

    Attributes:
        id: the folder's name.
        path: the folder.
        files: what is handed in, by language.
        services: the servers that run beside a solution, whatever its language.
        packages: what a solution in Python may import beside the library.
        pack: the pack it came from, or None for the built-in ones.
    """

    id: str
    path: Path
    title: str
    skill: str
    level: Level
    minutes: int
    topics: tuple[str, ...]
    grader: str
    languages: tuple[str, ...]
    files: Mapping[str, tuple[str, ...]]
    limits: Limits
    image: str | None
    mutants: tuple[Mutant, ...]
    services: tuple[str, ...] = ()
    packages: tuple[str, ...] = ()
    serve: ServeTable | None = None
    pack: Path | None = None

    @property
    def kind(self) -> Kind:
        """What the runner knows of its grader."""
        return KINDS[self.grader]

    @property
    def tests_dir(self) -> Path:
        """The hidden tests."""
        return self.path / "tests"

    @property
    def prompt_file(self) -> Path:
        """The task for the learner, a Jinja2 template."""
        return self.path / "prompt.md"

    @property
    def hints_file(self) -> Path:
        """The hints, a heading each."""
        return self.path / "hints.md"

    def image_for(self, language: str) -> str:
        """The sandbox image for a solution in the language."""
        row = LANGUAGES.get(language)
        services = self.services_for(language)
        usual = SERVICES[services[0]].image if services else row.image if row else BASE_IMAGE
        return self.image or usual

    def services_for(self, language: str) -> tuple[str, ...]:
        """The servers that run beside a solution in the language, that which the language is spoken by among them."""
        return tuple(dict.fromkeys((*self.kind.services.get(language, ()), *self.services)))

    def packages_for(self, language: str) -> tuple[str, ...]:
        """The packages that a solution in the language may import."""
        return self.packages if language == PYTHON else ()

    def limits_for(self, language: str) -> Limits:
        """The limits, with no less than the language needs to run at all, and room for the servers beside it."""
        row = LANGUAGES.get(language)
        limits = row.enough(self.limits) if row else self.limits
        return enough(limits, self.services_for(language))

    def starter_dir(self, language: str) -> Path:
        """What a learner starts from."""
        return self._by_language(self.path / "starter", language)

    def solution_dir(self, language: str) -> Path:
        """The reference solution."""
        return self._by_language(self.path / "solution", language)

    def mutant_dir(self, mutant: Mutant, language: str | None = None) -> Path:
        """The files in which a mutant differs from the solution."""
        folder = self.path / "mutants" / mutant.name
        if mutant.language is not None:
            return folder
        return self._by_language(folder, language or self.languages[0])

    def mutants_in(self, language: str) -> tuple[Mutant, ...]:
        """The mutants that exist in the language."""
        return tuple(mutant for mutant in self.mutants if mutant.language in {None, language})

    @property
    def version(self) -> str:
        """Twelve hexadecimal digits of all that a grade depends on: manifest, tests, data and reference."""
        import hashlib

        digest = hashlib.sha256()
        for name in sorted(_graded_files(self.path, "")):
            content = (self.path / name).read_bytes()
            digest.update(f"{name}\0{len(content)}\0".encode("utf-8", "surrogateescape"))
            digest.update(content)
        return digest.hexdigest()[:12]

    def _by_language(self, folder: Path, language: str) -> Path:
        return folder / language if len(self.languages) > 1 else folder


def load(folder: Path, *, skill: str | None = None, pack: Path | None = None) -> Exercise:
    """The exercise in a folder.

    Args:
        folder: where its ``exercise.toml`` is.
        skill: the name of the skill folder it stands in, which its manifest must repeat.
        pack: the pack it belongs to; None for the built-in exercises.

    Raises:
        ManifestInvalid: with everything that is wrong with the manifest and the folder.
    """
    path = folder / MANIFEST
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ManifestInvalid(folder.name, (f"{path}:1: cannot be read: {error.strerror}",)) from error
    text, data = _parse(folder, content)
    problems: list[Problem] = []
    manifest = build(Manifest, data, problems)
    if not _ID.fullmatch(folder.name):
        problems.append(Problem((), f'the folder "{folder.name}" must be lower-case letters, digits, - and _'))
    exercise = None
    if manifest is not None:
        exercise = _exercise(folder, manifest, pack)
        if skill is not None and manifest.skill != skill:
            problems.append(Problem(("skill",), f'`skill` is "{manifest.skill}", but the folder is "{skill}"'))
        problems.extend(disagreements(manifest))
        problems.extend(missing(exercise))
        problems.extend(unknown_packages(exercise))
    if exercise is None or problems:
        lines = key_lines(text)
        found = sorted((line_of(lines, problem.place), problem.message) for problem in problems)
        raise ManifestInvalid(folder.name, tuple(f"{path}:{line}: {message}" for line, message in found))
    return exercise


def schema() -> dict[str, Any]:
    """The JSON Schema of ``exercise.toml``."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "kata exercise manifest, format version 1",
        "description": "exercise.toml. The exercise's id is the name of the folder it stands in.",
        **json_schema(Manifest),
    }


def _parse(folder: Path, content: bytes) -> tuple[str, dict[str, Any]]:
    path = folder / MANIFEST
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise ManifestInvalid(folder.name, (f"{path}:{line}: is not UTF-8 text; save it as UTF-8",)) from error
    try:
        return text, tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message = str(error)
        place = re.search(r"\(at line (\d+), column \d+\)", message)
        line = int(place[1]) if place else text.count("\n") + 1
        said = message[: place.start()].strip() if place else message
        raise ManifestInvalid(folder.name, (f"{path}:{line}: is not TOML: {said}",)) from error


def _exercise(folder: Path, manifest: Manifest, pack: Path | None) -> Exercise:
    by_language = (
        manifest.files if isinstance(manifest.files, Mapping) else dict.fromkeys(manifest.languages, manifest.files)
    )
    return Exercise(
        id=folder.name,
        path=folder,
        title=manifest.title,
        skill=manifest.skill,
        level=manifest.level,
        minutes=manifest.minutes,
        topics=manifest.topics,
        grader=manifest.grader,
        languages=manifest.languages,
        files=MappingProxyType({name: by_language.get(name, ()) for name in manifest.languages}),
        limits=manifest.limits,
        image=manifest.image,
        mutants=manifest.mutants,
        services=manifest.services,
        packages=manifest.packages,
        serve=manifest.serve or (ServeTable() if manifest.grader == SERVICE else None),
        pack=pack,
    )


def _graded_files(folder: Path, prefix: str) -> Iterator[str]:
    """Relative names of the regular files that a grade depends on."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith(".") or entry.name.endswith(".pyc") or entry.name == "__pycache__":
                continue
            if not prefix and entry.name in _NOT_GRADED:
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from _graded_files(Path(entry.path), f"{prefix}{entry.name}/")
            elif entry.is_file(follow_symlinks=False):
                yield f"{prefix}{entry.name}"
