"""The watching itself: an attack that succeeded would be noticed. Each rule is shown something that breaks it."""

from __future__ import annotations

import base64
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from graders.outcome import Check, Verdict
from runner.report import ExerciseInfo, Report
from tests.attacks import canaries as watched
from tests.attacks.__main__ import outcome
from tests.attacks.attack import Attack
from tests.attacks.canaries import Canaries
from tests.attacks.leaks import seen_in
from tests.attacks.staging import EXERCISES, with_secrets
from tests.attacks.trial import Trial, _leak_problems, _unlike, _verdict_problems

VALUE = "s0123456789abcdef01234567"


def attack(**more: object) -> Attack:
    fields: dict[str, object] = {
        "area": "forging",
        "name": "x",
        "folder": Path(),
        "tries": "It tries.",
        "holds": "It holds.",
        "exercise": "vault",
        "verdicts": frozenset({Verdict.FAILED}),
    }
    return Attack(**{**fields, **more})  # type: ignore[arg-type]


def report(verdict: Verdict = Verdict.FAILED, *, message: str = "", score: float = 0.0) -> Report:
    check = Check(name="test_it", title="It", verdict=verdict, points=score, max_points=1.0, message=message)
    exercise = ExerciseInfo(id="vault", version="1", title="A vault", skill="probes")
    return Report(exercise=exercise, verdict=verdict, score=score, max_score=1.0, checks=(check,), seed=1, seconds=0.5)


class TestVerdicts:
    def test_that_are_allowed_are_no_problem(self) -> None:
        assert list(_verdict_problems(attack(), report())) == []

    @pytest.mark.parametrize(
        ("more", "given"),
        [
            ({}, report(Verdict.PASSED, score=1.0)),
            ({}, report(Verdict.ERROR)),
            ({}, report(score=1.0)),
            ({"checks": {"test_it": frozenset({Verdict.CRASHED})}}, report()),
            ({"checks": {"others": frozenset({Verdict.CRASHED})}}, report()),
            ({"checks": {"test_gone": frozenset({Verdict.FAILED})}}, report()),
            ({"says": "why"}, report(message="because")),
            ({"seconds": -1.0}, report()),
        ],
    )
    def test_that_are_not_are_one(self, more: dict[str, object], given: Report) -> None:
        assert list(_verdict_problems(attack(**more), given))


class TestSecrets:
    @pytest.mark.parametrize(
        "data",
        [
            VALUE.encode(),
            VALUE[::-1].encode(),
            VALUE.encode().hex().encode(),
            *(base64.b64encode(b"x" * lead + VALUE.encode() + b"y") for lead in range(6)),
            str(list(VALUE.encode())).encode(),
        ],
    )
    def test_are_seen_in_their_disguises(self, data: bytes) -> None:
        assert seen_in(b"before " + data + b" after", [VALUE]) == [VALUE]
        assert seen_in(b"before after", [VALUE]) == []

    def test_are_seen_in_the_stream_and_in_every_format(self, tmp_path: Path) -> None:
        (tmp_path / "stream").write_bytes(VALUE.encode())
        problems = list(_leak_problems(report(message=f"expected {VALUE}"), tmp_path, (VALUE,)))
        assert any("sent" in problem for problem in problems)
        assert {"json", "junit", "terminal"} <= {problem.split()[0] for problem in problems}

    def test_are_drawn_anew_and_are_the_same_in_tests_and_reference(self, tmp_path: Path) -> None:
        exercise, drawn = with_secrets("vault", tmp_path / "one")
        _, again = with_secrets("vault", tmp_path / "two")
        assert drawn
        assert not set(drawn) & set(again)
        texts = [
            path.read_text() for path in (exercise.tests_dir / "test_vault.py", exercise.path / "solution/vault.py")
        ]
        assert all(sum(secret in text for secret in drawn) >= 2 for text in texts)
        assert not any("@secret" in text for text in texts)


