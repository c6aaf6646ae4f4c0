"""Sealed ballots: nothing can be read before the reveal, each opens as it was sealed, the words stay private."""

from __future__ import annotations

from pathlib import Path

import pytest

from coopctl.election.sealed import Own, Paper, commitment, opens, reason_digest
from coopctl.records.sealed import Opened, Sealed
from coopctl.values import Moment
from tests.cli.coop import Coop

ID = "2026-11-02-admin-sys"
BALLOT = f"elections/{ID}/ballots/loic.yaml"
KEPT = f".git/coopctl/private/ballots/{ID}/loic.yaml"


@pytest.fixture
def coop(tmp_path: Path) -> Coop:
    return Coop(tmp_path / "coop")


def opened(coop: Coop, *more: str) -> None:
    coop.ok("election", "open", "technique/admin-sys", "--present", "loic,noemie,karim", "--remote", "loic,noemie",
            "--facilitator", "nadege", "--term-months", "24", "--since", "2027-01-01", "--date", "2026-11-02",
            *more)  # fmt: skip


def seal(coop: Coop, who: str, name: str, reason: str = "Elle écoute vraiment", date: str = "2026-11-02") -> str:
    return coop.ok("--as", who, "election", "nominate", ID, "--sealed", name, "--because", reason, "--date", date)


def test_from_sealing_to_the_record(coop: Coop) -> None:
    opened(coop, "--sealed")
    before = coop.head()
    seal(coop, "loic", "noemie")
    seal(coop, "noemie", "karim", "Il sait passer la main")
    assert coop.git("diff", "--name-only", before).split() == [BALLOT, BALLOT.replace("loic", "noemie")]
    sealed = coop.text(BALLOT)
    assert "noemie" not in sealed
    assert "commitment: hmac-sha256:" in sealed
    assert "loic (sealed)" in coop.ok("election", "show", ID)
    early = coop.run("election", "nominate", ID, "--gather", "--ballot", "karim=noemie:x")
    assert (early.code, "loic, noemie" in early.err) == (1, True)
    coop.ok("--as", "loic", "election", "reveal", ID, "--mine", "--date", "2026-11-02")
    late = coop.run("--as", "karim", "election", "nominate", ID, "--sealed", "loic")
    assert (late.code, "opened already" in late.err) == (1, True)
    coop.ok("--as", "noemie", "election", "reveal", ID, "--mine", "--date", "2026-11-02")
    coop.ok("election", "nominate", ID, "--gather", "--ballot", "karim=noemie:Elle est posée", "--date", "2026-11-02")
    shown = coop.json("election", "show", ID)
    assert shown["tally"][0] == {"name": "noemie", "ballots": 2, "by": ["loic", "karim"]}
    assert coop.run("check").code == 0
    assert "Elle écoute vraiment" in coop.ok("election", "minutes", ID, "--level", "full")
    every = coop.git("rev-list", "--all", "--objects").split()
    for thing in every:
        if len(thing) == 40:
            assert "écoute vraiment" not in coop.git("cat-file", "-p", thing)


def test_a_lost_salt_is_given_again(coop: Coop) -> None:
    opened(coop, "--sealed")
    seal(coop, "loic", "noemie")
    (coop.folder / KEPT).unlink()
    lost = coop.run("--as", "loic", "election", "reveal", ID, "--mine")
    assert (lost.code, "given again" in lost.err, "--sealed" in lost.err) == (1, True, True)
    said = seal(coop, "loic", "karim")
    assert "instead of the one before" in said
    coop.ok("--as", "loic", "election", "reveal", ID, "--mine", "--date", "2026-11-02")
    coop.ok("election", "nominate", ID, "--gather", "--ballot", "karim=noemie:x", "--ballot", "noemie=karim:y",
            "--date", "2026-11-02")  # fmt: skip
    assert coop.json("election", "show", ID)["tally"][0]["name"] == "karim"
    assert coop.run("check").code == 0


