"""Rules on the hours and the rate of a line."""

from __future__ import annotations

from collections.abc import Iterator

from coopctl.context import Context
from coopctl.entry import Sheet
from coopctl.page import Page
from coopctl.problem import At, Fault, Related
from coopctl.rules.rule import edit_line, line_at, rule
from coopctl.words import T


def _below_every_cap(page: Page, context: Context) -> bool:
    return all(page.digest.rates[1] <= cap.cap for cap in context.caps)


@rule("sheet", clear=_below_every_cap)
def rate_above_cap(sheet: Sheet, context: Context) -> Iterator[Fault]:
    """The rate is above the cap the cooperative has given itself.

    It is the one limit on what members grant themselves: the cap in force on the day of the work,
    written in coop.yaml. Below it nobody approves and nobody refuses.

    Broken:
        contributions/2026-10/loic.yaml
            - id: k7m3qa2w
              date: 2026-10-03
              circle: technique
              hours: 2.5
              rate: 35  # <- here
              what: Migration du serveur
    Mended:
        contributions/2026-10/loic.yaml
            - id: k7m3qa2w
              date: 2026-10-03
              circle: technique
              hours: 2.5
              rate: 30
              what: Migration du serveur
    """
    for index, entry in sheet.entries:
        cap = context.cap_on(entry.date)
        if cap and entry.rate > cap.cap:
            yield Fault(
                line_at(sheet, index, "rate"),
                T(
                    "{rate} is above the cap of {cap} in force since {since}",
                    rate=entry.rate,
                    cap=cap.cap,
                    since=cap.since,
                ),
                seen=entry.rate.stored,
                allowed=T("from 0 to {cap}", cap=cap.cap),
                related=(Related(At("coop.yaml", ("rate_caps", cap.row, "cap")), T("the cap is written here")),),
                cure=edit_line(entry, f"--rate {cap.cap.stored}"),
            )


@rule("sheet", clear=lambda page, context: page.digest.rates[0] >= 0)
def rate_below_zero(sheet: Sheet, context: Context) -> Iterator[Fault]:
    """The rate is below zero.

    A member may grant themself nothing (0 €/h is a choice that counts), never less.

    Broken:
        contributions/2026-10/loic.yaml
            - id: k7m3qa2w
              date: 2026-10-03
              hours: 1
              rate: -5  # <- here
              what: Relecture
    Mended:
        contributions/2026-10/loic.yaml
            - id: k7m3qa2w
              date: 2026-10-03
              hours: 1
              rate: 0
              what: Relecture
    """
    for index, entry in sheet.entries:
        if entry.rate < 0:
            yield Fault(
                line_at(sheet, index, "rate"),
                T("{rate} is below zero", rate=entry.rate),
                seen=entry.rate.stored,
                allowed=T("0 or more"),
                cure=edit_line(entry, "--rate 0"),
            )


@rule("sheet", clear=lambda page, context: page.digest.hours[0] > 0)
def hours_not_positive(sheet: Sheet, context: Context) -> Iterator[Fault]:
    """The hours are zero or less.

    Work takes time. Zero hours have one meaning: in a correction, they cancel the corrected line.

    Broken:
        contributions/2026-10/loic.yaml
            - id: k7m3qa2w
              date: 2026-10-03
              hours: 0  # <- here
              rate: 15
              what: Relecture
    Mended:
        contributions/2026-10/loic.yaml
            - id: k7m3qa2w
              date: 2026-10-03
              hours: 0.5
              rate: 15
              what: Relecture
    """
    for index, entry in sheet.entries:
        if entry.hours < 0 or (entry.hours == 0 and entry.corrects is None):
            yield Fault(
                line_at(sheet, index, "hours"),
                T("{hours} is no time at all", hours=entry.hours)
                if entry.hours == 0
                else T("{hours} is less than no time", hours=entry.hours),
                seen=entry.hours.stored,
                allowed=T("more than 0 (0 only in a correction)"),
                cure=edit_line(entry, "--hours 0h30"),
            )
