"""Findings for other programs: JSON, GitHub annotations, GitLab Code Quality.

Every form is inert: what a ledger holds can neither act on a screen nor break out of its field.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from coopctl.problem import Finding
from coopctl.report.plain import count, fingerprints, plain, under
from coopctl.words import TN, T, visible

VERSION = 1
_GITHUB_SHOWS = 10
"""GitHub keeps 10 errors and 10 warnings of a step and drops the rest without a word."""


def as_json(findings: Sequence[Finding], lang: str) -> str:
    """``{"version", "findings", "summary"}``; ASCII, keys stable; ``seen`` is the value as it stands in the file."""
    errors, warnings, files = count(findings)
    summary = {"errors": errors, "warnings": warnings, "files": files}
    listed = [told(finding, lang) for finding in findings]
    return _dumped({"version": VERSION, "findings": listed, "summary": summary})


def told(finding: Finding, lang: str) -> dict[str, Any]:
    """One finding, its keys stable."""
    place = finding.place
    related = [
        {
            "path": _sound(note.place.path),
            "line": note.place.line,
            "column": note.place.column,
            "message": plain(note.message, lang),
        }
        for note in finding.related
    ]
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "record": _sound(finding.record),
        "field": _sound(finding.field),
        "path": _sound(place.path),
        "line": place.line,
        "column": place.column,
        "message": plain(finding.message, lang),
        "seen": None if finding.seen is None else _sound(finding.seen),
        "allowed": None if finding.allowed is None else plain(finding.allowed, lang),
        "related": related,
        "try": None if finding.cure is None else _sound(finding.cure),
        "help": f"coopctl explain {finding.rule}",
    }


def github(findings: Sequence[Finding], lang: str, prefix: str = "") -> str:
    """Workflow commands; past ten of one severity, nine and how many are left, so that none is lost in silence."""
    lines = []
    for severity in ("error", "warning"):
        same = [finding for finding in findings if finding.severity == severity]
        shown = same if len(same) <= _GITHUB_SHOWS else same[: _GITHUB_SHOWS - 1]
        lines += [_annotation(finding, lang, prefix) for finding in shown]
        if left := len(same) - len(shown):
            more = TN("and {n} other; see them all: coopctl check", "and {n} others; see them all: coopctl check", left)
            lines.append(f"::{severity} title=coopctl::{_data(plain(more, lang))}")
    return "\n".join(lines)


def _annotation(finding: Finding, lang: str, prefix: str) -> str:
    place = finding.place
    where = {
        "file": visible(under(prefix, place.path)),
        "line": str(place.line),
        "col": str(place.column),
        "endColumn": str(place.column + max(1, place.width)),
        "title": finding.rule,
    }
    fields = ",".join(f"{name}={_property(value)}" for name, value in where.items())
    words = [plain(finding.message, lang)]
    if finding.cure:
        words.append(plain(T("try: {cure}", cure=finding.cure), lang))
    words.append(plain(T("why: coopctl explain {rule}", rule=finding.rule), lang))
    message = _data("\n".join(words))
    return f"::{finding.severity} {fields}::{message}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def gitlab(findings: Sequence[Finding], lang: str, prefix: str = "") -> str:
    """GitLab Code Quality: a list of issues, each with a fingerprint of its own that outlives moved lines."""
    names = fingerprints(findings, prefix)
    return _dumped([_issue(finding, name, lang, prefix) for finding, name in zip(findings, names, strict=True)])


def _issue(finding: Finding, name: str, lang: str, prefix: str) -> dict[str, Any]:
    return {
        "description": plain(finding.message, lang),
        "check_name": finding.rule,
        "fingerprint": name,
        "severity": "major" if finding.severity == "error" else "minor",
        "location": {"path": _sound(under(prefix, finding.place.path)), "lines": {"begin": finding.place.line}},
    }


def _sound(text: str) -> str:
    """The text itself, but for halves of characters, on which strict JSON readers stop."""
    return text.encode("utf-8", "backslashreplace").decode()


def _dumped(value: Any) -> str:
    return json.dumps(value, ensure_ascii=True, indent=2)
