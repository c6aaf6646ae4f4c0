"""The first entry of a ledger, and what was edited by hand: pure, from files to files."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from coopctl.document.read import read
from coopctl.edits import byhand, start
from coopctl.problem import Refused
from coopctl.snapshot import Snapshot
from coopctl.values import When
from tests.small import FILES, TODAY, found, snapshot

SCHEMAS = {"members.json": "{}\n"}


def wish(**more: str | None) -> start.Founding:
    base = start.Founding("Les Jours", "les-jours", "fr", "cae", "loic", None, When("2024-01-01"))
    return base._replace(**more)  # type: ignore[arg-type]


def founded(files: Mapping[str, bytes] = {}, **more: str | None) -> dict[str, str]:
    changes = start.found(Snapshot(files), wish(**more), SCHEMAS, TODAY).edit.changes
    return {path: data.decode() for path, data in changes.items() if data is not None}


@pytest.mark.parametrize("preset", sorted(start.PRESETS))
@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_new_ledger_is_sound_whatever_the_preset(preset: str, language: str) -> None:
    files = founded(preset=preset, language=language)
    assert found(files, {}) == []
    assert set(files) == {"coop.yaml", "members/loic.yaml", "schemas/members.json", ".gitattributes"}


def test_the_preset_says_which_law_applies() -> None:
    """A cooperative that is not a CAE, or an association, turns legal values off by its preset."""
    said = {preset: read("coop.yaml", founded(preset=preset)["coop.yaml"].encode()).root for preset in start.PRESETS}
    assert {preset: (one["law"], one["legal_form"]) for preset, one in said.items()} == {
        "cae": ("fr-cae", "sarl"),
        "scop": ("fr-scop", "sarl"),
        "association": ("none", "association"),
    }
    assert [one.get("contract") for one in said["cae"]["statuses"]] == ["cape", "cesa", "staff"]


def test_titles_are_in_the_language_of_the_ledger() -> None:
    assert "title: Support team\n" in founded(language="en")["coop.yaml"]


def test_the_charter_gives_the_usual_rules() -> None:
    charter = founded()["coop.yaml"]
    assert charter.startswith("# yaml-language-server: $schema=schemas/coop.json\nformat: 1\nname: Les Jours\n")
    assert "rate_caps:\n- since: 2026-01-01\n  cap: 30\n" in charter
    assert "stipends:\n  prorata: days\n" in charter


def test_the_first_member_has_a_status_or_is_welcomed() -> None:
    assert founded(status="esa")["members/loic.yaml"].endswith("statuses:\n- status: esa\n  since: 2024-01-01\n")
    assert founded()["members/loic.yaml"].endswith("handle: loic\nwelcomed: 2024-01-01\n")
    with pytest.raises(Refused, match="there is no status cap; the nearest is cape"):
        founded(status="cap")


def test_a_line_is_added_to_attributes_that_are_there() -> None:
    assert founded({".gitattributes": b"*.png binary"})[".gitattributes"] == "*.png binary\n*.yaml text eol=lf\n"
    assert ".gitattributes" not in founded({".gitattributes": b"*.yaml text eol=lf\n"})


def test_a_ledger_that_is_there_is_not_written_over() -> None:
    with pytest.raises(Refused, match="already a ledger"):
        founded({"coop.yaml": b"format: 1\n"})


# --- what was edited by hand ---

ZOE = "members/zoe.yaml"
SHEET = "contributions/2026-10/loic.yaml"
LINE = "- id: k7m3qa2w\n  date: 2026-10-03\n  hours: 2\n  rate: 20\n  what: Serveur\n"


def saved(changes: Mapping[str, str | None], files: Mapping[str, str | None] = {}) -> byhand.Change:
    made = {path: None if text is None else text.encode() for path, text in changes.items()}
    return byhand.save(snapshot(files), made, "loic", TODAY, "parce que")


def test_what_was_edited_is_one_change_that_names_each_record() -> None:
    zoe = "handle: zoe\nstatuses:\n- status: cape\n  since: 2026-01\n"
    change = saved({ZOE: zoe, "circles/technique.yaml": FILES["circles/technique.yaml"] + "purpose: Tenir\n"})
    assert str(change.edit.message) == (
        "save: 2 records\n\nparce que\n\nCoop-Op: save\nCoop-Actor: loic\n"
        "Coop-Record: circles/technique\nCoop-Record: members/zoe\n"
    )
    assert saved({ZOE: zoe}).edit.message.subject == "save: members/zoe"


def test_new_errors_forbid_it_older_ones_do_not() -> None:
    with pytest.raises(Refused, match="1 thing to put right first") as refused:
        saved({ZOE: "handle: zoe\nstatuses:\n- status: cap\n  since: 2026-01\n"})
    assert [one.rule for one in refused.value.findings] == ["unknown-status"]
    assert saved({"circles/x.yaml": "circle: x\ntitle: X\n"}, {ZOE: "handle: zo\n"}).edit.changes


def test_a_lowered_cap_is_judged_against_every_sheet() -> None:
    lower = FILES["coop.yaml"].replace("cap: 30", "cap: 10")
    with pytest.raises(Refused) as refused:
        saved({"coop.yaml": lower}, {SHEET: LINE})
    assert [(one.rule, one.record) for one in refused.value.findings] == [("rate-above-cap", "loic/k7m3qa2w")]


def test_a_member_removed_is_missed_by_those_who_name_them() -> None:
    with pytest.raises(Refused) as refused:
        saved({"members/loic.yaml": None}, {SHEET: LINE})
    assert {one.rule for one in refused.value.findings} == {"unknown-member", "unknown-sheet-owner"}


def test_only_what_must_be_is_read() -> None:
    assert byhand.involved([SHEET, "members/zoe.yaml", "coop.yaml"]) == {"loic", "zoe"}
    assert not byhand.whole({}, [SHEET, ZOE])
    assert byhand.whole({"payouts/2026-Q4.yaml": b""}, [SHEET])
    assert byhand.whole({}, ["circles/technique.yaml"])


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("members/zoe.yaml", True),
        ("schemas/members.json", True),
        (".gitattributes", True),
        ("README.md", False),
        ("membres/zoe.yaml", False),
        ("members/zoe.yml", False),
        ("schemas/notes.txt", False),
    ],
)
def test_other_files_are_not_ours(path: str, kept: bool) -> None:
    assert byhand.ours(path) is kept
