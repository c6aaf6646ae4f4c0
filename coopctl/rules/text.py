"""Rules on free text: what git could never forget again."""

from __future__ import annotations

import re
from collections.abc import Iterator

from coopctl.context import Context
from coopctl.entry import Sheet
from coopctl.problem import Fault
from coopctl.rules.rule import edit_line, line_at, rule
from coopctl.words import N_, T

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
                T("this text seems to hold {kind}, which history keeps for ever", kind=T(kind)),
                seen=entry.what,
                cure=edit_line(entry, '--what "…"'),
            )


def private_in(text: str) -> list[str]:
    """The kinds of personal data a text seems to hold (untranslated names)."""
    return [kind for kind, pattern in _PRIVATE if pattern.search(text)]
