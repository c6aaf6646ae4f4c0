"""Sentences, amounts, hours and days as they are said: checked against the tables of the Unicode consortium."""

from __future__ import annotations

import datetime as dt
import re
from string import Formatter

import pytest
from babel.dates import format_date
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from coopctl.values import Cents, Hours, Month, Period, Rate, When
from coopctl.words import TN, T, Text, _catalogue, day_words, said, set_language, visible


@given(st.integers(-(10**11), 10**11))
def test_amounts_are_written_as_babel_writes_them(cents: int) -> None:
    for lang in ("fr", "en"):
        wanted = format_decimal(abs(cents) / 100 if abs(cents) < 10**11 else 0, "#,##0.00", locale=lang)
        if abs(cents) < 10**11:
            assert Cents(cents).__words__(lang).lstrip("\u2212").rsplit(maxsplit=1)[0] == wanted


@given(st.dates())
def test_days_are_written_as_babel_writes_them(day: dt.date) -> None:
    assert day_words(day, "en") == format_date(day, "d MMMM y", locale="en")
    assert day_words(day, "fr").replace("1er ", "1 ", 1) == format_date(day, "d MMMM y", locale="fr")


def test_small_words() -> None:
    assert Hours(150).__words__("fr") == "1\u00a0h\u00a030"
    assert Hours(-25).__words__("fr") == "\u22120\u00a0h\u00a015"
    assert Rate(1250).__words__("fr") == "12,50\u00a0€/h"
    assert said(Month(2026, 10), "fr") == "octobre 2026"
    assert said(Period(Month(2026, 1), 3), "fr") == "1er trimestre 2026"
    assert said(When("2024-03"), "en") == "March 2024"
    assert said([Cents(100), "x"], "en", plain=True) == "1.00 €, x"
    assert said(dt.date(2026, 10, 1), "fr", plain=True) == "2026-10-01"


def test_what_stands_for_a_value_of_ones_own_is_said_in_the_language() -> None:
    cure = 'coopctl member add HANDLE --status CAPE --since DATE --name "HANDLE"'
    assert T("try: {cure}", cure=cure).shown("en") == f"try: {cure}"
    assert (
        T("try: {cure}", cure=cure)
        .shown("fr")
        .endswith('coopctl member add IDENTIFIANT --status CAPE --since DATE --name "HANDLE"')
    )
    assert T("{command}", command="a\x1bHANDLE").shown("fr") == "a\\x1bHANDLE"


def test_text_of_a_ledger_cannot_act_on_a_screen() -> None:
    assert visible("a\x1b[31mb\u202e\u200bé 👍") == "a\\x1b[31mb\\u202e\\u200bé 👍"
    assert str(T("{x}", x="{y}\x07")) == "{y}\\x07"


@pytest.mark.parametrize(("count", "said_"), [(0, "0 lines"), (1, "1 line"), (2, "2 lines")])
def test_what_counts(count: int, said_: str) -> None:
    assert str(TN("{n} line", "{n} lines", count)) == said_


def test_only_two_languages() -> None:
    with pytest.raises(ValueError):
        set_language("de")


@pytest.mark.parametrize(
    ("pattern", "month", "words"),
    [
        ("entré le {day}", "2024-01", "entré en janvier 2024"),
        ("Le {day}, on commence", "2024-01", "En janvier 2024, on commence"),
        ("depuis le {day}", "2024-03", "depuis mars 2024"),
        ("à partir du {day}", "2024-08", "à partir d'août 2024"),
        ("réunion du {day}", "2024-03", "réunion de mars 2024"),
        ("jusqu'au {day}", "2024-10", "jusqu'à fin octobre 2024"),
        ("le rôle {day} le {day}", "2024-03", "le rôle mars 2024 en mars 2024"),
        ("à revoir avant le {day}", "2024-03-05", "à revoir avant le 5 mars 2024"),
    ],
)
def test_the_words_before_a_month_are_others_than_before_a_day(pattern: str, month: str, words: str) -> None:
    assert Text(pattern, (("day", When(month)),)).shown("fr") == words


def test_in_english_too_and_not_in_files() -> None:
    assert (
        T("in since {day}, out on {day}", day=When("2024-01")).shown("en")
        == "in since January 2024, out in January 2024"
    )
    assert T("out on {day}", day=When("2024-01")).shown("fr", plain=True) == "out on 2024-01"


def test_no_french_sentence_says_a_month_as_a_day() -> None:
    """Every sentence with a value is said with a month for each of them."""
    seen = 0
    for pattern in _catalogue("fr")._catalog.values():
        names = {name for _, name, *_ in Formatter().parse(pattern) if name} if "{" in pattern else set()
        try:
            said_so = Text(pattern, tuple((name, When("2024-08")) for name in names)).shown("fr")
        except (ValueError, KeyError, AttributeError, IndexError):
            continue
        seen += bool(names)
        assert not re.search(r"\b(?:le|du|au) août", said_so), pattern
    assert seen > 1000
