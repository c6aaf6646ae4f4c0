"""The verbs of governance on a real ledger: what is said, what is written, which exit code."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from coopctl.cli import init as init_module
from coopctl.cli.commands import OCCASIONS
from coopctl.cli.governing import slugged
from coopctl.words import set_language
from tests.cli.frame import Seen, typed

Coop = Callable[..., Seen]


@pytest.fixture(autouse=True)
def nobodys_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No settings of whoever runs the tests."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    for name in ("COOPCTL_PRIVATE", "XDG_CONFIG_HOME", "COOPCTL_TODAY"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "coop"


START = ("--name", "Les Jours", "--handle", "loic", "--person", "Loic M.", "--status", "ESA", "--since", "2024-01")
GROWTH = (
    ("member", "add", "noemie", "--name", "Noemie D.", "--status", "CAPE", "--since", "2025-03-01"),
    ("circle", "add", "technique", "--title", "Technique", "--since", "2019-03"),
    ("circle", "join", "technique", "--since", "2024-01"),
    ("role", "add", "technique/admin-sys", "--title", "Admin", "--term-months", "24", "--stipend", "150"),
    ("role", "assign", "admin-sys", "noemie", "--since", "2025-10-01"),
)


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A new ledger, where loic is at the keyboard, and the same with a member, a circle and a role: made once."""
    new = tmp_path_factory.mktemp("models") / "new"
    grown = new.with_name("grown")
    set_language("en")
    assert typed("init", str(new), *START, occasions=OCCASIONS).code == 0
    shutil.copytree(new, grown)
    for line in GROWTH:
        assert typed("-C", str(grown), *line, occasions=OCCASIONS).code == 0, line
    return new, grown


def at(folder: Path, model: Path) -> Coop:
    """Type commands in a copy of a ledger."""
    shutil.copytree(model, folder)

    def coopctl(*args: str, lang: str = "en") -> Seen:
        return typed("-C", str(folder), *args, lang=lang, occasions=OCCASIONS)

    return coopctl


@pytest.fixture
def coop(folder: Path, models: tuple[Path, Path]) -> Coop:
    """A new ledger."""
    return at(folder, models[0])


@pytest.fixture
def grown(folder: Path, models: tuple[Path, Path]) -> Coop:
    """A ledger with a member, a circle and a role."""
    return at(folder, models[1])


