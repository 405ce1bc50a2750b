"""Runs hidden tests of one grader against a submission, in a process of their own, as every grading is."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

ROOT = Path(__file__).parents[2]
RUN = """
import json, sys
from pathlib import Path
from graders.grading import Grading
from graders.run import carry_out
from sandbox.spec import Limits

exercise, grader, names, sandbox = Path(sys.argv[1]), sys.argv[2], sys.argv[3].split(","), sys.argv[4]
work = exercise / "work"
files = {path.relative_to(work).as_posix(): path.read_bytes() for path in work.rglob("*") if path.is_file()}
outcome = carry_out(Grading(
    exercise_dir=exercise, tests_dir=exercise / "tests", grader=grader, language="python", files=files,
    handed_in=tuple(names), seed=1, limits=Limits(seconds=20), sandbox=sandbox,
))
checks = {check.name: [check.verdict, check.message] for check in outcome.checks}
print("\\n" + json.dumps([outcome.verdict, outcome.message, checks]))
"""


class Graded:
    """What a run came to: each check's verdict and message by its name."""

    def __init__(self, printed: str) -> None:
        self.verdict, self.message, checks = json.loads(printed.splitlines()[-1])
        self.checks: dict[str, list[str]] = checks

    def verdicts(self) -> dict[str, str]:
        """The verdict of each check."""
        return {name: check[0] for name, check in self.checks.items()}

    def message_of(self, name: str) -> str:
        """What a check that did not pass says."""
        return self.checks[name][1]


def graded(
    exercise: Path,
    grader: str,
    *,
    tests: str,
    work: dict[str, str | bytes],
    more: dict[str, str] | None = None,
    sandbox: str = "process",
    environment: dict[str, str] | None = None,
) -> Graded:
    """Grade the files in ``work``, the first of which is asked for; ``more`` are files of the exercise's folder."""
    texts = {"tests/test_it.py": dedent(tests), **(more or {})}
    contents = {name: dedent(text).encode() for name, text in texts.items()}
    for name, content in work.items():
        contents[f"work/{name}"] = dedent(content).encode() if isinstance(content, str) else content
    for name, data in contents.items():
        path = exercise / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    done = subprocess.run(
        [sys.executable, "-c", RUN, str(exercise), grader, next(iter(work)), sandbox],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "HOME": str(exercise), **(environment or {})},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return Graded(done.stdout)
