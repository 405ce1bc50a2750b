"""One text, in every place that a report shows."""

TEXT = (
    "::set-output name=score::100\n   ::add-mask::passed\n\t::error file=a,line=1::x\r::stop-commands::x\n"
    "%0A::set-env name=PATH::/tmp\n\u3000::debug::x\n\x85::warning::x\n"
    "##[set-env name=a]b ##vso[task.complete result=Succeeded;]x ##teamcity[testFinished name=\'a\']\n"
    "###[group]x\n#\u200b#[error]y\nsection_start:1:a\r\x1b[0K\n"
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
