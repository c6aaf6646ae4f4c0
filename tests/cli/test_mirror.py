"""`contrib mirror`: my own history first, a circle's spread from five people on, nobody named."""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import json
import os
import subprocess
from pathlib import Path

import pytest

from coopctl import words
from coopctl.cli.app import run
from coopctl.cli.ending import ended
from coopctl.cli.setting import Setting
from tests import small
from tests.cli.frame import Seen

PEOPLE = ("ana", "bo", "cy", "di")
LINE = "- {{id: {id}, date: {month}-03, circle: {circle}, hours: {hours}, rate: {rate}, what: Travail}}\n"


def line(month: str, circle: str, hours: str, rate: int, number: int = 2) -> str:
    return LINE.format(id=f"aaaaaaa{number}", month=month, circle=circle, hours=hours, rate=rate)


def write(folder: Path, files: dict[str, str]) -> None:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")


@pytest.fixture
def ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    folder = tmp_path / "ledger"
    files = dict(small.FILES)
    for i, handle in enumerate(PEOPLE):
        files[f"members/{handle}.yaml"] = f"handle: {handle}\nstatuses:\n- status: cape\n  since: 2024-01-01\n"
        files[f"contributions/2026-10/{handle}.yaml"] = line("2026-10", "technique", "2", 10 + i)
    files["contributions/2026-10/loic.yaml"] = line("2026-10", "technique", "1.5", 20)
    files["contributions/2026-09/loic.yaml"] = line("2026-09", "communication", "3", 12)
    files["contributions/2024-09/loic.yaml"] = line("2024-09", "communication", "99", 30)
    write(folder, files)
    for args in (
        ["init", "-q", "-b", "main"],
        ["config", "user.name", "loic"],
        ["config", "user.email", "loic@les-jours.invalid"],
        ["add", "-A"],
        ["commit", "-q", "-m", "start"],
    ):
        subprocess.run(["git", *args], cwd=folder, check=True)
    return folder


def typed(folder: Path, *args: str, lang: str = "en", today: str = "2026-10-28") -> Seen:
    """Type ``coopctl …`` in a ledger, the real commands, this process."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
    words.set_language(lang)
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            code = run(args, Setting(folder, dt.date.fromisoformat(today), lang))
        except Exception as error:
            code = ended(error)
    return Seen(code, *(stream.buffer.getvalue().decode() for stream in (out, err)))  # type: ignore[attr-defined]


def test_my_own_history_comes_first_then_the_quartiles(ledger: Path) -> None:
    seen = typed(ledger, "contrib", "mirror")
    assert seen.code == 0
    own, circles = seen.out.split("\n\n")
    assert [row.split("  ")[0] for row in own.splitlines()[1:]] == ["October 2026", "September 2026"]
    assert own.splitlines()[1].endswith("1 h 30, 20 €/h")
    assert "99" not in own
    assert circles.splitlines()[-1].split("  ")[0] == "technique"
    assert [part.strip() for part in circles.splitlines()[-1].split("  ") if part][1:] == ["11 €/h", "12 €/h", "13 €/h"]


def test_below_five_people_it_is_hidden_and_says_why(ledger: Path) -> None:
    seen = typed(ledger, "contrib", "mirror", "--circle", "communication")
    assert seen.code == 0
    assert "communication: shown from 5 different people on" in seen.err
    assert "12 €/h" not in seen.out.partition("\n\n")[2]


def test_nobody_else_is_named_or_counted(ledger: Path) -> None:
    for args in ((), ("--format", "json")):
        seen = typed(ledger, "contrib", "mirror", *args)
        assert not any(handle in (seen.out + seen.err).split() for handle in PEOPLE)


def test_json_has_strings_and_stable_keys(ledger: Path) -> None:
    found = json.loads(typed(ledger, "contrib", "mirror", "--format", "json").out)
    assert found["member"] == "loic"
    assert found["own"][0] == {"month": "2026-10", "hours": "1.50", "rate": "20.00"}
    hidden, shown = found["circles"]
    assert (hidden["circle"], hidden["quartiles"]) == ("communication", None)
    assert "5" in hidden["hidden"]
    assert shown == {"circle": "technique", "quartiles": ["11.00", "12.00", "13.00"], "hidden": None}


def test_on_a_day_and_in_no_circle(ledger: Path) -> None:
    assert "99 h" in typed(ledger, "contrib", "mirror", "--on", "2024-12-01").out
    assert "nothing noted" in typed(ledger, "contrib", "mirror", "--on", "2020-12-01").err
    assert typed(ledger, "contrib", "mirror", "--circle", "jardin").code == 3


def test_a_mirror_is_of_oneself_only(ledger: Path) -> None:
    assert typed(ledger, "contrib", "mirror", "--for", "ana").code == 2
