"""A review for programs: every key is always there; with people hidden, nobody is named in it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from coopctl.accord.facts import Accord
from coopctl.audit.facts import Lapse
from coopctl.cli.told import as_json as changes_as_json
from coopctl.report.machine import told as finding_as_json
from coopctl.review.facts import Money, Review, Side
from coopctl.review.headline import headline, verdict
from coopctl.words import language


def as_json(found: Review, base: str, head: str, *, hide: bool) -> dict[str, Any]:
    """The whole review."""
    return {
        "base": base,
        "head": head,
        "people": "hide" if hide else "show",
        "summary": [line.shown(plain=True) for line in headline(found)],
        "verdict": _verdict(found),
        "verdict_text": verdict(found).shown(plain=True),
        "people_concerned": len(found.people),
        "forbids": [one.shown(plain=True) for one in found.forbids],
        "audit": [_lapse(one, hide) for one in found.lapses],
        "in_bulk": [one.shown(plain=True) for one in found.bulk],
        "money": None if found.money is None else [_money(one) for one in found.money],
        "caps": [
            {
                "since": one.since,
                "before": one.before.fixed if one.before is not None else None,
                "after": one.after.fixed if one.after is not None else None,
                "members": one.members,
            }
            for one in found.caps
        ],
        "changes": changes_as_json([one for one in found.changes if one not in found.cosmetic]),
        "cosmetic": changes_as_json(found.cosmetic),
        "agreements": [_accord(one) for one in found.accords],
        "findings": {
            "new": [{"rule": one.rule, "severity": one.severity} if hide else finding_as_json(one, language())
                    for one in found.new],
            "mended": found.mended,
            "before": found.older,
        },
        "stakes": {
            "mandates_ended": len(found.stakes.ended) if found.stakes else 0,
            "of": found.stakes.of if found.stakes else 0,
            "left_to_nobody": list(found.stakes.alone) if found.stakes else [],
        },
    }  # fmt: skip


def _verdict(found: Review) -> str:
    if found.refused:
        return "refused"
    missing = not all(one.agreed for one in found.accords)
    return "look-twice" if found.stakes or found.bulk or missing else "fine"


def _lapse(one: Lapse, hide: bool) -> dict[str, Any]:
    """What an audit would find in an entry; where people are hidden, no path and no words, for they may name some."""
    found = {"commit": one.commit, "rule": one.rule, "severity": one.severity}
    if hide:
        return found
    return found | {"path": one.path, "line": one.line, "message": one.message.shown(plain=True)}


def _money(one: Money) -> dict[str, Any]:
    return {
        "period": str(one.period),
        "before": one.before.fixed,
        "after": one.after.fixed,
        "circles": _sides(one.circles, "circle"),
        "people": _sides(one.people, "member"),
    }


def _sides(sides: Iterable[Side], name: str) -> list[dict[str, Any]]:
    return [{name: one.name, "before": one.before.fixed, "after": one.after.fixed} for one in sides]


def _accord(one: Accord) -> dict[str, Any]:
    return {
        "of": one.of,
        "subject": one.subject or None,
        "group": one.group,
        "who": one.who or None,
        "agreed": one.agreed,
        "by": [{"how": proof.how, "by": proof.by or None, "brought_along": proof.brought} for proof in one.proofs],
        "doubts": [doubt.shown(plain=True) for doubt in one.doubts],
    }
