"""What is remembered changes nothing but time: not an answer, not an exit code, not a word, for many at once too."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pexpect
import pytest

from bench.ledgers import build
from coopctl.cli import ending
from coopctl.cli.show_progress import Bar
from coopctl.words import set_language
from tests.cli.coop import Coop

INDEX = ".git/coopctl/index"
COMMANDS = (
    ("check",), ("check", "--format", "json", "--strict"), ("contrib", "list", "--format", "json"),
    ("contrib", "mirror"),
    ("payout", "preview", "2026-10"), ("payout", "verify"), ("check", "--rev", "HEAD~1"),
)  # fmt: skip
WRONG = "- id: laaaaaad\n  date: 2026-10-05\n  hours: 1\n  rate: 45\n  what: Tri\n"


@pytest.fixture
def coop(tmp_path: Path) -> Coop:
    found = Coop(tmp_path / "coop")
    found.close("2026-08", "2026-09")
    found.record("by hand", **{"contributions/2026-10/loic.yaml": WRONG})
    return found


def _forget(coop: Coop) -> None:
    shutil.rmtree(coop.folder / INDEX, ignore_errors=True)


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_answer_is_the_one_of_a_run_that_remembers_nothing(coop: Coop, lang: str) -> None:
    for args in COMMANDS:
        _forget(coop)
        cold = coop.run(*args, lang=lang)
        assert coop.run(*args, lang=lang) == cold
        assert coop.run("check", lang=lang).code == 1
        assert coop.run(*args, lang=lang) == cold
    assert list((coop.folder / INDEX).iterdir())


@pytest.mark.parametrize(("lang", "said"), [("fr", "n'a pas pu être retenu"), ("en", "could not be remembered")])
def test_a_folder_that_cannot_be_written_is_told_once(coop: Coop, lang: str, said: str) -> None:
    cold = coop.run("check", lang=lang)
    _forget(coop)
    (coop.folder / INDEX).write_text("")
    for _again in range(2):
        seen = coop.run("check", lang=lang)
        assert seen[:2] == cold[:2]
        assert seen.err.count("\n") == 1
        assert said in seen.err.replace("\u2019", "'"), seen.err


def test_memory_that_is_out_is_told_in_words(coop: Coop, monkeypatch: pytest.MonkeyPatch) -> None:
    def starved(*given: object) -> None:
        raise MemoryError

    with monkeypatch.context() as patch:
        patch.setattr("coopctl.judging.records.judge", starved)
        seen = coop.run("check", lang="fr")
        assert (seen.code, seen.out, seen.err) == (4, "", "erreur\u00a0: il n'y a pas assez de mémoire\n")
    cold = coop.run("check")
    _forget(coop)
    monkeypatch.setattr("coopctl.store.cache.Cache.save", starved)
    seen = coop.run("check")
    assert seen[:2] == cold[:2]
    assert "could not be remembered" in seen.err
    assert "not enough memory" in seen.err


def test_a_machine_without_memory_is_no_fault_of_ours(capsys: pytest.CaptureFixture[str]) -> None:
    set_language("en")
    assert ending.ended(OSError(errno.ENOMEM, "Cannot allocate memory")) == 4
    assert capsys.readouterr().err == "error: there is not enough memory\n"


def _environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "COOPCTL_"))}
    return {**kept, "LC_ALL": "C.UTF-8", "LANG": "C.UTF-8", "TERM": "xterm", "COLUMNS": "80"}


def _typed(coop: Coop, *args: str) -> subprocess.Popen[str]:
    line = (sys.executable, "-m", "coopctl", "--lang", "en", "-C", str(coop.folder), "--today", "2026-11-04", *args)
    return subprocess.Popen(line, stdout=-1, stderr=-1, text=True, env=_environment(), cwd=Path(__file__).parents[2])


def test_eight_at_once_read_and_write_while_sheets_change_and_the_index_goes(coop: Coop) -> None:
    """Each answer is one that the ledger had at some time; in the end it is the right one."""
    path = coop.folder / "contributions/2026-10/loic.yaml"
    texts = [WRONG.replace("45", str(rate)) for rate in (41, 42, 43)]
    allowed = set()
    for text in texts:
        path.write_text(text)
        allowed.add(coop.run("check").out)
    assert len(allowed) == 3
    children = [_typed(coop, "check") for _ in range(4)]
    for number in range(8):
        spare = path.with_suffix(".spare")
        spare.write_text(texts[number % 3])
        spare.replace(path)
        if number % 3 == 0:
            _forget(coop)
        children.append(_typed(coop, *(("check",) if number % 2 else _adding(number))))
        time.sleep(0.05)
    for child in children:
        out, err = child.communicate(timeout=60)
        if "check" in child.args:
            assert out in allowed
            assert child.returncode == 1
        else:
            assert child.returncode == 0, err
        assert "remembered" not in err
    for _again in range(2):
        warm = coop.run("check")
        _forget(coop)
        assert warm == coop.run("check")
        assert warm.out in allowed
    assert not list(coop.folder.glob(f"{INDEX}/*.new"))


def _adding(number: int) -> tuple[str, ...]:
    return ("contrib", "add", f"Essai {number}", "--hours", "1", "--rate", "15", "--date", "2026-11-02")


# ---- long work on a terminal

SLOW = """
import sys, time
from coopctl.cli import show_progress
from coopctl.judging import member
show_progress.PATIENCE = {patience}
judge = member.judge
def slow(*given):
    time.sleep({wait})
    return judge(*given)
