"""A closed payout abridged: its plain lines are named, and set apart from what later payouts must know in full.

A plain line counts a line of the board once, and as its own values say: nothing but a correction or a status recorded
late can ever change it. Work that was not paid this way is plain where nothing else speaks of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from operator import attrgetter

from coopctl import values
from coopctl.document.write import emit
from coopctl.payout.altered import keys
from coopctl.payout.brief import Key
from coopctl.payout.footing import Footing
from coopctl.payout.frozen import tree
from coopctl.records.payout import Payout, PayoutLine, SetAside, Unpaid
from coopctl.values import Hours, Rate

_UNUSUAL = (
    "corrects", "month", "settles", "status", "instead", "monthly", "days", "cause", "hours_before", "paid_before",
)  # fmt: skip
_key, _id, _day = attrgetter("member", "contribution"), attrgetter("contribution"), attrgetter("date")
_unusual = attrgetter(*_UNUSUAL)
_NONE = (None,) * len(_UNUSUAL)


def footing(payout: Payout) -> Footing:
    """A payout's footing. Raises ``ValueError`` where it holds a text that no file may hold."""
    lines, unpaid = _plain(payout)
    apart = {id(one) for one in (*lines, *unpaid)}
    others = {"/".join(map(str, key)).replace(" ", "_") for key, _route, item in keys(payout) if id(item) not in apart}
    return Footing(
        payout.period.first, payout.period.last, _runs(lines), _runs(unpaid), " ".join(sorted(others)),
        _text(payout, apart),
    )  # fmt: skip


def holding(payout: Payout, wanted: Collection[Key]) -> str:
    """The text of a payout without its statements and its plain lines, but with those among ``wanted``."""
    lines, unpaid = _plain(payout)
    plain: list[PayoutLine | Unpaid] = [*lines, *unpaid]
    return _text(payout, {id(one) for one in plain if _key(one) not in wanted})


def _text(payout: Payout, apart: Collection[int]) -> str:
    lists = {name: tuple(one for one in getattr(payout, name) if id(one) not in apart) for name in ("lines", "unpaid")}
    return emit(tree(payout.model_copy(update={**lists, "statements": ()})))


def _plain(payout: Payout) -> tuple[list[PayoutLine], list[Unpaid]]:
    named: list[PayoutLine | Unpaid | SetAside] = [*payout.lines, *payout.unpaid, *payout.set_aside]
    times = Counter(map(_key, named))
    lines = [line for line in payout.lines if _is_plain(line) and times[_key(line)] == 1]
    return lines, [one for one in payout.unpaid if one.corrects is None and times[_key(one)] == 1]


def _is_plain(line: PayoutLine) -> bool:
    if line.kind != "contribution" or line.contribution is None or line.shares or _unusual(line) != _NONE:
        return False
    return line.amount == (0 if line.waived else values.amount(line.hours or Hours(0), line.rate or Rate(0)))


def _runs(items: Iterable[PayoutLine | Unpaid]) -> str:
    """As ``Footing.plain`` is written."""
    found: dict[str, list[PayoutLine | Unpaid]] = {}
    for item in items:
        found.setdefault(item.member, []).append(item)
    lines = []
    for member, own in found.items():
        days = [*map(_day, own)]
        lines.append(" ".join([member, str(min(days)), str(max(days)), *map(_id, own)]))
    return "\n".join(lines)
