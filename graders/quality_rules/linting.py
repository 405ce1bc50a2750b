"""What ruff says of a learner's files: rules that the test chooses, and the layout that its formatter gives.

The text goes in by standard input, so that there is no file, no folder and no configuration beside it; ``--isolated``
ignores the user's. Comments that switch a rule off are taken out of the text before, and ``--ignore-noqa`` besides.
"""

from __future__ import annotations

import json
import re
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graders.quality_rules.findings import Finding
from graders.quality_rules.programs import needed, run
from graders.quality_rules.reasons import WHY_LAYOUT, reason
from sandbox.leftovers import temporary_folder

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from graders.quality_rules.source import Source

SECONDS = 10.0
PURPOSE = "the rules of this check"
_HUNK = re.compile(r"^@@ -(\d+)")


def broken_rules(
    sources: Sequence[Source], rules: Sequence[str], *, besides: Sequence[str], line_length: int, convention: str
) -> list[Finding]:
    """Every place where a file breaks one of the rules, in the order of the lines.

    Args:
        sources: the files.
        rules: codes or their beginnings, as ruff names them: ``E``, ``N``, ``D1``.
        besides: codes that are left out of those.
        line_length: characters, for the rules that count them.
        convention: the style of docstrings: ``google``, ``numpy`` or ``pep257``.
    """
    options = ["check", "--output-format", "json", "--ignore-noqa", "--preview", "--exit-zero"]
    options += ["--select", ",".join(rules), "--line-length", str(line_length)]
    options += ["--config", f'lint.pydocstyle.convention="{convention}"']
    if besides:
        options += ["--ignore", ",".join(besides)]
    return [finding for source in sources for finding in _checked(source, options)]


def _checked(source: Source, options: Sequence[str]) -> Iterator[Finding]:
    status, out, err = _ruff(source, options)
    if status:
        yield _gave_up(source, status, err)
        return
    for item in json.loads(out):
        yield _finding(source, item)


def _finding(source: Source, item: dict[str, Any]) -> Finding:
    code = str(item["code"] or "syntax")
    return Finding(
        file=source.name,
        line=int(item["location"]["row"]),
        what=str(item["message"]).strip(),
        why=reason(code),
        code=code,
    )


def layout(sources: Sequence[Source], *, line_length: int) -> list[Finding]:
    """The first place in each file that the formatter would lay out in another way."""
    return [finding for source in sources for finding in _laid_out(source, line_length)]


def _laid_out(source: Source, line_length: int) -> Iterator[Finding]:
    status, out, err = _ruff(source, ["format", "--diff", "--line-length", str(line_length)])
    if status == 0:
        return
    if status > 1 or not out:
        yield _gave_up(source, status, err)
        return
    line = 0
    for text in out.splitlines():
        hunk = _HUNK.match(text)
        if hunk:
            line = int(hunk[1])
        elif text.startswith("-") and not text.startswith("---"):
            what = f"laid out, this is: {_next_added(out, text)}"
            yield Finding(file=source.name, line=line, what=what, why=WHY_LAYOUT)
            return
        elif text.startswith("+") and not text.startswith("+++"):
            yield Finding(file=source.name, line=line, what="a blank line or a break is missing here", why=WHY_LAYOUT)
            return
        elif not text.startswith("\\"):
            line += 1


def _next_added(diff: str, removed: str) -> str:
    """What stands in place of a removed line, on one line."""
    _, _, after = diff.partition(f"\n{removed}\n")
    added = next((text[1:].strip() for text in after.splitlines() if text.startswith("+")), "")
    return added[:100] or "a line less"


def _gave_up(source: Source, status: int, said: str) -> Finding:
    """The program could not make anything of the file, which no honest one is known to bring about."""
    first = next((line for line in said.splitlines() if line.strip()), f"it ended with status {status}")
    return Finding(file=source.name, line=0, what=f"ruff can't read this file: {first[:200]}")


def _ruff(source: Source, options: Sequence[str]) -> tuple[int, str, str]:
    needed("ruff", PURPOSE)
    program = str(import_module("ruff.__main__").find_ruff_bin())
    command, *rest = options
    argv = [
        program,
        command,
        "--isolated",
        "--no-cache",
        *rest,
        "--stdin-filename",
        Path(source.name).name,
        "-",
    ]
    with temporary_folder("ruff") as folder:
        return run(argv, folder=folder, stdin=source.plain, seconds=SECONDS)
