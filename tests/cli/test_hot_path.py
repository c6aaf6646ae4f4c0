"""What the everyday commands load and ask for: little, and the same whatever the ledger's size."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from bench.ledgers import LAST, build
from coopctl.edits import few
from coopctl.edits.board import add
from coopctl.entry import Entry
from coopctl.values import Hours, Rate
from tests.small import TODAY, snapshot

ROOT = Path(__file__).resolve().parents[2]
HEAVY = {
    "rich", "babel", "git", "gitdb", "ruamel", "pydantic", "pydantic_core", "filelock", "prompt_toolkit", "jinja2",
    "python_calamine", "rapidfuzz", "xlsxwriter", "icalendar", "dateutil",
}  # fmt: skip
ADD = ("--today", f"{LAST}-28", "contrib", "add", "Banc", "--circle", "technique", "--hours", "0h15", "--rate", "15")
RUN = """
import json, sys
opened = []
sys.addaudithook(lambda event, args: opened.append(str(args[0])) if event == "open" else None)
from coopctl.cli.main import main
code = main(sys.argv[2:])
with open(sys.argv[1], "w") as file:
    stub = "pydantic.plugin._loader"  # put there so that pydantic need not look for plugins
    json.dump([code, sorted(set(sys.modules) - {stub}), opened], file)
