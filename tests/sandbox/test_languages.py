"""The table of languages, and the programs that they need on a machine without images."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from sandbox.backends import create_backend, machine
from sandbox.errors import SandboxUnavailable
from sandbox.images import IMAGES
from sandbox.languages import LANGUAGES, Language
from sandbox.spec import Limits, SandboxSpec, Tool
from sandbox.toolchains import look

LUA = Tool(name="kata-lua", version=("-v",), least=(5, 3), advice="apt install lua5.4")


@pytest.mark.parametrize("language", LANGUAGES.values(), ids=list(LANGUAGES))
def test_every_row_has_its_image_and_its_driver(language: Language) -> None:
    assert language.image in IMAGES
    assert language.program.files
    assert language.program.argv


def test_limits_are_raised_to_what_a_language_needs_and_never_lowered() -> None:
    language = LANGUAGES["java"]
    assert language.enough(Limits(memory_bytes=1)).memory_bytes == language.memory_bytes
    assert language.enough(Limits(memory_bytes=1 << 40)).memory_bytes == 1 << 40
    assert language.enough(Limits(seconds=3)).seconds == 3


@pytest.mark.parametrize(
    ("name", "spelled"),
    [("two_sum", "twoSum"), ("pop", "pop"), ("is_2_even", "is2Even"), ("Node", "Node"), ("MAX_SIZE", "MAX_SIZE")],
)
def test_names_become_camel_case_where_that_is_the_convention(name: str, spelled: str) -> None:
    assert LANGUAGES["java"].spelled(name) == spelled
    assert LANGUAGES["python"].spelled(name) == name


# --- the machine's own programs ---------------------------------------------------------------------------


def fake(folder: Path, said: str, *, status: int = 0) -> Path:
    program = folder / "bin" / LUA.name
    program.parent.mkdir(parents=True, exist_ok=True)
    program.write_text(f"#!/bin/sh\necho '{said}'\nexit {status}\n")
    program.chmod(0o755)
    return program


@pytest.mark.parametrize(
    ("said", "version", "problem"),
    [
        ("Lua 5.4.6  Copyright", "5.4.6", ""),
        ("Lua 5.1", "", "kata-lua 5.1 is too old, 5.3 is needed"),
        ("no digits", "", "does not tell its version"),
        ("", "", "does not answer"),
    ],
)
def test_a_program_is_asked_for_its_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: str, version: str, problem: str
) -> None:
    place = fake(tmp_path, said, status=0 if said else 3)
    monkeypatch.setenv("PATH", f"{place.parent}:/usr/bin:/bin")
    found = look(LUA)
    assert found.place == str(place)
    assert found.version == version
    assert problem in found.problem
    assert bool(found.problem) == bool(problem)
    assert found.advice == (LUA.advice if problem else "")


def test_a_program_that_is_not_there_is_said_with_how_to_get_it() -> None:
    assert look(LUA).problem == "kata-lua is not installed"
    said = r"kata-lua is not installed here \(apt install lua5\.4\).*kata sandbox build"
    for name in ("process", "bubblewrap"):
        if name == "process" or shutil.which("bwrap"):
            with pytest.raises(SandboxUnavailable, match=said):
                create_backend(name).start(SandboxSpec(tools=(LUA,)))


def test_what_a_version_manager_installed_is_shown_with_its_prefix(tmp_path: Path) -> None:
    place = fake(tmp_path / "lua-5.4.6", "Lua 5.4.6")
    link = tmp_path / "shims" / LUA.name
    link.parent.mkdir()
    link.symlink_to(place)
    (found,) = machine.find((LUA,), f"/usr/bin:{link.parent}")
    assert machine.prefixes((found, "/usr/bin/env"), ("/usr", "/bin")) == (str(tmp_path / "lua-5.4.6"),)
