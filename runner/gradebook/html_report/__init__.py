"""``html``: one file that a browser opens from anywhere, without a network.

The gradebook and the table of exercises are in the page as tables, so they are there without scripts, in print and in
whatever reads HTML. All else (each submission's page, search, sorting) is made by the page's own script, from data
that stand in the page as JSON and are read only when somebody looks at a submission.

The page is written by strangers, in part: names, messages and output come from learners. So

- every text goes through ``runner.renderers.text`` on its way in, template and data alike;
- the data hold no ``<``, ``>`` or ``&``, so nothing in them ends the element that they stand in;
- the script makes elements and text nodes, and never markup out of text;
- and the policy in the page's head allows the one script and the one style sheet whose hashes it names, no other,
  no inline handler, no image, frame, form or connection, and no markup made from text
  (https://www.w3.org/TR/CSP3/, https://www.w3.org/TR/trusted-types/).

What ``feedback`` keeps from learners is not in the file at all.
"""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graders.outcome import Verdict
from runner import __version__
from runner.gradebook.html_report import item_analysis
from runner.gradebook.html_report.grid import SHADES, lines_of
from runner.gradebook.html_report.submissions import data_of, embedded
from runner.gradebook.html_report.wording import duration, name_of, number, share, shown_path
from runner.renderers.text import html_text, line_text

if TYPE_CHECKING:
    from runner.gradebook import Gradebook

FOLDER = Path(__file__).parent
SCRIPTS = ("elements.js", "tables.js", "filters.js", "pages.js", "routes.js")
"""Parts of the one script, in their order."""
OPEN_LINES = 4
"""A list of what went wrong is unfolded from the start if it is no longer than this."""


def render(book: Gradebook, /) -> str:
    """The whole page."""
    import jinja2
    from markupsafe import Markup

    def shown(value: object) -> object:
        return Markup(html_text(value)) if type(value) is str else value  # noqa: S704 - it has just been escaped

    environment = jinja2.Environment(
        autoescape=True,
        finalize=shown,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "number": number,
        "share": share,
        "duration": duration,
        "shown_path": shown_path,
        "line_text": line_text,
        "name_of": name_of,
    }
    style, script = style_sheet(), script_text()
    exercises = item_analysis.analyse(book)
    template = environment.from_string((FOLDER / "page.html").read_text(encoding="utf-8"))
    return template.render(
        book=book,
        exercises=exercises,
        errors=[
            (graded.handed, book.told(graded).message.partition("\n")[0])
            for _, graded in sorted(book.by_place.items())
            if graded.report.verdict is Verdict.ERROR
        ],
        lines=lines_of(book, exercises),
        shades=SHADES,
        totals=item_analysis.totals(book),
        scale=item_analysis.TimeScale.over(exercises),
        open_lines=OPEN_LINES,
        version=__version__,
        policy=policy(style, script),
        style=Markup(style),  # noqa: S704 - ours, from the package
        script=Markup(script),  # noqa: S704 - ours, from the package
        data=Markup(embedded(data_of(book))),  # noqa: S704 - escaped for where it stands
    )


def style_sheet() -> str:
    """The page's style sheet."""
    return (FOLDER / "style.css").read_text(encoding="utf-8")


def script_text() -> str:
    """The page's script: the parts, in a scope of their own."""
    parts = "\n".join((FOLDER / name).read_text(encoding="utf-8") for name in SCRIPTS)
    return f'"use strict";\n(() => {{\n{parts}}})();\n'


def policy(style: str, script: str) -> str:
    """The Content-Security-Policy under which the page runs this style sheet and this script, and nothing else."""
    rules: dict[str, Any] = {
        "default-src": "'none'",
        "script-src": _hash(script),
        "style-src": _hash(style),
        "img-src": "data:",  # an empty icon, so that no browser asks for one
        "base-uri": "'none'",
        "form-action": "'none'",
        "require-trusted-types-for": "'script'",
        "trusted-types": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
