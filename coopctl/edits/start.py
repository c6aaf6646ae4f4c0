"""The first record of a cooperative: its charter, by a preset, and its first member."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, NamedTuple

from coopctl.document.write import emit
from coopctl.edits.governance import Change, View, caused, trimmed
from coopctl.edits.members import known_status
from coopctl.ledger import Ledger
from coopctl.problem import Refused
from coopctl.records import kinds
from coopctl.snapshot import Edit, Message, Overlay, Snapshot
from coopctl.values import Rate, When
from coopctl.words import N_, T, Text

ATTRIBUTES = ".gitattributes"
LINE_ENDINGS = "*.yaml text eol=lf"
CAP = Rate(3000)


class Preset(NamedTuple):
    """What a kind of cooperative begins with: its statuses, and the law it is under."""

    statuses: tuple[Mapping[str, Any], ...]
    law: str
    legal_form: str


_SUPPORT = {"status": "staff", "title": N_("Support team"), "paid": False, "contract": "staff"}

PRESETS: Mapping[str, Preset] = {
    "cae": Preset(
        (
            {"status": "cape", "title": "CAPE", "contract": "cape", "referent": True, "follow_up_months": 2},
            {"status": "esa", "title": "ESA", "contract": "cesa", "follow_up_months": 6},
            _SUPPORT,
        ),
        "fr-cae",
        "sarl",
    ),
    "scop": Preset(
        (
            {"status": "partner", "title": N_("Partner")},
            {"status": "worker", "title": N_("Not a partner yet")},
            _SUPPORT,
        ),
        "fr-scop",
        "sarl",
    ),
    "association": Preset(
        (
            {"status": "active", "title": N_("Active member")},
            {"status": "helper", "title": N_("Helping hand"), "paid": False},
            _SUPPORT,
        ),
        "none",
        "association",
    ),
}
"""What each preset writes in coop.yaml; titles are written in the ledger's language."""


class Founding(NamedTuple):
    """What a cooperative says of itself at the start."""

    name: str
    slug: str
    language: str
    preset: str
    handle: str
    status: str | None
    since: When


def found(snapshot: Snapshot, wish: Founding, schemas: Mapping[str, str], today: dt.date) -> Change:
    """The charter, the first member, the schemas editors look for, and how git keeps line ends."""
    _free(snapshot)
    charter = emit(_charter(wish, today), kinds.modeline("coop.yaml")).encode()
    changes: dict[str, bytes | None] = {"coop.yaml": charter}
    status = known_status(Ledger(Snapshot({"coop.yaml": charter})), wish.status) if wish.status else None
    path = f"members/{wish.handle}.yaml"
    held = [{"status": status.status, "since": wish.since}] if status else []
    member = {"handle": wish.handle, "statuses": held, "welcomed": None if status else wish.since}
    changes[path] = emit(trimmed(member), kinds.modeline(path)).encode()
    changes.update(_beside(snapshot, schemas))
    remarks = tuple(caused(Ledger(Snapshot({})), Ledger(Snapshot(View(Overlay(snapshot.files, changes)))), today))
    said: list[Text] = [T("the ledger of {name} is started", name=wish.name)]
    trailers = (("Coop-Op", "init"), ("Coop-Actor", wish.handle), ("Coop-Record", "coop"))
    message = Message(f"init: {wish.slug}", "", trailers)
    return Change(Edit(snapshot.revision, changes, message), tuple(said), (), remarks)


def _free(snapshot: Snapshot) -> None:
    """Nothing that is recorded may be in the way; raises Refused."""
    if "coop.yaml" in snapshot.files:
        raise Refused(T("there is already a ledger here"), "coopctl doctor")


def _beside(snapshot: Snapshot, schemas: Mapping[str, str]) -> dict[str, bytes]:
    """Files that are not records: schemas, and a line of .gitattributes added to what may be there."""
    changes = {f"schemas/{name}": text.encode() for name, text in schemas.items()}
    there = snapshot.files.get(ATTRIBUTES, b"")
    if LINE_ENDINGS.encode() not in there.splitlines():
        glue = b"" if not there or there.endswith(b"\n") else b"\n"
        changes[ATTRIBUTES] = there + glue + f"{LINE_ENDINGS}\n".encode()
    return changes


def _charter(wish: Founding, today: dt.date) -> dict[str, Any]:
    preset = PRESETS[wish.preset]
    return {
        "format": 1,
        "name": wish.name,
        "slug": wish.slug,
        "language": wish.language,
        "currency": "EUR",
        "rate_caps": [{"since": dt.date(today.year, 1, 1), "cap": CAP}],
        "contributions": {"period": "month", "shortage": "talk"},
        "stipends": {"prorata": "days"},
        "statuses": [{**kind, "title": Text(str(kind["title"])).shown(wish.language)} for kind in preset.statuses],
        "law": preset.law,
        "legal_form": preset.legal_form,
        "readers": "cooperative",
    }
