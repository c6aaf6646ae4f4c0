"""coopctl calendar: what it shows, where it writes, what it refuses."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.coop import FILES, Coop

ENDING = FILES["roles/technique/admin-sys.yaml"] + "  until: 2026-12-31\n"


@pytest.fixture
def coop(tmp_path: Path) -> Coop:
    made = Coop(tmp_path / "coop")
    made.record("ends", **{"roles/technique/admin-sys.yaml": ENDING})
    return made


def test_what_is_due_comes_before_what_is_to_be_taken_up(coop: Coop) -> None:
    assert coop.ok("calendar", "--months", "2").splitlines() == [
        "from 4 November 2026 to 4 January 2027",
        "",
        "due",
        "  1 December 2026   November 2026 is to be closed",
        "  31 December 2026  technique/admin-sys: the mandate of loic ends",
        "",
        "to take up",
        "  1 September 2026  August 2026 is to be closed",
        "                      coopctl payout close 2026-08",
        "  1 October 2026    September 2026 is to be closed",
        "                      coopctl payout close 2026-09",
        "  1 November 2026   October 2026 is to be closed",
        "                      coopctl payout close 2026-10",
    ]


def test_in_french_it_never_says_late(coop: Coop) -> None:
    said = coop.ok("calendar", lang="fr")
    assert "à reprendre\n" in said
    assert "retard" not in said


def test_it_looks_as_far_as_asked_and_at_the_facts_of_another_day(coop: Coop) -> None:
    assert "admin-sys" not in coop.ok("calendar", "--until", "2026-12-30")
    assert "admin-sys" in coop.ok("calendar", "--until", "2026-12")
    assert coop.ok("calendar", "--on", "2027-01-05").startswith("from 5 January 2027 to 5 July 2027")
    assert "technique/admin-sys: 1 seat to be filled" in coop.ok("calendar", "--on", "2027-01-05")
    assert "admin-sys" not in coop.ok("calendar", "--rev", "HEAD~1")


def test_of_one_circle_and_one_member(coop: Coop) -> None:
    for only in (("--circle", "technique"), ("--member", "loic")):
        found = coop.json("calendar", *only)
        assert [one["record"] for one in found["due"]] == ["roles/technique/admin-sys.yaml"]
        assert found["again"] == []
    assert "nothing is due" in coop.ok("calendar", "--circle", "orientation")
    assert coop.run("calendar", "--circle", "technik").code == 3
    assert coop.run("calendar", "--member", "loik").code == 3


def test_json_has_keys_that_stay(coop: Coop) -> None:
    found = coop.json("calendar")
    assert list(found) == ["from", "to", "due", "again"]
    assert found["due"][1] == {
        "kind": "mandate",
        "day": "2026-12-31",
        "what": "technique/admin-sys: the mandate of loic ends",
        "record": "roles/technique/admin-sys.yaml",
        "circle": "technique",
        "members": ["loic"],
        "pressing": False,
        "law": None,
        "source": None,
        "command": "coopctl role assign technique/admin-sys HANDLE --since 2027-01-01",
        "private": False,
        "uid": found["due"][1]["uid"],
    }
    assert f"UID:{found['due'][1]['uid']}" in coop.ok("calendar", "--format", "ics")


def test_a_file_says_its_form_and_is_the_same_for_the_same_revision(coop: Coop) -> None:
    coop.git("commit", "-q", "--amend", "--no-edit", "--date", "2026-11-02T10:00:00+01:00",
             GIT_COMMITTER_DATE="2026-11-02T10:00:00+01:00")  # fmt: skip
    assert "things in" in coop.ok("calendar", "-o", "../coop.ics")
    first = (coop.folder.parent / "coop.ics").read_bytes()
    assert b"DTSTAMP:20261102T090000Z" in first
    coop.ok("calendar", "-o", "../coop.ics")
    assert (coop.folder.parent / "coop.ics").read_bytes() == first
    coop.ok("calendar", "-o", "../coop.json")
    assert (coop.folder.parent / "coop.json").read_text().startswith("{")
    assert coop.git("status", "--porcelain") == ""


@pytest.mark.parametrize(("args", "code"), [
    (("--until", "2026-12-01", "--months", "2"), 2), (("--months", "0"), 2), (("--months", "x"), 2),
    (("--until", "2026-11-03"), 2), (("--format", "svg"), 2), (("-o", "roles/a.ics"), 2), (("-o", "coop.yaml"), 2),
    (("-o", ".git/a.ics"), 2), (("-o", "../none/a.ics"), 3), (("-o", ".."), 3), (("--as", "personne"), 3),
])  # fmt: skip
def test_what_it_refuses(coop: Coop, args: tuple[str, ...], code: int) -> None:
    assert coop.run("calendar", *args).code == code
    assert coop.git("status", "--porcelain") == ""


def test_a_record_that_cannot_be_read_is_said(coop: Coop) -> None:
    (coop.folder / "circles/technique.yaml").write_text("circle: [")
    seen = coop.run("calendar")
    assert seen.code == 0
    assert "circles/technique.yaml cannot be read and is left out" in seen.err


def test_text_of_the_ledger_does_nothing_to_the_screen(coop: Coop) -> None:
    odd = '- rule: "\\u202Egnol"\n  record: "a\\u200Bb"\n  reason: x\n  decided_by: x\n  expires: 2026-12-01\n'
    coop.record("odd", **{"exceptions.yaml": odd})
    for form in ("text", "ics", "json"):
        said = coop.run("calendar", "--format", form).out
        assert "gnol" in said
        assert not {"\u202e", "\u200b", "\x1b"} & set(said)
