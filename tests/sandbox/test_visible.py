"""What of the machine is seen inside bubblewrap."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from sandbox.backends import covered, create_backend
from sandbox.backends.visible import kernel_masks, masks, parts
from sandbox.session import Session
from sandbox.spec import SandboxSpec
from tests.conftest import need


@pytest.fixture
def session() -> Iterator[Session]:
    need("bubblewrap")
    backend, spec = create_backend("bubblewrap"), SandboxSpec()
    with Session(backend.start(spec), spec.limits) as session:
        session.ready()
        session.allow(20)
        yield session
    backend.close()


def test_the_root_holds_what_is_named_and_nothing_else(session: Session) -> None:
    listed = set(session.run(["ls", "-A", "/"]).stdout.decode().split())
    assert listed <= {"bin", "box", "dev", "etc", "lib", "lib32", "lib64", "nix", "gnu", "proc", "sbin", "tmp", "usr"}
    assert session.run(["ls", "-A", "/box/work", "/tmp", "/dev/shm"]).stdout == b"/box/work:\n\n/dev/shm:\n\n/tmp:\n"


def test_settings_of_the_kernel_cannot_be_changed_nor_what_tells_of_the_machine_be_read(session: Session) -> None:
    program = (
        "import os\n"
        "found = [os.path.join(folder, name) for folder, _, names in os.walk('/proc/sys') for name in names]\n"
        "def opened(path, flags):\n"
        "    try:\n"
        "        os.close(os.open(path, flags))\n"
        "        return True\n"
        "    except OSError:\n"
        "        return False\n"
        "print([path for path in found if opened(path, os.O_WRONLY)])\n"
        f"covered = [f'/proc/{{name}}' for name in {covered.PROC}]\n"
        "print([path for path in covered if os.path.isfile(path) and opened(path, os.O_RDONLY)])\n"
        "print([path for path in covered if os.path.isdir(path) and os.listdir(path)])\n"
    )
    done = session.run(["python3", "-c", program])
    assert (done.stdout, done.stderr) == (b"[]\n" * 3, b"")


def test_its_own_name_is_known_and_nobody_is_asked_for_others(session: Session) -> None:
    for name in ("localhost", "sandbox"):
        found = session.run(["getent", "ahosts", name]).stdout.split()
        assert found[0] in {b"127.0.0.1", b"::1"}
    started = time.monotonic()
    assert session.run(["getent", "hosts", "example.org"]).status == 2
    assert time.monotonic() - started < 1


def test_what_is_installed_in_a_home_folder_shows_no_more_of_it() -> None:
    shown = parts(["/home/learner"])
    assert "/home/learner" not in shown
    assert all(place.startswith("/home/learner/") for place in shown)
    assert not {"/home/learner/.ssh", "/home/learner/share", "/home/learner/work"} & set(shown)


def test_folders_to_hide_are_covered_wherever_they_are_visible(tmp_path: Path) -> None:
    shown, hidden, elsewhere = tmp_path / "lib", tmp_path / "lib" / "kata", tmp_path / "home"
    for folder in (hidden, elsewhere):
        folder.mkdir(parents=True)
    options = masks(sys.executable, [str(shown)], [str(hidden), str(elsewhere)])
    assert " ".join(options).count(f"--tmpfs {hidden} --remount-ro {hidden}") == 1
    assert str(elsewhere) not in options
    assert str(shown) in masks(sys.executable, [str(shown)], [str(shown)]), "the whole of it"


def test_only_what_is_there_is_covered() -> None:
    for place in kernel_masks():
        assert place.startswith("--") or Path(place).exists()
