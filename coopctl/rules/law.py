"""Rules of the law on people: CAPE contracts, the way to becoming a partner, interviews.

They hold where ``law`` in coop.yaml says which law applies; every message cites the text, to be verified.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from coopctl.law.legal import Legal, law_of, texts
from coopctl.ledger import Ledger
from coopctl.problem import At, Fault, Related
from coopctl.records.member import Member, StatusSpan
from coopctl.rules.contracts import contracts, in_all
from coopctl.rules.persons import applied, member_at, statuses_of
from coopctl.rules.rule import nearest, rule
from coopctl.values import Cents, Hours, plus_months
from coopctl.words import T

NEAR = 6
"""Months before the last day from which it is said to be near."""
HALF_AN_HOUR = 50


@rule("ledger")
def unknown_legal_value(ledger: Ledger) -> Iterator[Fault]:
    """A legal value that coop.yaml reads otherwise has a name coopctl does not know.

    ``legal_values`` replaces a value coopctl comes with, from a day on, with the text the cooperative
    relies on. Under a name that nothing looks at, it would change nothing.

    Broken:
        coop.yaml
            format: 1
            name: Les Jours
            slug: les-jours
            statuses:
            - status: cape
              title: CAPE
            law: fr-cae
            legal_values:
            - value: cape-month  # <- here
              since: 2026-01-01
              number: 24
              source: Convention de la coopérative, art. 3
    Mended:
        coop.yaml
            format: 1
            name: Les Jours
            slug: les-jours
            statuses:
            - status: cape
              title: CAPE
            law: fr-cae
            legal_values:
            - value: cape-months
              since: 2026-01-01
              number: 24
              source: Convention de la coopérative, art. 3
    """
    for row, own in enumerate(ledger.charter.legal_values if ledger.charter else ()):
        if own.value not in texts():
            near = nearest(own.value, texts())
            yield Fault(
                At("coop.yaml", ("legal_values", row, "value")),
                T("there is no legal value {name}; the nearest is {near}", name=own.value, near=near)
                if near
                else T("there is no legal value {name}", name=own.value),
                seen=own.value,
                allowed=", ".join(texts()),
            )


def partner_deadline(ledger: Ledger, one: Member, today: dt.date) -> tuple[dt.date, int, Legal] | None:
    """By when a member has to become a partner, the row of the contract it counts from, and the law that says so."""
    cesas, capes = statuses_of(ledger, "cesa"), statuses_of(ledger, "cape")
    rows = [(held.since.first, row) for row, held in enumerate(one.statuses) if held.status in cesas]
    if not rows:
        return None
    first, row = min(rows)
    most = law_of(ledger.charter).on("partner-months", first)
    if most is None:
        return None
    months, days = in_all([one for one in contracts(one, capes, today) if one.first < first])
    return plus_months(first, most.whole - months) - dt.timedelta(days=days + 1), row, most


def partner_awaited(ledger: Ledger, today: dt.date) -> Iterator[tuple[str, dt.date, int, Legal]]:
    """Those who have to become a partner and are none yet: by when, the row of their contract, and the law."""
    for handle, one in ledger.members.items():
        found = partner_deadline(ledger, one, today) if one.presence.holds(today) else None
        if found and not one.partner_since and _runs(one.statuses[found[1]], today):
            yield handle, *found


def _runs(held: StatusSpan, today: dt.date) -> bool:
    return held.since.first <= today and (held.until is None or today <= held.until.last)


@rule("day", "warning")
def partner_deadline_near(ledger: Ledger, today: dt.date) -> Iterator[Fault]:
    """The last day for someone to become a partner is near, or has passed.

    Whoever is under a CESA contract becomes a partner within a time that the law sets, less the time
    they were in CAPE; otherwise the contract ends. No threshold is needed: to ask is enough.

    Broken:
        coop.yaml
            format: 1
            name: Les Jours
            slug: les-jours
            statuses:
            - status: cape
              title: CAPE
            - status: esa
              title: ESA
              contract: cesa
            law: fr-cae
        members/noemie.yaml
            handle: noemie
            statuses:
            - status: esa
              since: 2024-01-01  # <- here
    Mended:
        members/noemie.yaml
            handle: noemie
            statuses:
            - status: esa
              since: 2024-01-01
            partner_since: 2026-06-19
    """
    for handle, last, row, most in partner_awaited(ledger, today):
        one = ledger.members[handle]
        if plus_months(last, -NEAR) > today:
            continue
        asked = one.partner_requested
        related = [applied(most)]
        if asked:
            related.insert(0, Related(member_at(handle, "partner_requested"), T("they asked on {day}", day=asked)))
        past = T("{member} is not a partner; the last day to become one was {day} ({cited})", member=handle, day=last,
                 cited=most.cited)  # fmt: skip
        yield Fault(
            member_at(handle, "statuses", row, "since"),
            past if last < today else T("{member} has until {day} to become a partner ({cited})", member=handle,
                                        day=last, cited=most.cited),
            allowed=T("until {day}", day=last),
            related=tuple(related),
            cure=f"coopctl member edit {handle} --partner-{'since' if asked else 'requested'} DATE",
        )  # fmt: skip


@rule("day", "warning")
def interviews_too_rare(ledger: Ledger, today: dt.date) -> Iterator[Fault]:
    """People under a CESA contract are followed up more seldom than the law asks for.

    ``follow_up_months`` of a status says how many months pass between two follow-ups. The rule looks at
    what the cooperative has set itself, never at a person: when somebody's own is due is seen by them, their
    referent and the circle that accompanies people.

    Broken:
        coop.yaml
            format: 1
            name: Les Jours
            slug: les-jours
            statuses:
            - status: cape
              title: CAPE
            - status: esa
              title: ESA
              contract: cesa
              follow_up_months: 12  # <- here
            law: fr-cae
    Mended:
        coop.yaml
            format: 1
            name: Les Jours
            slug: les-jours
            statuses:
            - status: cape
              title: CAPE
            - status: esa
              title: ESA
              contract: cesa
              follow_up_months: 6
            law: fr-cae
    """
    least = law_of(ledger.charter).on("interviews-a-year", today)
    for row, kind in enumerate(ledger.charter.statuses if ledger.charter else ()):
        months = kind.follow_up_months
        if least and kind.contract == "cesa" and months and months * least.whole > 12:
            yield Fault(
                At("coop.yaml", ("statuses", row, "follow_up_months")),
                T("{status}: a follow-up every {months} months; {least} interviews a year at least ({cited})",
                  status=kind.title, months=months, least=least.whole, cited=least.cited),
                seen=str(months),
                allowed=T("{months} months at most", months=12 // least.whole),
                related=(applied(least),),
            )  # fmt: skip


@rule("ledger", "warning")
def minimum_in_hours_differs(ledger: Ledger) -> Iterator[Fault]:
    """The least activity a status asks for is said in hours that the minimum wage does not give.

    A sum and the hours it stands for are two facts: with the minimum wage of that day one follows from
    the other. Half an hour more or less is let be.

    Broken:
        coop.yaml
            format: 1
            name: Les Jours
            slug: les-jours
            statuses:
            - status: cape
              title: CAPE
              minimum:
              - since: 2021-10-01
                monthly: 150
                hours: 10  # <- here
            law: fr-cae
    Mended:
        coop.yaml
            format: 1
            name: Les Jours
            slug: les-jours
            statuses:
            - status: cape
              title: CAPE
              minimum:
              - since: 2021-10-01
                monthly: 150
                hours: 14.31
            law: fr-cae
    """
    law = law_of(ledger.charter)
    for row, kind in enumerate(ledger.charter.statuses if ledger.charter else ()):
        for index, least in enumerate(kind.minimum):
            smic = law.on("smic-hour", least.since.first)
            if smic is None or least.hours is None:
                continue
            right = Hours((2 * 100 * least.monthly + smic.number) // (2 * smic.number))
            if abs(right - least.hours) > HALF_AN_HOUR:
                yield Fault(
                    At("coop.yaml", ("statuses", row, "minimum", index, "hours")),
                    T(
                        "{monthly} is {right} at {smic} an hour, not {seen} ({cited})",
                        monthly=least.monthly,
                        right=right,
                        smic=Cents(smic.number),
                        seen=least.hours,
                        cited=smic.cited,
                    ),
                    seen=least.hours.stored,
                    allowed=right.stored,
                    related=(applied(smic),),
                )
