"""`contrib import` on real ledgers: the boards of tests/data come in to the cent, once."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pexpect
import pytest

from coopctl.document.read import read
from coopctl.entry import quick, sheet_of
from coopctl.values import Cents, Hours

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "tests" / "data" / "tableau-contributif"
PEOPLE = json.loads((DATA / "people.json").read_text("utf-8"))
EXPECTED = json.loads((DATA / "expected.json").read_text("utf-8"))
BOARDS = ("2026-09.csv", "2026-T3.xlsx", "2026-10.ods")
CHARTER = """\
format: 1
name: Les Jours
slug: les-jours
rate_caps:
- since: 2018-01-01
  cap: 30
statuses:
- status: cape
  title: CAPE
"""


def environ(folder: Path) -> dict[str, str]:
    found = {"PATH": os.environ["PATH"], "HOME": str(folder), "PYTHONPATH": str(ROOT), "COOPCTL_LANG": "en"}
    return found | {"COOPCTL_TODAY": "2026-10-31", "GIT_CONFIG_GLOBAL": os.devnull, "LC_ALL": "C.UTF-8"}


def git(folder: Path, *args: str) -> str:
    done = subprocess.run(["git", *args], cwd=folder, check=True, capture_output=True, text=True, env=environ(folder))
    return done.stdout


def coopctl(folder: Path, *args: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "coopctl", *args]
    return subprocess.run(
        command, cwd=folder, capture_output=True, text=True, env=environ(folder), timeout=60, stdin=subprocess.DEVNULL
    )


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """The members and circles of people.json, their names in the private folder."""
    folder = tmp_path / "ledger"
    texts = {"coop.yaml": CHARTER}
    for handle in PEOPLE["members"]:
        texts[f"members/{handle}.yaml"] = f"handle: {handle}\nstatuses:\n- status: cape\n  since: 2024-01-01\n"
    for circle, title in PEOPLE["circles"].items():
        texts[f"circles/{circle}.yaml"] = f"circle: {circle}\ntitle: {title}\n"
    for path, text in texts.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    git(folder, "init", "-q", "-b", "main")
    git(folder, "config", "user.name", "loic")
    git(folder, "config", "user.email", "loic@les-jours.invalid")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "start")
    private(folder).mkdir(parents=True)
    names = "".join(f"{handle}: {name}\n" for handle, name in PEOPLE["members"].items())
    (private(folder) / "names.yaml").write_text(names, encoding="utf-8")
    return folder


def private(folder: Path) -> Path:
    return folder / ".git" / "coopctl" / "private"


def head(folder: Path) -> str:
    return git(folder, "rev-parse", "HEAD")


def totals(folder: Path) -> dict[str, dict[str, Any]]:
    """What is recorded, by month and member, as expected.json says it."""
    found = {}
    for path in git(folder, "ls-tree", "-r", "--name-only", "HEAD").splitlines():
        if place := sheet_of(path):
            root: Any = read(path, git(folder, "show", f"HEAD:{path}").encode()).root
            entries = [entry for entry in map(quick, root) if entry]
            assert len(entries) == len(root)
            found[f"{place[0]}/{place[1]}"] = {
                "hours": Hours(sum(one.hours for one in entries)).fixed,
                "amount": Cents(sum(one.amount for one in entries)).fixed,
                "contributions": len(entries),
            }
    return found


@pytest.mark.parametrize("name", BOARDS)
def test_a_board_comes_in_to_the_cent_and_only_once(ledger: Path, name: str) -> None:
    seen = coopctl(ledger, "contrib", "import", str(DATA / name), "--yes")
    assert seen.returncode == 0, seen.stderr
    assert totals(ledger) == EXPECTED[name]
    changed = git(ledger, "show", "--name-only", "--format=", "HEAD").split()
    assert set(changed) == {f"contributions/{key}.yaml" for key in EXPECTED[name]}
    assert git(ledger, "status", "--porcelain") == ""
    assert git(ledger, "rev-list", "--count", "HEAD").strip() == "2"
    before = head(ledger)
    again = coopctl(ledger, "contrib", "import", str(DATA / name))
    assert (again.returncode, head(ledger)) == (0, before)
    assert "nothing new" in again.stdout


def test_what_came_in_is_sound(ledger: Path) -> None:
    assert coopctl(ledger, "contrib", "import", str(DATA / "2026-T3.xlsx"), "--yes").returncode == 0
    assert "error" not in coopctl(ledger, "check").stdout


def test_the_preview_shows_all_and_writes_nothing(ledger: Path) -> None:
    before = head(ledger)
    seen = coopctl(ledger, "contrib", "import", str(DATA / "2026-09.csv"), "-n")
    assert (seen.returncode, head(ledger)) == (0, before)
    assert re.search(r"2026-09  francoise +7 +0 +0 +17 h 30 +288\.75 €", seen.stdout)
    assert "F7, F14, F32: no rate is given: counted as 0" in seen.stderr
    assert "not carried: 2026-09.csv!46: a total" in seen.stderr
    assert "+++ contributions/2026-09/loic.yaml" in seen.stdout


def test_without_a_terminal_it_wants_a_yes(ledger: Path) -> None:
    seen = coopctl(ledger, "contrib", "import", str(DATA / "2026-09.csv"))
    assert seen.returncode == 2
    assert "--yes" in seen.stderr
    assert git(ledger, "rev-list", "--count", "HEAD").strip() == "1"


def test_the_message_says_which_file(ledger: Path) -> None:
    import hashlib

    coopctl(ledger, "contrib", "import", str(DATA / "2026-09.csv"), "--yes", "-m", "Septembre")
    body = git(ledger, "log", "-1", "--format=%B")
    assert body.startswith("contrib: import 2026-09.csv, 41 new, 0 edited, 0 corrected\n\nSeptembre\n\n")
    assert hashlib.sha256((DATA / "2026-09.csv").read_bytes()).hexdigest() in body
    assert git(ledger, "log", "-1", "--format=%(trailers:key=Coop-Op,valueonly)").strip() == "contrib.import"


def test_bad_cells_are_all_named_and_nothing_is_written(ledger: Path) -> None:
    before = head(ledger)
    seen = coopctl(ledger, "contrib", "import", str(DATA / "bad.csv"), "--yes")
    assert (seen.returncode, head(ledger)) == (1, before)
    named = set(re.findall(r"^(bad\.csv![A-Z]+\d+):", seen.stderr, re.MULTILINE))
    assert named == {f"bad.csv!{cell}" for cell in EXPECTED["bad.csv"]["bad_cells"]}
    assert len(named) == 10
    assert """--map "Quelqu'un d'autre=""" in seen.stderr
    assert git(ledger, "status", "--porcelain") == ""


