"""Rules on mandates, whatever the day: how many hold a role at once, and for how long."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from coopctl.ledger import Ledger
from coopctl.mandates import Office, offices
from coopctl.problem import At, Fault, Related
from coopctl.records.role import Mandate
from coopctl.rules.holding import MONTH, Days, Seat, last, seats, vacate
from coopctl.rules.rule import rule
from coopctl.values import When
from coopctl.values.lapses import months_after
from coopctl.words import TN, T

_DAY = dt.timedelta(days=1)


@rule("ledger", "warning")
def too_many_holders(ledger: Ledger) -> Iterator[Fault]:
    """More people hold a role than it has seats, for longer than its hand-over.

    Who leaves and who comes may hold a role together for the time that its sheet calls ``handover``.
    Beyond it, either a mandate was not ended, or the sheet has more seats than it says.
    Mandates in the meantime, those of a part (``scope``) and those that await the assembly are not counted.

    Broken:
        roles/technique/admin-sys.yaml
            role: admin-sys
            title: Administration système
            accountabilities: [Serveurs à jour]
            handover: 2 months
            mandates:
            - member: loic
              since: 2024-06-01
              until: 2026-06-30
            - member: noemie
              since: 2026-03-01  # <- here
    Mended:
        roles/technique/admin-sys.yaml
            role: admin-sys
            title: Administration système
            accountabilities: [Serveurs à jour]
            handover: 2 months
            mandates:
            - member: loic
              since: 2024-06-01
              until: 2026-06-30
            - member: noemie
              since: 2026-05-01
    """
    for office in offices(ledger):
        most = office.sheet.seats or getattr(office.sheet, "most", None)
        counted = [
            (i, one)
            for i, one in enumerate(office.sheet.mandates)
            if not one.interim and not one.scope and (one.appointed or not one.designated)
        ]
        counted.sort(key=lambda pair: (pair[1].since.first, pair[0]))
        days = [Days(one.since, one.until).surely for _i, one in counted]
        for place, (i, one) in enumerate(counted):
            first, end = days[place]
            before = [pair for pair, (begin, last_) in zip(counted[:place], days, strict=False)
                      if first <= last_ and begin <= end]  # fmt: skip
            yield from _twice(office, i, one, before)
            others = {other.member: (j, other) for j, other in before if other.member != one.member}
            if most and len(others) >= most:
                yield from _crowded(office, i, one, most, list(others.values()))


def _twice(office: Office, index: int, one: Mandate, before: list[tuple[int, Mandate]]) -> Iterator[Fault]:
    for j, other in before:
        if other.member == one.member:
            yield Fault(
                At(office.path, ("mandates", index, "since")),
                T("{member} holds {role} under two mandates at once", member=one.member, role=office.name),
                seen=str(one.since),
                related=(_holds(office, j, other),),
            )


def _crowded(office: Office, index: int, one: Mandate, most: int, others: list[tuple[int, Mandate]]) -> Iterator[Fault]:
    """A fault where the holders are more than the seats after the hand-over has passed."""
    ends = sorted([last(one.until), *(last(other.until) for _j, other in others)])
    together = ends[len(ends) - most - 1]
    handover = office.sheet.handover
    if handover and together < handover.after(one.since.last):
        return
    facts = {"count": len(others) + 1, "role": office.name, "seats": most, "since": one.since}
    first_out = min(others, key=lambda pair: last(pair[1].until))
    yield Fault(
        At(office.path, ("mandates", index, "since")),
        T("{count} hold {role} from {since} on, for longer than its hand-over of {handover}; seats: {seats}",
          handover=handover, **facts)
        if handover
        else T("{count} hold {role} from {since} on; seats: {seats}", **facts),
        seen=str(one.since),
        allowed=str(most),
        related=tuple(_holds(office, j, other) for j, other in others),
        cure=f"{office.command('vacate')} {first_out[1].member} --on DATE",
    )  # fmt: skip


def _holds(office: Office, index: int, one: Mandate) -> Related:
    text = T("{member} holds it here since {since}", member=one.member, since=one.since)
    return Related(At(office.path, ("mandates", index, "since")), text)


@rule("ledger")
def role_in_closed_circle(ledger: Ledger) -> Iterator[Fault]:
    """A mandate goes on after the last day of its circle, of the role or of the body.

    When a circle ends its roles end with it, or move to the circle that takes over.

    Broken:
        circles/technique.yaml
            circle: technique
            title: Technique
            since: 2019-03
            ended: 2026-06-30
        roles/technique/admin-sys.yaml
            role: admin-sys
            title: Administration système
            accountabilities: [Serveurs à jour]
            mandates:
            - member: loic
              since: 2024-06-01
              until: 2027-05-31  # <- here
    Mended:
        roles/technique/admin-sys.yaml
            role: admin-sys
            title: Administration système
            accountabilities: [Serveurs à jour]
            mandates:
            - member: loic
              since: 2024-06-01
              until: 2026-06-30
    """
    for seat in seats(ledger):
        if seat.office and (over := seat.office.sheet.ended):
            yield from _after_its_end(seat, over)
        circle = ledger.circles.get(seat.office.circle or "") if seat.office else ledger.circles.get(seat.what)
        ended = circle.ended if circle else None
        if ended and (seat.days.until is None or seat.days.until.first > ended.last):
            assert circle is not None
            yield Fault(
                seat.end("until"),
                T("{member} holds {what} after the last day of circle {circle}, {ended}",
                  member=seat.member, what=seat.words, circle=circle.circle, ended=ended),
                seen=str(seat.days.until) if seat.days.until else None,
                allowed=str(ended),
                related=(Related(At(f"circles/{circle.circle}.yaml", ("ended",)), T("the circle ends here")),),
                cure=vacate(seat, ended),
            )  # fmt: skip


def _after_its_end(seat: Seat, ended: When) -> Iterator[Fault]:
    here = T("the role ends here") if "/" in seat.what else T("the body ends here")
    if seat.days.until is None or seat.days.until.first > ended.last:
        yield Fault(
            seat.end("until"),
            T("{member} holds {what} after its last day, {ended}", member=seat.member, what=seat.words, ended=ended),
            seen=str(seat.days.until) if seat.days.until else None,
            allowed=str(ended),
            related=(Related(At(seat.path, ("ended",)), here),),
            cure=vacate(seat, ended),
        )


@rule("ledger")
def term_above_maximum(ledger: Ledger) -> Iterator[Fault]:
    """A mandate is longer than its sheet allows.

    ``most_term_months`` says the longest a mandate may be, by the statutes, the internal rules or the law.

    Broken:
        roles/technique/admin-sys.yaml
            role: admin-sys
            title: Administration système
            accountabilities: [Serveurs à jour]
            most_term_months: 24
            mandates:
            - member: loic
              since: 2024-06-01
              until: 2027-05-31  # <- here
    Mended:
        roles/technique/admin-sys.yaml
            role: admin-sys
            title: Administration système
            accountabilities: [Serveurs à jour]
            most_term_months: 24
            mandates:
            - member: loic
              since: 2024-06-01
              until: 2026-05-31
    """
    for office in offices(ledger):
        most = office.sheet.most_term_months
        if not most:
            continue
        related = (Related(At(office.path, ("most_term_months",)), T("the longest term is written here")),)
        for i, one in enumerate(office.sheet.mandates):
            end = months_after(one.since.first, most) - _DAY
            if one.until and one.until.first > end:
                yield Fault(
                    At(office.path, ("mandates", i, "until")),
                    TN("a mandate begun on {since} lasts at most {n} month, until {end}",
                       "a mandate begun on {since} lasts at most {n} months, until {end}",
                       most, since=one.since, end=end),
                    seen=str(one.until),
                    allowed=end.isoformat(),
                    related=related,
                )  # fmt: skip


@rule("ledger", "warning")
def renewed_too_often(ledger: Ledger) -> Iterator[Fault]:
    """Someone holds a role for more terms in a row than its sheet allows.

    ``renewals`` says how many times in a row a holder may be designated again. A mandate that is only the
    rest of somebody else's term does not count.

    Broken:
        roles/technique/admin-sys.yaml
            role: admin-sys
            title: Administration système
            accountabilities: [Serveurs à jour]
            renewals: 0
            mandates:
            - member: loic
              since: 2024-06-01
              until: 2025-05-31
            - member: loic
              since: 2025-06-01  # <- here
    Mended:
        roles/technique/admin-sys.yaml
            role: admin-sys
            title: Administration système
            accountabilities: [Serveurs à jour]
            renewals: 1
            mandates:
            - member: loic
              since: 2024-06-01
              until: 2025-05-31
            - member: loic
              since: 2025-06-01
    """
    for office in offices(ledger):
        most = office.sheet.renewals
        for run in _runs(office) if most is not None else ():
            if most is not None and len(run) > most + 1:
                index, one = run[most + 1]
                yield Fault(
                    At(office.path, ("mandates", index, "since")),
                    TN("{member} is designated for {role} {n} time in a row",
                       "{member} is designated for {role} {n} times in a row",
                       len(run), member=one.member, role=office.name),
                    seen=str(one.since),
                    allowed=str(most + 1),
                    related=(
                        Related(At(office.path, ("renewals",)), T("how often is written here")),
                        _holds(office, *run[0]),
                    ),
                )  # fmt: skip


def _runs(office: Office) -> Iterator[list[tuple[int, Mandate]]]:
    """The mandates of one member that follow each other without a gap of a month."""
    theirs: dict[str, list[tuple[int, Mandate]]] = {}
    for i, one in sorted(enumerate(office.sheet.mandates), key=lambda pair: pair[1].since.first):
        if one.remainder or one.interim:
            continue
        run = theirs.setdefault(one.member, [])
        if run and (one.since.first - min(last(run[-1][1].until), one.since.first)).days > MONTH:
            yield run
            run = theirs[one.member] = []
        run.append((i, one))
    yield from theirs.values()
