"""Bad input and faults, through the real command line, on a real ledger in git.

Each gives a finding or an error in words, the documented exit code, and leaves the ledger as it was.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from coopctl.characters import odd_characters
from coopctl.cli.commands import OCCASIONS
from tests.cli.frame import Seen
from tests.cli.frame import typed as typed_in
from tests.cli.hazards import (
    HAZARDS,
    LINE,
    POWERLESS,
    ROOT,
    SHEET,
    WITNESS,
    child,
    copied,
    git,
    ledger,
    line,
    linked,
    put,
    record,
)
from tests.store.ground import everything


@pytest.fixture(autouse=True)
def at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No settings of the machine, and none of a git that runs the tests."""
    for name in [name for name in os.environ if name.startswith(("GIT_", "COOPCTL_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ledger that each test spoils a copy of."""
    return ledger(tmp_path_factory.mktemp("hazards") / "model")


@pytest.fixture
def top(model: Path, tmp_path: Path) -> Path:
    return copied(model, tmp_path / "coop")


def typed(top: Path, *args: str, lang: str = "en", today: str = "2026-10-20") -> Seen:
    return typed_in("-C", str(top), "--today", today, "--no-input", *args, lang=lang, occasions=OCCASIONS)


def add(what: str = "Banc", **options: str) -> tuple[str, ...]:
    """``contrib add`` with sound options but for those given."""
    given = {"circle": "technique", "hours": "1h30", "rate": "15", **options}
    return ("contrib", "add", what, *(word for name, value in given.items() for word in (f"--{name}", value)))


# --- files ---


@pytest.fixture(scope="module")
def spoilt(model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A ledger for each hazard, by the number of the hazard."""
    place = tmp_path_factory.mktemp("spoilt")
    for number, hazard in enumerate(HAZARDS.values()):
        hazard.make(copied(model, place / f"{number:02}"))
    yield place
    shutil.rmtree(place)


@pytest.fixture(scope="module")
def before(spoilt: Path) -> dict[str, Any]:
    return {top.name: everything(top) for top in spoilt.iterdir() if (top / ".git").exists()}


@pytest.fixture(scope="module")
def checked(spoilt: Path, before: dict[str, Any]) -> dict[str, tuple[int, str, str, float]]:
    """What ``check`` says of each, all in one process that may take 1 GiB."""
    return child(spoilt, "check", "--format", "json")


@pytest.mark.parametrize("name", HAZARDS)
def test_a_hazard_is_found_at_its_place_and_hides_no_other(
    name: str, checked: dict[str, tuple[int, str, str, float]], spoilt: Path, before: dict[str, Any]
) -> None:
    number = f"{list(HAZARDS).index(name):02}"
    code, out, err, seconds = checked[number]
    findings = json.loads(out)["findings"]
    found = [(one["rule"], one["path"], one["line"], one["column"]) for one in findings]
    assert WITNESS in found
    assert [one for one in found if one != WITNESS] == list(HAZARDS[name].found) or not HAZARDS[name].found
    assert all(one["message"] for one in findings)
    assert (code, err) == (1, "")
    assert seconds < 1
    assert everything(spoilt / number) == before[number]


def test_every_alias_of_a_bomb_is_told_and_none_followed(spoilt: Path) -> None:
    seen = typed(spoilt / "00", "check", "--format", "concise")
    rules = {row.split("[")[1].split("]")[0] for row in seen.out.splitlines() if SHEET in row}
    assert {"yaml-anchor", "yaml-alias"} <= rules
    assert len(seen.out.splitlines()) < 60


@pytest.mark.parametrize("form", ["text", "concise", "json", "github", "gitlab", "sarif", "junit"])
def test_nothing_in_a_file_acts_on_the_screen(spoilt: Path, form: str) -> None:
    hostile = [
        name for name, hazard in enumerate(HAZARDS) if any(w in hazard for w in ("escape", "C1", "bidi", "tag ch"))
    ]
    assert len(hostile) == 6
    for number in hostile:
        seen = typed(spoilt / f"{number:02}", "check", "--format", form)
        assert list(odd_characters(seen.out + seen.err)) == []


def test_markup_in_a_text_is_shown_as_it_is(top: Path) -> None:
    line("Migration", '"[bold red]x[/bold red] [/]"')(top)
    assert "[bold red]x[/bold red] [/]" in typed(top, "contrib", "list").out
    assert typed(top, "check").code == 1


def test_a_link_and_a_submodule_are_found_in_a_revision_too(top: Path) -> None:
    linked(top)
    git(top, "add", "-A")
    git(top, "update-index", "--add", "--cacheinfo", f"160000,{git(top, 'rev-parse', 'HEAD').strip()},members/lib")
    git(top, "commit", "-qm", "by hand")
    findings = json.loads(typed(top, "check", "--rev", "HEAD", "--format", "json").out)["findings"]
    found = {(one["rule"], one["path"]) for one in findings}
    assert {("not-a-file", SHEET), ("not-a-file", "members/lib"), WITNESS[:2]} == found


@pytest.fixture
def locked_place(model: Path, tmp_path: Path) -> Iterator[Path]:
    """A folder with a ledger in it, some of which will be taken away from us."""
    if subprocess.run([*POWERLESS, "true"], capture_output=True).returncode:
        pytest.skip("we are root, and cannot lay its powers down here: no mode of a file stops us")
    copied(model, tmp_path / "locked/coop")
    yield tmp_path / "locked"
    subprocess.run(["chmod", "-R", "u+rwX", str(tmp_path / "locked")], check=True)


def test_an_unreadable_file_is_found_and_hides_no_other(locked_place: Path) -> None:
    for path in (SHEET, "members/loic.yaml"):
        (locked_place / "coop" / path).chmod(0)
    code, out, err, _seconds = child(locked_place, "check", "--format", "json", powerless=True)["coop"]
    found = {(one["rule"], one["path"]) for one in json.loads(out)["findings"]}
    assert (code, err) == (1, "")
    assert found == {("not-a-file", SHEET), ("not-a-file", "members/loic.yaml"), WITNESS[:2]}


NASTY = ("alias bomb", "not UTF-8", "100,000 levels", "hours 1e400", "link", "[bold] as a list", "terminal escapes")
COMMANDS = (
    "", "contrib list --all", "contrib show k7m3qa2w", "contrib edit k7m3qa2w --rate 12", "contrib remove k7m3qa2w",
    "contrib mirror", "payout preview 2026-10", "payout close 2026-10 --yes", "member show loic",
    "role show technique/admin-sys", "log", "diff HEAD~1", "fmt", "undo HEAD -n", "save -m x",
)  # fmt: skip


@pytest.mark.parametrize("name", NASTY)
def test_no_command_breaks_on_a_file_that_was_recorded(top: Path, tmp_path: Path, name: str) -> None:
    HAZARDS[name].make(top)
    record(top)
    for command in COMMANDS:
        copy = copied(top, tmp_path / "copy")
        seen = typed(copy, *command.split(), today="2026-11-03" if "payout" in command else "2026-10-20")
        assert seen.code in (0, 1, 2, 3, 4), (command, seen)
        assert list(odd_characters(seen.out + seen.err)) == [], command
        git(copy, "fsck", "--strict")
        shutil.rmtree(copy)


@pytest.mark.parametrize("name", [name for name in NASTY if HAZARDS[name].found[:1] != (("not-a-file", SHEET, 1, 1),)])
def test_a_line_is_not_added_below_what_cannot_be_read(top: Path, name: str) -> None:
    HAZARDS[name].make(top)
    record(top)
    was = everything(top)
    seen = typed(top, *add())
    if name in ("hours 1e400", "[bold] as a list"):  # only one line of the sheet is wrong: an older fault stops nobody
        assert seen.code == 0
        assert (top / SHEET).read_text().startswith(was["files"][SHEET].decode())  # type: ignore[index]
    else:
        assert (seen.code, SHEET in seen.err) == (1, True)
        assert everything(top) == was


# --- words ---

NAME = ("a name for a file", "nommer un fichier")
A_TIME = ("write 1h30, 1:30, 90min or 1,5", "écrire 1h30, 1:30, 90min ou 1,5")
A_RATE = ("write 15, 12,50 or 18 €/h", "écrire 15, 12,50 ou 18\u00a0€/h")
A_DAY = ("2026-10-13", "2026-10-13")
DELETE = ("delete it", "à supprimer")
TYPED: tuple[tuple[tuple[str, ...], int, str, tuple[str, str]], ...] = (
    (add(hours="1.234,5"), 2, "1.234,5", ("write 1,5 or 1.5", "écrire 1,5 ou 1.5")),
    (add(hours="NaN"), 2, "NaN", A_TIME),
    (add(hours="1e400"), 2, "1e400", A_TIME),
    (add(hours="-1"), 2, "-1", ("below zero", "en dessous de zéro")),
    (add(hours="1:75"), 2, "1:75", ("59 minutes", "59 minutes")),
    (add(hours="1h5"), 2, "1h5", ("1h05 or 1h50", "1h05 ou 1h50")),
    (add(hours=""), 2, "--hours", A_TIME),
    (add(hours="9001"), 2, "9001", ("more than a year", "année")),
    (add(hours="25h"), 1, "25.00 h", ("", "")),
    (add(hours="0"), 1, "0.00 h", ("no time at all", "aucune durée")),
    (add(rate="1.234,5"), 2, "1.234,5", ("1234.50", "1234.50")),
    (add(rate="NaN"), 2, "NaN", A_RATE),
    (add(rate="1e400"), 2, "1e400", A_RATE),
    (add(rate="-1"), 2, "-1", ("below zero", "en dessous de zéro")),
    (add(rate="31"), 1, "31 €/h", ("cap of 30", "plafond de 30")),
    (add(rate="999999999"), 1, "999999999 €/h", ("cap of 30", "plafond de 30")),
    (add(date="2025-02-30"), 2, "2025-02-30", A_DAY),
    (add(date="2025-13-45"), 2, "2025-13-45", A_DAY),
    (add(date="0000-00-00"), 2, "0000-00-00", A_DAY),
    (add(date="99999-01-01"), 2, "99999-01-01", A_DAY),
    (add(date="2027-01-01"), 1, "2027", ("after today", "pas encore arrivé")),
    (add(date="2020-01-01"), 1, "2020-01-01", ("entered on 2024-01-01", "depuis le 2024-01-01")),
    (add(""), 2, "", ("the text is empty", "le texte est vide")),
    (add(" \n "), 2, "", ("the text is empty", "le texte est vide")),
    (add("a\0b"), 2, "U+0000", DELETE),
    (add("\x1b[31mrouge"), 2, "U+001B", DELETE),
    (add("virement \u202egnp"), 2, "U+202E", DELETE),
    (add("\udce9"), 2, "U+DCE9", DELETE),
    (add("x" * 2001), 2, "2001", ("at most 2000", "au plus 2000")),
    (add(circle="../x"), 2, "../x", NAME),
    (add(circle="--upload-pack=x"), 2, "--upload-pack=x", NAME),
    (add(circle="Technique"), 2, "Technique", NAME),
    (add(circle="thecnique"), 1, "thecnique", ("technique", "technique")),
    (add(role="../x"), 2, "../x", NAME),
    (add(**{"for": "../x"}), 2, "../x", NAME),
    (add(**{"for": ".."}), 2, "..", NAME),
    (add(**{"for": "nobody"}), 3, "nobody", ("no member", "pas de membre")),
    (("--as", "../x", *add()), 2, "../x", NAME),
    (("--today", "2025-02-30", *add()), 2, "2025-02-30", ("calendar", "calendrier")),
    (add("--upload-pack=x"), 2, "--upload-pack", ("coopctl contrib add --help", "coopctl contrib add --help")),
    (("contrib", "add", "a"), 2, "--hours", ("1h30", "1h30")),
    (("contrib", "edit", "k7m3qa2w", "--hours", "1:75"), 2, "1:75", ("59 minutes", "59 minutes")),
    (("contrib", "edit", "../../x", "--rate", "3"), 3, "../../x", ("contrib list", "contrib list")),
    (("contrib", "remove", "zzzzzzzz"), 3, "zzzzzzzz", ("contrib list", "contrib list")),
    (("payout", "preview", "2026-13"), 2, "2026-13", ("2026-10, 2026-Q4 or 2026", "2026")),
    (("payout", "close", "../x"), 2, "../x", ("2026-10, 2026-Q4 or 2026", "2026")),
    (("payout", "show", "2031-01"), 3, "2031", ("payout preview 2031-01", "payout preview 2031-01")),
    (("check", "--rev", "nowhere"), 3, "nowhere", ("coopctl log", "coopctl log")),
    (("check", "--rev", "--upload-pack=x"), 3, "--upload-pack=x", ("coopctl log", "coopctl log")),
    (("check", "--since", "--output=pwned"), 3, "--output=pwned", ("coopctl log", "coopctl log")),
    (("contrib", "list", "--rev", "--output=pwned"), 3, "--output=pwned", ("coopctl log", "coopctl log")),
    (("diff", "--", "--output=pwned"), 3, "--output=pwned", ("coopctl log", "coopctl log")),
    (("undo", "--", "--upload-pack=x"), 3, "--upload-pack=x", ("coopctl log", "coopctl log")),
    (("check", "--rev", "HEAD:coop.yaml"), 3, "HEAD:coop.yaml", ("coopctl log", "coopctl log")),
    (("log", "../../etc/passwd"), 3, "../../etc/passwd", ("coopctl log", "coopctl log")),
    (("member", "add", "../x", "--status", "cape"), 2, "../x", NAME),
    (("member", "add", "con", "--status", "cape"), 2, "con", NAME),
    (("circle", "add", "..", "--title", "X"), 2, "..", NAME),
    (("role", "show", "technique/../../members/loic"), 2, "../../members/loic", NAME),
    (("contrib", "import", "../x\0.csv"), 3, "x\\x00.csv", ("no file", "")),
    (("check", "--only", "nothing-such"), 2, "nothing-such", ("coopctl explain", "coopctl explain")),
)


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("row", TYPED, ids=lambda row: " ".join(row[0])[:60].encode("ascii", "replace").decode())
def test_what_is_typed_wrong_is_refused_in_words(
    top: Path, row: tuple[tuple[str, ...], int, str, tuple[str, str]], lang: str
) -> None:
    words, code, seen, expected = row
    was = everything(top)
    said = typed(top, *words, lang=lang)
    assert said.code == code
    assert seen in said.err
    assert expected[lang == "fr"] in said.err
    assert said.err.splitlines()[-1].strip()
    assert ("erreur" if lang == "fr" else "error") in said.err
    assert list(odd_characters(said.err)) == []
    assert everything(top) == was
    assert not list(top.rglob("pwned"))


@pytest.mark.parametrize(
    "text", ["[bold]x[/bold]", "!!int 3", "&a *a", "a: b # c", "- a", "no", "1:30", "$(id)", "{seen}", "%s"]
)
def test_a_text_may_look_like_anything(top: Path, text: str) -> None:
    words = ("contrib", "add", "--circle", "technique", "--hours", "1", "--rate", "15", "--", text)
    said = typed(top, *words)
    assert said.code == 0, said
    assert text in said.out
    assert json.loads(typed(top, "contrib", "list", "--format", "json").out)[-1]["what"] == text
    assert SHEET not in typed(top, "check", "--format", "concise").out


# --- what stands in the way of a write ---


def conflict(top: Path) -> None:
    git(top, "checkout", "-qb", "other")
    put(LINE.replace("rate: 20", "rate: 21"))(top)
    record(top)
    git(top, "checkout", "-q", "main")
    put(LINE.replace("rate: 20", "rate: 22"))(top)
    record(top)
    git(top, "merge", "other", ok=False)


def staged(top: Path) -> None:
    put(LINE + "# mine\n")(top)
    git(top, "add", SHEET)


def hook(top: Path) -> None:
    (top / ".git/hooks").mkdir(exist_ok=True)
    (top / ".git/hooks/pre-commit").write_text("#!/bin/sh\necho the house says no\nexit 1\n")
    (top / ".git/hooks/pre-commit").chmod(0o755)


def signing(top: Path) -> None:
    for key, value in {"commit.gpgsign": "true", "gpg.format": "ssh", "user.signingkey": "/nowhere/key"}.items():
        git(top, "config", key, value)


def nameless(top: Path) -> None:
    git(top, "config", "--unset", "user.name")
    git(top, "config", "--unset", "user.email")


IN_THE_WAY = {
    "dirty target": (put(LINE + "# mine\n"), 4, SHEET, SHEET),
    "staged target": (staged, 4, SHEET, SHEET),
    "merge": (conflict, 4, "merge", "git"),
    "detached HEAD": (lambda top: git(top, "checkout", "-q", "--detach"), 4, "branch", ""),
    "no identity": (nameless, 4, "git config user.name", "git config user.name"),
    "no identity, told who": (nameless, 4, "git config user.name", "git config user.name"),
    "hook": (hook, 4, "the house says no", "the house says no"),
    "signing": (signing, 4, "sign", "sign"),
    "a link in place": (linked, 4, SHEET, SHEET),
}


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("name", IN_THE_WAY)
def test_what_stands_in_the_way_is_named_and_left(top: Path, name: str, lang: str) -> None:
    make, code, english, french = IN_THE_WAY[name]
    make(top)
    (top / "notes.txt").write_text("mine\n")
    put("circle: technique\ntitle: Ma version\n", "circles/technique.yaml")(top)
    was = everything(top)
    said = typed(top, *(("--as", "loic") if "told" in name else ()), *add(), lang=lang)
    assert said.code == code, said
    assert (french if lang == "fr" else english) in said.err
    assert ("essayer" if lang == "fr" else "try:") in said.err
    assert everything(top) == was


def test_what_else_is_staged_dirty_or_new_is_left_alone(top: Path) -> None:
    put("circle: communication\ntitle: Autre\n", "circles/communication.yaml")(top)
    put("handle: zoe\n", "members/zoe.yaml")(top)
    git(top, "add", "-A")
    put("circle: technique\ntitle: Ma version\n", "circles/technique.yaml")(top)
    put("mine\n", "notes.txt")(top)
    was = git(top, "status", "--porcelain")
    assert typed(top, *add()).code == 0
    assert git(top, "status", "--porcelain") == was
    assert git(top, "show", "--format=", "--name-only").split() == [SHEET]


def test_a_folder_that_may_not_be_written_is_said(locked_place: Path) -> None:
    top = locked_place / "coop"
    for path in (top, *(path for path in top.rglob("*") if path.is_dir())):
        path.chmod(0o555)
    was = {path: path.read_bytes() for path in top.rglob("*") if path.is_file()}
    code, out, err, _seconds = child(locked_place, *add(), powerless=True)["coop"]
    assert (code, out) == (4, "")
    assert "ermission denied" in err
    assert {path: path.read_bytes() for path in top.rglob("*") if path.is_file()} == was


@pytest.fixture
def small_disk(model: Path, tmp_path: Path) -> Iterator[Path]:
    """A disk of 1 MiB with a ledger on it."""
    place = tmp_path / "disk"
    place.mkdir()
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "coopctl-test", str(place)], capture_output=True)
    if done.returncode:
        pytest.skip("no small disk can be mounted here")
    try:
        yield copied(model, place / "coop")
    finally:
        subprocess.run(["umount", str(place)], check=True)


@pytest.mark.parametrize("room", [0, 4096, 16384, 32768])
def test_a_full_disk_is_said_and_once_there_is_room_all_is_well(small_disk: Path, room: int) -> None:
    was = everything(small_disk)
    filler = small_disk.parent / "filler"
    left = os.statvfs(small_disk)
    filler.write_bytes(b"x" * (left.f_bavail * left.f_frsize - room))
    said = typed(small_disk, *add())
    head = git(small_disk, "rev-parse", "HEAD").strip()
    assert (said.code == 0) == (head not in str(was["refs"])), said
    assert said.code in (0, 4)
    assert said.code == 0 or "full" in said.err or "space" in said.err, said
    filler.unlink()
    if said.code:
        assert typed(small_disk, *add()).code == 0
    assert [one["what"] for one in json.loads(typed(small_disk, "contrib", "list", "--format", "json").out)] == [
        "Migration",
        "Banc",
    ]
    assert git(small_disk, "status", "--porcelain") == ""
    assert len(git(small_disk, "log", "--format=%H").split()) == 2


def test_twenty_people_add_at_once_and_nothing_is_lost(top: Path) -> None:
    command = [sys.executable, "-m", "coopctl", "-C", str(top), "--today", "2026-10-20"]
    pipes: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    started = [
        subprocess.Popen([*command, *add(f"Banc {number}", hours="0h15")], cwd=ROOT, **pipes) for number in range(20)
    ]
    said = [one.communicate() for one in started]
    assert [one.returncode for one in started] == [0] * 20, said
    lines = json.loads(typed(top, "contrib", "list", "--format", "json").out)
    assert {one["what"] for one in lines} == {"Migration", *(f"Banc {number}" for number in range(20))}
    assert len({one["id"] for one in lines}) == 21
    assert len(git(top, "log", "--format=%H").split()) == 21
    assert git(top, "status", "--porcelain") == ""
    git(top, "fsck", "--strict")
