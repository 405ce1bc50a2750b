"""The cgroup of a bubblewrap sandbox: where it can be made, that it is gone afterwards, and what is said without it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sandbox.backends import cgroup, create_backend
from sandbox.backends.cgroup import Cgroup, Mount, Parents
from sandbox.errors import EndReason, SandboxFailed, SessionEnded
from sandbox.session import Session
from sandbox.spec import MIB, Limits, SandboxSpec
from tests.conftest import need

LIMITS = Limits(memory_bytes=64 * MIB, disk_bytes=8 * MIB, processes=12)
WITHOUT = "sandbox.backends.bubblewrap.parents"


@pytest.fixture
def place() -> Parents:
    """Where cgroups can be made on this machine."""
    found = cgroup.parents()
    if found is None:
        pytest.skip("no cgroup can be made here")
    return found


Groups = Callable[[Parents], set[str]]


def of_this_process(place: Parents) -> set[str]:
    """The names of the cgroups that this process has made and not yet removed."""
    mine = f"kata-sandbox-{os.getpid()}-"
    return {entry.name for folder in place.every for entry in Path(folder).iterdir() if entry.name.startswith(mine)}


@pytest.fixture
def groups() -> Groups:
    """Those that came since the test began: the sandboxes that other modules share may be open."""
    place = cgroup.parents()
    before = of_this_process(place) if place else set()
    return lambda place: of_this_process(place) - before


@pytest.fixture
def session(groups: Groups) -> Iterator[Session]:
    """One with a cgroup of its own, which is not there yet when `groups` looks first."""
    need("bubblewrap")
    backend, spec = create_backend("bubblewrap"), SandboxSpec(limits=LIMITS)
    with Session(backend.start(spec), spec.limits) as session:
        session.ready()
        session.allow(20)
        yield session
    backend.close()


# --- where ------------------------------------------------------------------------------------------------


def unified(root: Path, *, handed_down: str = "cpu memory pids") -> tuple[dict[str, str], list[Mount]]:
    """A hierarchy as systemd makes it for a user: controllers are handed down to a slice, not to what is in it."""
    for part, controllers in (("", "cpu io memory pids"), ("slice", handed_down), ("slice/scope", "")):
        (root / part).mkdir(exist_ok=True)
        (root / part / "cgroup.subtree_control").write_text(controllers + "\n")
        (root / part / "cgroup.procs").write_text("")
    return {"": "/user/slice/scope"}, [Mount("/user", str(root), "cgroup2", ("rw", "nsdelegate"))]


def test_with_version_2_the_nearest_that_hands_the_controllers_down_is_taken(tmp_path: Path) -> None:
    found = cgroup._unified(*unified(tmp_path))
    assert found == Parents(memory=f"{tmp_path}/slice", every=(f"{tmp_path}/slice",), unified=True)


def test_one_that_hands_too_little_down_is_passed_over(tmp_path: Path) -> None:
    found = cgroup._unified(*unified(tmp_path, handed_down="cpu pids"))
    assert found is not None
    assert found.memory == str(tmp_path)


def test_one_that_we_may_not_write_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own, mounts = unified(tmp_path)
    monkeypatch.setattr("os.access", lambda path, _: "slice" not in str(path))
    found = cgroup._unified(own, mounts)
    assert found is not None
    assert found.memory == str(tmp_path)
    monkeypatch.setattr("os.access", lambda *_: False)
    assert cgroup._unified(own, mounts) is None


def test_nothing_above_what_is_mounted_is_looked_at(tmp_path: Path) -> None:
    own, _ = unified(tmp_path)
    mounts = [Mount("/user/slice/scope", f"{tmp_path}/slice/scope", "cgroup2", ())]
    assert cgroup._unified(own, mounts) is None


def test_with_version_1_each_controller_has_a_place_of_its_own(tmp_path: Path) -> None:
    for name in ("memory", "pids", "cpu"):
        (tmp_path / name / "job").mkdir(parents=True)
    mounts = [Mount("/", f"{tmp_path}/{name}", "cgroup", ("rw", name)) for name in ("memory", "pids", "cpu")]
    own = {"memory": "/job", "pids": "/job", "cpu": "/", "name=systemd": "/x", "": "/"}
    assert cgroup._separate(own, mounts) == Parents(
        memory=f"{tmp_path}/memory/job",
        every=(f"{tmp_path}/memory/job", f"{tmp_path}/pids/job", f"{tmp_path}/cpu"),
        unified=False,
    )
    assert cgroup._separate({"memory": "/job"}, mounts) is None, "processes are not limited"


# --- what it does -----------------------------------------------------------------------------------------


def test_a_sandbox_is_in_a_cgroup_that_goes_with_it(place: Parents, session: Session, groups: Groups) -> None:
    session.run(["true"])
    (name,) = groups(place)
    for folder in place.every:
        assert len(Path(folder, name, "cgroup.procs").read_text().split()) == 1, "the agent"
    session.close()
    assert groups(place) == set()


def test_many_small_processes_together_are_too_much(place: Parents, session: Session) -> None:
    """Each keeps to its own limit, so that only their sum is in excess."""
    program = (
        "import os, signal, time\n"
        "for _ in range(8):\n"
        "    if os.fork() == 0:\n"
        "        block = bytearray(b'x') * (40 << 20)\n"
        "        time.sleep(60)\n"
        "print([os.waitstatus_to_exitcode(os.wait()[1]) for _ in range(1)])\n"
    )
    done = session.run(["python3", "-c", program])
    assert done.stdout.strip() in {b"[-9]", b"[1]"}
    with pytest.raises(SessionEnded) as caught:
        session.run(["python3", "-c", "import os; os.kill(os.getpid(), 9)"])
    assert caught.value.reason is EndReason.MEMORY_LIMIT, "the kernel has killed for memory in this sandbox"


def test_no_more_processes_and_threads_than_allowed_whoever_they_are(place: Parents, session: Session) -> None:
    program = (
        "import threading\n"
        "stop = threading.Event()\n"
        "count = 0\n"
        "try:\n"
        "    while count < 100:\n"
        "        threading.Thread(target=stop.wait).start()\n"
        "        count += 1\n"
        "except RuntimeError:\n"
        "    print(count)\n"
        "stop.set()\n"
    )
    assert 0 < int(session.run(["python3", "-c", program]).stdout) <= LIMITS.processes


KILLED = """
import os, signal
from sandbox.backends import create_backend
from sandbox.session import Session
from sandbox.spec import SandboxSpec
session = Session(create_backend("bubblewrap").start(SandboxSpec()), SandboxSpec().limits)
session.ready()
session.spawn(["sleep", "600"])
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_what_a_killed_run_leaves_is_removed_by_the_next(place: Parents) -> None:
    need("bubblewrap")
    run = subprocess.Popen([sys.executable, "-c", KILLED], cwd=Path(__file__).parents[2])
    run.wait(timeout=60)
    left = {str(path) for folder in place.every for path in Path(folder).glob(f"kata-sandbox-{run.pid}-*")}
    assert left, "it had one"
    create_backend("bubblewrap").close()
    assert not any(map(os.path.exists, left))


