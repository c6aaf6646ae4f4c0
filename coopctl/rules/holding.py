"""What the rules on mandates share: every seat somebody sits in, under one form, and when two of them meet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

from coopctl.ledger import Ledger
from coopctl.mandates import Office, offices
from coopctl.problem import At, Related, Route
from coopctl.records.eligibility import Eligibility
from coopctl.records.role import Mandate
from coopctl.values import When
from coopctl.words import T, Text

MONTH = 31


class Days(NamedTuple):
    """From a first day to a last one, as they are written."""

    since: When
    until: When | None

    @property
    def surely(self) -> tuple[dt.date, dt.date]:
        """The days that are certain: a month without a day may begin on its last one, and end on its first."""
        first = self.since.last + dt.timedelta(days=1) if len(self.since) == 7 else self.since.first
        return first, self.until.first if self.until else dt.date.max

    def meets(self, other: Days) -> bool:
        """Whether they have a day in common for certain."""
        (first, end), (begin, last_) = self.surely, other.surely
        return first <= last_ and begin <= end


class Seat(NamedTuple):
    """A mandate, or the voice of a circle: who, when, where it is written and what is asked of them.

    ``what`` is how it is named: "circle/role", a body, or the circle that is represented; ``asked`` is
    where ``eligibility`` is written, ``wished`` the college of a seat that nobody holds yet.
    """

    what: str
    member: str
    days: Days
    path: str
    route: Route
    eligibility: Eligibility | None = None
    asked: At | None = None
    office: Office | None = None
    mandate: Mandate | None = None
    wished: str | None = None

    @property
    def college(self) -> str | None:
        """The college whose seat it is, or would be."""
        return self.mandate.college if self.mandate else self.wished

    @property
    def at(self) -> At:
        """Where the member is named."""
        return self.end("member")

    def end(self, key: str) -> At:
        """Where one of its keys stands."""
        return At(self.path, (*self.route, key))

    @property
    def words(self) -> Text | str:
        """The seat as a sentence names it."""
        return self.what if self.office else T("the voice of circle {circle}", circle=self.what)

    @property
    def daily(self) -> bool:
        """A role of a circle or the voice of one; the law, or another rule, looks at co-managers."""
        office = self.office
        return office is None or (office.circle is not None and not office.board and not office.co_management)

    def related(self) -> Related:
        """The seat as the other place of a finding."""
        return Related(self.at, T("{member} holds {what} here", member=self.member, what=self.words))


def seats(ledger: Ledger) -> Iterator[Seat]:
    """Every mandate of a role or a body, then every representative of a circle."""
    for office in offices(ledger):
        asked = At(office.path, ("eligibility",))
        for i, one in enumerate(office.sheet.mandates):
            yield Seat(
                office.name, one.member, Days(one.since, one.until), office.path, ("mandates", i),
                office.sheet.eligibility, asked, office, one,
            )  # fmt: skip
    for name, circle in sorted(ledger.circles.items()):
        path = f"circles/{name}.yaml"
        for i, charge in enumerate(circle.representatives):
            yield Seat(
                name, charge.member, Days(charge.since, charge.until), path, ("representatives", i),
                circle.eligibility, At(path, ("eligibility",)),
            )  # fmt: skip


def by_member(ledger: Ledger) -> dict[str, list[Seat]]:
    """The seats of each member."""
    found: dict[str, list[Seat]] = {}
    for seat in seats(ledger):
        found.setdefault(seat.member, []).append(seat)
    return found


def last(until: When | None) -> dt.date:
    """The last day, the end of time where there is none."""
    return until.last if until else dt.date.max


def vacate(seat: Seat, on: object) -> str:
    """The command that ends a mandate; the voice of a circle ends where another begins."""
    if seat.office is None:
        return f"coopctl circle represent {seat.what} HANDLE"
    return f"{seat.office.command('vacate')} {seat.member} --on {on}"
