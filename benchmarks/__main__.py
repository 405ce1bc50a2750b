"""``make bench``: prints a table. Medians of interleaved runs, so that a drifting clock hits all alike.

The bare runs have the solution beside the tests and no plugins loaded; they are the fastest that pytest can be.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from benchmarks import batch, graders, languages, services, walls
from benchmarks.bare import lay_out
from benchmarks.calls import microseconds_a_call
from benchmarks.runs import Command, line, measure, usable
from sandbox.languages import LANGUAGES

GOALS = {
    ("check", "bubblewrap"): (1.15, 1.0),
    ("check", "docker"): (1.8, 1.3),
    ("help", ""): (5.0, 3.0),
}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--runs", type=int, default=15, help="runs of each command (default: 15)")
    parser.add_argument("--exercise", default="algo-01", help="a function exercise (default: algo-01)")
    parser.add_argument("--batch-exercise", default="py-01", help="that of the batch (default: py-01)")
    parser.add_argument("--batch", action="store_true", help="only the batch: submissions a second")
    parser.add_argument("--submissions", type=int, default=200, help="in a batch (default: 200)")
    parser.add_argument("--rounds", type=int, default=3, help="of each batch (default: 3)")
    parser.add_argument("--scale", type=int, nargs="*", metavar="N", help="only time and memory of so many submissions")
    options = parser.parse_args()
    backends = usable()
    if options.scale is not None:
        with tempfile.TemporaryDirectory(prefix="bench-") as folder:
            batch.scale(Path(folder), options.batch_exercise, "bubblewrap", options.scale or (100, 500, 2000))
        return
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        batch.throughput(
            Path(folder), options.batch_exercise, backends, count=options.submissions, rounds=options.rounds
        )
        for name in backends:
            batch.breakdown(Path(folder), options.batch_exercise, name, options.submissions)
    if options.batch:
        return
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        checks(Path(folder), options.exercise, backends, options.runs)
        in_languages(Path(folder), backends, max(options.runs // 3, 3))
        graders.report(Path(folder) / "graders", backends, max(options.runs // 5, 3))
    starts(options.runs)
    walls.report(backends, max(options.runs, 3))
    services.report(backends, max(options.runs // 3, 3))
    print("\nOne call, there and back")
    for language in LANGUAGES.values():
        for name in backends:
            found = microseconds_a_call(name, language)
            if found is not None:
                small, long = found
                told = f"{small:7.0f} us    with a list of 100 000 numbers {long / 1000:7.1f} ms"
                print(f"  {language.id:<11} {name:<12} {told}")


def checks(folder: Path, exercise: str, backends: list[str], runs: int) -> None:
    """``kata check`` of a reference solution against bare pytest."""
    bare, workspace = lay_out(exercise, folder)
    print(f"\nWhole process, {exercise}, reference solution, {runs} runs of each in turn with the bare one")
    plain = Command("python -m pytest", bare.argv, bare.folder, bare.env)
    for name in backends:
        check = Command(
            f"kata check, {name}",
            ("kata", "check", exercise, "--submission", str(workspace), "--sandbox", name, "--seed", "1"),
            folder,
            {"KATA_HOME": str(folder / "home")},
        )
        base, checked = measure([plain, check], runs=runs)
        print(line(plain.name, base, base, None))
        print(line(check.name, checked, base, GOALS.get(("check", name))))


def in_languages(folder: Path, backends: list[str], runs: int) -> None:
    """``kata check`` in the other languages against the same work started by hand."""
    bare, _ = lay_out(languages.EXERCISE, folder / "tests")
    questions = folder / "questions"
    for command in languages.record(bare.folder, questions):
        measure([command], runs=0)
    for language in languages.usable():
        program, tested, workspace = languages.lay_out(
            language, questions / "questions.txt", bare.folder, folder / language
        )
        print(f"\nWhole process, {languages.EXERCISE} in {language}, {runs} runs of each in turn")
        words = ("kata", "check", languages.EXERCISE, "--lang", language, "--submission", str(workspace), "--seed", "1")
        home = {"KATA_HOME": str(folder / "home")}
        checks = [Command(f"kata check, {name}", (*words, "--sandbox", name), folder, home) for name in backends]
        alone, both, *checked = measure([program, tested, *checks], runs=runs)
        print(line(program.name, alone, both, None))
        print(line(tested.name, both, both, None))
        for command, result in zip(checks, checked, strict=True):
            print(line(command.name, result, both, (1.5, 1.0)))


def starts(runs: int) -> None:
    """``kata --help`` against an empty Python."""
    commands = [
        Command("python -c pass", ("python", "-c", "pass"), Path.cwd(), {}),
        Command("kata --help", ("kata", "--help"), Path.cwd(), {}),
    ]
    base, helped = measure(commands, runs=2 * runs)
    print(f"\nStart-up, {2 * runs} interleaved runs")
    print(line(commands[0].name, base, base, None))
    print(line(commands[1].name, helped, base, GOALS["help", ""]))


if __name__ == "__main__":
    main()
