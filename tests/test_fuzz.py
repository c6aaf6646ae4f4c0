"""A sample of the damaged files (``make fuzz`` throws them all), and proof that it can find something."""

from __future__ import annotations

from collections import Counter

import pytest

from tests import fuzz

COUNT = 2_000
PAYOUT = """\
period: 2026-09
closed: 2026-10-05
closed_by: noemie
rules:
  prorata: days
lines:
- member: loic
  kind: {kind}
  contribution: h5ka7m2n
{rest}  amount: 50
total: 50
digest: sha256:3f864d3944fcfa2fea129da3bc45862a0a29affd5dc5891b8c7d1b6f70c383bc
"""
KEPT = {
    "a space ends the file": ("circles/technique.yaml", "circle: technique\ntitle: Le cercle "),
    "a question mark between braces": ("circles/technique.yaml", "{circle: technique, ti?tle: x}\n"),
    "two paragraphs without quotes": ("circles/technique.yaml", "circle: technique\ntitle: a\n\n  b\n"),
    "no value between braces": ("contributions/2026-10/loic.yaml", "- {id: k7m3qa2w, hours: , rate: 20}\n"),
    "no space after a colon between braces": ("contributions/2026-10/loic.yaml", "- {id: k7m3qa2w, waived:}\n"),
    "a question mark after a colon between braces": ("contributions/2026-10/loic.yaml", "- {id: k7m3qa2w, what:?a}\n"),
    "a list as a key": ("exceptions.yaml", "? # c\n- rule: personal-data\n"),
    "a list as the key of an item": ("roles/technique/admin-sys.yaml", "- ? {id: k7m3qa2x}\n- id: a\n"),
    "a payout without a rate": ("payouts/2026-09.yaml", PAYOUT.format(kind="contribution", rest="")),
    "a stipend that names a line of the board": (
        "payouts/2026-09.yaml",
        PAYOUT.format(kind="stipend", rest="  role: technique/admin-sys\n  month: 2026-09\n  monthly: 50\n"),
    ),
}
"""What was found once, and mended."""


def test_a_sample_of_damaged_files_harms_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    tally, found = fuzz.fuzz(COUNT, seed=20261013)
    with capsys.disabled():
        print(f"\n{tally['(done)']:,} damaged files, {tally['(accepted)']:,} accepted")
    assert found == []
    assert tally["(done)"] == COUNT
    assert COUNT // 5 < tally["(accepted)"] < COUNT * 4 // 5
    assert sum(1 for name in tally if not name.startswith("(")) > 30, "too few rules were met"


@pytest.mark.parametrize("name", KEPT)
def test_what_was_found_once_stays_mended(name: str) -> None:
    path, text = KEPT[name]
    assert list(fuzz.wrongs(fuzz.Hurt(path, text.encode()), Counter())) == []


@pytest.mark.parametrize(
    ("name", "broken", "complaint"),
    [
        ("quick", lambda item: None, "the quick reading says None"),
        ("emit", lambda tree: "a: b\n", "reads as something else"),
        ("bare", lambda root: {}, "ruamel reads other strings"),
        ("check", lambda *given: 1 / 0, "raised ZeroDivisionError"),
    ],
)
def test_what_is_broken_is_caught(name: str, broken: object, complaint: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fuzz, name, broken)
    _tally, found = fuzz.fuzz(40)
    assert any(complaint in one.what for one in found)


def test_it_says_how_many_and_fails_on_one(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    assert fuzz.main(["--count", "3"]) == 0
    assert "3 damaged files of 3 planned" in capsys.readouterr().out
    monkeypatch.setattr(fuzz, "wrongs", lambda one, tally: iter(["something"]))
    assert fuzz.main(["--count", "3"]) == 1
    assert "3 wrong" in capsys.readouterr().out
