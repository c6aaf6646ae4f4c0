"""coopctl election list, show: where elections stand, and how they came there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from coopctl.cli import show as screen
from coopctl.cli.election_write import Id, words_of
from coopctl.cli.governing import known, unreadable
from coopctl.cli.handmade import unsaved
from coopctl.cli.options import Format, On, Rev
from coopctl.cli.pages import Fact, page
from coopctl.cli.saying import say_json
from coopctl.cli.session import Session
from coopctl.cli.setting import Setting
from coopctl.cli.verb import verb
from coopctl.moments import spanning
from coopctl.problem import NotHere
from coopctl.values import parse_day
from coopctl.words import TN, T, Text, _

if TYPE_CHECKING:
    from coopctl.election.gist import Gist
    from coopctl.election.state import State
    from coopctl.ledger import Ledger


@verb
def list_(setting: Setting, format: Format = "text", on: On = None, rev: Rev = None) -> int:
    """List the elections: for which role, where they stand, who is designated."""
    from coopctl.cli.people import names, said_member
    from coopctl.election.book import elections, gists, on_day
    from coopctl.election.facts import facts

    session = Session(setting)
    ledger = session.ledger(rev)
    awaited = _awaited(ledger)
    if format == "json":
        say_json([_settled(awaited, facts(state)) for state in on_day(ledger, on).values()])
        return 0
    found: Mapping[str, Gist | State] = gists(ledger) if on is None else on_day(ledger, on)
    if found:
        people = names(session)
        rows = [
            [name, one.role, state_words(one.step, one.assembly and awaited.get(name, True)),
             [said_member(ledger.current(out.member), people) for out in one.outcomes] or None]
            for name, one in found.items()
        ]  # fmt: skip
        screen.table([_("election"), _("role"), _("state"), screen.Column(_("designated"), whole=True)], rows)
        screen.note(TN("{n} election", "{n} elections", len(found)))
    else:
        screen.note(T("no election yet: {command}", command="coopctl election open ROLE --present HANDLES"))
    left = ledger.names("elections/") - set(found if on is None else elections(ledger))
    unreadable([f"elections/{name}.yaml" for name in sorted(left) if "/" not in name])
    unsaved(session, rev)
    return 0


@verb
def show(setting: Setting, election: Id, format: Format = "text", on: On = None, rev: Rev = None) -> int:
    """Show an election: where it stands, the rounds, the proposals, the objections, what comes next.

    The tally is an indication. It decides nothing, and nobody is designated by it.
    """
    from coopctl.election.book import elections, standing, standing_on
    from coopctl.election.facts import facts

    session = Session(setting)
    ledger = session.ledger(rev)
    if ledger.election(election) is None:
        text = T("there is no election {election}", election=election)
        known(election, elections(ledger), text, "coopctl election list")
    state = standing_on(ledger, election, on) if on else standing(ledger, election)
    if state is None:
        raise NotHere(T("{election} begins after {day}", election=election, day=on), "coopctl election list")
    told = _settled(_awaited(ledger), facts(state))
    if format == "json":
        say_json(told)
        return 0
    _page(state, told["awaits_assembly"], _sealed(ledger, state))
    words = words_of(session, election)
    if words.said or words.events:
        screen.note(T("the full words are in the private folder of this clone"))
    unsaved(session, rev)
    return 0


def _awaited(ledger: Ledger) -> dict[str, bool]:
    """Elections that sheets name: whether a mandate of theirs still awaits the assembly; one declined does not."""
    from coopctl.mandates import offices

    found: dict[str, bool] = {}
    gone = [one.election for office in offices(ledger) for one in office.sheet.declined if one.election]
    for one in (one for office in offices(ledger) for one in office.sheet.mandates):
        if one.election:
            found[one.election] = found.get(one.election, False) or bool(one.designated and not one.appointed)
    return {**dict.fromkeys(gone, False), **found}


def _settled(awaited: dict[str, bool], one: dict[str, Any]) -> dict[str, Any]:
    """The facts, without what the assembly has decided since."""
    return {**one, "awaits_assembly": bool(one["awaits_assembly"] and awaited.get(one["id"], True))}


def state_words(state: str, assembly: bool = False) -> Text:
    """The state of an election, as it is said."""
    said = {
        "framing": T("to be framed"),
        "ballots": T("ballots to come"),
        "reveal": T("reasons to be heard"),
        "change": T("change round"),
        "proposal": T("a proposal to come"),
        "objections": T("round of objections"),
        "integration": T("objections to work on"),
        "maturing": T("ripening"),
        "acceptance": T("their answer to come"),
        "pending-acceptance": T("their answer is awaited"),
        "accepted": T("accepted"),
        "designated": T("designated, awaits the assembly") if assembly else T("designated"),
        "suspended": T("suspended"),
        "cancelled": T("called off"),
        "no-result": T("closed without result"),
    }
    return said[state]


_LEVELS = {
    "outcome": lambda: T("the outcome alone"),
    "summary": lambda: T("all but the words about people"),
    "full": lambda: T("all, with the words about people"),
}


def _sealed(ledger: Ledger, state: State) -> list[Text]:
    """The sealed ballots of the round at hand: whose, and whether each is open."""
    from coopctl.election.sealed import counting, of_ledger

    if state.step != "ballots" or not (state.framing and state.framing.sealed):
        return []
    found = counting(list(of_ledger(ledger)), state.id, len(state.history) + 1)
    return [
        T("{member} (open)", member=one.voter) if one.ballot.opened else T("{member} (sealed)", member=one.voter)
        for one in found.values()
    ]


def _page(state: State, assembly: bool, sealed: list[Text]) -> None:
    from coopctl.election.rules_said import otherwise, set_said
    from coopctl.election.tally import beside, tally

    framing = state.framing
    if framing is None:
        page(state.id, [(_("state"), state_words(state.step))])
        return
    counts = [T("{name} {n}", name=one.name, n=one.ballots) for one in tally(state)]
    counts += [T("{name} {n}", name=name, n=n) for name, n in beside(state).items()]
    months = state.term_months
    rows: list[Fact] = [
        (_("role"), framing.role),
        (_("state"), state_words(state.step, assembly)),
        (_("opened"), framing.at),
        (_("rules"), set_said(framing.rules.preset)),
        (_("otherwise"), list(otherwise(framing.rules)) or None),
        (_("what is kept"), _LEVELS[framing.level]()),
        (_("seats"), framing.seats if framing.seats > 1 else None),
        (_("term"), TN("{n} month", "{n} months", months) if months else None),
        (_("facilitates"), state.facilitator),
        (_("writes"), state.secretary),
        (_("present"), ", ".join(state.present)),
        (_("at a distance"), ", ".join(one for one in state.remote if one in state.present)),
        (_("not there"), ", ".join(one for one in state.electorate if one not in state.present)),
        (_("sealed ballots"), sealed or None),
        (_("indication, not a result"), counts or None),
        *_proposals(state),
        *((_("designated"), T("{name}, {span}", name=out.member, span=spanning(out.since, out.until)))
          for out in state.outcomes),
        (_("next"), _next(state)),
        *((_("to mend"), one.message) for one in state.broken),
    ]  # fmt: skip
    page(state.id, rows)


def _proposals(state: State) -> list[Fact]:
    rows: list[Fact] = []
    for made in state.proposals:
        names = ", ".join(made.names) or T("someone")
        rows.append((_("proposed"), T("{name}: {why}", name=names, why=made.reason) if made.reason else names))
        rows += [(_("objection"), _objection(one)) for one in made.consent.objections]
    return rows


def _objection(one: Any) -> Text:
    ending = {
        None: T("open"),
        "integrated": T("integrated"),
        "withdrawn": T("withdrawn"),
        "noted": T("a point to watch"),
        "postponed": T("ripens until {day}", day=parse_day(one.until)) if one.until else T("ripening"),
    }[one.ending]
    text = one.text or (T("said in the meeting") if one.clear else T("to be made clear"))
    return T("{name}, {member}: {text} ({ending})", name=one.name, member=one.member or "?", text=text, ending=ending)


def _next(state: State) -> Text | None:
    from coopctl.edits.elections import KINDS_SAID
    from coopctl.election.steps import next_steps

    if state.closed:
        return None
    one = next_steps(state)[0]
    said = KINDS_SAID[one.kind]
    return T("{what}, from: {names}", what=said, names=one.who) if one.who else said
