"""The two pages that are printed once a year: for the assembly, and for the council."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from coopctl.cli.report_parts import Page, Part, number, percent
from coopctl.cli.report_told import FEW, FREE, WHY_HIDDEN, Names, involved, left_out, pooled, vacancy
from coopctl.values import Cents, Hours, parse_day, parse_period
from coopctl.words import TN, T, Text, _

Facts = Mapping[str, Any]
METHODS: dict[str, Callable[[], Text]] = {
    "election": lambda: T("election without candidates"),
    "consent": lambda: T("by consent"),
    "vote": lambda: T("by vote"),
    "advice": lambda: T("advice"),
    "role-holder": lambda: T("role alone"),
    "assembly": lambda: T("assembly"),
    "adopted": lambda: T("taken up"),
    "taken-up": lambda: T("taken up"),
    "discussed": lambda: T("under discussion"),
    "discussing": lambda: T("under discussion"),
    "declined": lambda: T("declined"),
}
"""How an election or a decision was settled, and what came of it, in words."""


def named(one: Facts, who: Names) -> str:
    """Whom a page names: by name where it is known here, for a page says no handle unless it must."""
    return who.get(one["member"], one["member"])


def assembly_page(facts: Facts, coop: str, who: Names) -> Page:
    """For the assembly."""
    parts = (
        _people(facts),
        _work(facts),
        Part(T("Involvement"), (involved(facts["involvement"]),)),
        _held(facts, who),
        _vacant(facts),
        *_records(T("Elections"), facts["elections"], "method"),
        *_records(T("Decisions"), facts["decisions"], "method"),
    )
    return Page(coop, T("The year {year}, for the assembly", year=facts["year"]), parts, (*_as_of(facts), WHY_HIDDEN))


def _as_of(facts: Facts) -> Iterator[Text]:
    if not facts["over"]:
        yield T("The year is not over: as of {day}.", day=parse_day(facts["as_of"]))


def _people(facts: Facts) -> Part:
    years = facts["people"]
    names = {one["status"]: one["title"] for year in years for one in year["by_status"]}
    ordered = sorted(names, key=lambda one: (one is None, names[one] or ""))
    counts = [{one["status"]: one["people"] for one in year["by_status"]} for year in years]
    statuses = {str(names[one] or _("no status yet")): tuple(count.get(one, 0) for count in counts) for one in ordered}
    rows, notes = pooled(statuses, tuple(year["people"] for year in years), _("the other statuses, together"))
    heads = ("", *(str(T("on {day}", day=parse_day(year["on"]))) for year in years))
    foot = (_("members"), *(number(year["people"]) for year in years))
    after = (
        *notes,
        T("Partners on the last of these days: {n}.", n=number(years[-1]["partners"])),
    )
    return Part(T("People"), (), heads, rows, foot, after, numbers=len(years))


def _work(facts: Facts) -> Part:
    """Hours and money by circle; a year without a closed quarter is said to have none."""
    every = facts["work"]
    years = [year for year in every if year["noted"] is not None]
    sums = [{_key(one): one for one in year["noted"]["circles"]} for year in years]
    titles = {_key(one): _name(one) for year in sums for one in year.values()}
    rows = [
        (titles[key], *(value for year in sums for value in _both(year.get(key))))
        for key in sorted(titles, key=lambda key: (key == "*", str(titles[key])))
    ]
    heads = ["", *(f"{year['year']}, {_(column)}" for year in years for column in ("hours", "noted"))]
    foot = (_("total"), *(value for year in years for value in _both(year["noted"])))
    lines = (T("As closed month by month, over the quarters of which all months are closed."), *_out(every))
    return Part(T("Hours and money by circle"), lines, tuple(heads), rows, foot if rows else None, tuple(_given(years)),
                numbers=2 * len(years))  # fmt: skip


def _key(one: Facts) -> str:
    return "*" if one["together"] else one["circle"] or ""


def _name(one: Facts) -> Text | str:
    return FEW if one["together"] else one["title"] or FREE


def _both(one: Facts | None) -> tuple[Hours | None, Cents | None]:
    return (None, None) if one is None else (one["hours"], one["money"])


def _out(years: list[Facts]) -> Iterator[Text]:
    for year in years:
        if year["noted"] is None:
            yield T("{year}: no quarter is counted.", year=year["year"])
        else:
            yield from left_out(year)


def _given(years: list[Facts]) -> Iterator[Text]:
    for year in years:
        found = year["noted"]
        if found["given_hours"] is None:
            yield T("Hours at 0 € in {year}: fewer than 5 people, not told.", year=year["year"])
        else:
            quarters = [parse_period(one) for one in found["given_in"]]
            yield T("Hours at 0 € in {year}: {hours} ({quarters}).", year=year["year"], hours=found["given_hours"],
                    quarters=quarters)  # fmt: skip


def _held(facts: Facts, who: Names) -> Part:
    rows = [(one["title"], named(one, who), one["since"], one["until"]) for one in facts["mandates"]]
    return Part(
        T("Mandates held"), () if rows else (T("None."),), (_("role"), _("held by"), _("since"), _("until")), rows
    )


def _vacant(facts: Facts) -> Part:
    return Part(T("To be filled"), tuple(vacancy(one) for one in facts["vacancies"]) or (T("None."),))


def _records(title: Text, counts: list[Facts], field: str) -> Iterator[Part]:
    """Shown only where there are any."""
    if counts:
        yield Part(title, (), ("", _("how many")), [(_said(one[field]), one["records"]) for one in counts], numbers=1)


def _said(word: str | None) -> Text | str:
    return METHODS[word]() if word in METHODS else word or T("not said")


def council_page(facts: Facts, coop: str, who: Names) -> Page:
    """For the council."""
    parts = (
        _co_managers(facts, who),
        _statutory(facts, who),
        *_records(T("Decisions, and what came of them"), facts["decisions"], "outcome"),
        _exceptions(facts),
        _corrections(facts),
        _obligations(facts),
    )
    return Page(coop, T("The year {year}, for the council", year=facts["year"]), parts, tuple(_as_of(facts)))


def _co_managers(facts: Facts, who: Names) -> Part:
    """Their sums by month, for these are public duties; of them only, by month and handle."""
    rows = [
        (parse_period(one["period"]), named(one, who), one["hours"], one["noted"], one["stipends"],
         one["adjustments"], one["total"])
        for one in facts["co_managers"]
    ]  # fmt: skip
    heads = (_("month"), _("co-manager"), _("hours"), _("noted"), _("stipends"), _("adjust."), _("to pay"))
    sums = [
        type_(sum(row[place] for row in rows)) for place, type_ in enumerate((Hours, Cents, Cents, Cents, Cents), 2)
    ]
    after = [T("Of their hours, {percent} are technical.", percent=percent(facts["technical_percent"]))
             ] if facts["technical_percent"] is not None else []  # fmt: skip
    lines = (T("Closed months only."),) if rows else (T("No month of this year is closed."),)
    return Part(T("The co-managers' sums"), lines, heads, rows, (_("total"), "", *sums) if rows else None, tuple(after),
                numbers=5)  # fmt: skip


def _statutory(facts: Facts, who: Names) -> Part:
    rows = [(one["title"], named(one, who), one["since"], one["until"], _assembly(one)) for one in facts["statutory"]]
    heads = (_("mandate"), _("held by"), _("since"), _("until"), _("assembly"))
    return Part(T("Mandates the law knows"), () if rows else (T("None."),), heads, rows)


def _assembly(one: Facts) -> Text | str:
    if one["state"] == "pending":
        return T("designated, awaiting the assembly")
    found = one["assembly"] or ""
    return T("{assembly}; ended: {other}", assembly=found, other=one["ended_by"]) if one["ended_by"] else found


def _exceptions(facts: Facts) -> Part:
    rows = [
        (
            _(one["about"]) if one["about"] else T("not said"),
            one["reason"],
            one["decided_by"],
            parse_day(one["expires"]),
        )
        for one in facts["exceptions"]
    ]
    heads = (_("exception"), _("why"), _("decided by"), _("until"))
    return Part(T("Exceptions"), () if rows else (T("Nothing."),), heads, rows)


def _corrections(facts: Facts) -> Part:
    lines = (
        TN("{n} line of a closed month was corrected.", "{n} lines of closed months were corrected.",
           facts["corrections"]),
        TN("{n} line was noted or mended after closing, and paid later.",
           "{n} lines were noted or mended after closing, and paid later.", facts["catch_ups"]),
    )  # fmt: skip
    return Part(T("After closing"), lines)


def _obligations(facts: Facts) -> Part:
    empty = [T("To be filled: {vacancy}", vacancy=vacancy(one)) for one in facts["vacancies"]]
    lines = (*empty, *(one["message"] for one in facts["obligations"]))
    return Part(T("What bodies are to take up again"), lines or (T("Nothing."),))