def test_one_given_again_aloud_leaves_no_finding(coop: Coop) -> None:
    opened(coop, "--sealed")
    seal(coop, "loic", "noemie")
    coop.ok("election", "nominate", ID, "--gather", "--ballot", "loic=karim:x", "--ballot", "karim=noemie:x",
            "--ballot", "noemie=karim:y", "--date", "2026-11-02")  # fmt: skip
    assert coop.run("check").code == 0


def test_a_refused_sealing_loses_no_earlier_one(coop: Coop) -> None:
    opened(coop, "--sealed")
    seal(coop, "loic", "noemie")
    kept = (coop.folder / KEPT).read_text()
    assert coop.run("--as", "loic", "election", "nominate", ID, "--sealed", "personne-ici").code == 3
    assert (coop.folder / KEPT).read_text() == kept
    coop.ok("--as", "loic", "election", "nominate", ID, "--sealed", "karim", "-n")
    assert (coop.folder / KEPT).read_text() == kept


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("nominee: noemie", "nominee: karim", "sealed-ballot-differs"),
        ("salt: ", "salt: ff", "sealed-ballot-differs"),
        ("given: hmac:", "given: hmac:ff", "sealed-ballot-differs"),
        ("commitment: hmac-sha256:", "x-commitment: hmac-sha256:", "sealed-ballot-differs"),
        ("round: 1", "round: 2", "sealed-ballot-changed"),
    ],
)
def test_what_is_changed_after_the_reveal_is_found(coop: Coop, old: str, new: str, rule: str) -> None:
    opened(coop, "--sealed")
    seal(coop, "loic", "noemie")
    coop.ok("--as", "loic", "election", "reveal", ID, "--mine", "--date", "2026-11-02")
    coop.ok("election", "nominate", ID, "--gather", "--ballot", "karim=noemie:x", "--ballot", "noemie=karim:y",
            "--date", "2026-11-02")  # fmt: skip
    coop.alter(BALLOT, old, new)
    seen = coop.run("check", "--format", "json")
    assert seen.code == 1
    assert f'"{rule}"' in seen.out


def test_the_record_changed_by_hand_is_found(coop: Coop) -> None:
    opened(coop, "--sealed")
    seal(coop, "loic", "noemie")
    coop.ok("--as", "loic", "election", "reveal", ID, "--mine", "--date", "2026-11-02")
    coop.ok("election", "nominate", ID, "--gather", "--ballot", "karim=noemie:x", "--ballot", "noemie=karim:y",
            "--date", "2026-11-02")  # fmt: skip
    coop.record("gone", **{BALLOT: None})
    assert '"sealed-ballot-changed"' in coop.run("check", "--format", "json").out


