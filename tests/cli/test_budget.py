"""coopctl budget: what is typed, said and written."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import small
from tests.cli.coop import Coop

DECISION = small.FILES["decisions/2026-10-01-enveloppes.yaml"]


@pytest.fixture
def coop(tmp_path: Path) -> Coop:
    """The small cooperative, with a decision and two envelopes of 2026."""
    found = Coop(tmp_path / "coop")
    envelopes = (
        "period: 2026\nenvelopes:\n"
        "- circle: technique  # le serveur compris\n  granted: 150\n  decision: 2026-10-01-enveloppes\n"
        "- circle: orientation\n  requested: 2000\n  granted: 1800\n  decision: 2026-10-01-enveloppes\n"
    )
    found.record("budget", **{"decisions/2026-10-01-enveloppes.yaml": DECISION, "budgets/2026.yaml": envelopes})
    return found


def test_show_says_what_is_left_and_what_is_marked(coop: Coop) -> None:
    said = coop.ok("budget", "show")
    assert "Envelopes for 2026" in said
    # technique: 2.5 x 20, 4 x 20, 1.33 x 17.5; nadege's status is not paid this way.
    noted = next(line for line in said.splitlines() if line.startswith("Outils") and "153.28" in line)
    assert noted.split()[2:8] == "153.28 € 0.00 € −3.28 €".split()
    assert "more than the envelope: let us talk" in said
    assert coop.run("budget").out == said


def test_it_adds_up_in_json(coop: Coop) -> None:
    (found,) = coop.json("budget", "show", "2026")["budgets"]
    technique, orientation = found["circles"]
    assert (technique["noted"], technique["left"], technique["mark"], technique["over"]) == (
        "153.28",
        "-3.28",
        100,
        True,
    )
    # Eleven months of 150 are given by November; the work of the support team costs nothing here.
    assert (orientation["noted"], orientation["stipends"], orientation["left"]) == ("75.00", "1650.00", "75.00")
    assert orientation["mark"] == 80
    assert found["total"]["envelope"] == "1950.00"
    assert [(one["circle"], one["noted"]) for one in found["without_envelope"]] == [(None, "15.00")]


def test_paid_follows_the_months_that_are_closed(coop: Coop) -> None:
    coop.close("2026-08")
    (found,) = coop.json("budget", "show")["budgets"]
    # Stipends of the seven months before are caught up with the first payout.
    assert [one["paid"] for one in found["circles"]] == ["50.00", "150.00"]
    assert found["without_envelope"][0]["paid"] == "15.00"


def test_one_circle_and_another_day(coop: Coop) -> None:
    (found,) = coop.json("budget", "show", "--circle", "technique", "--on", "2026-08-31")["budgets"]
    assert [one["circle"] for one in found["circles"]] == ["technique"]
    assert (found["total"]["noted"], found["elapsed_days"]) == ("50.00", 243)
    assert coop.run("budget", "show", "--circle", "tecnique").code == 3


def test_history_counts_the_periods_in_which_a_circle_noted_more(coop: Coop) -> None:
    coop.record("b", **{"budgets/2025.yaml": "period: 2025\nenvelopes:\n- circle: technique\n  requested: 5\n"})
    found = coop.json("budget", "show", "--history")
    assert (found["periods_over"], [one["circles_over"] for one in found["periods"]]) == (1, [[], ["technique"]])
    assert "1 période sur 2" in coop.run("budget", "show", "--history", lang="fr").err


def test_a_circle_s_page_says_its_envelope(coop: Coop) -> None:
    assert "  envelope  150.00 € for 2026; more is noted: let us talk (−3.28 €)" in coop.ok(
        "circle", "show", "technique"
    )
    assert coop.json("circle", "show", "orientation")["budgets"][0]["left"] == "75.00"


def test_grant_request_and_transfer_are_one_entry_each(coop: Coop) -> None:
    before = int(coop.git("rev-list", "--count", "HEAD"))
    assert coop.ok("budget", "request", "technique", "200") == "circle technique asks for 200.00 € for 2026\n"
    said = coop.ok("budget", "grant", "technique", "180,50", "--decision", "2026-10-01-enveloppes", "--on", "1/10/2026")
    assert said == "circle technique is granted 180.50 € for 2026, no longer 150.00 €\n"
    said = coop.ok(
        "budget", "transfer", "100", "--from", "orientation", "--to", "technique",
        "--decision", "2026-10-01-enveloppes", "--note", "Un serveur", "-m", "vu en réunion",
    )  # fmt: skip
    assert said == "100.00 € moves from circle orientation to circle technique for 2026\n"
    assert int(coop.git("rev-list", "--count", "HEAD")) == before + 3
    assert coop.git("log", "-1", "--format=%s|%b").startswith(
        "budget: orientation to technique, 100.00 EUR, 2026|vu en réunion\n\nCoop-Op: budget.transfer\n"
    )
    text = coop.text("budgets/2026.yaml")
    assert "# le serveur compris" in text
    assert "  requested: 200\n  granted: 180.5\n  decided: 2026-10-01\n  decision: 2026-10-01-enveloppes\n" in text
    (found,) = coop.json("budget")["budgets"]
    assert [one["envelope"] for one in found["circles"]] == ["280.50", "1700.00"]
    assert "100.00 € moves from circle orientation to circle technique for 2026" in coop.ok("log", "--limit", "1")


def test_granting_anew_without_a_decision_keeps_none_and_says_so(coop: Coop) -> None:
    seen = coop.run("budget", "grant", "technique", "10")
    assert seen.code == 0
    assert "no decision grants circle technique its envelope for 2026" in seen.err
    assert coop.text("budgets/2026.yaml").count("decision:") == 1


def test_a_dry_run_writes_nothing(coop: Coop) -> None:
    head = coop.head()
    assert '+period: "2027"' in coop.ok("budget", "grant", "technique", "10", "--period", "2027", "-n")
    assert (coop.head(), coop.git("status", "--short")) == (head, "")


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        (("grant", "technique", "mille"), 2, "is not an amount"),
        (("grant", "technique", "-5"), 2, "-5"),
        (("grant", "tecnique", "5"), 3, "did you mean technique?"),
        (("grant", "technique", "5", "--decision", "2026-10-01-envelopes"), 1, "budget-decision-not-there"),
        (("grant", "technique", "5", "--decision", "../x"), 2, "is not a name for a file"),
        (("grant", "technique", "5", "--period", "2026-Q4"), 1, "envelope-twice"),
        (("request", "technique"), 2, "AMOUNT"),
        (("transfer", "5", "--to", "technique"), 2, "--from"),
        (("transfer", "5", "--from", "technique"), 2, "--to"),
        (("transfer", "5", "--from", "technique", "--to", "technique"), 1, "would give to itself"),
        (("transfer", "0", "--from", "technique", "--to", "orientation"), 1, "0 moves nothing"),
        (("transfer", "150.01", "--from", "technique", "--to", "orientation"), 1, "more than it can give"),
        (("transfer", "5", "--from", "technique", "--to", "orientatio"), 3, "nearest is orientation"),
        (("show", "2026-Q5"), 2, "is not a period"),
        (("show", "2026-Q4"), 3, "coopctl budget show 2026"),
        (("show", "2026", "--history"), 2, "name none"),
        (("show", "2019"), 3, "there is no envelope for 2019"),
    ],
)
def test_wrong_input_gets_words_and_a_code(coop: Coop, args: tuple[str, ...], code: int, words: str) -> None:
    head = coop.head()
    seen = coop.run("budget", *args)
    assert (seen.code, words in seen.err, coop.head() == head) == (code, True, True), seen.err
    assert coop.git("status", "--short") == ""


def test_a_period_that_is_not_clear_is_asked_for(coop: Coop) -> None:
    coop.record("none", **{"budgets/2026.yaml": None})
    seen = coop.run("budget", "grant", "technique", "5")
    assert (seen.code, "--period" in seen.err) == (2, True)
    assert "no envelope yet" in coop.run("budget").err
    assert coop.json("budget") == {"day": "2026-11-04", "budgets": []}


def test_what_is_only_asked_for_is_not_said_to_be_exceeded(coop: Coop) -> None:
    coop.record("b", **{"budgets/2026.yaml": "period: 2026\nenvelopes:\n- circle: technique\n  requested: 5\n"})
    said = coop.ok("budget")
    assert "nothing granted yet" in said
    assert "let us talk" not in said


def test_a_budget_that_cannot_be_read_is_said(coop: Coop) -> None:
    coop.alter("budgets/2026.yaml", "granted: 150", "granted: beaucoup")
    seen = coop.run("budget", "show", "2026")
    assert (seen.code, "budgets/2026.yaml cannot be read" in seen.err) == (1, True)
    assert "budgets/2026.yaml cannot be read and is left out" in coop.run("budget").err
    assert coop.run("budget", "grant", "technique", "5", "--period", "2026").code == 1


def test_a_title_cannot_act_on_the_screen(coop: Coop) -> None:
    coop.alter("circles/technique.yaml", "Outils numériques", '"Outils \\x1b[2J"')
    seen = coop.run("budget")
    assert "\x1b[2J" not in seen.out


def test_what_two_people_moved_on_two_branches_is_merged(coop: Coop) -> None:
    move = ("budget", "transfer", "10", "--from", "orientation", "--to", "technique")
    coop.git("checkout", "-q", "-b", "other")
    coop.ok(*move, "--note", "un")
    coop.git("checkout", "-q", "main")
    coop.ok(*move, "--note", "deux")
    from coopctl.merge.record import merge_record

    sides = (coop.git("show", f"{side}:budgets/2026.yaml").encode() for side in ("main~1", "main", "other"))
    merged = merge_record(*sides, "budgets/2026.yaml", {})
    assert not merged.conflicts
    assert merged.data is not None
    assert [merged.data.count(note) for note in (b"note: un", b"note: deux")] == [1, 1]
