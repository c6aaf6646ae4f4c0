"""What reaches the screen, behind a real terminal, a pipe, a closed pipe and an old encoding."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pexpect
import pytest

ROOT = Path(__file__).parent.parent.parent
SCENES = ["-m", "tests.cli.show_scenes"]
PLAIN = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "TERM": "xterm-256color", "PYTHONPATH": str(ROOT)}
SGR = re.compile(r"\x1b\[((?:\d|;)*)m")
OURS = {"0", "1", "2", "31", "32", "33", "36"}


def on_terminal(*arguments: str, columns: int = 80, timeout: float = 60, **env: str) -> str:
    """What a terminal of that width receives."""
    child = pexpect.spawn(
        sys.executable,
        [*SCENES, *arguments],
        dimensions=(24, columns),
        env={**PLAIN, **env},
        cwd=ROOT,
        encoding="utf-8",
        timeout=timeout,
    )
    shown = child.read()
    child.close()
    assert child.exitstatus == 0, shown
    return shown.replace("\r\n", "\n")


def piped(*arguments: str, **env: str) -> subprocess.CompletedProcess[bytes]:
    """What a pipe receives."""
    command = [sys.executable, *SCENES, *arguments]
    return subprocess.run(command, env={**PLAIN, **env}, cwd=ROOT, capture_output=True, stdin=subprocess.DEVNULL)


def bare(shown: str) -> str:
    return SGR.sub("", shown)


@pytest.mark.parametrize(
    ("scene", "columns"),
    [("table", 80), ("narrow", 40), ("whole", 40), ("bars", 80), ("bars", 40), ("below", 40)],
)
def test_what_fits_a_terminal(scene, columns, golden):
    shown = bare(on_terminal(scene, columns=columns))
    assert max(len(line) for line in shown.splitlines()) <= columns
    golden(f"show/{scene}.{columns}.txt", shown)


@pytest.mark.parametrize("scene", ["table", "bars", "below", "diff"])
def test_what_a_pipe_receives_is_whole_and_plain(scene, golden):
    said = piped(scene).stdout.decode()
    assert "\x1b" not in said
    assert not {"\u00a0", "\u202f"} & set(said)
    golden(f"show/{scene}.piped.txt", said)


def test_a_table_in_a_pipe_cuts_nothing():
    said = piped("table", COLUMNS="20").stdout.decode()
    assert "Migration du serveur de courriel vers la nouvelle machine" in said
    assert "…" not in said


def test_a_number_is_never_cut():
    assert "1,234.56 €" in on_terminal("table", columns=30)


@pytest.mark.parametrize(
    ("env", "colored"),
    [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False), ({"NO_COLOR": "1", "FORCE_COLOR": "1"}, False)],
)
def test_color_on_a_terminal(env, colored):
    assert bool(SGR.search(on_terminal("everything", **env))) is colored


@pytest.mark.parametrize(("env", "colored"), [({}, False), ({"FORCE_COLOR": "1"}, True), ({"FORCE_COLOR": "0"}, False)])
def test_color_in_a_pipe(env, colored):
    assert bool(SGR.search(piped("everything", **env).stdout.decode())) is colored


def nothing_acts(shown: str) -> int:
    """Only our own colours, no other control, nothing hidden; returns how many colours were met."""
    codes = SGR.findall(shown)
    assert {part for code in codes for part in code.split(";")} <= OURS
    rest = bare(shown)
    found = re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]", rest)
    assert found is None, rest[max(0, found.start() - 60) : found.end() + 20].encode("unicode_escape")
    assert not re.search("[\ud800-\udfff\U000e0000-\U000e007f]", rest)
    return len(codes)


def test_hostile_texts_do_nothing_behind_a_terminal():
    assert nothing_acts(on_terminal("nasty", "200")) > 1000


@pytest.mark.slow
def test_5000_hostile_texts_do_nothing_behind_a_terminal():
    assert nothing_acts(on_terminal("nasty", "5000", timeout=600)) > 20_000


@pytest.mark.parametrize(
    "env", [{"PYTHONIOENCODING": "ascii"}, {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}]
)
def test_an_old_encoding_is_no_fault(env):
    done = piped("everything", **env)
    assert done.returncode == 0
    assert b"Traceback" not in done.stderr
    assert done.stdout.isascii()
    assert b"50.00 EUR" in done.stdout
    assert b"###" in done.stdout
    assert bare(on_terminal("table", **env)).isascii()


def shell(command: str) -> subprocess.CompletedProcess[bytes]:
    line = command.replace("SCENES", f"{sys.executable} {' '.join(SCENES)}")
    return subprocess.run(["bash", "-o", "pipefail", "-c", line], env=PLAIN, cwd=ROOT, capture_output=True)


def test_a_reader_that_leaves_is_no_fault():
    done = shell("SCENES many | head -n 2")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"line 0\nline 1\n", b"")


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-"])
def test_a_closed_stream_is_no_fault(closed):
    assert shell(f"SCENES everything {closed}").returncode == 0


def test_a_full_disk_is_said():
    done = shell("SCENES many > /dev/full")
    assert done.returncode == 4
    assert b"the disk is full" in done.stderr
    assert b"Traceback" not in done.stderr


def test_quiet_keeps_notes_but_no_errors_to_itself():
    assert piped("everything").stderr == b"a note\nan error\n"
    assert piped("everything", "--quiet").stderr == b"an error\n"


@pytest.mark.parametrize("terminal", [True, False])
def test_where_nobody_answers_the_option_is_named(terminal):
    if terminal:
        child = pexpect.spawn(sys.executable, [*SCENES, "questions", "--no-input"], env=PLAIN, cwd=ROOT, timeout=30)
        said = child.read().decode()
        child.close()
        code = child.exitstatus
    else:
        done = piped("questions")
        said, code = done.stderr.decode(), done.returncode
    assert code == 2
    assert "--name is missing" in said


def spawned() -> pexpect.spawn:
    return pexpect.spawn(
        sys.executable, [*SCENES, "questions"], env=PLAIN, cwd=ROOT, timeout=20, encoding="utf-8", echo=False
    )


def test_questions_are_asked_until_the_answer_can_be_read():
    child = spawned()
    for expected, typed in [
        ("name: ", ""),
        ("name: ", "  Loïc "),
        (r"name=Loïc\r\n.*circle \[technique\]: ", ""),
        (r"circle=technique\r\n.*hours: ", "2:30"),
        ("is not a number.*hours: ", "2.5"),
        (r"hours=2.50\r\n.*1  admin-sys\r\n.*which: ", "9"),
        ("“9” is not one of them.*which: ", "acc"),
        ("“acc” is not one of them.*which: ", "Accueil"),
        (r"which=1\r\n.*close \[Y/n\] ", "peut-être"),
        (r"close \[Y/n\] ", ""),
        (r"close=True\r\n.*sure \[y/N\] ", "OUI"),
    ]:
        child.expect(expected)
        child.sendline(typed)
    child.expect("sure=True")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0


def test_the_end_of_input_cancels():
    child = spawned()
    child.expect("name: ")
    child.sendeof()
    child.expect("Cancelled")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 5


def test_importing_show_costs_neither_rich_nor_anything_heavy():
    code = (
        "import sys, coopctl.cli.show, coopctl.cli.show_ask; coopctl.cli.show.out('x'); "
        "print(sorted({m.split('.')[0] for m in sys.modules} & "
        "{'rich', 'typer', 'babel', 'git', 'pydantic', 'ruamel', 'yaml', 'inspect', 'dataclasses', 'shutil'}))"
    )
    done = subprocess.run([sys.executable, "-c", code], env=PLAIN, cwd=ROOT, capture_output=True, text=True)
    assert done.stdout == "x\n[]\n", done.stderr
