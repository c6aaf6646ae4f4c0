"""Every rule's page is true: Broken gives exactly its finding at the mark, Mended gives none."""

from __future__ import annotations

import pytest

from coopctl.document.read import read
from coopctl.payout.frozen import digest
from coopctl.records.model import judged
from coopctl.records.payout import Payout
from coopctl.records.role import Role
from coopctl.records.sheet import fingerprint
from coopctl.rules.catalogue import RULES
from coopctl.rules.rule import Rule
from tests.small import FILES, found

MARK = "# <- here"
GONE = "(removed)\n"
WITH_EXAMPLES = [rule for rule in RULES if rule.example("Broken")]


def laid(files: dict[str, str]) -> dict[str, str | None]:
    return {
        path: None if text == GONE else _digested(path, text.replace(f"  {MARK}", "")) for path, text in files.items()
    }


def _digested(path: str, text: str) -> str:
    """A payout's text with the digest of its values where the page says DIGEST, a sheet's with its FINGERPRINT."""
    if "FINGERPRINT" in text:
        role, _faults = judged(Role, path, read(path, text.encode()).root)
        assert role is not None
        return text.replace("FINGERPRINT", fingerprint(role))
    if "DIGEST" not in text:
        return text
    record, faults = judged(Payout, path, read(path, text.encode()).root)
    assert record is not None, faults
    return text.replace("DIGEST", digest(record))


@pytest.mark.parametrize("rule", WITH_EXAMPLES, ids=lambda rule: rule.name)
def test_broken_gives_that_finding_at_the_mark_and_no_other(rule: Rule) -> None:
    files = rule.example("Broken")
    findings = found(laid(files))
    assert [one.rule for one in findings] == [rule.name]
    marks = [
        (path, number)
        for path, text in files.items()
        for number, line in enumerate(text.splitlines(), 1)
        if line.endswith(MARK)
    ]
    if marks:
        assert [(one.place.path, one.place.line) for one in findings] == marks
    assert findings[0].severity == rule.severity
    assert str(findings[0].message)


@pytest.mark.parametrize("rule", WITH_EXAMPLES, ids=lambda rule: rule.name)
def test_mended_gives_nothing(rule: Rule) -> None:
    assert found({**laid(rule.example("Broken")), **laid(rule.example("Mended"))}) == []


def test_every_rule_but_those_on_bytes_shows_an_example() -> None:
    assert [rule.name for rule in RULES if rule.scope != "text" and not rule.example("Broken")] == []


def test_every_rule_says_what_and_why() -> None:
    for rule in RULES:
        assert rule.summary.endswith("."), rule.name
        assert rule.why, rule.name


def test_names_are_unique() -> None:
    names = [rule.name for rule in RULES]
    assert len(names) == len(set(names))


def test_the_small_ledger_is_sound() -> None:
    assert FILES
    assert found({}) == []
