"""One text, in every place that a report shows."""

TEXT = (
    "]]></failure></testcase></testsuite><testsuite failures=\"0\"><!--"
    "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]>&b; &#0; &lt;"
    "\x00\x01\x0b\x0c\x1f\ufffe\uffff\U0001ffff\U0010ffff"
    "\ud800 \udc00 \udfff\ud83d"
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
