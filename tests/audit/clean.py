"""A sound history of a year in small: what every altered history is made from."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from coopctl.edits.closing import close
from coopctl.snapshot import Snapshot
from coopctl.values import parse_period
from tests.audit.history import Entry, History, charter, line, member, public

SEPTEMBER = "contributions/2026-09/loic.yaml"
OCTOBER = "contributions/2026-10/loic.yaml"
ZOE = "contributions/2026-10/zoe.yaml"
ROLE = """\
role: admin-sys
title: Administration
accountabilities:
- Serveurs à jour
mandates:
- member: loic
  since: 2025-01-01
"""
BODY = "body: cogerance\ntitle: Cogérance\nkind: co-management\nmandates:\n- member: ana\n  since: 2025-01-01\n"
FOUNDING = {
    "coop.yaml": charter(),
    "members/ana.yaml": member("ana"),
    "members/loic.yaml": member("loic"),
    "members/zoe.yaml": member("zoe"),
    "circles/technique.yaml": "circle: technique\ntitle: Technique\n",
    "roles/technique/admin-sys.yaml": ROLE,
    "bodies/cogerance.yaml": BODY,
}


def clean(folder: Path, *, signs: bool = True) -> History:
    """Founded, noted, a month closed, two sides joined, a key changed, the cap raised and made use of after."""
    made = History(folder, signs=signs)
    founding = {**FOUNDING, "coop.yaml": charter(signed=signs)}
    made.write(Entry("ana", founding, "init", ("coop",)), "founded")
    made.write(Entry("loic", {SEPTEMBER: line("laaaaaaa")}, "contrib.add", ("loic/laaaaaaa",)), "noted")
    sheet = "contributions/2026-09/zoe.yaml"
    made.write(Entry("zoe", {sheet: line("zaaaaaaa", rate="15")}, "contrib.add", ("zoe/zaaaaaaa",)))
    closing = close(Snapshot(made.files(), made.tip), parse_period("2026-09"), "ana", dt.date(2026, 10, 3))
    ((path, data),) = closing.edit.changes.items()
    made.write(Entry("ana", {path: (data or b"").decode()}, "payout.close", ("payouts/2026-09",)), "closed")
    made.write(Entry("loic", {OCTOBER: line("laaaaaab", "2026-10-02")}, "contrib.add", ("loic/laaaaaab",)), "main")
    side = {ZOE: line("zaaaaaab", "2026-10-03")}
    made.write(Entry("zoe", side, "contrib.add", ("zoe/zaaaaaab",), on=("closed",)), "side")
    made.write(Entry("ana", side, "sync", on=("main", "side")), "joined")
    keys = {"members/loic.yaml": member("loic", "loic", "loic/2")}
    made.write(Entry("loic", keys, "save", ("members/loic",)), "new-key")
    more = line("laaaaaab", "2026-10-02") + line("laaaaaac", "2026-10-05")
    made.write(Entry("loic", {OCTOBER: more}, "contrib.add", ("loic/laaaaaac",), key="loic/2"))
    made.write(Entry("ana", {"coop.yaml": charter(cap="35", signed=signs)}, "save", ("coop",)), "raised")
    above = more + line("laaaaaad", "2026-10-06", rate="35")
    made.write(Entry("loic", {OCTOBER: above}, "contrib.add", ("loic/laaaaaad",)), "last")
    return made


__all__ = ["BODY", "FOUNDING", "OCTOBER", "ROLE", "SEPTEMBER", "ZOE", "clean", "public"]
