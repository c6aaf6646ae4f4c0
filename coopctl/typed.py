"""What a person types: hours, rates, amounts, days, months, periods; unambiguous, or refused in words.

What a *file* of the ledger holds is read by ``values.py``, which knows one way to write each thing;
here the ways people write are many. Every refusal is a ``ValueError`` that holds a Text with examples.
"""

from __future__ import annotations

import datetime as dt
import re

from coopctl.values import Cents, Hours, Month, Period, Rate, parse_hours, parse_period, parse_what
from coopctl.words import T, Text

_CLOCK = r"(\d{1,4}) ?(?:h|hrs?|hours?|heures?) ?(?:(\d{2}) ?|(\d) ?(?=['m]))(?:min\.?|mns?|minutes?|m|')?"
_COLON = r"(\d{1,4}) ?: ?(\d{2})(?::00)?"
_MINUTES = r"(\d{1,5}) ?(min\.?|mns?|mins|minutes?|m|')"
_HOURS = r"(\d{0,5})(?:[.,](\d{1,12}))? ?(?:h|hrs?|hours?|heures?)?"
_MONEY = r"(?:€ ?)?(\d{1,3}(?: \d{3})+|\d{1,9})(?:[.,](\d{1,2}))? ?(?:(?:€|euros?|eur)(.*))?"
_PER_HOUR = r" ?(?:/|par|per|de l'|l'|an) ?(?:h|heure|hour|hr)\.?"
_HOUR_ALONE = r"(.*\d) ?/ ?h"
_APOSTROPHES = str.maketrans("\u2019\u02bc\u2032\u00b4`", "'''''")


def tidy(text: str) -> str:
    """Lower case, one apostrophe, every kind of space one plain space: how all that is typed is read."""
    return " ".join(text.translate(_APOSTROPHES).casefold().split())


class Decimals(int):
    """Hundredths of an hour, said as they are stored: « 1,33 h »."""

    def __words__(self, lang: str) -> str:
        return f"{self // 100}{',' if lang == 'fr' else '.'}{self % 100:02d}\u00a0h"

    def __str__(self) -> str:
        return f"{self // 100}.{self % 100:02d} h"


class Clock(int):
    """Minutes, said « 1 h 20 »."""

    def __words__(self, lang: str) -> str:
        return f"{self // 60}\u00a0h" + (f"\u00a0{self % 60:02d}" if self % 60 else "")

    def __str__(self) -> str:
        return f"{self // 60} h {self % 60:02d}"


