"""One member as a page, and what all pages are made of: a title, then facts beside their labels."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from coopctl.cli import show
from coopctl.cli.people import said_member
from coopctl.moments import Between, Since, spanning
from coopctl.report.plain import cells
from coopctl.words import T, Text, _, language, said

Fact = tuple[str, Any]
Facts = Mapping[str, Any]


def member_page(one: Facts) -> None:
    """A member, as ``roster.member`` gives them."""
    since = one["status_since"]
    status = T("{status} {since}", status=one["status_title"], since=Since(since)) if since else None
    others = [s for s in one["statuses"] if s["since"] != since]
    page(
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
