"""One text, in every place that a report shows."""

TEXT = (
    "\u202edessap \u202c\u2066a\u2069\u2067b\u2069\u2068c\u2069\u200e\u200f\u061c"
    "zero\u200bwidth\u200c\u200d\u2060\ufeff\u00ad"
    "\U000e0041\U000e0042\ufe0f\U000e0101\u3164\u115f\u2800\u034f"
    "\u2028\u2029\u0085\u00a0\u3000"
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
