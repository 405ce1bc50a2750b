"""Every exception of this package.

Unreadable (Exception)   a learner's file cannot be read as a program: the check fails with its message
Unfinished (Exception)   a program of ours did not come to its end within its bounds: so does this one
"""

from __future__ import annotations


class Unreadable(Exception):
    """A file that is no Python, or is made so that nobody can read it; the message is for its author."""


class Unfinished(Exception):
    """The program did not come to an end within its bounds."""
