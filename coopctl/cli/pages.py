"""One member as a page, and what all pages are made of: a title, then facts beside their labels."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from coopctl.cli import show
from coopctl.cli.people import said_member
from coopctl.moments import Between, Since, spanning
from coopctl.report.plain import cells
from coopctl.words import TN, T, Text, _, language, said

Fact = tuple[str, Any]
Facts = Mapping[str, Any]


def member_page(one: Facts) -> None:
    """A member, as ``person.person`` gives them."""
    since = one["status_since"]
    status = T("{status} {since}", status=one["status_title"], since=Since(since)) if since else None
    if status is None and one["welcomed"] and not one["statuses"]:
        status = T("discovering the cooperative")
    others = [s for s in one["statuses"] if s["since"] != since]
    page(
        _called(one["handle"], one["name"]),
        [
            (_("status"), status),
            *((_("also"), T("{status}, {span}", status=s["title"], span=span(s))) for s in others),
            (_("called before"), ", ".join(one["aliases"])),
            (_("welcomed"), _welcomed(one)),
            (_("asked to be a partner"), None if one["partner_since"] else one["partner_requested"]),
            (_("partner since"), one["partner_since"]),
            (_("left") if not one["present"] else _("last day"), one["left"]),
            (_("introduced by"), one["introduced_by"]),
            (_("referent"), _accompanied(one["referent"]) if one["referent"] else None),
            (_("next follow-up"), _follow_up(one)),
            (_("site"), one["site"]),
            (_("territory"), one["territory"]),
            (_("sector"), one["sector"]),
            (_("fields"), ", ".join(one["domains"])),
            (_("can help with"), ", ".join(one["skills"])),
            (_("account at the forge"), one["forge"]),
            *((_("circle"), T("{name}, {span}", name=m["circle"], span=span(m))) for m in one["circles"]),
            *((_("getting to know"), _getting_to_know(into)) for into in _not_joined(one)),
            *((str(_CHARGES[c["charge"]]), T("{name}, {span}", name=c["circle"], span=span(c))) for c in _charges(one)),
            *((_("role"), T("{name}, {span}", name=m["role"], span=span(m))) for m in one["roles"]),
            *((_("need"), _taken(m)) for m in one["needs"]),
            *((_("accompanies"), _accompanied(other)) for other in one["accompanies"]),
            *((_("duty"), _duty(duty)) for duty in one["duties"] if duty["duty"] != "referent"),
            *((_("to come"), T("{name}, {span}", name=n, span=span(m))) for n, m in _in(one, "to-come", "pending")),
            *((_("before"), T("{name}, {span}", name=n, span=span(m))) for n, m in _in(one, "ended")),
        ],
    )


_CHARGES = {"represents": T("represents"), "facilitates": T("facilitates")}


def _charges(one: Facts) -> list[Facts]:
    return [charge for charge in one["charges"] if charge["state"] == "held"]


def _welcomed(one: Facts) -> Any:
    seen = len(one["meetings_seen"])
    text = T("{day}, by {member}", day=one["welcomed"], member=one["welcomed_by"]) if one["welcomed_by"] else None
    if not seen:
        return text or one["welcomed"]
    return TN("{text}; {n} meeting seen", "{text}; {n} meetings seen", seen, text=text or one["welcomed"])


def _accompanied(other: Facts) -> Text:
    return T("{name}, {since}", name=who(other), since=Since(other["since"]))


def _follow_up(one: Facts) -> Any:
    day = dt.date.fromisoformat(one["follow_up"]) if one["follow_up"] else None
    return T("{day}, by {member}", day=day, member=one["follow_up_by"]) if day and one["follow_up_by"] else day


def _not_joined(one: Facts) -> list[Facts]:
    joined = {m["circle"] for m in one["memberships"]}
    return [into for into in one["sponsored"] if into["circle"] not in joined]


def _getting_to_know(into: Facts) -> Text:
    seen = len(into["observed"])
    count = TN("{n} meeting seen", "{n} meetings seen", seen)
    if into["wanted"]:
        count = T("{seen} of {wanted} meetings seen", seen=seen, wanted=into["wanted"])
    if not into["sponsor"]:
        return T("{circle}, without a sponsor; {count}", circle=into["circle"], count=count)
    return T("{circle}, with {sponsor}; {count}", circle=into["circle"], sponsor=into["sponsor"], count=count)


def _duty(duty: Facts) -> Text:
    if duty["duty"] == "sponsor":
        return T("sponsor of {member} in {circle}", member=duty["what"], circle=duty["of"])
    if duty["duty"] == "interim":
        return T("keeps {role} going meanwhile", role=duty["of"])
    return T("{what} ({role})", what=duty["what"], role=duty["of"].partition("/")[2])


def _taken(one: Facts) -> Text:
    """« Une visio qui tienne à vingt (visio), depuis le 1er octobre 2026 »."""
    text = T("{title} ({need}), {span}", title=one["title"], need=one["need"], span=span(one))
    if one["deputy"]:
        text = T("{text}, as the one who could take over", text=text)
    if one["state"] == "dropped":
        return T("{text}; let go", text=text)
    return T("{text}; done", text=text) if one["state"] == "done" else text


def _in(one: Facts, *states: str) -> list[tuple[str, Facts]]:
    """Mandates and memberships that have ended, are to come, or await the assembly."""
    pairs = [*((m["role"], m) for m in one["mandates"]), *((m["circle"], m) for m in one["memberships"])]
    return [(name, m) for name, m in pairs if m["state"] in states]


def who(one: Facts) -> Text | str:
    """A person, by name where it is known here."""
    return said_member(one["member"], {one["member"]: one["name"]} if one["name"] else {})


def _called(handle: str, name: str | None) -> Text | str:
    return said_member(handle, {handle: name} if name else {})


def span(one: Facts) -> Since | Between:
    """« depuis mars 2024 », « du 1er mars 2024 au 31 août 2024 »."""
    return spanning(one["since"], one["until"])


def page(title: Text | str, facts: Iterable[Fact]) -> None:
    """A title, then one line for each fact that has a value; a label is said once for a run of facts."""
    rows = [(label, said(value, language())) for label, value in facts if value not in (None, "", [])]
    width = max((cells(label) for label, _value in rows), default=0)
    show.out(title)
    for label, value in _once(rows):
        for line in folded(value, show.screen().width - width - 4):
            show.out(f"  {label}{' ' * (width - cells(label))}  {line}")
            label = ""


def _once(rows: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    before = ""
    for label, value in rows:
        yield ("" if label == before else label), value
        before = label


def folded(text: str, width: int) -> Iterator[str]:
    """A long text on several lines, cut at plain spaces only."""
    line = ""
    for word in text.split(" "):
        if line and cells(line) + 1 + cells(word) > max(width, 20):
            yield line
            line = word
        else:
            line = f"{line} {word}" if line else word
    yield line
