"""Odd cases of elections that only commands show whole: seats of a college, an early vacancy, who says “not me”."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.coop import Coop

ID = "2026-11-02-admin-sys"
SHEET = "roles/technique/admin-sys.yaml"
COLLEGES = """\
seats: 3
colleges:
- college: appui
  title: Équipe d'appui
  seats: 1
  statuses:
  - appui
mandates:
"""


@pytest.fixture
def coop(tmp_path: Path) -> Coop:
    return Coop(tmp_path / "coop")


def opened(coop: Coop, *more: str, facilitator: str = "karim") -> str:
    return coop.ok(
        "election", "open", "technique/admin-sys", "--present", "loic,noemie,karim,nadege", "--facilitator",
        facilitator, "--term-months", "24", "--since", "2027-01-01", "--date", "2026-11-02", *more,
    )  # fmt: skip


def named(coop: Coop, *names: str) -> None:
    pairs = zip(("loic", "noemie", "karim", "nadege"), names, strict=True)
    coop.ok("election", "nominate", ID, *(part for who, name in pairs for part in ("--ballot", f"{who}={name}:motif")))
    coop.ok("election", "change", ID)


def proposed(coop: Coop, who: str) -> None:
    coop.ok("election", "propose", ID, "--member", who, "--because", "Le rôle demande de la régularité")
    coop.ok("election", "consent", ID, "--all")


def test_a_seat_of_a_college_is_for_whom_that_college_asks(coop: Coop) -> None:
    coop.alter(SHEET, "mandates:\n", COLLEGES)
    none = coop.run("election", "open", "technique/admin-sys", "--present", "loic,noemie,karim", "--facilitator",
                    "karim", "--college", "usagers", lang="fr")  # fmt: skip
    assert (none.code, "n'a pas de collège usagers" in none.err) == (1, True)
    assert "1 person could hold it" in opened(coop, "--college", "appui"), "nadege alone has that status"
    named(coop, "noemie", "nadege", "nadege", "noemie")
    for_all = coop.run("election", "propose", ID, "--member", "noemie", "--because", "Le rôle")
    assert (for_all.code, "noemie cannot be designated" in for_all.err) == (1, True)
    proposed(coop, "nadege")
    coop.ok("election", "accept", ID)
    assert f"- member: nadege\n  since: 2027-01-01\n  until: 2028-12-31\n  election: {ID}\n  college: appui\n" in (
        coop.text(SHEET)
    )
    assert coop.run("check").code == 0


@pytest.mark.parametrize("rest", [True, False])
def test_an_early_vacancy_is_filled_for_the_rest_or_for_a_fresh_term(coop: Coop, rest: bool) -> None:
    coop.alter(SHEET, "  since: 2024-06-01\n", "  since: 2024-06-01\n  until: 2027-05-31\n")
    coop.ok("role", "vacate", "technique/admin-sys", "loic", "--on", "2026-12-31")
    opened(coop)
    named(coop, "noemie", "noemie", "noemie", "noemie")
    proposed(coop, "noemie")
    missing = coop.run("election", "accept", ID, "--remainder")
    assert (missing.code, "--until" in missing.err) == (2, True)
    coop.ok("election", "accept", ID, *(("--until", "2027-05-31", "--remainder") if rest else ()))
    sheet = coop.text(SHEET)
    assert ("  until: 2027-05-31\n" in sheet, "  remainder: true\n" in sheet) == (rest, rest)
    assert ("  until: 2028-12-31\n" in sheet) is not rest
    assert coop.run("check").code == 0


def test_a_recall_or_a_resignation_ends_a_mandate_and_another_election_follows(coop: Coop) -> None:
    opened(coop)
    named(coop, "noemie", "noemie", "noemie", "noemie")
    proposed(coop, "noemie")
    coop.ok("election", "accept", ID)
    before = coop.text(f"elections/{ID}.yaml")
    coop.ok("role", "vacate", "technique/admin-sys", "noemie", "--on", "2027-06-30", "--notice", "2027-05-30",
            "--minutes", "AG 2027-05-28", today="2027-06-01")  # fmt: skip
    sheet = coop.text(SHEET)
    assert "  until: 2027-06-30\n" in sheet
    assert "  notice: 2027-05-30\n" in sheet
    assert "  ended_by: AG 2027-05-28\n" in sheet
    assert coop.text(f"elections/{ID}.yaml") == before, "the record of the election stays as it is"
    assert coop.json("election", "show", ID)["state"] == "designated"
    coop.ok("election", "open", "technique/admin-sys", "--present", "loic,karim,nadege", "--facilitator", "karim",
            "--term-months", "12", "--follows", ID, today="2027-06-02")  # fmt: skip
    assert coop.run("check", today="2027-06-02").code == 0


def test_not_me_is_a_note_and_no_ballot_is_filtered(coop: Coop) -> None:
    opened(coop)
    coop.ok("election", "note", ID, "noemie dit avant le tour ne pas souhaiter le rôle")
    named(coop, "noemie", "loic", "noemie", "noemie")
    shown = coop.json("election", "show", ID)
    assert (shown["tally"][0]["name"], shown["tally"][0]["ballots"], shown["broken"]) == ("noemie", 3, [])
    proposed(coop, "noemie")
    assert "noemie dit avant le tour" in coop.ok("election", "minutes", ID, lang="fr")


@pytest.mark.parametrize("may", [True, False])
def test_a_facilitator_of_the_circle_gives_a_ballot_where_the_rules_say(coop: Coop, may: bool) -> None:
    opened(coop, *(() if may else ("--rule", "facilitator-ballot=false")))
    others = ("--ballot", "loic=noemie:x", "--ballot", "noemie=loic:y", "--ballot", "nadege=noemie:z")
    without = coop.run("election", "nominate", ID, *others)
    mine = coop.run("election", "nominate", ID, *others, "--ballot", "karim=noemie:w")
    if may:
        assert (without.code, "karim" in without.err) == (1, True), "theirs is awaited as all others are"
        assert mine.code == 0
    else:
        assert (without.code, mine.code) == (0, 1)
        coop.ok("election", "change", ID)
        coop.ok("election", "propose", ID, "--member", "noemie", "--because", "Le rôle")
        assert "karim" in coop.json("election", "show", ID)["proposals"][0]["waiting"], (
            "their voice is heard all the same"
        )


TURNS = "seats: {}\nterm_months: 24\n{}mandates:\n"


@pytest.mark.parametrize(
    ("seats", "more", "others", "told"),
    [
        (2, "", ("2028-12-31",), True),
        (2, "", ("2027-12-31",), False),
        (3, "", ("2028-12-31",), False),
        (3, "", ("2028-12-31", "2028-11-30"), True),
        (4, "", ("2028-12-31", "2027-12-31"), False),
        (2, "staggering: 1 year\n", ("2028-03-31",), True),
        (2, "staggering: 1 year\n", ("2027-12-31",), False),
    ],
)
def test_half_of_the_seats_at_most_end_together(
    coop: Coop, seats: int, more: str, others: tuple[str, ...], told: bool
) -> None:
    """Told at the framing and with the yes; never refused, and nothing for a role of one seat."""
    held = zip(("loic", "nadege"), others, strict=False)
    rows = "".join(f"- member: {who}\n  since: 2025-01-01\n  until: {day}\n" for who, day in held)
    coop.alter(SHEET, "mandates:\n- member: loic\n  since: 2024-06-01\n", TURNS.format(seats, more) + rows)
    said = opened(coop)
    named(coop, "noemie", "noemie", "noemie", "noemie")
    proposed(coop, "noemie")
    yes = coop.ok("election", "accept", ID)
    assert ("would end at about the same time" in said, "would end at about the same time" in yes) == (told, told)


@pytest.mark.parametrize("rest", [True, False])
def test_a_fresh_term_in_the_stead_of_one_cut_short_is_told_where_seats_end_in_turn(coop: Coop, rest: bool) -> None:
    coop.alter(SHEET, "mandates:\n", TURNS.format(2, "staggering: 1 year\n"))
    coop.alter(SHEET, "  since: 2024-06-01\n", "  since: 2025-06-01\n  until: 2026-12-31\n  notice: 2026-09-01\n")
    said = opened(coop)
    assert "the term of loic was to run until 31 May 2027" in said
    named(coop, "noemie", "noemie", "noemie", "noemie")
    proposed(coop, "noemie")
    yes = coop.ok("election", "accept", ID, *(("--until", "2027-05-31", "--remainder") if rest else ()), lang="fr")
    assert ("change le tuilage" in yes) is not rest
    assert ("--until 2027-05-31 --remainder" in yes) is not rest


@pytest.mark.parametrize("rule", ["preset=s3", "dated=2020-01-01", "quorum-percent=101", "foo=1", "passing=oui", "x"])
def test_what_is_no_rule_or_no_value_of_it_is_refused_by_name(coop: Coop, rule: str) -> None:
    seen = coop.run("election", "open", "technique/admin-sys", "--present", "loic,noemie,karim", "--facilitator",
                    "nadege", "--rule", rule)  # fmt: skip
    assert (seen.code, "--rule: " in seen.err) == (2, True), seen
