"""Rules on free text: what git could never forget again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from coopctl.context import Context
from coopctl.entry import Sheet
from coopctl.problem import At, Fault, Route, Tree
from coopctl.rules.rule import edit_line, line_at, rule
from coopctl.words import N_, T, marked

if TYPE_CHECKING:
    from coopctl.ledger import Ledger

_PRIVATE = (
    (N_("an e-mail address"), re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    (N_("an IBAN"), re.compile(r"\b[A-Z]{2}[0-9]{2}(?:[ \u00a0]?[A-Z0-9]{4}){3,7}(?:[ \u00a0]?[A-Z0-9]{1,3})?\b")),
    (N_("a telephone number"), re.compile(r"(?<![\w.])(?:\+33[ .\u00a0]?|0)[1-9](?:[ .\u00a0-]?[0-9]{2}){4}(?![\w])")),
    (
        N_("a word about health"),
        re.compile(
            r"\b(?:arr[êe]t (?:de travail|maladie)|maladie|malade|hospitalis\w+|burn-?out|d[ée]pression|enceinte"
            r"|grossesse|handicap\w*|cancer|th[ée]rapie|sick leave|pregnan\w+|illness|depression|disab\w+)\b",
            re.IGNORECASE,
        ),
    ),
)


@rule("sheet", "warning")
def personal_data(sheet: Sheet, context: Context) -> Iterator[Fault]:
    """The text holds personal data.

    Git keeps every version for ever: an address, a telephone number, an IBAN or a word about
    someone's health written here cannot be taken back. Say what was done without it.

    Broken:
        contributions/2026-10/loic.yaml
            - id: k7m3qa2w
              date: 2026-10-03
              hours: 1
              rate: 15
              what: Rappel de camille@exemple.fr  # <- here
    Mended:
        contributions/2026-10/loic.yaml
            - id: k7m3qa2w
              date: 2026-10-03
              hours: 1
              rate: 15
              what: Rappel d'un prospect
    """
    for index, entry in sheet.entries:
        for kind in private_in(entry.what):
            yield Fault(
                line_at(sheet, index, "what"),
                T("this text seems to hold {kind}, which history keeps for ever", kind=marked(kind)),
                seen=entry.what,
                cure=edit_line(entry, '--what "…"'),
            )


@rule("ledger", "warning")
def personal_data_in_a_record(ledger: Ledger) -> Iterator[Fault]:
    """A record's free text holds personal data.

    Circles, role sheets, bodies and exceptions are read by everyone and kept for ever, as the board is: they
    speak of the work, and leave addresses, numbers and people's health out.

    Broken:
        circles/technique.yaml
            circle: technique
            title: Technique
            purpose: Dépannage au 06 12 34 56 78  # <- here
    Mended:
        circles/technique.yaml
            circle: technique
            title: Technique
            purpose: Dépannage
    """
    for path in ledger.paths:
        if path.startswith(("circles/", "roles/", "members/", "bodies/", "exceptions", "coop")):
            for route, text in _texts(ledger.tree(path)):
                for kind in private_in(text):
                    yield Fault(
                        At(path, route),
                        T("this text seems to hold {kind}, which history keeps for ever", kind=marked(kind)),
                        seen=text,
                    )


def _texts(tree: Tree, route: Route = ()) -> Iterator[tuple[Route, str]]:
    """Every text of a tree with its route; keys (public by nature) left out."""
    if isinstance(tree, str):
        yield route, str(tree)
    elif isinstance(tree, dict):
        for key, value in tree.items():
            if key != "keys":
                yield from _texts(value, (*route, key))
    elif isinstance(tree, list):
        for index, value in enumerate(tree):
            yield from _texts(value, (*route, index))


def private_in(text: str) -> list[str]:
    """The kinds of personal data a text seems to hold (untranslated names)."""
    return [kind for kind, pattern in _PRIVATE if pattern.search(text)]
