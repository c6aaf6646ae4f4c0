"""What is said first, in five lines that a telephone shows whole."""

from __future__ import annotations

from coopctl.review.facts import Money, Review
from coopctl.review.history import AGREED
from coopctl.values import Cents
from coopctl.words import TN, T, Text

WIDTH = 40
"""Columns of a telephone."""


def headline(found: Review) -> tuple[Text, ...]:
    """How much changes and for how many, the money, who agreed, what is new to put right, and what comes of it."""
    return _changes(found), _money(found.money), _accords(found), _findings(found), verdict(found)


def _changes(found: Review) -> Text:
    count = TN("{n} change", "{n} changes", len(found.changes))
    if not found.changes:
        return T("nothing changes")
    if not found.people:
        return count
    return T("{changes}, {people}", changes=count, people=TN("{n} person", "{n} people", len(found.people)))


def _money(found: tuple[Money, ...] | None) -> Text:
    if found is None:
        return T("no sum can be computed")
    if not found:
        return T("no sum changes")
    if len(found) == 1:
        return T("{period}: {amount}", period=found[0].period, amount=signed(found[0].more))
    return TN("{n} open month: {amount}", "{n} open months: {amount}", len(found),
              amount=signed(Cents(sum(one.more for one in found))))  # fmt: skip


def _accords(found: Review) -> Text:
    if not found.accords:
        return T("nobody has to agree")
    given = sum(one.agreed for one in found.accords)
    return T("agreements: {given} of {all}", given=given, all=len(found.accords))


def _findings(found: Review) -> Text:
    errors, remarks = found.errors, len(found.new) - found.errors
    parts = [TN("{n} new error", "{n} new errors", errors)] if errors else []
    parts += [TN("{n} new remark", "{n} new remarks", remarks)] if remarks else []
    if len(parts) == 2:
        return T("{one}, {other}", one=parts[0], other=parts[1])
    return parts[0] if parts else T("nothing new to put right")


def verdict(found: Review) -> Text:
    """Whether it may come in, and the first reason why not."""
    if found.forbids:
        return T("do not merge: something closed changes")
    if found.errors:
        return TN("do not merge: {n} new error", "do not merge: {n} new errors", found.errors)
    if any(one.rule in AGREED for one in found.lapses):
        return T("do not merge: an agreement is missing")
    if found.lapses:
        return T("do not merge: its history is not sound")
    if found.stakes:
        ended, alone = len(found.stakes.ended), len(found.stakes.alone)
        if alone:
            return TN("look twice: {n} role left to nobody", "look twice: {n} roles left to nobody", alone)
        return TN("look twice: {n} mandate ends", "look twice: {n} mandates end", ended)
    if found.bulk:
        return T("look twice: much changes at one go")
    if not all(one.agreed for one in found.accords):
        return T("agreements are still to be gathered")
    return T("nothing forbids merging")


def signed(amount: Cents) -> Text:
    """« +37,50 € »: a sum with its sign."""
    return T("+{amount}", amount=amount) if amount > 0 else T("{amount}", amount=amount)
