"""A learner at work in a repository, and what we make of it."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

from graders.git.clone import clone
from graders.git.trusted import ISOLATION, isolated
from graders.git.view import Repository
from sandbox.opening import Opener
from sandbox.spec import Limits, SandboxSpec

FIRST_DAY = "2024-03-04T09:00:00 +0000"
STARTER = "printf 'one\\n' > file.txt\ngit add file.txt\ngit commit -q -m 'Add a file'\n"


@dataclass(frozen=True)
class Learner:
    """A folder with a repository in it, as a learner has it."""

    folder: Path

    def git(self, *arguments: str, stdin: bytes = b"", check: bool = True, **variables: str) -> str:
        """Run Git as the learner would, on a day of its own."""
        identity = {"NAME": "Learner", "EMAIL": "learner@example.org", "DATE": "2024-03-05T10:00:00 +0000"}
        environment = {
            "PATH": os.environ["PATH"],
            **ISOLATION,
            **{f"GIT_{who}_{key}": value for who in ("AUTHOR", "COMMITTER") for key, value in identity.items()},
            "GIT_EDITOR": "true",
            "GIT_ALLOW_PROTOCOL": "file",
            **variables,
        }
        done = subprocess.run(
            ["git", *arguments], cwd=self.folder, env=environment, input=stdin, capture_output=True, check=False
        )
        assert not check or done.returncode == 0, done.stderr.decode()
        return done.stdout.decode().strip()

    def write(self, path: str, content: str | bytes) -> None:
        """Write a file; ``.git/...`` too."""
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content if isinstance(content, bytes) else content.encode())

    def commit(self, message: str, **files: str) -> str:
        """Commit files (``name_ext`` stands for name.ext) and give the commit's name."""
        for name, content in files.items():
            self.write(name.replace("_", "."), content)
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "-m", message)
        return self.git("rev-parse", "HEAD")

    def files(self) -> Mapping[str, bytes]:
        """What is handed in: regular files only."""
        return {
            path.relative_to(self.folder).as_posix(): path.read_bytes()
            for path in self.folder.rglob("*")
            if path.is_file() and not path.is_symlink()
        }


@pytest.fixture
def learner(tmp_path: Path) -> Learner:
    """A learner with a repository of one commit, which is also what an exercise would have started with."""
    folder = tmp_path / "learner"
    folder.mkdir()
    made = Learner(folder)
    made.git("init", "--quiet", "--initial-branch=main", "--template=")
    made.git("config", "core.logAllRefUpdates", "true")
    made.write("file.txt", "one\n")
    made.git("add", "file.txt")
    made.git("commit", "--quiet", "-m", "Add a file", GIT_AUTHOR_DATE=FIRST_DAY, GIT_COMMITTER_DATE=FIRST_DAY)
    return made


@pytest.fixture
def exercise_dir(tmp_path: Path) -> Path:
    """An exercise whose starter makes the learner's first commit."""
    folder = tmp_path / "exercise"
    (folder / "starter").mkdir(parents=True)
    (folder / "starter" / "scenario.sh").write_text(STARTER)
    return folder


Take = Callable[[Mapping[str, bytes]], Repository]


@pytest.fixture
def take(tmp_path: Path, exercise_dir: Path) -> Iterator[Take]:
    """Hand files in, and have the repository that tests see. On the process backend nothing hides what ran inside."""
    with ExitStack() as closing:
        closing.enter_context(isolated())

        def taken(files: Mapping[str, bytes], *, backend: str = "process", limits: Limits | None = None) -> Repository:
            opener = Opener(backend, SandboxSpec(limits=limits or Limits()))
            closing.callback(opener.close)
            session = closing.enter_context(opener())
            session.ready()
            target = tmp_path / f"clone-{len(list(tmp_path.iterdir()))}.git"
            repository = Repository(target, clone(files, session, target), exercise_dir, "git")
            closing.callback(repository.close)
            return repository

        yield taken
