"""One circle, one role sheet as a page."""

from __future__ import annotations

import datetime as dt
from typing import Any

from coopctl.cli import show
from coopctl.cli.pages import Fact, Facts, page, span, who
from coopctl.cli.pages_met import met_lines
from coopctl.moments import On, Since
from coopctl.values import Hours, parse_cents, parse_period
from coopctl.words import TN, T, Text, _


def circle_page(one: Facts) -> None:
    """A circle, as ``roster.circle`` gives it."""
    access = T("open to all") if one["access"] == "open" else T("joined for a time agreed")
    page(
        T("{slug}: {title}", slug=one["circle"], title=one["title"]),
        [
            (_("purpose"), one["purpose"]),
            (_("domain"), one["domain"]),
            (_("origin"), one["origin"]),
            (
                _("access"),
                T("{access}; the cooperative stops without it", access=access) if one["critical"] else access,
            ),
            *_life(one),
            (_("part of"), one["parent"]),
            (_("sisters"), ", ".join(one["sisters"])),
            (_("site"), one["site"]),
            (_("meets"), meets(one["meetings"])),
            *met_lines(one["met"]),
            *((_("voice"), T("{name}, {span}", name=who(m), span=span(m))) for m in one["representatives"]),
            *((_("facilitated by"), T("{name}, {span}", name=who(m), span=span(m))) for m in one["facilitators"]),
            *((_("member"), T("{name}, {span}", name=who(m), span=span(m))) for m in one["members"]),
            (_("by status"), [_composed(part) for part in one["statuses"]] if len(one["statuses"]) > 1 else None),
            *((_("role"), _role_line(role)) for role in one["roles"]),
            *((_("envelope"), _envelope(budget)) for budget in one.get("budgets", ())),
            (_("needs"), _needs(one["needs"])),
            (_("noted"), _noted(one["noted"])),
            *((_("decision"), text) for text in _decided(one["decisions"])),
            *((_("page"), link) for link in one["links"]),
        ],
    )
    if not one["members"]:
        show.note(T("nobody is in it yet: {command}", command=f"coopctl circle join {one['circle']} HANDLE"))


def _needs(tally: Any) -> Text | None:
    if not tally["among"]:
        return None
    return TN("{n} done of {among}", "{n} done of {among}", tally["done"], among=tally["among"])


def _noted(work: Any) -> Text | None:
    if not work["hours"]:
        return None
    return T("{hours}, {amount} in {year}", hours=work["hours"], amount=work["amount"], year=str(work["year"]))


def _decided(held: list[Facts]) -> list[Text]:
    """How many decisions hold, and the latest."""
    if not held:
        return []
    last = held[0]
    return [
        TN("{n} decision holds: coopctl decision", "{n} decisions hold: coopctl decision", len(held)),
        T("{title} ({day})", title=last["title"], day=dt.date.fromisoformat(last["adopted"])),
    ]


def _life(one: Facts) -> list[Fact]:
    pilot = one["pilot"]
    merged = one["merged_into"]
    ended = T("{day}, and is now part of {circle}", day=one["ended"], circle=merged) if merged else one["ended"]
    return [
        (_("since"), one["since"]),
        (_("trial"), _trial(pilot) if pilot else None),
        (_("purpose reached"), one["purpose_until"]),
        (_("ended"), ended if one["ended"] else None),
        (_("taken over by"), one["successor"]),
    ]


def _trial(pilot: Facts) -> Text:
    outcomes = {"adopted": T("adopted"), "dropped": T("dropped"), None: T("under way")}
    text = T("{span}: {outcome}", span=span(pilot), outcome=outcomes[pilot["outcome"]])
    return T("{text} ({scope})", text=text, scope=pilot["scope"]) if pilot["scope"] else text


def meets(meetings: Any) -> Text | None:
    """How often and how long it meets."""
    if not meetings:
        return None
    length: Hours | None = meetings["length"]
    text = T("every {every}", every=meetings["every"])
    if meetings["at_most"]:
        text = T("every {every}, {most} at most", every=meetings["every"], most=meetings["at_most"])
    return T("{text}, for {length}", text=text, length=length) if length else text


def _envelope(one: Facts) -> Text:
    envelope, left = (parse_cents(one[key]) for key in ("envelope", "left"))
    facts = {"envelope": envelope, "left": left, "period": parse_period(one["period"])}
    if one["over"]:
        return T("{envelope} for {period}; more is noted: let us talk ({left})", **facts)
    if one["mark"]:
        return T("{envelope} for {period}, {left} left: {share} % is noted", share=one["share"], **facts)
    return T("{envelope} for {period}, {left} left", **facts)


def _composed(part: Facts) -> Text:
    facts = {"status": part["status"], "n": part["members"]}
    return T("{status} {n}", **facts) if part["status"] else T("none yet {n}", n=part["members"])


def _role_line(role: Facts) -> Text:
    held = [who(holder) for holder in role["holders"]] or [T("to be filled")]
    return T("{role}: {holders}", role=role["role"].partition("/")[2], holders=held)


