"""The exceptions of the grader ``document``.

ProgramMissing (SandboxError)   the sandbox does not hold the program that reads a document
LibraryMissing (SandboxError)   an optional library of this side is not installed
"""

from __future__ import annotations

from sandbox.errors import SandboxError
from sandbox.spec import BUILD


class ProgramMissing(SandboxError):
    """The sandbox does not hold the program that reads a document."""

    def __init__(self, program: str) -> None:
        super().__init__(
            f"There is no {program} in the sandbox. `kata doctor` says how to install it; with Docker, `{BUILD}` "
            "makes an image that holds it."
        )


class LibraryMissing(SandboxError):
    """An optional library of this side is not installed."""

    def __init__(self, library: str) -> None:
        super().__init__(
            f"This exercise needs the Python library {library}, which is not installed beside kata. "
            "Install kata with it: `pip install 'kata-runner[servers]'`."
        )
