"""undo, log and diff on a real history."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from coopctl.edits.undo import Undone, undo
from coopctl.problem import Refused
from tests.cli.test_sync import NOVEMBER, OCTOBER, Clone, World, at_home
from tests.small import snapshot

__all__ = ["at_home"]


@pytest.fixture
def loic(tmp_path: Path) -> Clone:
    return World(tmp_path).clone("loic")


# --- diff ---


def test_diff_shows_what_is_not_recorded_yet(loic: Clone) -> None:
    assert "nothing changed" in loic.ok("diff")
    path = loic.folder / "members/loic.yaml"
    path.write_text(path.read_text() + "site: Lille\n")
    (loic.folder / "circles/accueil.yaml").write_text("circle: accueil\ntitle: Accueil\n")
    assert loic.ok("diff").splitlines() == ["members/loic: site changed", "the circle Accueil opens"]


def test_diff_between_revisions_and_days(loic: Clone, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_COMMITTER_DATE", "2026-10-04T12:00:00Z")
    loic.add("Migration")
    monkeypatch.setenv("GIT_COMMITTER_DATE", "2026-10-06T12:00:00Z")
    loic.add("Relecture")
    assert "Migration" in loic.ok("diff", "HEAD~2..HEAD~1")
    assert "Relecture" not in loic.ok("diff", "HEAD~2..HEAD~1")
    assert [line["kind"] for line in json.loads(loic.ok("diff", "HEAD~1", "--format", "json"))] == ["line-noted"]
    said = loic.ok("diff", "2026-10-05..2026-10-06")
    assert ("Relecture" in said, "Migration" in said) == (True, False)
    assert loic.run("diff", "nowhere").code == 3


# --- log ---


def test_log_speaks_of_records_with_who_and_why(loic: Clone) -> None:
    name = loic.add("Migration")
    loic.ok("contrib", "edit", name, "--hours", "3", "-m", "le soir aussi")
    said = loic.ok("log", "--limit", "2").replace("\u00a0", " ").splitlines()
    assert said[1].startswith("  loic, 3 October 2026, Migration: hours 2 h")
    assert said[2] == "  why: le soir aussi"
    assert "loic" in said[0]
    assert "Migration" in said[4]


def test_log_of_one_record_a_person_or_a_circle(loic: Clone) -> None:
    first, second = loic.add("Migration"), loic.add("Relecture")
    loic.ok("contrib", "add", "Affiche", "--circle", "communication", "--hours", "1", "--rate", "20")
    loic.ok("contrib", "remove", second)
    assert loic.ok("log", first).count("Migration") == 1
    assert loic.ok("log", f"loic/{second}").count("Relecture") == 2
    assert "Affiche" not in loic.ok("log", "technique")
    assert "Affiche" in loic.ok("log", "loic")
    assert "Migration" not in loic.ok("log", "noemie")
    assert loic.run("log", "nobody-at-all").code == 3
    assert "nothing was recorded" in loic.ok("log", "loic", "--since", "2099-01-01")


def test_log_for_programs(loic: Clone) -> None:
    name = loic.add("Migration")
    (one, *_) = json.loads(loic.ok("log", "--format", "json"))
    assert one["who"] == "loic"
    assert one["operation"] == "contrib.add"
    assert one["records"] == [f"loic/{name}"]
    assert one["changes"][0]["after"]["hours"] == "2.00"


# --- undo ---


def test_undo_takes_back_the_last_entry_of_who_types(loic: Clone) -> None:
    loic.add("Migration")
    loic.add("Relecture")
    before = loic.git("rev-parse", "HEAD").strip()
    said = loic.ok("undo", "-m", "en double")
    assert "Relecture" in said
    assert loic.lines(OCTOBER) == ["Migration"]
    message = loic.git("log", "-1", "--format=%B")
    assert f"Coop-Undo: {before}" in message
    assert "en double" in message
    assert message.startswith("undo: contrib: loic, technique, 2.00 h")
    assert loic.git("rev-parse", "HEAD~1").strip() == before
    loic.ok("undo")
    assert loic.lines(OCTOBER) == []
    assert loic.run("undo").code == 3
    assert loic.clean()


def test_undo_of_an_undo_brings_it_back(loic: Clone) -> None:
    loic.add("Migration")
    loic.ok("undo")
    loic.ok("undo", "HEAD")
    assert loic.lines(OCTOBER) == ["Migration"]


def test_undo_of_an_earlier_entry_keeps_what_came_since(loic: Clone) -> None:
    loic.add("Migration")
    loic.add("Relecture")
    loic.ok("undo", "HEAD~1")
    assert loic.lines(OCTOBER) == ["Relecture"]


def test_undo_refuses_what_was_changed_since(loic: Clone) -> None:
    name = loic.add("Migration")
    loic.ok("contrib", "edit", name, "--hours", "3")
    seen = loic.run("undo", "HEAD~1")
    assert (seen.code, f"loic/{name}: changed since" in seen.err) == (1, True)
    assert loic.lines(OCTOBER) == ["Migration"]


def test_undo_refuses_what_a_payout_counted(loic: Clone) -> None:
    name = loic.add("Migration")
    loic.close()
    seen = loic.run("undo", "HEAD~1", today="2026-11-05")
    assert seen.code == 1
    assert "was counted in a closed month" in seen.err
    assert f"coopctl contrib edit {name} --hours" in seen.err


def test_the_last_payout_can_be_taken_back_and_no_other(loic: Clone) -> None:
    loic.add("Migration")
    loic.close()
    closing = loic.git("rev-parse", "HEAD").strip()
    loic.add("Relecture", date="2026-11-02", today="2026-11-05")
    loic.close("2026-11", today="2026-12-02")
    seen = loic.run("undo", closing, today="2026-12-03")
    assert (seen.code, "2026-11 was closed on top of it" in seen.err) == (1, True)
    loic.ok("undo", today="2026-12-03")
    assert not (loic.folder / "payouts/2026-11.yaml").exists()
    assert loic.lines(NOVEMBER) == ["Relecture"]


def test_undo_refuses_what_was_adopted(loic: Clone) -> None:
    loic.ok("decision", "propose", "Un essai", "--slug", "essai", "--circle", "technique", "--proposal", "On essaie")
    loic.ok("decision", "round", "essai", "--consenting", "3")
    loic.ok("decision", "adopt", "essai")
    seen = loic.run("undo")
    assert (seen.code, "coopctl decision end 2026-10-20-essai --dropped" in seen.err) == (1, True), seen
    loic.ok("decision", "end", "essai", "--dropped")
    assert loic.run("audit").code == 0


def test_undo_refuses_what_others_rest_on(loic: Clone) -> None:
    (loic.folder / "circles/accueil.yaml").write_text("circle: accueil\ntitle: Accueil\n")
    loic.git("add", "-A")
    loic.git("commit", "-qm", "accueil")
    loic.ok("contrib", "add", "Accueil", "--circle", "accueil", "--hours", "1", "--rate", "20")
    seen = loic.run("undo", "HEAD~1")
    assert (seen.code, "other records depend on it" in seen.err) == (1, True)
    assert (loic.folder / "circles/accueil.yaml").exists()


def test_undo_writes_nothing_on_a_dry_run(loic: Clone) -> None:
    loic.add("Migration")
    head = loic.git("rev-parse", "HEAD")
    assert "Coop-Undo" in loic.ok("undo", "-n")
    assert (loic.git("rev-parse", "HEAD"), loic.lines(OCTOBER)) == (head, ["Migration"])


def test_the_beginning_cannot_be_taken_back(loic: Clone) -> None:
    assert loic.run("undo", "HEAD").code == 1


def test_nothing_left_to_take_back() -> None:
    before, after = snapshot({}), snapshot({"circles/a.yaml": "circle: a\n"})
    with pytest.raises(Refused, match="nothing of it is left"):
        undo(before, Undone("x", "add a"), after.files, before.files, ["circles/a.yaml"], "loic")
