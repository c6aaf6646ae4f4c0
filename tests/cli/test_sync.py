"""Sharing between clones, with real git and a bare repository in between."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from coopctl.cli.commands import OCCASIONS
from coopctl.merge.blocks import parse
from tests.cli.frame import Seen
from tests.cli.frame import typed as typed_in
from tests.small import FILES

ROOT = Path(__file__).resolve().parents[2]
OCTOBER, NOVEMBER = (f"contributions/2026-{month}/loic.yaml" for month in (10, 11))


@pytest.fixture(autouse=True)
def at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No settings of the machine, and none of a git that runs the tests."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")


class Clone:
    """One person's copy of the ledger."""

    def __init__(self, folder: Path, handle: str) -> None:
        self.folder, self.handle = folder, handle
        self.git("config", "user.name", handle)
        self.git("config", "user.email", f"{handle}@les-jours.invalid")

    def git(self, *args: str) -> str:
        return subprocess.run(("git", *args), cwd=self.folder, check=True, capture_output=True, text=True).stdout

    def run(self, *args: str, today: str = "2026-10-20", inner: str = "") -> Seen:
        return typed_in("-C", str(self.folder / inner), "--today", today, *args, occasions=OCCASIONS)

    def ok(self, *args: str, today: str = "2026-10-20", inner: str = "") -> str:
        seen = self.run(*args, today=today, inner=inner)
        assert seen.code == 0, seen
        return seen.out + seen.err

    def add(self, what: str, date: str = "2026-10-03", today: str = "2026-10-20", hours: str = "2") -> str:
        args = ("contrib", "add", what, "--circle", "technique", "--hours", hours, "--rate", "20", "--date", date)
        return self.ok(*args, today=today).split()[0]

    def sync(self, *args: str, today: str = "2026-10-20") -> str:
        return self.ok("sync", *args, today=today)

    def close(self, period: str = "2026-10", today: str = "2026-11-03") -> None:
        self.ok("payout", "close", period, "--yes", today=today)

    def lines(self, path: str) -> list[str]:
        file = self.folder / path
        sheet = parse(file.read_bytes() if file.exists() else None)
        assert sheet is not None
        return [block.value[0].what for block in sheet.items.values() if block.value[0]]

    def clean(self) -> bool:
        return not self.git("status", "--porcelain") and self.git("fsck", "--full", "--no-dangling") == ""


