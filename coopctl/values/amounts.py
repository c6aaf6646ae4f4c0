"""Cents, rates and hours: whole numbers, exactly."""

from __future__ import annotations

import re

from coopctl.words import T

_NUMBER = re.compile(r"(-?)([0-9]{1,9})(?:\.([0-9]{1,2}))?", re.ASCII)


def _stored(hundredths: int) -> str:
    """The canonical text of a number in a file: no exponent, no needless zero (2.5, 30, 0.25)."""
    sign, whole, part = "-" if hundredths < 0 else "", abs(hundredths) // 100, abs(hundredths) % 100
    return f"{sign}{whole}" + (f".{part:02d}".rstrip("0") if part else "")


def _fixed(hundredths: int) -> str:
    """Two decimals always, as JSON gives them ("50.00")."""
    return f"{'-' if hundredths < 0 else ''}{abs(hundredths) // 100}.{abs(hundredths) % 100:02d}"


def _spoken(hundredths: int, lang: str, *, decimals: bool) -> str:
    """1 234,50 in French (narrow no-break space), 1,234.50 in English."""
    comma, space = (",", "\u202f") if lang == "fr" else (".", ",")
    digits = f"{abs(hundredths) // 100:,}".replace(",", space)
    tail = f"{comma}{abs(hundredths) % 100:02d}" if decimals or hundredths % 100 else ""
    return ("\u2212" if hundredths < 0 else "") + digits + tail


class Hundredths(int):
    """A number with two decimals, as the whole number of its hundredths."""

    @property
    def stored(self) -> str:
        """As a file of the ledger holds it: 2.5."""
        return _stored(self)

    @property
    def fixed(self) -> str:
        """As programs are given it: 2.50."""
        return _fixed(self)


class Cents(Hundredths):
    """An amount of money, in cents. ``Cents(5000)`` is 50 €."""

    def __words__(self, lang: str) -> str:
        spoken = _spoken(self, lang, decimals=True)
        return f"{spoken}\u00a0€" if lang == "fr" else f"{spoken} €"

    def __str__(self) -> str:
        return f"{_fixed(self)} €"


class Rate(Hundredths):
    """What a member grants themself for an hour, in cents."""

    def __words__(self, lang: str) -> str:
        spoken = _spoken(self, lang, decimals=False)
        return f"{spoken}\u00a0€/h" if lang == "fr" else f"{spoken} €/h"

    def __str__(self) -> str:
        return f"{_stored(self)} €/h"


class Hours(Hundredths):
    """Time, in hundredths of an hour. ``Hours(250)`` is two hours and a half."""

    def __words__(self, lang: str) -> str:
        minutes, off = divmod(abs(self) * 60, 100)
        if off:  # 1.33 h is no whole number of minutes: said as it is counted
            return f"{_spoken(self, lang, decimals=True)}\u00a0h"
        whole, rest = divmod(minutes, 60)
        sign = "\u2212" if self < 0 else ""
        if rest:
            return f"{sign}{whole}\u00a0h\u00a0{rest:02d}"
        return f"{sign}{whole}\u00a0h"

    def __str__(self) -> str:
        return f"{_fixed(self)} h"


def amount(hours: Hours, rate: Rate) -> Cents:
    """hours x rate, rounded half up to the cent (the euro rule, Reg. (EC) 1103/97 art. 5)."""
    return Cents((hours * rate + 50) // 100)


def parse_number(text: str) -> int:
    """A stored decimal with at most two digits after the point, as hundredths."""
    match = _NUMBER.fullmatch(text)
    if not match:
        raise ValueError(T("“{seen}” is not a number written like 2.5", seen=text))
    sign, whole, part = match.groups()
    value = int(whole) * 100 + int((part or "").ljust(2, "0") or 0)
    return -value if sign else value


def parse_hours(text: str) -> Hours:
    """Stored hours: ``2.5``. Bounded to a year's worth, so that a slip of the hand is seen."""
    value = parse_number(text)
    if not -900_000 < value < 900_000:
        raise ValueError(T("{seen} hours is more than a year holds", seen=text))
    return Hours(value)


def parse_rate(text: str) -> Rate:
    """A stored hourly rate in the ledger's currency."""
    return Rate(parse_number(text))


def parse_cents(text: str) -> Cents:
    """A stored amount in the ledger's currency."""
    return Cents(parse_number(text))