def board(folder: Path, *rows: str, name: str = "board.csv", encoding: str = "utf-8") -> str:
    text = "Date;Qui;Cercle;Ce que j'ai fait;Temps passé;€/h\n" + "\n".join(rows) + "\n"
    (folder.parent / name).write_bytes(text.encode(encoding))
    return str(folder.parent / name)


A = "03/09/2026;Loïc Moreau;Technique;Sauvegardes;1;20"
B = "04/09/2026;Françoise Noël;Technique;Forêt;2;10"
C = "05/09/2026;Loïc Moreau;Technique;Tâche;3;10"


def test_an_edited_row_shows_as_edited_and_is_applied(ledger: Path) -> None:
    coopctl(ledger, "contrib", "import", board(ledger, A, B, C), "--yes")
    seen = coopctl(ledger, "contrib", "import", board(ledger, A.replace(";1;", ";2;"), B, C), "--yes")
    assert seen.returncode == 0
    assert "edited: board.csv!2, loic, “Sauvegardes”: hours 1 h → 2 h" in seen.stdout
    assert "1 edited line recorded" in seen.stdout
    assert totals(ledger)["2026-09/loic"] == {"hours": "5.00", "amount": "70.00", "contributions": 2}
    assert git(ledger, "diff", "--numstat", "HEAD~1").split() == ["2", "2", "contributions/2026-09/loic.yaml"]


def test_two_equal_rows_stay_two(ledger: Path) -> None:
    coopctl(ledger, "contrib", "import", board(ledger, A, A), "--yes")
    assert totals(ledger)["2026-09/loic"]["contributions"] == 2
    assert "nothing new" in coopctl(ledger, "contrib", "import", board(ledger, A, A)).stdout


def test_old_encodings_are_read(ledger: Path) -> None:
    coopctl(ledger, "contrib", "import", board(ledger, A, B, encoding="cp1252"), "--yes")
    assert "what: Forêt" in git(ledger, "show", "HEAD:contributions/2026-09/francoise.yaml")
    assert "nothing new" in coopctl(ledger, "contrib", "import", board(ledger, A, B)).stdout


def test_names_and_columns_given_once_are_remembered(ledger: Path) -> None:
    path = board(ledger, "03/09/2026;Lolo;Labo;Sauvegardes;1;20")
    refused = coopctl(ledger, "contrib", "import", path, "--yes")
    assert refused.returncode == 1
    assert "board.csv!B2" in refused.stderr
    assert "--map Lolo=" in refused.stderr
    given = coopctl(ledger, "contrib", "import", path, "--yes", "--map", "Lolo=loic", "--map", "Labo=technique")
    assert given.returncode == 0, given.stderr
    assert "circle: technique" in git(ledger, "show", "HEAD:contributions/2026-09/loic.yaml")
    later = coopctl(ledger, "contrib", "import", board(ledger, "04/09/2026;Lolo;Labo;Autre;1;20"), "--yes")
    assert later.returncode == 0
    assert (private(ledger) / "import.yaml").stat().st_mode & 0o777 == 0o600


