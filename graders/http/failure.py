"""The end of a check for what a learner's server did with one request."""

from __future__ import annotations

import pytest


class ExchangeFailed(pytest.fail.Exception):  # type: ignore[name-defined, misc]  # pytest's types hide that it is a class
    """A check's outcome: what came back is not what should have.

    Args:
        text: the message.
        outcome: the response, or why there is none; the exchange that had it is told in full.
    """

    def __init__(self, text: str, outcome: object) -> None:
        super().__init__(text, pytrace=False)
        self.outcome = outcome
