"""Findings to show, ordinary and hostile."""

from __future__ import annotations

import random

from coopctl.problem import Finding, Note, Place
from coopctl.values import Rate, parse_day
from coopctl.words import T

SHEET = """- id: k7m3qa2w
  date: 2026-10-03
  circle: technique
  role: admin-sys
  hours: 2.5
  rate: 35
  what: Migration du serveur
"""
CHARTER = """format: 1
name: Les Potagers
slug: potagers
language: fr
currency: EUR

rate_caps:
  - since: 2018-01-01
    cap: 30
"""
FILES = {"contributions/2026-10/loic.yaml": SHEET, "coop.yaml": CHARTER}

RATE = Finding(
    rule="rate-above-cap",
    severity="error",
    record="loic/k7m3qa2w",
    field="rate",
    place=Place("contributions/2026-10/loic.yaml", 6, 9, 2),
    message=T(
        "{rate} is above the cap of {cap} in force since {since}",
        rate=Rate(3500),
        cap=Rate(3000),
        since=parse_day("2018-01-01"),
    ),
    seen="35",
    allowed=T("0 to {cap}", cap=Rate(3000)),
    related=(Note(Place("coop.yaml", 9, 5, 3), T("the cap is written here")),),
    cure="coopctl contrib edit k7m3qa2w --rate 30",
)
ROLE = Finding(
    rule="role-not-held",
    severity="warning",
    record="loic/k7m3qa2w",
    field="role",
    place=Place("contributions/2026-10/loic.yaml", 4, 9, 9),
    message=T("{member} did not hold {role} that day", member="loic", role="admin-sys"),
    seen="admin-sys",
)
FINDINGS = [
    RATE._replace(
        message=T("{rate} > {cap} ({since})", rate=Rate(3500), cap=Rate(3000), since=parse_day("2018-01-01")),
        allowed=T("0 .. {cap}", cap=Rate(3000)),
        related=(Note(Place("coop.yaml", 9, 5, 3), T("{cap}", cap=Rate(3000))),),
    ),
    ROLE._replace(message=T("{member} <> {role}", member="loic", role="admin-sys")),
]
"""The same with signs for words: no catalogue changes them, only what surrounds them is in a language."""


def hostile(text: str, severity: str = "error") -> Finding:
    """A finding with one text everywhere a ledger, a file name or a person could have put it."""
    return Finding(
        rule="odd-text",
        severity="warning" if severity == "warning" else "error",
        record=text,
        field=text,
        place=Place(text, 1, 3, 2),
        message=T("“{seen}” is odd", seen=text),
        seen=text,
        allowed=T("not {seen}", seen=text),
        related=(Note(Place(text, 2, 1), T("see {seen}", seen=text)),),
        cure=text,
    )


NASTY = (
    "[bold]x[/bold]",
    "[/]",
    "\\[red]",
    "\x1b[31mred\x1b[0m",
    "\x1b]8;;http://evil\x1b\\here\x1b]8;;\x1b\\",
    "\x1b]52;c;aGk=\x07",
    "\x9b2J\x9d52;c;eA==\x9c",
    "\x1b[2J\x1b[1A\x1b[2K",
    "999\r10",
    "a\nb\r\nc\x0bd\x0ce\x85f\u2028g\u2029h",
    "\u202eevil\u202c\u2066\u2069\u200f",
    "zero\u200bwidth\ufeff\u00ad\u2060",
    "\U000e0041\U000e007f tags",
    "%0A::error::x",
    "%25%0D%3A",
    "::error file=x::y",
    "\n::error::y",
    "##[error]x",
    "::stop-commands::x",
    "a,line=9,title=b",
    "]]>",
    "</testcase><testcase name='x'>",
    "<!DOCTYPE x [<!ENTITY a 'b'>]>&a;&lt;",
    "\"quoted\" 'both' \\ back",
    "[click](https://evil)",
    "[click](0)",
    "{0} {rate} %s $x `id`",
    "\x00\x01\x08\x7f",
    "\ud800 alone \udcff",
    "\ufffe\uffff\U0010ffff",
    "tab\there",
    "漢字 e\u0301 👩‍👩‍👧 ﷽",
    "",
    " ",
    "x" * 3000,
)
_PIECES = (*NASTY[:-1], "é", " ", "a", "0", ";", "m", "[", "]", "\x1b", "\x9b", "\n", "\u202e", "%", ":", ",", "<", "&")


def hostile_texts(count: int, seed: int = 7) -> list[str]:
    """Random texts made of what has ever broken an output, the fixed ones first."""
    chance = random.Random(seed)
    made = ["".join(chance.choices(_PIECES, k=chance.randint(1, 6))) for _ in range(max(0, count - len(NASTY)))]
    return [*NASTY, *made][:count]
