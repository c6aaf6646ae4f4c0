"""A sample of the damaged files (``make fuzz`` throws them all), and proof that it can find something."""

from __future__ import annotations

import pytest

from tests import fuzz

COUNT = 2_000


def test_a_sample_of_damaged_files_harms_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    tally, found = fuzz.fuzz(COUNT, seed=20261013)
    with capsys.disabled():
        print(f"\n{tally['(done)']:,} damaged files, {tally['(accepted)']:,} accepted")
    assert found == []
    assert tally["(done)"] == COUNT
    assert COUNT // 5 < tally["(accepted)"] < COUNT * 4 // 5
    assert sum(1 for name in tally if not name.startswith("(")) > 30, "too few rules were met"


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
