"""One member, one circle, one role as a page: a title, then facts beside their labels."""

from __future__ import annotations

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
    """A member, as ``roster.member`` gives them."""
    since = one["status_since"]
    status = T("{status} {since}", status=one["status_title"], since=Since(since)) if since else None
    others = [s for s in one["statuses"] if s["since"] != since]
    _page(
        _called(one["handle"], one["name"]),
        [
            (_("status"), status),
            *((_("also"), T("{status}, {span}", status=s["title"], span=span(s))) for s in others),
            (_("welcomed"), one["welcomed"]),
            (_("partner since"), one["partner_since"]),
            (_("left"), one["left"]),
            (_("introduced by"), one["introduced_by"]),
            (_("site"), one["site"]),
            (_("fields"), ", ".join(one["domains"])),
            *((_("circle"), T("{name}, {span}", name=m["circle"], span=span(m))) for m in one["circles"]),
            *((_("role"), T("{name}, {span}", name=m["role"], span=span(m))) for m in one["roles"]),
        ],
    )


def circle_page(one: Facts) -> None:
    """A circle, as ``roster.circle`` gives it."""
    access = T("open to all") if one["access"] == "open" else T("joined for a time agreed")
    _page(
        T("{slug}: {title}", slug=one["circle"], title=one["title"]),
        [
            (_("purpose"), one["purpose"]),
            (_("domain"), one["domain"]),
            (
                _("access"),
                T("{access}; the cooperative stops without it", access=access) if one["critical"] else access,
            ),
            (_("since"), one["since"]),
            (_("ended"), one["ended"]),
            (_("part of"), one["parent"]),
            *((_("member"), T("{name}, {span}", name=_who(m), span=span(m))) for m in one["members"]),
            *((_("role"), _role_line(role)) for role in one["roles"]),
            *((_("page"), link) for link in one["links"]),
        ],
    )
    if not one["members"]:
        show.note(T("nobody is in it yet: {command}", command=f"coopctl circle join {one['circle']} HANDLE"))


def _role_line(role: Facts) -> Text:
    held = [_who(holder) for holder in role["holders"]] or [T("to be filled")]
    return T("{role}: {holders}", role=role["role"].partition("/")[2], holders=held)


def role_page(one: Facts) -> None:
    """A role sheet, as ``roster.role`` gives it."""
    months = one["term_months"]
    stipend = one["stipend"]
    _page(
        T("{slug}: {title}", slug=one["role"], title=one["title"]),
        [
            (_("purpose"), one["purpose"]),
            *((_("accountability"), text) for text in one["accountabilities"]),
            *((_("quality"), text) for text in one["qualities"]),
            (_("expectations"), one["expectations"]),
            (_("term"), TN("{n} month", "{n} months", months) if months else None),
            (_("seats"), one["seats"] if one["seats"] != 1 else None),
            (_("monthly sum"), T("{amount} for each holder", amount=stipend) if stipend is not None else None),
            *((_("held by"), _holding(m)) for m in one["holders"]),
            (_("to fill"), _vacant(one)),
            *((_("also"), _holding(m)) for m in one["others"]),
        ],
    )


def _vacant(one: Facts) -> Text | None:
    vacancy = one["vacancy"]
    if not one["vacant"]:
        return None
    if not vacancy:
        return T("nobody holds it")
    text: Text = T("{since}", since=Since(vacancy["since"]))
    if vacancy["why"]:
        text = T("{text}: {why}", text=text, why=vacancy["why"])
    return T("{text}; meanwhile {interim}", text=text, interim=vacancy["interim"]) if vacancy["interim"] else text


def _holding(one: Facts) -> Text:
    text = T("{name}, {span}", name=_who(one), span=span(one))
    return T("{text}, without the monthly sum", text=text) if one["waived"] else text


def _who(one: Facts) -> Text | str:
    return said_member(one["member"], {one["member"]: one["name"]} if one["name"] else {})


def _called(handle: str, name: str | None) -> Text | str:
    return said_member(handle, {handle: name} if name else {})


def span(one: Facts) -> Since | Between:
    """« depuis mars 2024 », « du 1er mars 2024 au 31 août 2024 »."""
    return spanning(one["since"], one["until"])


def _page(title: Text | str, facts: Iterable[Fact]) -> None:
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
