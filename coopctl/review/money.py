"""The money a branch moves: what the payout of each open period gives before and after."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from coopctl.entry import sheet_of
from coopctl.judging.kept import key
from coopctl.ledger import Ledger
from coopctl.page import Page
from coopctl.problem import Finding
from coopctl.review.facts import Cap, Money, Side
from coopctl.snapshot import many
from coopctl.values import Cents, Month, Period, Rate, When, plus_months

if TYPE_CHECKING:
    from coopctl.payout.books import Books

MOST = 12
"""Of a ledger that was never closed no more periods than that are computed: those with changed sheets, and the last."""

_FACTS = ("payouts/", "roles/", "members/", "coop.yaml")
"""What each payout is computed from beside its sheets."""
_MOVING = ("contributions/", "circles/", "exceptions.yaml", *_FACTS)
"""The same, with sheets and what may keep a line waiting."""
Sums = tuple[tuple[str, int], ...]


def moves_money(paths: Collection[str]) -> bool:
    """Whether these files can change what is due to anybody."""
    return any(path.startswith(_MOVING) for path in paths)


class Reckoner:
    """The sums of one moment, each computed once and kept beside what was judged of that moment."""

    def __init__(self, ledger: Ledger, wrong: Sequence[Finding], today: dt.date) -> None:
        self.ledger, self.today = ledger, today
        self._wrong = wrong
        self._content = ledger.snapshot.content(reading=True)

    @cached_property
    def books(self) -> Books:
        """The facts a payout needs."""
        from coopctl.edits.books import judged_books

        return judged_books(self.ledger, self._wrong)

    @property
    def readable(self) -> bool:
        """Whether there is a charter that can be read."""
        return bool(self._kept("review-charter", (bool,), lambda: self.ledger.charter is not None))

    @property
    def waiting(self) -> str:
        """Which lines an error keeps waiting."""
        return str(self._kept("review-waiting", (str,), lambda: repr(sorted(self.books.faults.items()))))

    @property
    def taken(self) -> list[str]:
        """The months that are closed."""
        return list(self._kept("review-closed", (tuple, list), lambda: tuple(map(str, self._closed()))))

    def _closed(self) -> list[Month]:
        return sorted(month for payout in self.books.payouts for month in payout.period.months)

    def open_periods(self, months: Sequence[Month]) -> list[Period]:
        """From the oldest open one to that of today, and those of some months, as far as they are not closed."""
        return list(self._kept("review-open", (tuple, list), lambda: tuple(self._open(months)), *map(str, months)))

    def _open(self, months: Sequence[Month]) -> Iterator[Period]:
        from coopctl.payout.closing import oldest_open, right_period

        taken = set(self._closed())
        oldest = oldest_open(self.books, self.today)
        last, month = right_period(self.books, Month.of(self.today)), oldest.first_month
        wanted = {right_period(self.books, one) for one in months if one not in taken} | {oldest}
        while month <= last.first_month:
            wanted |= set() if month in taken else {right_period(self.books, month)}
            month = month.next
        yield from sorted(wanted, key=lambda one: one.first)

    def sums(self, period: Period) -> tuple[Sums, Sums] | None:
        """What each circle and each person is due in a period, None where it is closed."""
        kept = self._kept("review-sums", (tuple, list), lambda: self._computed(period), str(period))
        return (_pairs(kept[0]), _pairs(kept[1])) if kept else None

    def _computed(self, period: Period) -> tuple[Sums, ...]:
        from coopctl.payout.books import closed
        from coopctl.payout.compute import compute
        from coopctl.payout.totals import by_circle

        if closed(self.books, period) is not None:
            return ()
        draft = compute(self.books, period)
        circles = ((one.circle or "", int(one.sums.total)) for one in by_circle(draft) if not one.carried)
        people = ((one.member, int(one.total)) for one in draft.statements)
        return tuple(circles), tuple(people)

    def _kept(self, kind: str, of: tuple[type, ...], make: Callable[[], Any], *parts: str) -> Any:
        """What is known of this moment already, as far as it has the right kind; else made now, and kept."""
        name = key(kind, self._content, self.today.isoformat(), *parts) if self._content else None
        kept = self.ledger.known.get(name) if name else None
        if not isinstance(kept, of):
            kept = make()
            if name:
                self.ledger.known[name] = kept
        return kept


def _pairs(kept: Collection[Sequence[object]]) -> Sums:
    return tuple((str(name), int(str(amount))) for name, amount in kept)


def money(before: Reckoner, after: Reckoner, paths: Collection[str]) -> tuple[Money, ...] | None:
    """What each open period gives on both sides, where that differs. None where a charter cannot be read."""
    if not before.readable or not after.readable:
        return None
    months = sorted({name[0] for path in paths if (name := sheet_of(path))})
    periods = {*before.open_periods(months), *after.open_periods(months)}
    first = {period for period in periods if any(month in months for month in period.months)}
    ordered = sorted(periods, key=lambda one: (one not in first, -one.first.toordinal()))[:MOST]
    if _sheets_alone(before, after, paths, months):
        ordered = [one for one in ordered if one in first]
    found = [_compared(period, before.sums(period), after.sums(period)) for period in ordered]
    return tuple(sorted((one for one in found if one), key=lambda one: one.period.first))


def _sheets_alone(before: Reckoner, after: Reckoner, paths: Collection[str], months: Collection[Month]) -> bool:
    """Whether only payouts of these months can differ: the rest has the same facts, and the same lines wait.

    A sheet of a closed month may hold a line that was set aside and is paid with any month, once it is mended.
    """
    if any(path.startswith(_FACTS) for path in paths) or before.waiting != after.waiting:
        return False
    return not {*before.taken, *after.taken} & {str(one) for one in months}


def _compared(period: Period, old: tuple[Sums, Sums] | None, new: tuple[Sums, Sums] | None) -> Money | None:
    if old is None or new is None:
        return None
    circles, people = (_sides(dict(old[place]), dict(new[place])) for place in (0, 1))
    before, after = (Cents(sum(amount for _, amount in side[1])) for side in (old, new))
    return Money(period, before, after, circles, people) if circles or people or before != after else None


def _sides(old: Mapping[str, int], new: Mapping[str, int]) -> tuple[Side, ...]:
    names = sorted({*old, *new})
    return tuple(
        Side(name or None, Cents(old.get(name, 0)), Cents(new.get(name, 0)))
        for name in names
        if old.get(name, 0) != new.get(name, 0)
    )


def caps(before: Ledger, after: Ledger, today: dt.date) -> tuple[Cap, ...]:
    """The caps that change, and how many members noted more than the lower of two in the twelve months before."""
    old, new = ({one.since: one for one in side.charter.rate_caps} if side.charter else {} for side in (before, after))
    days = sorted(day for day in {*old, *new} if old.get(day) != new.get(day))
    rates = _highest(before, today) if days else {}
    return tuple(
        Cap(day, was, now, _reaching(rates, was, now))
        for day in days
        if (was := _cap_on(before, day)) != (now := _cap_on(after, day))
    )


def _cap_on(ledger: Ledger, day: str) -> Rate | None:
    given = sorted(ledger.charter.rate_caps, key=lambda one: one.since.first) if ledger.charter else []
    begun = [one for one in given if one.since.first <= When(day).first] or given[:1]
    return begun[-1].cap if begun else None


def _highest(ledger: Ledger, today: dt.date) -> dict[str, int]:
    """The highest rate each member noted in the last twelve months."""
    first = str(Month.of(plus_months(today, -12)))
    paths = [path for path in ledger.paths.sheets if path[14:21] >= first]
    found: dict[str, int] = {}
    for path, data in many(ledger.files, paths):
        page = Page(path, data)
        who = ledger.current(page.member)
        found[who] = max(found.get(who, 0), page.digest.rates[1])
    return found


def _reaching(rates: Mapping[str, int], was: Rate | None, now: Rate | None) -> int:
    """Who has the cap already where it goes up, who is above the new one where it goes down."""
    if was is None or now is None:
        return len(rates)
    return sum(rate >= was for rate in rates.values()) if now > was else sum(rate > now for rate in rates.values())
