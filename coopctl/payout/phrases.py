"""Parts of sentences about payouts, which a kept finding holds too: light, for every command may meet them."""

from __future__ import annotations

from typing import Any, NamedTuple

from coopctl.values import Period
from coopctl.words import said


class Dotted(NamedTuple):
    """Things said one after the other: « 3 octobre 2026 · Technique · Migration »."""

    parts: tuple[Any, ...]

    def __words__(self, lang: str) -> str:
        return " · ".join(said(part, lang) for part in self.parts)

    def __str__(self) -> str:
        return " · ".join(said(part, "en", plain=True) for part in self.parts)


class OfPeriod(NamedTuple):
    """A period after a noun: « d'octobre 2026 », « du 4e trimestre 2026 », "of October 2026"."""

    period: Period

    def __words__(self, lang: str) -> str:
        name = self.period.__words__(lang)
        if lang != "fr":
            return f"of {name}"
        if self.period.length == 3:
            return f"du {name}"
        return f"d'{name}" if name[0] in "ao" else f"de {name}"

    def __str__(self) -> str:
        return f"of {self.period}"
