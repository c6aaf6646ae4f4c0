"""Days and months inside a sentence: « depuis le 1er mars 2024 » but « depuis mars 2024 ».

Each is a value to put in a ``T("…")``: the preposition changes with what stands in the file, so it cannot be
part of the sentence. Off a terminal the day stays as it is in files, and the preposition is said all the same.
"""

from __future__ import annotations

from typing import NamedTuple

from coopctl.values import When


def _is_month(when: When) -> bool:
    return len(when) == 7


def _de(words: str) -> str:
    return f"d'{words}" if words[0] in "ao" else f"de {words}"


class Since(NamedTuple):
    """« depuis le 1er mars 2024 », « depuis mars 2024 »."""

    when: When

    def __str__(self) -> str:
        return f"since {self.when}"

    def __words__(self, lang: str) -> str:
        return self._said(self.when.__words__(lang), lang)

    def __plain__(self, lang: str) -> str:
        return self._said(str(self.when), lang) if lang == "fr" else str(self)

    def _said(self, said: str, lang: str) -> str:
        if lang != "fr":
            return f"since {said}"
        return f"depuis {said}" if _is_month(self.when) else f"depuis le {said}"


class Till(NamedTuple):
    """« jusqu'au 31 août 2026 », « jusqu'à fin août 2026 »."""

    when: When

    def __str__(self) -> str:
        return f"until {self.when}"

    def __words__(self, lang: str) -> str:
        return self._said(self.when.__words__(lang), lang)

    def __plain__(self, lang: str) -> str:
        return self._said(str(self.when), lang) if lang == "fr" else str(self)

    def _said(self, said: str, lang: str) -> str:
        if lang != "fr":
            return f"until the end of {said}" if _is_month(self.when) else f"until {said}"
        return f"jusqu'à fin {said}" if _is_month(self.when) else f"jusqu'au {said}"


class On(NamedTuple):
    """A last day: « le 31 août 2026 », « fin août 2026 »."""

    when: When

    def __str__(self) -> str:
        return f"on {self.when}"

    def __words__(self, lang: str) -> str:
        return self._said(self.when.__words__(lang), lang)

    def __plain__(self, lang: str) -> str:
        return self._said(str(self.when), lang) if lang == "fr" else str(self)

    def _said(self, said: str, lang: str) -> str:
        if lang != "fr":
            return f"at the end of {said}" if _is_month(self.when) else f"on {said}"
        return f"fin {said}" if _is_month(self.when) else f"le {said}"


class Between(NamedTuple):
    """« du 1er mars 2024 au 31 août 2026 », « de mars 2024 à août 2026 »."""

    since: When
    until: When

    def __str__(self) -> str:
        return f"from {self.since} to {self.until}"

    def __words__(self, lang: str) -> str:
        return self._said(self.since.__words__(lang), self.until.__words__(lang), lang)

    def __plain__(self, lang: str) -> str:
        return self._said(str(self.since), str(self.until), lang) if lang == "fr" else str(self)

    def _said(self, first: str, last: str, lang: str) -> str:
        if lang != "fr":
            return f"from {first} to {last}"
        begins = _de(first) if _is_month(self.since) else f"du {first}"
        return f"{begins} à {last}" if _is_month(self.until) else f"{begins} au {last}"


def spanning(since: When, until: When | None) -> Since | Between:
    """The days of a mandate, a membership, a status."""
    return Between(since, until) if until else Since(since)
