"""Rules on needs: what waits for too long, and who has them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from coopctl import needs
from coopctl.ledger import Ledger
from coopctl.problem import At, Fault, Related
from coopctl.records.need import Holder, Need
from coopctl.rules.rule import rule
from coopctl.words import TN, T


@rule("ledger")
def need_done_and_dropped(ledger: Ledger) -> Iterator[Fault]:
    """A need is both done and let go.

    It is one or the other: done counts among what a circle brought about, let go does not.

    Broken:
        needs/visio.yaml
            need: visio
            title: Une visio qui tienne à vingt
            opened: 2026-09-29
            done: 2026-10-20
            dropped: 2026-10-20  # <- here
    Mended:
        needs/visio.yaml
            need: visio
            title: Une visio qui tienne à vingt
            opened: 2026-09-29
            done: 2026-10-20
    """
    for name, one in sorted(ledger.needs.items()):
        if one.done and one.dropped:
            yield Fault(
                at(name, "dropped"),
                T("need {need} is done on {done}, and let go on {dropped}", need=name, done=one.done,
                  dropped=one.dropped),
                seen=str(one.dropped),
                related=(Related(at(name, "done"), T("it is done here")),),
            )  # fmt: skip


@rule("ledger", "warning")
def need_holder_not_there(ledger: Ledger) -> Iterator[Fault]:
    """Somebody has a need on days when they are not in the cooperative.

    Leaving gives nothing back by itself: who leaves gives the need back, and it is open again.

    Broken:
        members/noemie.yaml
            handle: noemie
            statuses:
            - status: cape
              since: 2025-01-01
            left: 2026-10-31
        needs/visio.yaml
            need: visio
            title: Une visio qui tienne à vingt
            opened: 2026-09-29
            holders:
            - member: noemie  # <- here
              since: 2026-10-01
    Mended:
        members/noemie.yaml
            handle: noemie
            statuses:
            - status: cape
              since: 2025-01-01
            left: 2026-10-31
        needs/visio.yaml
            need: visio
            title: Une visio qui tienne à vingt
            opened: 2026-09-29
            holders:
            - member: noemie
              since: 2026-10-01
              until: 2026-10-31
    """
    for name, one in sorted(ledger.needs.items()):
        for i, holder in enumerate(one.holders):
            member = ledger.members.get(holder.member)
            if member is None or member.presence.since is None:
                continue
            presence = member.presence
            left = presence.until and (_end(one, holder) or dt.date.max) > presence.until
            if holder.since.last < member.presence.since or left:
                facts = {"member": holder.member, "need": name, "since": presence.since, "left": presence.until}
                yield Fault(
                    at(name, "holders", i, "member"),
                    T("{member} leaves on {left} and still has need {need}", **facts) if left
                    else T("{member} has need {need} before entering the cooperative, on {since}", **facts),
                    seen=holder.member,
                    related=(Related(At(f"members/{holder.member}.yaml", ("left" if left else "statuses",)),
                                     T("their time in the cooperative is written here")),),
                    cure=f"coopctl need release {name} {holder.member} --on {presence.until}" if left else None,
                )  # fmt: skip


def _end(one: Need, holder: Holder) -> dt.date | None:
    """The last day somebody has a need: their own, or the one on which it was done or let go."""
    ends = [when.last for when in (holder.until, one.closed) if when]
    return min(ends, default=None)


@rule("day", "warning")
def need_stale(ledger: Ledger, today: dt.date) -> Iterator[Fault]:
    """A need has been there for more than 60 days, and nobody takes it.

    It may be too large, too dull, or no longer true: it is cut up, told again, or let go.

    Broken:
        needs/visio.yaml
            need: visio
            title: Une visio qui tienne à vingt
            opened: 2026-09-01  # <- here
    Mended:
        needs/visio.yaml
            need: visio
            title: Une visio qui tienne à vingt
            opened: 2026-09-01
            dropped: 2026-11-12
    """
    for name, one in sorted(ledger.needs.items()):
        if needs.stale(one, today):
            days = (today - needs.free_since(one, today)).days
            yield Fault(
                at(name, "opened"),
                TN("need {need} has waited for somebody for {n} day: {title}",
                   "need {need} has waited for somebody for {n} days: {title}", days, need=name, title=one.title),
                seen=str(one.opened),
                cure=f"coopctl need take {name}",
            )  # fmt: skip


@rule("day", "warning")
def question_waiting(ledger: Ledger, today: dt.date) -> Iterator[Fault]:
    """A question has had no answer, or a wish for more support nobody, for more than 30 days.

    Behind it somebody waits, whose name is not written here. An answer may also be that there is none yet.

    Broken:
        needs/cape-et-chomage.yaml
            need: cape-et-chomage
            title: Le CAPE et les droits au chômage, que dit-on ?
            kind: question
            opened: 2026-10-01  # <- here
    Mended:
        needs/cape-et-chomage.yaml
            need: cape-et-chomage
            title: Le CAPE et les droits au chômage, que dit-on ?
            kind: question
            opened: 2026-10-01
            done: 2026-10-20
            answer: Une fiche, relue avec France Travail
    """
    for name, one in sorted(ledger.needs.items()):
        if needs.unmet(one, today):
            question = one.kind == "question"
            yield Fault(
                at(name, "opened"),
                TN("this question has waited for {n} day: {title}", "this question has waited for {n} days: {title}",
                   one.age(today), title=one.title)
                if question
                else TN("this support has been wished for for {n} day: {title}",
                        "this support has been wished for for {n} days: {title}", one.age(today), title=one.title),
                seen=str(one.opened),
                cure=f'coopctl need done {name} --answer "…"' if question else f"coopctl need take {name}",
            )  # fmt: skip


@rule("day", "warning")
def need_overdue(ledger: Ledger, today: dt.date) -> Iterator[Fault]:
    """The day by which something should be done is over.

    It is taken up again: another day, another way, or let go. Nobody is late; the need is.

    Broken:
        needs/visio.yaml
            need: visio
            title: Une visio qui tienne à vingt
            opened: 2026-10-01
            due: 2026-11-15  # <- here
    Mended:
        needs/visio.yaml
            need: visio
            title: Une visio qui tienne à vingt
            opened: 2026-10-01
            due: 2026-11-30
    """
    for name, one in sorted(ledger.needs.items()):
        if needs.overdue(one, today):
            yield Fault(
                at(name, "due"),
                T("need {need} was due on {due}: {title}", need=name, due=one.due, title=one.title),
                seen=str(one.due),
                cure=f"coopctl need done {name}",
            )


def at(name: str, *route: str | int) -> At:
    """Where a key of a need stands."""
    return At(f"needs/{name}.yaml", route)


TODAY = (
    need_stale,
    question_waiting,
    need_overdue,
)
