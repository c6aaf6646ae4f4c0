"""What is done to a clone, or to a server, rather than to an entry: told by the command."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from coopctl.store.repo import Repo
from tests.audit.clean import OCTOBER, clean
from tests.audit.history import Entry, History, charter, line
from tests.cli.coop import Coop, typed


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> History:
    history = clean(tmp_path / "ledger")
    git(history.folder, "reset", "-q", "--hard")
    monkeypatch.chdir(history.folder)
    return history


def git(folder: Path, *args: str) -> str:
    done = subprocess.run(["git", "-C", str(folder), *args], check=True, capture_output=True, text=True)
    return done.stdout.strip()


def said(*args: str) -> dict[str, Any]:
    """What the audit finds, as a program reads it."""
    found: dict[str, Any] = json.loads(typed("audit", *args, "--format", "json").out)
    return found


def rules(*args: str) -> set[str]:
    return {one["rule"] for one in said(*args)["findings"] if one["severity"] == "error"}


def test_a_sound_clone_is_trusted_and_gone_on_from(made: History) -> None:
    assert said()["sound"]
    assert said("--since-last")["entries"] == 0
    made.write(Entry("loic", {OCTOBER: made.files()[OCTOBER].decode() + line("laaaaaaf", "2026-10-20")}))
    assert (said("--since-last")["entries"], rules()) == (1, set())


def test_entries_dropped_after_they_were_verified(made: History) -> None:
    assert typed("audit").code == 0
    git(made.folder, "reset", "-q", "--hard", "HEAD~1")
    assert rules() == {"went-back"}
    assert typed("audit").code == 1


def test_an_old_branch_replayed(made: History) -> None:
    typed("audit")
    git(made.folder, "reset", "-q", "--hard", "HEAD~2")
    made.tip = git(made.folder, "rev-parse", "HEAD")
    made.write(Entry("loic", {"contributions/2026-11/loic.yaml": line("laaaaaaz", "2026-11-02")}))
    assert "went-back" in rules()


def test_another_beginning(made: History) -> None:
    assert typed("audit", "--from", made.ids["closed"]).code == 0
    files = {path: data.decode() for path, data in made.files().items()}
    made.tip = ""
    made.write(Entry("ana", files))
    assert rules() == {"not-from-the-start", "went-back", "second-beginning"}


def test_an_entry_shown_in_the_place_of_another(made: History) -> None:
    git(made.folder, "replace", made.ids["noted"], made.ids["founded"])
    assert rules() == {"replaced"}


def test_other_parents_than_an_entry_has(made: History) -> None:
    (made.folder / ".git" / "info").mkdir(exist_ok=True)
    (made.folder / ".git" / "info" / "grafts").write_text(f"{made.ids['last']} {made.ids['founded']}\n")
    assert "grafts" in rules()


def test_only_the_end_of_the_history(made: History, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    git(tmp_path, "clone", "-q", "--depth", "2", f"file://{made.folder}", "short")
    monkeypatch.chdir(tmp_path / "short")
    assert "shallow" in rules()


def test_a_flipped_byte(made: History) -> None:
    git(made.folder, "repack", "-q", "-a", "-d")
    (pack,) = (made.folder / ".git" / "objects" / "pack").glob("*.pack")
    data = bytearray(pack.read_bytes())
    data[len(data) // 2] ^= 1
    pack.chmod(0o644)
    pack.write_bytes(data)
    seen = typed("audit", "--format", "json")
    assert seen.code in (1, 4)
    assert "damaged" in seen.out + seen.err


def test_a_ledger_in_a_folder_of_another_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = Coop(tmp_path / "whole")
    whole.git("mv", "-k", *[path.name for path in whole.folder.iterdir() if path.name != ".git"], made_folder(whole))
    whole.git("commit", "-q", "-m", "moved")
    monkeypatch.chdir(whole.folder / "coop")
    assert rules() == set()
    (whole.folder / "notes.txt").write_text("outside the ledger, a link or a program is nobody's business\n")
    whole.git("add", "-A")
    whole.git("update-index", "--chmod=+x", "notes.txt")
    whole.git("commit", "-q", "-m", "outside")
    assert rules() == set()
    (whole.folder / "coop" / "members" / "loic.yaml").unlink()
    whole.git("commit", "-q", "-am", "gone")
    found = [one for one in said()["findings"] if one["rule"] == "record-removed"]
    assert [one["path"] for one in found] == ["members/loic.yaml"]


def made_folder(coop: Coop) -> str:
    (coop.folder / "coop").mkdir()
    return "coop"


def test_a_repository_of_long_ids(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    git(tmp_path, "init", "-q", "-b", "main", "--object-format=sha256", "long")
    for path, text in {"coop.yaml": charter(signed=False), "contributions/2026-10/loic.yaml": line("laaaaaaa")}.items():
        (tmp_path / "long" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "long" / path).write_text(text)
    git(tmp_path / "long", "add", "-A")
    who = ("-c", "user.name=loic", "-c", "user.email=loic@les-jours.invalid")
    git(tmp_path / "long", *who, "commit", "-q", "-m", "start")
    (tmp_path / "long" / "coop.yaml").unlink()
    git(tmp_path / "long", *who, "commit", "-q", "-am", "gone")
    (tmp_path / "long" / "coop.yaml").write_text(charter(signed=False))
    monkeypatch.chdir(tmp_path / "long")
    assert len(Repo(".").head() or "") == 64
    assert rules() == {"record-removed"}


def test_two_clones_brought_together_are_sound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = Coop(tmp_path / "first")
    git(tmp_path, "clone", "-q", "--bare", str(first.folder), "shared")
    first.git("remote", "add", "origin", str(tmp_path / "shared"))
    first.git("fetch", "-q")
    first.git("branch", "-q", "-u", "origin/main")
    git(tmp_path, "clone", "-q", str(tmp_path / "shared"), "second")
    for name, mail in (("user.name", "loic"), ("user.email", "loic@les-jours.invalid")):
        git(tmp_path / "second", "config", name, mail)
    for number, folder in enumerate((first.folder, tmp_path / "second", first.folder, tmp_path / "second")):
        monkeypatch.chdir(folder)
        assert typed("contrib", "add", f"Travail {number}", "--hours", "1h", "--rate", "15").code == 0
        assert typed("sync").code == 0
    assert said()["entries"] > 4
    assert rules() == set()


@pytest.fixture
def shared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """Two clones of one shared copy."""
    hub = Coop(tmp_path / "hub").folder
    git(tmp_path, "clone", "-q", "--bare", str(hub), "shared")
    for name in ("first", "second"):
        git(tmp_path, "clone", "-q", str(tmp_path / "shared"), name)
        git(tmp_path / name, "config", "user.name", "loic")
        git(tmp_path / name, "config", "user.email", "loic@les-jours.invalid")
    monkeypatch.chdir(tmp_path / "first")
    return tmp_path / "first", tmp_path / "second"


NOTED = ("contrib", "add", "Travail", "--hours", "1h", "--rate", "15")


def test_what_was_verified_before_it_was_shared_may_be_recorded_again(
    shared: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A line verified here first, then put by sync on top of what others shared: no alarm."""
    assert typed(*NOTED).code == 0
    assert typed("audit").code == 0
    monkeypatch.chdir(shared[1])
    assert (typed(*NOTED).code, typed("sync").code) == (0, 0)
    monkeypatch.chdir(shared[0])
    before = git(shared[0], "rev-parse", "HEAD")
    assert typed("sync").code == 0
    assert before not in git(shared[0], "rev-list", "HEAD").split()
    assert rules() == set()
    git(shared[0], "reset", "-q", "--hard", "HEAD~2")
    assert rules() == {"went-back"}, "what was shared is not dropped"


