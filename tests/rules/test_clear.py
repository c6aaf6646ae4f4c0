"""Where a rule says from columns, digests and footings alone that it has nothing to say, its lines give nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from coopctl.context import Context, context
from coopctl.digest import digest
from coopctl.ledger import PAYOUTS, Ledger
from coopctl.page import Page, Pages
from coopctl.payout.abridge import footing
from coopctl.records.payout import Payout
from coopctl.rules import sheets
from coopctl.rules.catalogue import of_scope
from coopctl.snapshot import Snapshot
from coopctl.values import names
from tests import small
from tests.judging.worlds import World


def _ledgers(count: int, edits: int = 6) -> Iterator[Ledger]:
    for seed in range(count):
        world = World(1_000 + seed)
        for _ in range(edits):
            world.edit()
        yield Ledger(Snapshot(world.bytes()), world.odd)


def _boards(count: int) -> Iterator[tuple[Ledger, Pages, Context]]:
    for ledger in _ledgers(count):
        for member, paths in ledger.by_member().items():
            pages = Pages(Page(path, ledger.files[path]) for path in paths)
            yield ledger, pages, context(ledger, member, pages.digest)


def test_rules_on_sheets() -> None:
    clear: Counter[str] = Counter()
    said: Counter[str] = Counter()
    for _ledger, pages, seen in _boards(150):
        for rule in sheets.SHEET:
            assert rule.clear is not None
            assert rule.judge is not None
            whole = rule.clear(pages, seen)
            for page in pages:
                found = list(rule.judge(page.sheet, seen))
                said[rule.name] += len(found)
                for glance in (whole, rule.clear(page, seen)):
                    clear[rule.name] += glance
                    assert not (glance and found), (rule.name, page.sheet, seen)
    for rule in sheets.SHEET:
        assert clear[rule.name] > 20, rule.name
        assert said[rule.name] > 5, rule.name


def test_rules_on_members() -> None:
    clear: Counter[str] = Counter()
    said: Counter[str] = Counter()
    for _ledger, pages, _seen in _boards(300):
        for rule in sheets.MEMBER:
            assert rule.clear is not None
            assert rule.judge is not None
            found = list(rule.judge([page.sheet for page in pages]))
            glance = rule.clear(pages)
            clear[rule.name] += glance
            said[rule.name] += len(found)
            assert not (glance and found), (rule.name, [page.sheet for page in pages])
    for rule in sheets.MEMBER:
        assert clear[rule.name] > 20, rule.name
        assert said[rule.name] > 0, rule.name


def test_rules_on_all_payouts() -> None:
    clear: Counter[str] = Counter()
    said: Counter[str] = Counter()
    for seed in range(150):
        world = World(3_000 + seed)
        for _ in range(4 + seed % 9):
            world.edit()
        payouts = Ledger(Snapshot(world.bytes()), world.odd).payouts
        footings = [footing(one) for one in payouts.values()]
        for rule in of_scope("payouts"):
            assert rule.clear is not None
            assert rule.judge is not None
            found = list(rule.judge(payouts))
            glance = rule.clear(footings)
            clear[rule.name] += glance and len(payouts) > 1
            said[rule.name] += len(found)
            assert not (glance and found), (rule.name, payouts)
    for rule in of_scope("payouts"):
        assert clear[rule.name] > 5, rule.name
        assert said[rule.name] > 0, rule.name


def test_a_digest_of_columns_is_that_of_the_lines() -> None:
    """What a digest says of sheets, counted again from their lines."""
    for _ledger, pages, _seen in _boards(30):
        found = digest((page.month, page.columns) for page in pages)
        entries = [entry for page in pages for _, entry in page.sheet.entries]
        assert found.lines == len(entries)
        assert found.circles.keys() == {entry.circle for entry in entries if entry.circle}
        assert found.roles.keys() == {f"{entry.circle}/{entry.role}" for entry in entries if entry.role}
        assert found.needs == {entry.need for entry in entries if entry.need}
        assert found.recorders == {entry.recorded_by for entry in entries if entry.recorded_by}
        if entries:
            days = [day for entry in entries for day in (entry.date, entry.last)]
            assert found.days == (min(days), max(days))
            assert found.rates == (min(entry.rate for entry in entries), max(entry.rate for entry in entries))
            assert found.hours == (min(entry.hours for entry in entries), max(entry.hours for entry in entries))
            for entry in entries:
                for first, last in [found.circles[entry.circle]] if entry.circle else []:
                    assert first <= entry.date <= last
                    assert first <= entry.last <= last


LETTERS = st.one_of(st.sampled_from(" .-_@0167FR\n"), st.characters(categories=["L", "N", "P", "Zs"]))
PRIVATE = (
    "a@b.fr", "FR76 3000 6000 0112 3456 7890 189", "06 12 34 56 78", "+33 6.12.34.56.78", "maladie", "MALADIE",
    "HANDİCAP", "handıcap", "arrêt de travail", "burn-out", "\u017fick leave", "thérapie", "0612345678",
)  # fmt: skip
TEXTS = st.lists(
    st.one_of(
        st.sampled_from(PRIVATE),
        st.text(LETTERS, max_size=6),
    ),
    max_size=6,
).map("".join)


@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_texts_looked_at_together_hide_none(texts: list[str]) -> None:
    alone = {kind for one in texts for kind in names.private_in(one)}
    assert alone <= set(names.private_in("\n".join(texts)))
    sure = {kind for one in texts for kind, _hint, pattern in names._PRIVATE if pattern.search(one)}
    assert sure == alone, "a hint rules out what the closer look finds"


def test_work_that_ends_before_a_circle_opened_is_not_said_to_come_after_its_end() -> None:
    line = "- id: k7m3qa2w\n  date: 2026-10-03\n  until: 2018-01-01\n  circle: technique\n"
    line += "  hours: 1\n  rate: 15\n  what: a\n"
    found = small.found({"contributions/2026-10/loic.yaml": line})
    said = next(str(one.message) for one in found if one.rule == "circle-not-open")
    assert "opened on" in said


def test_the_payouts_of_a_ledger_have_footings() -> None:
    found = 0
    for ledger in _ledgers(30):
        assert all(isinstance(one, Payout) for one in ledger.payouts.values())
        found += len([path for path in ledger.paths.records if path.startswith(PAYOUTS)])
    assert found > 10
