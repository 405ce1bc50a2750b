"""The command ``kata``: its names, and how everything that goes wrong is told.

Start-up time is part of the product. What needs no command (the overview, the version) imports nothing of
weight; a command that is typed brings click and its own module, and no other's. The summaries are therefore
kept here, in the order in which people meet them.
"""

from __future__ import annotations

import errno
import gc
import os
import sys
from types import MappingProxyType

from runner import __version__
from runner.errors import BROKEN_PIPE, INTERRUPTED, OURS, USAGE, KataError

TYPE_CHECKING = False  # type checkers take it for True; importing typing would double the time of --help
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import NoReturn, TextIO

PROGRAM = "kata"
HELP = frozenset({"--help", "-h"})
NEVER_DOCKER = frozenset({"bubblewrap", "process", "--sandbox=bubblewrap", "--sandbox=process"})
"""Arguments of a check that will not ask the Docker engine for anything."""
COLLECT_AFTER = 100_000
"""Objects made before garbage is collected: importing makes many and no garbage, and Python would look 100 times."""
COMPLETION_VARIABLE = "_KATA_COMPLETE"
SECTIONS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "Learn": {
            "list": "Show the exercises.",
            "start": "Begin an exercise in a new folder.",
            "check": "Grade what you have.",
            "watch": "Grade again whenever a file changes.",
            "hint": "Show the next hint.",
            "reset": "Begin again, keeping a backup.",
            "solution": "Show the reference solution.",
            "submit": "Make one file to hand in.",
            "progress": "Show what you have passed.",
            "next": "Say what to do next.",
        },
        "Grade others": {
            "grade": "Grade what many people handed in.",
            "regrade": "Grade again after an exercise was mended.",
            "merge": "Put results of several machines together.",
            "ci": "Write a pipeline that grades.",
        },
        "Write exercises": {
            "new": "Begin a new exercise.",
            "verify": "Prove that exercises grade rightly.",
            "schema": "Print the JSON Schema of a format.",
        },
        "Set up": {
            "doctor": "Say what works on this machine.",
            "sandbox": "Build and tidy up sandboxes.",
            "completion": "Complete commands in your shell.",
        },
    }
)
SUMMARIES: Mapping[str, str] = MappingProxyType(
    {name: summary for section in SECTIONS.values() for name, summary in section.items()}
)
_NEXT_STEPS: Mapping[int, str] = MappingProxyType(
    {
        errno.ENOSPC: "free some space, then try again",
        errno.EDQUOT: "free some space, then try again",
        errno.EROFS: "the file system is read-only: work in another folder",
        errno.EACCES: "you may not do that there: work in another folder, or mend its permissions",
        errno.EPERM: "you may not do that there: work in another folder, or mend its permissions",
        errno.EMFILE: "too many files are open: raise the limit (ulimit -n)",
        errno.ENFILE: "too many files are open on this machine: close something, then try again",
        errno.ENOMEM: "the machine is out of memory: close something, then try again",
        errno.EIO: "a disk or a terminal failed: look at the machine's log",
    }
)
"""Failures of the system that have a plain reason; any other is a bug of ours."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit code: 0 passed, 1 not passed, 2 usage, 3 ours."""
    gc.set_threshold(COLLECT_AFTER)
    try:
        code = _run(list(sys.argv[1:] if arguments is None else arguments))
        sys.stdout.flush()
    except KataError as error:
        return tell(error.what, error.where, error.next_step, exit_code=error.exit_code)
    except KeyboardInterrupt:
        sys.stderr.write("\nstopped\n")
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has gone; what Python would still flush at exit goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return BROKEN_PIPE
    except Exception as error:  # noqa: BLE001  # the last defence: a learner never sees our traceback
        return _tell_unexpected(error)
    return code


def program() -> NoReturn:
    """The command as a program: run it, and end at once.

    Taking apart what was imported is work for nobody; it would take as long as a tenth of a check.
    """
    code = main()
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            continue  # closed or full: there is nobody to tell
    os._exit(code)


def overview() -> str:
    """What ``kata --help`` prints."""
    lines = [
        f"Usage: {PROGRAM} COMMAND [OPTIONS]",
        "",
        "  Hands-on exercises for backend developers, graded by tests you cannot see.",
    ]
    width = max(map(len, SUMMARIES))
    for section, commands in SECTIONS.items():
        lines += ["", f"{section}:"]
        lines += [f"  {name.ljust(width)}  {summary}" for name, summary in commands.items()]
    lines += [
        "",
        "Begin with `kata list`, then `kata start ID`. `kata COMMAND --help` has examples.",
        "",
    ]
    return "\n".join(lines)


def colour_forced() -> bool | None:
    """Whether colours are forced on or off; None leaves it to whether the output is a terminal."""
    if os.environ.get("NO_COLOR"):
        return False
    return True if os.environ.get("FORCE_COLOR") else None


def colour_wanted(stream: TextIO) -> bool:
    """Whether colours may be written to the stream."""
    forced = colour_forced()
    return stream.isatty() and os.environ.get("TERM") != "dumb" if forced is None else forced


def tell(what: str, where: str = "", next_step: str = "", *, exit_code: int, word: str = "error") -> int:
    """Say on stderr what went wrong, where, and what to do; returns the exit code that was given."""
    from runner.renderers.text import log_text

    said = log_text("\n".join(part for part in (f"{word}: {what}", where, next_step) if part))
    if colour_wanted(sys.stderr):
        said = f"\x1b[1;31m{word}\x1b[0m{said.removeprefix(word)}"
    try:
        sys.stderr.write(said.replace("\n", "\n  ") + "\n")
        sys.stderr.flush()
    except OSError:  # stderr is closed or full: the exit code is all that is left to say it with
        return exit_code
    return exit_code


def _run(arguments: list[str]) -> int:
    if COMPLETION_VARIABLE not in os.environ:
        if arguments in (["--help"], ["-h"]):
            sys.stdout.write(overview())
            return 0
        if not arguments:
            sys.stderr.write(overview())
            return USAGE
        if arguments == ["--version"]:
            sys.stdout.write(f"{PROGRAM} {__version__}\n")
            return 0
    if arguments[:1] != ["check"] or HELP.intersection(arguments):
        from runner.dispatch import run

        return run(arguments)
    from runner import ahead

    ahead.start(docker=not NEVER_DOCKER.intersection(arguments))
    try:
        from runner.dispatch import run

        return run(arguments)
    finally:
        ahead.discard()


def _tell_unexpected(error: Exception) -> int:
    if isinstance(error, OSError) and error.errno in _NEXT_STEPS:
        what = (error.strerror or str(error)).lower()
        return tell(what, str(error.filename or ""), _NEXT_STEPS[error.errno or 0], exit_code=OURS)
    from runner.failure import expected, saved_details

    if explanation := expected(error):
        return tell(explanation, exit_code=OURS)
    if os.environ.get("KATA_DEBUG"):
        raise error
    return tell(
        f"this is a bug in kata ({type(error).__name__})",
        where=saved_details(error),
        next_step="please report it with that file; KATA_DEBUG=1 shows the details here",
        exit_code=OURS,
    )
