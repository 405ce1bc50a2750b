"""What tests of every package share: the engines of this machine, and whether they are required."""

from __future__ import annotations

import os
import shutil
import signal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from graders.documents.formats import FORMATS
from sandbox.backends import create_backend
from sandbox.errors import SandboxError, SandboxUnavailable
from sandbox.languages import LANGUAGES
from sandbox.opening import Opener
from sandbox.services import SERVICES, running
from sandbox.session import Session
from sandbox.spec import Limits, SandboxSpec

if TYPE_CHECKING:
    from collections.abc import Generator

BACKENDS = ("docker", "bubblewrap", "process")

settings.register_profile("busy", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("busy")  # how long something takes is for the benchmarks; a busy machine is no failure


@cache
def refusal(name: str, language: str = "") -> str:
    """Why a backend can't be used on this machine, for solutions in a language; empty if it can."""
    backend = create_backend(name)
    row = LANGUAGES.get(language) or FORMATS.get(language)
    spec = SandboxSpec(image=row.image, tools=row.tools) if row else SandboxSpec()
    try:
        with Session(backend.start(spec), spec.limits) as session:
            session.ready()
    except SandboxError as error:
        return str(error)
    finally:
        backend.close()
    return ""


def pytest_configure() -> None:
    """What tests start can be interrupted, even if a shell started them in the background, where it can't."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.hookimpl(wrapper=True)
def pytest_report_to_serializable() -> Generator[None, object, object]:
    """What crosses from a worker to its master is text that every encoding has: a report may show half a character."""
    return _written((yield))


def _written(data: object) -> object:
    if isinstance(data, str):
        return data.encode(errors="backslashreplace").decode()
    if isinstance(data, dict):
        return {key: _written(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return type(data)(_written(item) for item in data)
    return data


def need(name: str) -> None:
    """Skip the test where a backend can't be used; fail it where ``KATA_REQUIRE`` names the backend."""
    why = refusal(name)
    if why and name in os.environ.get("KATA_REQUIRE", "").split(","):
        pytest.fail(f"KATA_REQUIRE names {name}, which can't be used: {why}", pytrace=False)
    if why:
        pytest.skip(f"{name} can't be used here: {why}")


def need_program(name: str, program: str | None) -> str:
    """Skip the test where a program is missing; fail it where ``KATA_REQUIRE`` names it. Its path."""
    if program is None and name in os.environ.get("KATA_REQUIRE", "").split(","):
        pytest.fail(f"KATA_REQUIRE names {name}, which is not installed", pytrace=False)
    if program is None:
        pytest.skip(f"{name} is not installed")
    return program


def need_language(language: str, backend: str) -> None:
    """Skip the test where a language can't be used on a backend; fail it where ``KATA_REQUIRE`` names the language."""
    need(backend)
    if language == "git" and GIT is None:
        pytest.skip("git is not installed")
    why = refusal(backend, language)
    if why and language in os.environ.get("KATA_REQUIRE", "").split(","):
        pytest.fail(f"KATA_REQUIRE names {language}, which can't be used under {backend}: {why}", pytrace=False)
    if why:
        pytest.skip(f"{language} can't be used under {backend} here: {why}")


@cache
def service_refusal(name: str, backend: str) -> str:
    """Why a service can't be used under a backend on this machine; empty if it can."""
    service = SERVICES[name]
    spec = SandboxSpec(image=service.image, limits=service.enough(Limits()), tools=service.tools)
    opener = Opener(backend, spec)
    try:
        session = opener()
        session.ready()
        running.begin([name], session)
    except SandboxUnavailable as error:
        return str(error)
    finally:
        opener.close()
    return ""


def need_service(name: str, backend: str) -> None:
    """Skip the test where a service can't be used on a backend; fail it where ``KATA_REQUIRE`` names the service."""
    need(backend)
    why = service_refusal(name, backend)
    can_have_it = backend == "docker" or not any(tool.in_image_only for tool in SERVICES[name].tools)
    if why and name in os.environ.get("KATA_REQUIRE", "").split(",") and backend != "process" and can_have_it:
        pytest.fail(f"KATA_REQUIRE names {name}, which can't be used under {backend}: {why}", pytrace=False)
    if why:
        pytest.skip(f"{name} can't be used under {backend} here: {why}")


@pytest.fixture(params=BACKENDS)
def backend_name(request: pytest.FixtureRequest) -> str:
    """Each backend that works here."""
    need(request.param)
    return str(request.param)


@pytest.fixture
def kata_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> str:
    """A data folder of the test's own."""
    home = str(tmp_path_factory.mktemp("kata-home"))
    monkeypatch.setenv("KATA_HOME", home)
    return home


GIT = shutil.which("git")
needs_git = pytest.mark.skipif(GIT is None, reason="git is not installed")
NEED_GIT = ("graders/git", "graders/test_repository.py")
"""Tests of what Git does: left out, and said so, on a machine without it."""


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """Leave out what can't even be imported without Git."""
    place = collection_path.as_posix()
    return True if GIT is None and any(place.endswith(f"tests/{part}") for part in NEED_GIT) else None


def pytest_report_header() -> str:
    """Say what was left out."""
    return "" if GIT else f"git is not installed; left out: {', '.join(NEED_GIT)}"
