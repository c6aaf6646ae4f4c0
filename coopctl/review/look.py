"""The review itself: two moments and what lies between them → all that is said of a branch."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from coopctl.accord.asked import Table
from coopctl.audit.facts import Lapse
from coopctl.change.compare import changes
from coopctl.check import check, errors
from coopctl.ledger import Ledger
from coopctl.review.agreed import Branch, accords
from coopctl.review.closed import closed_since, rewritten
from coopctl.review.facts import Entry, Review
from coopctl.review.hidden import in_bulk
from coopctl.review.history import CLOSED, Judged
from coopctl.review.money import Reckoner, caps, money, moves_money
from coopctl.review.staked import at_stake
from coopctl.review.titles import Titles
from coopctl.review.weigh import cosmetic, grouped
from coopctl.snapshot import Snapshot
from coopctl.words import Text


class History(NamedTuple):
    """What lies between two moments: the entries, what an audit finds in them, and who agreed on a forge.

    ``into`` are the files where the branch is to come in, if that went on since.
    """

    entries: Sequence[Entry] = ()
    judged: Judged | None = None
    forge: Sequence[str] = ()
    into: Mapping[str, bytes] | None = None


def review(
    base: Snapshot, head: Snapshot, today: dt.date, history: History = History(), paths: Collection[str] | None = None
) -> Review:
    """What changes from ``base`` to ``head``. ``paths`` are those that may differ, where they are known."""
    if paths is None:
        paths = {*base.files, *head.files}
    paths = [path for path in paths if base.files.get(path) != head.files.get(path)]
    before, after = Ledger(base), Ledger(head)
    old, new = (check(side, today) for side in (before, after))
    told = changes(base, head, paths)
    moving = moves_money(paths)
    sums = money(Reckoner(before, errors(old), today), Reckoner(after, errors(new), today), paths) if moving else ()
    known = {one.key for one in old}
    brought = tuple(one for one in new if one.key not in known)
    titles = Titles(base.files, head.files)
    plain = tuple(one for one in told if not cosmetic(one))
    branch = Branch(before, after, history.entries, paths, history.forge)
    forbids, lapses = _forbidding(history.judged, tuple(rewritten(base.files, head.files, paths)))
    if history.into is not None:
        forbids += tuple(closed_since(base.files, head.files, history.into, paths))
    return Review(
        tuple(told),
        grouped(plain, titles),
        tuple(one for one in told if cosmetic(one)),
        sums,
        caps(before, after, today) if "coop.yaml" in paths else (),
        brought,
        len(known - {one.key for one in new}),
        len(new) - len(brought),
        at_stake(base, head, paths, today),
        accords(Table(branch.then, today), branch, plain),
        forbids,
        frozenset(one.who for one in told if one.who) | {one.name or "" for each in sums or () for one in each.people},
        titles,
        lapses,
        in_bulk(told),
    )


def _forbidding(judged: Judged | None, closed: tuple[Text, ...]) -> tuple[tuple[Text, ...], tuple[Lapse, ...]]:
    """What forbids merging, by what an audit of the same entries says; on what is closed the whole is told, once."""
    if judged is None:
        return closed, ()
    found = [one for one in judged.lapses if one.rule in CLOSED]
    told = closed if found else ()
    return told, tuple(one for one in judged.lapses if not (told and one in found))
