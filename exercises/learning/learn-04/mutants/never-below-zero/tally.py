"""Reads the messages of a Tally meter. SPEC.md says how they are made."""

MAGIC = b"TY"
VERSION = 1
CHECKSUM = 1
END, NAME, READING, NOTE = 0, 1, 2, 3
LONG = 255
OPTIONAL = 128


class Reader:
    """Takes bytes from the front of a message, and never more than there are."""

    def __init__(self, data):
        self.data = data
        self.position = 0

    def take(self, count):
        """Return the next bytes."""
        taken = self.data[self.position : self.position + count]
        if len(taken) < count:
            raise ValueError("the message is cut off")
        self.position += count
        return taken

    def number(self, count, *, signed=False):
        """Return the number in the next bytes."""
        return int.from_bytes(self.take(count), "big", signed=signed)


def parse(data):
    """Return what a message says.

    A dictionary: "name" (a text, or None), "readings" (a list of whole numbers, in hundredths), "notes" (a list of
    texts). Raises ValueError for anything that is no valid message.
    """
    reader = Reader(data)
    if reader.take(2) != MAGIC or reader.number(1) != VERSION:
        raise ValueError("this is no message of version 1")
    flags = reader.number(1)
    if flags & ~CHECKSUM:
        raise ValueError("a flag that is not known")
    message = {"name": None, "readings": [], "notes": []}
    while kind := reader.number(1):
        add_field(message, kind, value(reader))
    if flags & CHECKSUM and sum(data[: reader.position]) % 256 != reader.number(1):
        raise ValueError("the checksum is wrong")
    if reader.position != len(data):
        raise ValueError("something comes after the end")
    return message


def value(reader):
    """Return the value of a field, whose length comes first."""
    length = reader.number(1)
    return reader.take(reader.number(2) if length == LONG else length)


def add_field(message, kind, content):
    """Put a field where it belongs."""
    if kind == NAME:
        if message["name"] is not None:
            raise ValueError("a second name")
        message["name"] = content.decode("utf-8")
    elif kind == READING:
        if len(content) != 4:
            raise ValueError("a reading has four bytes")
        message["readings"].append(int.from_bytes(content, "big"))
    elif kind == NOTE:
        message["notes"].append(content.decode("utf-8"))
    elif kind < OPTIONAL:
        raise ValueError(f"type {kind} is not known")
