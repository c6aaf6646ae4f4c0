"""A small sound ledger as a dict: what tests of rules and edits start from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from coopctl.check import check
from coopctl.ledger import Ledger
from coopctl.problem import Finding
from coopctl.snapshot import Snapshot

TODAY = dt.date(2026, 11, 23)

FILES = {
    "coop.yaml": """\
format: 1
name: Les Jours
slug: les-jours
rate_caps:
- since: 2018-01-01
  cap: 30
statuses:
- status: cape
  title: CAPE
- status: staff
  title: Équipe d'appui
  paid: false
""",
    "members/loic.yaml": "handle: loic\nstatuses:\n- status: cape\n  since: 2024-01-01\n",
    "members/noemie.yaml": "handle: noemie\nstatuses:\n- status: cape\n  since: 2025-01-01\n",
    "circles/technique.yaml": "circle: technique\ntitle: Technique\nsince: 2019-03\n",
    "circles/communication.yaml": "circle: communication\ntitle: Communication\n",
    "decisions/2026-10-01-enveloppes.yaml": """\
decision: 2026-10-01-enveloppes
title: Les enveloppes du trimestre
circle: technique
opened: 2026-10-01
proposal: Chaque cercle reçoit ce qu'il a demandé
rounds:
- date: 2026-10-01
  consenting: 4
outcomes:
- date: 2026-10-01
  outcome: adopted
""",
    "roles/technique/admin-sys.yaml": """\
role: admin-sys
title: Administration système
accountabilities:
- Serveurs à jour
mandates:
- member: loic
  since: 2024-06-01
""",
}


def ledger(**changes: str | None) -> Ledger:
    """The small ledger with files added, changed or (None) taken away; ``__`` stands for ``/``."""
    return with_files({name.replace("__", "/") + ".yaml": text for name, text in changes.items()})


def with_files(changes: Mapping[str, str | None], base: Mapping[str, str] = FILES) -> Ledger:
    """The small ledger with some files laid over it."""
    return Ledger(snapshot(changes, base))


def snapshot(changes: Mapping[str, str | None] = {}, base: Mapping[str, str] = FILES) -> Snapshot:
    """The same as bytes, the way a store gives it."""
    files = {**base, **changes}
    return Snapshot({path: text.encode() for path, text in files.items() if text is not None}, "base")


def found(changes: Mapping[str, str | None], base: Mapping[str, str] = FILES) -> list[Finding]:
    """All the findings of the small ledger with some files laid over it."""
    return check(with_files(changes, base), TODAY)
