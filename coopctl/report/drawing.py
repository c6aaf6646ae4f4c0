"""The structure drawn: lines for a terminal, Mermaid, SVG. Every text comes from a ledger and may be hostile."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import NamedTuple

from coopctl.report.structure import Facts, body_words, circle_words
from coopctl.words import T, _, visible

_ROW, _STEP, _LEFT, _HIGH = 34, 30, 12, 26


class Box(NamedTuple):
    """A circle or a body in its place: how deep, below which box, and what is written in it."""

    depth: int
    above: int | None
    title: str
    words: str
    critical: bool = False
    body: bool = False
    last: bool = False


def boxes(facts: Facts) -> list[Box]:
    """Circles as a tree, each before its own, then the bodies."""
    found: list[Box] = []

    def place(circles: list[Facts], depth: int, above: int | None) -> None:
        for one in circles:
            words = " · ".join(str(said) for said in circle_words(one))
            title, is_last = _titled(one["title"], one["circle"]), one is circles[-1]
            found.append(Box(depth, above, title, words, one["critical"], last=is_last))
            place(one["circles"], depth + 1, len(found) - 1)

    place(facts["circles"], 0, None)
    for one in facts["bodies"]:
        words = " · ".join(str(said) for said in body_words(one))
        found.append(Box(0, None, _titled(one["title"], one["body"]), words, body=True))
    return found


def _titled(title: str, slug: str) -> str:
    return f"{title} ({slug})"


# --- terminal ---


def lines(facts: Facts, *, unicode: bool = True) -> Iterator[str]:
    """The tree, one line for each circle; bodies after an empty line."""
    fork, corner, bar = ("├─ ", "└─ ", "│  ") if unicode else ("|- ", "`- ", "|  ")
    rails: list[bool] = []
    bodies = False
    for one in boxes(facts):
        if one.body and not bodies:
            bodies = True
            yield from ("", _("beside the circles:"))
        rails = [*rails[: one.depth], not one.last]
        before = "".join(bar if goes_on else "   " for goes_on in rails[1 : one.depth])
        branch = (fork if rails[-1] else corner) if one.depth else ("  " if one.body else "")
        said = T("{text}: {why}", text=one.title, why=one.words) if one.words else one.title
        yield f"{before}{branch}{said}"


# --- Mermaid ---


def mermaid(facts: Facts) -> str:
    """A flow chart in Mermaid's language; whatever could act in it is written as a number."""
    found = boxes(facts)
    said = ["flowchart TD"]
    for number, one in enumerate(found):
        opens, closes = ("[[", "]]") if one.body else ("([", "])") if one.critical else ("[", "]")
        label = _plain(one.title) + (f"<br/>{_plain(one.words)}" if one.words else "")
        said.append(f'    n{number}{opens}"{label}"{closes}')
    said += [f"    n{one.above} --> n{number}" for number, one in enumerate(found) if one.above is not None]
    return "\n".join(said) + "\n"


def _plain(text: str) -> str:
    return re.sub(r"[^\w ,.:()·’é-]", lambda match: f"#{ord(match[0])};", visible(text))


# --- SVG ---


def svg(facts: Facts) -> str:
    """A picture without a script, a style sheet or an address; letters beyond ASCII are written as numbers."""
    found = boxes(facts)
    width = max((_LEFT * 2 + one.depth * _STEP + _wide(one) for one in found), default=200)
    height = _LEFT * 2 + _ROW * max(len(found), 1)
    label = _escaped(str(T("Structure on {day}", day=dt.date.fromisoformat(facts["on"]))))
    size = f'width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
    said = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" font-family="sans-serif" font-size="13">',
        f"<title>{label}</title>",
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
    ]
    for row, one in enumerate(found):
        said += _drawn(row, one)
    return "\n".join([*said, "</svg>"]) + "\n"


def _drawn(row: int, one: Box) -> Iterator[str]:
    x, y = _LEFT + one.depth * _STEP, _LEFT + row * _ROW
    if one.above is not None:
        rail, middle = x - _STEP // 2, y + _HIGH // 2
        top = _LEFT + one.above * _ROW + _HIGH
        yield f'<path d="M{rail} {top}V{middle}H{x}" fill="none" stroke="#888888"/>'
    edge = 'stroke="#b45309" stroke-width="2"' if one.critical else 'stroke="#334155"'
    dashes = ' stroke-dasharray="4 3"' if one.body else ""
    yield (f'<rect x="{x}" y="{y}" width="{_wide(one)}" height="{_HIGH}" rx="6" fill="#f8fafc" {edge}{dashes}/>')
    words = f'<tspan fill="#475569">  {_escaped(one.words)}</tspan>' if one.words else ""
    yield f'<text x="{x + 8}" y="{y + 17}" xml:space="preserve">{_escaped(one.title)}{words}</text>'


def _wide(one: Box) -> int:
    return 24 + 8 * len(visible(one.title) + "  " + visible(one.words))


def _escaped(text: str) -> str:
    from html import escape

    return escape(visible(text)).encode("ascii", "xmlcharrefreplace").decode()
