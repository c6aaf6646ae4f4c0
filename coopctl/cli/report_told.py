"""The report of a span in words: what is new, what goes on, what is over; counts of people, sums of whole quarters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from coopctl.cli.people import said_member
from coopctl.cli.report_parts import HIDDEN, Page, Part, number, percent
from coopctl.summary.headcount import Row, small_ones
from coopctl.summary.span import Between
from coopctl.values import parse_period
from coopctl.words import N_, TN, T, Text, _, marked

Facts = Mapping[str, Any]
Names = Mapping[str, str]
WHY_HIDDEN = T("Hidden: fewer than 5 people, or a number that would let one work it out.")
FEW = T("the other circles, together")
FREE = T("no circle")
_WHY_LEFT_OUT = {
    "part": N_("Not counted, for the span holds only a part of it: {quarters}."),
    "open": N_("Not counted, for a month of it is not closed: {quarters}."),
    "few": N_("Not counted, for too few people noted something: {quarters}."),
}


def told(facts: Facts, between: Between, coop: str, who: Names) -> Page:
    """The whole report as it is laid out."""
    title = T("from {first} to {last}", first=between.first, last=between.last)
    parts = (
        people(facts, between),
        circles(facts["circles"]),
        mandates(facts["mandates"], who),
        vacancies(facts["vacancies"]),
        involvement(facts["involvement"]),
        noted(facts),
        *concentration(facts),
    )
    return Page(coop, title, parts, (WHY_HIDDEN,))


def people(facts: Facts, between: Between) -> Part:
    """Members on both days, by status and by site."""
    found = facts["members"]
    lines = [_movement(found)]
    heads = ("", str(T("on {day}", day=between.before.day)), str(T("on {day}", day=between.last)))
    whole = (found["before"], found["after"])
    statuses = {str(one["title"] or _("no status yet")): (one["before"], one["after"]) for one in found["by_status"]}
    sites = {
        str(T("site: {site}", site=one["site"]) if one["site"] else _("no site")): (one["before"], one["after"])
        for one in found["by_site"]
    }
    rows, notes = pooled(statuses, whole, _("the other statuses, together"))
    more, others = pooled(sites, whole, _("the other sites, together"))
    foot = (_("members"), *map(number, whole))
    known = [T("{domain} ({n})", domain=one["domain"], n=one["people"]) for one in found["by_domain"]]
    after = (T("Fields that 5 people or more know: {domains}.", domains=known),) if known else ()
    return Part(T("Members"), tuple(lines), heads, rows + more, foot, (*notes, *others, *after), numbers=2)


def pooled(rows: Mapping[str, Row], whole: Row, others: str) -> tuple[list[tuple[Any, ...]], list[Text]]:
    """The rows of a table of people, those of which nothing is told as one; and which these are."""
    apart, left = small_ones(rows, whole)
    told = [(name, *map(number, row)) for name, row in rows.items() if name not in apart]
    if not apart:
        return told, []
    said = T("Together, so that nothing is told of fewer than 5 people: {names}.", names=apart)
    return [*told, (others, *map(number, left))], [said]


def _movement(found: Facts) -> Text:
    if found["new"] is None:
        return T("Fewer than 5 people came, or fewer than 5 left: how many is not told.")
    return T("New: {new}. Left: {ended}. There all along: {continuing}.",
             new=found["new"], ended=found["ended"], continuing=number(found["continuing"]))  # fmt: skip


def circles(found: Facts) -> Part:
    """Which circles are new, go on, are over."""
    lines = [T("New: {circle}, since {day}", circle=one["title"], day=one["since"]) if one["since"]
             else T("New: {circle}", circle=one["title"]) for one in found["new"]]  # fmt: skip
    lines += [T("Ended: {circle}, on {day}", circle=one["title"], day=one["ended"]) if one["ended"]
              else T("Ended: {circle}", circle=one["title"]) for one in found["ended"]]  # fmt: skip
    if found["continuing"]:
        lines.append(T("Continuing: {circles}", circles=[one["title"] for one in found["continuing"]]))
    return Part(_counts(T("Circles"), found), tuple(lines))


def _counts(title: Text, found: Facts) -> Text:
    return T("{title}: {new} new, {continuing} continuing, {ended} ended", title=title, new=len(found["new"]),
             continuing=len(found["continuing"]), ended=len(found["ended"]))  # fmt: skip


def mandates(found: Facts, who: Names) -> Part:
    """Which mandates began, run on, ended: by role, never by how much anybody did."""
    lines = [T("New: {mandate}", mandate=mandate(one, who)) for one in found["new"]]
    lines += [T("Ended: {mandate}", mandate=mandate(one, who)) for one in found["ended"]]
    if found["continuing"]:
        held = [T("{role} ({member})", role=one["title"], member=who.get(one["member"], one["member"]))
                for one in found["continuing"]]  # fmt: skip
        lines.append(T("Continuing: {mandates}", mandates=held))
    return Part(_counts(T("Mandates"), found), tuple(lines))


def mandate(one: Facts, who: Names) -> Text:
    """« Newsletter, elise, du 15 novembre 2026 au 14 novembre 2028 »."""
    values = {"role": one["title"], "member": said_member(one["member"], who), "since": one["since"]}
    if one["until"]:
        return T("{role}, {member}, from {since} to {until}", **values, until=one["until"])
    return T("{role}, {member}, since {since}", **values)


def vacancies(found: Facts) -> Part:
    """What is to be filled: new, still so, filled since."""
    lines = [T("New: {vacancy}", vacancy=vacancy(one)) for one in found["new"]]
    lines += [T("Filled, or gone: {role}", role=one["title"]) for one in found["ended"]]
    lines += [T("Still to be filled: {vacancy}", vacancy=vacancy(one)) for one in found["continuing"]]
    return Part(_counts(T("To be filled"), found), tuple(lines))


def vacancy(one: Facts) -> Text:
    """A role, its free seats, since when."""
    seats = TN("{n} seat", "{n} seats", one["seats"])
    if one["since"]:
        return T("{role}, {seats}, since {day}", role=one["title"], seats=seats, day=one["since"])
    return T("{role}, {seats}", role=one["title"], seats=seats)


def involvement(found: Facts) -> Part:
    """How many members held a mandate or noted something."""
    return Part(T("Involvement"), (involved(found),))


def involved(found: Facts) -> Text:
    """The same in one sentence."""
    if found["bound"] == "most":
        return T("Nearly everybody held a mandate or noted something: fewer than 5 members did neither.")
    if found["bound"] == "few" or found["people"] is None:
        return T("Fewer than 5 members held a mandate or noted something.")
    return T("{n} members of {of} held a mandate or noted something, {percent}.",
             n=found["people"], of=found["of"], percent=percent(found["share_percent"]))  # fmt: skip


def noted(facts: Facts) -> Part:
    """Hours and money by circle, over whole closed quarters."""
    title, found = T("Hours and money noted"), facts["noted"]
    if found is None:
        return Part(title, (*left_out(facts), T("No closed quarter lies whole in this span: no sum is told.")))
    whole = len(facts["quarters"])
    rows = [(circle_name(one), one["hours"], one["money"], quarters_of(one, whole)) for one in found["circles"]]
    heads = (_("circle"), _("hours"), _("noted"), _("quarters"))
    quarters = [parse_period(one) for one in facts["quarters"]]
    lines = (
        TN("Over a closed quarter: {quarters}.", "Over {n} closed quarters: {quarters}.", whole, quarters=quarters),
    )
    after = (*together(found), *given(found, whole), *_technical(facts))
    foot = (_("total"), found["hours"], found["money"], "")
    return Part(title, (*lines, *left_out(facts)), heads, rows, foot, after, numbers=3)


def circle_name(one: Facts) -> Text | str:
    """A circle by its title, the rest together, or work without a circle."""
    if one["together"]:
        return FEW
    return one["title"] or FREE


def quarters_of(one: Facts, whole: int) -> Text | str:
    """« 2 sur 3 » where a circle is not told apart in each quarter."""
    count = len(one["quarters"])
    return "" if one["together"] or count == whole else T("{n} of {of}", n=count, of=whole)


def left_out(facts: Facts) -> Iterator[Text]:
    """Why a quarter is in no sum."""
    for why, sentence in _WHY_LEFT_OUT.items():
        quarters = [parse_period(one["quarter"]) for one in facts["left_out"] if one["why"] == why]
        if quarters:
            yield marked(sentence, quarters=quarters)


def together(found: Facts) -> Iterator[Text]:
    """Which circles are not told apart, in one quarter at least."""
    if found["together"]:
        names = [one["title"] or FREE for one in found["together"]]
        yield T("Together where fewer than 5 people noted something, or to keep that hidden: {circles}.", circles=names)


def given(found: Facts, whole: int) -> Iterator[Text]:
    """Hours at 0 €, in total."""
    if found["given_hours"] is None:
        yield T("Hours at 0 €: fewer than 5 people, not told.")
    elif len(found["given_in"]) < whole:
        quarters = [parse_period(one) for one in found["given_in"]]
        yield T("Hours at 0 €: {hours}, in {quarters}; fewer than 5 people in the others.",
                hours=found["given_hours"], quarters=quarters)  # fmt: skip
    else:
        yield T("Hours at 0 €: {hours}.", hours=found["given_hours"])


def _technical(facts: Facts) -> Iterator[Text]:
    if facts["technical_percent"] is not None:
        yield T("Of the co-managers' hours, {percent} are technical.", percent=percent(facts["technical_percent"]))


def concentration(facts: Facts) -> Iterator[Part]:
    """How far the work of each quarter rests on few people; how many, never who."""
    if facts["concentration"]:
        heads = (_("quarter"), _("those who noted most"), _("their share"), _("noted nothing"))
        rows = [
            (parse_period(one["quarter"]), number(one["people"]),
             HIDDEN if one["share_percent"] is None else T("about {n} %", n=one["share_percent"]), number(one["none"]))
            for one in facts["concentration"]
        ]  # fmt: skip
        lines = (T("The tenth of the members who noted most, 5 people at least, the co-managers left aside."),)
        yield Part(T("How far it rests on few"), lines, heads, rows, numbers=3)
