"""Two ways of writing the same words: accents, case, apostrophes, and letters an old encoding lost."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+|€")
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d"})
_LOST = "[^a-z0-9\\s]{0,3}"
"""What stands for one accented letter after a wrong decoding: nothing, ``?``, ``\ufffd`` or ``Ã©``."""


@lru_cache(maxsize=16384)
def fold(text: str) -> str:
    """Words without case, accents and punctuation: « Nb d'heures » and "NB D’HEURES" are one."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold()).translate(_LIGATURES)
    bare = "".join(c for c in plain if not unicodedata.combining(c))
    return " ".join(_WORD.findall(bare))


def tokens(text: str) -> frozenset[str]:
    """The words of a name in no order, so that "MOREAU Loïc" is "Loïc Moreau"."""
    return frozenset(fold(text).split())


def is_worn(text: str, reference: str) -> bool:
    """Whether ``text`` is ``reference`` with accented letters lost or replaced: Fran?oise, Franoise.

    Words may come in another order, surname first.
    """
    words = reference.split()
    seen = " ".join(unicodedata.normalize("NFC", text).casefold().split())
    return any(_worn(" ".join(words[i:] + words[:i])).fullmatch(seen) for i in range(max(1, len(words))))


@lru_cache(maxsize=4096)
def _worn(reference: str) -> re.Pattern[str]:
    return re.compile("".join(_letter(c) for c in unicodedata.normalize("NFC", reference).casefold()))


def _letter(c: str) -> str:
    if c.isascii() and c.isalnum():
        return c
    if c.isspace():
        return r"\s+"
    base = fold(c)
    return f"(?:{re.escape(base)}|{_LOST})" if base.isascii() and base else _LOST
