"""Leaving: a last day, and all that it leaves to others, each with the command that hands it over."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from coopctl import context as ctx
from coopctl.edits.governance import Change, Draft
from coopctl.edits.seats import taken_out
from coopctl.election.book import under_way
from coopctl.ledger import Ledger
from coopctl.mandates import Office, offices
from coopctl.moments import On
from coopctl.needs import of_person
from coopctl.person import accompanied
from coopctl.problem import Refused
from coopctl.records.circle import Charge
from coopctl.records.member import Member
from coopctl.records.role import Mandate
from coopctl.snapshot import Snapshot
from coopctl.values import Cents, Hours, When
from coopctl.words import TN, T, Text

Left = tuple[Text, str]
"""A fact left behind, and the command that changes it."""

_DAY = dt.timedelta(days=1)


def leave(snapshot: Snapshot, handle: str, on: When, actor: str, today: dt.date, notice: When | None = None) -> Change:
    """The last day in the cooperative. It ends nothing else by itself: what is left to do is listed.

    What was to begin after that day cannot begin any more: it is taken out, and said.
    There is no place for a reason, in the record or in the message: history would keep it for ever.
    """
    draft = Draft(snapshot, actor, today, [handle])
    member = draft.member(handle)
    if member.left:
        raise Refused(
            T("{member} has left already, {day}", member=handle, day=On(member.left)), f"coopctl member show {handle}"
        )
    if notice:
        draft.put(f"members/{handle}.yaml", ("notice",), notice, list(Member.model_fields))
    draft.put(f"members/{handle}.yaml", ("left",), on, list(Member.model_fields))
    said = [T("{member} leaves {day}", member=handle, day=On(on))]
    if notice and notice.first <= on.last:
        said.append(TN("told {n} day before", "told {n} days before", (on.last - notice.first).days))
    said += _not_begun(draft, handle, on)
    done = draft.done("member.leave", f"members/{handle}", "", said, list(left(draft.ledger, handle, on)))
    return done._replace(remarks=tuple(one for one in done.remarks if one.rule != "mandate-outlives-membership"))


def _not_begun(draft: Draft, handle: str, on: When) -> Iterator[Text]:
    """Take out the mandates, and the charges in circles, that were to begin after a last day."""
    places: list[tuple[str, str, Sequence[Mandate | Charge], str]] = [
        (office.path, "mandates", office.sheet.mandates, office.name) for office in offices(draft.ledger)
    ]
    circles = draft.ledger.circles.items()
    places += [(f"circles/{name}.yaml", key, getattr(one, key), name)
               for name, one in circles for key in ("representatives", "facilitators")]  # fmt: skip
    for path, key, listed, name in places:
        for row, one in reversed(list(enumerate(listed))):
            if one.member == handle and one.since.first > on.last:
                draft.drop(path, (key, row))
                yield taken_out(handle, name, one.since)


def left(ledger: Ledger, handle: str, on: When) -> Iterator[Left]:
    """What a leave does not end: what has no holder then, critical first; people, circles, sums, keys."""
    yield from _roles(ledger, handle, on)
    yield from _charges(ledger, handle, on)
    yield from _needs(ledger, handle, on)
    yield from _elections(ledger, handle)
    yield from _people(ledger, handle, on)
    for name, circle in sorted(ledger.circles.items()):
        if any(m.member == handle and (m.until is None or m.until.last > on.last) for m in circle.members):
            fact = T("{member} is still in circle {circle}", member=handle, circle=name)
            yield fact, f"coopctl circle leave {name} {handle} --on {on}"
    yield from _owed(ledger, handle)
    keys = [key for key in ledger.members[handle].keys if key.until is None or key.until > on.last]
    if keys:
        yield (
            TN("{n} signing key still counts after that day", "{n} signing keys still count after that day", len(keys)),
            f"coopctl keys end {handle} --all --on {on.last}",
        )


def _roles(ledger: Ledger, handle: str, on: When) -> Iterator[Left]:
    critical = {name for name, circle in ledger.circles.items() if circle.critical}
    for office in sorted(offices(ledger), key=lambda one: not (one.critical or one.circle in critical)):
        name = office.name
        running = [m for m in office.sheet.mandates if m.until is None or m.until.last > on.last]
        alone = all(mandate.member == handle for mandate in running)
        mine = [mandate for mandate in running if mandate.member == handle]
        if any(mandate.since.first <= on.last for mandate in mine):
            yield (
                _held(name, handle, alone, office, office.circle in critical),
                f"{office.command('vacate')} {handle} --on {on}",
            )
        elif not alone or not (mine or _ended_with(office, handle, on)):
            continue
        if alone:
            yield T("who takes over {role}?", role=name), f"{office.command('assign')} HANDLE --since {on.last + _DAY}"
    for office in offices(ledger):
        if any(v.interim == handle and v.span.holds(on.last + _DAY) for v in office.sheet.vacancies):
            fact = T("{member} keeps role {role} going meanwhile", member=handle, role=office.name)
            yield fact, f"{office.command('assign')} HANDLE --since {on.last + _DAY}"


def _held(name: str, handle: str, alone: bool, office: Office, critical: bool) -> Text:
    if not alone:
        return T("{member} still holds role {role}, with others", member=handle, role=name)
    if office.critical:
        return T("critical role {role} will have no holder: {member} held it", role=name, member=handle)
    if critical:
        return T("role {role} will have no holder, in a critical circle: {member} held it", role=name, member=handle)
    return T("role {role} will have no holder: {member} held it", role=name, member=handle)


def _ended_with(office: Office, handle: str, on: When) -> bool:
    """Whether a mandate of theirs ended with their leave, and nobody took over."""
    return any(m.member == handle and m.until is not None and m.until.last == on.last for m in office.sheet.mandates)


def _charges(ledger: Ledger, handle: str, on: When) -> Iterator[Left]:
    """The circles they speak for, or facilitate."""
    for name, circle in sorted(ledger.circles.items()):
        for verb, charges in (("represent", circle.representatives), ("facilitate", circle.facilitators)):
            if any(one.member == handle and (one.until is None or one.until.last > on.last) for one in charges):
                facts = {"member": handle, "circle": name}
                yield (
                    T("{member} speaks for circle {circle}", **facts)
                    if verb == "represent"
                    else T("{member} facilitates circle {circle}", **facts),
                    f"coopctl circle {verb} {name} HANDLE --since {on.last + _DAY}",
                )


def _needs(ledger: Ledger, handle: str, on: When) -> Iterator[Left]:
    """The needs they took, the critical ones first."""
    after = on.last + _DAY
    for name, need in sorted(of_person(ledger, handle), key=lambda pair: not pair[1].critical):
        holders = {one.member for one in need.holders if one.span.holds(after)}
        if handle not in holders or need.closed:
            continue
        facts = {"member": handle, "need": name, "title": need.title}
        yield (
            T("critical need {need} will have no holder: {member} had it ({title})", **facts)
            if need.critical and holders == {handle}
            else T("{member} still has need {need}: {title}", **facts),
            f"coopctl need release {name} {handle} --on {on}",
        )
        if need.critical and holders == {handle}:
            yield (
                T("who takes over {role}?", role=name),
                f"coopctl need take {name} HANDLE --since {after} --until DATE",
            )


def _elections(ledger: Ledger, handle: str) -> Iterator[Left]:
    """The elections under way in which they facilitate, write, are proposed, or designate."""
    for name, state in under_way(ledger):
        facts = {"member": handle, "election": name}
        if ledger.current(state.facilitator) == handle:
            fact = T("{member} facilitates election {election}, which is under way", **facts)
            yield fact, f"coopctl election hand-over {name} --facilitator HANDLE"
        if ledger.current(state.secretary or "") == handle:
            fact = T("{member} writes in election {election}, which is under way", **facts)
            yield fact, f"coopctl election hand-over {name} --secretary HANDLE"
        if state.proposal and handle in map(ledger.current, state.proposal.names):
            fact = T("{member} is proposed in election {election}, which is under way", **facts)
            yield fact, f"coopctl election decline {name} --member {handle}"
        if handle in map(ledger.current, state.present):
            fact = T("{member} takes part in election {election}, which is under way", **facts)
            yield fact, f"coopctl election leave {name} --member {handle}"


def _people(ledger: Ledger, handle: str, on: When) -> Iterator[Left]:
    after = on.last + _DAY
    for other, _since in accompanied(ledger, handle, after):
        yield T("{member} will have no referent", member=other), f"coopctl member referent {other}"
    for other, one in sorted(ledger.members.items()):
        if one.follow_up and one.follow_up >= after and ledger.current(one.follow_up_by or "") == handle:
            fact = T("{member} was to do the next follow-up of {other}", member=handle, other=other)
            yield fact, f"coopctl member follow-up {other} DATE --by HANDLE"
    for other, one in sorted(ledger.members.items()):
        for into in one.sponsored:
            circle = ledger.circles.get(into.circle)
            joined = circle is not None and any(m.member == other for m in circle.members)
            if into.sponsor == handle and not joined and one.presence.holds(after):
                fact = T("{member} will have no sponsor in {circle}", member=other, circle=into.circle)
                yield fact, f"coopctl member welcome {other} --circle {into.circle} --sponsor HANDLE"


def _owed(ledger: Ledger, handle: str) -> Iterator[Left]:
    """Lines noted in months that are not closed: they are paid when these are, whoever has left."""
    paid = {kind.status for kind in ledger.charter.statuses if kind.paid} if ledger.charter else set()
    for sheet in sorted(ledger.sheets.values(), key=lambda one: one.month):
        entries = [entry for _, entry in sheet.entries]
        if ledger.current(sheet.member) != handle or ctx.closed_by(sheet.month, ledger.files) or not entries:
            continue
        due = [e for e in entries if ledger.members[handle].status_on(e.date) in {*paid, None} and not e.corrects]
        fact = TN(
            "{n} line of {month} stays to be paid when that month is closed: {hours}, {amount}",
            "{n} lines of {month} stay to be paid when that month is closed: {hours}, {amount}",
            len(entries),
            month=sheet.month,
            hours=Hours(sum(entry.hours for entry in due)),
            amount=Cents(sum(entry.amount for entry in due)),
        )
        yield fact, f"coopctl payout preview {sheet.month}"
