"""The same contributions as a journal: two postings each, for ledger and hledger, and for beancount.

Each is written in the form its reader is quickest with: the second amount is left out for ledger, and given to
beancount.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bench.board import board
from bench.shape import Shape
from coopctl.entry import Entry


def plain(size: Shape) -> Iterator[str]:
    """A journal that ledger and hledger read, transaction by transaction."""
    for _month, member, entries in board(size):
        for one in entries:
            yield (
                f"{one.date} ({one.id}) {one.what}\n"
                f"    {_work(one)}    {one.amount.fixed} EUR\n    Liabilities:{member.capitalize()}\n\n"
            )


def beancount(size: Shape) -> Iterator[str]:
    """A journal that beancount reads: the accounts are opened first."""
    first = size.months[0].first
    accounts = {"Expenses:Libre", *(f"Liabilities:{handle.capitalize()}" for handle in size.handles)}
    accounts |= {_named(circle, None) for circle in size.circles} | {_named(*role.split("/")) for role in size.roles}
    yield 'option "operating_currency" "EUR"\n\n'
    yield from (f"{first} open {name} EUR\n" for name in sorted(accounts))
    for _month, member, entries in board(size):
        for one in entries:
            money = one.amount.fixed
            yield (
                f'\n{one.date} * "{one.what}" ^{one.id}\n'
                f"  {_work(one)}  {money} EUR\n  Liabilities:{member.capitalize()}  -{money} EUR\n"
            )


def _work(entry: Entry) -> str:
    return _named(entry.circle, entry.role) if entry.circle else "Expenses:Libre"


def _named(circle: str, role: str | None) -> str:
    name = f"Expenses:{circle.capitalize()}"
    return f"{name}:{role.capitalize()}" if role else name


def write(folder: Path, size: Shape) -> tuple[Path, Path]:
    """Both journals of a size in a folder: the one of ledger and hledger, the one of beancount."""
    folder.mkdir(parents=True, exist_ok=True)
    found = folder / f"{size.contributions}.ledger", folder / f"{size.contributions}.beancount"
    for path, journal in zip(found, (plain(size), beancount(size)), strict=True):
        with path.open("w", encoding="utf-8") as file:
            file.writelines(journal)
    return found
