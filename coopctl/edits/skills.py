"""Who knows what: the search in fields and skills, and whom it proposes as a referent. Nothing is written here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from coopctl.edits.members import folded
from coopctl.ledger import Ledger
from coopctl.person import accompanied
from coopctl.records.member import Member
from coopctl.roster import Names

_SHORT = 3
"""Words up to this length say little by themselves (« de », « the »)."""


def find(ledger: Ledger, words: Iterable[str], day: dt.date, names: Names) -> list[dict[str, Any]]:
    """The members present that day whose fields or skills hold every word, those with a skill first."""
    wanted = [part for word in words for part in folded(word).split()]
    found = []
    for handle, one in sorted(ledger.members.items()):
        if not one.presence.holds(day):
            continue
        skills = [text for text in one.skills if _holds(text, wanted)]
        domains = [text for text in one.domains if _holds(text, wanted)]
        if skills or domains:
            facts = {"member": handle, "name": names.get(handle), "skills": skills, "domains": domains}
            found.append({**facts, "site": one.site})
    return sorted(found, key=lambda facts: not facts["skills"])


def _holds(text: str, wanted: list[str]) -> bool:
    parts = folded(text).split()
    return all(any(part.startswith(word) for part in parts) for word in wanted)


def suggest(ledger: Ledger, handle: str, day: dt.date, names: Names) -> list[dict[str, Any]]:
    """Who could accompany a person: by shared fields, then by how few they accompany. Never the support team.

    Where a role is that of who accompanies people, only those who hold it are proposed, unless nobody does.
    """
    kinds = ledger.charter.statuses if ledger.charter else ()
    staff = {kind.status for kind in kinds if kind.contract == "staff"}
    mine = _words(ledger.members[handle])
    found = []
    for other, one in sorted(ledger.members.items()):
        status = one.status_on(day)
        if other == handle or status is None or status in staff or not one.presence.holds(day):
            continue
        shared = [text for text in one.domains if mine & set(_long(text))]
        load = len(accompanied(ledger, other, day))
        found.append({"member": other, "name": names.get(other), "shared": shared, "load": load, "site": one.site})
    holders = {held.member for role in ledger.roles.values() if role.accompanies for held in role.mandates
               if held.state_on(day) in ("held", "interim")}  # fmt: skip
    found = [one for one in found if one["member"] in holders] or found
    return sorted(found, key=lambda facts: (-len(facts["shared"]), facts["load"], facts["member"]))


def _words(one: Member) -> set[str]:
    return {word for text in one.domains for word in _long(text)}


def _long(text: str) -> list[str]:
    return [word for word in folded(text).split() if len(word) > _SHORT]
