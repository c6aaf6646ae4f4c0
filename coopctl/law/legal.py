"""The legal values in force: those coopctl comes with (``fr.toml``), and what a cooperative reads otherwise."""

from __future__ import annotations

import datetime as dt
import pkgutil
import tomllib
from functools import lru_cache
from typing import Any, NamedTuple

from coopctl.law.label import Label
from coopctl.problem import At
from coopctl.records.charter import Charter
from coopctl.values import Hundredths, parse_number
from coopctl.words import T, Text


class Legal(NamedTuple):
    """A value of the law, from a day on, and the text that says so.

    ``at`` is where the cooperative wrote its own reading of it, None for the one coopctl comes with.
    """

    name: str
    number: Hundredths
    since: dt.date
    source: str
    label: Label
    at: At | None = None

    @property
    def whole(self) -> int:
        """The value as a whole number: months, people, contracts."""
        return self.number // 100

    @property
    def cited(self) -> Text:
        """« à vérifier : Code de commerce, art. L127-2 »."""
        return T("to be verified: {source}", source=self.source)


class Law:
    """The legal values a cooperative is under, by its charter. Without ``law`` in coop.yaml there are none."""

    def __init__(self, charter: Charter | None) -> None:
        self._series: dict[str, list[Legal]] = {}
        if charter is not None:
            self._take(charter)

    def _take(self, charter: Charter) -> None:
        for name, entry in texts().items():
            if charter.law in entry["applies"] and charter.legal_form in entry.get("forms", (charter.legal_form,)):
                self._series[name] = [_shipped(name, entry, one) for one in entry["series"]]
        for index, own in enumerate(charter.legal_values):
            if own.value in self._series:
                at, label = At("coop.yaml", ("legal_values", index, "number")), self._series[own.value][0].label
                found = Legal(own.value, own.number, own.since.first, own.source, label, at)
                # From its first day on, what the cooperative reads holds instead of all that coopctl says.
                kept = [one for one in self._series[own.value] if one.at or one.since < found.since]
                self._series[own.value] = sorted([*kept, found], key=lambda one: one.since)

    def on(self, name: str, day: dt.date) -> Legal | None:
        """The value in force that day (the oldest holds before its first day too); None where none applies."""
        series = self._series.get(name)
        if not series:
            return None
        return next((one for one in reversed(series) if one.since <= day), series[0])


@lru_cache
def texts() -> dict[str, Any]:
    """The values coopctl comes with, as the file says them."""
    data = pkgutil.get_data("coopctl", "law/fr.toml")
    assert data is not None
    return tomllib.loads(data.decode())


def _shipped(name: str, entry: dict[str, Any], one: dict[str, Any]) -> Legal:
    label = Label(entry["en"], entry["fr"])
    return Legal(name, Hundredths(parse_number(one["number"])), one["since"], entry["source"], label)


def law_of(charter: Charter | None) -> Law:
    """The legal values of a cooperative."""
    return Law(charter)
