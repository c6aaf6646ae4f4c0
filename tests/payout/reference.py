"""What is due in the end, by another way: fractions, days one by one, no memory of past payouts.

It shares nothing with the code but the facts of the story: no payout is read, none is computed.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from fractions import Fraction
from math import floor

from tests.payout.cases import UNPAID, Line, Story


def cents(exact: Fraction) -> int:
    return floor(exact * 100 + Fraction(1, 2))


def holds(day: dt.date, since: dt.date, until: dt.date | None) -> bool:
    return since <= day <= (until or dt.date.max)


def is_paid(story: Story, who: str, day: dt.date) -> bool:
    held = [
        (since, -place, name)
        for place, (name, since, until) in enumerate(story.members[who])
        if holds(day, since, until)
    ]
    return not held or max(held)[2] != UNPAID


def origin(story: Story, who: str, line: Line) -> str:
    while line.entry.corrects:
        line = story.board[who, line.entry.corrects]
    return line.entry.id


def last_words(story: Story) -> list[tuple[str, Line]]:
    """For every line of the board, what is right about it in the end: itself or its last correction."""
    families: dict[tuple[str, str], list[Line]] = defaultdict(list)
    for (who, _), line in story.board.items():
        if not line.faulty:
            families[who, origin(story, who, line)].append(line)
    return [
        (who, max(lines, key=lambda line: (line.entry.corrects is not None, line.sheet, line.position)))
        for (who, _), lines in families.items()
    ]


def work_due(story: Story) -> tuple[dict[str, int], dict[str, int]]:
    money: dict[str, int] = defaultdict(int)
    hours: dict[str, int] = defaultdict(int)
    for who, line in last_words(story):
        entry = line.entry
        if is_paid(story, who, entry.date):
            hours[who] += entry.hours
            money[who] += 0 if entry.waived else cents(Fraction(entry.hours, 100) * Fraction(entry.rate, 100))
    return money, hours


def stipends_due(story: Story) -> dict[str, int]:
    money: dict[str, int] = defaultdict(int)
    for payout in story.payouts:
        for month in payout.period.months:
            days = [month.first + dt.timedelta(days=n) for n in range((month.last - month.first).days + 1)]
            for name, mandates in story.mandates.items():
                exact: dict[str, Fraction] = defaultdict(Fraction)
                for day in days[:1] if story.prorata == "months" else days:
                    amounts = [(since, n) for since, until, n in story.amounts[name] if holds(day, since, until)]
                    for who in {m for m, since, until, waived in mandates if holds(day, since, until) and not waived}:
                        exact[who] += Fraction(max(amounts)[1], 100)
                for who, sum_ in exact.items():
                    money[who] += cents(sum_ / (1 if story.prorata == "months" else len(days)))
    return money
