"""The year of a cooperative for its assembly: people, work, who holds what, how things were decided."""

from __future__ import annotations

import datetime as dt

from coopctl.ledger import Ledger
from coopctl.mandates import in_force, offices, vacancies
from coopctl.summary.blocks import LEAST, QUARTER, Block, block, quarters, sums
from coopctl.summary.headcount import shares, told
from coopctl.summary.records import by, of_year
from coopctl.summary.report import involvement, noted
from coopctl.summary.span import Between, Facts, Moment, counted, mandate, present, vacancy
from coopctl.summary.tally import tallies
from coopctl.values import Month, Period, Span

YEARS = 3
_DAY = dt.timedelta(days=1)


def year_of(number: int) -> Period:
    """A calendar year."""
    return Period(Month(number, 1), 12)


def assembly(ledger: Ledger, number: int, today: dt.date) -> Facts:
    """The page of a year: ``number`` and the two before; a year that is not over is told as of today."""
    years = [year_of(one) for one in range(number - YEARS + 1, number + 1)]
    last = min(years[-1].last, today)
    between = Between(Moment(ledger, years[-1].first - _DAY), Moment(ledger, last))
    return {
        "year": number,
        "as_of": last.isoformat(),
        "over": last == years[-1].last,
        "people": [_people(ledger, min(one.last, today)) for one in years],
        "work": [_work(ledger, one) for one in years],
        "involvement": involvement(between),
        "mandates": [mandate(o, one) for o in offices(ledger) if o.life.holds(last) for _, one in in_force(o, last)],
        "vacancies": [vacancy(one) for one in vacancies(ledger, last)],
        "elections": by("method", of_year(ledger, "elections", number)),
        "decisions": by("method", of_year(ledger, "decisions", number)),
    }


def _people(ledger: Ledger, day: dt.date) -> Facts:
    """How many members there are on a day, by status."""
    there = present(Moment(ledger, day))
    titles = {kind.status: kind.title for kind in ledger.charter.statuses} if ledger.charter else {}
    found = shares(counted(Moment(ledger, day), "status", there))
    names = sorted(found, key=lambda name: (name == "", titles.get(name, name)))
    statuses = [{"status": one or None, "title": titles.get(one, one) or None, "people": found[one]} for one in names]
    partners = sum(ledger.members[one].partner_on(day) for one in there)
    return {
        "on": day.isoformat(),
        "people": told(len(there)),
        "by_status": statuses,
        "partners": partners if min(partners, len(there) - partners) >= LEAST else None,
    }


def _work(ledger: Ledger, year: Period) -> Facts:
    """What was noted in the closed quarters of a year."""
    payouts = tallies(ledger, Span(year.first, year.last))
    found: list[Block] = [block(one, payouts) for one in _quarters(year)]
    counted_in = [one for one in found if one.left is None]
    return {
        "year": int(str(year)),
        "quarters": [str(one.quarter) for one in counted_in],
        "left_out": [{"quarter": str(one.quarter), "why": one.left} for one in found if one.left],
        "noted": noted(ledger, sums(found)) if counted_in else None,
    }


def _quarters(year: Period) -> list[Period]:
    return list(quarters(Period(year.first_month, QUARTER), Period(year.months[-QUARTER], QUARTER)))
