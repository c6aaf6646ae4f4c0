"""Ledgers for the tests of payouts: built in a few words, or grown at random, period after period."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from random import Random
from typing import Any

from coopctl.entry import Entry, Sheet, sheet_path
from coopctl.payout.books import Books
from coopctl.payout.compute import compute
from coopctl.payout.frozen import freeze
from coopctl.records.charter import Charter
from coopctl.records.member import Member
from coopctl.records.payout import Payout
from coopctl.records.role import Role
from coopctl.values import Hours, Month, Period, Rate, parse_hours, parse_month, parse_period, parse_rate

STATUSES = ("esa", "cape", "appui")
UNPAID = "appui"


def charter(
    prorata: str = "days",
    unpaid: tuple[str, ...] = (UNPAID,),
    period: str = "month",
    statuses: tuple[str, ...] = STATUSES,
) -> Charter:
    kinds = [{"status": s, "title": s, "paid": "false" if s in unpaid else "true"} for s in statuses]
    return Charter.model_validate({
        "format": "1", "name": "Cigales", "slug": "cigales", "statuses": kinds,
        "stipends": {"prorata": prorata}, "contributions": {"period": period},
    })  # fmt: skip


def spans(rows: list[tuple[Any, ...]], *names: str) -> list[dict[str, str]]:
    """Rows of values as dictionaries, the absent ones left out."""
    return [{name: value for name, value in zip(names, row, strict=True) if value is not None} for row in rows]


def member(handle: str, *statuses: tuple[str, str, str | None]) -> Member:
    return Member.model_validate({"handle": handle, "statuses": spans(list(statuses), "status", "since", "until")})


def role(
    name: str, mandates: list[tuple[Any, ...]], amounts: list[tuple[Any, ...]], statutory: str | None = None
) -> Role:
    """``mandates``: (member, since, until, waived); ``amounts``: (since, until, monthly)."""
    rows = [(who, since, until, "true" if waived else None) for who, since, until, waived in mandates]
    tree: dict[str, Any] = {
        "role": name.split("/")[1], "title": name,
        "mandates": spans(rows, "member", "since", "until", "waived"),
        "stipend": spans(amounts, "since", "until", "monthly"),
    }  # fmt: skip
    return Role.model_validate(tree | ({"statutory": statutory} if statutory else {}))


def work(entry_id: str, date: str, hours: str, rate: str, **rest: Any) -> Entry:
    what = rest.pop("what", "Travail")
    return Entry(entry_id, dt.date.fromisoformat(date), parse_hours(hours), parse_rate(rate), what, **rest)


def sheets(**by_place: list[Entry]) -> dict[str, Sheet]:
    """``sheets(ana_2026_10=[work(...)])``."""
    found = {}
    for place, entries in by_place.items():
        who, year, number = place.split("_")
        month = parse_month(f"{year}-{number}")
        path = sheet_path(month, who)
        found[path] = Sheet(path, month, who, tuple(enumerate(entries)))
    return found


def close(books: Books, period: str | Period, day: str = "2027-01-05") -> Books:
    """The books with one more payout."""
    period = parse_period(period) if isinstance(period, str) else period
    payout = freeze(compute(books, period), dt.date.fromisoformat(day), "noemie")
    return books._replace(payouts=(*books.payouts, payout))


def money(books: Books, period: str) -> dict[str, int]:
    """Member -> total in cents of a period not closed yet."""
    return {one.member: int(one.total) for one in compute(books, parse_period(period)).statements}


def last(books: Books) -> Payout:
    return books.payouts[-1]


@dataclass
class Line:
    """A line of the board as the story knows it: the truth the reference is computed from."""

    entry: Entry
    sheet: Month
    position: int
    faulty: bool
    counted: bool = False


@dataclass
class Story:
    """A ledger that grows at random: work, corrections, faults, late facts; closed period after period."""

    random: Random
    members: dict[str, list[tuple[str, dt.date, dt.date | None]]] = field(default_factory=dict)
    mandates: dict[str, list[tuple[str, dt.date, dt.date | None, bool]]] = field(default_factory=dict)
    amounts: dict[str, list[tuple[dt.date, dt.date | None, int]]] = field(default_factory=dict)
    board: dict[tuple[str, str], Line] = field(default_factory=dict)
    pages: dict[tuple[Month, str], list[Entry]] = field(default_factory=dict)
    payouts: list[Payout] = field(default_factory=list)
    prorata: str = "days"
    length: int = 1
    written: int = 0

    def books(self, *, shuffled: bool = False) -> Books:
        def stirred(mapping: dict[Any, Any]) -> dict[Any, Any]:
            items = list(mapping.items())
            if shuffled:
                Random(7).shuffle(items)
            return dict(items)

        roles = {name: role(name, [(m, str(s), str(u) if u else None, w) for m, s, u, w in held],
                            [(str(s), str(u) if u else None, f"{n / 100:.2f}") for s, u, n in self.amounts[name]])
                 for name, held in self.mandates.items()}  # fmt: skip
        pages = {
            sheet_path(month, who): Sheet(sheet_path(month, who), month, who, tuple(enumerate(entries)))
            for (month, who), entries in self.pages.items()
        }
        people = {
            who: member(who, *((s, str(a), str(b) if b else None) for s, a, b in held))
            for who, held in self.members.items()
        }
        faults = {key: "some-rule" for key, line in self.board.items() if line.faulty and not line.counted}
        return Books(
            charter(self.prorata), stirred(people), stirred(roles), stirred(pages), tuple(self.payouts), stirred(faults)
        )

    def begin(self) -> None:
        r = self.random
        self.prorata, self.length = r.choice(["days", "months"]), r.choice([1, 1, 3])
        for who in ("ana", "ben", "cle")[: r.randint(1, 3)]:
            self.members[who] = self.some_statuses()
        for name in ("gerance/cogerance", "technique/admin-sys")[: r.randint(0, 2)]:
            self.amounts[name] = self.some_amounts()
            self.mandates[name] = [self.some_mandate() for _ in range(r.randint(0, 3))]

    def some_day(self) -> dt.date:
        return dt.date(2025, 12, 15) + dt.timedelta(days=self.random.randint(0, 300))

    def some_span(self) -> tuple[dt.date, dt.date | None]:
        since = self.some_day()
        return since, self.random.choice([None, since + dt.timedelta(days=self.random.randint(0, 120))])

    def some_statuses(self) -> list[tuple[str, dt.date, dt.date | None]]:
        r = self.random
        return [(r.choice(STATUSES), *self.some_span()) for _ in range(r.randint(0, 3))]

    def some_amounts(self) -> list[tuple[dt.date, dt.date | None, int]]:
        r = self.random
        return [(dt.date(2025, 1, 1), None, 15000)] + [
            (*self.some_span(), r.choice([0, 9999, 17550])) for _ in range(r.randint(0, 1))
        ]

    def some_mandate(self) -> tuple[str, dt.date, dt.date | None, bool]:
        r = self.random
        return (r.choice(sorted(self.members)), *self.some_span(), r.random() < 0.3)

    def note(self, month: Month) -> None:
        r = self.random
        for who in sorted(self.members):
            for _ in range(r.choice([0, 1, 1, 2, 3])):
                own = [entry_id for member_, entry_id in self.board if member_ == who]
                corrects = r.choice(own) if own and r.random() < 0.35 else None
                entry = Entry(
                    f"k{len(self.board):07d}".translate(str.maketrans("01", "xy")),
                    r.choice([month.first, month.last, self.some_day()]),
                    Hours(0 if corrects and r.random() < 0.2 else r.randint(1, 2000)),
                    Rate(r.choice([0, 1, 1500, 2000, 3000, r.randint(0, 3000)])),
                    "Travail", r.choice([None, "technique", "accueil"]),
                    waived=r.random() < 0.15, corrects=corrects,
                )  # fmt: skip
                page = self.pages.setdefault((month, who), [])
                self.board[who, entry.id] = Line(entry, month, self.next_position(), r.random() < 0.2)
                page.append(entry)

    def learn_late(self, month: Month) -> None:
        """Facts recorded after their time: statuses, mandates, waivers, amounts, mended lines, moved lines."""
        r = self.random
        for who in sorted(self.members):
            if r.random() < 0.25:
                self.members[who] = self.some_statuses()
        for name in sorted(self.mandates):
            if r.random() < 0.3:
                self.mandates[name] = self.mandates[name][1:]
            if r.random() < 0.3:
                self.mandates[name].append(self.some_mandate())
            if r.random() < 0.3:
                self.mandates[name] = [(m, s, u, w != (r.random() < 0.3)) for m, s, u, w in self.mandates[name]]
            if r.random() < 0.1:
                self.amounts[name] = self.some_amounts()
        for (who, entry_id), line in list(self.board.items()):
            if line.faulty and r.random() < 0.3:
                self.mend(who, line)
            elif r.random() < 0.08:
                self.copy(who, entry_id, month)

    def mend(self, who: str, line: Line) -> None:
        line.faulty = False
        if not line.counted and self.random.random() < 0.5:
            right = line.entry._replace(hours=Hours(self.random.randint(1, 800)))
            for page in self.pages.values():
                page[:] = [right if one == line.entry else one for one in page]
            line.entry = right

    def copy(self, who: str, entry_id: str, month: Month) -> None:
        """What a merge may do: the line comes to stand in an open sheet too, or moves to it."""
        line = self.board[who, entry_id]
        page = self.pages.setdefault((month, who), [])
        if any(one.id == entry_id for one in page) or (not line.counted and line.sheet >= month):
            return
        leaves = self.random.random() < 0.5
        old = self.pages[line.sheet, who]
        if line.counted:
            page.append(line.entry._replace(hours=Hours(self.random.randint(1, 2000))))
            leaves = leaves and line.entry.corrects is None
        else:
            page.append(line.entry)
            leaves = leaves or line.sheet not in self.closed
            line.sheet, line.position = month, self.next_position()
        if leaves:
            old[:] = [one for one in old if one.id != entry_id]

    def next_position(self) -> int:
        """Positions only have to follow the order of writing."""
        self.written += 1
        return self.written

    @property
    def closed(self) -> set[Month]:
        return {month for payout in self.payouts for month in payout.period.months}

    def live(self, periods: int) -> None:
        """Close some periods in a row, with late facts before each closing."""
        self.begin()
        period = Period(Month(2026, 1), self.length)
        for _ in range(periods):
            for month in period.months:
                self.note(month)
            self.learn_late(period.months[-1])
            self.close(period)
            period = period.next

    def close(self, period: Period) -> None:
        self.payouts.append(freeze(compute(self.books(), period), period.last, "noemie"))
        for line in self.board.values():
            line.counted = line.counted or not line.faulty


def grown(random: Random) -> Story:
    story = Story(random)
    story.live(random.randint(1, 4))
    return story
