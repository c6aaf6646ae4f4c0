"""Results as plain JSON and back: each value that is no text, number or truth is a list that begins with its kind.

What is read back was written by this very program, or it is thrown away: see ``cache``.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from coopctl.digest import Digest
from coopctl.election.gist import Awaiting, Broken, Gist, Outcome
from coopctl.judging.kept import Judged, Kept
from coopctl.judging.payout import Look
from coopctl.law.label import Label
from coopctl.moments import Between, On, Since, Till
from coopctl.payout.footing import Footing
from coopctl.payout.overview import Due, Overview, Sums, Waits, Went
from coopctl.payout.phrases import Dotted, OfPeriod
from coopctl.problem import Finding, Note, Place
from coopctl.values import Cents, Hours, Hundredths, Moment, Month, Period, Rate, Span, When
from coopctl.values.lapses import Lapse
from coopctl.words import Text

_TUPLES = {
    one.__name__: one
    for one in (
        Awaiting, Between, Broken, Digest, Dotted, Due, Finding, Footing, Gist, Judged, Kept, Label, Look, Month,
        Note, OfPeriod, On, Outcome, Overview, Period, Place, Since, Span, Sums, Text, Till, Waits, Went,
    )
}  # fmt: skip
_SCALARS = {one.__name__: one for one in (Cents, Hours, Hundredths, Lapse, Moment, Rate, When)}


class Foreign(Exception):
    """A value of no known kind, or data that no value gives."""


def packed(value: Any) -> Any:
    """A value as JSON can hold it. Raises Foreign."""
    kind = type(value)
    if value is None or kind in (str, int, bool):
        return value
    name = kind.__name__
    if _SCALARS.get(name) is kind:
        return [name, str.__str__(value) if isinstance(value, str) else int(value)]
    if _TUPLES.get(name) is kind:
        return [name, *map(packed, value)]
    if kind is tuple and len(value) == 2 and type(value[0]) is type(value[1]) is dt.date:
        return ["days", value[0].isoformat(), value[1].isoformat()]  # of these there are many
    if kind in (tuple, list):
        return ["", *map(packed, value)]
    if isinstance(value, dict):
        return ["{}", *(item for key, one in value.items() for item in (str(key), packed(one)))]
    if isinstance(value, (frozenset, set)):
        return ["set", *sorted(map(packed, value), key=str)]
    if kind is dt.date:
        return ["day", value.isoformat()]
    if isinstance(value, str) and not hasattr(kind, "__words__"):
        return str.__str__(value)  # a text that knows its place in a file: of that only the text is kept
    raise Foreign(name)


def unpacked(data: Any) -> Any:
    """The value again. Raises Foreign."""
    if not isinstance(data, list):
        return data
    if not data or not isinstance(data[0], str):
        raise Foreign("no kind")
    name, rest = data[0], data[1:]
    try:
        if name in _SCALARS:
            return _SCALARS[name](*rest)
        if name == "days":
            return dt.date.fromisoformat(rest[0]), dt.date.fromisoformat(rest[1])
        if name == "day":
            return dt.date.fromisoformat(rest[0])
        values = [unpacked(one) for one in rest]
        if name in _TUPLES:
            return _TUPLES[name](*values)
        if name == "{}":
            return dict(zip(values[::2], values[1::2], strict=True))
        return {"": tuple, "set": frozenset}[name](values)
    except (TypeError, ValueError, KeyError, IndexError, AttributeError) as error:
        raise Foreign(name) from error