class World:
    """A ledger in a bare repository, and people who clone it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.bare = folder / "shared.git"
        subprocess.run(("git", "init", "-q", "--bare", "-b", "main", str(self.bare)), check=True)
        seed = folder / "seed"
        subprocess.run(("git", "init", "-q", "-b", "main", str(seed)), check=True)
        for path, text in FILES.items():
            (seed / path).parent.mkdir(parents=True, exist_ok=True)
            (seed / path).write_text(text)
        self.seed = Clone(seed, "noemie")
        self.seed.git("add", "-A")
        self.seed.git("commit", "-q", "-m", "start")
        self.seed.git("remote", "add", "origin", str(self.bare))
        self.seed.git("push", "-q", "-u", "origin", "main")

    def clone(self, handle: str, name: str | None = None) -> Clone:
        folder = self.folder / (name or handle)
        subprocess.run(("git", "clone", "-q", str(self.bare), str(folder)), check=True)
        return Clone(folder, handle)


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


def test_two_people_add_offline(world: World) -> None:
    loic, noemie = world.clone("loic"), world.clone("noemie")
    loic.add("Migration")
    loic.add("Relecture")
    noemie.add("Tri")
    assert "2 lines shared" in loic.sync()
    assert "1 line shared; 2 lines received" in noemie.sync()
    assert "1 line received" in loic.sync()
    assert "nothing to share, nothing new" in loic.sync()
    assert loic.git("rev-parse", "HEAD") == noemie.git("rev-parse", "HEAD")
    assert loic.lines(OCTOBER) == ["Migration", "Relecture"]
    assert loic.clean()
    assert noemie.clean()
    assert noemie.git("log", "--merges", "--oneline") == ""


def test_one_person_on_two_machines(world: World) -> None:
    one, two = world.clone("loic", "desk"), world.clone("loic", "train")
    one.add("Migration")
    two.add("Relecture")
    before = two.git("log", "-1", "--format=%an %ae %ad%n%B")
    one.sync()
    two.sync()
    assert two.lines(OCTOBER) == ["Migration", "Relecture"]
    after = two.git("log", "-1", "--format=%an %ae %ad%n%B")
    assert after.replace("Coop-Merge: 1\n", "") == before
    assert two.git("log", "-1", "--format=%(trailers:key=Coop-Merge,valueonly)").strip() == "1"
    one.sync()
    assert one.lines(OCTOBER) == two.lines(OCTOBER)


def test_a_line_written_before_the_close_and_shared_after(world: World) -> None:
    loic, noemie = world.clone("loic"), world.clone("noemie")
    loic.add("Relecture", date="2026-10-28", today="2026-10-30")
    loic.add("Migration", date="2026-10-29", today="2026-10-30")
    noemie.add("Tri")
    noemie.close()
    noemie.sync(today="2026-11-03")
    said = loic.sync(today="2026-11-05")
    assert "October 2026 is closed: 2 lines will be paid with November 2026" in said
    assert "2 lines shared" in said
    assert loic.lines(OCTOBER) == []
    assert loic.lines(NOVEMBER) == ["Relecture", "Migration"]
    assert "2026-10-28" in (loic.folder / NOVEMBER).read_text()
    assert loic.run("check", today="2026-11-05").code == 0
    assert loic.ok("payout", "verify", "2026-10", today="2026-11-05")
    noemie.sync(today="2026-11-05")
    assert noemie.lines(NOVEMBER) == ["Relecture", "Migration"]


def test_who_closes_without_having_seen_a_line(world: World) -> None:
    loic, noemie = world.clone("loic"), world.clone("noemie")
    noemie.add("Tri")
    noemie.close()
    loic.add("Relecture", date="2026-10-28", today="2026-10-30")
    loic.sync(today="2026-10-30")
    assert "October 2026 is closed: 1 line" in noemie.sync(today="2026-11-03")
    loic.sync(today="2026-11-04")
    assert loic.lines(OCTOBER) == []
    assert loic.lines(NOVEMBER) == ["Relecture"]
    assert loic.run("check", today="2026-11-05").code == 0


def test_what_a_plain_merge_did_is_put_right(world: World) -> None:
    loic, noemie = world.clone("loic"), world.clone("noemie")
    loic.add("Relecture", date="2026-10-28", today="2026-10-30")
    noemie.add("Tri")
    noemie.close()
    noemie.sync(today="2026-11-03")
    loic.git("pull", "-q", "--no-rebase", "--no-edit")
    assert "added-to-closed-month" in loic.run("check", today="2026-11-05").out
    assert "1 line will be paid with November 2026" in loic.sync(today="2026-11-05")
    assert loic.run("check", today="2026-11-05").code == 0
    assert loic.lines(NOVEMBER) == ["Relecture"]
    assert "nothing to share" in loic.sync(today="2026-11-05")


def test_the_same_line_changed_twice_stops_in_words_and_a_choice_settles_it(world: World) -> None:
    one = world.clone("loic", "desk")
    name = one.add("Migration")
    one.sync()
    two = world.clone("loic", "train")
    one.ok("contrib", "edit", name, "--hours", "3")
    two.ok("contrib", "edit", name, "--rate", "25")
    two.add("Relecture")
    one.sync()
    head = two.git("rev-parse", "HEAD")
    seen = two.run("sync")
    assert seen.code == 4
    assert f"loic/{name} was changed here and elsewhere" in seen.err
    assert "2 h at 25 EUR/h" in seen.err
    assert f"coopctl sync --mine loic/{name}" in seen.err
    assert f"coopctl sync --theirs loic/{name}" in seen.err
    assert two.git("rev-parse", "HEAD") == head
    assert two.clean()
    two.sync("--mine", f"loic/{name}")
    assert two.lines(OCTOBER) == ["Migration", "Relecture"]
    text = (two.folder / OCTOBER).read_text()
    assert "hours: 2\n  rate: 25" in text
    one.sync()
    assert (one.folder / OCTOBER).read_text() == text


def test_putting_it_right_by_hand_settles_it_too(world: World) -> None:
    one = world.clone("loic", "desk")
    name = one.add("Migration")
    one.sync()
    two = world.clone("loic", "train")
    one.ok("contrib", "edit", name, "--hours", "3")
    two.ok("contrib", "edit", name, "--hours", "4")
    one.sync()
    assert two.run("sync").code == 4
    two.ok("contrib", "edit", name, "--hours", "3")
    two.sync()
    assert two.clean()
    assert two.git("log", "-1", "--format=%(trailers:key=Coop-Merge,valueonly)").strip() == "1"


def test_two_closings_meet(world: World) -> None:
    loic, noemie = world.clone("loic"), world.clone("noemie")
    loic.add("Migration")
    loic.close()
    noemie.add("Tri")
    noemie.close()
    noemie.sync(today="2026-11-03")
    seen = loic.run("sync", today="2026-11-03")
    assert seen.code == 4
    assert "2026-10 was closed here and elsewhere" in seen.err
    assert "coopctl sync --theirs payouts/2026-10" in seen.err
    said = loic.sync("--theirs", "payouts/2026-10", today="2026-11-03")
    assert "1 line will be paid with November 2026" in said
    assert loic.lines(NOVEMBER) == ["Migration"]
    assert loic.run("check", today="2026-11-05").code == 0


def test_together_they_break_a_rule_that_neither_breaks_alone(world: World) -> None:
    loic, noemie = world.clone("loic"), world.clone("noemie")
    (noemie.folder / "circles/technique.yaml").write_text(FILES["circles/technique.yaml"] + "ended: 2026-09-30\n")
    noemie.git("commit", "-qam", "end")
    noemie.sync()
    loic.add("Migration")
    head = loic.git("rev-parse", "HEAD")
    seen = loic.run("sync")
    assert seen.code == 1
    assert "circle" in seen.err
    assert "nothing was moved" in seen.err
    assert (loic.git("rev-parse", "HEAD"), loic.clean()) == (head, True)


@pytest.mark.parametrize("undone", [True, False])
def test_what_is_said_to_do_then_helps(world: World, undone: bool) -> None:
    """The line is taken back, as the refusal says, or given to another circle: either can be shared."""
    loic, noemie = world.clone("loic"), world.clone("noemie")
    (noemie.folder / "circles/technique.yaml").write_text(FILES["circles/technique.yaml"] + "ended: 2026-09-30\n")
    noemie.git("commit", "-qam", "end")
    noemie.sync()
    line = loic.add("Migration")
    assert "try: coopctl undo\n" in loic.run("sync").err
    loic.ok(*(("undo", "--yes") if undone else ("contrib", "edit", line, "--circle", "communication")))
    loic.sync()
    assert len(loic.lines(OCTOBER)) == (0 if undone else 1)
    assert "circle-not-open" not in loic.run("check").out


def test_an_edit_by_hand_in_the_way_is_named_and_others_are_left(world: World) -> None:
    loic, noemie = world.clone("loic"), world.clone("noemie")
    noemie.add("Tri")
    (noemie.folder / "circles/technique.yaml").write_text(FILES["circles/technique.yaml"] + "critical: true\n")
    noemie.git("commit", "-qam", "critical")
    noemie.sync()
    (loic.folder / "circles/technique.yaml").write_text(FILES["circles/technique.yaml"] + "purpose: Tenir\n")
    (loic.folder / "members/loic.yaml").write_text(FILES["members/loic.yaml"] + "site: Lille\n")
    seen = loic.run("sync")
    assert seen.code == 4
    assert "circles/technique.yaml" in seen.err
    assert "members/loic.yaml" not in seen.err
    assert "coopctl save" in seen.err
    loic.git("checkout", "circles/technique.yaml")
    loic.sync()
    assert "Lille" in (loic.folder / "members/loic.yaml").read_text()


def test_a_first_sync_says_how_and_then_follows(world: World, tmp_path: Path) -> None:
    alone = world.seed
    alone.git("remote", "remove", "origin")
    alone.add("Tri")
    seen = alone.run("sync")
    assert (seen.code, "git remote add origin" in seen.err) == (4, True)
    fresh = tmp_path / "fresh.git"
    subprocess.run(("git", "init", "-q", "--bare", "-b", "main", str(fresh)), check=True)
    alone.git("remote", "add", "origin", str(fresh))
    assert "is now shared with origin" in alone.sync()
    assert alone.git("rev-parse", "@{upstream}") == alone.git("rev-parse", "HEAD")
    assert "nothing to share" in alone.sync()


@pytest.mark.parametrize(
    ("address", "said"),
    [("/nowhere/at/all.git", "no ledger at the address"), ("https://nowhere.invalid/x.git", "cannot be reached")],
)
def test_what_cannot_be_reached_is_said(world: World, address: str, said: str) -> None:
    loic = world.clone("loic")
    loic.add("Tri")
    loic.git("remote", "set-url", "origin", address)
    seen = loic.run("sync")
    assert (seen.code, said in seen.err) == (4, True), seen.err
    assert loic.lines(OCTOBER) == ["Tri"]


def test_a_dry_run_moves_nothing(world: World) -> None:
    loic, noemie = world.clone("loic"), world.clone("noemie")
    noemie.add("Tri")
    noemie.sync()
    loic.add("Migration")
    head = loic.git("rev-parse", "HEAD")
    assert "1 line shared; 1 line received" in loic.sync("-n")
    assert loic.git("rev-parse", "HEAD") == head
    assert "Migration" not in world.clone("noemie", "other").lines(OCTOBER)


def test_a_history_with_a_merge_gets_one_more_merge(world: World) -> None:
    loic, noemie = world.clone("loic"), world.clone("noemie")
    loic.add("Migration")
    loic.git("switch", "-q", "-c", "side", "HEAD~1")
    loic.ok("circle", "join", "communication", "--since", "2026-10-01")
    loic.git("switch", "-q", "main")
    loic.git("merge", "-q", "--no-edit", "side")
    noemie.add("Tri")
    noemie.sync()
    loic.sync()
    parents = loic.git("log", "-1", "--format=%P").split()
    assert len(parents) == 2
    assert parents[0] == noemie.git("rev-parse", "HEAD").strip()
    assert loic.clean()
    assert loic.lines(OCTOBER) == ["Migration"]


def test_the_ledger_may_be_a_folder_of_a_larger_repository(tmp_path: Path) -> None:
    world = World(tmp_path)
    world.seed.git("mv", "-k", "coop.yaml", "members", "circles", "roles", ".")
    (world.seed.folder / "coop").mkdir()
    world.seed.git("mv", "coop.yaml", "members", "circles", "roles", "coop")
    (world.seed.folder / "README").write_text("one\ntwo\n")
    world.seed.git("add", "-A")
    world.seed.git("commit", "-qm", "down")
    world.seed.git("push", "-q")
    one, two = world.clone("loic", "a"), world.clone("loic", "b")
    for clone, what in ((one, "Migration"), (two, "Relecture")):
        clone.ok("contrib", "add", what, "--hours", "1", "--rate", "20", inner="coop")
    (two.folder / "README").write_text("other\n")
    two.git("commit", "-qam", "outside")
    one.ok("sync", inner="coop")
    two.ok("sync", inner="coop")
    assert two.lines(f"coop/{OCTOBER}") == ["Migration", "Relecture"]
    assert (two.folder / "README").read_text() == "other\n"
    assert two.clean()


def test_unshared_records_are_counted_in_one_go(world: World) -> None:
    from coopctl.store.remote import unshared_records
    from coopctl.store.repo import Repo

    loic = world.clone("loic")
    name = loic.add("Migration")
    loic.add("Relecture")
    loic.ok("contrib", "edit", name, "--hours", "3")
    with Repo.open(str(loic.folder)) as repo:
        assert unshared_records(repo) == 2
    loic.sync()
    with Repo.open(str(loic.folder)) as repo:
        assert unshared_records(repo) == 0
    loic.git("branch", "--unset-upstream")
    with Repo.open(str(loic.folder)) as repo:
        assert unshared_records(repo) is None


# --- several at once ---


def process(clone: Clone, *args: str) -> subprocess.Popen[bytes]:
    env = {**os.environ, "PYTHONPATH": str(ROOT), "COOPCTL_TODAY": "2026-10-20"}
    words = (sys.executable, "-m", "coopctl", "-C", str(clone.folder), "--lang", "en", *args)
    pipe = subprocess.PIPE
    return subprocess.Popen(words, env=env, stdout=pipe, stderr=pipe, start_new_session=True)


def test_four_clones_share_at_once(world: World) -> None:
    """Each adds and shares five times, all at the same moment: nothing lost, nothing doubled."""
    clones = [world.clone("loic" if n % 2 else "noemie", f"clone{n}") for n in range(4)]
    for turn in range(5):
        for number, clone in enumerate(clones):
            clone.add(f"{number}.{turn}")
        running = [process(clone, "sync") for clone in clones]
        for child in running:
            _, said = child.communicate(timeout=120)
            assert child.returncode == 0, said.decode()
    last = world.clone("loic", "last")
    found = Counter(what for who in ("loic", "noemie") for what in last.lines(f"contributions/2026-10/{who}.yaml"))
    assert found == {f"{number}.{turn}": 1 for number in range(4) for turn in range(5)}
    assert last.run("check").code == 0


@pytest.mark.parametrize("seed", range(6))
def test_killed_while_sharing_then_shared_again(world: World, seed: int) -> None:
    """Kill -9 of all of it at any moment: the next sync loses nothing and doubles nothing."""
    dice = random.Random(seed)
    loic, noemie = world.clone("loic"), world.clone("noemie")
    for turn in range(2):
        noemie.add(f"n{turn}")
        noemie.sync()
        loic.add(f"l{turn}")
        child = process(loic, "sync")
        time.sleep(dice.uniform(0.1, 0.6))
        if child.poll() is None:
            os.killpg(child.pid, signal.SIGKILL)
        child.communicate()
        loic.sync()
    assert loic.lines(OCTOBER) == ["l0", "l1"]
    assert loic.clean()
    last = world.clone("loic", "last")
    assert last.lines(OCTOBER) == ["l0", "l1"]
    assert last.lines("contributions/2026-10/noemie.yaml") == ["n0", "n1"]
