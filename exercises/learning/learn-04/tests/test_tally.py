"""Hidden tests: a parser for messages, against a writer that knows every way to write one."""

import pytest

NAME, READING, NOTE = 1, 2, 3
EMPTY = {"name": None, "readings": [], "notes": []}


def field(kind, value, *, long=False):
    """One field; its length in three bytes where that is wanted or needed."""
    length = b"\xff" + len(value).to_bytes(2, "big") if long or len(value) > 254 else bytes([len(value)])
    return bytes([kind]) + length + value


def reading(number):
    """A field with a reading."""
    return field(READING, number.to_bytes(4, "big", signed=True))


def message(*fields, checksum=False, flags=None, version=1):
    """A whole message."""
    flags = int(checksum) if flags is None else flags
    data = b"TY" + bytes([version, flags]) + b"".join(fields) + b"\0"
    return data + bytes([sum(data) % 256]) if checksum else data


def asks(solution, data, expected, rule):
    """Parse one message and compare."""
    try:
        answer = solution.parse(data)
    except ValueError as error:
        fail(rule, data, f"{type(error).__name__}: {error}", repr(expected))
    if not same(answer, expected):
        fail(rule, data, repr(answer), repr(expected))


def fail(rule, data, gave, expected):
    """Tell the rule, the message, and both answers, none of them in full where they are long."""
    shown = data if len(data) <= 60 else data[:60] + b"..."
    gave, expected = (text if len(text) <= 300 else f"{text[:150]}...{text[-100:]}" for text in (gave, expected))
    pytest.fail(f"Rule: {rule}\nparse({shown})\n  gave      {gave}\n  expected  {expected}", pytrace=False)


def same(answer, expected):
    """Whether it is the very same, types too."""
    if type(answer) is not dict or answer != expected:
        return False
    texts = all(type(text) is str for text in answer["notes"])
    return texts and all(type(number) is int for number in answer["readings"])


def refuses(solution, data, rule):
    """Parse one message that is none, and one that is, so that refusing everything is no answer."""
    asks(solution, message(reading(5)), {**EMPTY, "readings": [5]}, "a valid message is read.")
    try:
        answer = solution.parse(data)
    except ValueError:
        return
    except LookupError as error:
        fail(rule, data, f"{type(error).__name__}: {error}", "ValueError")
    fail(rule, data, repr(answer), "ValueError")


@pytest.mark.example
def test_a_reading(solution):
    """Reads one reading"""
    asks(solution, message(reading(4250)), {**EMPTY, "readings": [4250]}, "a reading is 4 bytes (section 2.3).")
    two = message(reading(1), reading(70_000))
    asks(solution, two, {**EMPTY, "readings": [1, 70_000]}, "readings keep their order (2.5).")


def test_name_and_notes(solution):
    """Reads a name and notes, in any order of fields"""
    fields = [field(NOTE, b"new battery"), field(NAME, "Hütte 3".encode()), reading(7), field(NOTE, b"")]
    expected = {"name": "Hütte 3", "readings": [7], "notes": ["new battery", ""]}
    asks(solution, message(*fields), expected, "fields come in any order (2.5), texts are UTF-8 (2.3).")
    asks(solution, message(), EMPTY, "there may be no field at all.")


def test_a_reading_below_zero(solution):
    """A reading can be below zero"""
    asks(solution, message(reading(-1), reading(-500)), {**EMPTY, "readings": [-1, -500]}, "readings are signed (2.3).")


@pytest.mark.hint("What does a byte 255 mean where a length is expected?")
def test_a_long_name(solution):
    """A name may be longer than a byte can say"""
    name = "x" * 700
    long = message(field(NAME, name.encode()), reading(1))
    asks(
        solution,
        long,
        {**EMPTY, "name": name, "readings": [1]},
        "a length from 255 on is written in three bytes (2.2).",
    )
    short = message(field(NAME, b"north", long=True), reading(2))
    asks(solution, short, {**EMPTY, "name": "north", "readings": [2]}, "a short length may be written long, too (2.2).")
    edge = message(field(NOTE, b"y" * 254), field(NOTE, b"z" * 255))
    asks(
        solution,
        edge,
        {**EMPTY, "notes": ["y" * 254, "z" * 255]},
        "254 bytes have a length of one byte, 255 one of three (2.2).",
    )


