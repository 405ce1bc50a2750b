"""Every exception of this package.

SubmissionInvalid (Exception)       what was handed in is missing or cannot be read: verdict ``invalid``
SandboxError (``sandbox.errors``)   ours, never the learner's: verdict ``error``
+-- ExerciseInvalid                 an exercise's data, reference or test asks for what cannot be
+-- ProgramMissing                  a program that a check needs is not installed here
LinkBroken (Exception)              a database server in a sandbox has hung up, or says what no server says
TooLong (BaseException)             a hostile text kept a parser busy; caught where the parser is called
"""

from __future__ import annotations

from sandbox.errors import SandboxError


class SubmissionInvalid(Exception):
    """What was handed in cannot be graded; the message says what is missing or wrong, and what to do."""


class ExerciseInvalid(SandboxError):
    """An exercise's own data, reference or test asks for what cannot be. For its author."""


class ProgramMissing(SandboxError):
    """A program that a check needs is not installed beside kata; the message says how to get it."""


class LinkBroken(Exception):
    """The server ended the connection, or what came over it is nothing that a server says."""


class TooLong(BaseException):
    """The time is over. No ``Exception``, so that code which tries one thing after another does not go on."""
