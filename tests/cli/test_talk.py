"""The conversation of `contrib add`, typed at a real terminal."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pexpect
import pytest

from tests import small

ROOT = Path(__file__).resolve().parents[2]
SHEET = """\
- id: aaaaaaa2
  date: 2026-10-01
  circle: technique
  hours: 1
  rate: 20
  what: Sauvegardes
"""


def git(folder: Path, *args: str) -> str:
    env = {"PATH": os.environ["PATH"], "HOME": str(folder), "GIT_CONFIG_GLOBAL": os.devnull}
    return subprocess.run(["git", *args], cwd=folder, check=True, capture_output=True, text=True, env=env).stdout


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    folder = tmp_path / "ledger"
    for path, text in {**small.FILES, "contributions/2026-10/loic.yaml": SHEET}.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    git(folder, "init", "-q", "-b", "main")
    git(folder, "config", "user.name", "loic")
    git(folder, "config", "user.email", "loic@les-jours.invalid")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "start")
    return folder


class Terminal:
    """A person at an 80-column terminal, typing at ``coopctl contrib add``."""

    def __init__(self, folder: Path, lang: str = "en", *args: str) -> None:
        self.folder = folder
        env = {"PATH": os.environ["PATH"], "HOME": str(folder), "PYTHONPATH": str(ROOT), "TERM": "xterm"}
        env |= {"COOPCTL_LANG": lang, "COOPCTL_TODAY": "2026-10-28", "NO_COLOR": "1", "LC_ALL": "C.UTF-8"}
        command = ["-m", "coopctl", "contrib", "add", *args]
        self.child: Any = pexpect.spawn(
            sys.executable, command, cwd=str(folder), env=env, encoding="utf-8", timeout=20, dimensions=(40, 80)
        )
        self.child.delaybeforesend = None

    def sees(self, *texts: str) -> Terminal:
        """These texts, in this order, whatever kind of space stands in them."""
        for text in texts:
            self.child.expect(re.escape(text).replace("\\ ", "[ \u00a0\u202f]"))
        return self

    def types(self, *pairs: str) -> Terminal:
        """A question that is seen, what is typed at it, and so on."""
        for question, answer in zip(pairs[::2], pairs[1::2], strict=True):
            self.sees(question)
            self.child.send(answer + "\r")
        return self

    def ends(self, code: int) -> str:
        rest = str(self.child.read())
        self.child.close()
        assert self.child.exitstatus == code, rest
        return rest


@pytest.fixture
def open_terminals() -> Iterator[list[Terminal]]:
    found: list[Terminal] = []
    yield found
    for one in found:
        one.child.close(force=True)


def sheet(folder: Path) -> str:
    return git(folder, "show", "HEAD:contributions/2026-10/loic.yaml")


def whats(folder: Path) -> list[str]:
    return re.findall(r"^  what: (.*)$", sheet(folder), re.MULTILINE)


def commits(folder: Path) -> int:
    return int(git(folder, "rev-list", "--count", "HEAD"))


def draft(folder: Path) -> Path:
    return folder / ".git" / "coopctl" / "private" / "draft-contrib.yaml"


QUESTIONS = ("What did you do?", "For which circle?", "How long did it take?", "grant yourself", "Which day?")


def line(*answers: str) -> list[str]:
    """The questions of a line and these answers, a circle without roles supposed."""
    return [part for pair in zip(QUESTIONS, answers, strict=True) for part in pair]


def test_a_scenario_in_french(ledger: Path) -> None:
    seen = Terminal(ledger, "fr")
    seen.sees("1  Sauvegardes, technique, 20 €/h")
    seen.types("Qu'as-tu fait", "1", "Combien de temps", "1h30").sees("→ 1 h 30")
    seen.types("Quel jour", "hier").sees("→ 27 octobre 2026")
    seen.sees("1 h 30 × 20 €/h = 30,00 €", "octobre 2026", "2 h 30, 50,00 €")
    seen.types("Qu'as-tu fait", "Relire la lettre", "Pour quel cercle", "com").sees("→ communication")
    seen.types("Combien de temps", "1h20").sees("1,33 h").types("octroies-tu", "12,5", "Quel jour", "")
    seen.sees("× 12,50 €/h = 16,63 €").types("Qu'as-tu fait", ".")
    assert "2 lignes enregistrées" in seen.ends(0)
    assert commits(ledger) == 2
    assert whats(ledger) == ["Sauvegardes", "Sauvegardes", "Relire la lettre"]
    assert not draft(ledger).exists()
    assert git(ledger, "status", "--porcelain") == ""


def test_a_bad_answer_says_why_and_asks_again(ledger: Path) -> None:
    seen = Terminal(ledger).types("What did you do?", "Trier", "For which circle?", "jardin").sees("none of these")
    seen.types("For which circle?", "-", "How long", "un moment").sees("is not a time").types("How long", "2h")
    seen.types("grant yourself", "35", "Which day?", "").sees("above the cap").types("grant yourself", "30")
    seen.sees("2 h × 30 €/h = 60.00 €").types("What did you do?", ".").ends(0)
    assert whats(ledger) == ["Sauvegardes", "Trier"]


def test_going_back_keeps_the_other_answers(ledger: Path) -> None:
    seen = Terminal(ledger).types(*line("Trier", "communication", "1h", "10", "<"))
    seen.types("grant yourself (€/h)? [10 €/h]", "<", "take? [1 h]", "2h", "Which day?", "hier").sees(
        "2 h × 10 €/h = 20.00 €"
    )
    seen.types("What did you do?", "<", "Which day? [27 October 2026]", "<", "[10 €/h]", "15").sees("= 30.00 €")
    seen.types("What did you do?", ".").ends(0)
    text = sheet(ledger)
    assert text.count("what: Trier") == 1
    assert "  hours: 2\n  rate: 15\n" in text
    assert "2026-10-27" in text


def test_tab_completes(ledger: Path) -> None:
    seen = Terminal(ledger)
    seen.sees("What did you do?").child.send("sau\t\r")
    seen.sees("For which circle?").child.send("comm\t\r")
    seen.sees("→ communication").types(
        "How long", "1h", "grant yourself", "", "Which day?", "", "What did you do?", "."
    )
    seen.ends(0)
    assert whats(ledger) == ["Sauvegardes", "Sauvegardes"]


def test_enter_notes_the_same_again(ledger: Path) -> None:
    Terminal(ledger).types(
        "[again: Sauvegardes]", "", "take? [1 h]", "", "Which day?", "", "What did you do?", "."
    ).ends(0)
    assert whats(ledger) == ["Sauvegardes", "Sauvegardes"]


def test_ctrl_d_records_what_is_noted_and_keeps_what_is_begun(ledger: Path) -> None:
    seen = (
        Terminal(ledger)
        .types(*line("Trier", "-", "1h", "10", ""), "What did you do?", "Deux")
        .sees("For which circle?")
    )
    seen.child.sendeof()
    rest = seen.ends(0)
    assert "1 line recorded" in rest
    assert "“Deux” is not finished" in rest
    assert whats(ledger) == ["Sauvegardes", "Trier"]
    assert "Trier" not in draft(ledger).read_text("utf-8")
    seen = Terminal(ledger).types(
        "Take it up again?", "y", "For which circle?", "-", "How long", "1h", "grant yourself", "0"
    )
    seen.types("Which day?", "", "What did you do?", ".").ends(0)
    assert whats(ledger) == ["Sauvegardes", "Trier", "Deux"]
    assert not draft(ledger).exists()


def test_ctrl_c_offers_to_record_and_a_no_waits_for_next_time(ledger: Path) -> None:
    seen = Terminal(ledger).types(*line("Trier", "-", "1h", "10", "")).sees("What did you do?")
    seen.child.sendintr()
    seen.types("Record the 1 line noted so far?", "n")
    seen.ends(5)
    assert commits(ledger) == 1
    seen = (
        Terminal(ledger).sees("1 line of last time", "Trier").types("Take it up again?", "y", "What did you do?", ".")
    )
    assert "1 line recorded" in seen.ends(0)
    assert whats(ledger) == ["Sauvegardes", "Trier"]


def test_ctrl_c_then_yes_records(ledger: Path) -> None:
    seen = Terminal(ledger).types(*line("Trier", "-", "1h", "10", "")).sees("What did you do?")
    seen.child.sendintr()
    seen.types("Record the 1 line noted so far?", "")
    seen.ends(0)
    assert whats(ledger) == ["Sauvegardes", "Trier"]


def test_killed_at_once_nothing_is_lost(ledger: Path) -> None:
    seen = Terminal(ledger).types(
        *line("Trier", "-", "1h", "10", ""), "What did you do?", "Deux", "For which circle?", "-"
    )
    seen.sees("How long")
    os.kill(seen.child.pid, signal.SIGKILL)
    seen.child.wait()
    assert commits(ledger) == 1
    seen = (
        Terminal(ledger)
        .sees("2 lines of last time", "Trier", "Deux")
        .types("Take it up again?", "", "How long", "30min")
    )
    seen.types("grant yourself", "0", "Which day?", "", "What did you do?", ".").ends(0)
    assert whats(ledger) == ["Sauvegardes", "Trier", "Deux"]
    assert commits(ledger) == 2


def test_a_line_recorded_just_before_a_kill_is_not_offered_again(ledger: Path) -> None:
    Terminal(ledger).types(*line("Trier", "-", "1h", "10", "")).sees("What did you do?").child.close(force=True)
    kept = draft(ledger).read_bytes()
    Terminal(ledger).types("Take it up again?", "", "What did you do?", ".").ends(0)
    draft(ledger).write_bytes(kept)
    seen = Terminal(ledger)
    assert seen.child.expect_exact(["Take it up again?", "What did you do?"]) == 1
    seen.child.close(force=True)


def test_a_no_forgets_the_draft(ledger: Path) -> None:
    Terminal(ledger).types("What did you do?", "Trier").sees("For which circle?").child.close(force=True)
    seen = Terminal(ledger).types("Take it up again?", "n", "What did you do?", ".")
    assert "Nothing noted" in seen.ends(0)
    assert not draft(ledger).exists()


def test_somebody_else_types(ledger: Path) -> None:
    seen = Terminal(ledger, "en", "--for", "noemie").sees("For noemie, typed by loic.")
    seen.types(*line("Trier", "-", "1h", "10", ""), "What did you do?", ".").ends(0)
    assert "recorded_by: loic" in git(ledger, "show", "HEAD:contributions/2026-10/noemie.yaml")


def test_without_a_terminal_the_words_to_type_are_named(ledger: Path) -> None:
    env = {"PATH": os.environ["PATH"], "HOME": "/nowhere", "PYTHONPATH": str(ROOT), "COOPCTL_LANG": "en"}
    command = [sys.executable, "-m", "coopctl", "contrib", "add"]
    done = subprocess.run(command, cwd=ledger, env=env, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    assert done.returncode == 2
    assert "--hours" in done.stderr
