"""The walls that are named stand, on each backend, and what is named as missing is."""

from __future__ import annotations

from pathlib import Path

import pytest

from sandbox.backends import AUTO, cgroup, create_backend
from sandbox.session import Session
from sandbox.spec import SandboxSpec
from sandbox.walls import walls

ALL = {
    "system calls filtered",
    "no capabilities",
    "no rights to gain",
    "not root",
    "no network",
    "limits on all of it together",
}
SECURITY = Path(__file__).parents[2] / "SECURITY.md"


def test_the_walls_of_a_sandbox_stand(backend_name: str) -> None:
    backend, spec = create_backend(backend_name), SandboxSpec()
    with Session(backend.start(spec), spec.limits) as session:
        session.ready()
        session.allow(20)
        found = {wall.what: wall.stands for wall in walls(session)}
    backend.close()
    assert found.keys() == ALL
    if backend_name == "process":
        assert not any(found[what] for what in ("system calls filtered", "no network", "limits on all of it together"))
    else:
        missing = set() if backend_name == "docker" or cgroup.parents() else {"limits on all of it together"}
        assert {what for what, stands in found.items() if not stands} == missing


@pytest.mark.parametrize("name", AUTO)
def test_what_a_backend_does_not_hold_is_in_the_security_policy(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    text = " ".join(SECURITY.read_text(encoding="utf-8").split())
    monkeypatch.setattr("sandbox.backends.bubblewrap.parents", lambda: None)
    monkeypatch.setattr("sandbox.backends.seccomp.program", lambda: b"")
    gaps = create_backend(name).gaps()
    assert bool(gaps) == (name != "docker")
    assert [gap for gap in gaps if gap not in text] == []
