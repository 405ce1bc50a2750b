"""Every exception of this package.

WrongAnswer (Exception)   the solution answered something else than the reference: the check fails
"""

from __future__ import annotations


class WrongAnswer(Exception):
    """At some size the solution's answer was not the reference's; its arguments are size, answer, expected."""
