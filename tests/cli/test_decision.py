"""The verbs of decisions on a real ledger: a meeting from the proposal to the adoption, and what comes after."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.coop import Coop

NAME = "2026-11-04-acces-libre"
ADOPTED = "outcomes:\n- date: 2026-10-09\n  outcome: adopted\n"


@pytest.fixture
def coop(tmp_path: Path) -> Coop:
    return Coop(tmp_path / "coop")


def test_a_meeting_from_the_proposal_to_what_the_co_managers_say(coop: Coop) -> None:
    propose = ("decision", "propose", "Accès libre", "--circle", "orientation", "--proposal", "Tous ouverts")
    assert f"{NAME} is proposed" in coop.ok(*propose, "--present", "4", "--outside")
    early = coop.run("decision", "adopt", "acces-libre")
    assert (early.code, f"coopctl decision round {NAME}" in early.err) == (1, True)
    coop.ok("decision", "object", "libre", "--about", "Et les dossiers ?")
    coop.ok("decision", "resolve", "libre", "o1", "--integrated", "Ouverts, sauf les dossiers")
    coop.ok("decision", "round", "libre", "--consenting", "4")
    nobody = coop.run("decision", "adopt", "libre")
    assert (nobody.code, "outside-without-co-manager" in nobody.err) == (1, True)
    adopt = ("decision", "adopt", "libre", "--accountable", "karim", "--review", "2027-03-01")
    assert "adopted as amended" in coop.ok(*adopt, "--standing", "experiment", "--criteria", "Plus de monde")
    assert coop.run("decision", "take-up", "libre", "declined").code == 2
    coop.ok("decision", "take-up", "libre", "declined", "--because", "Pas avant le bilan")
    coop.ok("decision", "review", "libre", "--next", "2027-09-01", "--standing", "internal-rules", today="2027-03-02")
    one = coop.json("decision", "show", "libre", today="2027-03-02")
    assert (one["state"], one["standing"], one["days_tried"]) == ("declined", "internal-rules", 118)
    assert [held["kind"] for held in one["standings"]] == ["experiment", "internal-rules"]
    assert coop.json("decision", "list", "--by-will", today="2027-03-02")[0]["decision"] == NAME
    assert coop.json("decision", "stats")["methods"]["consent"] == 1
    told = coop.ok("log", "--limit", "8", lang="fr")
    for sentence in ("« Accès libre » est adopté tel qu'amendé", "l'objection o1 est intégrée", "la cogérance décline"):
        assert sentence in told.replace("\u00a0", " ").replace("\u202f", " ")


def test_everything_is_said_in_french(coop: Coop) -> None:
    coop.ok("decision", "propose", "Accès libre", "--circle", "orientation", "--proposal", "Tous ouverts", lang="fr")
    coop.ok("decision", "round", "libre", "--consenting", "3", lang="fr")
    coop.ok("decision", "adopt", "libre", lang="fr")
    page = coop.ok("decision", "show", "libre", lang="fr")
    assert "en vigueur" in page
    assert "sans objection" in page
    assert "1 décision en vigueur" in coop.ok("circle", "show", "orientation", lang="fr")


def test_an_error_in_what_is_closed_is_corrected_beside_it(coop: Coop) -> None:
    coop.ok("decision", "propose", "Accès libre", "--circle", "orientation", "--proposal", "Dès le 1er mai")
    early = coop.run("decision", "correct", "libre", "Lire : mars", lang="fr")
    assert (early.code, "coopctl decision amend" in early.err) == (1, True)
    coop.ok("decision", "round", "libre", "--consenting", "3")
    coop.ok("decision", "adopt", "libre")
    coop.ok("decision", "correct", "libre", "Lire : dès le 1er mars")
    assert "proposal: Dès le 1er mai\n" in coop.text(f"decisions/{NAME}.yaml")
    assert "Lire : dès le 1er mars" in coop.ok("decision", "show", "libre", lang="fr")
    assert "un erratum : Lire : dès le 1er mars" in coop.ok("log", "--limit", "1", lang="fr").replace("\u00a0", " ")
    assert coop.run("check").code == 0
    assert "ledger" not in coop.run("audit").err


@pytest.mark.parametrize(
    ("outcome", "said"),
    [
        ("", "is not adopted"),
        ("outcomes:\n- date: 2026-10-09\n  outcome: withdrawn\n", "was withdrawn"),
        (f"{ADOPTED}taken_up:\n- date: 2026-10-10\n  state: declined\n  reason: Trop tôt\n", "the co-managers decline"),
        (f"{ADOPTED}- date: 2026-10-20\n  outcome: dropped\n", ""),
    ],
)  # fmt: skip
def test_money_moves_by_what_was_adopted(coop: Coop, outcome: str, said: str) -> None:
    decision = "decision: 2026-10-09-poste\ntitle: Poste\ncircle: technique\nopened: 2026-10-09\nproposal: 500 €\n"
    rounds = "rounds:\n- date: 2026-10-09\n  consenting: 5\n" if "adopted" in outcome else ""
    budget = "period: 2026-Q4\nenvelopes:\n- circle: technique\n  {}: 500\n  decision: 2026-10-09-poste\n"
    coop.record("asked", **{"decisions/2026-10-09-poste.yaml": decision + rounds + outcome,
                            "budgets/2026-Q4.yaml": budget.format("requested")})  # fmt: skip
    rule = "budget-decision-not-adopted"
    assert rule not in coop.run("check", "--format", "json").out, "what is only asked for needs no decision yet"
    coop.record("granted", **{"budgets/2026-Q4.yaml": budget.format("granted")})
    seen = coop.run("check").out
    assert (rule in seen, said in seen) == (bool(said), True)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        (("propose", "X", "--proposal", "Y"), 2),
        (("propose", "X", "--circle", "orientation"), 2),
        (("propose", "X", "--circle", "nulle-part", "--proposal", "Y"), 3),
        (("show", "nulle-part"), 3),
        (("round", "nulle-part", "--consenting", "3"), 3),
        (("end", "nulle-part"), 2),
        (("end", "nulle-part", "--later", "2027-01-01"), 2),
        (("resolve", "nulle-part", "o1"), 2),
        (("resolve", "nulle-part", "o1", "--withdrawn", "--noted"), 2),
        (("take-up", "nulle-part", "maybe"), 2),
    ],
)
def test_what_cannot_be_done_says_so(coop: Coop, typed: tuple[str, ...], code: int) -> None:
    before = coop.head()
    assert coop.run("decision", *typed).code == code
    assert coop.head() == before


def test_a_role_taken_on_a_condition_is_remarked_when_it_no_longer_holds(coop: Coop) -> None:
    coop.ok("decision", "propose", "Accès libre", "--circle", "orientation", "--proposal", "Tous ouverts")
    coop.ok("decision", "round", "libre", "--consenting", "3")
    coop.ok("decision", "adopt", "libre")
    coop.ok("role", "assign", "technique/admin-sys", "noemie", "--since", "2026-11-04", "--condition", NAME)
    assert "condition-no-longer-met" not in coop.run("check").out
    coop.ok("decision", "end", "libre", "--dropped")
    assert "condition-no-longer-met" in coop.run("check").out
    assert "on the condition of" in coop.ok("role", "show", "technique/admin-sys")
