"""Needs as they are typed: said, taken, noted for, done; a line of the board points to one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.coop import Coop


@pytest.fixture
def coop(tmp_path: Path) -> Coop:
    return Coop(tmp_path / "coop")


def test_from_a_wish_to_what_was_done(coop: Coop) -> None:
    said = coop.ok("need", "add", "Une visio qui tienne à vingt", "--circle", "technique", "--name", "visio")
    assert said == "need visio is there, for whoever takes it: Une visio qui tienne à vingt\n"
    assert "visio" in coop.ok("need")
    coop.ok("need", "take", "visio", "--as", "loic")
    line = ("Essais", "--need", "visio", "--circle", "technique", "--hours", "2", "--rate", "20", "--as", "loic")
    coop.ok("contrib", "add", *line)
    assert "  need: visio\n  hours: 2\n" in coop.text("contributions/2026-11/loic.yaml")
    shown = coop.json("need", "show", "visio")
    assert (shown["state"], shown["holders"][0]["member"]) == ("taken", "loic")
    assert shown["noted"] == {"lines": 1, "hours": "2.00", "amount": "40.00"}
    assert coop.ok("need", "done", "visio", "--as", "loic").startswith("need visio is done on 4 November 2026")
    assert coop.json("need", "list") == []
    assert [one["need"] for one in coop.json("need", "list", "--all")] == ["visio"]
    assert "needs   1 done of 1\n" in coop.ok("circle", "show", "technique")
    assert "besoins  1 mené à bien sur 1\n" in coop.ok("circle", "show", "technique", lang="fr")
    assert [one["state"] for one in coop.json("member", "show", "loic")["needs"]] == ["done"]
    assert coop.ok("check").count("error") == 0


def test_on_a_day_before_it_is_as_it_was(coop: Coop) -> None:
    coop.ok("need", "add", "Une visio", today="2026-11-02")
    coop.ok("need", "done", "une-visio", today="2026-11-03")
    assert coop.json("need", "show", "une-visio", "--on", "2026-11-02")["state"] == "open"
    assert coop.json("need", "list", "--on", "2026-11-01") == []


def test_a_need_that_is_not_there_is_a_finding_in_every_way(coop: Coop) -> None:
    coop.ok("need", "add", "Une visio", "--name", "visio")
    line = ("contrib", "add", "Essais", "--hours", "1", "--rate", "15")
    refused = coop.run(*line, "--need", "vizio")
    assert refused.code == 1
    assert "error[unknown-need]: there is no need vizio; the nearest is visio" in refused.err + refused.out
    coop.ok(*line, "--need", "visio")
    assert coop.run("check").code == 0
    coop.record("gone", **{"needs/visio.yaml": None})
    for _again in range(2):
        seen = coop.run("check")
        assert (seen.code, "unknown-need" in seen.out) == (1, True)
    coop.record("back", **{"needs/visio.yaml": "need: visio\ntitle: Une visio\nopened: 2026-11-04\n"})
    assert coop.run("check").code == 0


def test_the_need_of_a_line_is_changed_and_said_after_closing(coop: Coop) -> None:
    coop.ok("need", "add", "Une visio", "--name", "visio")
    coop.ok("contrib", "edit", "moaaaaaa", "--need", "visio")
    assert "  need: visio\n" in coop.text("contributions/2026-10/noemie.yaml")
    coop.ok("payout", "close", "2026-08", "--yes")
    coop.ok("contrib", "edit", "loic/laaaaaaa", "--need", "visio", "--as", "loic")
    closed = coop.text("contributions/2026-08/loic.yaml")
    assert "need:" not in closed
    assert coop.json("need", "show", "visio")["noted"]["hours"] == "3.83"
    assert coop.run("check").code == 0


def test_what_is_critical_and_nobody_has_is_said_at_home(coop: Coop) -> None:
    coop.ok("need", "add", "Les appels du soir", "--name", "appels", "--critical")
    assert "Nobody has appels, which is critical: Les appels du soir" in coop.ok()
    missing = coop.run("need", "take", "appels")
    assert (missing.code, "--until is missing" in missing.err) == (2, True)
    assert "critical-need-without-holder" in coop.run("check").out
    coop.ok("need", "take", "appels", "--until", "2027-11-03")
    assert "Nobody has appels" not in coop.ok()
    assert coop.run("need", "take", "zzz").code == 3
    nameless = coop.run("need", "add", "???")
    assert (nameless.code, "--name is missing" in nameless.err) == (2, True)
