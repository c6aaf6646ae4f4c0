"""The demonstration: what it shows, where it may be built, and that it is the same every time."""

from __future__ import annotations

import datetime as dt
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from contextlib import redirect_stdout
from importlib.util import find_spec
from pathlib import Path

import pytest

from coopctl.check import check, errors
from coopctl.cli.demo import _offer
from coopctl.cli.main import main
from coopctl.demo.history import moments
from coopctl.demo.known import KNOWN, governance, text_on, turning_days
from coopctl.demo.scenes import OFFERS, SCENES, typed
from coopctl.ledger import Ledger
from coopctl.snapshot import Snapshot
from coopctl.store.repo import Repo
from tests.conftest import GOLDEN
from tests.console import Said, settled

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(autouse=True)
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder of its own, nobody's settings: no git identity, no names, no day."""
    settled(monkeypatch, "en")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.delenv("COOPCTL_TODAY")
    monkeypatch.setattr("coopctl.cli.demo.which", lambda name: f"/usr/bin/{name}")
    monkeypatch.chdir(tmp_path)


def shown(*args: str, lang: str = "en") -> tuple[int, str]:
    """What ``coopctl demo`` says, ids and entries of the history made the same."""
    said = Said()
    with redirect_stdout(said):
        code = main(["--lang", lang, "demo", *args])
    return code, steady(said.getvalue())


def steady(text: str) -> str:
    """A transcript without what chance decides: the new line's id, and the names of entries of the history."""
    new = re.search(r"^([a-z][a-z2-9]{7})  30 ", text, re.MULTILINE)
    text = text.replace(new[1], "k7m3qa2w") if new else text
    return re.sub(r"\b[0-9a-f]{7,8}(?=[)\]])", lambda m: "0" * len(m[0]), text)


