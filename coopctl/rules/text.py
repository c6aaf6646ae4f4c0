"""Rules on free text: what git could never forget again."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from coopctl.context import Context
from coopctl.entry import Sheet
from coopctl.problem import At, Fault, Route, Tree
from coopctl.rules.rule import edit_line, line_at, rule
from coopctl.words import N_, T, marked

if TYPE_CHECKING:
    from coopctl.ledger import Ledger

_STEMS = (
    "arrêt", "arret", "malad", "hospitalis", "burn", "pression", "enceinte", "grossesse", "handicap", "cancer",
    "thérap", "therap", "sick", "pregnan", "illness", "disab",
)  # fmt: skip
_IBAN_BEGINS = re.compile(r"[A-Z][A-Z][0-9][0-9]")
_NINE_DIGITS = re.compile(r"[0-9](?:[ .\u00a0-]?[0-9]{2}){4}")


def _at_sign(text: str) -> bool:
    return "@" in text


def _iban_begins(text: str) -> bool:
    return _IBAN_BEGINS.search(text) is not None


def _nine_digits(text: str) -> bool:
    return _NINE_DIGITS.search(text) is not None


def _stems(text: str) -> bool:
    folded = text.casefold().replace("ı", "i").replace("i\u0307", "i")
    return any(stem in folded for stem in _STEMS)


_PRIVATE: tuple[tuple[str, Callable[[str], bool], re.Pattern[str]], ...] = (
    (N_("an e-mail address"), _at_sign, re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    (
        N_("an IBAN"),
        _iban_begins,
        re.compile(r"\b[A-Z]{2}[0-9]{2}(?:[ \u00a0]?[A-Z0-9]{4}){3,7}(?:[ \u00a0]?[A-Z0-9]{1,3})?\b"),
    ),
    (
        N_("a telephone number"),
        _nine_digits,
        re.compile(r"(?<![\w.])(?:\+33[ .\u00a0]?|0)[1-9](?:[ .\u00a0-]?[0-9]{2}){4}(?![\w])"),
    ),
    (
        N_("a word about health"),
        _stems,
        re.compile(
            r"\b(?:arr[êe]t (?:de travail|maladie)|maladie|malade|hospitalis\w+|burn-?out|d[ée]pression|enceinte"
            r"|grossesse|handicap\w*|cancer|th[ée]rapie|sick leave|pregnan\w+|illness|depression|disab\w+)\b",
            re.IGNORECASE,
        ),
    ),
)
"""What is looked for: its name, what a text must hold to be worth a closer look, and the closer look."""


@rule("sheet", "warning", clear=lambda page, context: not private_in(page.text))
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


_RECORDS = (
    "circles/",
    "roles/",
    "members/",
    "bodies/",
    "needs/",
    "budgets/",
    "meetings/",
    "workshops/",
    "exceptions",
    "coop",
)


@rule("ledger", "warning")
def personal_data_in_a_record(ledger: Ledger) -> Iterator[Fault]:
    """A record's free text holds personal data.

    Records are read by everyone and kept for ever, as the board is: they speak of the work, and leave addresses,
    numbers and people's health out.

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
    for path in ledger.paths.records:
        if not path.startswith("payouts/"):
            texts = list(_texts(ledger.tree(path)))
            if not private_in("\n".join(text for _route, text in texts)):
                continue
            for route, text in texts:
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
    return [kind for kind, hint, pattern in _PRIVATE if hint(text) and pattern.search(text)]
