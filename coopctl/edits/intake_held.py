"""Who sits in one circle or role, as a source says it now, beside what is written: begun, changed, ended."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from coopctl.edits.governance import day_after, day_before, trimmed
from coopctl.importing.organisation import Seat
from coopctl.moments import Till, spanning
from coopctl.records.circle import Membership
from coopctl.records.role import Mandate, Vacancy
from coopctl.values import When
from coopctl.words import T, Text

if TYPE_CHECKING:
    from coopctl.edits.intake import _Intake

KEYS: Mapping[str, tuple[str, ...]] = {
    "members": tuple(Membership.model_fields),
    "mandates": tuple(Mandate.model_fields),
    "vacancies": tuple(Vacancy.model_fields),
}


class Sitting(NamedTuple):
    """A circle or a role, its file, and its rows: memberships or mandates under ``key``, then vacancies."""

    name: str
    path: str
    key: str
    rows: Sequence[Any]
    vacancies: Sequence[Vacancy] = ()
    seats: int = 1


def settled(work: _Intake, sitting: Sitting) -> None:
    """Make the rows of one circle or role say what the source says."""
    wanted = sorted(work.seats.get(sitting.name, ()), key=lambda one: (one.since.first, one.member or ""))
    held = [one for one in wanted if one.member]
    rows = _Rows(work, sitting, sitting.key, sitting.rows)
    rows.settle(held, held)
    if sitting.key == "mandates":
        empty = [_once_left(work, sitting, one, held) for one in wanted if not one.member]
        _Rows(work, sitting, "vacancies", sitting.vacancies).settle(empty, held)


def _once_left(work: _Intake, sitting: Sitting, empty: Seat, held: Sequence[Seat]) -> Seat:
    """A seat to be filled, from the day after whom an earlier export had in it, where the source says sooner."""
    day = work.source.day
    gone = [
        one for one in sitting.rows
        if one.source == work.source.name and one.since.first <= day.last
        and not any(seat.member == one.member and _meets(one, seat) for seat in held)
    ]  # fmt: skip
    ends = [one.until if one.until and one.until.last <= day.last else day for one in gone]
    last = max(ends, key=lambda when: when.last, default=None)
    if sitting.seats != 1 or empty.until or last is None or last.last < empty.since.first:
        return empty
    since = day_after(last)
    if all(one.since != since for one in sitting.vacancies):
        work.left.append(T("{what} {span}: somebody held it {until}", what=_named(sitting.name, None, empty.undecided),
                           span=spanning(empty.since, None), until=Till(last)))  # fmt: skip
    return empty._replace(since=since)


class _Rows:
    """One list of a file: rows found again, rows to add, rows to end; the last are worked from the end."""

    def __init__(self, work: _Intake, sitting: Sitting, key: str, present: Sequence[Any]) -> None:
        self.work, self.sitting, self.key = work, sitting, key
        self.present = list(present)
        self.noun = {"members": "membership", "mandates": "mandate", "vacancies": "vacancy"}[key]
        self.free = set(range(len(self.present)))
        self.mine = {i for i, one in enumerate(self.present) if one.source == work.source.name}

    def settle(self, wanted: Sequence[Seat], held: Sequence[Seat]) -> None:
        """``held``: everybody who sits there by the source, whose beginning is the end of who is gone."""
        new = []
        for seat in wanted:
            row = self._found(seat)
            if row is None:
                new.append(seat)
            else:
                self.free.discard(row)
                self._same(row, seat)
        drops = []
        for row in sorted(self.free & self.mine):
            if self._ends(row, held):
                drops.append(row)
        for seat in new:
            self._new(seat)
        for row in reversed(drops):
            self.work.draft.drop(self.sitting.path, (self.key, row))

    def _found(self, seat: Seat) -> int | None:
        """The row that is this seat: same person and first day; else their other row of this time."""
        theirs = [i for i in sorted(self.free) if self._whose(i) == _whose(seat)]
        exact = [i for i in theirs if self.present[i].since == seat.since]
        if exact:
            return exact[0]
        return next((i for i in theirs if _meets(self.present[i], seat)), None) if seat.member else None

    def _whose(self, row: int) -> Any:
        one = self.present[row]
        return one.member if self.key != "vacancies" else one.undecided

    def _same(self, row: int, seat: Seat) -> None:
        """A row that is there already: what differs is written, unless it was written here by hand."""
        one = self.present[row]
        facts = {"since": seat.since, "until": seat.until, **seat.facts}
        differs = {key: new for key, new in facts.items() if getattr(one, key) != new}
        if not differs:
            return
        if row not in self.mine:
            self.work.left.append(T("{what}: written here otherwise, {span}; it stays as it is here",
                                    what=self._named(seat), span=spanning(one.since, one.until)))  # fmt: skip
            return
        for key, new in differs.items():
            route = (self.key, row, key)
            if new is None:
                self.work.draft.drop(self.sitting.path, route)
            else:
                self.work.draft.put(self.sitting.path, route, new, KEYS[self.key])
        over = "until" in differs and one.until is None
        text = T("{what}: {before}, now {after}", what=self._named(seat), before=spanning(one.since, one.until),
                 after=spanning(seat.since, seat.until))  # fmt: skip
        self.work.tell("ended" if over else "changed", self.noun, self.sitting.name, text)

    def _ends(self, row: int, held: Sequence[Seat]) -> bool:
        """End a row that is gone from the source; True where it never began, and is to be dropped."""
        one, day = self.present[row], self.work.source.day
        if one.until and one.until.last <= day.last:
            return False
        next_ = [seat.since for seat in held if one.since.first < seat.since.first <= day.last]
        alone = self.key == "vacancies" or (self.key == "mandates" and self.sitting.seats == 1)
        last = day_before(min(next_, key=lambda when: when.first)) if alone and next_ else day
        dropped = one.since.first > last.last
        filled = any(seat.since.first <= one.since.first for seat in held if not _over(seat, one))
        dropped = dropped or (self.key == "vacancies" and filled)
        if not dropped:
            self.work.draft.put(self.sitting.path, (self.key, row, "until"), last, KEYS[self.key])
        text = T("{what} {until}", what=self._named_row(row), until=Till(one.since if dropped else last))
        self.work.tell("ended", self.noun, self.sitting.name, text)
        return dropped

    def _new(self, seat: Seat) -> None:
        facts = dict(seat.facts)
        facts |= {"member": seat.member, "since": seat.since, "until": seat.until, "source": self.work.source.name}
        if self.key == "vacancies":
            facts["undecided"] = seat.undecided
        item = trimmed({key: facts.get(key) for key in KEYS[self.key]})
        path = self.sitting.path
        if path in self.work.trees:
            self.work.trees[path].setdefault(self.key, []).append(item)
        else:
            self.work.draft.push(path, self.key, item)
        text = T("{what} {span}", what=self._named(seat), span=spanning(seat.since, seat.until))
        self.work.tell("new", self.noun, self.sitting.name, text)

    def _named(self, seat: Seat) -> Text:
        return _named(self.sitting.name, seat.member, seat.undecided)

    def _named_row(self, row: int) -> Text:
        one = self.present[row]
        return _named(self.sitting.name, getattr(one, "member", None), getattr(one, "undecided", False))


def _named(office: str, member: str | None, undecided: bool) -> Text:
    if member:
        return T("{member} in {what}", member=member, what=office)
    return T("{what}, undecided", what=office) if undecided else T("{what}, to be filled", what=office)


def _whose(seat: Seat) -> Any:
    return seat.member if seat.member else seat.undecided


def _meets(one: Any, seat: Seat) -> bool:
    begins: bool = seat.until is None or one.since.first <= seat.until.last
    goes_on: bool = one.until is None or one.until.last >= seat.since.first
    return begins and goes_on


def _over(seat: Seat, vacancy: Any) -> bool:
    """Whether a seat was over before a vacancy began."""
    last: When | None = seat.until
    return last is not None and last.last < vacancy.since.first
