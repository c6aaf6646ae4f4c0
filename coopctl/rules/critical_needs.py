"""Rules on what the cooperative cannot do without: somebody has it, somebody else could take over."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from coopctl import needs
from coopctl.ledger import Ledger
from coopctl.problem import Fault, Related
from coopctl.records.need import Holder, Need
from coopctl.rules.needs import at
from coopctl.rules.rule import rule
from coopctl.words import T


@rule("day", "warning")
def critical_need_without_holder(ledger: Ledger, today: dt.date) -> Iterator[Fault]:
    """Nobody has a need that the cooperative cannot do without.

    What is critical is looked at by somebody who has given their name, for a time agreed.

    Broken:
        needs/appels-du-soir.yaml
            need: appels-du-soir
            title: Répondre quand tout est arrêté
            opened: 2026-11-02
            critical: true  # <- here
    Mended:
        needs/appels-du-soir.yaml
            need: appels-du-soir
            title: Répondre quand tout est arrêté
            opened: 2026-11-02
            critical: true
            holders:
            - member: loic
              since: 2026-11-03
              until: 2027-10-31
            - member: noemie
              since: 2026-11-03
              deputy: true
    """
    for name, one in _critical(ledger, today):
        if not _there(ledger, one.holding(today), today):
            yield Fault(
                at(name, "critical"),
                T("nobody has need {need}, which is critical: {title}", need=name, title=one.title),
                cure=f"coopctl need take {name} --until DATE",
            )


@rule("day", "warning")
def critical_need_ending(ledger: Ledger, today: dt.date) -> Iterator[Fault]:
    """Who has a critical need is about to stop, and nobody is to take over.

    It is said 60 days before, to leave time to find somebody and to hand over. Who goes on for longer takes
    it again, until a later day.

    Broken:
        needs/appels-du-soir.yaml
            need: appels-du-soir
            title: Répondre quand tout est arrêté
            opened: 2026-01-05
            critical: true
            holders:
            - member: loic
              since: 2026-01-05
              until: 2026-12-31  # <- here
            - member: noemie
              since: 2026-01-05
              deputy: true
    Mended:
        needs/appels-du-soir.yaml
            need: appels-du-soir
            title: Répondre quand tout est arrêté
            opened: 2026-01-05
            critical: true
            holders:
            - member: loic
              since: 2026-01-05
              until: 2026-12-31
            - member: noemie
              since: 2027-01-01
            - member: noemie
              since: 2026-01-05
              until: 2026-12-31
              deputy: true
    """
    for name, one in _critical(ledger, today):
        held = [(i, holder) for i, holder in enumerate(one.holders) if holder in one.holding(today)]
        if not held or any(holder.until is None for _i, holder in held):
            continue
        row, last = max(held, key=lambda pair: pair[1].span.until or today)
        end = last.span.until
        if end is None or (end - today).days >= needs.ENDING or one.holding(end + dt.timedelta(days=1)):
            continue
        yield Fault(
            at(name, "holders", row, "until"),
            T("{member} has need {need} until {until}, and nobody is to take over",
              member=last.member, need=name, until=last.until),
            seen=str(last.until),
            related=(Related(at(name, "critical"), T("it is critical")),),
            cure=f"coopctl need take {name} HANDLE --since {end + dt.timedelta(days=1)} --until DATE",
        )  # fmt: skip


@rule("day", "warning")
def need_without_deputy(ledger: Ledger, today: dt.date) -> Iterator[Fault]:
    """A critical need hangs on one person.

    When they are away nobody knows how it is done: a second person is shown, and named.

    Broken:
        needs/appels-du-soir.yaml
            need: appels-du-soir
            title: Répondre quand tout est arrêté
            opened: 2026-11-02
            critical: true
            holders:
            - member: loic  # <- here
              since: 2026-11-03
    Mended:
        needs/appels-du-soir.yaml
            need: appels-du-soir
            title: Répondre quand tout est arrêté
            opened: 2026-11-02
            critical: true
            holders:
            - member: loic
              since: 2026-11-03
            - member: noemie
              since: 2026-11-03
              deputy: true
    """
    for name, one in _critical(ledger, today):
        held = _there(ledger, one.holding(today), today)
        others = _there(ledger, one.holding(today, deputy=True), today)
        if len({holder.member for holder in (*held, *others)}) == 1 and held:
            yield Fault(
                at(name, "holders", one.holders.index(held[0]), "member"),
                T("{member} alone has need {need}, which is critical: nobody could take over",
                  member=held[0].member, need=name),
                seen=held[0].member,
                cure=f"coopctl need take {name} HANDLE --deputy --since DATE",
            )  # fmt: skip


def _critical(ledger: Ledger, today: dt.date) -> Iterator[tuple[str, Need]]:
    """The critical needs that are not closed."""
    for name, one in sorted(ledger.needs.items()):
        if one.critical and one.state_on(today) in ("open", "taken"):
            yield name, one


def _there(ledger: Ledger, holders: tuple[Holder, ...], today: dt.date) -> list[Holder]:
    """Those who are in the cooperative that day."""
    return [one for one in holders if (member := ledger.members.get(one.member)) and member.presence.holds(today)]


TODAY = (
    critical_need_without_holder,
    critical_need_ending,
    need_without_deputy,
)
