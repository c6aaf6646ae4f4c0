"""Findings as JUnit XML, which nearly every forge and build server shows."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree import ElementTree as ET

from coopctl.problem import Finding
from coopctl.report.plain import count, plain, under
from coopctl.words import T, visible


def junit(findings: Sequence[Finding], lang: str, prefix: str = "") -> str:
    """One suite for each file, one case for each finding; ASCII.

    An error is a failed case. A warning is a passed one with its words as output, for it fails nothing.
    A sound ledger is one passed case: several readers take an empty report for a broken one.
    """
    root = ET.Element("testsuites", _counts("coopctl", findings))
    by_file: dict[str, list[Finding]] = {}
    for finding in findings:
        by_file.setdefault(finding.place.path, []).append(finding)
    for path, found in by_file.items():
        shown = visible(under(prefix, path))
        suite = ET.SubElement(root, "testsuite", _counts(shown, found))
        for finding in found:
            _case(suite, finding, shown, lang)
    if not findings:
        suite = ET.SubElement(root, "testsuite", _counts("coopctl", findings))
        ET.SubElement(suite, "testcase", name="check", classname="coopctl", time="0")
    ET.indent(root)
    return str(ET.tostring(root, encoding="us-ascii", xml_declaration=True), "ascii")


def _counts(name: str, findings: Sequence[Finding]) -> dict[str, str]:
    errors, _, _ = count(findings)
    return {"name": name, "tests": str(len(findings) or 1), "failures": str(errors), "errors": "0"}


def _case(suite: ET.Element, finding: Finding, path: str, lang: str) -> None:
    place = finding.place
    name = f"{finding.rule} {visible(finding.record)} {visible(finding.field)}".rstrip()
    case = ET.SubElement(suite, "testcase", name=name, classname=path, time="0")
    message = plain(finding.message, lang)
    lines = [f"{path}:{place.line}:{place.column}: {message}"]
    if finding.cure:
        lines.append(plain(T("try: {cure}", cure=finding.cure), lang))
    lines.append(plain(T("why: coopctl explain {rule}", rule=finding.rule), lang))
    if finding.severity == "error":
        ET.SubElement(case, "failure", type=finding.rule, message=message).text = "\n".join(lines)
    else:
        ET.SubElement(case, "system-out").text = "\n".join(lines)
