"""Every exception of this package.

SubmissionInvalid (Exception)       what was handed in is missing or cannot be read: verdict ``invalid``
"""

from __future__ import annotations


class SubmissionInvalid(Exception):
    """What was handed in cannot be graded; the message says what is missing or wrong, and what to do."""