class TestTheMachine:
    @pytest.fixture
    def watch(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], Canaries]:
        """Begins to watch; in the test itself, for pytest changes the environment between its parts."""
        monkeypatch.setattr(watched, "PATIENCE_SECONDS", 0.1)
        monkeypatch.setattr(watched, "_children", list)  # pytest's process has children of its own
        for name in ("canary", "tmp"):
            (tmp_path / name).mkdir()
        return lambda: Canaries(tmp_path / "canary", tmp_path / "tmp", "words")

    def test_that_is_as_it_was_is_no_problem(self, watch: Callable[[], Canaries]) -> None:
        assert list(watch().problems([])) == []

    def test_is_seen_to_have_a_changed_canary(self, watch: Callable[[], Canaries], tmp_path: Path) -> None:
        canaries = watch()
        (tmp_path / "canary/canary.txt").write_text("wordz")
        assert any("canary" in problem for problem in canaries.problems([]))

    def test_is_seen_to_have_something_left(self, watch: Callable[[], Canaries], tmp_path: Path) -> None:
        canaries = watch()
        (tmp_path / "tmp/left").touch()
        assert any("temporary" in problem for problem in canaries.problems([]))

    def test_is_seen_to_have_another_environment(
        self, watch: Callable[[], Canaries], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        canaries = watch()
        monkeypatch.setenv("ATTACKED", "1")
        assert any("environment" in problem for problem in canaries.problems([]))

    def test_is_seen_to_have_an_open_descriptor_more(self, watch: Callable[[], Canaries]) -> None:
        canaries = watch()
        reading, writing = os.pipe()
        try:
            assert any("descriptors" in problem for problem in canaries.problems([]))
        finally:
            os.close(reading)
            os.close(writing)


ORPHAN = """
import os, signal, subprocess
from tests.attacks import canaries
canaries.adopt_orphans()
begun = subprocess.run(["/bin/sh", "-c", "sleep 50 >/dev/null 2>&1 & echo $!"], stdout=subprocess.PIPE, check=True)
print(canaries._children())
os.kill(int(begun.stdout), signal.SIGKILL)
os.waitpid(int(begun.stdout), 0)
print(canaries._children())
"""


def test_an_orphan_that_goes_on_is_seen_to_be_left() -> None:
    """In a process of its own, which adopts what loses its parent."""
    argv = [sys.executable, "-c", ORPHAN]
    done = subprocess.run(argv, cwd=EXERCISES.parents[2], capture_output=True, text=True, timeout=60, check=True)
    before, after = done.stdout.splitlines()
    assert "sleep 50" in before
    assert after == "[]"


class TestNeighbours:
    def test_that_come_to_what_they_always_do_are_no_problem(self) -> None:
        assert list(_unlike(report(Verdict.PASSED, score=1.0), ())) == []
        assert list(_unlike(report(), ("test_it",))) == []

    @pytest.mark.parametrize(
        ("given", "caught_by"),
        [
            (report(), ()),
            (report(Verdict.ERROR), ()),
            (report(Verdict.TIME_LIMIT), ("test_it",)),
            (report(Verdict.PASSED, score=1.0), ("test_it",)),
            (report(Verdict.CRASHED), ("test_other",)),
        ],
    )
    def test_that_come_to_something_else_are_one(self, given: Report, caught_by: tuple[str, ...]) -> None:
        assert list(_unlike(given, caught_by))


def test_a_gap_has_to_be_one() -> None:
    held = Trial(verdict="failed", problems=(), message="", seconds=1.0)
    broken = Trial(verdict="passed", problems=("it passed",), message="", seconds=1.0)
    gap = attack(gaps={"bubblewrap": "It cannot."})
    assert (outcome(attack(), "docker", held), outcome(attack(), "docker", broken)) == ("held", "BROKEN")
    assert (outcome(gap, "bubblewrap", broken), outcome(gap, "bubblewrap", held)) == ("gap", "BROKEN")
    assert outcome(gap, "docker", broken) == "BROKEN"
