"""What a glance at a member's columns rules out: most rules then need not look at the lines."""

from __future__ import annotations

from collections import defaultdict

from coopctl.page import Pages

A_DAY = 2400
"""Hundredths of an hour."""


def every_id_once(pages: Pages) -> bool:
    """Whether no id stands twice."""
    return len({name for page in pages for name in page.columns.ids}) == sum(len(page.columns.ids) for page in pages)


def no_correction(pages: Pages) -> bool:
    """Whether no line corrects another."""
    return not any(any(page.columns.corrects) for page in pages)


def days_not_too_long(pages: Pages) -> bool:
    """Whether no day holds more than 24 hours even if corrected lines are counted too."""
    days: dict[str, int] = defaultdict(int)
    if pages.digest.spans or pages.digest.hours[0] < 0:
        return False
    for page in pages:
        for day, hours in zip(page.columns.dates, page.columns.hours, strict=True):
            days[day] += hours
    return max(days.values(), default=0) <= A_DAY


def every_work_once(pages: Pages) -> bool:
    """Whether no two lines of a day and length say the same, spaces and capitals aside."""
    times = [time for page in pages for time in zip(page.columns.dates, page.columns.hours, strict=True)]
    if len(set(times)) == len(times):
        return True
    seen: set[tuple[str, int]] = set()
    again = {time for time in times if time in seen or seen.add(time)}  # type: ignore[func-returns-value]
    whats = (what for page in pages for what in page.columns.whats)
    works = [(time, folded(what)) for time, what in zip(times, whats, strict=True) if time in again]
    return len(set(works)) == len(works)


def folded(what: str) -> str:
    """A text as it is compared with others: capitals and spaces aside."""
    return " ".join(what.casefold().split())