member.judge = slow
from coopctl.cli.main import main
raise SystemExit(main(sys.argv[1:]))
"""


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("large") / "ledger", 20_000)


def _slow(large: Path, patience: float, wait: float, *args: str) -> list[str]:
    shutil.rmtree(large / INDEX, ignore_errors=True)
    code = SLOW.format(patience=patience, wait=wait)
    return ["-c", code, "--lang", "en", "-C", str(large), *args]


def _session(leader: int) -> list[int]:
    """The processes of a terminal's session that are still there."""
    found = []
    for place in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, *rest = place.read_text().rpartition(") ")[2].split()
        except OSError:
            continue
        if int(rest[2]) == leader and state != "Z" and int(place.parent.name) != leader:
            found.append(int(place.parent.name))
    return found


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="no list of processes")
def test_ctrl_c_during_long_work_ends_at_once_and_leaves_nobody(large: Path) -> None:
    child = pexpect.spawn(sys.executable, _slow(large, 0.1, 0.05, "check"), env=_environment(), timeout=30)
    child.expect("reading the ledger")
    begun = time.monotonic()
    child.sendintr()
    child.expect(pexpect.EOF)
    child.wait()
    assert time.monotonic() - begun < 1.5
    assert child.exitstatus == 130
    assert _session(child.pid) == []
    assert b"Traceback" not in child.before


def test_the_bar_goes_without_a_trace(large: Path) -> None:
    child = pexpect.spawn(sys.executable, _slow(large, 0.05, 0.005, "check"), env=_environment(), timeout=60)
    child.expect("reading the ledger")
    child.expect(pexpect.EOF)
    child.wait()
    assert child.exitstatus == 0
    shown = child.before.decode().rpartition("\x1b[2K")[2]
    assert "reading the ledger" not in shown


def test_short_work_shows_no_bar(large: Path) -> None:
    child = pexpect.spawn(sys.executable, _slow(large, 30, 0, "check"), env=_environment(), timeout=60)
    child.expect(pexpect.EOF)
    child.wait()
    assert child.exitstatus == 0
    assert b"reading" not in child.before


def test_off_a_terminal_there_is_never_a_bar(large: Path) -> None:
    done = subprocess.run(
        [sys.executable, *_slow(large, 0, 0.001, "check")], capture_output=True, text=True, env=_environment()
    )
    assert (done.returncode, done.stderr) == (0, "")
    quiet = pexpect.spawn(sys.executable, _slow(large, 0, 0.001, "--quiet", "check"), env=_environment(), timeout=60)
    quiet.expect(pexpect.EOF)
    assert b"reading" not in quiet.before


def test_a_bar_that_was_never_shown_ends_quietly() -> None:
    bar = Bar()
    bar(1, 10)
    bar.end()
    bar(10, 10)


def test_a_killed_copy_changes_no_answer(large: Path) -> None:
    cold = subprocess.run(
        [sys.executable, *_slow(large, 30, 0, "check")], capture_output=True, text=True, env=_environment()
    )
    code = SLOW.replace("time.sleep({wait})", "import os; os.getpid() != PID and os.kill(os.getpid(), 9)").replace(
        "import sys, time", "import os, sys; PID = os.getpid()"
    )
    shutil.rmtree(large / INDEX, ignore_errors=True)
    line = [sys.executable, "-c", code.format(patience=30), "--lang", "en", "-C", str(large), "check"]
    seen = subprocess.run(line, capture_output=True, text=True, env=_environment())
    assert (seen.returncode, seen.stdout, seen.stderr) == (cold.returncode, cold.stdout, cold.stderr)
    assert signal.SIGKILL == 9


@pytest.mark.skipif(sys.platform != "linux", reason="ulimit -v")
@pytest.mark.parametrize("kilobytes", [512_000, 48_000])
def test_a_limit_of_memory_gives_the_right_answer_or_says_so(large: Path, kilobytes: int) -> None:
    shutil.rmtree(large / INDEX, ignore_errors=True)
    words = f'ulimit -v {kilobytes}; exec "$0" -m coopctl --lang en -C "$1" check'
    line = ["sh", "-c", words, sys.executable, str(large)]
    seen = subprocess.run(line, capture_output=True, text=True, env=_environment())
    if kilobytes == 512_000:
        assert (seen.returncode, seen.stderr) == (0, "")
    else:
        assert seen.returncode in (0, 4), seen.stderr
        assert seen.returncode == 0 or "error: there is not enough memory\n" in seen.stderr
