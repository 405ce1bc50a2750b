"""One text, in every place that a report shows."""

TEXT = (
    "\x1b[2J\x1b[1;1H\x1b[31;5m"
    "\x1b]0;owned\x07\x1b]52;c;b3duZWQ=\x07"
    "\x1b]8;;file:///etc/passwd\x1b\\here\x1b]8;;\x1b\\"
    "\x1bP$q\"p\x1b\\ \x1b_G\x1b\\ \x1b^x\x1b\\ \x1b[6n\x1b[c"
    "\x9b2J \x9d52;c;b3duZWQ=\x9c \x90 \x07\x08\x7f\x0e\x0f\x05"
)


def raised(text):
    """A class of its own for each text, named like it."""
    return type(text, (Exception,), {"__module__": text, "__qualname__": text})(text)


def double(number):
    print(TEXT)
    return TEXT


def password():
    raise raised(TEXT)


def code():
    return [TEXT, {TEXT: TEXT}, TEXT.encode("utf-8", "surrogatepass")]


def words():
    exec(compile("raise ValueError(TEXT)", TEXT, "exec"))


def table():
    raise KeyError(TEXT)


def each(function, items):
    import sys

    sys.stderr.write(TEXT)
    return raised(TEXT)


def open_door(name):
    raise LookupError(TEXT)
