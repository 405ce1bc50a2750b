"""``kata doctor``: what works on this machine, what does not, and what to do about it."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from runner.commands import options

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sandbox.session import Session

_GIT_SECONDS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that was looked at.

    Attributes:
        works: None where it is not needed and not there.
        found: what is there, or why it does not work.
        next_step: what to do about it.
    """

    name: str
    works: bool | None
    found: str
    next_step: str = ""


@click.command(
    name="doctor",
    short_help="Say what works on this machine.",
    epilog=options.examples("kata doctor"),
)
@options.exercises_option
def command(*, packs: tuple[Path, ...]) -> int:
    """Say what works on this machine, what is missing and what to do.

    Ends with 0 when nothing stands in the way of grading, else with 3.
    """
    from runner.errors import OURS

    findings = []
    for finding in _findings(packs):
        _print(finding)
        findings.append(finding)
    return 0 if all(finding.works is not False for finding in findings) else OURS


def _findings(packs: tuple[Path, ...]) -> Iterator[Finding]:
    yield _python()
    yield _git()
    yield _exercises(packs)
    yield _progress()
    yield from _sandboxes()
    tags = _built_tags()
    yield from _languages(tags)
    yield from _services(tags)


def _python() -> Finding:
    version = ".".join(map(str, sys.version_info[:3]))
    return Finding(name="Python", works=True, found=f"{version} at {sys.executable}")


def _git() -> Finding:
    import subprocess

    advice = "install Git for the exercises on version control: https://git-scm.com"
    try:
        done = subprocess.run(["git", "--version"], capture_output=True, text=True, timeout=_GIT_SECONDS, check=True)
    except FileNotFoundError:
        return Finding(name="Git", works=None, found="not on PATH", next_step=advice)
    except (OSError, subprocess.SubprocessError) as error:
        return Finding(name="Git", works=False, found=f"does not answer: {error}", next_step=advice)
    return Finding(name="Git", works=True, found=done.stdout.strip().removeprefix("git version "))


def _exercises(packs: tuple[Path, ...]) -> Finding:
    from runner.catalog import Catalog

    exercises, problems = Catalog.open(packs).load_all()
    if problems:
        return Finding(
            name="Exercises",
            works=False,
            found=f"{len(problems)} cannot be read",
            next_step="`kata list` says why",
        )
    return Finding(name="Exercises", works=bool(exercises), found=f"{len(exercises)} found")


def _progress() -> Finding:
    from runner.errors import ProgressUnavailable
    from runner.progress import Progress

    progress = Progress()
    try:
        count = len(progress.attempts())
        progress.check_writable()
    except ProgressUnavailable as problem:
        return Finding(name="Progress", works=None, found=problem.what, next_step=problem.next_step)
    return Finding(name="Progress", works=True, found=f"{count} attempts in {progress.file}")


def _sandboxes() -> Iterator[Finding]:
    """Start each sandbox as a check would; the first that works is the one that checks take."""
    from sandbox.backends import AUTO
    from sandbox.errors import SandboxError
    from sandbox.opening import Opener
    from sandbox.spec import SandboxSpec

    taken = ""
    for name in AUTO:
        opener = Opener(name, SandboxSpec())
        try:
            session = opener()
            session.ready()
            info, stand = session.info, list(_walls(session))
            session.close()
        except SandboxError as error:
            what, _, rest = str(error).partition(". ")
            yield Finding(name=f"Sandbox {name}", works=None, found=what, next_step=rest)
            continue
        finally:
            opener.close()
        image = f", image {info.image}" if info.digest else ""
        note = "" if taken else "; this is what checks take"
        taken = taken or name
        found = "\n".join([f"works{image}{note}", *stand])
        yield Finding(name=f"Sandbox {name}", works=True, found=found)
    if not taken:
        yield Finding(
            name="Sandbox",
            works=False,
            found="none works, so nothing can be graded",
            next_step="mend one of those above",
        )
    elif taken == "process":
        yield Finding(
            name="Sandbox",
            works=None,
            found="only the weakest works: it limits your code but does not shut it in",
            next_step="install Docker or bubblewrap before you run code of others",
        )


def _walls(session: Session) -> Iterator[str]:
    """What stands around a sandbox on this machine, and what it does not hold."""
    from sandbox.backends import create_backend
    from sandbox.walls import walls

    name = session.info.backend
    found = walls(session)
    for stand, word in ((True, "walls"), (False, "missing")):
        named = [wall.what for wall in found if wall.stands is stand]
        if named:
            yield f"{word}: {', '.join(named)}"
    if name == "docker":
        from sandbox.backends.docker_client import about_engine

        yield about_engine()
    yield from (f"not held: {gap}" for gap in create_backend(name).gaps())


def _languages(tags: frozenset[str]) -> Iterator[Finding]:
    """For each language and format that exercises are solved in: its image, and its programs on this machine."""
    from graders.documents.formats import FORMATS, Format
    from sandbox.images import IMAGES
    from sandbox.languages import LANGUAGES, Language
    from sandbox.toolchains import look

    rows: list[Language | Format] = [*LANGUAGES.values(), *(one for one in FORMATS.values() if one.tools)]
    for language in rows:
        found = [look(tool) for tool in language.tools]
        missing = [tool for tool in found if tool.problem]
        in_image = IMAGES[language.image].tag in tags
        said = [f"{tool.version} at {tool.place}" for tool in found if not tool.problem] or ["as kata itself"]
        said = [tool.problem for tool in missing] or said
        yield Finding(
            name=language.title,
            works=True if in_image or not missing else None,
            found=("in its Docker image; on this machine " if in_image else "on this machine ") + ", ".join(said),
            next_step="\n".join(tool.advice for tool in missing) if not in_image else "",
        )


def _services(tags: frozenset[str]) -> Iterator[Finding]:
    """For each server that exercises may have beside a solution: its image, and its programs on this machine."""
    from sandbox.images import IMAGES
    from sandbox.services import SERVICES
    from sandbox.services.running import NO_CLIENT, has_client
    from sandbox.toolchains import look

    for service in SERVICES.values():
        found = look(service.tools[0])
        in_image = IMAGES[service.image].tag in tags
        said = found.problem or f"{found.version} at {found.place}"
        advice = "" if in_image else found.advice
        works = in_image or not found.problem
        if not has_client(service):
            works = False
            advice = NO_CLIENT.format(service=service)
        yield Finding(
            name=service.title,
            works=True if works else None,
            found=f"{'in its Docker image; ' if in_image else ''}on this machine {said}",
            next_step=advice,
        )


def _built_tags() -> frozenset[str]:
    """The images that the Docker engine holds; none where there is no engine."""
    from sandbox.errors import SandboxUnavailable
    from sandbox.images import built

    try:
        return frozenset(image.tag for image in built())
    except SandboxUnavailable:
        return frozenset()


def _print(finding: Finding) -> None:
    mark, colour = {True: ("ok", "green"), None: ("-", "yellow"), False: ("!!", "red")}[finding.works]
    first, *more = finding.found.split("\n")
    click.echo(f"{click.style(mark.ljust(2), fg=colour)}  {finding.name:20} {first}")
    for line in [*more, *finding.next_step.split("\n")]:
        if line.strip():
            click.echo(" " * 25 + line.strip())
