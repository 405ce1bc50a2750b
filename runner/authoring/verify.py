"""``kata verify``: proves that an exercise grades rightly.

Of each exercise, in each of its languages, it is proven that

- the manifest and the folder are in order, and every check has a title and is worth something;
- the reference solution passes with every point, under several seeds, with the same checks each time;
- the starter and empty files do not pass, and the starter earns at most half of the points;
- every mutant is caught by each check that it names, under several seeds;
- cheats do not pass and earn nothing, or what one fixed answer may fairly earn (``runner.authoring.cheats``);
- the prompt can be made and its examples are true; there are three hints;
- nothing of the tests, the solution, the mutants or the hints is in what a learner gets.

Each grading is the one a learner gets, ``runner.grade.grade``, in a child forked from a process that has
pytest loaded, as many at once as there are processors. All problems of all exercises are found in one run.
"""

from __future__ import annotations

import importlib
import json
import os
import time
import warnings
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

from graders.errors import ExerciseInvalid
from graders.git.errors import GitError
from graders.outcome import Verdict
from runner.authoring.candidates import Candidate, candidates
from runner.authoring.examples import example_problems
from runner.authoring.folder import folder_problems
from runner.authoring.proof import Problem, Run, judge
from runner.errors import ManifestInvalid
from runner.forked import Outcome, run_in_child, run_in_children
from runner.grade import grade, invalid
from runner.prompt import render
from runner.report import Report
from runner.target import check_language
from sandbox.leftovers import temporary_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from runner.catalog import Catalog
    from runner.manifest import Exercise

SEEDS = (1, 20_011)
"""What is graded under several seeds is graded under these, so that a proof can be repeated."""
SPARE_SECONDS = 60.0
"""What a grading may take beyond the exercise's own limit, for starting its sandboxes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What was run for one exercise in one language, and what is wrong with it.

    Attributes:
        exercise_id: the exercise.
        language: what it was solved in; empty when its manifest could not be read.
        title: the exercise's title.
        runs: every grading, in the order of the candidates.
        problems: every rule that it breaks; none when it is proven.
        seconds: wall time.
    """

    exercise_id: str
    language: str = ""
    title: str = ""
    runs: tuple[Run, ...] = ()
    problems: tuple[Problem, ...] = ()
    seconds: float = 0.0

    @property
    def proven(self) -> bool:
        """Whether everything holds."""
        return not self.problems


def verify(
    catalog: Catalog,
    ids: Sequence[str] = (),
    *,
    language: str | None = None,
    sandbox: str = "auto",
    seeds: Sequence[int] = SEEDS,
    jobs: int | None = None,
) -> Iterator[Verification]:
    """Prove exercises, one after the other.

    Args:
        catalog: where they are.
        ids: which; all of the catalog without any.
        language: only in this one, and of all exercises only those that have it; None for every language of each.
        sandbox: ``auto`` or the name of a backend.
        seeds: what the random choices of the tests come from; the first is used for every candidate.
        jobs: gradings at once; as many as there are processors if None.

    Yields:
        The proof of each exercise in each of its languages. A broken manifest is a proof with its problems.

    Raises:
        UnknownExercise: an id is of no exercise.
        UsageProblem: an exercise that is named does not have the language.
        OSError: an exercise's files cannot be read, or no process can be forked.
    """
    entries = catalog.entries()
    for exercise_id in ids or entries:
        try:
            exercise = catalog.find(exercise_id)
        except ManifestInvalid as invalid_manifest:
            problems = tuple(
                Problem(rule="the manifest is right", found=text, next_step="mend it")
                for text in invalid_manifest.problems
            )
            yield Verification(exercise_id=exercise_id, problems=problems)
            continue
        if ids and language is not None:
            check_language(exercise, language)
        for each in exercise.languages:
            if language in {None, each}:
                yield verify_exercise(exercise, each, sandbox=sandbox, seeds=seeds, jobs=jobs)


