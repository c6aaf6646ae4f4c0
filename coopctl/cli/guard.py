"""Before a change that ends many mandates, or the last one of a critical role: what is at stake, and one question."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from coopctl.cli import show
from coopctl.words import TN, T, Text

if TYPE_CHECKING:
    from coopctl.stakes import Ended, Stakes

GUARDED = ("roles/", "bodies/", "circles/", "members/")
"""Where mandates stand, and all that can end them."""


class Unasked(Exception):
    """What a change puts at stake, before anybody was asked: nothing is written yet."""

    def __init__(self, stakes: Stakes) -> None:
        super().__init__()
        self.stakes = stakes


def high(
    before: Mapping[str, bytes], after: Mapping[str, bytes], changed: Iterable[str], today: dt.date
) -> Stakes | None:
    """What is at stake between two states of the files, None where it is nothing to ask about.

    Nothing is read unless something changed that stood there already: what is new ends no mandate.
    """
    if not any(path.startswith(GUARDED) and path in before for path in changed):
        return None
    from coopctl.edits.governance import View
    from coopctl.ledger import Ledger
    from coopctl.snapshot import Snapshot
    from coopctl.stakes import stakes

    found = stakes(Ledger(Snapshot(View(before))), Ledger(Snapshot(View(after))), today)
    return found if found.high else None


def stand_out(before: Mapping[str, bytes], after: Mapping[str, bytes], changed: Iterable[str], today: dt.date) -> None:
    """Say what is at stake at the head of a difference."""
    found = high(before, after, changed, today)
    for line in said(found) if found else ():
        show.out(line)


def agreed_to(stakes: Stakes, *, yes: bool) -> Stakes:
    """Say what is at stake and ask once. Raises Cancelled, or Misuse naming ``--yes`` where nobody can answer."""
    from coopctl.cli.show_ask import confirm
    from coopctl.problem import Cancelled

    for line in said(stakes):
        show.err(line)
    if not confirm(T("Record it all the same?"), yes=yes):
        raise Cancelled(T("nothing was recorded"))
    return stakes


def said(stakes: Stakes) -> Iterator[str]:
    """What is at stake, each line marked so that it stands out."""
    if stakes.ended:
        yield f"! {_how_many(stakes)}"
        yield from (f"!   {_one(one)}" for one in stakes.ended)
    for name in stakes.alone:
        yield f"! {T('nobody is left in {role}, and the cooperative stops without it', role=name)}"


def _how_many(stakes: Stakes) -> Text:
    return TN(
        "{n} mandate ends before its time, of {of} that were not due to end",
        "{n} mandates end before their time, of {of} that were not due to end",
        len(stakes.ended),
        of=stakes.of,
    )


def _one(one: Ended) -> Text:
    names = {"role": one.office, "member": one.member}
    if one.now is None and one.end is None:
        return T("{role}: {member}, without an end; the mandate is gone", **names)
    if one.now is None:
        return T("{role}: {member}, until {end}; the mandate is gone", **names, end=one.end)
    if one.end is None:
        return T("{role}: {member}, without an end until now, then until {now}", **names, now=one.now)
    return T("{role}: {member}, until {now} and no longer {end}", **names, now=one.now, end=one.end)
