"""Rules on the order of the history: where it begins, that time goes on, that only plain files are in it."""

from __future__ import annotations

from collections.abc import Iterator

from coopctl.audit.facts import Lapse, Step
from coopctl.audit.past import Past
from coopctl.words import T

SKEW = 3600
"""Seconds by which clocks of two machines may differ."""
_PLAIN = "100644"


def second_beginning(step: Step, past: Past) -> Iterator[Lapse]:
    """An entry that comes from no other, beside the one where the ledger begins."""
    if not step.parents and not step.first:
        yield Lapse(step.id, "second-beginning", T("this entry comes from no other: a second history begins here"))


def time_goes_back(step: Step, past: Past) -> Iterator[Lapse]:
    """An entry made before the one it comes from."""
    latest = max(step.times, default=0)
    if step.committer.seconds < latest - SKEW:
        hours = (latest - step.committer.seconds) // 3600
        text = T("this entry says it was made {n} h before the one it comes from", n=hours)
        yield Lapse(step.id, "time-goes-back", text)
    if step.now is not None and step.committer.seconds > step.now + 24 * SKEW:
        yield Lapse(step.id, "time-to-come", T("this entry says it was made in a time to come"))


def odd_file(step: Step, past: Past) -> Iterator[Lapse]:
    """Something else than a plain file: a link, a program, another repository."""
    for one in step.own:
        if one.after and one.after.mode != _PLAIN and one.after != one.before:
            text = T("{path} is no plain file (mode {mode})", path=one.path, mode=one.after.mode)
            yield Lapse(step.id, "odd-file", text, one.path)


def odd_head(step: Step, past: Past) -> Iterator[Lapse]:
    """A line of the entry's head that stands twice: programs would read two different entries."""
    if step.doubled:
        yield Lapse(step.id, "odd-head", T("a line of this entry's head stands twice: it can be read in two ways"))


RULES = (second_beginning, time_goes_back, odd_file, odd_head)
