"""Whom a forge asks, computed from mandates: needed for rules of all, information elsewhere."""

from __future__ import annotations

import datetime as dt

import pytest

from coopctl.forge.facts import FORGES
from coopctl.forge.kit import kit
from coopctl.forge.owners import Owners, codeowners
from tests.forge.kits import DAY, WISH, ledger

KARIM = "handle: karim\nforge: Karim-B\nstatuses:\n- status: cape\n  since: 2023-01-01\n"
LOIC = "handle: loic\nforge: loic.m\nstatuses:\n- status: cape\n  since: 2024-01-01\n"
CIRCLE = "circle: technique\ntitle: Outils numériques\nmembers:\n- member: loic\n  since: 2024-01-01\n"
MORE = {"members/karim.yaml": KARIM, "members/loic.yaml": LOIC, "circles/technique.yaml": CIRCLE}


def lines(forge: str, day: dt.date = DAY, below: str = "", **more: str) -> list[str]:
    """What the file says, its comments left out."""
    text = codeowners(Owners(ledger(**{**MORE, **more}), day), forge, ["CODEOWNERS"], below)
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def test_who_decides_is_asked_about_rules_of_all_and_about_the_files_that_look() -> None:
    assert lines("github") == [
        "/coop.yaml @Karim-B", "/exceptions.yaml @Karim-B", "/bodies/ @Karim-B", "/CODEOWNERS @Karim-B",
    ]  # fmt: skip
    assert lines("forgejo")[0] == "coop[.]yaml @Karim-B"
    assert lines("forgejo")[2] == "bodies/.* @Karim-B"
    assert lines("github", below="registre/")[0] == "/registre/coop.yaml @Karim-B"


def test_circles_are_information_and_no_gate() -> None:
    assert lines("gitlab")[5:] == ["^[technique]", "/circles/technique.yaml @loic.m", "/roles/technique/ @loic.m"]
    for forge in ("github", "forgejo"):
        text = codeowners(Owners(ledger(**MORE), DAY), forge, ["CODEOWNERS"])
        assert "# Outils numériques: loic\n#   circles/technique.yaml roles/technique/" in text
        assert "@loic.m" not in text, "a line there would summon people, or be a gate"


def test_a_mandate_that_ended_asks_nobody() -> None:
    before = dt.date(2025, 12, 31)
    assert lines("github", before) == []
    assert kit(ledger(**MORE), "github", before, WISH).left == ()


def test_the_charter_says_who_decides() -> None:
    from tests.cli.coop import FILES

    own = FILES["coop.yaml"] + "approvals:\n- of: rules\n  by: [technique]\n"
    assert lines("github", **{"coop.yaml": own})[0] == "/coop.yaml @Karim-B @loic.m"


@pytest.mark.parametrize("account", ["x y", "x @evil", "a/../b", "-x", "é", "#x", "x" * 101])
def test_nothing_else_than_an_account_stands_there(account: str) -> None:
    text = KARIM.replace("Karim-B", f'"{account}"')
    assert lines("github", **{"members/karim.yaml": text}) == []


def test_who_has_no_account_is_named() -> None:
    for forge in FORGES:
        ((fact, command),) = kit(ledger(), forge, DAY, WISH).left
        assert "karim" in str(fact)
        assert command == "coopctl member edit karim --forge ACCOUNT"


def test_a_title_stays_on_its_line() -> None:
    text = 'circle: technique\ntitle: "x\\n/coop.yaml @evil"\n'
    assert not any("evil" in line for line in lines("github", **{"circles/technique.yaml": text}))
