"""What is known of closed payouts is used: files are read for what changed, and for what was asked."""

from __future__ import annotations

from collections import UserDict
from collections.abc import Iterable, Iterator, Mapping, MutableMapping
from typing import Any

import pytest

from coopctl.check import check
from coopctl.edits.books import Recorded, books_of
from coopctl.edits.closing import close
from coopctl.ledger import Ledger
from coopctl.payout.books import closed as closed_one
from coopctl.payout.brief import Abridged, whole
from coopctl.payout.compute import compute
from coopctl.records import load
from coopctl.snapshot import Overlay, Snapshot, content_id
from coopctl.store.plain import packed, unpacked
from coopctl.values import Month, parse_period
from tests.edits.test_closing import line
from tests.small import TODAY, snapshot

OCTOBER, NOVEMBER = parse_period("2026-10"), parse_period("2026-11")
CLOSED = "payouts/2026-10.yaml"
MORE = "- id: p4xd7n5c\n  date: 2026-11-0{day}\n  hours: 2\n  rate: 20\n  what: Travail\n{rest}"


class Kept(UserDict[str, Any]):
    """Results that go through their stored form, as they do in a clone."""

    def __setitem__(self, key: str, value: Any) -> None:
        super().__setitem__(key, packed(value))

    def __getitem__(self, key: str) -> Any:
        return unpacked(super().__getitem__(key))


class Watched(Overlay):
    """Files that tell what is read of them, and know the names of their contents without it."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        super().__init__(files, {})
        self.asked: list[str] = []

    def __getitem__(self, path: str) -> bytes:
        self.asked.append(path)
        return super().__getitem__(path)

    def read(self, paths: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        wanted = list(paths)
        self.asked += wanted
        return super().read(wanted)

    def id(self, path: str) -> str | None:
        return content_id(super().__getitem__(path))


class World:
    """A ledger with October closed, seen again and again with what was known before."""

    def __init__(self) -> None:
        first = "contributions/2026-10/{}.yaml"
        both: dict[str, str | None] = {
            first.format("loic"): line("k7m3qa2w") + line("m7m3qa2w"), first.format("noemie"): line("n7m3qa2w"),
        }  # fmt: skip
        files = snapshot(both).files
        edit = close(Snapshot(files), OCTOBER, "noemie", TODAY).edit
        self.files: Mapping[str, bytes] = Overlay(files, edit.changes)
        self.known: MutableMapping[str, Any] = Kept()

    def changed(self, **sheets: str) -> None:
        """Other sheets in November."""
        new = {f"contributions/{Month(2026, 11)}/{who}.yaml": text.encode() for who, text in sheets.items()}
        self.files = Overlay(self.files, new)

    def november(self) -> list[str]:
        """What is read of payouts to compute November; the result is that of whole ones."""
        files = Watched(self.files)
        books = books_of(Ledger(Snapshot(files, None, self.known)), TODAY)
        assert [type(one) for one in books.payouts] == [Abridged]
        wanted = compute(books._replace(payouts=tuple(map(whole, books.payouts))), NOVEMBER)
        files.asked.clear()
        books = books_of(Ledger(Snapshot(files, None, self.known)), TODAY)
        assert compute(books, NOVEMBER) == wanted
        return [path for path in files.asked if path.startswith("payouts/")]


@pytest.fixture
def world() -> World:
    return World()


def test_a_payout_that_was_judged_is_not_read_again(world: World) -> None:
    assert world.november() == []
    world.changed(noemie=MORE.format(day=2, rest=""))
    assert world.november() == []


def test_what_is_corrected_is_read_once(world: World) -> None:
    world.changed(loic=MORE.format(day=2, rest="  corrects: k7m3qa2w\n"))
    assert world.november() == [CLOSED]
    assert world.november() == []
    world.changed(noemie=MORE.format(day=3, rest=""))
    assert world.november() == []
    world.changed(noemie=MORE.format(day=3, rest="  corrects: n7m3qa2w\n"))
    assert world.november() == [CLOSED]


def test_what_is_shown_or_proved_is_read(world: World) -> None:
    world.november()
    files = Watched(world.files)
    recorded = Recorded(Snapshot(files, None, world.known))
    assert closed_one(recorded.in_brief(), OCTOBER) == load.payout(CLOSED, files[CLOSED])
    files.asked.clear()
    assert Recorded(Snapshot(files, None, world.known)).books().payouts == (load.payout(CLOSED, world.files[CLOSED]),)
    assert files.asked.count(CLOSED) == 1


def test_a_payout_that_cannot_be_read_is_in_no_books(world: World) -> None:
    world.files = Overlay(world.files, {CLOSED: b"period: [\n"})
    for _ in range(2):
        assert books_of(Ledger(Snapshot(Watched(world.files), None, world.known)), TODAY).payouts == ()


def test_a_payout_that_could_not_be_written_again_is_read_whole(world: World) -> None:
    """An accent apart from its letter is a finding, and does not keep the payout from being counted."""
    aside = "set_aside:\n- member: loic\n  contribution: p4xd7n5d\n  sheet: 2026-10\n  rule: re\u0301gle\nstatements:\n"
    text = world.files[CLOSED].decode().replace("statements:\n", aside, 1)
    world.files = Overlay(world.files, {CLOSED: text.encode()})
    for _ in range(2):
        ledger = Ledger(Snapshot(Watched(world.files), None, world.known))
        assert {"not-nfc", "payout-does-not-add-up"} <= {one.rule for one in check(ledger, TODAY)}
        assert [type(one).__name__ for one in books_of(ledger, TODAY).payouts] == ["Payout"]
