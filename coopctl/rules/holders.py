"""Rules on who holds a role: there when it begins, and until it ends."""

from __future__ import annotations

from collections.abc import Iterator

from coopctl.ledger import Ledger
from coopctl.problem import At, Fault, Related
from coopctl.rules.holding import seats, vacate
from coopctl.rules.persons import arrival_at
from coopctl.rules.rule import rule
from coopctl.words import T


@rule("ledger")
def holder_not_a_member(ledger: Ledger) -> Iterator[Fault]:
    """A mandate begins on a day when its holder was not in the cooperative.

    One is in it from the day of welcome or the first status to the last day. A month without a day is
    right as soon as one of its days is.

    Broken:
        roles/technique/admin-sys.yaml
            role: admin-sys
            title: Administration système
            accountabilities: [Serveurs à jour]
            mandates:
            - member: loic
              since: 2023-06-01  # <- here
    Mended:
        roles/technique/admin-sys.yaml
            role: admin-sys
            title: Administration système
            accountabilities: [Serveurs à jour]
            mandates:
            - member: loic
              since: 2024-01-01
    """
    for seat in seats(ledger):
        member, path = ledger.members.get(seat.member), f"members/{seat.member}.yaml"
        if member is None or member.presence.since is None:
            continue
        since = seat.days.since
        early = since.last < member.presence.since
        if early or (member.left and since.first > member.left.last):
            place = At(path, ("left",)) if not early else arrival_at(seat.member, member)
            day = member.presence.since if early else member.left
            yield Fault(
                seat.end("since"),
                T("{member} takes {what} on {since}, and enters the cooperative on {day}",
                  member=seat.member, what=seat.words, since=since, day=day)
                if early
                else T("{member} takes {what} on {since}, after their last day, {day}",
                       member=seat.member, what=seat.words, since=since, day=day),
                seen=str(since),
                related=(Related(place, T("their time in the cooperative is written here")),),
                cure=f"coopctl member show {seat.member}",
            )  # fmt: skip


@rule("ledger", "warning")
def mandate_outlives_membership(ledger: Ledger) -> Iterator[Fault]:
    """A mandate goes on after its holder has left the cooperative.

    Leaving ends nothing by itself: the mandate is given back, and the role is then to be filled.

    Broken:
        members/loic.yaml
            handle: loic
            statuses:
            - status: cape
              since: 2024-01-01
            left: 2026-06-30
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
        member = ledger.members.get(seat.member)
        left = member.left if member else None
        if not left or seat.days.since.first > left.last:
            continue
        if seat.days.until is None or seat.days.until.first > left.last:
            yield Fault(
                seat.end("until"),
                T("{member} leaves on {left} and still holds {what}", member=seat.member, left=left, what=seat.words),
                seen=str(seat.days.until) if seat.days.until else None,
                allowed=str(left),
                related=(Related(At(f"members/{seat.member}.yaml", ("left",)), T("their last day is here")),),
                cure=vacate(seat, left),
            )