def git(folder: Path, *args: str) -> str:
    done = subprocess.run(("git", *args), cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout


# --- init ---


def test_init_makes_one_entry_and_an_identity_of_this_clone(coop: Coop, folder: Path) -> None:
    assert git(folder, "log", "--format=%an <%ae> %s") == "loic <loic@les-jours.invalid> init: les-jours\n"
    assert git(folder, "config", "--local", "user.email") == "loic@les-jours.invalid\n"
    assert git(folder, "status", "--short") == ""
    assert coop("check").code == 0


def test_the_modelines_lead_to_the_schemas_written_beside(coop: Coop, folder: Path) -> None:
    for path in (folder / "coop.yaml", folder / "members/loic.yaml"):
        assert (path.parent / path.read_text().split("$schema=")[1].split("\n")[0]).is_file()


def test_the_name_is_in_the_private_folder_and_nowhere_in_history(coop: Coop, folder: Path) -> None:
    names = folder / ".git/coopctl/private/names.yaml"
    assert names.read_text() == "loic: Loic M.\n"
    assert names.stat().st_mode & 0o777 == 0o600
    assert "Loic" not in git(folder, "log", "-p", "--format=%B %an %cn")


def test_init_in_a_ledger_is_refused(coop: Coop, folder: Path) -> None:
    for where in (folder, folder / "members", folder / "new"):
        seen = typed("init", str(where), "--handle", "x", occasions=OCCASIONS)
        assert (seen.code, seen.out) == (1, "")
        assert "already a ledger" in seen.err


def test_init_in_a_repository_leaves_what_others_prepared(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", ".")
    git(tmp_path, "config", "user.name", "Dev")
    git(tmp_path, "config", "user.email", "dev@example.invalid")
    (tmp_path / "a").write_text("a\n")
    git(tmp_path, "add", "a")
    git(tmp_path, "commit", "-qm", "first")
    (tmp_path / "a").write_text("changed\n")
    (tmp_path / "b").write_text("b\n")
    git(tmp_path, "add", "b")
    seen = typed("init", str(tmp_path / "registre"), "--name", "Grande", "--handle", "ana", occasions=OCCASIONS)
    assert seen.code == 0
    assert "was Dev" in seen.err
    assert git(tmp_path, "status", "--short") == " M a\nA  b\n"
    assert {line.split("/")[0] for line in git(tmp_path, "show", "--format=", "--name-only").split()} == {"registre"}


def test_init_leaves_somebodys_own_attributes(tmp_path: Path) -> None:
    (tmp_path / ".gitattributes").write_text("*.png binary\n")
    assert typed("init", str(tmp_path), "--handle", "ana", occasions=OCCASIONS).code == 0
    assert (tmp_path / ".gitattributes").read_text() == "*.png binary\n"
    assert git(tmp_path, "status", "--short") == "?? .gitattributes\n"


def test_init_without_a_handle_says_what_a_handle_is(tmp_path: Path) -> None:
    seen = typed("init", str(tmp_path), occasions=OCCASIONS)
    assert seen.code == 2
    assert "--handle" in seen.err
    assert "never be erased" in seen.err
    assert list(tmp_path.iterdir()) == []


def test_init_dry_writes_nothing(tmp_path: Path) -> None:
    seen = typed("init", str(tmp_path / "x"), "--handle", "loic", "-n", occasions=OCCASIONS)
    assert seen.code == 0
    assert "+handle: loic" in seen.out
    assert not (tmp_path / "x").exists()


def test_a_ledger_that_was_copied_here_is_recorded(coop: Coop, folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(folder, copy, ignore=shutil.ignore_patterns(".git"))
    assert "one of loic" in typed("init", str(copy), occasions=OCCASIONS).err
    assert typed("init", str(copy), "--handle", "loic", occasions=OCCASIONS).code == 0
    assert git(copy, "status", "--short") == ""
    assert git(copy, "log", "-1", "--format=%an") == "loic\n"


# --- members, circles, roles ---


def test_every_change_says_one_line_and_the_next_command(coop: Coop) -> None:
    seen = coop("member", "add", "zoe", "--status", "cape", "--since", "mars 2026")
    assert seen.out == "zoe is a member: CAPE since March 2026\n"
    remark = "worth a look: zoe has no referent, since March 2026\n"
    assert seen.err == f"{remark}next: coopctl circle join CIRCLE zoe\n"


def test_lists_show_names_where_they_are_known(grown: Coop) -> None:
    assert "Noemie D." in grown("member").out
    assert "Noemie D. (noemie)" in grown("role").out
    assert grown("circle").out.splitlines()[2].split() == ["technique", "Technique", "open", "1", "1"]


def test_pages_say_what_is_known(grown: Coop) -> None:
    assert grown("member", "show", "noemie").out == (
        "Noemie D. (noemie)\n  status  CAPE since 1 March 2025\n"
        "  role    technique/admin-sys, from 1 October 2025 to 30 September 2027\n"
    )
    assert grown("circle", "show", "technique").out == (
        "technique: Technique\n  access  open to all\n  since   March 2019\n"
        "  member  Loic M. (loic), since January 2024\n  role    admin-sys: Noemie D. (noemie)\n"
    )
    assert "  monthly sum  150.00 EUR for each holder\n" in grown("role", "show", "admin-sys").out


def test_json_is_an_array_of_objects_with_texts(grown: Coop) -> None:
    members = json.loads(grown("member", "list", "--format", "json").out)
    assert [(one["handle"], one["name"], one["status"], one["since"]) for one in members] == [
        ("loic", "Loic M.", "esa", "2024-01"),
        ("noemie", "Noemie D.", "cape", "2025-03-01"),
    ]
    role = json.loads(grown("role", "show", "admin-sys", "--format", "json").out)
    assert (role["stipend"], role["holders"][0]["until"]) == ("150.00", "2027-09-30")
    assert json.loads(grown("circle", "--format", "json", "--on", "2019-01-01").out) == []


def test_a_list_of_another_day_or_another_revision(grown: Coop) -> None:
    assert "noemie" not in grown("member", "--on", "2024-06-01").out
    assert "noemie" not in grown("member", "--rev", "HEAD~5").out
    assert "noemie" in grown("member", "--rev", "HEAD~4").out


def test_an_empty_list_says_how_to_add(coop: Coop) -> None:
    assert "coopctl circle add CIRCLE" in coop("circle").err
    assert "coopctl role add CIRCLE/ROLE" in coop("role").err


def test_a_dry_run_shows_the_lines_and_writes_none(grown: Coop, folder: Path) -> None:
    before = git(folder, "rev-parse", "HEAD")
    seen = grown("role", "vacate", "admin-sys", "-n")
    assert "+  until: 2026-10-13" in seen.out.replace("-  until: 2027-09-30\n", "")
    assert (git(folder, "rev-parse", "HEAD"), git(folder, "status", "--short")) == (before, "")


def test_the_name_of_someone_new_waits_for_the_entry(coop: Coop, folder: Path) -> None:
    names = folder / ".git/coopctl/private/names.yaml"
    assert coop("member", "add", "zoe", "--name", "Zoé", "--status", "xyz").code == 1
    assert coop("member", "add", "zoe", "--name", "Zoé", "--status", "cape", "-n").code == 0
    assert "zoe" not in names.read_text()
    names.write_text("# mes notes\n" + names.read_text())
    assert coop("member", "add", "zoe", "--name", "Zoé", "--status", "cape").code == 0
    assert names.read_text() == "# mes notes\nloic: Loic M.\nzoe: Zoé\n"


def test_names_that_cannot_be_read_are_said_and_kept(coop: Coop, folder: Path) -> None:
    names = folder / ".git/coopctl/private/names.yaml"
    names.write_text("loic: [\n")
    seen = coop("member")
    assert seen.code == 0
    assert "names.yaml cannot be read" in seen.err
    assert coop("member", "add", "zoe", "--name", "Zoé", "--status", "cape").code == 1
    assert names.read_text() == "loic: [\n"


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        (("member", "add", "Loïc", "--status", "cape"), 2, "for instance loic"),
        (("member", "add", "../x", "--status", "cape"), 2, "is not a name for a file"),
        (("member", "add", "zoe"), 2, "one of: cape, esa, staff"),
        (("member", "add", "zoe", "--status", "cape", "--since", "13/14/2024"), 2, "not a day of the calendar"),
        (("member", "add", "zoe", "--status", "cape", "--since", "2024-1"), 0, ""),
        (("member", "add", "zoe", "--status", "cape", "--site", "a\u202eb"), 2, "U+202E"),
        (("member", "add", "zoe", "--status", "cape", "--site", " "), 2, "the text is empty"),
        (("member", "add", "noemie", "--status", "cape"), 1, "noemie is already a member"),
        (("member", "show", "noemi"), 3, "did you mean noemie?"),
        (("circle", "show", "tecnique"), 3, "did you mean technique?"),
        (("role", "show", "technique/admin"), 3, "did you mean technique/admin-sys?"),
        (("role", "add", "admin", "--title", "x"), 2, "write circle/role"),
        (("role", "add", "technique/x", "--title", "x", "--stipend", "1,2,3"), 2, "is not an amount"),
        (("circle", "add", "formation"), 2, "--title is missing"),
        (("circle", "add", "formation", "--title", "F", "--access", "ouvert"), 2, "is not one of open, commitment"),
        (("circle", "join", "technique"), 1, "loic is already in circle technique"),
        (("circle", "leave", "technique", "noemie"), 1, "noemie is not in circle technique"),
        (("role", "assign", "admin-sys", "noemie"), 1, "already holds role"),
        (("member", "leave", "noemie", "-m", "parce que"), 2, "there is no option -m"),
        (("--as", "personne", "circle", "join", "technique"), 3, "there is no member personne"),
    ],
)
def test_wrong_input_gets_words_and_a_code(
    grown: Coop, folder: Path, args: tuple[str, ...], code: int, words: str
) -> None:
    before = git(folder, "rev-parse", "HEAD")
    seen = grown(*args)
    assert seen.code == code
    assert words in seen.err
    assert (git(folder, "rev-parse", "HEAD") == before) is (code != 0)
    assert git(folder, "status", "--short") == ""


def test_a_role_alone_must_be_the_only_one_of_that_name(grown: Coop) -> None:
    grown("circle", "add", "accueil", "--title", "Accueil")
    grown("role", "add", "accueil/admin-sys", "--title", "Admin")
    seen = grown("role", "show", "admin-sys")
    assert seen.code == 2
    assert "accueil/admin-sys, technique/admin-sys" in seen.err


def test_the_reason_is_kept_and_the_author_is_who_speaks(grown: Coop, folder: Path) -> None:
    assert grown("--as", "noemie", "circle", "join", "technique", "-m", "envie d'apprendre").code == 0
    assert git(folder, "log", "-1", "--format=%an|%cn|%s|%b").startswith(
        "noemie|loic|circle: noemie joins technique|envie d'apprendre\n\nCoop-Op: circle.join\nCoop-Actor: noemie\n"
    )


def test_a_leave_tells_what_to_do(grown: Coop) -> None:
    seen = grown("member", "leave", "noemie", "--on", "2026-10-31")
    assert seen.out == "noemie leaves on 31 October 2026\n"
    assert "  coopctl role vacate technique/admin-sys noemie --on 2026-10-31\n" in seen.err
    assert "noemie" not in grown("member", "--on", "2026-11-01").out
    assert "left" in grown("member", "--all", "--on", "2026-11-01").out


# --- save ---


def test_save_records_what_was_edited_by_hand(grown: Coop, folder: Path) -> None:
    circle = folder / "circles/technique.yaml"
    circle.write_text(circle.read_text().replace("title: Technique", "title: Outils  # mieux"))
    (folder / "notes.txt").write_text("à moi\n")
    assert "1 file changed by hand is not recorded yet" in grown("circle").err
    seen = grown("save", "-m", "nouveau nom")
    assert seen.code == 0
    assert seen.out == "circles/technique.yaml: 1 more, 1 less\n1 file is recorded\n"
    assert "notes.txt" in seen.err
    assert git(folder, "status", "--short") == "?? notes.txt\n"
    assert grown("save", "-m", "encore").out == "nothing was changed by hand since the last entry\n"


def test_save_needs_to_know_why(grown: Coop, folder: Path) -> None:
    (folder / "circles/technique.yaml").unlink()
    seen = grown("save")
    assert (seen.code, "-m is missing" in seen.err) == (2, True)
    assert grown("save", "-m", " ").code == 2


def test_save_refuses_what_it_would_break(grown: Coop, folder: Path) -> None:
    (folder / "members/noemie.yaml").unlink()
    seen = grown("save", "-m", "partie")
    assert seen.code == 1
    assert "error[unknown-member]" in seen.err
    assert git(folder, "status", "--short") == " D members/noemie.yaml\n"


def test_line_ends_alone_are_no_change(grown: Coop, folder: Path) -> None:
    member = folder / "members/noemie.yaml"
    member.write_bytes(member.read_bytes().replace(b"\n", b"\r\n"))
    assert grown("save", "-m", "x").out == "nothing was changed by hand since the last entry\n"
    member.write_bytes(member.read_bytes() + b"site: Lille\r\n")
    assert grown("save", "-m", "x").code == 0
    assert (
        b"\r"
        not in subprocess.run(
            ("git", "show", "HEAD:members/noemie.yaml"), cwd=folder, capture_output=True, check=True
        ).stdout
    )


# --- whoami, doctor ---


def test_whoami_says_who_and_why(grown: Coop, folder: Path) -> None:
    assert grown("whoami").out == (
        "Loic M. (loic)\nbecause git's identity in this clone is loic <loic@les-jours.invalid>\n"
    )
    assert grown("whoami", "--set", "noemie").code == 0
    assert git(folder, "config", "user.email") == "noemie@les-jours.invalid\n"
    assert json.loads(grown("whoami", "--format", "json").out)["handle"] == "noemie"
    assert json.loads(grown("--as", "loic", "whoami", "--format", "json").out)["handle"] == "loic"
    assert grown("whoami", "--set", "noemi").code == 3


def test_who_is_nobody_is_told_how_to_be_someone(grown: Coop, folder: Path) -> None:
    git(folder, "config", "user.name", "X")
    git(folder, "config", "user.email", "x@example.invalid")
    seen = grown("whoami")
    assert (seen.code, seen.out) == (3, "")
    assert "coopctl whoami --set HANDLE" in seen.err
    assert "coopctl whoami --set HANDLE" in grown("circle", "leave", "technique").err


def checks(seen: Seen) -> dict[str, str]:
    return {one["check"]: one["state"] for one in json.loads(seen.out)}


def test_doctor_finds_a_new_ledger_well(grown: Coop) -> None:
    seen = grown("doctor", "--format", "json")
    assert seen.code == 0
    assert {name for name, state in checks(seen).items() if state != "ok"} == {"sharing"}


def test_doctor_names_each_thing_and_its_remedy(grown: Coop, folder: Path) -> None:
    (folder / "schemas/members.json").write_text("{}\n")
    (folder / ".gitattributes").unlink()
    (folder / "membres").mkdir()
    (folder / "membres/x.yaml").write_text("handle: x\n")
    (folder / ".git/coopctl/private").chmod(0o755)
    (folder / ".git/MERGE_HEAD").write_text("")
    git(folder, "config", "user.name", "X")
    git(folder, "config", "user.email", "x@example.invalid")
    seen = grown("doctor", "--format", "json")
    assert seen.code == 1
    found = {one["check"]: one for one in json.loads(seen.out) if one["state"] != "ok"}
    assert {"schemas", "line-ends", "unknown-file", "private", "merge", "identity", "unsaved", "sharing"} <= set(found)
    assert (found["merge"]["state"], found["identity"]["state"]) == ("problem", "problem")
    assert all(one["try"] for one in found.values())


def test_doctor_finishes_an_interrupted_write(grown: Coop, folder: Path) -> None:
    from coopctl.store import journal
    from coopctl.store.journal import Move

    head = git(folder, "rev-parse", "HEAD").strip()
    mark = folder / ".git/coopctl/writing/journal"
    journal.save(str(mark), Move("refs/heads/main", head, "1" * 40, ()))
    assert "an interrupted write was undone" in grown("doctor").out
    assert not mark.exists()
    assert "interrupted" not in grown("doctor").out


def test_doctor_works_where_there_is_no_ledger(tmp_path: Path) -> None:
    seen = typed("-C", str(tmp_path), "doctor", "--format", "json", occasions=OCCASIONS)
    assert seen.code == 0
    assert checks(seen) == {"coopctl": "ok", "git": "ok", "ledger": "remark"}


def test_a_ledger_outside_git_can_be_read_not_written(grown: Coop, folder: Path) -> None:
    (folder / ".git").rename(folder / "kept")
    assert "loic" in grown("member").out
    seen = grown("circle", "leave", "technique")
    assert (seen.code, "not in a git repository" in seen.err) == (4, True)


@pytest.mark.parametrize(
    ("typed_words", "slug"),
    [("Loïc", "loic"), ("Cœur d'équipe", "coeur-d-equipe"), ("--", ""), ("CON", ""), ("Les Jours !", "les-jours")],
)
def test_words_become_a_handle(typed_words: str, slug: str) -> None:
    assert slugged(typed_words) == slug


def test_every_preset_is_one_that_can_be_asked_for() -> None:
    from coopctl.edits.start import PRESETS

    assert tuple(PRESETS) == init_module._PRESETS


def test_a_circle_and_a_body_are_edited_and_a_body_ends(grown: Coop, folder: Path) -> None:
    assert grown("circle", "edit", "technique").code == 2
    tried = grown("circle", "edit", "technique", "--every", "2 semaines", "--length", "1h15", "-n")
    assert (tried.code, "+  every: 2 weeks" in tried.out) == (0, True)
    assert "every" not in (folder / "circles/technique.yaml").read_text("utf-8")
    done = grown("circle", "edit", "technique", "--every", "2 weeks", "--domain", "Serveurs", "-m", "Décidé en réunion")
    assert (done.code, done.out.splitlines()[0]) == (0, "circle technique is changed")
    assert "Décidé en réunion" in git(folder, "log", "-1", "--format=%B")
    assert grown("body", "add", "conseil", "--title", "Conseil", "--kind", "other").code == 0
    assert grown("body", "edit", "conseil", "--seats", "2", "--partners-only", "--clear", "purpose").code == 0
    assert grown("body", "edit", "conseil", "--clear", "partners-only").code == 0
    assert grown("body", "assign", "conseil", "noemie").code == 0
    refused = grown("body", "close", "conseil", lang="fr")
    assert (refused.code, "siègent encore dans conseil" in refused.err) == (1, True)
    assert grown("body", "close", "conseil", "--end-all", "--yes").code == 0
    assert grown("body", "close", "zzz").code == 3
    assert json.loads(grown("body", "list", "--format", "json", "--on", "2099-01-01").out) == []
