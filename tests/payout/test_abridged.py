"""A payout known in brief counts as one read whole, whatever was corrected, moved, mended or recorded late."""

from __future__ import annotations

import datetime as dt
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coopctl.payout.abridge import footing, holding
from coopctl.payout.books import Books, closed
from coopctl.payout.brief import Abridged, Key, rest, whole
from coopctl.payout.compute import compute
from coopctl.payout.explain import explain
from coopctl.payout.footing import counted
from coopctl.payout.frozen import digest, freeze
from coopctl.payout.past import fold
from coopctl.records import load
from coopctl.records.payout import Payout, SetAside
from coopctl.values import Cents, Period, parse_month, parse_period
from tests.payout.cases import Story, charter, close, grown, last, member, sheets, work


def in_brief(payout: Payout, asked: list[frozenset[Key]] | None = None) -> Abridged:
    """The payout by way of the texts that are kept of it."""

    def held(keys: frozenset[Key]) -> Payout:
        if asked is not None and keys:
            asked.append(keys)
        found = load.payout("payouts/x.yaml", holding(payout, keys).encode())
        assert found is not None
        return found

    return Abridged(footing(payout), held, lambda: payout)


def abridged(books: Books, chance: Random | None = None) -> Books:
    """The books with their payouts known in brief: all of them, or some."""
    payouts = (in_brief(whole(one)) if chance is None or chance.random() < 0.7 else one for one in books.payouts)
    return books._replace(payouts=tuple(payouts))


def one_more(random: Random) -> tuple[Story, Period]:
    """A story with a period that is still open, and late facts since the last closing."""
    story = grown(random)
    period = story.payouts[-1].period.next
    for month in period.months:
        story.note(month)
    story.learn_late(period.months[-1])
    return story, period


def twisted(payout: Payout, chance: Random) -> Payout:
    """What no closing of ours writes and a file may hold all the same: another order, other sums, lines said again."""
    lines = list(payout.lines)
    if chance.random() < 0.5:
        chance.shuffle(lines)
    if lines and chance.random() < 0.3:
        lines.append(chance.choice(lines))
    if lines and chance.random() < 0.5:
        place = chance.randrange(len(lines))
        lines[place] = lines[place].model_copy(
            update={"amount": Cents(lines[place].amount + chance.randint(-500, 500))}
        )
    changed = payout.model_copy(update={"lines": tuple(lines)})
    return changed.model_copy(update={"digest": digest(changed)})


def again(books: Books, chance: Random) -> Payout:
    """A closing that knew nothing of the others, as one made on another branch."""
    payout = chance.choice(books.payouts)
    alone = compute(books._replace(payouts=()), payout.period)
    return freeze(alone, dt.date(2027, 1, 5), "ana").model_copy(update={"period": Period(payout.period.months[-1], 1)})


def all_holds(random: Random) -> None:
    story, period = one_more(random)
    books = story.books()
    payouts = [*story.payouts]
    if random.random() < 0.5:
        payouts = [twisted(one, random) for one in payouts]
    if random.random() < 0.4:
        payouts.insert(random.randrange(len(payouts) + 1), again(books, random))
    books = books._replace(payouts=tuple(payouts))
    wanted = compute(books, period)
    for brief in (abridged(books), abridged(books, random)):
        assert compute(brief, period) == wanted
    assert list(fold(abridged(books).payouts).pending.items()) == list(fold(books.payouts).pending.items())
    for who in story.members:
        assert explain(abridged(books), who, period) == explain(books, who, period)


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.randoms(use_true_random=False))
def test_what_is_known_in_brief_counts_as_what_is_read_whole(random: Random) -> None:
    all_holds(random)


@pytest.mark.slow
def test_what_is_known_in_brief_counts_as_what_is_read_whole_20_000_times() -> None:
    for seed in range(20_000):
        try:
            all_holds(Random(seed))
        except AssertionError as error:
            raise AssertionError(f"seed {seed}") from error