def verify_exercise(
    exercise: Exercise,
    language: str,
    *,
    sandbox: str = "auto",
    seeds: Sequence[int] = SEEDS,
    jobs: int | None = None,
) -> Verification:
    """Prove one exercise in one language; see ``verify``."""
    started = time.monotonic()
    runs: list[Run] = []

    def graded() -> Iterator[Problem]:
        with temporary_folder("verify") as folder:
            made = tuple(candidates(exercise, language, folder))
        runs.extend(_graded(exercise, made, sandbox=sandbox, seeds=seeds, jobs=jobs or os.cpu_count() or 1))
        yield from judge(runs)

    steps = (lambda: folder_problems(exercise, language), lambda: _examples(exercise, language), graded)
    problems = [problem for step in steps for problem in _all_of(step)]
    return Verification(
        exercise_id=exercise.id,
        language=language,
        title=exercise.title,
        runs=tuple(runs),
        problems=tuple(dict.fromkeys(problems)),
        seconds=time.monotonic() - started,
    )


def _all_of(step: Callable[[], Iterator[Problem]]) -> Iterator[Problem]:
    """The problems of one step; an exercise on which it cannot go on is a problem too, and the next one is taken."""
    try:
        yield from step()
    except (GitError, ExerciseInvalid) as error:
        yield Problem(rule="the exercise's own data and scripts work", found=str(error), next_step="mend them")


def _graded(
    exercise: Exercise, made: Sequence[Candidate], *, sandbox: str, seeds: Sequence[int], jobs: int
) -> tuple[Run, ...]:
    """Grade each candidate under the seeds that it is graded under."""
    _load(exercise.grader)
    tasks = [(candidate, seed) for candidate in made for seed in (seeds if candidate.repeats else seeds[:1])]
    functions = [
        _grading(exercise, candidate, seed, sandbox, all_checks=len(seeds) > 1 and seed == seeds[0])
        for candidate, seed in tasks
    ]
    seconds = exercise.limits.total_seconds + SPARE_SECONDS
    outcomes = dict(run_in_children(functions, jobs=jobs, seconds=seconds))
    return tuple(
        Run(candidate=candidate, report=_report(exercise, outcomes[index], seed))
        for index, (candidate, seed) in enumerate(tasks)
    )


def _load(grader: str) -> None:
    """Import once what every child needs."""
    for module in ("pytest", "graders.plugin", f"graders.{grader}"):
        importlib.import_module(module)


def _grading(
    exercise: Exercise, candidate: Candidate, seed: int, sandbox: str, *, all_checks: bool
) -> Callable[[], str]:
    submission = candidate.submission
    only = candidate.mutant.fails if candidate.mutant and not all_checks else ()  # what must catch it is enough to know

    def run() -> str:
        if isinstance(submission, str):
            return replace(invalid(exercise, submission), seed=seed).to_json()
        warnings.resetwarnings()  # a grade must not hang on what the process that forked us makes of warnings
        return grade(exercise, submission, sandbox=sandbox, seed=seed, only=only).to_json()

    return run


def _report(exercise: Exercise, outcome: Outcome, seed: int) -> Report:
    """What a child came to; one that was lost is an error of ours."""
    if outcome.text is not None:
        return Report.from_json(outcome.text)
    failed = replace(invalid(exercise, outcome.failure), verdict=Verdict.ERROR, seed=seed)
    return replace(failed, seconds=outcome.seconds)


def _examples(exercise: Exercise, language: str) -> Iterator[Problem]:
    def run() -> str:
        task = render(exercise, language)
        return json.dumps([asdict(problem) for problem in example_problems(exercise, language, task)])

    outcome = run_in_child(run, seconds=SPARE_SECONDS)
    if outcome.text is None:
        yield Problem(
            rule="the examples in the prompt can be run against the reference",
            found=outcome.failure,
            next_step="mend the prompt or the reference",
        )
        return
    found: list[dict[str, Any]] = json.loads(outcome.text)
    for problem in found:
        yield Problem(**problem)
