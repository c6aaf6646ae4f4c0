"""Rules on free text: what git could never forget again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from coopctl.context import Context
from coopctl.entry import Sheet
from coopctl.problem import At, Fault, Route, Tree
from coopctl.rules.rule import edit_line, line_at, rule
from coopctl.values.names import private_in
from coopctl.words import T, marked

if TYPE_CHECKING:
    from coopctl.ledger import Ledger


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
    from coopctl.election.book import clear_elections

    clear = clear_elections(ledger)
    for path in ledger.paths.records:
        if path in clear or path.startswith("payouts/"):
            continue
        texts = list(texts_in(ledger.tree(path)))
        if not private_in("\n".join(text for _route, text in texts)):
            continue
        for route, text in texts:
            for kind in private_in(text):
                yield Fault(
                    At(path, route),
                    T("this text seems to hold {kind}, which history keeps for ever", kind=marked(kind)),
                    seen=text,
                )


def texts_in(tree: Tree, route: Route = ()) -> Iterator[tuple[Route, str]]:
    """Every text of a tree with its route; keys (public by nature) left out."""
    if isinstance(tree, str):
        yield route, str(tree)
    elif isinstance(tree, dict):
        for key, value in tree.items():
            if key != "keys":
                yield from texts_in(value, (*route, key))
    elif isinstance(tree, list):
        for index, value in enumerate(tree):
            yield from texts_in(value, (*route, index))
