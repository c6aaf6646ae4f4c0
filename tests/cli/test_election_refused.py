"""What no election takes, as it is typed: refused in French, by name, and nothing is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.coop import Coop

ID = "2026-11-02-admin-sys"
ALL = ("--ballot", "loic=noemie:x", "--ballot", "noemie=noemie:y", "--ballot", "karim=loic:z")


@pytest.fixture
def coop(tmp_path: Path) -> Coop:
    made = Coop(tmp_path / "coop")
    made.ok("election", "open", "technique/admin-sys", "--present", "loic,noemie,karim", "--electorate",
            "loic,noemie,karim", "--facilitator", "nadege", "--term-months", "24", "--date", "2026-11-02")  # fmt: skip
    return made


def refused(coop: Coop, *args: str, code: int = 1) -> str:
    before = coop.head()
    seen = coop.run("election", *args, lang="fr")
    assert (seen.code, seen.out, coop.head()) == (code, "", before), seen
    return seen.err.replace("\u00a0", " ")


@pytest.mark.parametrize(
    "args",
    [("nominate", ID, *ALL, "--ballot", "nadege=loic:x"), ("arrive", ID, "--member", "nadege")],
)
def test_somebody_outside_the_electorate(coop: Coop, args: tuple[str, ...]) -> None:
    assert "nadege n'est pas du corps électoral" in refused(coop, *args)


def test_a_voice_from_outside_the_electorate_in_the_round_of_objections(coop: Coop) -> None:
    for args in (("nominate", ID, *ALL), ("change", ID),
                 ("propose", ID, "--member", "noemie", "--because", "Le rôle")):  # fmt: skip
        coop.ok("election", *args)
    assert "nadege n'est pas du corps électoral" in refused(coop, "consent", ID, "--member", "nadege")
    said = refused(coop, "object", ID, "--member", "nadege", "--text", "Trop long")
    assert "nadege ne parle pas dans ce tour" in said


def test_a_day_before_the_opening_or_before_what_is_recorded_or_still_to_come(coop: Coop) -> None:
    said = refused(coop, "nominate", ID, *ALL, "--date", "2026-11-01")
    assert f"{ID} a été ouverte le 2 novembre 2026" in said
    coop.ok("election", "nominate", ID, *ALL, "--date", "2026-11-03")
    assert "le dernier événement" in refused(coop, "change", ID, "--date", "2026-11-02")
    assert "est encore à venir" in refused(coop, "change", ID, "--date", "2026-12-25", code=2)


def test_an_election_that_is_over(coop: Coop) -> None:
    coop.ok("election", "cancel", ID, "--because", "La fiche est à revoir")
    for args in (("nominate", ID, *ALL), ("change", ID), ("consent", ID, "--all"), ("suspend", ID),
                 ("arrive", ID, "--member", "loic"), ("cancel", ID, "--because", "encore")):  # fmt: skip
        assert f"{ID} est finie" in refused(coop, *args)
