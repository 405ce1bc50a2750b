"""``--format junit``: the XML that GitHub, GitLab and Jenkins read.

What the solution did is a ``failure``; what is ours is an ``error``; what was not run is ``skipped``.
The file is ASCII: other characters stand as references, so it is right whatever encoding it is printed in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from graders.outcome import Check, Verdict
from runner.renderers.text import visible, without_commands, xml_text
from runner.renderers.wording import NAMES, account, gist
from runner.report import Report, was_run

if TYPE_CHECKING:
    from runner.renderers import View
    from sandbox.spec import Limits

SUMMARY_CHARACTERS = 200


def render(report: Report, _view: View, /) -> str:
    """The whole document, ending with a newline. The same for every view: it is for programs."""
    root = ET.Element("testsuites", {"name": "kata"})
    suite = ET.SubElement(root, "testsuite", {"name": _one_line(report.exercise.id)})
    _properties(suite, report)
    limits = report.sandbox.limits if report.sandbox else None
    classname = _one_line(f"{report.exercise.skill}.{report.exercise.id}")
    for label, check in zip(report.labels, report.checks, strict=True):
        name = label if check.name in label else f"{label} ({check.name})"
        case = ET.SubElement(
            suite,
            "testcase",
            {"classname": classname, "name": _one_line(name), "time": f"{check.seconds:.3f}"},
        )
        _outcome(case, check, limits)
    if report.verdict is not Verdict.PASSED and not _told(suite):
        attributes = {"classname": classname, "name": "the submission as a whole", "time": "0.000"}
        case = ET.SubElement(suite, "testcase", attributes)
        _problem(case, report.verdict, report.message, limits)
    if report.message:
        ET.SubElement(suite, "system-out").text = xml_text(report.message)
    _totals(suite, report.seconds)
    for name in ("tests", "failures", "errors", "skipped", "time"):
        root.set(name, suite.attrib[name])
    ET.indent(root)
    return f'<?xml version="1.0" encoding="us-ascii"?>\n{ET.tostring(root).decode("ascii")}\n'


def _properties(suite: ET.Element, report: Report) -> None:
    values = {
        "verdict": report.verdict.value,
        "score": f"{report.score:g}",
        "max_score": f"{report.max_score:g}",
        "seed": str(report.seed),
        "exercise_version": report.exercise.version,
        "kata_version": report.kata_version,
    }
    if report.sandbox:
        values |= {
            "sandbox": report.sandbox.backend,
            "image": report.sandbox.image,
            "digest": report.sandbox.digest,
        }
    properties = ET.SubElement(suite, "properties")
    for name, value in values.items():
        ET.SubElement(properties, "property", {"name": name, "value": _one_line(value)})


def _outcome(case: ET.Element, check: Check, limits: Limits | None) -> None:
    if not was_run(check):
        ET.SubElement(case, "skipped", {"message": "not run"})
    elif check.verdict is not Verdict.PASSED:
        problem = _problem(case, check.verdict, check.message, limits)
        problem.set("message", _one_line("; ".join(gist(check, limits)) or NAMES[check.verdict]))
    if check.output:
        ET.SubElement(case, "system-out").text = xml_text(check.output)


def _problem(case: ET.Element, verdict: Verdict, message: str, limits: Limits | None) -> ET.Element:
    element = ET.SubElement(case, "error" if verdict is Verdict.ERROR else "failure", {"type": verdict.value})
    element.set("message", NAMES[verdict])
    element.text = xml_text(account(verdict, message, limits))
    return element


def _told(suite: ET.Element) -> bool:
    """Whether some case says that not all is well, so that no reader takes the suite for a green one."""
    return any(case.find(kind) is not None for case in suite.iter("testcase") for kind in ("failure", "error"))


def _totals(suite: ET.Element, seconds: float) -> None:
    cases = list(suite.iter("testcase"))
    suite.set("tests", str(len(cases)))
    for total, kind in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        suite.set(total, str(sum(case.find(kind) is not None for case in cases)))
    suite.set("time", f"{seconds:.3f}")


def _one_line(text: str) -> str:
    """Text for an attribute: visible, on one line, of bounded length."""
    shown = visible(text[:SUMMARY_CHARACTERS]).replace("\n", "\\n").expandtabs(1)
    return without_commands(shown + ("..." if len(text) > SUMMARY_CHARACTERS else ""))
