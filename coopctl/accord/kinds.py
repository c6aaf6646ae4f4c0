"""What a change is to those who must agree to it, and who they are where the charter says nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from coopctl.accord.facts import State
from coopctl.change.fact import Change


class Approval(NamedTuple):
    """Who agrees to a kind of change: all of ``by``, or one of them (``any``); ``least`` members speak for a group."""

    of: str
    by: tuple[str, ...]
    any: bool = False
    least: int = 0


_ALL = ("orientation", "co-managers")
DEFAULTS = (
    Approval("lines", ("self",)),
    Approval("person", ("self",)),
    Approval("leaving", ("self", "circle"), any=True),
    Approval("joining", ("self",)),
    Approval("entering", ("co-managers",)),
    Approval("mandate", ("circle",)),
    Approval("role", ("circle",)),
    Approval("circle", ("circle",)),
    Approval("budget", ("circle",)),
    Approval("new-circle", ("orientation",)),
    Approval("keys", ("self", "co-manager"), any=True),
    Approval("unseating", ("self", *_ALL), any=True),
    Approval("eligibility", _ALL),
    Approval("caps", _ALL),
    Approval("dues", _ALL),
    Approval("approvals", _ALL),
    Approval("rules", _ALL),
    Approval("signed", _ALL),
    Approval("body", _ALL),
    Approval("exceptions", _ALL),
)
"""Where the charter says nothing. What only tells what happened (a meeting, a decision, an election) asks nobody."""

OF_ALL = frozenset(("eligibility", "caps", "dues", "approvals", "rules", "signed", "body", "exceptions", "unseating"))
"""What weighs on everybody: nobody changes it alone, and where entries are signed it does not come in otherwise."""
OF_A_CIRCLE = frozenset(("role", "circle", "budget", "mandate", "new-circle"))
"""What is a circle's own."""

_NOBODY = ("need-", "meeting-", "workshop-", "decision-", "election-", "month-", "ledger-", "file-")
_OWN_WORDS = ("format", "name", "language", "currency", "readers", "accompaniment", "slug")
_APART = ("approvals", "dues", "signed")
_DECIDING = ("co-management", "orientation", "assembly")
_MADE_OF = frozenset(("kind", "role", "member"))


def kinds_of(change: Change, base: State) -> tuple[str, ...]:
    """What a change is to those who must agree: one thing, several at once, or nothing that asks for anybody."""
    kind, keys = change.kind, {*(change.before or {}), *(change.after or {})}
    if kind.startswith("line-"):
        return ("lines",)
    if change.record == "exceptions":
        return ("exceptions",)
    if kind.startswith(_NOBODY):
        return ()
    if kind.startswith("member-"):
        return _of_member(kind, keys)
    if change.record.startswith("bodies/"):
        return _of_body(kind, keys)
    if kind.startswith("charter-"):
        return _of_charter(kind, keys)
    return _of_circle(change, keys, base)


def _of_member(kind: str, keys: set[str]) -> tuple[str, ...]:
    if kind == "member-left":
        return ("leaving",)
    if kind in ("member-entered", "member-removed", "member-status"):
        return ("entering",)
    if kind == "member-changed" and "keys" in keys:
        return ("keys", "person") if keys - {"keys"} else ("keys",)
    return ("person",)


def _of_body(kind: str, keys: set[str]) -> tuple[str, ...]:
    """Who sits in a body is who must agree to what it decides on."""
    if kind == "role-ended":
        return ("unseating",)
    if kind != "role-changed" or keys & _MADE_OF:
        return ("approvals",)
    if "eligibility" in keys:
        return ("eligibility", "body") if keys - {"eligibility"} else ("eligibility",)
    return ("body",)


def _of_charter(kind: str, keys: set[str]) -> tuple[str, ...]:
    if kind == "charter-cap":
        return ("caps",)
    apart = tuple(key for key in _APART if any(one.startswith(key) for one in keys))
    rest = {one for one in keys if one not in _OWN_WORDS and not one.startswith(_APART)}
    return (*apart, "rules") if rest else apart


def _of_circle(change: Change, keys: set[str], base: State) -> tuple[str, ...]:
    kind, circle = change.kind, base.record(f"circles/{change.circle}.yaml")
    if kind.startswith("budget-"):
        return ("budget",)
    if kind.startswith("role-"):
        return _of_role(change, keys, base)
    if kind == "circle-left":
        return ("leaving",)
    if kind == "circle-opened" or not circle:
        return ("new-circle",)
    if kind == "circle-changed" and "eligibility" in keys:
        return ("eligibility", "circle") if keys - {"eligibility"} else ("eligibility",)
    return ("joining",) if kind == "circle-joined" and circle.get("access", "open") == "open" else ("circle",)


def _of_role(change: Change, keys: set[str], base: State) -> tuple[str, ...]:
    """A role by whose holders a deciding body is made up is as that body: who holds it is who must agree."""
    kind, seat = change.kind, deciding(change.record, base)
    if kind == "role-ended":
        return ("unseating",) if seat else ("leaving",)
    if kind == "role-given":
        return ("approvals",) if seat else ("mandate",)
    if seat and (kind == "role-removed" or keys & {"statutory", "member"}):
        return ("approvals",)
    if kind == "role-changed" and "statutory" in keys:
        return ("approvals", "role")
    if kind == "role-changed" and "eligibility" in keys:
        return ("eligibility", "role") if keys - {"eligibility"} else ("eligibility",)
    return ("role",)


def deciding(record: str, base: State) -> bool:
    """Whether who holds a role decides on rules of all: a co-manager, or a seat of a body that does."""
    role = base.record(f"{record}.yaml")
    bodies = (base.record(f"bodies/{name}.yaml") for name in base.names("bodies"))
    return role.get("statutory") == "co-manager" or any(
        body.get("role") == record.removeprefix("roles/") and body.get("kind") in _DECIDING for body in bodies
    )


def approval(one: Mapping[str, Any]) -> Approval | None:
    """An approval of the charter, None where it cannot be read as one."""
    of, by, least = one.get("of"), one.get("by"), str(one.get("least", "1"))
    if not isinstance(of, str) or not isinstance(by, list) or not by:
        return None
    short = least.isascii() and least.isdigit() and len(least) < 10
    return Approval(of, tuple(map(str, by)), False, max(1, int(least)) if short else 1)
