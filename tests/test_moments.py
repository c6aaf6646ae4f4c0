"""Days and months inside sentences, in both languages."""

from __future__ import annotations

import pytest

from coopctl.moments import Between, On, Since, Till, spanning
from coopctl.values import When
from coopctl.words import T

DAY, MONTH, APRIL, AUGUST = When("2024-03-01"), When("2024-03"), When("2024-04"), When("2026-08")


@pytest.mark.parametrize(
    ("value", "french", "english", "plain"),
    [
        (Since(DAY), "depuis le 1er mars 2024", "since 1 March 2024", "since 2024-03-01"),
        (Since(MONTH), "depuis mars 2024", "since March 2024", "since 2024-03"),
        (Till(DAY), "jusqu'au 1er mars 2024", "until 1 March 2024", "until 2024-03-01"),
        (Till(MONTH), "jusqu'à fin mars 2024", "until the end of March 2024", "until 2024-03"),
        (On(DAY), "le 1er mars 2024", "on 1 March 2024", "on 2024-03-01"),
        (On(MONTH), "fin mars 2024", "at the end of March 2024", "on 2024-03"),
        (
            Between(DAY, AUGUST),
            "du 1er mars 2024 à août 2026",
            "from 1 March 2024 to August 2026",
            "from 2024-03-01 to 2026-08",
        ),
        (
            Between(APRIL, DAY),
            "d'avril 2024 au 1er mars 2024",
            "from April 2024 to 1 March 2024",
            "from 2024-04 to 2024-03-01",
        ),
        (
            spanning(MONTH, AUGUST),
            "de mars 2024 à août 2026",
            "from March 2024 to August 2026",
            "from 2024-03 to 2026-08",
        ),
        (spanning(MONTH, None), "depuis mars 2024", "since March 2024", "since 2024-03"),
    ],
)
def test_the_preposition_follows_what_stands_in_the_file(value: object, french: str, english: str, plain: str) -> None:
    text = T("{when}", when=value)
    assert (text.shown("fr"), text.shown("en"), text.shown("en", plain=True)) == (french, english, plain)


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (Since(DAY), "depuis le 2024-03-01"),
        (Since(MONTH), "depuis 2024-03"),
        (Till(DAY), "jusqu'au 2024-03-01"),
        (On(MONTH), "fin 2024-03"),
        (Between(DAY, AUGUST), "du 2024-03-01 à 2026-08"),
    ],
)
def test_off_a_terminal_french_stays_french(value: object, plain: str) -> None:
    assert T("{when}", when=value).shown("fr", plain=True) == plain
