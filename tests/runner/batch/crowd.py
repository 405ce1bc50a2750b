"""A crowd of submissions: references, mutants, starters and cheats of several exercises, and hostile ones.

Of the corpus of attacks those are taken whose outcome is one and the same each time: not those that race with a
clock or with the kernel.
"""

from __future__ import annotations

import itertools
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from graders.outcome import Verdict
from runner.authoring.candidates import candidates
from runner.catalog import Catalog
from runner.submission import Submission
from tests.attacks.attack import Attack, attacks
from tests.attacks.staging import stage, with_secrets

AREAS = ("forging", "sql", "handles", "repositories", "report", "copying")
EXERCISES = ("algo-02", "sql-01", "git-01", "lang-01", "py-01", "sql-02", "algo-03", "algo-05", "lang-02", "py-02")
NEVER_THE_SAME = frozenset({"prints-a-report", "prints-a-report-and-leaves", "looks-into-processes", "rows-by-chance"})
"""What these do differs from run to run: lines on two streams at once, numbers of processes, chance."""
NEEDS_ITS_TRIAL = frozenset({"a-hard-link-to-the-host"})
"""This one links to a file that a trial of the attacks has."""
PER_EXERCISE = 8
"""How many different honest submissions an exercise gives, about."""


def gather(folder: Path, count: int) -> Path:
    """Lay out so many submissions below ``folder/handed-in``; the pack with the exercises of the hostile ones.

    Args:
        folder: an empty folder.
        count: how many; half of them are hostile, as far as there are such.
    """
    handed_in, pack = folder / "handed-in", folder / "pack"
    hostile = _hostile()
    attacking = hostile[:: max(1, 2 * len(hostile) // count)][: count // 2]
    for exercise in sorted({attack.exercise for attack in attacking}):
        with_secrets(exercise, pack)
    for number, attack in enumerate(attacking):
        made = stage(attack, _new(folder / "making" / f"attack{number}")).submission
        _move(made, handed_in / f"{attack.area}-{attack.name}" / attack.exercise)
    honest = _honest(folder / "making", count - len(attacking))
    for number, (name, exercise, made) in enumerate(honest):
        _move(made, handed_in / f"{name}-{number}" / exercise)
    shutil.rmtree(folder / "making")
    assert len(list(handed_in.iterdir())) == count
    return pack


def _hostile() -> list[Attack]:
    certain = frozenset({Verdict.FAILED, Verdict.INVALID})
    found = [
        one
        for one in attacks()
        if one.area in AREAS
        and one.language in {"python", "git", "sqlite"}
        and one.seconds is None
        and len(one.verdicts) == 1
        and one.verdicts <= certain
        and one.name not in NEVER_THE_SAME | NEEDS_ITS_TRIAL
    ]
    by_area = [[one for one in found if one.area == area] for area in AREAS]
    return [one for row in itertools.zip_longest(*by_area) for one in row if one is not None]


def _honest(making: Path, count: int) -> Iterator[tuple[str, str, Path]]:
    """Names, exercises and folders; the same ones once more, told apart by a comment, where there are too few."""
    known = Catalog.open()
    wanted = EXERCISES[: max(3, -(-count // PER_EXERCISE))]
    left = count
    for turn in itertools.count():
        for exercise_id in wanted:
            exercise = known.find(exercise_id)
            language = exercise.languages[0]
            for candidate in candidates(exercise, language, _new(making / f"{exercise_id}-{turn}")):
                name = (candidate.name or candidate.role.value).replace(" ", "-")
                if not isinstance(candidate.submission, Submission) or name in NEVER_THE_SAME:
                    continue
                place = candidate.submission.source
                if turn:
                    if exercise.kind.whole_folder:
                        continue
                    file = place / exercise.files[language][0]
                    file.write_text(file.read_text() + f"\n{'--' if language == 'sqlite' else '#'} {turn}\n")
                yield name, exercise_id, place
                left -= 1
                if not left:
                    return


def _new(folder: Path) -> Path:
    folder.mkdir(parents=True)
    return folder


def _move(made: Path, target: Path) -> None:
    """A rename: some of what lies in there cannot be copied."""
    target.parent.mkdir(parents=True)
    os.rename(made, target)  # noqa: PTH104 - of a folder, whatever it is
