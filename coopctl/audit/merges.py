"""Rules on what joins two sides: nothing may be in it that neither side had, but what bringing them together gives."""

from __future__ import annotations

from collections.abc import Iterator

from coopctl.audit.facts import Lapse, Step
from coopctl.audit.past import Past
from coopctl.edits.share import share
from coopctl.snapshot import Overlay
from coopctl.words import T


def smuggled(step: Step, past: Past) -> Iterator[Lapse]:
    """A file that joins two sides and is neither what one of them changed nor what bringing them together gives."""
    if len(step.parents) > 2:
        yield Lapse(
            step.id, "many-sides", T("this entry joins {n} sides; only two can be compared", n=len(step.parents))
        )
        return
    odd = _odd(step)
    if not odd:
        return
    derived = _derived(step)
    for path in odd:
        if derived is None or derived.get(path) != step.tree.get(path):
            text = T("{path} holds, in this entry that joins two sides, what neither of them had", path=path)
            yield Lapse(step.id, "smuggled", text, path)


def plainly_joined(step: Step) -> bool:
    """Whether an entry joins two sides, and each file is what the side that changed it had."""
    return len(step.parents) == 2 and not _odd(step)


def _odd(step: Step) -> tuple[str, ...]:
    """The files of an entry that joins two sides which are not plainly those of one of them."""
    if len(step.parents) != 2:
        return ()
    one, two = ({touched.path: touched for touched in side} for side in step.sides)
    return tuple(sorted(path for path in {*one, *two} if not _plain(step, path, path in one, path in two)))


def _plain(step: Step, path: str, differs_from_first: bool, differs_from_second: bool) -> bool:
    base = step.base.id(path) if step.base else None
    first, second = (state.id(path) for state in step.before)
    if first == second:
        return not differs_from_first
    if first == base:
        return not differs_from_second
    return not differs_from_first if second == base else False


def _derived(step: Step) -> Overlay | None:
    """The ledger that the two sides come to, brought together by record and id; None where they conflict."""
    base = step.base.files if step.base else {}
    theirs, ours = (state.files for state in step.before)
    done = share(base, ours, theirs, {touched.path for side in step.sides for touched in side})
    return None if done.conflicts else Overlay(theirs, done.changes)


RULES = (smuggled,)