"""
TEE = """#!/bin/sh
echo "$1" >> "$ASKED/commands"
case "$1" in cat-file) tee -a "$ASKED/objects" | "$GIT" "$@" ;; *) exec "$GIT" "$@" ;; esac
"""


class Done(NamedTuple):
    """What a command line loaded and asked for: its modules, files it opened by folder, git commands, objects.

    Circles are not counted: as many are read as the month's sheet names.
    """

    modules: frozenset[str]
    opened: Counter[str]
    commands: Counter[str]
    objects: int

    def of(self, library: str) -> list[str]:
        return [name for name in self.modules if name.split(".")[0] == library]


Run = Callable[..., Done]


def _where(path: Path) -> str:
    """The folder of a file; the folders of git's objects are one."""
    folder = str(path.parent)
    return ".git/objects" if folder.startswith(".git/objects") or str(path).startswith(".git/objects") else folder


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command line in a process of its own, with a git that takes notes."""
    for name in [name for name in os.environ if name.startswith(("GIT_", "COOPCTL_"))]:
        monkeypatch.delenv(name)
    real = shutil.which("git")
    assert real
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin/git").write_text(TEE)
    (tmp_path / "bin/git").chmod(0o755)
    env = {
        **os.environ, "HOME": str(tmp_path), "GIT_CONFIG_NOSYSTEM": "1", "PATH": f"{tmp_path}/bin:{os.environ['PATH']}",
        "GIT": real, "ASKED": str(tmp_path), "PYTHONPATH": str(ROOT),
    }  # fmt: skip

    def running(*args: str, folder: Path = tmp_path, said: str = "") -> Done:
        for name in ("commands", "objects"):
            (tmp_path / name).write_text("")
        note = tmp_path / "note.json"
        words = [sys.executable, "-c", RUN, str(note), *args]
        done = subprocess.run(words, cwd=folder, env=env, capture_output=True, input=said.encode())
        code, modules, opened = json.loads(note.read_text())
        assert code == 0, done.stderr
        inside = [path for path in opened if path.startswith(f"{folder}/") and "tmp" not in Path(path).name]
        return Done(
            frozenset(modules),
            Counter(_where(Path(path).relative_to(folder)) for path in inside),
            Counter((tmp_path / "commands").read_text().split()),
            sum(not re.search(":(circles|roles)/", line) for line in (tmp_path / "objects").read_text().splitlines()),
        )

    return running


@pytest.fixture(scope="module")
def ledgers(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Path]:
    place = tmp_path_factory.mktemp("ledgers")
    return {size: build(place / str(size), size) for size in (1_000, 10_000)}


def test_adding_a_line_loads_nothing_heavy(run: Run, ledgers: dict[int, Path]) -> None:
    done = run(*ADD, folder=ledgers[1_000])
    assert "coopctl.store.write" in done.modules
    assert "coopctl.rules.sheets" in done.modules
    assert {name.split(".")[0] for name in done.modules} & HEAVY == set()
    assert done.of("yaml") == [], "a sheet in canonical form needs no YAML parser"
    assert len(done.of("coopctl")) <= 82


@pytest.mark.parametrize("words", [("--help",), ("contrib", "--help"), ("--version",)])
def test_help_loads_no_library_but_the_parser_of_the_line(run: Run, words: tuple[str, ...]) -> None:
    done = run(*words)
    assert {name.split(".")[0] for name in done.modules} & (HEAVY | {"yaml"}) == set()
    assert [name for name in done.of("coopctl") if ".store." in name] == []
    assert not done.commands


def test_adding_a_line_asks_as_little_of_a_large_ledger_as_of_a_small_one(run: Run, ledgers: dict[int, Path]) -> None:
    for folder in ledgers.values():
        run(*ADD, folder=folder)  # the first one also asks git for its version, once
    small, large = (run(*ADD, folder=folder) for folder in ledgers.values())
    assert large.commands == small.commands
    assert large.objects == small.objects
    written = [done.opened.pop(".git/objects") for done in (small, large)]
    assert abs(written[0] - written[1]) <= 2, "two new objects may fall into one folder, by chance"
    assert large.opened == small.opened
    assert 3 <= sum(small.commands.values()) <= 8
    assert 5 <= small.objects <= 25


def test_a_sheet_is_read_twice_however_much_is_said_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    line = "- id: aaaaaaa{}\n  date: 2026-11-02\n  circle: technique\n  hours: 0.25\n  rate: 15\n  what: Banc\n"
    sheet = "contributions/2026-11/loic.yaml"
    before = snapshot({sheet: "".join(line.format(letter) for letter in "bcdefghijkmnpqrstuvw")})
    reads: Counter[str] = Counter()
    usual = few.reading.read

    def counted(path: str, *given: Any) -> Any:
        reads[path] += 1
        return usual(path, *given)

    monkeypatch.setattr(few.reading, "read", counted)
    entry = Entry("k7m3qa2w", dt.date(2026, 11, 2), Hours(25), Rate(1500), "Banc", "technique")
    change = add(before, "loic", [entry], "loic", TODAY)
    assert change.remarks, "each like line is a question"
    assert set(reads.values()) == {2}, "once before and once after"


def test_checking_again_makes_no_record_even_where_handles_changed(
    run: Run, ledgers: dict[int, Path], tmp_path: Path
) -> None:
    folder = tmp_path / "renamed"
    shutil.copytree(ledgers[1_000], folder)
    member = min((folder / "members").iterdir())
    text = member.read_text().replace(f"handle: {member.stem}\n", f"handle: other\naliases:\n- {member.stem}\n")
    member.with_name("other.yaml").write_text(text)
    member.unlink()
    check = ("--today", f"{LAST}-28", "check")
    assert run(*check, folder=folder).of("pydantic"), "the first time all is read"
    sheet = min((folder / f"contributions/{LAST}").iterdir())
    sheet.write_text(f"# seen again\n{sheet.read_text()}")
    for _ in range(2):
        done = run(*check, folder=folder)
        assert done.of("pydantic") == done.of("yaml") == []
        assert "coopctl.records.member" not in done.modules


def test_a_shared_copy_takes_a_line_without_loading_a_model(tmp_path: Path, run: Run) -> None:
    """Who sends a line waits for the hook: of what it judges, only what was sent is new to it."""
    folder, shared = build(tmp_path / "ledger", 1_000), tmp_path / "shared.git"
    words = ["git", "clone", "-q", "--bare", str(folder), str(shared)]
    subprocess.run(words, check=True, capture_output=True)
    run(*ADD, folder=folder)
    subprocess.run(["git", "push", "-q", str(shared), "HEAD:refs/heads/sent"], check=True, cwd=folder)
    old, new = (subprocess.run(["git", "rev-parse", name], check=True, cwd=shared, capture_output=True, text=True)
                .stdout.strip() for name in ("HEAD", "sent"))  # fmt: skip
    for _ in range(2):
        done = run("hook", "run", "pre-receive", folder=shared, said=f"{old} {new} refs/heads/main\n")
    assert "coopctl.audit.judge" in done.modules
    assert done.of("pydantic") == []


def test_pydantic_still_asks_for_plugins_where_we_answer() -> None:
    from pydantic.plugin import _loader

    assert callable(_loader.get_plugins)
    source = Path(str(import_module("pydantic.plugin._schema_validator").__file__)).read_text()
    assert "from ._loader import get_plugins" in source
