"""``junit``: a suite for each submission and in it a case for each check, for GitHub, GitLab and Jenkins.

GitLab shows a case under its class, takes two cases of one class and name for the same, and reads files of less than
30 MB: so the class names learner and exercise, and what is long is left out where a file would get larger.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from runner.feedback import limited
from runner.renderers.junit import document, suite_of

if TYPE_CHECKING:
    from xml.etree import ElementTree as ET

    from runner.batch.model import Graded
    from runner.gradebook import Gradebook

LARGEST_BYTES = 29_000_000


def render(book: Gradebook, /, *, largest: int = LARGEST_BYTES) -> str:
    """The whole document, in ASCII.

    Args:
        book: what there is.
        largest: its bytes; beyond them what the solutions printed is left out, then the messages, then the checks.
    """
    text = ""
    for feedback, outputs, left_out in (
        (book.feedback, True, ""),
        (book.feedback, False, "what the solutions printed"),
        ("names", False, "what the solutions printed, and all messages"),
        ("score", False, "the checks"),
    ):
        suites = [_suite(graded, book, feedback, outputs=outputs, left_out=left_out) for graded in book.graded]
        text = document(suites)
        if len(text) <= largest:
            break
    return text


def _suite(graded: Graded, book: Gradebook, feedback: str, *, outputs: bool, left_out: str) -> ET.Element:
    learner, exercise = graded.handed.learner, graded.handed.exercise
    properties = {"learner": learner, "exercise": exercise, "language": graded.language}
    if left_out:
        properties["left_out"] = f"{left_out}, for the file to be small enough to be read"
    return suite_of(
        limited(book.told(graded), feedback),
        name=f"{learner}: {exercise}",
        classname=f"{learner}.{exercise}",
        properties=properties,
        outputs=outputs,
    )
