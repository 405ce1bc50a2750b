"""One text, in every place that a report shows."""

TEXT = (
    "<script>fetch(\'//evil.example\')</script><img src=x onerror=alert(1)> \"><svg/onload=alert(1)>"
    "[bold red]rich[/bold red] [link=file:///etc/passwd]x[/link] {{ 7 * 7 }} {% include \'/etc/passwd\' %} ${7*7}"
    "\n# Passed\n\n| a | b |\n|---|---|\n![x](http://evil.example/x.png) [y](javascript:alert(1))\n```\n"
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
