"""The submissions that prove an exercise: its reference, its starter, empty files, its mutants, and cheats.

They are made in folders as a learner's are, and read from there as a learner's are, so that what is proven is
what happens.
"""

from __future__ import annotations

import enum
import importlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graders.errors import SubmissionInvalid
from runner import workspace
from runner.authoring.cheats import Cheat, cheats
from runner.submission import Submission

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from runner.manifest import Exercise, Mutant


class Role(enum.StrEnum):
    """What a candidate stands for, in the order in which they are told of."""

    REFERENCE = "reference"
    STARTER = "starter"
    EMPTY = "empty submission"
    MUTANT = "mutant"
    CHEAT = "cheat"


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One submission with what is expected of it.

    Attributes:
        role: what it stands for.
        submission: what is graded; a text says why it cannot be read.
        mutant: the mutant it is, with the checks that must catch it.
        cheat: the cheat it is, with the share of the points that it may earn.
    """

    role: Role
    submission: Submission | str
    mutant: Mutant | None = None
    cheat: Cheat | None = None

    @property
    def name(self) -> str:
        """The mutant's or the cheat's own name; empty for the others."""
        one = self.mutant or self.cheat
        return one.name if one else ""

    @property
    def repeats(self) -> bool:
        """Whether it is graded under every seed: what must pass, and what must be caught."""
        return self.role in {Role.REFERENCE, Role.MUTANT}


def candidates(exercise: Exercise, language: str, folder: Path) -> Iterator[Candidate]:
    """Make every candidate in a folder of its own below ``folder``, which is empty.

    Raises:
        OSError: the exercise's files cannot be copied.
        GitError: a repository's scenario does not run (``graders.git.errors``).
    """
    made = _Made(exercise, language, folder)
    reference = made.solution(None)
    yield Candidate(role=Role.REFERENCE, submission=reference)
    yield Candidate(role=Role.STARTER, submission=made.starter())
    yield Candidate(role=Role.EMPTY, submission=made.empty())
    for mutant in exercise.mutants_in(language):
        yield Candidate(role=Role.MUTANT, submission=made.solution(mutant), mutant=mutant)
    if isinstance(reference, Submission):
        for cheat in cheats(exercise, language, reference.files):
            yield Candidate(role=Role.CHEAT, submission=made.from_files(cheat.name, cheat.files), cheat=cheat)


@dataclass(frozen=True, slots=True)
class _Made:
    """Makes submissions in folders and reads them as a learner's are read."""

    exercise: Exercise
    language: str
    folder: Path

    def solution(self, mutant: Mutant | None) -> Submission | str:
        """The reference, or a mutant: the reference with the mutant's files over it."""
        target = self._new_folder("reference" if mutant is None else f"mutant-{mutant.name}")
        scenario = self.exercise.kind.scenario
        if scenario is not None:
            make_solution = importlib.import_module(scenario).make_solution
            make_solution(self.exercise.path, self.language, mutant.name if mutant else None, target)
        else:
            workspace.copy_files(self.exercise.solution_dir(self.language), target)
            if mutant is not None:
                workspace.copy_files(self.exercise.mutant_dir(mutant, self.language), target)
        return self._read(target)

    def starter(self) -> Submission | str:
        """What ``kata start`` gives."""
        target = self._new_folder("starter")
        workspace.make_starter(self.exercise, self.language, target)
        return self._read(target)

    def empty(self) -> Submission | str:
        """The files that are asked for with nothing in them; of a repository, an empty folder."""
        names = () if self.exercise.kind.whole_folder else self.exercise.files[self.language]
        return self.from_files("empty", dict.fromkeys(names, b""))

    def from_files(self, name: str, files: Mapping[str, bytes]) -> Submission | str:
        """A submission of just these files."""
        target = self._new_folder(name.replace(" ", "-"))
        for path, content in files.items():
            (target / path).parent.mkdir(parents=True, exist_ok=True)
            (target / path).write_bytes(content)
        return self._read(target)

    def _new_folder(self, name: str) -> Path:
        target = self.folder / name
        target.mkdir()
        return target

    def _read(self, target: Path) -> Submission | str:
        try:
            return Submission.read(self.exercise, target, self.language)
        except SubmissionInvalid as problem:
            return str(problem).replace(str(target), "it")
