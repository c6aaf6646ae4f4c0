"""The minutes of an election as a page: who, on what, the rounds, the proposals, what came of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from coopctl.cli.minutes_course import course
from coopctl.cli.minutes_said import ANSWERS, HOW, INSTEAD, LEVELS, NEXT, ending, listed
from coopctl.cli.people import said_member
from coopctl.cli.report_parts import Page, Part
from coopctl.election.minutes import Proposed, Told, Tour
from coopctl.election.rules_said import otherwise, set_said
from coopctl.ledger import Ledger
from coopctl.mandates import Office
from coopctl.moments import spanning
from coopctl.records.role import Mandate
from coopctl.records.sheet import fingerprint
from coopctl.values import When, parse_day
from coopctl.words import TN, T, Text, _

Who = Callable[[str], Text | str]


class About(NamedTuple):
    """What minutes are made of: what is told, the ledger around it, the office, the names known here."""

    told: Told
    ledger: Ledger
    office: Office | None
    names: Mapping[str, str]

    def who(self, handle: str) -> Text | str:
        """Somebody, by name where it is known here, and always by handle."""
        return said_member(handle, self.names)

    def all(self, handles: Any) -> tuple[Text | str, ...]:
        """Several people."""
        return tuple(self.who(one) for one in handles)


def page(about: About, coop: str) -> Page:
    """The whole of it."""
    told = about.told
    title = about.office.sheet.title if about.office else told.state.framing.role  # type: ignore[union-attr]
    tours = [_tour(about, tour, place) for place, tour in enumerate(told.tours, 1)]
    proposals = [_proposal(about, one, place) for place, one in enumerate(told.proposals, 1)]
    parts = (_meeting(about), _people(about), _role(about), *tours, *proposals, _end(about), *_watched(about),
             *course(told, about.who))  # fmt: skip
    return Page(coop, T("Minutes: election without candidates, {role}", role=title), parts, tuple(_foot(told)))


def _foot(told: Told) -> Iterator[Text]:
    yield T(
        "Told here: {level}. From the record {path}.",
        level=LEVELS[told.level](),
        path=f"elections/{told.state.id}.yaml",
    )
    yield from told.missing
    if told.state.broken:
        n = len(told.state.broken)
        yield TN("{n} rule was not kept: {command} says which.", "{n} rules were not kept: {command} says which.", n,
                 command=f"coopctl election show {told.state.id}")  # fmt: skip


def _facts(rows: list[tuple[Any, Any]]) -> tuple[tuple[Any, Any], ...]:
    return tuple((key, value) for key, value in rows if value not in (None, "", [], ()))


def _meeting(about: About) -> Part:
    told = about.told
    framing = told.state.framing
    assert framing is not None
    circle = about.ledger.circles.get(framing.circle or "")
    facilitators = dict.fromkeys((framing.facilitator, *(e.facilitator for e in told.events if e.kind == "handover")))
    secretaries = dict.fromkeys((framing.secretary, *(e.secretary for e in told.events if e.kind == "handover")))
    rows = _facts([
        (_("day"), framing.at),
        (_("place"), framing.place),
        (_("circle"), circle.title if circle else framing.circle),
        (_("facilitates"), about.all(one for one in facilitators if one)),
        (_("writes"), about.all(one for one in secretaries if one)),
        (_("rules"), _rules(framing.rules)),
        (_("what is kept"), LEVELS[framing.level]()),
        (_("takes up"), framing.follows),
    ])  # fmt: skip
    said = (T("Designated by the circle. This does not appoint anybody: the assembly decides."),)
    return Part(T("The meeting"), said if framing.assembly else (), (_("what"), ""), rows)


def _rules(rules: Any) -> Text:
    """The set by name, its day, and each value that is another one."""
    other, name = otherwise(rules), set_said(rules.preset)
    if str(name) != rules.preset:
        name = T("{said} ({preset})", said=name, preset=rules.preset)
    if rules.dated:
        name = T("{preset}, of {day}", preset=name, day=rules.dated)
    return T("{name}; but {changes}", name=name, changes=other) if other else T("{name}", name=name)


def _people(about: About) -> Part:
    framing = about.told.state.framing
    assert framing is not None
    statuses = about.ledger.charter.statuses if about.ledger.charter else ()
    titles = {one.status: one.title for one in statuses}

    def row(handle: str, there: Text) -> tuple[Any, ...]:
        member = about.ledger.members.get(about.ledger.current(handle))
        status = member.status_on(framing.at.first) if member else None
        return about.who(handle), titles.get(status or "", status), there

    rows = [row(one, T("there, at a distance") if one in framing.remote else T("there")) for one in framing.present]
    rows += [row(one, T("not there that day")) for one in framing.electorate if one not in framing.present]
    rows += [row(one, T("guest, does not speak in rounds")) for one in framing.guests]
    more = (TN("{n} other looks on.", "{n} others look on.", framing.observers),) if framing.observers else ()
    return Part(T("People"), (), (_("who"), _("status"), _("presence")), rows, after=more)


def _role(about: About) -> Part:
    state, framing = about.told.state, about.told.state.framing
    assert framing is not None
    sheet = about.office.sheet if about.office else None
    same = sheet is not None and fingerprint(sheet) == state.sheet
    term, most = state.term_months, framing.most_term_months
    rows = _facts([
        (_("role"), framing.role),
        (_("purpose"), getattr(sheet, "purpose", None) if same else None),
        (_("what others can expect"), listed(getattr(sheet, "accountabilities", ())) if same else None),
        (_("looked for"), listed(framing.criteria)),
        (_("term"), TN("{n} month", "{n} months", term) if term else None),
        (_("the longest"), TN("{n} month", "{n} months", most) if most else None),
        (_("seats"), framing.seats if framing.seats > 1 else None),
        (_("college"), framing.college),
        (_("each month"), _stipend(sheet, framing)),
        (_("role sheet"), framing.sheet),
        (_("agreed anew"), state.sheet if state.sheet != framing.sheet else None),
    ])  # fmt: skip
    changed = () if same or not state.sheet else (T("The role sheet has changed since: it is not shown here."),)
    return Part(T("The role, agreed before any name"), (), (_("what"), ""), rows, after=changed)


def _stipend(sheet: Any, framing: Any) -> Any:
    day = (framing.since or framing.at).first
    found = [one for one in getattr(sheet, "stipend", ()) if one.since.first <= day and not _over(one.until, day)]
    return found[-1].monthly if found else None


def _over(until: When | None, day: Any) -> bool:
    return until is not None and until.last < day


def _tour(about: About, tour: Tour, place: int) -> Part:
    named = {"ballots": T("Ballots ({day})", day=tour.at), "change": T("Change round ({day})", day=tour.at)}
    title = T("Round {n}: {what}", n=place, what=named[tour.kind])
    rows = [
        (
            _voter(about, tour, one.voter),
            about.all(one.names) or INSTEAD[one.instead or "pass"](),
            one.reason or HOW[one.how](),
        )
        for one in tour.ballots
    ]
    if not rows:
        some = TN("{n} ballot.", "{n} ballots.", tour.counted) if tour.kind == "ballots" else TN(
            "{n} ballot moves.", "{n} ballots move.", tour.counted)  # fmt: skip
        return Part(title, (some if tour.counted else T("No ballot moves."),), after=tuple(_tally(about, tour)))
    return Part(title, (), (_("ballot of"), _("proposes"), _("reason")), rows, after=tuple(_tally(about, tour)))


def _voter(about: About, tour: Tour, voter: str) -> Text | str:
    """Whose ballot it is; that of who facilitates is marked."""
    return T("{member} (facilitates)", member=about.who(voter)) if voter == tour.facilitator else about.who(voter)


def _tally(about: About, tour: Tour) -> Iterator[Text]:
    counts = [T("{name} {n}", name=about.who(one.name), n=one.ballots) for one in tour.counts]
    counts += [T("{name} {n}", name=INSTEAD[name](), n=n) for name, n in tour.beside.items()]
    if counts:
        yield T("An indication, not a result: {counts}.", counts=counts)
    if tour.without:
        yield T("No ballot from: {names}.", names=about.all(tour.without))


def _proposal(about: About, one: Proposed, place: int) -> Part:
    """A proposal, its last round name by name, its objections, and what those proposed answered."""
    made, short = one.made, about.told.level == "outcome"
    hidden = short and made.status != "designated"
    names = T("someone") if hidden or not made.names else T("{names}", names=about.all(made.names))
    rows = [_objection(about, each, short) for each in one.objections]
    after = [*_round(about, one, short), *_answers(about, one, hidden)]
    if made.status in ("replaced", "dropped"):
        after.append(T("Another proposal came in its stead."))
    heads = (_("objection"), _("of"), _("what"), _("how it ended")) if rows else ()
    lines = tuple(_proposed(about, one, short))
    return Part(T("Proposal {n}: {names} ({day})", n=place, names=names, day=one.at), lines, heads, rows,
                after=tuple(after))  # fmt: skip


def _proposed(about: About, one: Proposed, short: bool) -> Iterator[Text]:
    if not short:
        yield T("Proposed by {member}.", member=about.who(one.made.proposer))
        if one.made.reason:
            yield T("Why: {text}", text=one.made.reason)
    if one.made.term_months:
        n = one.made.term_months
        yield TN("For {n} month.", "For {n} months.", n)


def _objection(about: About, one: Any, short: bool) -> tuple[Any, ...]:
    said = T("said in the meeting") if one.clear else T("to be made clear")
    text = said if short or one.text is None else one.text
    whose = None if short or one.member is None else about.who(one.member)
    return one.name, whose, text, ending(one, short)


def _round(about: About, one: Proposed, short: bool) -> Iterator[Text]:
    consent = one.made.consent
    held = [each for each in consent.rounds if each.said or each.counted]
    if len(held) > 1:
        yield T("Full rounds held: {n}; the last one counts.", n=len(held))
    yes = [name for name, agreed in consent.round.said.items() if agreed]
    if short or consent.round.counted:
        n = len(yes) + consent.round.counted
        yield TN("Last round: {n} person has no objection.", "Last round: {n} people have no objection.", n)
    elif yes:
        yield T("Last round, no objection: {names}.", names=about.all(yes))
    silent = consent.round.silent
    if silent and not short:
        yield T("Have not spoken: {names}.", names=about.all(silent))


def _answers(about: About, one: Proposed, hidden: bool) -> Iterator[Text]:
    for each in one.answers:
        name = T("someone") if hidden or not each.member else about.who(each.member)
        said = ANSWERS[each.answer](each)
        yield T("{day}, {member}: {answer}.", day=each.at, member=name, answer=said)


def _end(about: About) -> Part:
    state = about.told.state
    last = [one for one in about.told.events if one.kind in ("cancellation", "no-result")]
    if not state.outcomes and state.closed and last:
        said = T("Called off.") if state.step == "cancelled" else T("Closed without result: the role is to be filled.")
        more = [T("Why: {text}", text=last[-1].why)] if last[-1].why else []
        more += [NEXT[last[-1].next]()] if last[-1].next else []
        return Part(T("What came of it"), (said, *more))
    if not state.outcomes:
        return Part(T("What came of it"), (T("It is under way: nobody is designated yet."),))
    reviews = [each.review for made in state.proposals for each in made.amendments if each.review]
    rows = [
        (about.who(one.member), spanning(one.since, one.until), reviews[-1] if reviews else None,
         _assembly(about, one.member))
        for one in state.outcomes
    ]  # fmt: skip
    heads = (_("designated"), _("mandate"), _("review"), _("assembly"))
    return Part(T("What came of it"), (), heads, rows)


def _assembly(about: About, member: str) -> Text | None:
    """What the assembly did, where it decides."""
    framing = about.told.state.framing
    if framing is None or not framing.assembly:
        return None
    current = about.ledger.current
    found: list[Mandate] = [
        one for one in (about.office.sheet.mandates if about.office else ())
        if one.election == about.told.state.id and current(one.member) == current(member)
    ]  # fmt: skip
    if found and found[0].appointed:
        day, text = found[0].appointed, found[0].assembly
        return T("{day}: {text}", day=day, text=text) if text else T("{day}", day=day)
    return T("awaited")


def _watched(about: About) -> Iterator[Part]:
    noted = [one for made in about.told.proposals for one in made.objections if one.ending in ("noted", "postponed")]
    if not noted:
        return
    lines = []
    for one in noted:
        text = one.watch or (None if about.told.level == "outcome" else one.text) or T("said in the meeting")
        until = parse_day(one.until) if one.until else None
        lines.append(T("{text} (until {day})", text=text, day=until) if until else T("{text}", text=text))
    yield Part(T("To watch"), tuple(lines))
