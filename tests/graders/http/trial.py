"""A run of the service grader: a server's text and hidden tests in, the checks out."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent

PROGRAM = """
import json, sys
from pathlib import Path
from graders.grading import Grading
from graders.http.spec import ServiceSpec, usual_command
from graders.run import carry_out
from sandbox.languages import LANGUAGES
from sandbox.spec import MIB, Limits

folder, settings = Path(sys.argv[1]), json.loads(sys.argv[2])
language, file = settings["language"], settings["file"]
limits = LANGUAGES[language].enough(Limits(seconds=6, total_seconds=60, memory_bytes=192 * MIB, cpu_seconds=20))
outcome = carry_out(Grading(
    exercise_dir=folder, tests_dir=folder / "tests", grader="service", language=language,
    files={file: (folder / file).read_bytes()}, handed_in=(file,), seed=1, limits=limits, sandbox=settings["sandbox"],
    image=LANGUAGES[language].image,
    serve=ServiceSpec(command=usual_command(language, file), seconds=settings["seconds"], env=settings["env"]),
))
found = [
    {"name": c.name, "verdict": c.verdict, "message": c.message, "output": c.output, "seconds": c.seconds}
    for c in outcome.checks
]
print(json.dumps({"verdict": outcome.verdict, "message": outcome.message, "checks": found}))
"""
ROOT = Path(__file__).parents[3]


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """One check as the report has it."""

    name: str
    verdict: str
    message: str
    output: str
    seconds: float


def run(
    folder: Path,
    server: str,
    tests: str,
    *,
    language: str = "python",
    file: str = "server.py",
    sandbox: str = "process",
    seconds: float = 10.0,
    **env: str,
) -> dict[str, Checked]:
    """The checks by their names, without their ``test_``."""
    (folder / "tests").mkdir(exist_ok=True)
    (folder / "tests" / "test_service.py").write_text(dedent(tests))
    (folder / file).write_text(server)
    settings = {"language": language, "file": file, "sandbox": sandbox, "seconds": seconds, "env": env}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, folder, json.dumps(settings)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=150,
    )
    assert done.returncode == 0, done.stderr
    outcome = json.loads(done.stdout.splitlines()[-1])
    assert outcome["checks"], outcome["message"]
    checks = [Checked(**check) for check in outcome["checks"]]
    assert not any("Traceback" in check.message for check in checks)
    return {check.name.removeprefix("test_"): check for check in checks}