def test_a_footing_names_all_that_was_counted() -> None:
    for seed in range(40):
        for payout in grown(Random(seed)).payouts:
            named = {f"{one.member}/{one.contribution}" for one in (*payout.lines, *payout.unpaid) if one.contribution
                     and getattr(one, "cause", None) in (None, "mended")}  # fmt: skip
            stipends = [one for one in payout.lines if one.kind == "stipend"]
            found = counted(footing(payout))
            assert named <= set(found)
            assert len(found) == len(set(found)) == len(named) + len(stipends)


# --- what is asked for again, and what is not ---


def some_books() -> Books:
    people = {"ana": member("ana", ("esa", "2020-01-01", None)), "cle": member("cle", ("appui", "2026-10-10", None))}
    noted = sheets(
        ana_2026_10=[work("aaaaaaaa", "2026-10-03", "2.5", "20"), work("aaaaaaab", "2026-10-04", "1", "20")],
        cle_2026_10=[work("caaaaaaa", "2026-10-06", "2", "10"), work("caaaaaab", "2026-10-16", "2", "15")],
    )
    return close(Books(charter(), people, {}, noted), "2026-10")


def asked_for(books: Books) -> list[frozenset[Key]]:
    """The plain lines that November asks for."""
    asked: list[frozenset[Key]] = []
    november = parse_period("2026-11")
    brief = books._replace(payouts=tuple(in_brief(whole(one), asked) for one in books.payouts))
    assert compute(brief, november) == compute(books, november)
    return asked


def test_plain_lines_are_named_and_left_out() -> None:
    payout = last(some_books())
    found = footing(payout)
    assert found.plain == "ana 2026-10-03 2026-10-04 aaaaaaaa aaaaaaab\ncle 2026-10-06 2026-10-06 caaaaaaa"
    assert found.unpaid == "cle 2026-10-16 2026-10-16 caaaaaab"
    assert found.others == ""
    left = rest(in_brief(payout))
    assert (left.lines, left.unpaid, left.statements) == ((), (), ())
    assert (left.period, left.closed, left.rules, left.digest) == (
        payout.period, payout.closed, payout.rules, payout.digest
    )  # fmt: skip


def test_where_nothing_changed_nothing_is_asked_for() -> None:
    assert asked_for(some_books()) == []


def test_only_what_is_corrected_is_asked_for() -> None:
    books = some_books()
    more = sheets(ana_2026_11=[work("aaaaaaac", "2026-10-03", "0", "20", corrects="aaaaaaaa")])
    assert asked_for(books._replace(sheets={**books.sheets, **more})) == [frozenset({("ana", "aaaaaaaa")})]


def test_a_line_that_another_payout_calls_a_correction_takes_what_it_corrects_along() -> None:
    """As after a merge of two closings, where one knew more than the other."""
    books = some_books()
    aside = SetAside.model_construct(
        member="ana", contribution="aaaaaaab", sheet=parse_month("2026-10"), corrects="aaaaaaaa", rule="some-rule"
    )
    empty = freeze(compute(books._replace(sheets={}), parse_period("2026-11")), dt.date(2026, 12, 5), "ana")
    other = empty.model_copy(update={"period": parse_period("2026-12"), "set_aside": (aside,)})
    both = books._replace(payouts=(*books.payouts, other))
    assert asked_for(both) == [frozenset({("ana", "aaaaaaaa"), ("ana", "aaaaaaab")})]


def test_a_status_recorded_late_asks_for_the_days_it_may_change() -> None:
    books = some_books()
    late = {**books.members, "ana": member("ana", ("appui", "2026-10-04", None))}
    assert asked_for(books._replace(members=late)) == [frozenset({("ana", "aaaaaaaa"), ("ana", "aaaaaaab")})]
    soon = {**books.members, "ana": member("ana", ("appui", "2026-10-05", None))}
    assert asked_for(books._replace(members=soon)) == []
    never = {**books.members, "cle": member("cle")}
    assert asked_for(books._replace(members=never)) == [frozenset({("cle", "caaaaaab")})]


def test_a_closed_period_is_read_whole_when_it_is_shown() -> None:
    books = some_books()
    assert closed(abridged(books), parse_period("2026-10")) == last(books)
