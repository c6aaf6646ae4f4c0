"""blame and show on a real history: who wrote each value, and one entry whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from coopctl.change.written import Version, facts, named, writers
from tests.cli.coop import Coop

ROLE = "roles/technique/admin-sys.yaml"


@pytest.fixture
def coop(tmp_path: Path) -> Coop:
    return Coop(tmp_path / "coop")


def test_facts_are_told_apart_by_what_they_are() -> None:
    tree = {
        "site": "Tulle",
        "skills": ["devis"],
        "statuses": [{"status": "cape", "since": "2024-01-01", "until": "2024-12-31"}],
        "pilot": {"until": "x"},
        "odd": [{"a": "1"}],
    }
    found = {named(route, value): value for route, value in facts(tree, "members/loic.yaml").items()}
    assert found == {
        "site": "Tulle",
        "skills": "devis",
        "statuses": "cape 2024-01-01",
        "statuses[cape 2024-01-01].until": "2024-12-31",
        "pilot.until": "x",
        "odd[1].a": "1",
    }


def test_who_only_brought_two_sides_together_wrote_nothing() -> None:
    a, b, ab = {("a",): "2", ("b",): "1"}, {("a",): "1", ("b",): "2"}, {("a",): "2", ("b",): "2"}
    old = {("a",): "1", ("b",): "1"}
    history = [
        ("merge", Version(ab, (a, b))),
        ("b", Version(b, (old,))),
        ("a", Version(a, (old,))),
        ("0", Version(old, ())),
    ]
    assert writers(ab, history) == {("a",): "a", ("b",): "b"}


def test_the_last_who_wrote_a_value_again_is_named() -> None:
    one, two = {("a",): "1"}, {("a",): "2"}
    history = [("third", Version(one, (two,))), ("second", Version(two, (one,))), ("first", Version(one, ()))]
    assert writers(one, history) == {("a",): "third"}
    assert writers({("a",): "9"}, history) == {}


def test_blame_names_who_when_and_why(coop: Coop) -> None:
    coop.ok("--as", "karim", "member", "edit", "loic", "--site", "Tulle", "-m", "elle a déménagé")
    coop.record("layout", **{"members/loic.yaml": "# un mot\n" + coop.text("members/loic.yaml")})
    said = coop.ok("blame", "members/loic.site").splitlines()
    assert said[0].partition(", ")[2].startswith("karim  (")
    assert said[1:] == ["  site: Tulle", "  why: elle a déménagé"]
    whole = coop.ok("blame", "loic")
    assert "  statuses: cape 2024-01-01" in whole
    (one,) = coop.json("blame", "loic.site")
    assert (one["field"], one["value"], one["who"], one["reason"]) == ("site", "Tulle", "karim", "elle a déménagé")
    assert coop.run("blame", "loic.site", "--rev", "HEAD~2").code == 3


def test_blame_of_an_item_and_of_a_line_that_moved(coop: Coop) -> None:
    coop.ok("role", "vacate", ROLE[6:-5], "loic", "--on", "2026-11-30")
    found = {one["field"]: one["commit"] for one in coop.json("blame", "technique/admin-sys.mandates")}
    assert found["mandates[loic 2024-06-01].until"] != found["mandates"]
    coop.ok("--as", "loic", "contrib", "edit", "laaaaaac", "--hours", "5")
    line = {one["field"]: one["who"] for one in coop.json("blame", "loic/laaaaaac")}
    assert (line["hours"], line["rate"]) == ("loic", "noemie")


@pytest.mark.parametrize(("about", "code"), [("nobody", 3), ("loic.shoe", 3), ("coop", 0), ("cogerance", 0)])
def test_blame_of_what_is_not_there(coop: Coop, about: str, code: int) -> None:
    assert coop.run("blame", about).code == code


def test_blame_of_a_name_that_two_records_have(coop: Coop) -> None:
    coop.record("x", **{"circles/loic.yaml": "circle: loic\ntitle: L\n"})
    seen = coop.run("blame", "loic")
    assert (seen.code, "circles/loic, members/loic" in seen.err) == (2, True)


def test_show_tells_one_entry_whole(coop: Coop) -> None:
    coop.ok("--as", "loic", "contrib", "edit", "laaaaaac", "--hours", "5", "-m", "le soir aussi")
    said = coop.ok("show", "HEAD").replace("\u00a0", " ").splitlines()
    assert said[0].endswith(f"loic  ({coop.head()})")
    assert "  why: le soir aussi" in said
    assert said[-2:] == ["  loic, 15 September 2026, Sauvegardes: hours 4 h → 5 h", "    hours: 4.00 → 5.00"]
    assert coop.json("show", "HEAD")["reason"] == "le soir aussi"
    coop.ok("member", "edit", "loic", "--site", "Tulle")
    assert "    site: Tulle" in coop.ok("show", "HEAD").splitlines()
    coop.ok("undo")
    assert "    site: Tulle → nothing" in coop.ok("show", "HEAD").splitlines()
    assert coop.run("show", "nowhere").code == 3


def test_what_is_shown_acts_on_no_screen(coop: Coop) -> None:
    coop.alter("members/loic.yaml", "handle: loic\n", 'handle: loic\nsite: "a\\e[2Jb"\n')
    for said in (coop.ok("blame", "loic.site"), coop.ok("show", "HEAD")):
        assert "\x1b" not in said
        assert "\\x1b" in said


def test_blame_goes_on_behind_a_new_handle(coop: Coop) -> None:
    coop.ok("--as", "karim", "member", "edit", "loic", "--site", "Tulle", "-m", "elle a déménagé")
    coop.ok("--as", "loic", "contrib", "add", "Relecture", "--hours", "1", "--rate", "10", "--date", "2026-11-02")
    line = coop.text("contributions/2026-11/loic.yaml").partition("id: ")[2][:8]
    coop.ok("member", "rename", "loic", "lou", "--yes")
    coop.ok("--as", "lou", "contrib", "edit", f"lou/{line}", "--rate", "12")

    def ops(about: str) -> dict[str, str]:
        told = coop.json("blame", about)
        return {one["field"]: coop.git("log", "-1", "--format=%(trailers:key=Coop-Op,valueonly)", one["commit"]).strip()
                for one in told}  # fmt: skip

    found = ops("members/lou")
    assert (found["site"], found["handle"], found["aliases"]) == ("member.edit", "member.rename", "member.rename")
    told = ops(f"lou/{line}")
    assert (told["what"], told["rate"]) == ("contrib.add", "contrib.edit")