def role_page(one: Facts) -> None:
    """A role sheet, as ``roster.role`` gives it."""
    months = one["term_months"]
    stipend = one["stipend"]
    page(
        T("{slug}: {title}", slug=one["role"], title=one["title"]),
        [
            (_("critical"), T("the cooperative stops without it") if one["critical"] else None),
            (_("purpose"), one["purpose"]),
            (_("domain"), one["domain"]),
            (_("ended"), one["ended"]),
            (_("accompanies"), T("who holds it accompanies people") if one["accompanies"] else None),
            *((_("accountability"), text) for text in one["accountabilities"]),
            *((_("quality"), text) for text in one["qualities"]),
            (_("expectations"), one["expectations"]),
            *((_("resource"), text) for text in one["resources"]),
            (_("term"), TN("{n} month", "{n} months", months) if months else None),
            *limits(one),
            (_("seats"), one["seats"] if one["seats"] != 1 else None),
            *((_("seats kept"), college(college)) for college in one["colleges"]),
            (_("staggering"), T("one holder changes every {length}", length=one["staggering"])
             if one["staggering"] else None),
            (_("hand-over"), one["handover"]),
            (_("filled by"), filled(one["filled_by"])),
            *conditions(one["eligibility"]),
            (_("monthly sum"), T("{amount} for each holder", amount=stipend) if stipend is not None else None),
            *((_("held by"), holding(m)) for m in one["holders"]),
            (_("to fill"), vacant(one)),
            (_("nature"), nature_words(one["nature"])),
            (_("their hours"), _natures(one["natures"])),
            *((_("also"), holding(m)) for m in one["others"]),
            *((_("had declined"), declined(gone)) for gone in one["declined"]),
        ],
    )  # fmt: skip


def declined(gone: Facts) -> Text:
    """« Noémie R. (noemie), le 24 novembre 2026 : devait commencer le 1er décembre 2026 »."""
    return T("{member}, {day}; was to begin {since}", member=who(gone), day=On(gone["date"]),
             since=On(gone["since"]))  # fmt: skip


_NATURES = {
    "technical": T("technical"),
    "animation": T("animation"),
    "strategy": T("strategy"),
    "unsaid": T("not said"),
}


def nature_words(nature: str | None) -> Text | None:
    """What sort of work something is, as it is said."""
    return _NATURES.get(nature or "")


def _natures(hours: Any) -> Text | None:
    """« technique 22 %, animation 40 %, non dit 38 % » of the hours of the co-managers, together."""
    total = sum((hours or {}).values())
    if not total:
        return None
    parts = [(text, hours.get(name, 0)) for name, text in _NATURES.items()]
    shares = [
        T("{nature} {share} %", nature=text, share=(200 * part + total) // (2 * total)) for text, part in parts if part
    ]
    return T("{shares} in twelve months", shares=shares)


def limits(one: Facts) -> list[Fact]:
    """How long at most, how many times."""
    most, renewals = one["most_term_months"], one["renewals"]
    return [
        (_("at most"), TN("{n} month", "{n} months", most) if most else None),
        (_("renewed"), TN("{n} time at most", "{n} times at most", renewals) if renewals is not None else None),
    ]


def college(one: Facts) -> Text:
    """Seats kept for some."""
    seats = TN("{n} seat", "{n} seats", one["seats"])
    return T("{college}: {seats}", college=one["title"] or one["college"], seats=seats)


def filled(how: str | None) -> Text | None:
    """How it is filled."""
    said = {"election": T("election without candidates"), "volunteer": T("whoever offers"), "assembly": T("assembly")}
    return said.get(how or "")


def conditions(asked: Any) -> list[Fact]:
    """Who may hold it."""
    if not asked:
        return []
    apart = [*asked["circles_excluded"], *asked["roles_excluded"]]
    return [
        (_("open to"), ", ".join(asked["statuses"])),
        (_("and"), T("partners only") if asked["partners"] else None),
        (_("not with"), ", ".join(apart)),
        (_("and"), T("not involved day to day") if asked["uninvolved"] else None),
    ]


def vacant(one: Facts) -> Text | None:
    """What is to be filled, and what is known of it."""
    vacancy = one["vacancy"]
    if not one["vacant"]:
        return None
    if not vacancy:
        return T("nobody holds it")
    text: Text = T("{since}", since=Since(vacancy["since"]))
    if vacancy["undecided"]:
        text = T("{text}, not decided yet", text=text)
    if vacancy["why"]:
        text = T("{text}: {why}", text=text, why=vacancy["why"])
    return T("{text}; meanwhile {interim}", text=text, interim=vacancy["interim"]) if vacancy["interim"] else text


def holding(one: Facts) -> Text:
    """A mandate on one line."""
    text = T("{name}, {span}", name=who(one), span=span(one))
    if one["state"] == "pending":
        return T("{text}, designated and awaiting the assembly", text=text)
    if one["appointed"]:
        text = T("{text}, appointed {day}", text=text, day=On(one["appointed"]))
    if one["scope"]:
        text = T("{text}, for a part: {scope}", text=text, scope=one["scope"])
    if one["condition"]:
        text = T("{text}, on the condition of {decision}", text=text, decision=one["condition"])
    if one["interim"]:
        text = T("{text}, in the meantime", text=text)
    if one["accepted"] is False:
        text = T("{text}, has accepted an earlier sheet", text=text)
    return T("{text}, without the monthly sum", text=text) if one["waived"] else text