def test_a_column_is_named_by_its_heading(ledger: Path) -> None:
    text = "Date;Qui;Ce que j'ai fait;Combien;€/h\n03/09/2026;Loïc Moreau;Sauvegardes;1,5;20\n"
    (ledger.parent / "odd.csv").write_text(text, encoding="utf-8")
    path = str(ledger.parent / "odd.csv")
    refused = coopctl(ledger, "contrib", "import", path, "--yes")
    assert refused.returncode == 1
    assert "--column hours=" in refused.stderr
    assert coopctl(ledger, "contrib", "import", path, "--yes", "--column", "hours=Combien").returncode == 0
    assert totals(ledger)["2026-09/loic"]["hours"] == "1.50"


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (("--column", "heures=Temps passé"), 2, "heures"),
        (("--column", "hours"), 2, "="),
        (("--map", "Lolo=personne"), 2, "personne"),
        (("--sheet", "Mars"), 3, "board.csv"),
    ],
)
def test_options_that_cannot_be_are_refused(ledger: Path, args: tuple[str, ...], code: int, said: str) -> None:
    seen = coopctl(ledger, "contrib", "import", board(ledger, A), "--yes", *args)
    assert seen.returncode == code
    assert said in seen.stderr


def test_one_sheet_may_be_chosen(ledger: Path) -> None:
    seen = coopctl(ledger, "contrib", "import", str(DATA / "2026-T3.xlsx"), "--yes", "--sheet", "Août")
    assert seen.returncode == 0, seen.stderr
    assert {key[:7] for key in totals(ledger)} == {"2026-08"}


def test_a_file_that_is_not_there_is_said(ledger: Path) -> None:
    assert coopctl(ledger, "contrib", "import", "nowhere.csv").returncode == 3


def test_a_row_after_today_is_named(ledger: Path) -> None:
    seen = coopctl(ledger, "contrib", "import", board(ledger, A.replace("03/09/2026", "02/11/2026")), "--yes")
    assert seen.returncode == 1
    assert "board.csv!2: 2 November 2026 is after today" in seen.stderr


def test_names_are_asked_at_a_terminal(ledger: Path) -> None:
    path = board(ledger, "03/09/2026;Loïk Morot;Technique;Sauvegardes;1;20")
    child: Any = pexpect.spawn(
        sys.executable, ["-m", "coopctl", "contrib", "import", path], cwd=str(ledger),
        env=environ(ledger) | {"TERM": "xterm", "NO_COLOR": "1"}, encoding="utf-8", timeout=20,
    )  # fmt: skip
    child.expect_exact("Who is “Loïk Morot”?")
    child.sendline("personne")
    child.expect_exact("is none of these")
    child.sendline("loic")
    child.expect_exact("Record 1 new line?")
    child.sendline("y")
    child.expect_exact("1 new line recorded")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    assert totals(ledger)["2026-09/loic"]["contributions"] == 1


def test_a_no_writes_nothing(ledger: Path) -> None:
    child: Any = pexpect.spawn(
        sys.executable, ["-m", "coopctl", "contrib", "import", board(ledger, A)], cwd=str(ledger),
        env=environ(ledger) | {"TERM": "xterm", "NO_COLOR": "1"}, encoding="utf-8", timeout=20,
    )  # fmt: skip
    child.expect_exact("Record 1 new line?")
    child.sendline("n")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 5
    assert git(ledger, "rev-list", "--count", "HEAD").strip() == "1"


@pytest.mark.parametrize("board", BOARDS)
def test_a_board_comes_in_and_its_months_close_to_the_cent(ledger: Path, board: str) -> None:
    done = coopctl(ledger, "contrib", "import", str(DATA / board), "--yes")
    assert done.returncode == 0, done.stderr
    expected = EXPECTED[board]
    for month in sorted({key.partition("/")[0] for key in expected}):
        closed = coopctl(ledger, "--today", "2026-11-03", "payout", "close", month, "--yes")
        assert closed.returncode == 0, closed.stderr
        shown = json.loads(coopctl(ledger, "payout", "show", month, "--format", "json").stdout)
        paid = {one["member"]: (one["hours"], one["total"]) for one in shown["statements"]}
        wanted = {key.partition("/")[2]: (one["hours"], one["amount"]) for key, one in expected.items() if month in key}
        assert paid == wanted
        assert shown["total"] == f"{sum(int(one[1].replace('.', '')) for one in wanted.values()) / 100:.2f}"
    assert coopctl(ledger, "payout", "verify", "--all").returncode == 0
    assert coopctl(ledger, "check").returncode == 0
