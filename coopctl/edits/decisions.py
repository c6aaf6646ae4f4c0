"""Decisions: proposed, objected to, worked on until nobody objects, adopted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, NamedTuple

from coopctl.edits.deciding import Asking, Deciding
from coopctl.edits.governance import ORDER, Change, Draft
from coopctl.problem import Misuse, Refused
from coopctl.records.decision import Objection
from coopctl.words import TN, T, Text

FACTS = ("by", "method", "present", "mode", "driver", "replaces", "outside")
OBJECTION_KEYS = tuple(Objection.model_fields)


def propose(
    asking: Asking, title: str, proposal: str, of: Mapping[str, str | None], facts: Mapping[str, Any]
) -> Change:
    """A new proposal, of a circle or of a body (``of``). ``facts``: see :data:`FACTS`."""
    draft = Draft(asking.snapshot, asking.actor, asking.today)
    if of.get("circle"):
        draft.circle(str(of["circle"]))
    if asking.name in draft.ledger.names("decisions/"):
        raise Refused(T("there is already a decision {decision}", decision=asking.name),
                      f"coopctl decision show {asking.name}")  # fmt: skip
    if facts.get("replaces"):
        draft.decision(facts["replaces"])
    known = {"decision": asking.name, "title": title, **of, "opened": asking.on, "proposal": proposal}
    known |= {key: facts.get(key) for key in FACTS}
    draft.create(f"decisions/{asking.name}.yaml", {key: known.get(key) for key in ORDER["decisions"]})
    said = [T("{decision} is proposed: {title}", decision=asking.name, title=title)]
    subject = f"decision: propose {asking.name}"
    return draft.done("decision.propose", f"decisions/{asking.name}", asking.reason, said, (), subject)


def amend(asking: Asking, text: str) -> Change:
    """What is proposed is worded anew; everybody is asked again."""
    change = Deciding(asking)
    change.open_only()
    change.push("amendments", {"date": asking.on, "text": text})
    said = T("amendment {n} of {decision}: everybody is asked again", n=len(change.decision.amendments) + 1,
             decision=asking.name)  # fmt: skip
    return change.done("amend", [said])


def ask(asking: Asking, consenting: int, objecting: int, absent: int) -> Change:
    """A round: everybody was asked. Raises Refused while an objection is open or not written."""
    change = Deciding(asking)
    change.open_only()
    _worked_on(change)
    amendment = len(change.decision.amendments) or None
    change.push("rounds", {"date": asking.on, "amendment": amendment, "consenting": consenting,
                           "objecting": objecting or None, "absent": absent or None})  # fmt: skip
    number = len(change.decision.rounds) + 1
    text = TN("round {r}: {n} without objection", "round {r}: {n} without objection", consenting, r=number)
    said = [text]
    if objecting:
        said.append(TN("{n} objection to be written: coopctl decision object", "{n} objections to be written: coopctl "
                       "decision object", objecting))  # fmt: skip
    return change.done("round", said)


def object_(asking: Asking, by: str | None, about: str | None) -> Change:
    """An objection, in the round under way, or in one that stops at it."""
    change = Deciding(asking)
    change.open_only()
    if by:
        change.draft.member(by)
    one, state = change.decision, change.consent
    number = len(one.rounds)
    if not (state.fresh and (state.unwritten or state.open)):
        number += 1
        change.push("rounds", {"date": asking.on, "amendment": len(one.amendments) or None, "objecting": 1})
    elif not state.unwritten:
        change.put(("rounds", number - 1, "objecting"), one.rounds[-1].objecting + 1)
    name = next(f"o{n}" for n in range(1, 10000) if f"o{n}" not in {raised.id for raised in one.objections})
    change.push("objections", {"id": name, "by": by, "date": asking.on, "round": number, "about": about})
    said = T("{objection} is raised in round {n} of {decision}", objection=name, n=number, decision=asking.name)
    return change.done("object", [said])


class End(NamedTuple):
    """How an objection ends, with a new wording, the amendment that takes it in, or the day it comes back."""

    how: str
    text: str | None = None
    into: int | None = None
    until: dt.date | None = None


def resolve(asking: Asking, objection: str, end: End) -> Change:
    """An objection ends. One that is integrated asks for a new round with everybody."""
    change = Deciding(asking)
    change.open_only()
    one = change.decision
    row = next((i for i, raised in enumerate(one.objections) if raised.id == objection), None)
    if row is None:
        known = [raised.id for raised in one.objections] or None
        text = T("there is no objection {objection} to {decision}", objection=objection, decision=asking.name)
        raise Misuse(T("{text}: there are {names}", text=text, names=known) if known else text,
                     f"coopctl decision show {asking.name}")  # fmt: skip
    if one.objections[row].ended not in (None, "postponed"):
        raise Refused(T("objection {objection} has ended already", objection=objection),
                      f"coopctl decision show {asking.name}")  # fmt: skip
    into = end.into
    if end.text:
        into = len(one.amendments) + 1
        change.push("amendments", {"date": asking.on, "text": end.text})
    facts = {"ended": end.how, "ended_on": asking.on, "into": into, "until": end.until}
    for key, value in facts.items():
        if value is not None:
            change.put(("objections", row, key), value, OBJECTION_KEYS)
        elif getattr(one.objections[row], key) is not None:
            change.draft.drop(change.path, ("objections", row, key))
    said = [_ended(objection, end.how, into, end.until)]
    if end.how == "integrated":
        said.append(T("everybody is asked again: who had no objection before may have one now"))
    return change.done("resolve", said)


def _ended(objection: str, how: str, into: int | None, until: dt.date | None) -> Text:
    said = {
        "integrated": T("{objection} is integrated, in amendment {n}", objection=objection, n=into),
        "withdrawn": T("{objection} is withdrawn by who raised it", objection=objection),
        "noted": T("{objection} is noted as a point to watch", objection=objection),
        "postponed": T("{objection} is left to ripen until {day}", objection=objection, day=until),
    }
    return said[how]


def _worked_on(change: Deciding) -> None:
    """Refuse while an objection is open, or was heard and is not written."""
    state, name = change.consent, change.name
    if state.open:
        raise Refused(
            T("{objections} is open: it is worked on until it ends", objections=list(state.open))
            if len(state.open) == 1
            else T("{objections} are open: they are worked on until they end", objections=list(state.open)),
            f"coopctl decision resolve {name} {state.open[0]} --integrated TEXT",
        )
    if state.unwritten and state.fresh:
        raise Refused(
            TN("{n} objection of the last round is not written", "{n} objections of the last round are not written",
               state.unwritten),
            f"coopctl decision object {name}",
        )  # fmt: skip


class Adoption(NamedTuple):
    """What is known of an adoption: see :class:`~coopctl.records.decision.Decision`."""

    standing: str | None = None
    until: dt.date | None = None
    scope: str | None = None
    criteria: str | None = None
    review: dt.date | None = None
    accountable: str | None = None


def adopt(asking: Asking, adoption: Adoption) -> Change:
    """Adopted, once nobody objects any more to what is proposed now. Raises Refused saying what is missing."""
    change = Deciding(asking)
    change.open_only()
    _worked_on(change)
    one = change.decision
    if one.method == "consent":
        _asked(change)
    if adoption.accountable:
        change.draft.member(adoption.accountable)
    change.push("outcomes", {"date": asking.on, "outcome": "amended" if one.amendments else "adopted"})
    if adoption.standing:
        change.push("standing", {"kind": adoption.standing, "since": asking.on, "until": adoption.until})
    for key in ("scope", "criteria", "review", "accountable"):
        if getattr(adoption, key) is not None:
            change.put((key,), getattr(adoption, key))
    said = T("{decision} is adopted as amended", decision=asking.name)
    if not one.amendments:
        said = T("{decision} is adopted", decision=asking.name)
    left = []
    if one.outside:
        left.append((T("the co-managers say whether they take it up"),
                     f"coopctl decision take-up {asking.name} STATE"))  # fmt: skip
    return change.done("adopt", [said], left)


def _asked(change: Deciding) -> None:
    lacks, command = change.consent.lacks, f"coopctl decision round {change.name} --consenting N"
    if lacks == "not-asked":
        raise Refused(T("nobody was asked yet whether they object"), command)
    if lacks == "asked-before":
        raise Refused(T("nobody was asked since it was last changed: everybody is asked again"), command)
    if lacks == "not-everybody":
        raise Refused(T("the last round did not ask everybody"), f"{command} --absent N")
