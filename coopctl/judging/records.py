"""The records of governance, judged together, and the payouts as a whole."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from coopctl.entry import Sheet
from coopctl.judging import payout
from coopctl.judging.kept import Ids, Judged, Kept, ids, key, recalled
from coopctl.ledger import PAYOUTS, Ledger
from coopctl.problem import At, Finding, Place
from coopctl.rules.judge import finding

if TYPE_CHECKING:
    from coopctl.records.payout import Payout


class Pointing:
    """A ledger that tells places, and notes the files beside the records that they stand in."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._pointed: set[str] = set()

    @property
    def sheets(self) -> Mapping[str, Sheet]:
        """The contribution sheets."""
        return self._ledger.sheets

    def place(self, at: At) -> Place:
        """Where a route stands."""
        if at.path in self._ledger.files:
            self._pointed.add(at.path)
        return self._ledger.place(at)

    def beside(self) -> Ids:
        """Sheets, payouts and files that are no records, and what they hold: their names alone say too little."""
        records = {path for path in self._ledger.paths.records if not path.startswith(PAYOUTS)}
        return tuple((path, self._ledger.id(path)) for path in sorted(self._pointed - records))


def recall(ledger: Ledger, today: dt.date) -> tuple[Finding, ...] | None:
    """The findings kept, where every record and the name of every file is as it was, and so is the day."""
    return recalled(ledger, _key_of(ledger, today))


def _key_of(ledger: Ledger, today: dt.date) -> str | None:
    name = name_of(ledger)
    return key("day", name, today.isoformat()) if name else None


def prepare(ledger: Ledger) -> None:
    """Look at the elections, where there are any: that work is shared out by itself."""
    if ledger.election_paths:
        from coopctl.election.book import gists

        gists(ledger)


def judge(ledger: Ledger, today: dt.date) -> Judged:
    """What could not be read in the records, and what the rules say of them, of the names of files and of the day."""
    from coopctl.election.book import clear_elections
    from coopctl.rules.catalogue import BY_NAME, of_scope

    clear = clear_elections(ledger)
    elections = ledger.unread(path for path in ledger.election_paths if path not in clear)
    unread = ((BY_NAME[one.rule], one.fault) for one in (*ledger.misplaced, *ledger.records.faults, *elections))
    said = ((rule, fault) for rule in of_scope("ledger") for fault in rule.judge(ledger))  # type: ignore[misc]
    of_day = ((rule, fault) for rule in of_scope("day") for fault in rule.judge(ledger, today))  # type: ignore[misc]
    where = Pointing(ledger)
    found = tuple(finding(where, rule, fault) for rule, fault in (*unread, *said, *of_day))
    name = _key_of(ledger, today)
    return Judged(found, {name: Kept(found, where.beside())} if name else {}, {})


def name_of(ledger: Ledger) -> str | None:
    """A name of all records and of what lies around them, payouts by their names alone; None where one is unread."""
    records = [path for path in ledger.paths.records if not path.startswith(PAYOUTS)]
    contents = ids(ledger, records)
    if contents is None:
        return None
    names = ledger.paths.sheets if any(path.startswith("contributions/") for path in ledger.paths.records) else ()
    payouts = tuple(path for path in ledger.paths.records if path.startswith(PAYOUTS))
    misplaced = tuple((one.rule, one.fault.at.path, one.fault.seen) for one in ledger.misplaced)
    return key("records", contents, payouts, names, ledger.paths.others, misplaced)


def together(ledger: Ledger, paths: Sequence[str]) -> Judged:
    """What the payouts show when they are held against each other."""
    name = _together_key(ledger, paths)
    kept = recalled(ledger, name)
    if kept is not None:
        return Judged(kept, {}, {})
    from coopctl.rules.catalogue import of_scope

    renamed = ledger.renamed
    looks = [payout.look_of(ledger, path) for path in paths]
    footings = [look.footing.known_as(renamed) for look in looks if look and look.footing]
    sure = all(look is not None for look in looks)
    found: tuple[Finding, ...] = ()
    for rule in of_scope("payouts"):
        if not (sure and rule.clear and rule.clear(footings)):
            found += tuple(finding(ledger, rule, fault) for fault in rule.judge(_known_as(ledger)))  # type: ignore[misc]
    return Judged(found, {name: Kept(found)} if name else {}, {})


def _known_as(ledger: Ledger) -> dict[str, Payout]:
    """The payouts, with everybody under the handle of now."""
    from coopctl.payout.books import known_as

    return {name: known_as(one, ledger.renamed) for name, one in ledger.payouts.items()}


def _together_key(ledger: Ledger, paths: Sequence[str]) -> str | None:
    contents = ids(ledger, paths)
    return key("payouts", contents, sorted(ledger.renamed.items())) if contents is not None else None
