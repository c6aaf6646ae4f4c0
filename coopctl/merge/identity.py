"""What tells the items of a list apart, in each kind of record, and which fields say one thing together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Names = tuple[str, ...]

_HELD = ("member", "since")
_OFFICE = {"colleges": ("college",), "mandates": _HELD, "vacancies": ("since",), "declined": _HELD}

LISTS: Mapping[str, Mapping[str, Names]] = {
    "coop.yaml": {
        "rate_caps": ("since",),
        "statuses": ("status",),
        "legal_values": ("value", "since"),
        "milestones": ("date", "what"),
        "support_team": ("since",),
        "mediations": ("year",),
    },
    "members": {
        "statuses": ("status", "since"), "referents": _HELD, "sponsored": ("circle",), "keys": ("key",),
    },
    "circles": {"meetings": ("since",), **dict.fromkeys(("representatives", "facilitators", "members"), _HELD)},
    "roles": {"stipend": ("since",), **_OFFICE},
    "bodies": {"meetings": ("since",), **_OFFICE},
    "needs": {"holders": _HELD},
    "budgets": {"envelopes": ("circle",), "transfers": ("id",)},
    "exceptions.yaml": {"": ("rule", "record", "field")},
}  # fmt: skip
"""For each folder or file, the lists whose items are told apart by these keys; "" is the file itself."""

TOGETHER: Mapping[str, tuple[Names, ...]] = {
    "members": (("follow_up", "follow_up_by"), ("notice", "left")),
    "circles": (("ended", "successor", "merged_into"), ("access", "critical")),
    "roles": (("term_months", "most_term_months", "renewals"),),
    "bodies": (("term_months", "most_term_months", "renewals"), ("seats", "least", "most")),
    "needs": (("done", "dropped", "answer"),),
}
"""Fields that say one thing together: one half by one person and the other by another is a conflict."""

WHOLE = frozenset(("payouts", "meetings", "workshops"))
"""Records that are one whole: whoever wrote one said all of it."""

EVENTS = frozenset(("elections", "decisions"))
"""Records that are told one event after the other, by one person at a time."""

FROM_NOTHING = frozenset(("budgets", "exceptions.yaml"))
"""Files that several begin for reasons of their own, each for their part."""


def folder_of(path: str) -> str:
    """Where to look a path up: ``roles``, ``coop.yaml``."""
    return path.partition("/")[0]


def names_of(path: str, key: str) -> Names:
    """What tells the items of a list of a record apart, () where nothing does."""
    return LISTS.get(folder_of(path), {}).get(key, ())


def by_name(items: Any, names: Names) -> dict[Names, Any] | None:
    """The items of a list by what tells them apart; None where it does not."""
    if not isinstance(items, list) or not all(isinstance(one, dict) for one in items):
        return None
    found = {tuple(str(one.get(name, "")) for name in names): one for one in items}
    return found if len(found) == len(items) else None
