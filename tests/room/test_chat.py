"""Ballots read from a pasted chat: what is certain is read, anything else is left to be settled."""

from __future__ import annotations

import pytest

from coopctl.room.chat import Heard, parse
from coopctl.room.people import People

PEOPLE = People(
    {"ana": "Ana Costa", "loic": "Loïc Mazière", "noemie": "Noémie Lagarde", "marie-laure": "Marie-Laure Petit",
     "karim": "", "ana-b": "Ana Blanc"},
    {"noemie": ("mimi",)},
)  # fmt: skip
VOTERS = ("ana", "loic", "noemie", "marie-laure", "karim")


@pytest.mark.parametrize(
    ("block", "voter", "heard"),
    [
        ("Noémie : Loïc parce qu'il explique bien", "noemie", Heard(("loic",), "", "parce qu'il explique bien")),
        ("[18:42] Loïc M. : je propose Noémie, pour sa patience", "loic", Heard(("noemie",), "", "pour sa patience")),
        ("18:42:10 De Loïc Mazière à Tout le monde : Noemie", "loic", Heard(("noemie",))),
        ("18:42 From Loïc to Everyone: I nominate Marie-Laure", "loic", Heard(("marie-laure",))),
        ("Loïc Mazière 18:42\nje propose Marie-Laure Petit. Elle écoute", "loic",
         Heard(("marie-laure",), "", "Elle écoute")),
        ("Moi, Karim, je propose Loïc", "karim", Heard(("loic",))),
        ("karim -> mimi", "karim", Heard(("noemie",))),
        ("KARIM: pour moi ce serait LOIC !", "karim", Heard(("loic",))),
        ("Karim : personne pour l'instant, la fiche est floue", "karim", Heard((), "nobody", "la fiche est floue")),
        ("Karim : je passe", "karim", Heard((), "pass")),
        ("Karim : il faut quelqu'un de posé, donc Loïc", "karim",
         Heard(("loic",), "", "il faut quelqu'un de posé, donc Loïc")),
        ("Karim\nLoïc\nil sait attendre", "karim", Heard(("loic",), "", "il sait attendre")),
        ("Ana Costa : ana costa", "ana", Heard(("ana",))),
    ],
)  # fmt: skip
def test_a_line_that_is_certain_is_read(block: str, voter: str, heard: Heard) -> None:
    chat = parse(block, PEOPLE, VOTERS)
    assert (chat.ballots, chat.left) == ({voter: heard}, ())


@pytest.mark.parametrize(
    ("block", "voter", "why"),
    [
        ("je propose Loïc", "", "who sent it"),
        ("Ana : Loïc", "", "who sent it"),  # two people are called Ana
        ("Karim : Loïc et Noémie", "karim", "whom it names"),
        ("Karim : je ne sais pas encore", "karim", "whom it names"),
        ("Karim : Loïc ou Noémie, les deux iraient", "karim", "whom it names"),
        ("Ana Blanc : Loïc", "ana-b", "gives no ballot"),
        ("Karim : je passe", "karim", "do not allow"),
    ],
)
def test_a_line_that_could_mean_two_things_is_left(block: str, voter: str, why: str) -> None:
    chat = parse(block, PEOPLE, VOTERS, instead=("nobody",))
    assert chat.ballots == {}
    assert [(one.voter, why in str(one.why.message)) for one in chat.left] == [(voter, True)]


def test_a_second_ballot_of_somebody_is_left_and_the_first_stands() -> None:
    chat = parse("Karim : Loïc\nKarim : non, Noémie\nKarim : Noémie", PEOPLE, VOTERS)
    assert chat.ballots["karim"].names == ("loic",)
    assert [one.text for one in chat.left] == ["Noémie"]


def test_a_group_where_there_are_several_seats() -> None:
    chat = parse("Karim : Loïc, Noémie et Marie-Laure : une équipe", PEOPLE, VOTERS, seats=3)
    assert chat.ballots["karim"] == Heard(("loic", "noemie", "marie-laure"), "", "une équipe")
    assert parse("Karim : Loïc, Noémie, Ana Costa", PEOPLE, VOTERS, seats=2).ballots == {}
