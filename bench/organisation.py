"""``check`` of an organisation of 900 files and no contribution, beside the import of pydantic."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from bench.ledgers import forget, lay
from bench.measure import Turn, paired, ratio, turn
from bench.rows import LIMITS, Row
from bench.site import Site, check
from coopctl.document.write import emit
from coopctl.records.kinds import modeline

MEMBERS, CIRCLES, ROLES = 500, 150, 249
FLOOR = "python -c 'import pydantic'"


def governance(site: Site, rounds: int) -> list[Row]:
    """From nothing, and when nothing changed."""
    folder = lay(site.place / "organisation", _files())
    floor = turn("pydantic", [sys.executable, "-c", "import pydantic"])
    cold: Turn = turn("cold", check(folder), before=lambda _n: forget(folder))
    times = paired([floor, cold, turn("warm", check(folder))], rounds)
    found = []
    for name, work, limit in (("cold", "from nothing", "governance"), ("warm", "nothing changed", "governance again")):
        value, busy = ratio(times, name, "pydantic")
        found.append(Row(f"check, {MEMBERS + CIRCLES + ROLES + 1} records, {work}", FLOOR, value, LIMITS[limit], busy))
    return found


def _files() -> Iterator[tuple[str, str]]:
    yield _file("coop.yaml", {"format": 1, "name": "Banc", "slug": "banc", "rate_caps": [{"since": "2018-01-01",
                                                                                          "cap": 30}]})  # fmt: skip
    for i in range(MEMBERS):
        yield _file(f"members/p{i}.yaml", {"handle": f"p{i}", "welcomed": "2015-01"})
    for i in range(CIRCLES):
        parent = {"parent": f"c{i // 6}"} if i >= 6 else {}
        members = [{"member": f"p{(i * 7 + j) % MEMBERS}", "since": "2022-03"} for j in range(6)]
        yield _file(f"circles/c{i}.yaml", {"circle": f"c{i}", "title": f"Cercle {i}", "since": "2018-02", **parent,
                                           "members": members})  # fmt: skip
    for i in range(ROLES):
        held = [{"member": f"p{i}", "since": "2022-01-01", "until": "2024-12-31"},
                {"member": f"p{i + 1}", "since": "2025-01-01"}]  # fmt: skip
        yield _file(f"roles/c{i % CIRCLES}/r{i}.yaml", {"role": f"r{i}", "title": f"Rôle {i}",
                                                       "accountabilities": ["Agir"], "mandates": held})  # fmt: skip


def _file(path: str, tree: dict[str, object]) -> tuple[str, str]:
    return path, emit(tree, modeline(path))
