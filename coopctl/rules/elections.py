"""What the rules on elections share, and those on what lies around an election: its sheet, its people, its day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from coopctl.election.book import gists, path_of
from coopctl.ledger import Ledger
from coopctl.mandates import Office, offices
from coopctl.problem import At, Fault, Related
from coopctl.records.role import Declined, Mandate
from coopctl.records.sheet import fingerprint
from coopctl.rules.rule import nearest, rule
from coopctl.values import parse_day
from coopctl.words import T


def broken(ledger: Ledger, name: str) -> Iterator[Fault]:
    """The places where a rule of the replay was not kept."""
    for election, gist in gists(ledger).items():
        for one in gist.broken:
            if one.rule == name:
                at = At(path_of(election), ("events", one.event, *one.route))
                yield Fault(at, one.message, seen=one.seen, cure=f"coopctl election show {election}")


def _by_election(office: Office) -> Iterator[tuple[str, int, Mandate | Declined]]:
    """The mandates of a role or a body, and those that were declined before they began: the list, the row, which."""
    yield from (("mandates", i, one) for i, one in enumerate(office.sheet.mandates))
    yield from (("declined", i, one) for i, one in enumerate(office.sheet.declined))


def unheard(ledger: Ledger) -> Iterator[Fault]:
    """Mandates, and those declined, that name an election of the ledger which did not end in them."""
    found = gists(ledger)
    for office in offices(ledger) if found else ():
        for key, i, one in _by_election(office):
            gist = found.get(one.election or "")
            heard = {ledger.current(out.member) for out in gist.outcomes} if gist else set()
            if gist and ledger.current(one.member) not in heard:
                said = T("{election} does not end in a mandate of {member}", election=one.election, member=one.member)
                yield Fault(
                    At(office.path, (key, i, "election")),
                    said,
                    seen=one.election,
                    related=(Related(At(path_of(one.election or "")), T("the election is here")),),
                    cure=f"coopctl election show {one.election}",
                )


def _offices(ledger: Ledger) -> dict[str, Office]:
    return {office.name: office for office in offices(ledger)}


@rule("ledger")
def election_names_unknown(ledger: Ledger) -> Iterator[Fault]:
    """An election names a role, a body or a member that the ledger does not have.

    Who designates is written in the framing, by the handles of the members.

    Broken:
        elections/2026-10-15-serveurs.yaml
            election: 2026-10-15-serveurs
            events:
            - {at: 2026-10-15, by: noemie, kind: framing, role: technique/serveurs,  # <- here
               electorate: [loic, noemie], facilitator: claire, present: [loic, noemie]}
    Mended:
        elections/2026-10-15-serveurs.yaml
            election: 2026-10-15-serveurs
            events:
            - {at: 2026-10-15, by: noemie, kind: framing, role: technique/admin-sys,
               electorate: [loic, noemie], facilitator: claire, present: [loic, noemie]}
    """
    known = ledger.role_names | ledger.body_names
    for name, gist in gists(ledger).items():
        if gist.role is not None and gist.role not in known:
            near = nearest(gist.role, known)
            said = (
                T("there is no role or body {name}; the nearest is {near}", name=gist.role, near=near)
                if near
                else T("there is no role or body {name}", name=gist.role)
            )
            yield Fault(At(path_of(name), ("events", 0, "role")), said, seen=gist.role, cure="coopctl role list")
        for row, member in enumerate(gist.electorate):
            if member not in ledger.handles and member not in ledger.renamed:
                said = T("there is no member {member}", member=member)
                yield Fault(At(path_of(name), ("events", 0, "electorate", row)), said, seen=member)


@rule("ledger", "warning")
def election_sheet_changed(ledger: Ledger) -> Iterator[Fault]:
    """The role sheet was changed while the election was under way.

    People name someone for the role as it was agreed at the framing. The group agrees to go on with the sheet as it
    is now (``coopctl election reframe``), or starts again.

    Broken:
        elections/2026-10-15-serveurs.yaml
            election: 2026-10-15-serveurs
            events:
            - {at: 2026-10-15, by: noemie, kind: framing, role: technique/admin-sys,
               sheet: "sha256:0000000000000000",  # <- here
               electorate: [loic, noemie], facilitator: claire, present: [loic, noemie]}
    Mended:
        elections/2026-10-15-serveurs.yaml
            election: 2026-10-15-serveurs
            events:
            - {at: 2026-10-15, by: noemie, kind: framing, role: technique/admin-sys,
               electorate: [loic, noemie], facilitator: claire, present: [loic, noemie]}
    """
    found = _offices(ledger) if gists(ledger) else {}
    for name, gist in gists(ledger).items():
        office = found.get(gist.role) if gist.role else None
        if office and gist.sheet and not gist.closed and fingerprint(office.sheet) != gist.sheet:
            yield Fault(
                At(path_of(name), ("events", 0, "sheet")),
                T("the sheet of {role} is not the one this election was opened on", role=office.name),
                seen=gist.sheet,
                allowed=fingerprint(office.sheet),
                related=(Related(At(office.path), T("the sheet is here")),),
                cure=f"coopctl election reframe {name}",
            )


@rule("ledger")
def outcome_not_in_sheet(ledger: Ledger) -> Iterator[Fault]:
    """An election ended in a mandate that the role sheet does not have.

    The mandate is written in the sheet in the same record as the end of the election, and names it. Who left before
    it was to begin has none, nor has who declined before: the sheet says so, and names the election.

    Broken:
        elections/2026-10-15-serveurs.yaml
            election: 2026-10-15-serveurs
            events:
            - {at: 2026-10-15, by: noemie, kind: framing, role: technique/admin-sys, term_months: 24,
               electorate: [noemie], facilitator: claire, present: [noemie]}
            - {at: 2026-10-15, by: noemie, kind: ballots,
               ballots: [{voter: noemie, nominee: noemie, withheld: true}]}
            - {at: 2026-10-15, by: noemie, kind: change}
            - {at: 2026-10-15, by: noemie, kind: proposal, member: noemie, reason: Elle le fait déjà}
            - {at: 2026-10-15, by: noemie, kind: consent, members: [noemie]}
            - {at: 2026-10-15, by: noemie, kind: acceptance, member: noemie, answer: accepted}
            - {at: 2026-10-15, by: noemie, kind: mandate, member: noemie, since: 2026-11, until: 2028-10}  # <- here
    Mended:
        roles/technique/admin-sys.yaml
            role: admin-sys
            title: Administration système
            accountabilities: [Serveurs à jour]
            mandates:
            - member: loic
              since: 2024-06-01
              until: 2026-10-31
            - member: noemie
              since: 2026-11
              until: 2028-10
              election: 2026-10-15-serveurs
    """
    found = _offices(ledger) if gists(ledger) else {}
    for name, gist in gists(ledger).items():
        office = found.get(gist.role) if gist.role else None
        held = (
            {ledger.current(one.member) for _key, _i, one in _by_election(office) if one.election == name}
            if office
            else set()
        )
        for out in gist.outcomes if office else ():
            member = ledger.members.get(ledger.current(out.member))
            gone = member.left if member else None
            if ledger.current(out.member) not in held and not (gone and out.since.first > gone.last):
                said = T("{role} has no mandate of {member} by this election", role=office.name, member=out.member)  # type: ignore[union-attr]
                yield Fault(At(path_of(name), ("events", out.event, "member")), said, seen=out.member)


@rule("day", "warning")
def answer_overdue(ledger: Ledger, today: dt.date) -> Iterator[Fault]:
    """An election waits for something beyond the day that was set for it.

    Who was proposed answers by a day, an objection ripens until one, and a meeting that was suspended goes on then.

    Broken:
        elections/2026-10-15-serveurs.yaml
            election: 2026-10-15-serveurs
            events:
            - {at: 2026-10-15, by: noemie, kind: framing, role: technique/admin-sys, term_months: 24,
               electorate: [loic, noemie], facilitator: claire, present: [loic, noemie]}
            - {at: 2026-10-15, by: noemie, kind: suspension, until: 2026-10-22}  # <- here
    Mended:
        elections/2026-10-15-serveurs.yaml
            election: 2026-10-15-serveurs
            events:
            - {at: 2026-10-15, by: noemie, kind: framing, role: technique/admin-sys, term_months: 24,
               electorate: [loic, noemie], facilitator: claire, present: [loic, noemie]}
            - {at: 2026-10-15, by: noemie, kind: suspension, until: 2027-01-07}
    """
    for name, gist in gists(ledger).items():
        since = gist.awaiting(today)
        if since and parse_day(since.awaited[0]) < today:
            said = T("election {election} was to go on by {day}", election=name, day=parse_day(since.awaited[0]))
            at = At(path_of(name), ("events", since.event, "kind"))
            yield Fault(at, said, seen=since.awaited[0], cure=f"coopctl election show {name}")
