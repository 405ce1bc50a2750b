"""Every expected error of this package, and how it ends the program.

    KataError (Exception)           what, where, next step; exit code 3: ours
    +-- UsageProblem                 the command line asks for what cannot be; exit code 2
    |   +-- UnknownExercise          no exercise of that id in any pack
    |   +-- WorkspaceProblem         a folder is not what the command needs, or must not be overwritten
    +-- ManifestInvalid              an exercise's folder breaks the rules; carries all of its problems
    +-- CatalogProblem               a pack, a prompt or hints cannot be used
    +-- ProgressUnavailable          the store of attempts cannot be read or written; never stops a check
    +-- StoreUnusable                the results of a batch cannot be read or written
    +-- NoSandbox                    no backend can be used for a batch on this machine
    ReportFormatError (ValueError)  a text is not a ``kata.report/v1`` object
    NotOpened (Exception)           a bundle could not be opened, for there is no sandbox; ours, and tried again
    WorkLost (Exception)            the process in which a cluster's worker grades ended without a word
    SubmissionInvalid               (``graders.errors``) nothing to grade was handed in: verdict ``invalid``

Whatever else reaches ``runner.cli.main`` is a bug of ours, and is told as one.
"""

from __future__ import annotations

PASSED = 0
NOT_PASSED = 1
USAGE = 2
OURS = 3
INTERRUPTED = 130
"""128 and SIGINT, as shells count."""
BROKEN_PIPE = 141
"""128 and SIGPIPE."""


class KataError(Exception):
    """Something we can explain.

    Args:
        what: what is wrong, in one sentence without a full stop at the end.
        where: the file or folder it is about, if any.
        next_step: what to do about it.
    """

    exit_code = OURS

    def __init__(self, what: str, *, where: str = "", next_step: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.next_step = next_step

    def __str__(self) -> str:
        """The three parts, a line each, as the command line prints them."""
        parts = (part for part in (self.what, self.where, self.next_step) if part)
        return "\n".join(parts).replace("\n", "\n  ")


class UsageProblem(KataError):
    """The command line asks for something that cannot be."""

    exit_code = USAGE


class UnknownExercise(UsageProblem):
    """No pack holds an exercise of that id."""

    def __init__(self, exercise_id: str, known: list[str]) -> None:
        meant = close_match(exercise_id, known)
        super().__init__(
            f'no exercise "{exercise_id}"' + (f'; did you mean "{meant}"?' if meant else ""),
            next_step="`kata list` shows all exercises",
        )
        self.exercise_id = exercise_id


class WorkspaceProblem(UsageProblem):
    """A folder is not what the command needs, or holds work that must not be overwritten."""


class CatalogProblem(KataError):
    """A pack or a file of an exercise cannot be used."""


class ManifestInvalid(KataError):
    """An exercise's folder breaks the rules.

    Args:
        exercise_id: the folder's name.
        problems: each one line, with its file and line number.
    """

    def __init__(self, exercise_id: str, problems: tuple[str, ...]) -> None:
        count = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
        super().__init__(
            f'the exercise "{exercise_id}" has {count}',
            where="\n".join(problems),
            next_step=f"mend it, then prove it with `kata verify {exercise_id}`",
        )
        self.problems = problems


class ProgressUnavailable(KataError):
    """The store of attempts cannot be used."""


class StoreUnusable(KataError):
    """The file of results cannot be read or written."""


class NoSandbox(KataError):
    """No backend can be used for a batch on this machine."""


class ReportFormatError(ValueError):
    """A text that is not a ``kata.report/v1`` object. The message names the place and the rule."""


class NotOpened(Exception):
    """What was handed in could not be opened, for there is no sandbox to do it in: no verdict on it."""


class WorkLost(Exception):
    """The process in which a worker of a cluster grades ended without a word."""


def close_match(word: str, known: list[str] | tuple[str, ...]) -> str | None:
    """The known word that was probably meant, or None."""
    import difflib

    found = difflib.get_close_matches(word, known, n=1, cutoff=0.6)
    return found[0] if found else None
