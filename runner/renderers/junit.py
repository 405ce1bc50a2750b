"""``--format junit``: the XML that GitHub, GitLab and Jenkins read.

What the solution did is a ``failure``; what is ours is an ``error``; what was not run is ``skipped``.
The file is ASCII: other characters stand as references, so it is right whatever encoding it is printed in.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from graders.outcome import Check, Verdict
from runner.renderers.text import line_text, xml_text
from runner.renderers.wording import NAMES, account, gist
from runner.report import Report, was_run

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from runner.renderers import View
    from sandbox.spec import Limits

WHOLE = "the submission as a whole"
"""The name of the case that stands for the submission, where no check does."""


def render(report: Report, _view: View, /) -> str:
    """The whole document, ending with a newline. The same for every view: it is for programs."""
    suite = suite_of(report, name=report.exercise.id, classname=f"{report.exercise.skill}.{report.exercise.id}")
    return document([suite])


def document(suites: Sequence[ET.Element]) -> str:
    """A document of those suites, with the totals of all of them."""
    root = ET.Element("testsuites", {"name": "kata"})
    root.extend(suites)
    for total in ("tests", "failures", "errors", "skipped"):
        root.set(total, str(sum(int(suite.attrib[total]) for suite in suites)))
    root.set("time", f"{sum(float(suite.attrib['time']) for suite in suites):.3f}")
    ET.indent(root)
    return f'<?xml version="1.0" encoding="us-ascii"?>\n{ET.tostring(root).decode("ascii")}\n'


def suite_of(
    report: Report,
    *,
    name: str,
    classname: str,
    properties: Mapping[str, str] = MappingProxyType({}),
    outputs: bool = True,
) -> ET.Element:
    """A submission as a suite, with a case for each check.

    Args:
        report: what the submission came to.
        name: the suite's name.
        classname: what its cases are grouped under; GitLab takes two cases of one class and name for the same.
        properties: more than the report says of itself.
        outputs: whether to tell what the solution printed.
    """
    suite = ET.Element("testsuite", {"name": line_text(name)})
    _properties(suite, {**properties, **_facts(report)})
    limits = report.sandbox.limits if report.sandbox else None
    attributes = {"classname": line_text(classname)}
    for label, check in zip(report.labels, report.checks, strict=True):
        shown = label if check.name in label else f"{label} ({check.name})"
        case = ET.SubElement(suite, "testcase", attributes | {"name": line_text(shown), "time": f"{check.seconds:.3f}"})
        _outcome(case, check, limits)
        if check.output and outputs:
            ET.SubElement(case, "system-out").text = xml_text(check.output)
    if not report.checks or (report.verdict is not Verdict.PASSED and not _told(suite)):
        case = ET.SubElement(suite, "testcase", attributes | {"name": WHOLE, "time": "0.000"})
        if report.verdict is not Verdict.PASSED:
            _problem(case, report.verdict, report.message, limits)
    if report.message:
        ET.SubElement(suite, "system-out").text = xml_text(report.message)
    _totals(suite, report.seconds)
    return suite


def _facts(report: Report) -> dict[str, str]:
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
    return values


def _properties(suite: ET.Element, values: Mapping[str, str]) -> None:
    properties = ET.SubElement(suite, "properties")
    for name, value in values.items():
        ET.SubElement(properties, "property", {"name": name, "value": line_text(value)})


def _outcome(case: ET.Element, check: Check, limits: Limits | None) -> None:
    if not was_run(check):
        ET.SubElement(case, "skipped", {"message": "not run"})
    elif check.verdict is not Verdict.PASSED:
        problem = _problem(case, check.verdict, check.message, limits)
        problem.set("message", line_text("; ".join(gist(check, limits)) or NAMES[check.verdict]))


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
