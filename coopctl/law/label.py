"""What a legal value is, said in both languages."""

from __future__ import annotations

from typing import NamedTuple


class Label(NamedTuple):
    """What a value is, in both languages."""

    en: str
    fr: str

    def __str__(self) -> str:
        return self.en

    def __words__(self, lang: str) -> str:
        return self.fr if lang == "fr" else self.en
