"""What tests of every package share: the engines of this machine, and whether they are required."""

from __future__ import annotations

import os
from functools import cache

import pytest

from sandbox.backends import create_backend
from sandbox.errors import SandboxError
from sandbox.session import Session
from sandbox.spec import SandboxSpec

BACKENDS = ("docker", "bubblewrap", "process")


@cache
def refusal(name: str) -> str:
    """Why a backend can't be used on this machine; empty if it can."""
    backend = create_backend(name)
    try:
        spec = SandboxSpec()
        with Session(backend.start(spec), spec.limits) as session:
            session.ready()
    except SandboxError as error:
        return str(error)
    finally:
        backend.close()
    return ""


def need(name: str) -> None:
    """Skip the test where a backend can't be used; fail it where ``KATA_REQUIRE`` names the backend."""
    why = refusal(name)
    if why and name in os.environ.get("KATA_REQUIRE", "").split(","):
        pytest.fail(f"KATA_REQUIRE names {name}, which can't be used: {why}", pytrace=False)
    if why:
        pytest.skip(f"{name} can't be used here: {why}")


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
