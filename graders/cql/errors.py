"""Every exception of this package.

TookTooLong (Exception)     the server did not answer in time
TooManyRows (Exception)     a query gave more rows than are taken
Complained (Exception)      the server, or its driver, is against a statement
"""

from __future__ import annotations

from dataclasses import dataclass


class TookTooLong(Exception):
    """The server did not answer in time."""


class TooManyRows(Exception):
    """A query gave more rows than are taken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint:
    """Why the server did not carry out a statement.

    Attributes:
        message: its own words.
        line: the line in the statement, from 1, if it says one.
        column: the character in that line, from 0.
    """

    message: str
    line: int | None = None
    column: int = 0


class Complained(Exception):
    """The server, or its driver, is against a statement."""

    def __init__(self, complaint: Complaint) -> None:
        super().__init__(complaint.message)
        self.complaint = complaint