def test_fields_from_the_future(solution):
    """Fields that it may skip are skipped"""
    fields = [field(128, b"?"), reading(3), field(255, b"\0\x01\x02" * 100), field(200, b""), reading(4)]
    asks(solution, message(*fields), {**EMPTY, "readings": [3, 4]}, "types from 128 on may be skipped (2.4).")


def test_a_field_that_must_be_known(solution):
    """A field that it must know and doesn't makes the message invalid"""
    for kind in (4, 127):
        refuses(solution, message(reading(3), field(kind, b"?")), "other types that are not known are invalid (2.4).")


def test_the_checksum(solution):
    """The checksum is looked at, where there is one"""
    good = message(reading(4250), field(NAME, b"north"), checksum=True)
    expected = {**EMPTY, "name": "north", "readings": [4250]}
    asks(solution, good, expected, "the checksum is the sum of all before it (1.2).")
    refuses(solution, good[:-1] + bytes([(good[-1] + 1) % 256]), "a message with a wrong checksum is refused (1.2).")
    refuses(solution, good[:-1], "a message whose flags promise a checksum has one (1.1).")


def test_another_kind_of_message(solution):
    """Other letters, versions and flags are refused"""
    refuses(solution, b"TX" + message()[2:], "a message begins with TY (1).")
    refuses(solution, message(version=2), "the version is 1 (1).")
    refuses(solution, message(flags=2), "all other flags are 0 (1.1).")
    refuses(solution, b"", "a message begins with TY (1).")


@pytest.mark.points(2)
@pytest.mark.hint("A slice never complains. Who tells you that it gave less than you asked for?")
def test_cut_off_anywhere(solution):
    """A message that is cut off anywhere is refused"""
    whole = message(field(NAME, b"north"), reading(-4), field(NOTE, b"z" * 300), field(130, b"?"))
    for end in (*range(len(whole) - 310, len(whole)), *range(22)):
        refuses(solution, whole[:end], "a message that is cut off is no message.")


def test_nothing_comes_after_the_end(solution):
    """Nothing comes after the end"""
    refuses(solution, message(reading(1)) + b"\0", "nothing follows (1).")
    refuses(solution, message(reading(1), checksum=True) + b"\0", "nothing follows (1).")


def test_one_name_at_most(solution):
    """A second name, a reading of another length and broken UTF-8 are refused"""
    refuses(solution, message(field(NAME, b"a"), field(NAME, b"b")), "there is one name at most (2.3).")
    refuses(solution, message(field(READING, b"\0\0\0")), "a reading has 4 bytes (2.3).")
    refuses(solution, message(field(READING, bytes(5))), "a reading has 4 bytes (2.3).")
    refuses(solution, message(field(NOTE, b"\xff\xfe")), "texts are UTF-8 (2.3).")


@pytest.mark.points(2)
def test_random_messages(solution, rng):
    """Reads random messages"""
    for _ in range(40):
        expected = {"name": None, "readings": [], "notes": []}
        fields = []
        for _ in range(rng.randint(0, 8)):
            kind = rng.choice(["reading", "note", "future", "name"])
            text = "".join(rng.choice("abc äß\u20ac") for _ in range(rng.choice([0, 1, 5, 130])))
            if kind == "reading":
                number = rng.choice([rng.randint(-300, 300), rng.randint(-(2**31), 2**31 - 1)])
                expected["readings"].append(number)
                fields.append(reading(number))
            elif kind == "note":
                expected["notes"].append(text)
                fields.append(field(NOTE, text.encode(), long=rng.random() < 0.3))
            elif kind == "future":
                fields.append(field(rng.randint(128, 255), rng.randbytes(rng.randint(0, 20))))
            elif expected["name"] is None:
                expected["name"] = text
                fields.append(field(NAME, text.encode()))
        asks(solution, message(*fields, checksum=rng.random() < 0.5), expected, "see SPEC.md.")