def hours_of_minutes(minutes: int) -> tuple[Hours, Text | None]:
    """Minutes as hundredths of an hour, half up; says so where that is not exact (20 min = 0.33 h)."""
    found = parse_hours(Hours((minutes * 100 + 30) // 60).stored)
    exact = minutes * 100 % 60 == 0
    return found, None if exact else T("{typed} → {kept}", typed=Clock(minutes), kept=Decimals(found))


def hours(text: str) -> tuple[Hours, Text | None]:
    """Hours as people write them: ``1h30``, ``1 h 30``, ``1:30``, ``90min``, ``45'``, ``1,5``, ``1.5 h``.

    The second value says what was understood where that is not plain: a rounding, or ``30m``.
    """
    typed = tidy(text)
    if match := re.fullmatch(_CLOCK, typed) or re.fullmatch(_COLON, typed):
        whole, *rest = (part for part in match.groups() if part)
        if int(rest[0]) > 59:
            raise ValueError(T("“{seen}”: there are 59 minutes at most after the hours, as in 1h45", seen=text))
        return hours_of_minutes(int(whole) * 60 + int(rest[0]))
    if match := re.fullmatch(_MINUTES, typed):
        found, said = hours_of_minutes(int(match[1]))
        if match[2] == "m" and said is None:
            said = T("“{typed}” is read as {n} minutes", typed=typed, n=int(match[1]))
        return found, said
    match = re.fullmatch(_HOURS, typed)
    if match and (match[1] or match[2]):
        return _decimal_hours(match[1], match[2] or "", typed)
    raise _not_hours(text, typed)


def _decimal_hours(whole: str, part: str, typed: str) -> tuple[Hours, Text | None]:
    scale: int = 10 ** len(part)
    exact = int(whole or 0) * scale + int(part or 0)
    found = parse_hours(Hours((exact * 200 + scale) // (2 * scale)).stored)
    return found, None if found * scale == exact * 100 else T("{typed} → {kept}", typed=typed, kept=Decimals(found))


def _not_hours(text: str, typed: str) -> ValueError:
    if not typed:
        return ValueError(T("no time was given: write 1h30, 1:30, 90min or 1,5"))
    if "." in typed and "," in typed:
        return ValueError(T("“{seen}” has both a point and a comma: write 1,5 or 1.5", seen=text))
    if re.fullmatch(r"[-\u2212].*\d.*", typed):
        return ValueError(T("“{seen}” is below zero: a time is written 1h30, 1:30, 90min or 1,5", seen=text))
    if match := re.fullmatch(r"(\d+) ?(?:h|heures?) ?(\d)", typed):
        whole, digit = match.groups()
        said = T(
            "“{seen}” can be read two ways: write {a} or {b}", seen=text, a=f"{whole}h0{digit}", b=f"{whole}h{digit}0"
        )
        return ValueError(said)
    if re.fullmatch(r"[\d.,]+ ?(?:j|jours?|d|days?)", typed):
        return ValueError(T("“{seen}”: a day has no fixed length here, write hours: 7h, 3h30 or 3,5", seen=text))
    return ValueError(T("“{seen}” is not a time: write 1h30, 1:30, 90min or 1,5", seen=text))


def rate(text: str) -> Rate:
    """What one grants oneself for an hour: ``15``, ``12,50``, ``12.5``, ``10 €``, ``18 €/h``."""
    typed = tidy(text)
    if match := re.fullmatch(_HOUR_ALONE, typed):
        typed = match[1] + " €/h"
    found = _money(typed, _PER_HOUR)
    if found is None:
        raise _not_money(text, T("“{seen}” is not a rate: write 15, 12,50 or 18 €/h", seen=text))
    return Rate(found)


def cents(text: str) -> Cents:
    """An amount: ``15``, ``12,50``, ``1 234,50 €``."""
    found = _money(tidy(text), "")
    if found is None:
        raise _not_money(text, T("“{seen}” is not an amount: write 15, 12,50 or 1 234,50 €", seen=text))
    return Cents(found)


def _money(typed: str, tail: str) -> int | None:
    """Hundredths, or None. Three digits after a comma could be thousands, and are refused."""
    match = re.fullmatch(_MONEY, typed)
    if not match or (match[3] and not re.fullmatch(tail, match[3])):
        return None
    return int(match[1].replace(" ", "")) * 100 + int((match[2] or "").ljust(2, "0"))


def _not_money(text: str, otherwise: Text) -> ValueError:
    if "." in text and "," in text:
        return ValueError(T("“{seen}” has both a point and a comma: write 1234,50 or 1234.50", seen=text))
    if re.fullmatch(r"(?:€ ?)?[-\u2212] ?\d.*", tidy(text)):
        return ValueError(T("“{seen}” is below zero: write 0, 15 or 12,50", seen=text))
    return ValueError(otherwise)


_MONTHS = {
    name: number
    for number, names in enumerate(
        """
        janvier janv january jan
        février fevrier févr fevr february feb
        mars march
        avril avr april apr
        mai may
        juin june jun
        juillet juil july jul
        août aout august aug
        septembre sept september sep
        octobre oct october
        novembre nov november
        décembre decembre déc dec december
        """.strip().splitlines(),
        start=1,
    )
    for name in names.split()
}
_WEEKDAYS = {
    name: number
    for names in (
        "lundi mardi mercredi jeudi vendredi samedi dimanche",
        "monday tuesday wednesday thursday friday saturday sunday",
    )
    for number, name in enumerate(names.split())
}
_AGO = {"aujourd'hui": 0, "today": 0, "hier": 1, "yesterday": 1, "avant-hier": 2, "avant hier": 2}
_ISO_DAY = r"(\d{4})-(\d{1,2})-(\d{1,2})"
_SLASHED = r"(\d{1,2})([/.-])(\d{1,2})(?:\2(\d{4}))?"
_SPELLED = r"(?:([a-zé]+) )?(\d{1,2})(?:er|st|nd|rd|th)? ([a-zéû]+)\.?(?: (\d{4}))?"
_LAST = r"(?:last )?([a-z]+)(?: dernier)?"


def day(text: str, today: dt.date) -> dt.date:
    """A day as people write it: ISO, ``13/10/2026``, ``3 octobre``, ``hier``, ``-2d``, ``lundi``.

    Without a year it is the most recent such day not after ``today``; a weekday is the last one before.
    """
    typed = tidy(text)
    if typed in _AGO:
        return today - dt.timedelta(days=_AGO[typed])
    if match := re.fullmatch(r"-(\d{1,4}) ?(?:d|j|days?|jours?)", typed):
        return today - dt.timedelta(days=int(match[1]))
    if (match := re.fullmatch(_LAST, typed)) and match[1] in _WEEKDAYS:
        return _last_weekday(match[1], typed, today)
    return written_day(text, today)


def _last_weekday(name: str, typed: str, today: dt.date) -> dt.date:
    back = (today.weekday() - _WEEKDAYS[name]) % 7
    if back == 0 and typed == name:
        raise ValueError(T("“{seen}” is today or a week ago: write today or -7d", seen=typed))
    return today - dt.timedelta(days=back or 7)


def written_day(text: str, latest: dt.date | None = None) -> dt.date:
    """A day written out, day before month: ISO, ``13/10/2026``, ``jeudi 3 septembre 2026``.

    Without a year it is the most recent such day not after ``latest``, and refused if that is None.
    """
    typed = tidy(text)
    if match := re.fullmatch(_ISO_DAY, typed):
        return _calendar(int(match[1]), int(match[2]), int(match[3]), text)
    number, month, year = _parts(typed)
    if number is None or month is None:
        raise ValueError(T("“{seen}” is not a day: write 2026-10-13 or 13/10/2026", seen=text))
    if year is not None:
        return _calendar(year, month, number, text)
    if latest is None:
        raise ValueError(T("“{seen}” says no year: write 2026-10-13 or 13/10/2026", seen=text))
    return _most_recent(number, month, latest, text)


def _parts(typed: str) -> tuple[int | None, int | None, int | None]:
    if match := re.fullmatch(_SLASHED, typed):
        return int(match[1]), int(match[3]), int(match[4]) if match[4] else None
    match = re.fullmatch(_SPELLED, typed)
    if match and (match[1] is None or match[1] in _WEEKDAYS):
        return int(match[2]), _MONTHS.get(match[3]), int(match[4]) if match[4] else None
    return None, None, None


def _calendar(year: int, month: int, number: int, text: str) -> dt.date:
    try:
        return dt.date(year, month, number)
    except ValueError:
        raise ValueError(T("{seen} is not a day of the calendar: write 2026-10-13 or 13/10/2026", seen=text)) from None


def _most_recent(number: int, month: int, latest: dt.date, text: str) -> dt.date:
    """29 February may lie eight years back."""
    for year in range(latest.year, latest.year - 9, -1):
        try:
            found = dt.date(year, month, number)
        except ValueError:
            continue
        if found <= latest:
            return found
    return _calendar(latest.year, month, number, text)


_THIS_MONTH = ("ce mois", "ce mois-ci", "this month")
_LAST_MONTH = ("mois dernier", "le mois dernier", "last month")


def month(text: str, today: dt.date) -> Month:
    """A month as people write it: ``2026-10``, ``10/2026``, ``octobre 2026``, ``octobre``, ``mois dernier``.

    Without a year it is the most recent such month, this one included.
    """
    typed = tidy(text)
    now = Month.of(today)
    if typed in _THIS_MONTH:
        return now
    if typed in _LAST_MONTH:
        return now.previous
    found = written_month(typed)
    if found is None and (number := _MONTHS.get(typed.rstrip("."))):
        found = Month(now.year - (number > now.number), number)
    if found is None:
        raise ValueError(T("“{seen}” is not a month: write 2026-10, 10/2026 or octobre 2026", seen=text))
    return found


def written_month(text: str) -> Month | None:
    """A month with its year, None where the text is not one."""
    typed = tidy(text)
    year = number = None
    if match := re.fullmatch(r"(\d{4})[-/](\d{1,2})|(\d{1,2})[-/](\d{4})", typed):
        year, number = int(match[1] or match[4]), int(match[2] or match[3])
    elif match := re.fullmatch(r"([a-zéû]+)\.? (\d{4})", typed):
        year, number = int(match[2]), _MONTHS.get(match[1])
    return Month(year, number) if year and number and 1 <= number <= 12 and year < 9999 else None


def period(text: str, today: dt.date | None = None) -> Period:
    """A month, a quarter or a year: ``2026-10``, ``2026-Q4``, ``T4 2026``, ``octobre 2026``, ``2026``.

    With ``today``, a month without a year is accepted as :func:`month` does.
    """
    typed = tidy(text)
    if match := re.fullmatch(r"(\d{4})[- ]?[qt]([1-4])|[qt]([1-4])[- /]?(\d{4})", typed):
        return parse_period(f"{match[1] or match[4]}-Q{match[2] or match[3]}")
    if match := re.fullmatch(r"([1-4])(?:er|ère|e|ème|eme|st|nd|rd|th) (?:trimestre|quarter) (\d{4})", typed):
        return parse_period(f"{match[2]}-Q{match[1]}")
    try:
        found = written_month(typed) if today is None else month(typed, today)
        return Period(found, 1) if found else parse_period(typed)
    except ValueError:
        if re.fullmatch(r"[1-9]\d{3}", typed):
            return parse_period(typed)
        raise ValueError(T("“{seen}” is not a period: write 2026-10, 2026-Q4 or 2026", seen=text)) from None


def what(text: str) -> str:
    """What was done, in words: composed letters (NFC), no line break, nothing that acts on a screen unseen."""
    import unicodedata

    return parse_what(" ".join(unicodedata.normalize("NFC", text).split()))