def test_a_proposal_and_an_earlier_entry_need_not_hold_what_was_verified_last(shared: tuple[Path, Path]) -> None:
    git(shared[0], "checkout", "-q", "-b", "proposed")
    assert typed(*NOTED).code == 0
    assert rules() == set()
    git(shared[0], "checkout", "-q", "main")
    assert typed(*NOTED).code == 0
    assert typed("sync").code == 0
    assert rules() == set()
    assert rules("HEAD~1") == set()
    git(shared[0], "checkout", "-q", "proposed")
    assert rules() == set()
    git(shared[0], "update-ref", "refs/remotes/origin/main", "HEAD~1")
    assert rules() == {"went-back"}, "the shared copy dropped what it held"


def test_beginning_anew_forgets_what_was_verified(made: History) -> None:
    assert typed("audit").code == 0
    git(made.folder, "reset", "-q", "--hard", "HEAD~1")
    assert rules() == {"went-back"}
    assert rules("--from", "HEAD~1") == set()
    assert rules() == set()


def test_the_same_entries_are_counted_each_time(made: History) -> None:
    assert said()["entries"] == said()["entries"] == int(git(made.folder, "rev-list", "--count", "HEAD"))


def test_a_clone_that_hides_something_accuses_no_entry(made: History, tmp_path: Path) -> None:
    git(tmp_path, "clone", "-q", "--depth", "2", f"file://{made.folder}", "short")
    seen = typed("-C", str(tmp_path / "short"), "audit")
    assert (seen.code, seen.out.splitlines()[-1]) == (
        1, "the history was not verified: this clone must be put right first, or another one taken",
    )  # fmt: skip


def test_the_sample_cooperative_has_a_sound_history(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert typed("demo", str(tmp_path / "demo")).code == 0
    monkeypatch.chdir(tmp_path / "demo")
    seen = said()
    assert (seen["sound"], seen["findings"], seen["entries"] > 300) == (True, [], True)
