"""What a closed payout counts of the board, and the co-managers' technical share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from coopctl.ledger import Ledger
from coopctl.records.payout import Payout
from coopctl.snapshot import Snapshot
from coopctl.summary.tally import added, tallies, tally, technical_share

WORK = {"sheet": "2026-09", "date": "2026-09-03", "rate": "20"}
LINES: list[dict[str, Any]] = [
    {**WORK, "member": "loic", "kind": "contribution", "contribution": "laaaaaaa", "circle": "technique",
     "hours": "2", "amount": "40"},
    {**WORK, "member": "loic", "kind": "contribution", "contribution": "laaaaaab", "circle": "technique",
     "hours": "1", "waived": "true", "amount": "0"},
    {**WORK, "member": "karim", "kind": "contribution", "contribution": "kaaaaaaa", "circle": "orientation",
     "role": "cogerance", "hours": "3", "amount": "60"},
    {"member": "karim", "kind": "stipend", "role": "orientation/cogerance", "month": "2026-09", "monthly": "150",
     "amount": "150"},
    {**WORK, "member": "old", "kind": "correction", "contribution": "naaaaaab", "corrects": "naaaaaaa",
     "hours": "1", "hours_before": "2", "paid_before": "40", "amount": "-20"},
]  # fmt: skip


def payout(lines: list[dict[str, Any]] = LINES) -> Payout:
    return Payout.model_validate(
        {
            "period": "2026-09", "closed": "2026-10-05", "closed_by": "loic", "rules": {"prorata": "days"},
            "lines": lines, "co_managers": ["karim"], "total": "230", "digest": "sha256:none",
        }
    )  # fmt: skip


def test_work_is_counted_by_circle_and_person_stipends_are_not() -> None:
    found = tally(payout(), {"old": "noemie"})
    assert found["circles"] == {
        "technique": {"loic": (300, 4000, 100)},
        "orientation": {"karim": (300, 6000, 0)},
        "": {"noemie": (-100, -2000, 0)},
    }
    assert found["managers"] == ("karim",)
    assert found["roles"] == {"orientation/cogerance": 300}
    assert found["late"] == {"correction": 1}


def test_the_technical_share_is_that_of_all_their_hours() -> None:
    natures = {"technique/admin-sys": "technical", "orientation/cogerance": "strategy"}
    roles = {"technique/admin-sys": 250, "orientation/cogerance": 500, "": 250}
    assert technical_share(roles, natures) == 25
    assert technical_share({"orientation/cogerance": 300}, natures) == 0
    assert technical_share(roles, {}) is None
    assert technical_share({}, natures) is None
    assert technical_share({"technique/admin-sys": 0}, natures) is None


def test_counts_are_added_up() -> None:
    assert added([{"a": 1}, {"a": 2, "b": 3}]) == {"a": 3, "b": 3}


class Read(Mapping[str, bytes]):
    """Files that count how often each is read, and know the names of their contents as a store does."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.files, self.reads = files, 0

    def __getitem__(self, path: str) -> bytes:
        self.reads += 1
        return self.files[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self.files)

    def __len__(self) -> int:
        return len(self.files)

    def id(self, path: str) -> str | None:
        return f"id of {len(self.files[path])} bytes" if path in self.files else None

    def ids_of(self, paths: list[str]) -> list[str | None]:
        return [self.id(path) for path in paths]


def test_what_a_payout_comes_to_is_kept() -> None:
    text = (
        b"period: 2026-09\nclosed: 2026-10-05\nclosed_by: loic\nrules:\n  prorata: days\nlines:\n- member: loic\n"
        b"  kind: contribution\n  contribution: laaaaaaa\n  sheet: 2026-09\n  date: 2026-09-03\n  circle: technique\n"
        b"  hours: 2\n  rate: 20\n  amount: 40\ntotal: 40\ndigest: sha256:none\n"
    )
    files, known = Read({"payouts/2026-09.yaml": text}), {}
    first = tallies(Ledger(Snapshot(files, None, known)))
    assert [(str(period), one["circles"]) for period, one in first.items()] == [
        ("2026-09", {"technique": {"loic": (200, 4000, 0)}})
    ]
    reads = files.reads
    assert reads
    assert tallies(Ledger(Snapshot(files, None, known))) == first
    assert files.reads == reads
