from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coopctl.importing import people
from coopctl.importing.people import Directory, Match, Profile, match, profile
from coopctl.importing.spelling import fold
from tests.importing.boards import HEAD, PEOPLE, ROW, as_csv, read

NAMES = PEOPLE.members


@pytest.mark.parametrize(
    ("name", "handle"),
    [
        ("Loïc Moreau", "loic"), ("loic", "loic"), ("LOIC MOREAU", "loic"), ("MOREAU Loïc", "loic"),
        ("Moreau, Loïc", "loic"), ("zoe oeuvrard", "zoe"), ("Zoé  OEUVRARD", "zoe"), ("Gaël le-goff", "gael"),
        ("Theo Garcon", "theo"), ("Françoise Noël", "francoise"),
    ],
)  # fmt: skip
def test_case_accents_and_order_do_not_matter(name: str, handle: str) -> None:
    assert match(name, NAMES, {}) == Match(handle)


@pytest.mark.parametrize(
    ("name", "handle"),
    [
        ("Fran?oise No?l", "francoise"), ("Fran\ufffdoise No\ufffdl", "francoise"), ("Franoise Nol", "francoise"),
        ("FranÃ§oise NoÃ«l", "francoise"), ("No?l Fran?oise", "francoise"), ("Zo? ?uvrard", "zoe"),
        ("Zo uvrard", "zoe"),
        ("Th‚o Gar‡on", "theo"), ("Loïc M.", "loic"), ("L. Moreau", "loic"), ("Loïc", "loic"), ("Le Goff", "gael"),
        ("Anaïs L", "anais"),
    ],
)  # fmt: skip
def test_lost_letters_and_initials_are_read_and_said(name: str, handle: str) -> None:
    assert match(name, NAMES, {}) == Match(handle, sure=False)


@pytest.mark.parametrize("name", ["Quelqu'un d'autre", "Loïc Durand", "L M", "???", "", "Moreau Karim", "N"])
def test_nobody_is_guessed(name: str) -> None:
    assert match(name, NAMES, {}).id is None


def test_between_two_nobody_is_chosen() -> None:
    names = {"loic-m": ("Loïc Moreau",), "loic-b": ("Loïc Blanc",)}
    assert match("Loïc", names, {}) == Match(None, ("loic-b", "loic-m"))
    assert match("Loïc M.", names, {}) == Match("loic-m", sure=False)
    assert match("Loïc", names, {"LOIC": "loic-b"}) == Match("loic-b")
    assert match("Loïc", names, {"Loïc": "gone"}).id is None


def test_the_strictest_reading_that_fits_decides() -> None:
    names = {"anne": ("Anne",), "anne-marie": ("Anne Marie",)}
    assert match("anne", names, {}) == Match("anne")


def test_what_looks_alike_is_suggested_only() -> None:
    assert match("Loic Moro", NAMES, {}).near[0] == "loic"
    found = match("Karym Benali", NAMES, {})
    message, cure = people.unknown("Karym Benali", found)
    assert (str(message), cure) == ("nobody here is called “Karym Benali”", "--member 'Karym Benali=karim'")


def test_an_ambiguous_name_is_refused_with_its_candidates() -> None:
    known = Directory({"loic-m": ("Loïc Moreau",), "loic-b": ("Loïc Blanc",)}, PEOPLE.circles)
    (trouble,) = read(as_csv([HEAD, (ROW[0], "Loïc", *ROW[2:])]), people=known).troubles
    assert str(trouble.message) == "“Loïc” could be loic-b, loic-m: say which"
    assert trouble.cure == "--member 'Loïc=loic-b'"
    decided = read(
        as_csv([HEAD, (ROW[0], "Loïc", *ROW[2:])]), people=known, profile=Profile(members={"loïc": "loic-m"})
    )
    assert [line.member for line in decided.lines] == ["loic-m"]


@pytest.mark.parametrize("title", ["vie-cooperative", "Vie coopérative", "VIE COOPERATIVE", "Vie coop?rative"])
def test_circles_by_slug_or_title(title: str) -> None:
    assert match(title, PEOPLE.circles, {}).id == "vie-cooperative"


def test_a_profile_comes_back_from_its_tree() -> None:
    mine = Profile({"hours": "Durée"}, {"Lolo": "loic"}, {})
    assert mine.tree() == {"columns": {"hours": "Durée"}, "members": {"Lolo": "loic"}}
    assert profile(mine.tree()) == mine
    assert profile(None) == profile({"columns": ["x"], "y": 1}) == Profile()
    assert mine.updated(Profile(members={"Lolo": "zoe"})).members == {"Lolo": "zoe"}


@settings(deadline=None)
@given(st.sampled_from(sorted(NAMES)), st.data())
def test_any_accented_letter_may_be_lost(handle: str, data: st.DataObject) -> None:
    (name,) = NAMES[handle]
    worn = "".join(
        data.draw(st.sampled_from([c, "?", "", "\ufffd", fold(c)])) if not c.isascii() else c for c in name
    )  # fmt: skip
    assert match(worn, NAMES, {}).id == handle


@settings(deadline=None)
@given(st.text(max_size=12))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)