def test_it_says_how_to_find_the_command_where_the_shell_does_not(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    said = Said()
    with redirect_stdout(said):
        _offer(tmp_path)
        monkeypatch.setattr("coopctl.cli.demo.which", lambda name: None)
        _offer(tmp_path)
    assert re.findall(r"\$ \. (.*/bin/activate)  # for this terminal", said.getvalue()) == [
        f"{sys.prefix}/bin/activate"
    ]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample cooperative with its past, nothing played yet."""
    from coopctl.cli.demo import _afternoon, _build

    folder = tmp_path_factory.mktemp("built") / "demo"
    with _afternoon():
        _build(folder)
    return folder


def test_what_it_shows_in_english_and_again(golden: Callable[[str, str], None]) -> None:
    code, said = shown()
    golden("demo/en.txt", said)
    assert code == 0
    Path("coopctl-demo", "note.txt").write_text("mine", "utf-8")
    code, again = shown()
    assert not Path("coopctl-demo", "note.txt").exists()
    assert again.startswith("The earlier demonstration")
    assert (code, again.split("\n", 1)[1]) == (0, said)


def test_what_it_shows_in_french(
    golden: Callable[[str, str], None], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """And nothing of the user's own is touched: environment, folder, names."""
    monkeypatch.setenv("COOPCTL_PRIVATE", str(tmp_path / "my-own-names"))
    before, here = dict(os.environ), os.getcwd()
    code, said = shown(lang="fr")
    golden("demo/fr.txt", said)
    assert code == 0
    assert (dict(os.environ), os.getcwd()) == (before, here)
    assert not (tmp_path / "my-own-names").exists()


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_it_is_clean_and_fits_a_screen(lang: str) -> None:
    said = (GOLDEN / "demo" / f"{lang}.txt").read_text("utf-8")
    assert not {"\x1b", "\u00a0", "\r"} & set(said)
    ours = [line for line in said.splitlines() if line.startswith(("$", "    --", "   ")) or re.match(r"\d\. ", line)]
    broken = [line for line in ours if not line.lstrip().startswith("coopctl ")]  # what is to be copied is never broken
    assert max(map(len, broken)) <= 80


def test_it_overwrites_nothing_else(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    Path("mine").mkdir()
    Path("mine", "thesis.txt").write_text("mine", "utf-8")
    Path("a-file").write_text("mine", "utf-8")
    Path("link").symlink_to(tmp_path / "mine")
    for folder in ("mine", "a-file", "link"):
        assert main(["demo", folder]) == 1
        assert "no earlier demonstration" in capsys.readouterr().err
    assert Path("mine", "thesis.txt").read_text("utf-8") == Path("a-file").read_text("utf-8") == "mine"


def test_a_repository_around_it_is_left_alone() -> None:
    subprocess.run(["git", "init", "-q", "-b", "main", "."], check=True)
    before = Path(".git", "config").read_bytes()
    assert shown("inside")[0] == 0
    assert Path(".git", "config").read_bytes() == before
    assert not Path(".git", "refs", "heads", "main").exists()
    assert Path("inside", ".git").is_dir()


def test_its_history_ends_with_its_files_and_is_sound_at_every_closing() -> None:
    from coopctl.cli.demo import sample

    files, schemas = sample()
    state: dict[str, bytes] = {}
    for moment in moments(files, schemas):
        state |= {path: data for path, data in moment.changes.items() if data is not None}
        if any(path.startswith("payouts/") for path in moment.changes):
            wrong = errors(check(Ledger(Snapshot(state, None)), moment.when.date()))
            assert [str(one.message) for one in wrong] == []
    assert state == files | schemas


def test_its_history_goes_forward_and_names_who_and_what() -> None:
    from coopctl.cli.demo import sample

    past = moments(*sample())
    assert [one.when for one in past] == sorted(one.when for one in past)
    assert len(past) > 400
    for one in past:
        trailers = dict(one.message.trailers)
        assert trailers["Coop-Actor"] == one.author
        nouns = {"init", "member", "circle", "role", "body", "decision", "budget", "contrib", "payout", "meeting"}
        nouns |= {"workshop", "need", "election"}
        assert trailers["Coop-Op"].split(".")[0] in nouns
        assert trailers["Coop-Record"]


def test_a_fact_is_written_down_on_its_day_and_an_end_when_it_has_come() -> None:
    path = "members/remi.yaml"
    record = governance({path: b"handle: remi\nstatuses:\n- status: cape\n  since: 2026-01-01\nwelcomed: 2025-12-08\n"
                               b"left: 2026-05-31\n"})[path]  # fmt: skip
    assert text_on(path, record, dt.date(2025, 12, 7)) is None
    assert b"cape" not in (text_on(path, record, dt.date(2025, 12, 8)) or b"")
    assert b"left" not in (text_on(path, record, dt.date(2026, 5, 31)) or b"left")
    assert b"left" in (text_on(path, record, dt.date(2026, 6, 1)) or b"")
    assert turning_days(path, record) == {dt.date(2025, 12, 8), dt.date(2026, 1, 1), dt.date(2026, 6, 1)}


def test_what_was_learned_late_is_written_down_late() -> None:
    from coopctl.cli.demo import sample

    for (path, member), day in KNOWN.items():
        record = governance(sample()[0])[path]
        before = text_on(path, record, day - dt.timedelta(days=1)) or b""
        assert f"member: {member}\n".encode() not in before
        assert f"member: {member}\n".encode() in (text_on(path, record, day) or b"")


def test_what_it_offers_can_be_typed(
    built: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(built)
    assert len(OFFERS) == 12
    for offer in OFFERS:
        code = main(["--no-input", "--today", "2026-11-03", *offer.command.split()[1:]])
        # Without a terminal nobody can be asked what was done.
        assert code == (2 if offer.command == "coopctl contrib add" else 0), capsys.readouterr()


def test_a_long_command_goes_on_on_the_next_line() -> None:
    lines = typed(SCENES[0].command).splitlines()
    assert lines[0].endswith(" \\")
    assert lines[1].startswith("    --")


def test_the_clone_is_clean_and_keeps_names_to_itself(built: Path) -> None:
    with Repo.open(str(built)) as repo:
        assert repo.identity() == ("omar", "omar@jours-ouvrables.invalid")
        assert repo.git.run("status", "--porcelain") == b""
    assert (built / ".git" / "coopctl" / "private" / "names.yaml").stat().st_mode & 0o777 == 0o600


@pytest.mark.skipif(find_spec("hatchling") is None, reason="hatchling is not installed: the wheel cannot be built")
def test_it_works_from_a_wheel_outside_the_source_tree(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path / "dist")]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = (tmp_path / "dist").glob("*.whl")
    zipfile.ZipFile(wheel).extractall(tmp_path / "site")
    environ = {
        "PYTHONPATH": str(tmp_path / "site"),
        "PATH": os.environ["PATH"],
        "HOME": str(tmp_path),
        "LANG": "C.UTF-8",
    }
    code = "import coopctl, sys; from coopctl.cli.main import main; print(coopctl.__file__); sys.exit(main(['demo']))"
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env=environ, capture_output=True, text=True)
    assert done.stdout.startswith(str(tmp_path / "site"))
    assert (done.returncode, done.stderr) == (0, "")