def test_the_cgroup_of_a_running_process_is_left_alone(place: Parents, groups: Groups) -> None:
    group = Cgroup(place, LIMITS)
    try:
        assert not [folder for folder in cgroup.remove_abandoned() if f"-{os.getpid()}-" in folder]
        assert groups(place)
    finally:
        group.remove()
    assert groups(place) == set()
    group.remove()


def test_a_cgroup_that_cannot_be_made_is_our_failure(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    need("bubblewrap")
    monkeypatch.setattr(WITHOUT, lambda: Parents(memory=str(tmp_path), every=(str(tmp_path),), unified=True))
    with pytest.raises(SandboxFailed, match=r"memory\.max"):
        create_backend("bubblewrap").start(SandboxSpec())
    assert list(tmp_path.iterdir()) == []


# --- without one ------------------------------------------------------------------------------------------


def test_without_a_cgroup_it_works_and_says_what_is_not_held(monkeypatch: pytest.MonkeyPatch) -> None:
    need("bubblewrap")
    backend = create_backend("bubblewrap")
    with_one = backend.gaps()
    monkeypatch.setattr(WITHOUT, lambda: None)
    without = backend.gaps()
    assert any("memory of all processes together" in gap for gap in without)
    assert set(with_one) <= set(without)
    spec = SandboxSpec(limits=LIMITS)
    with Session(backend.start(spec), spec.limits) as session:
        session.ready()
        session.allow(20)
        assert session.run(["echo", "works"]).stdout == b"works\n"


# --- cgroup v2 as it is mounted here ----------------------------------------------------------------------


def test_a_sandbox_enters_and_leaves_a_cgroup_of_version_2(monkeypatch: pytest.MonkeyPatch, groups: Groups) -> None:
    """Its settings need the controllers, which a machine with both versions has elsewhere; all else is as it is."""
    need("bubblewrap")
    found = [mount for mount in cgroup._mounts() if mount.kind == "cgroup2"]
    if not found or not os.access(found[0].place, os.W_OK):
        pytest.skip("no cgroup v2 that can be written")
    place = Parents(memory=found[0].place, every=(found[0].place,), unified=True)
    monkeypatch.setattr(WITHOUT, lambda: place)
    if not Path(found[0].place, "memory.max").exists():
        monkeypatch.setattr(Cgroup, "_set", lambda *_, **__: None)
    spec = SandboxSpec(limits=LIMITS)
    with Session(create_backend("bubblewrap").start(spec), spec.limits) as session:
        session.ready()
        session.allow(20)
        session.spawn(["sleep", "600"])
        (name,) = groups(place)
        assert len(Path(found[0].place, name, "cgroup.procs").read_text().split()) == 2
    assert groups(place) == set()
