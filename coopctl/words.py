"""Sentences people read, in French or English.

A sentence is data until it is shown: ``T("{rate} is above the cap", rate=...)`` keeps the English
pattern and the values apart, so that a finding can be compared, saved, and shown in either language.
Strings among the values come from a ledger and may be hostile: showing one makes it harmless.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple, Protocol

LANGUAGES = ("fr", "en")
_LOCALE = Path(__file__).parent / "locale"
_now = {"language": "fr"}

_MONTHS = {
    "fr": [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ],
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
}


class Worded(Protocol):
    """A value that knows how it is said on screen."""

    def __words__(self, language: str) -> str: ...


def set_language(language: str) -> None:
    """Choose the language ("fr" or "en") of everything shown from now on."""
    if language not in LANGUAGES:
        raise ValueError(f"no such language: {language!r}")
    _now["language"] = language


def language() -> str:
    """The language in use: "fr" or "en"."""
    return _now["language"]


@lru_cache
def _catalogue(lang: str) -> Any:
    import gettext

    return gettext.translation("coopctl", _LOCALE, [lang], fallback=True)


def _(message: str) -> str:
    """Say a fixed sentence (a help text, a heading) in the language in use."""
    return message if language() == "en" else str(_catalogue(language()).gettext(message))


class Text(NamedTuple):
    """A sentence with its values, not yet shown. Make one with :func:`T` or :func:`TN`."""

    message: str
    values: tuple[tuple[str, Any], ...] = ()
    plural: str | None = None
    number: int = 0

    def __str__(self) -> str:
        return self.shown()

    def shown(self, lang: str | None = None, *, plain: bool = False) -> str:
        """The sentence in a language; ``plain`` keeps numbers and dates as they are in files."""
        lang = lang or language()
        values = {name: said(_typed(name, value), lang, plain=plain) for name, value in self.values}
        pattern = self._pattern(lang)
        for name, value in self.values:
            if not plain and getattr(value, "only_a_month", False):
                pattern = _of_a_month(pattern, name, values[name], lang)
        return pattern.format_map(values)

    def _pattern(self, lang: str) -> str:
        if lang != "en":
            found = _catalogue(lang)
            if self.plural is None:
                return str(found.gettext(self.message))
            return str(found.ngettext(self.message, self.plural, self.number))
        return self.message if self.plural is None or self.number == 1 else self.plural


_BEFORE_A_MONTH = {
    "en": {"on": "in"},
    "fr": {"depuis le": "depuis", "avant le": "avant", "dès le": "dès", "pour le": "pour", "d'ici le": "d'ici",
           "jusqu'au": "jusqu'à fin", "le": "en", "du": "de", "au": "à"},
}  # fmt: skip
"""The words before a day, and what they become before a month: « le 5 mars 2024 », « en mars 2024 »."""


def _of_a_month(pattern: str, name: str, words: str, lang: str) -> str:
    """A sentence written for a day, where only the month is known."""
    for before, after in _BEFORE_A_MONTH[lang].items():
        joined = "d'" if after == "de" and words[0] in "ao" else f"{after} "
        pattern = re.sub(rf"\b{before} (?=\{{{name}\}})", joined, pattern)
        capital = joined[0].upper() + joined[1:]
        pattern = re.sub(rf"\b{before[0].upper()}{before[1:]} (?=\{{{name}\}})", capital, pattern)
    return pattern


def T(message: str, /, **values: Any) -> Text:
    """A sentence to show later. ``message`` is English and is the key of the translation."""
    return Text(message, tuple(values.items()))


def TN(one: str, many: str, count: int, /, **values: Any) -> Text:
    """A sentence that counts: ``TN("{n} line", "{n} lines", 3)``; ``n`` is given."""
    return Text(one, (("n", count), *values.items()), many, count)


class Command(str):
    """A command to type: what stands for a value of one's own, ``HANDLE``, is said in the language of the screen.

    Text that is called ``command`` or ``cure`` in a sentence is one.
    """

    def __words__(self, lang: str) -> str:
        words = visible(str(self))
        return words if lang == "en" else _STANDS_FOR.sub(lambda found: _stands_for(found[0], lang), words)


_STANDS_FOR = re.compile(r"(?<![\w\"«-])[A-Z]{4,}(?![\w\"-])")


def _typed(name: str, value: Any) -> Any:
    return Command(value) if name in ("command", "cure") and isinstance(value, str) else value


def _stands_for(word: str, lang: str) -> str:
    return str(_catalogue(lang).gettext(word))


def said(value: Any, lang: str, *, plain: bool = False) -> str:
    """One value as it is shown: amounts, hours and dates in the language, strings made harmless."""
    if isinstance(value, Text):
        return value.shown(lang, plain=plain)
    if plain and hasattr(value, "__plain__"):
        return visible(str(value.__plain__(lang)))
    if hasattr(value, "__words__"):
        return visible(str(value)) if plain else str(value.__words__(lang))
    if isinstance(value, (list, tuple)):
        return ", ".join(said(one, lang, plain=plain) for one in value)
    if isinstance(value, dt.date):
        return value.isoformat() if plain else day_words(value, lang)
    return visible(str(value))


def day_words(day: dt.date, lang: str) -> str:
    """« 3 octobre 2026 », "3 October 2026"."""
    first = "1er" if lang == "fr" and day.day == 1 else str(day.day)
    return f"{first} {_MONTHS[lang][day.month - 1]} {day.year}"


def month_words(year: int, month: int, lang: str) -> str:
    """« octobre 2026 », "October 2026"."""
    return f"{_MONTHS[lang][month - 1]} {year}"


_HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def visible(text: str) -> str:
    """Text from a ledger, with every character that could act on a screen written out (``\\x1b``)."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(c if unicodedata.category(c) not in _HIDDEN else _escaped(c) for c in text)


def _escaped(c: str) -> str:
    point = ord(c)
    if point < 0x100:
        return f"\\x{point:02x}"
    return f"\\u{point:04x}" if point < 0x10000 else f"\\U{point:08x}"


def N_(message: str) -> str:
    """Mark a sentence for translation without saying it yet."""
    return message


def marked(message: str, /, **values: Any) -> Text:
    """A sentence that was marked by :func:`N_` where it is written."""
    return Text(message, tuple(values.items()))
