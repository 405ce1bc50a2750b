"""Every exception of this package.

NoAnswer (Exception)        what came over a connection is no HTTP answer, or none came; a check never sees it,
                            for whoever asked turns it into the check's failure
"""

from __future__ import annotations


class NoAnswer(Exception):
    """No answer, or none that can be read.

    Args:
        what: what happened, to follow "gave": "no answer within 3 seconds".
        came: the beginning of what came.
        closed: whether the far side closed the connection.
    """

    def __init__(self, what: str, *, came: bytes = b"", closed: bool = False) -> None:
        super().__init__(what)
        self.what = what
        self.came = came
        self.closed = closed
