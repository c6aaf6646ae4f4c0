"""Findings as SARIF 2.1.0, what code scanning reads (OASIS standard of 27 March 2020)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from coopctl import __version__
from coopctl.problem import Finding, Place
from coopctl.report.plain import fingerprints, plain, under
from coopctl.words import Text

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
FINGERPRINT = "coopFinding/v1"


def sarif(
    findings: Sequence[Finding],
    lang: str,
    prefix: str = "",
    titles: Mapping[str, str] | None = None,
    docs: str = "docs/rules.md",
) -> str:
    """One run, its rules, its results. ``titles`` says each rule in a line; ``docs`` is the page with all of them."""
    rules = sorted({finding.rule for finding in findings})
    index = {rule: number for number, rule in enumerate(rules)}
    levels = {finding.rule: finding.severity for finding in findings}
    driver = {
        "name": "coopctl",
        "version": __version__,
        "rules": [_rule(rule, levels[rule], (titles or {}).get(rule, rule), docs) for rule in rules],
    }
    names = fingerprints(findings, prefix)
    results = [_result(f, index[f.rule], name, lang, prefix) for f, name in zip(findings, names, strict=True)]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=True, indent=2)


def _rule(rule: str, severity: str, title: str, docs: str) -> dict[str, Any]:
    return {
        "id": rule,
        "shortDescription": {"text": plain(title, "en")},
        "helpUri": f"{docs}#{rule}",
        "help": {"text": f"coopctl explain {rule}"},
        "defaultConfiguration": {"level": severity},
    }


def _result(finding: Finding, index: int, name: str, lang: str, prefix: str) -> dict[str, Any]:
    related = [
        {**_location(note.place, prefix), "id": number, "message": _message(note.message, lang)}
        for number, note in enumerate(finding.related)
    ]
    return {
        "ruleId": finding.rule,
        "ruleIndex": index,
        "level": finding.severity,
        "message": _message(finding.message, lang),
        "locations": [_location(finding.place, prefix)],
        "partialFingerprints": {FINGERPRINT: name},
        **({"relatedLocations": related} if related else {}),
    }


def _message(words: Text, lang: str) -> dict[str, str]:
    """A plain text message; "](" would make a link of a text from the ledger (§3.11.6), so it is parted."""
    return {"text": plain(words, lang).replace("](", "] (")}


def _location(place: Place, prefix: str) -> dict[str, Any]:
    region = {"startLine": place.line, "startColumn": place.column, "endColumn": place.column + max(1, place.width)}
    uri = quote(under(prefix, place.path), errors="backslashreplace")
    return {"physicalLocation": {"artifactLocation": {"uri": uri}, "region": region}}
