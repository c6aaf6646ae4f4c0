"""Rules on who may hold what: the statuses asked, and what does not go together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from coopctl.ledger import Ledger
from coopctl.problem import At, Fault, Related
from coopctl.records.role import College
from coopctl.rules.holding import Days, Seat, by_member, last, seats
from coopctl.rules.persons import member_at, status_at
from coopctl.rules.rule import rule
from coopctl.words import T

Asked = tuple[tuple[str, ...], At]
"""Statuses, one of which is asked, and where that is written."""


@rule("ledger")
def ineligible_holder(ledger: Ledger) -> Iterator[Fault]:
    """A mandate begins without the status that its sheet asks for.

    ``eligibility`` says who may be designated, and ``colleges`` for whom a seat is kept. The status is the
    one of the first day; a month without a day is right as soon as one of its ends is.

    Broken:
        roles/technique/admin-sys.yaml
            role: admin-sys
            title: Administration système
            accountabilities: [Serveurs à jour]
            eligibility:
              statuses: [staff]
            mandates:
            - member: loic  # <- here
              since: 2024-06-01
    Mended:
        roles/technique/admin-sys.yaml
            role: admin-sys
            title: Administration système
            accountabilities: [Serveurs à jour]
            eligibility:
              statuses: [staff, cape]
            mandates:
            - member: loic
              since: 2024-06-01
    """
    for seat in seats(ledger):
        yield from without_status(ledger, seat)


def without_status(ledger: Ledger, seat: Seat) -> Iterator[Fault]:
    """What a seat's holder lacks on its first day."""
    member = ledger.members.get(seat.member)
    since = seat.days.since
    if member is None or not (member.presence.holds(since.first) or member.presence.holds(since.last)):
        return
    held = {member.status_on(since.first), member.status_on(since.last)}
    for statuses, at in _asked(seat):
        if not held & set(statuses):
            yield Fault(
                seat.at,
                T("{member} is {status} on {since}; {what} is for: {statuses}", member=seat.member,
                  status=member.status_on(since.first), since=since, what=seat.words, statuses=statuses)
                if member.status_on(since.first)
                else T("{member} has no status on {since}; {what} is for: {statuses}", member=seat.member,
                       since=since, what=seat.words, statuses=statuses),
                seen=member.status_on(since.first),
                allowed=", ".join(statuses),
                related=(_written(at), _status(status_at(seat.member, member, since.last))),
                cure=f"coopctl member show {seat.member}",
            )  # fmt: skip
    partner = member.partner_since
    if seat.eligibility and seat.eligibility.partners and not (partner and partner.first <= since.last):
        yield Fault(
            seat.at,
            T("{member} is not a partner on {since}; {what} is for partners",
              member=seat.member, since=since, what=seat.words),
            related=(_written(seat.asked), _status(member_at(seat.member, "partner_since"))),
            cure=f"coopctl member show {seat.member}",
        )  # fmt: skip


def _asked(seat: Seat) -> Iterator[Asked]:
    if seat.eligibility and seat.eligibility.statuses and seat.asked:
        yield seat.eligibility.statuses, At(seat.asked.path, (*seat.asked.route, "statuses"))
    colleges: Iterable[College] = seat.office.sheet.colleges if seat.office else ()
    for i, one in enumerate(colleges):
        if one.college == seat.college and one.statuses:
            yield one.statuses, At(seat.path, ("colleges", i, "statuses"))


def _written(at: At | None) -> Related:
    assert at is not None
    return Related(at, T("who may hold it is written here"))


def _status(at: At) -> Related:
    return Related(at, T("their status is written here"))


@rule("ledger", "warning")
def eligibility_lost(ledger: Ledger) -> Iterator[Fault]:
    """A holder's status changes during the mandate, to one that the sheet does not ask for.

    Nothing ends by itself: the circle, or the assembly, says what becomes of the mandate.

    Broken:
        members/loic.yaml
            handle: loic
            statuses:
            - status: cape
              since: 2024-01-01
              until: 2026-01-31
            - status: staff
              since: 2026-02-01
        roles/technique/admin-sys.yaml
            role: admin-sys
            title: Administration système
            accountabilities: [Serveurs à jour]
            eligibility:
              statuses: [cape]
            mandates:
            - member: loic  # <- here
              since: 2024-06-01
    Mended:
        roles/technique/admin-sys.yaml
            role: admin-sys
            title: Administration système
            accountabilities: [Serveurs à jour]
            eligibility:
              statuses: [cape]
            mandates:
            - member: loic
              since: 2024-06-01
              until: 2026-01-31
    """
    for seat in seats(ledger):
        member = ledger.members.get(seat.member)
        for statuses, at in _asked(seat) if member else ():
            for i, one in enumerate(member.statuses) if member else ():
                later = seat.days.since.last < one.since.first <= last(seat.days.until)
                if later and one.status not in statuses:
                    yield Fault(
                        seat.at,
                        T("{member} is {status} from {since} on, and still holds {what}, which is for: {statuses}",
                          member=seat.member, status=one.status, since=one.since, what=seat.words, statuses=statuses),
                        seen=one.status,
                        allowed=", ".join(statuses),
                        related=(_status(member_at(seat.member, "statuses", i, "status")), _written(at)),
                    )  # fmt: skip


