"""A person who is forgotten, or renamed: their words go, the record of the election stays and stays sound."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.coop import Coop
from tests.cli.test_minutes import ID, held, told


@pytest.fixture
def coop(tmp_path: Path) -> Coop:
    return Coop(tmp_path / "coop")


def private(coop: Coop) -> str:
    folder = coop.folder / ".git/coopctl/private"
    return "".join(path.read_text() for path in sorted(folder.rglob("*.yaml")))


@pytest.mark.parametrize("level", ["summary", "outcome"])
def test_who_is_forgotten_takes_their_words_along(coop: Coop, level: str) -> None:
    held(coop, level)
    before, record = coop.head(), coop.text(f"elections/{ID}.yaml")
    assert "Elle sait" in private(coop)
    coop.ok("--yes", "member", "forget", "noemie")
    left = private(coop)
    # noemie's own reason and objection, and what loic and karim said of her.
    for words in ("Elle sait", "Elle écoute", "img src", "revoyure", "régularité"):
        assert words not in left, words
    assert "Il apprend vite" in left
    assert coop.head() == before
    assert coop.text(f"elections/{ID}.yaml") == record
    assert coop.run("check").code == 0
    full = told(coop.folder, ID, "--level", "full")
    assert "Elle sait" not in full
    assert "Il apprend vite" in full
    assert "règle" not in full.split("---\n\nCe qui est dit ici")[-1]
    again = coop.ok("--yes", "member", "forget", "noemie")
    assert "nothing about noemie" in again


def test_a_sealed_ballot_is_forgotten_too(coop: Coop) -> None:
    coop.ok("election", "open", "technique/admin-sys", "--present", "loic,noemie,karim", "--facilitator", "nadege",
            "--term-months", "24", "--date", "2026-11-02", "--sealed")  # fmt: skip
    for voter, name in (("loic", "noemie"), ("karim", "loic")):
        coop.ok("--as", voter, "election", "nominate", ID, "--sealed", name, "--because", f"Motif de {voter}")
    coop.ok("--yes", "member", "forget", "noemie")
    assert "Motif de loic" not in private(coop)
    assert "Motif de karim" in private(coop)
    assert coop.run("check").code == 0


def test_words_of_a_record_that_is_not_here_are_told(coop: Coop) -> None:
    held(coop)
    coop.record("gone", **{f"elections/{ID}.yaml": None})
    seen = coop.run("--yes", "member", "forget", "noemie")
    assert f"elections/{ID}.yaml cannot be read" in seen.err


def test_who_is_renamed_is_still_read(coop: Coop) -> None:
    held(coop)
    coop.ok("member", "rename", "karim", "karim-o")
    assert coop.run("check").code == 0
    assert coop.json("election", "show", ID)["outcome"]["member"] == "karim"
    assert "karim" in told(coop.folder, ID)
    assert "CAPE" in told(coop.folder, ID).split("| karim |")[1].splitlines()[0]
    coop.ok("--yes", "member", "forget", "karim-o")
    assert "Il apprend vite" not in private(coop)


def test_a_handle_waits_for_an_election_under_way(coop: Coop) -> None:
    coop.ok("election", "open", "technique/admin-sys", "--present", "loic,noemie,karim", "--facilitator", "nadege",
            "--term-months", "24", "--date", "2026-11-02")  # fmt: skip
    before = coop.head()
    for member in ("loic", "nadege"):
        seen = coop.run("member", "rename", member, "autre")
        assert (seen.code, ID in seen.err) == (1, True)
    assert coop.head() == before


def framed(coop: Coop) -> Path:
    """An election whose ballots are being read, as a meeting keeps them."""
    coop.ok("election", "open", "technique/admin-sys", "--present", "loic,noemie,karim", "--facilitator", "nadege",
            "--term-months", "24", "--date", "2026-11-02")  # fmt: skip
    folder = coop.folder / ".git/coopctl/private"
    (folder / "names.yaml").write_text("noemie: Noémie Roux\nloic: Loïc Mazière\n")
    draft = folder / f"draft-election-{ID}.yaml"
    draft.write_text(
        "stages:\n- stage: ballots-0\n  spent: 60\n  answers:\n  - at: ready\n"
        "  - at: chat\n    value: \"Loïc : Karim\\\\nKarim : je propose Noémie, elle sait\"\n"
        "- stage: clock-ballots-0\n  spent: 60\n  answers: []\n"
    )  # fmt: skip
    return draft


def test_what_a_meeting_keeps_unrecorded_is_forgotten_too(coop: Coop) -> None:
    draft = framed(coop)
    coop.ok("--yes", "member", "forget", "nadege")
    assert "elle sait" in draft.read_text(), "nothing in it is about nadege"
    said = coop.ok("--yes", "member", "forget", "noemie")
    assert f"{draft.name}: 2 things about noemie" in said
    assert "elle sait" not in draft.read_text()
    assert "clock-ballots-0" in draft.read_text()


def test_nothing_is_kept_unrecorded_of_an_election_that_is_over(coop: Coop) -> None:
    draft = framed(coop)
    coop.ok("election", "cancel", ID, "--because", "La fiche est à revoir", "-n")
    assert draft.exists()
    coop.ok("election", "cancel", ID, "--because", "La fiche est à revoir")
    assert not draft.exists()
