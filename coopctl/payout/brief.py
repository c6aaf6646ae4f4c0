"""Closed payouts as later ones see them: read whole, or known in brief, with the lines that are asked for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection
from functools import cached_property

from coopctl.payout.footing import Footing
from coopctl.records.payout import Payout, PayoutRules
from coopctl.values import Period

Key = tuple[str, str]
"""A line of the board in the whole ledger: its member's handle and its id."""


class Abridged:
    """A closed payout of which the plain lines are only named, until they are asked for.

    Most lines of the past are never looked at again: it is enough to know that they were counted.
    """

    def __init__(
        self, footing: Footing, holding: Callable[[frozenset[Key]], Payout], whole: Callable[[], Payout]
    ) -> None:
        """``holding`` gives the payout without its plain lines and statements, but with the lines it is given."""
        self.footing = footing
        self.holding = holding
        self._whole = whole

    @cached_property
    def rest(self) -> Payout:
        """The payout without its plain lines and without its statements."""
        return self.holding(frozenset())

    @cached_property
    def whole(self) -> Payout:
        """The payout as it was frozen, read now."""
        return self._whole()

    @property
    def period(self) -> Period:
        return self.rest.period

    @property
    def closed(self) -> dt.date:
        return self.rest.closed

    @property
    def rules(self) -> PayoutRules:
        return self.rest.rules


Closed = Payout | Abridged


def whole(closed: Closed) -> Payout:
    """A closed payout with all its lines."""
    return closed.whole if isinstance(closed, Abridged) else closed


def rest(closed: Closed, keys: Collection[Key] = ()) -> Payout:
    """A closed payout with all its lines but the plain ones that are not among ``keys``."""
    if not isinstance(closed, Abridged):
        return closed
    return closed.holding(frozenset(keys)) if keys else closed.rest


def names(closed: Closed, entry_id: str) -> bool:
    """Whether a payout may speak of a line of the board with this id: where not, it need not be read."""
    footing = closed.footing if isinstance(closed, Abridged) else None
    return footing is None or any(entry_id in text for text in (footing.plain, footing.unpaid, footing.rest))
