"""A member is called otherwise: nothing that is closed moves, and not a cent differs from what it would have been."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.cli.coop import DAYS, Coop

CLOSED = ("contributions/2026-08/loic.yaml", "contributions/2026-09/karim.yaml", "payouts/2026-08.yaml")


@pytest.fixture
def two(tmp_path: Path) -> tuple[Coop, Coop]:
    """The same cooperative twice, two months closed."""
    found = Coop(tmp_path / "one"), Coop(tmp_path / "other")
    for coop in found:
        roles = ("roles/technique/admin-sys.yaml", "roles/orientation/cogerance.yaml")
        asked = {path: coop.text(path) + "accountabilities:\n- Être là\n" for path in roles}
        coop.record("accountabilities", **asked)
        coop.record("referents", **{"members/noemie.yaml": coop.text("members/noemie.yaml")
                                    + "referents:\n- member: loic\n  since: 2025-01-01\n"})  # fmt: skip
        coop.close("2026-08", "2026-09")
    return found


def rename(coop: Coop) -> None:
    for old, new in (("loic", "loic-m"), ("karim", "k-b"), ("nadege", "nad")):
        coop.ok("member", "rename", old, new)


def said(coop: Coop, period: str) -> Any:
    """A payout as programs are given it, under the old handles."""
    text = json.dumps(coop.json("payout", "preview", period, today="2026-12-05"))
    for old, new in (("loic", "loic-m"), ("karim", "k-b"), ("nadege", "nad")):
        text = text.replace(f'"{new}"', f'"{old}"').replace(f'"{new}/', f'"{old}/')
    text = re.sub(r'"(?!laaa|kaaa|naaa|moaa)[a-z][a-z2-9]{7}"(?!:)', '"new"', text)  # ids differ by nature
    found = json.loads(text)
    return {key: sorted(map(json.dumps, value)) if isinstance(value, list) else value for key, value in found.items()}


def test_what_is_closed_is_not_touched_and_holds(two: tuple[Coop, Coop]) -> None:
    coop = two[0]
    before = {path: coop.text(path) for path in CLOSED}
    rename(coop)
    assert {path: coop.text(path) for path in CLOSED} == before
    assert coop.run("check").out == ""
    for period in ("2026-08", "2026-09"):
        assert "nothing moved" in coop.ok("payout", "verify", period)


def test_not_a_cent_differs(two: tuple[Coop, Coop]) -> None:
    """Stipends, corrections of closed lines, a line set aside once, a status recorded late: under either handle."""
    renamed, other = two
    rename(renamed)
    for coop, loic, nadege in ((renamed, "loic-m", "nad"), (other, "loic", "nadege")):
        coop.ok("--as", loic, "contrib", "edit", "laaaaaaa", "--hours", "3h", today="2026-11-10")
        coop.ok("--as", loic, "contrib", "add", "Tri", "--hours", "2", "--rate", "10", today="2026-11-10")
        coop.ok("member", "status", nadege, "cape", "--since", "2026-08-01")
    assert said(renamed, "2026-10") == said(other, "2026-10")
    for coop in two:
        coop.close("2026-10")
    assert said(renamed, "2026-11") == said(other, "2026-11")
    for coop in two:
        coop.ok("payout", "close", "2026-11", "--yes", today=DAYS["2026-11"])
        for period in DAYS:
            assert "nothing moved" in coop.ok("payout", "verify", period)
        assert coop.run("check").code == 0
    assert "member: loic-m\n" in renamed.text("payouts/2026-10.yaml")


def test_an_open_sheet_goes_along_and_lines_say_who_typed(two: tuple[Coop, Coop]) -> None:
    coop = two[0]
    coop.ok("--as", "loic", "contrib", "add", "Une affiche", "--for", "karim", "--hours", "1", "--rate", "0",
            today="2026-11-04")  # fmt: skip
    out = coop.ok("member", "rename", "loic", "loic-m")
    assert out.splitlines() == [
        "loic is called loic-m from now on",
        "1 record says so",
        "what is closed keeps the old handle: nothing that was paid is rewritten",
    ]
    assert "recorded_by: loic-m" in coop.text("contributions/2026-11/karim.yaml")
    assert "- member: loic-m" in coop.text("members/noemie.yaml")
    coop.ok("member", "rename", "noemie", "nono")
    assert coop.text("contributions/2026-10/nono.yaml").startswith("- id: moaaaaaa")
    assert not (coop.folder / "contributions/2026-10/noemie.yaml").exists()
    assert coop.ok("whoami").startswith("nono\n")
    assert coop.run("check").code == 0


def test_the_old_handle_leads_to_the_new_one(two: tuple[Coop, Coop]) -> None:
    coop = two[0]
    rename(coop)
    assert coop.ok("member", "show", "loic").startswith("loic-m\n")
    assert "laaaaaaa" in coop.ok("contrib", "list", "--for", "loic-m", "--month", "2026-08")
    assert coop.ok("contrib", "show", "loic/laaaaaaa").count("loic-m") == 1
    assert "65.00 €" in coop.ok("payout", "explain", "loic", "--period", "2026-08")
    assert coop.run("member", "add", "loic", "--status", "cape").code == 1
    assert "is called loic-m since" in _named_by_hand(coop)
    assert coop.ok("member", "rename", "loic", "loic-m") == "1 record that still said loic says loic-m now\n"
    assert (coop.run("check").out, coop.run("member", "rename", "loic", "loic-m").code) == ("", 1)


def _named_by_hand(coop: Coop) -> str:
    coop.alter(
        "circles/technique.yaml", "since: 2019-03\n", "since: 2019-03\nmembers:\n- member: loic\n  since: 2024-01\n"
    )
    return coop.run("check").out


def test_a_clone_that_still_says_the_old_handle_is_theirs(two: tuple[Coop, Coop]) -> None:
    coop = two[0]
    coop.git("config", "user.name", "loic")
    coop.git("config", "user.email", "loic@les-jours.invalid")
    coop.ok("--as", "noemie", "member", "rename", "karim", "k-b")
    coop.ok("member", "rename", "loic", "loic-m")
    assert coop.git("config", "user.name") == "loic-m\n"
    coop.git("config", "user.name", "loic")
    coop.git("config", "user.email", "loic@les-jours.invalid")
    assert coop.ok("whoami").startswith("loic-m\n")


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        (("loic", "karim"), 1, "somebody else's"),
        (("loik", "x"), 3, "the nearest is loic"),
        (("loic", "Loïc M"), 2, "loic-m"),
    ],
)
def test_refusals(two: tuple[Coop, Coop], args: tuple[str, str], code: int, words: str) -> None:
    seen = two[0].run("member", "rename", *args)
    assert (seen.code, words in seen.err) == (code, True), seen


def test_a_name_follows_and_can_be_forgotten(two: tuple[Coop, Coop]) -> None:
    coop = two[0]
    names = coop.folder / ".git/coopctl/private/names.yaml"
    names.parent.mkdir(parents=True)
    names.write_text("loic: Loïc M.\nkarim: Karim B.\n")
    (names.parent / "elections").mkdir()
    (names.parent / "elections/2026-05-x.yaml").write_text(
        "- member: loic\n  why: Posé\n- member: karim\n  why: Clair\n"
    )
    coop.ok("member", "rename", "loic", "loic-m")
    assert names.read_text() == "loic: Loïc M.\nkarim: Karim B.\nloic-m: Loïc M.\n"
    head = coop.head()
    assert coop.run("member", "forget", "loic-m", "-m", "parce que").code == 2
    assert coop.run("member", "forget", "loic-m").code == 2, "nobody can be asked"
    seen = coop.run("member", "forget", "loic-m", "--yes")
    assert seen.code == 0, seen
    assert seen.out.splitlines()[-1] == "loic-m is forgotten in this clone"
    assert "history keeps the handle loic-m" in seen.err
    assert names.read_text() == "karim: Karim B.\n"
    assert (names.parent / "elections/2026-05-x.yaml").read_text() == "- member: karim\n  why: Clair\n"
    assert coop.head() == head


def test_what_another_clone_noted_meanwhile_under_the_old_handle_is_theirs(tmp_path: Path) -> None:
    """Two branches: one renames, the other notes, joins a circle and holds a role; nothing is lost or paid twice."""
    one, other = Coop(tmp_path / "one"), Coop.__new__(Coop)
    one.git("clone", "-q", "--bare", ".", "../hub.git")
    one.git("clone", "-q", "../hub.git", "../other")
    other.folder = tmp_path / "other"
    one.git("remote", "add", "origin", "../hub.git")
    one.git("fetch", "-q", "origin")
    one.git("branch", "-q", "-u", "origin/main")
    other.git("config", "user.name", "noemie")
    other.git("config", "user.email", "noemie@les-jours.invalid")
    one.ok("member", "rename", "noemie", "nono")
    one.ok("sync")
    other.ok("contrib", "add", "Encore", "--hours", "1", "--rate", "10", "--date", "2026-10-05")
    other.ok("role", "assign", "cogerance", "noemie", "--since", "2026-10-01")
    other.ok("sync")
    paid = {row["member"]: row["total"] for row in other.json("payout", "preview", "2026-10")["statements"]}
    assert paid == {"karim": "150.00", "nono": "183.28"}
    assert "former-handle" not in other.run("check").out
    assert "- member: nono\n" in other.text("roles/orientation/cogerance.yaml")
    other.record("by hand", **{"needs/x.yaml": "need: x\ntitle: X\nopened: 2026-10-01\nby: noemie\n"})
    assert "warning[former-handle]" in other.run("check").out
    other.ok("member", "rename", "noemie", "nono")
    assert "former-handle" not in other.run("check").out
    again = {row["member"]: row["total"] for row in other.json("payout", "preview", "2026-10")["statements"]}
    assert again == paid
    other.close("2026-08", "2026-09", "2026-10")
    assert "former-handle" not in other.run("check").out
    assert "nothing moved" in other.ok("payout", "verify", "2026-10")
