"""Every exception of this package.

    SandboxError (Exception)            ours, never the learner's
    +-- SandboxUnavailable              a backend cannot be used here; the message says what to do
    +-- SandboxFailed                   a sandbox did not start, or went away by no doing of the solution
    ProtocolError (Exception)           the far side broke the protocol; the session ends with it
    ServerNotReady (Exception)          a server inside did not come up; ``why`` says what it did instead
    CommandRefused (Exception)          a server in a sandbox answered a test's command with an error
    SessionEnded (BaseException)        the session is over; ``reason`` says whose doing it was
    MissingName (AttributeError)        a test wants something of a solution's module that is not there
    ObjectGone (ReferenceError)         an object was used whose sandbox has ended
    AnswerRefused (BaseException)       a test would hang on an object's own word
    Refused (AttributeError)            a solution wants of a test's object what it may not have

``SessionEnded`` and ``AnswerRefused`` stand outside ``Exception`` so that a test which expects *some* exception from
a solution (``pytest.raises(Exception)``) is never satisfied by a solution that died or lied.
"""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sandbox.protocol import Exited


class EndReason(enum.StrEnum):
    """Why a session is over."""

    TIME_LIMIT = "time_limit"
    MEMORY_LIMIT = "memory_limit"
    OUTPUT_LIMIT = "output_limit"
    CRASHED = "crashed"
    """The solution's process ended, or it broke the protocol."""
    CLOSED = "closed"
    """We closed it."""
    LOST = "lost"
    """The sandbox went away and the solution is not known to have done it: our failure."""


class SandboxError(Exception):
    """Something of ours went wrong; never held against a submission."""


class SandboxUnavailable(SandboxError):
    """A backend cannot be used on this machine. The message says what is missing and what to do."""


class SandboxFailed(SandboxError):
    """A sandbox did not start or was lost through no doing of the solution."""


class ProtocolError(Exception):
    """The far side sent what no honest agent or driver sends."""


class NotReady(enum.Enum):
    """What a server did that did not come up."""

    NOT_STARTED = "its program cannot be started"
    ENDED = "it ended"
    SILENT = "it runs, and did not become ready in time"


class ServerNotReady(Exception):
    """A server in a sandbox did not come up. The sandbox is still there.

    Args:
        message: a plain sentence for a learner.
        why: what it did.
        log: the end of what it printed.
        exited: how it ended, where it did.
    """

    def __init__(self, message: str, *, why: NotReady, log: str = "", exited: Exited | None = None) -> None:
        super().__init__(message)
        self.why = why
        self.log = log
        self.exited = exited


class CommandRefused(Exception):
    """Redis answered with an error; the message is its own."""


class SessionEnded(BaseException):
    """The session is over.

    Args:
        reason: whose doing it was, and what.
        message: one or two plain sentences for a learner.
    """

    def __init__(self, reason: EndReason, message: str) -> None:
        super().__init__(message)
        self.reason = reason
        self.message = message


class MissingName(AttributeError):
    """A test wants something of a module of the solution that is not there. The message says what is."""


class ObjectGone(ReferenceError):
    """An object was used whose sandbox has ended, and which cannot be found again in the one after it."""


class AnswerRefused(BaseException):
    """A test asks of an object of the solution's what only the object itself could say. The message says what."""


class Refused(AttributeError):
    """A solution wants of an object of the test's something that it may not have."""