@rule("ledger")
def incompatible_roles(ledger: Ledger) -> Iterator[Fault]:
    """Someone holds at once two things that do not go together.

    ``roles_excluded`` says what may not be held beside a role, a body or the voice of a circle. The
    supervisory board watches over the co-managers: nobody is in both.

    Broken:
        roles/technique/lettre.yaml
            role: lettre
            title: Lettre
            accountabilities: [Une lettre par mois]
            eligibility:
              roles_excluded: [technique/admin-sys]
            mandates:
            - member: loic  # <- here
              since: 2025-01-01
    Mended:
        roles/technique/lettre.yaml
            role: lettre
            title: Lettre
            accountabilities: [Une lettre par mois]
            eligibility:
              roles_excluded: [technique/admin-sys]
            mandates:
            - member: noemie
              since: 2025-01-01
    """
    for theirs in by_member(ledger).values():
        yield from held_at_once(theirs)


def held_at_once(theirs: list[Seat]) -> Iterator[Fault]:
    """What one person's seats hold that does not go together."""
    for seat in theirs:
        excluded = set(seat.eligibility.roles_excluded) if seat.eligibility else set()
        board = seat.office is not None and seat.office.board
        for other in theirs:
            law = board and other.office is not None and other.office.co_management
            if other is seat or not other.office or not (other.what in excluded or law):
                continue
            if seat.days.meets(other.days):
                yield Fault(
                    seat.at,
                    T("{member} holds {what} and {other} at once", member=seat.member, what=seat.words,
                      other=other.words),
                    seen=seat.member,
                    related=(*([_written(seat.asked)] if other.what in excluded else []), other.related()),
                )  # fmt: skip


@rule("ledger")
def incompatible_circle(ledger: Ledger) -> Iterator[Fault]:
    """A holder is in a circle that the sheet excludes.

    ``circles_excluded`` says which circles one may not be in while holding a role, sitting in a body or
    speaking for a circle.

    Broken:
        circles/technique.yaml
            circle: technique
            title: Technique
            since: 2019-03
            members:
            - member: loic
              since: 2025-01
        roles/communication/lettre.yaml
            role: lettre
            title: Lettre
            accountabilities: [Une lettre par mois]
            eligibility:
              circles_excluded: [technique]
            mandates:
            - member: loic  # <- here
              since: 2025-06
    Mended:
        circles/technique.yaml
            circle: technique
            title: Technique
            since: 2019-03
            members:
            - member: loic
              since: 2025-01
              until: 2025-05
    """
    for seat in seats(ledger):
        yield from in_excluded_circle(ledger, seat)


def in_excluded_circle(ledger: Ledger, seat: Seat) -> Iterator[Fault]:
    """The circles a seat's holder is in, and may not be."""
    for name in seat.eligibility.circles_excluded if seat.eligibility else ():
        circle = ledger.circles.get(name)
        for i, one in enumerate(circle.members if circle else ()):
            if one.member == seat.member and seat.days.meets(Days(one.since, one.until)):
                yield Fault(
                    seat.at,
                    T("{member} holds {what} and is in circle {circle} at once",
                      member=seat.member, what=seat.words, circle=name),
                    seen=seat.member,
                    related=(
                        _written(seat.asked),
                        Related(At(f"circles/{name}.yaml", ("members", i, "member")), T("they are in it here")),
                    ),
                )  # fmt: skip


@rule("ledger", "warning")
def involved_day_to_day(ledger: Ledger) -> Iterator[Fault]:
    """Someone who should stand back from day to day holds a role of a circle, or speaks for one.

    It is asked of the supervisory board, which watches over what the circles and the co-managers do, and
    wherever ``uninvolved: true`` says so.

    Broken:
        bodies/conseil.yaml
            body: conseil
            title: Conseil de surveillance
            kind: supervisory-board
            mandates:
            - member: loic  # <- here
              since: 2025-01-01
    Mended:
        bodies/conseil.yaml
            body: conseil
            title: Conseil de surveillance
            kind: supervisory-board
            mandates:
            - member: noemie
              since: 2025-01-01
    """
    for theirs in by_member(ledger).values():
        for seat in theirs:
            aside = bool(seat.eligibility and seat.eligibility.uninvolved) or bool(seat.office and seat.office.board)
            busy = [other for other in theirs if aside and other.daily and seat.days.meets(other.days)]
            busy = [other for other in busy if other is not seat and other.what != seat.what]
            if busy:
                yield Fault(
                    seat.at,
                    T("{member} sits in {what}, which stands back from day to day, and holds {others}",
                      member=seat.member, what=seat.words, others=tuple(one.words for one in busy)),
                    seen=seat.member,
                    related=tuple(one.related() for one in busy),
                )  # fmt: skip
