"""Records of elections and decisions, counted in words: how each was settled, and what came of it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from coopctl.ledger import Ledger

KINDS = ("elections", "decisions")
Plain = Mapping[str, Any]


def by(field: str, records: Iterable[Plain]) -> list[dict[str, Any]]:
    """How many records say what in a field, the most common first, then by name; those that say nothing come last."""
    counts = Counter(str(one[field]) if one.get(field) else "" for one in records)
    ordered = sorted(counts.items(), key=lambda item: (item[0] == "", -item[1], item[0]))
    return [{field: value or None, "records": count} for value, count in ordered]


def of_year(ledger: Ledger, kind: str, year: int) -> list[Plain]:
    """The records of a kind whose name begins with a day of that year; none where the ledger knows no such kind.

    An election has one method, its own: who counts elections counts them whole.
    """
    if kind not in KINDS:
        raise ValueError(kind)
    found = sorted((ledger.elections if kind == "elections" else ledger.records.of(kind)).items())
    named = [one for name, one in found if name.startswith(f"{dt.date(year, 1, 1):%Y}-")]
    return [{"method": "election"} if kind == "elections" else one.model_dump() for one in named]