@pytest.mark.parametrize(
    ("more", "args", "why"),
    [
        ((), ("--as", "loic", "election", "nominate", ID, "--sealed", "noemie"), "was not opened for sealed ballots"),
        (("--sealed",), ("--as", "nadege", "election", "nominate", ID, "--sealed", "noemie"), "gives no ballot"),
        (("--sealed",), ("--as", "loic", "election", "reveal", ID, "--mine"), "has sealed no ballot"),
        (("--sealed",), ("--as", "loic", "election", "nominate", ID, "--because", "x"), "--sealed"),
        (("--sealed",), ("--as", "loic", "election", "nominate", ID, "--sealed", "pass"), "do not let a ballot say"),
        (("--sealed", "--time", "ballots=2026-11-10..2026-11-12"),
         ("--as", "loic", "election", "nominate", ID, "--sealed", "noemie"), "opens on 10 November 2026"),
        (("--sealed", "--time", "ballots=2026-11-02..2026-11-03"),
         ("--as", "loic", "election", "nominate", ID, "--sealed", "noemie"), "was closed on 3 November 2026"),
        (("--sealed", "--time", "reveal=2026-11-10"),
         ("election", "nominate", ID, "--ballot", "loic=karim:x", "--ballot", "karim=noemie:x", "--ballot",
          "noemie=karim:y"), "opens on 10 November 2026"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_by_name(coop: Coop, more: tuple[str, ...], args: tuple[str, ...], why: str) -> None:
    opened(coop, *more)
    before = coop.head()
    seen = coop.run(*args)
    assert (seen.code in (1, 2, 3), why in seen.err) == (True, True), seen
    assert coop.head() == before


@pytest.mark.parametrize("times", ["ballots", "ballots=", "ballots=hier..demain", "lunch=2026-11-02..2026-11-03"])
def test_times_that_are_none(coop: Coop, times: str) -> None:
    seen = coop.run("election", "open", "technique/admin-sys", "--present", "loic,noemie,karim", "--facilitator",
                    "nadege", "--time", times)  # fmt: skip
    assert seen.code == 2


def test_sealed_ballots_say_too_much_for_a_record_that_only_counts(coop: Coop) -> None:
    seen = coop.run("election", "open", "technique/admin-sys", "--present", "loic,noemie,karim", "--facilitator",
                    "nadege", "--sealed", "--level", "outcome")  # fmt: skip
    assert seen.code == 2


def test_silence_only_where_the_rules_say_so(coop: Coop) -> None:
    opened(coop, "--rule", "silence=no-objection", "--time", "objections=2026-11-02..2026-11-03")
    for args in (
        ("nominate", ID, "--ballot", "loic=noemie:x", "--ballot", "karim=noemie:x", "--ballot", "noemie=karim:y"),
        ("change", ID),
        ("propose", ID, "--member", "noemie", "--because", "Le rôle demande de la constance"),
        ("consent", ID, "--member", "loic"),
    ):
        coop.ok("election", *args, "--date", "2026-11-02")
    early = coop.run("election", "consent", ID, "--silent", "--date", "2026-11-02")
    assert (early.code, "silence is no consent" in early.err) == (1, True)
    coop.ok("election", "consent", ID, "--silent", "--date", "2026-11-03")
    assert coop.json("election", "show", ID)["state"] == "acceptance"


def entry(names: tuple[str, ...] = ("noemie",), **more: str) -> Opened:
    values = {"at": Moment("2026-11-02"), "nominees": names, "instead": None, "reason": None, "given": None,
              "withheld": False, "salt": "aa", **more}  # fmt: skip
    return Opened.model_construct(**values)


@pytest.mark.parametrize(
    ("paper", "opened_", "sound"),
    [
        (Paper(("noemie",)), entry(), True),
        (Paper(("karim",)), entry(), False),
        (Paper(("noemie", "karim")), entry(), False),
        (Paper(("noemie",), "pass"), entry(), False),
        (Paper(("noemie",), None, "withheld"), entry(withheld=True), True),  # type: ignore[arg-type]
        (Paper(("noemie",), None, "hmac:1"), entry(given="hmac:1"), True),
        (Paper(("noemie",), None, "hmac:1"), entry(given="hmac:2"), False),
        (Paper(("noemie",), None, reason_digest("aa", "e", 1, "loic", "oui")),
         entry(reason="oui", given=reason_digest("aa", "e", 1, "loic", "oui")), True),
        (Paper(("noemie",), None, reason_digest("aa", "e", 1, "loic", "oui")),
         entry(reason="non", given=reason_digest("aa", "e", 1, "loic", "oui")), False),
    ],
)  # fmt: skip
def test_a_ballot_opens_only_as_it_was_sealed(paper: Paper, opened_: Opened, sound: bool) -> None:
    sealed = Sealed.model_construct(
        round=1, at=Moment("2026-11-02"), commitment=commitment("aa", "e", 1, "loic", paper), opened=opened_
    )
    assert opens(Own("e", "loic", 0, sealed)) is sound
    assert not opens(Own("f", "loic", 0, sealed))
    assert not opens(Own("e", "anna", 0, sealed))
