"""coopctl meeting, workshop and coop: noted in one line, announced and completed, read as pages and JSON."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.coop import Coop


@pytest.fixture
def coop(tmp_path: Path) -> Coop:
    return Coop(tmp_path / "coop")


def test_a_meeting_is_noted_in_one_line(coop: Coop) -> None:
    said = coop.ok("meeting", "add", "orientation", "--date", "2026-10-27", "--present", "12", "--expected", "14",
                   "--mode", "Visio", "--length", "1h30", "--agenda-by", "orientation/cogerance")  # fmt: skip
    assert said == "orientation met on 27 October 2026\n"
    assert coop.text("meetings/2026-10-27-orientation.yaml").split("\n", 1)[1] == (
        "meeting: 2026-10-27-orientation\ncircle: orientation\ndate: 2026-10-27\nmode: remote\nlength: 1.5\n"
        "present: 12\nexpected: 14\nagenda_by: orientation/cogerance\n"
    )
    one = coop.json("meeting", "list", "orientation")[0]
    assert (one["length"], one["present"], one["expected"], one["state"]) == ("1.50", 12, 14, "held")
    assert "86 % of those expected" in coop.ok("circle", "show", "orientation")
    again = coop.run("meeting", "add", "orientation", "--date", "2026-10-27", "--present", "9")
    assert (again.code, "already noted" in again.err) == (1, True)
    assert coop.ok("log", "--limit", "1").endswith("meeting of orientation on 27 October 2026: 12 present\n")


def test_what_is_announced_is_completed_later(coop: Coop) -> None:
    said = coop.ok("meeting", "add", "technique", "--date", "2026-11-20", "--mode", "onsite", "--site", "Tulle")
    assert said == "technique meets on 20 November 2026\n"
    assert "announced" in coop.ok("meeting", "show", "2026-11-20-technique")
    refused = coop.run("meeting", "add", "technique", "--date", "2026-11-20", "--mode", "onsite", "--site", "Tulle")
    assert refused.code == 1
    coop.ok("meeting", "add", "technique", "--date", "2026-11-20", "--present", "3", today="2026-11-21")
    assert coop.json("meeting", "show", "2026-11-20-technique", today="2026-11-21")["present"] == 3
    assert coop.text("meetings/2026-11-20-technique.yaml").endswith("site: Tulle\npresent: 3\n")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("orientatoin",), 3),
        (("orientation", "--mode", "pigeon"), 2),
        (("orientation", "--present", "-1"), 2),
        (("orientation", "--length", "1,2.3"), 2),
        (("orientation", "--link", "http://example.org"), 2),
        (("orientation", "--agenda-by", "personne"), 1),
        (("orientation", "--facilitated-by", "personne"), 1),
        (("technique", "--date", "2018-01-01"), 1),
        ((), 2),
    ],
)
def test_what_is_refused_writes_nothing(coop: Coop, words: tuple[str, ...], code: int) -> None:
    before = coop.head()
    assert coop.run("meeting", "add", *words).code == code
    assert coop.head() == before
    assert not (coop.folder / "meetings").exists()


def test_a_dry_run_shows_the_file(coop: Coop) -> None:
    before = coop.head()
    assert "+circle: orientation" in coop.ok("meeting", "add", "orientation", "-n")
    assert coop.head() == before


def test_a_long_gap_is_said_when_it_ends(coop: Coop) -> None:
    coop.record("cadence", **{"circles/orientation.yaml": "circle: orientation\ntitle: Cercle d'orientation\nmeetings:"
                              "\n- every: 4 weeks\n  at_most: 5 weeks\n"})  # fmt: skip
    coop.ok("meeting", "add", "orientation", "--date", "2026-09-01")
    assert "no-meeting-for-long" in coop.run("check").out
    said = coop.ok("meeting", "add", "orientation", "--date", "2026-11-02")
    assert "62 days after the one before; 5 weeks at most was agreed" in said
    assert "no-meeting-for-long" not in coop.run("check").out


def test_a_workshop_takes_its_name_from_the_title(coop: Coop) -> None:
    said = coop.ok("workshop", "add", "Faire sa première facture", "--date", "2026-08-04", "--host", "loic",
                   "--present", "7", "--line", "loic/laaaaaaa")  # fmt: skip
    assert said == "workshop 2026-08-04-faire-sa-premiere-facture: Faire sa première facture\n"
    assert coop.json("workshop")[0]["hosts"] == ["loic"]
    year = coop.json("coop")["workshops"][0]
    assert (year["workshops"], year["hours"], year["amount"]) == (1, "2.50", "50.00")
    assert coop.run("workshop", "add", "Trop tôt", "--date", "2024-08-04", "--host", "noemie").code == 1
    assert coop.run("workshop", "add", "Qui donc", "--host", "personne").code == 3
    assert coop.run("workshop", "add", "…", "--host", "loic").code == 2


def test_the_cooperative_on_any_day_in_two_languages(coop: Coop) -> None:
    coop.ok("meeting", "add", "orientation", "--date", "2026-10-27", "--mode", "remote", "--visitors", "2")
    assert [one["members"] for one in coop.json("coop", "show", "--on", "2024-06-01")["headcounts"]] == [1, 2, 3]
    assert "100 % remote" in coop.ok("coop")
    assert "2 personnes venues voir une réunion" in coop.ok("coop", lang="fr")
    assert coop.json("coop")["sectors"]["groups"] == [], "four people are too few to be told apart"


def test_a_rename_takes_meetings_and_workshops_along(coop: Coop) -> None:
    coop.ok("meeting", "add", "orientation", "--date", "2026-10-27", "--agenda-by", "loic", "--facilitated-by", "loic")
    coop.ok("workshop", "add", "Serveurs", "--date", "2026-10-08", "--host", "loic")
    coop.ok("member", "follow-up", "noemie", "2026-12-15", "--by", "loic")
    coop.ok("member", "rename", "loic", "loic-m")
    assert coop.text("meetings/2026-10-27-orientation.yaml").count("loic-m") == 2
    assert "- loic-m" in coop.text("workshops/2026-10-08-serveurs.yaml")
    assert "follow_up_by: loic-m" in coop.text("members/noemie.yaml")
    assert coop.run("check").code == 0


def test_who_does_a_follow_up_goes_with_it(coop: Coop) -> None:
    coop.ok("member", "follow-up", "noemie", "2026-12-15", "--by", "karim")
    assert "15 December 2026, by karim" in coop.ok("member", "show", "noemie")
    assert coop.json("member", "show", "noemie", "--as", "nadege")["follow_up_by"] is None
    coop.ok("member", "follow-up", "noemie", "2027-02-15")
    assert "follow_up_by" not in coop.text("members/noemie.yaml")


def test_a_follow_up_is_left_to_others(coop: Coop) -> None:
    coop.ok("member", "follow-up", "noemie", "2026-12-15", "--by", "karim")
    early = coop.run("member", "leave", "karim", "--on", "2026-12-15", "-n")
    assert (early.code, "follow-up of noemie" in early.err) == (0, False)
    seen = coop.run("member", "leave", "karim", "--on", "2026-12-14")
    assert "still to do: karim was to do the next follow-up of noemie" in seen.err
    assert "coopctl member follow-up noemie DATE --by HANDLE" in seen.err


def test_sector_and_territory(coop: Coop) -> None:
    coop.ok("member", "edit", "loic", "--sector", "numérique", "--territory", "Corrèze")
    one = coop.json("member", "show", "loic")
    assert (one["sector"], one["territory"]) == ("numérique", "Corrèze")
