"""Reads the messages of a Tally meter. SPEC.md says how they are made."""


def parse(data):
    """Return what a message says.

    A dictionary: "name" (a text, or None), "readings" (a list of whole numbers, in hundredths), "notes" (a list of
    texts). Raises ValueError for anything that is no valid message.
    """
    raise NotImplementedError("parse is yours to write")
