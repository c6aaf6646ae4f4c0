"""Hooks under real git: what is recorded, sent and taken, and what is refused, in the words of check and audit."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.audit.clean import OCTOBER, ZOE, clean
from tests.audit.history import Entry, History, line
from tests.cli.coop import Coop, typed

SEPTEMBER = "contributions/2026-09/loic.yaml"
NOTED = ("contrib", "add", "Relecture", "--circle", "technique", "--hours", "1", "--rate", "15", "--date", "2026-11-02")


@pytest.fixture(autouse=True)
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a hook's own process sees: that day, no language but the ledger's, no settings of an account."""
    monkeypatch.setenv("COOPCTL_TODAY", "2026-11-04")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.delenv("COOPCTL_LANG", raising=False)


@pytest.fixture
def coop(tmp_path: Path) -> Coop:
    """A clone whose shared copy has the hook; August is closed, and all is shared."""
    one = Coop(tmp_path / "coop")
    one.close("2026-08")
    hub(tmp_path / "hub.git", one.folder)
    return one


def hub(place: Path, clone: Path, language: str = "en") -> None:
    """A shared copy with the hook in it, and a clone that shared all it has."""
    subprocess.run(("git", "init", "-q", "--bare", "-b", "main", str(place)), check=True)
    subprocess.run(("git", "-C", str(place), "config", "coopctl.lang", language), check=True)
    assert typed("-C", str(place), "hook", "install", "pre-receive").code == 0
    git(clone, "remote", "add", "origin", str(place))
    assert git(clone, "push", "-q", "-u", "origin", "main").returncode == 0


def git(folder: Path, *args: str, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(("git", *args), cwd=folder, capture_output=True, text=True, env={**os.environ, **env})


def tip(coop: Coop, ref: str = "main") -> str:
    return git(coop.folder, "ls-remote", "origin", f"refs/heads/{ref}").stdout[:40]


def refused(coop: Coop, *words: str, ref: str = "HEAD:main", force: bool = False) -> str:
    """Push, be refused in these words, and find the shared copy as it was."""
    before = tip(coop)
    done = git(coop.folder, "push", *(["--force"] if force else []), "origin", ref)
    assert done.returncode == 1, done
    said = [line.removeprefix("remote: ").rstrip() for line in done.stderr.splitlines() if line.startswith("remote:")]
    for word in words:
        assert any(word in line for line in said), (word, said)
    assert tip(coop) == before
    assert "Traceback" not in done.stderr
    return "\n".join(said)


# ---- pre-receive


def test_a_good_entry_is_taken(coop: Coop) -> None:
    coop.ok(*NOTED)
    done = git(coop.folder, "push", "origin", "main")
    assert (done.returncode, "remote:" in done.stderr) == (0, False)
    assert tip(coop) == coop.head()


def test_a_broken_sheet_is_refused_as_check_says_it(coop: Coop) -> None:
    coop.alter("contributions/2026-10/noemie.yaml", "  rate: 17.5", "  rate: 99")
    said = refused(
        coop,
        "contributions/2026-10/noemie.yaml:5:9: error[rate-above-cap]: 99 €/h is above the cap of 30 €/h",
        "try: coopctl contrib edit moaaaaaa --rate 30",
        "nothing was taken: the shared ledger stays as it was",
    )
    assert coop.run("check", "--format", "text").out.splitlines()[0] in said


def test_a_sheet_that_is_no_yaml_is_refused(coop: Coop) -> None:
    coop.record("x", **{"contributions/2026-10/noemie.yaml": "- id: [\n"})
    refused(coop, "contributions/2026-10/noemie.yaml:", "unreadable")


def test_a_closed_month_is_not_rewritten(coop: Coop) -> None:
    coop.alter("contributions/2026-08/loic.yaml", "  hours: 1\n", "  hours: 2\n")
    refused(coop, "error[closed-month-altered]: loic/laaaaaab was counted", "closed-month-rewritten: loic/laaaaaab")


def test_sync_shows_the_words_of_the_copy(coop: Coop) -> None:
    coop.alter("contributions/2026-08/loic.yaml", "  hours: 1\n", "  hours: 2\n")
    before = tip(coop)
    for args in (("sync",), ("propose", "-b", "main", "-m", "x", "--push")):
        seen = coop.run(*args)
        assert (seen.code, tip(coop)) == (4, before), seen
        assert "closed-month-rewritten: loic/laaaaaab" in seen.err
        assert "origin refused what was sent, and says why above" in seen.err


def test_in_french_where_the_copy_says_so(coop: Coop, tmp_path: Path) -> None:
    git(tmp_path / "hub.git", "config", "coopctl.lang", "fr")
    coop.alter("contributions/2026-10/noemie.yaml", "  rate: 17.5", "  rate: 99")
    refused(coop, "à corriger[rate-above-cap] : 99 €/h dépasse le plafond de 30 €/h", "rien n'a été reçu")


def test_in_the_language_of_the_ledger_where_the_copy_says_nothing(coop: Coop, tmp_path: Path) -> None:
    coop.alter("coop.yaml", "slug: les-jours\n", "slug: les-jours\nlanguage: fr\n")
    assert git(coop.folder, "push", "-q", "origin", "main").returncode == 0
    git(tmp_path / "hub.git", "config", "--unset", "coopctl.lang")
    refused(coop, "ne peut pas être supprimé", ref=":main")


def test_what_was_wrong_before_refuses_nobody(coop: Coop, tmp_path: Path) -> None:
    coop.alter("contributions/2026-10/noemie.yaml", "  rate: 17.5", "  rate: 99")
    (tmp_path / "hub.git/hooks/pre-receive").rename(tmp_path / "aside")
    assert git(coop.folder, "push", "-q", "origin", "main").returncode == 0
    (tmp_path / "aside").rename(tmp_path / "hub.git/hooks/pre-receive")
    coop.ok(*NOTED)
    assert git(coop.folder, "push", "-q", "origin", "main").returncode == 0


def test_the_shared_branch_is_neither_removed_nor_written_anew(coop: Coop) -> None:
    refused(coop, "the branch main is the one all share: it cannot be removed", ref=":main")
    coop.git("commit", "-q", "--amend", "-m", "again")
    refused(coop, "does not go on from what is shared there: entries would be lost", force=True)
    coop.git("checkout", "-q", "--orphan", "other")
    coop.git("commit", "-q", "-m", "another beginning")
    refused(coop, "has nothing in common with the history shared here", force=True)
    refused(coop, "has nothing in common with the history shared here", ref="HEAD:aside")
    refused(coop, "has nothing in common with the history shared here", ref="HEAD:master")


def test_what_hides_entries_is_not_taken(coop: Coop) -> None:
    coop.git("update-ref", "refs/replace/" + coop.head(), coop.head() + "~1")
    refused(coop, "is neither a branch nor a tag", ref="refs/replace/*:refs/replace/*")


def test_proposals_come_are_written_anew_and_go(coop: Coop) -> None:
    coop.git("switch", "-q", "-c", "plafond")
    coop.alter("contributions/2026-10/noemie.yaml", "  rate: 17.5", "  rate: 99")
    for args in (("plafond",), ("plafond",), (":plafond",)):
        assert git(coop.folder, "push", "-q", "--force", "origin", *args).returncode == 0
        coop.git("commit", "-q", "--amend", "-m", "again")


def in_a_folder(tmp_path: Path) -> Coop:
    """A cooperative whose ledger is in a folder of its repository, and shared."""
    top = Coop(tmp_path / "top")
    top.git("rm", "-q", "-r", "--cached", ".")
    inner = top.folder / "registre"
    inner.mkdir()
    for name in [one for one in os.listdir(top.folder) if one not in (".git", "registre")]:
        (top.folder / name).rename(inner / name)
    top.record("moved")
    hub(tmp_path / "hub.git", top.folder)
    return top


def test_a_ledger_in_a_folder_of_its_repository(tmp_path: Path) -> None:
    top = in_a_folder(tmp_path)
    top.alter("registre/contributions/2026-10/noemie.yaml", "  rate: 17.5", "  rate: 99")
    refused(top, "contributions/2026-10/noemie.yaml:5:9: error[rate-above-cap]")


def test_no_other_ledger_is_put_before_the_one_that_is_shared(tmp_path: Path) -> None:
    top = in_a_folder(tmp_path)
    shutil.copy(top.folder / "registre/coop.yaml", top.folder / "coop.yaml")
    top.record("another one")
    refused(top, "coop.yaml in what was sent would stand before that of the ledger")


def test_a_branch_may_have_any_name(coop: Coop, tmp_path: Path) -> None:
    name = "refs/heads/registre\u00a0partagé"
    assert git(coop.folder, "push", "-q", "origin", f"HEAD:{name}").returncode == 0
    git(tmp_path / "hub.git", "symbolic-ref", "HEAD", name)
    coop.alter("contributions/2026-10/noemie.yaml", "  rate: 17.5", "  rate: 99")
    refused(coop, "error[rate-above-cap]", ref=f"HEAD:{name}")


@pytest.mark.parametrize(
    ("strict", "said"),
    [("true", "contains duplicate file entries"), ("false", "two things have this one name in this folder")],
)
def test_two_files_of_one_name_are_not_taken(coop: Coop, tmp_path: Path, strict: str, said: str) -> None:
    assert git(tmp_path / "hub.git", "config", "receive.fsckObjects").stdout == "true\n", "set by the installation"
    git(tmp_path / "hub.git", "config", "receive.fsckObjects", strict)
    raw = subprocess.run(("git", "cat-file", "tree", "HEAD:"), cwd=coop.folder, capture_output=True).stdout
    at = raw.index(b"100644 coop.yaml\0")
    end = at + len(b"100644 coop.yaml\0") + 20
    tree = subprocess.run(
        ("git", "hash-object", "-w", "-t", "tree", "--literally", "--stdin"),
        cwd=coop.folder, input=raw[:end] + raw[at:], capture_output=True,
    ).stdout.decode().strip()  # fmt: skip
    entry = git(coop.folder, "commit-tree", tree, "-p", "HEAD", "-m", "twice").stdout.strip()
    done = git(coop.folder, "push", "origin", f"{entry}:main")
    assert (done.returncode, said in done.stderr or "duplicateEntries" in done.stderr) == (1, True), done.stderr


def signed(tmp_path: Path) -> tuple[History, Coop]:
    """A cooperative that signs, and shared all it has."""
    made = clean(tmp_path / "signed")
    git(made.folder, "reset", "-q", "--hard")
    hub(tmp_path / "hub.git", made.folder)
    coop = Coop.__new__(Coop)
    coop.folder = made.folder
    return made, coop


@pytest.mark.parametrize(
    ("forged", "words"),
    [
        (Entry("zoe", {ZOE: line("zaaaaaac", "2026-10-20")}, author="loic"), "another-name"),
        (Entry("loic", {OCTOBER: line("laaaaaag", "2026-10-20")}, key=""), "unsigned"),
        (Entry("loic", {OCTOBER: line("laaaaaag", "2026-10-20")}, key="mallory"), "unknown-key-owner"),
    ],
    ids=("another author", "no signature", "a key nobody has"),
)
def test_a_cooperative_that_signs(tmp_path: Path, forged: Entry, words: str) -> None:
    made, coop = signed(tmp_path)
    more = Entry("loic", {OCTOBER: made.files()[OCTOBER].decode() + line("laaaaaae", "2026-10-20")}, key="loic/2")
    made.write(more)
    assert git(made.folder, "push", "-q", "origin", "main").returncode == 0
    path = next(iter(forged.changes))
    made.write(Entry(**{**vars(forged), "changes": {path: made.files()[path].decode() + (forged.changes[path] or "")}}))
    refused(coop, words)


# ---- in a clone


def test_what_is_staged_is_judged_not_what_lies_in_the_folder(coop: Coop) -> None:
    coop.ok("hook", "install", "pre-commit")
    place = coop.folder / "contributions/2026-10/noemie.yaml"
    good = place.read_text("utf-8")
    place.write_text(good.replace("17.5", "99"), "utf-8")
    coop.git("add", "-A")
    place.write_text(good, "utf-8")
    done = git(coop.folder, "commit", "-m", "x")
    assert done.returncode == 1
    assert "à corriger[rate-above-cap]" in done.stderr
    coop.git("reset", "-q")
    place.write_text(good.replace("17.5", "99"), "utf-8")
    (coop.folder / "notes.txt").write_text("x")
    coop.git("add", "notes.txt")
    assert git(coop.folder, "commit", "-m", "x").returncode == 0


def test_a_part_of_the_folder_and_a_linked_work_tree(coop: Coop, tmp_path: Path) -> None:
    coop.ok("hook", "install", "pre-commit")
    coop.git("worktree", "add", "-q", str(tmp_path / "aside"), "-b", "aside")
    place = tmp_path / "aside/contributions/2026-10/noemie.yaml"
    place.write_text(place.read_text("utf-8").replace("17.5", "99"), "utf-8")
    done = git(tmp_path / "aside", "commit", "-m", "x", "--", "contributions/2026-10/noemie.yaml")
    assert (done.returncode, "rate-above-cap" in done.stderr) == (1, True)
    assert typed("-C", str(tmp_path / "aside"), "hook", "remove", "pre-commit").code == 0
    assert git(tmp_path / "aside", "commit", "-a", "-m", "x").returncode == 0


def test_a_message_says_what_it_changes(coop: Coop) -> None:
    coop.ok("hook", "install", "commit-msg")
    place = coop.folder / "contributions/2026-10/noemie.yaml"
    place.write_text(place.read_text("utf-8").replace("17.5", "18"), "utf-8")
    coop.git("add", "-A")
    other = "contrib: x\n\nCoop-Op: contrib.edit\nCoop-Actor: noemie\nCoop-Record: loic/laaaaaac\n"
    done = git(coop.folder, "commit", "-m", other)
    assert (done.returncode, "says-otherwise" in done.stderr) == (1, True)
    objects = coop.git("count-objects")
    assert git(coop.folder, "commit", "-m", other).returncode == 1
    assert coop.git("count-objects") == objects, "what was only looked at is left behind"
    assert git(coop.folder, "commit", "-m", other.replace("loic/laaaaaac", "noemie/moaaaaaa")).returncode == 0
    assert git(coop.folder, "commit", "--amend", "--no-edit").returncode == 0


def test_what_is_looked_at_never_takes_away_what_was_there(coop: Coop) -> None:
    """An entry made again within the same second is the very same object."""
    coop.ok("hook", "install", "commit-msg")
    place = coop.folder / "contributions/2026-10/noemie.yaml"
    place.write_text(place.read_text("utf-8").replace("17.5", "18"), "utf-8")
    other = "contrib: x\n\nCoop-Op: contrib.edit\nCoop-Actor: noemie\nCoop-Record: loic/laaaaaac\n"
    then = dict.fromkeys(("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"), "2026-11-04T10:00:00+0100")
    assert git(coop.folder, "commit", "--no-verify", "-a", "-m", other, **then).returncode == 0
    assert git(coop.folder, "commit", "--amend", "--no-edit", **then).returncode == 1
    assert git(coop.folder, "cat-file", "-e", "HEAD^{commit}").returncode == 0


def test_a_message_does_not_rewrite_what_is_closed(coop: Coop) -> None:
    coop.ok("hook", "install", "commit-msg")
    place = coop.folder / "contributions/2026-08/loic.yaml"
    place.write_text(place.read_text("utf-8").replace("hours: 1\n", "hours: 2\n"), "utf-8")
    done = git(coop.folder, "commit", "-a", "-m", "x\n# August\n")
    assert (done.returncode, "closed-month-rewritten" in done.stderr) == (1, True)


def test_before_it_is_sent(coop: Coop) -> None:
    coop.ok("hook", "install", "pre-push", lang="en")
    coop.ok(*NOTED)
    assert git(coop.folder, "push", "-q", "origin", "main").returncode == 0
    coop.alter("contributions/2026-08/loic.yaml", "  hours: 1\n", "  hours: 2\n")
    done = git(coop.folder, "push", "origin", "main", COOPCTL_LANG="en")
    assert (done.returncode, "remote:" in done.stderr) == (1, False)
    assert "closed-month-rewritten" in done.stderr
    assert "nothing was sent" in done.stderr


def test_what_is_sent_may_be_named_in_any_way(coop: Coop) -> None:
    coop.ok("hook", "install", "pre-push", lang="en")
    coop.alter("contributions/2026-10/noemie.yaml", "  rate: 17.5", "  rate: 99")
    coop.git("commit", "-q", "--amend", "-m", "two words")
    done = git(coop.folder, "push", "origin", "HEAD^{/two words}:main", COOPCTL_LANG="en")
    assert (done.returncode, "remote:" in done.stderr, "rate-above-cap" in done.stderr) == (1, False, True)


def test_what_others_shared_meanwhile_is_not_forced_away(coop: Coop, tmp_path: Path) -> None:
    coop.ok("hook", "install", "pre-push")
    other = tmp_path / "other"
    git(tmp_path, "clone", "-q", str(tmp_path / "hub.git"), str(other))
    git(other, "config", "user.name", "karim")
    git(other, "config", "user.email", "karim@les-jours.invalid")
    assert typed("-C", str(other), *NOTED).code == 0
    assert git(other, "push", "-q", "origin", "main").returncode == 0
    coop.ok(*NOTED)
    done = git(coop.folder, "push", "--force", "origin", "main", COOPCTL_LANG="en")
    assert (done.returncode, "is not known here: take it in first" in done.stderr) == (1, True)


def test_the_charter_is_not_removed_by_accident(coop: Coop) -> None:
    coop.ok("hook", "install", "pre-commit")
    coop.git("rm", "-q", "coop.yaml")
    done = git(coop.folder, "commit", "-m", "x", COOPCTL_LANG="en")
    assert (done.returncode, "without it this is no ledger" in done.stderr) == (1, True)
    refused_at = tip(coop)
    assert git(coop.folder, "commit", "-q", "--no-verify", "-m", "x").returncode == 0
    refused(coop, "there is no coop.yaml in what was sent: it is no ledger")
    assert tip(coop) == refused_at


def test_nothing_of_a_record_acts_on_the_screen_of_who_sends(coop: Coop) -> None:
    coop.alter("contributions/2026-10/noemie.yaml", "Relecture de la lettre", "a\x1b[31m\x9b2Jb\u202e")
    said = refused(coop, "control-character")
    assert not {"\x1b", "\x9b", "\u202e"} & {*said}


def test_coopctl_s_own_entries_do_not_ask_twice(coop: Coop) -> None:
    coop.ok("hook", "install", "pre-commit", "commit-msg")
    (coop.folder / ".git/hooks/pre-commit").write_text("#!/bin/sh\n# a hook of coopctl's own\nexit 1\n")
    coop.ok(*NOTED)


def test_a_hook_of_one_s_own_stays(coop: Coop) -> None:
    place = coop.folder / ".git/hooks/pre-commit"
    place.parent.mkdir(exist_ok=True)
    place.write_text("#!/bin/sh\nexit 0\n")
    seen = coop.run("hook", "install", "pre-commit")
    assert seen.code == 1
    assert "there is a hook already, and it stays as it is" in seen.err
    assert 'hook run pre-commit "$@" || exit 1' in seen.err
    assert place.read_text() == "#!/bin/sh\nexit 0\n"
    assert coop.run("hook", "remove", "pre-commit").code == 1
    assert {one["name"]: one["state"] for one in coop.json("hook", "list")} == {
        "pre-commit": "other", "commit-msg": "absent", "pre-push": "absent",
    }  # fmt: skip


def test_the_line_it_names_works_in_one_s_own_hook(coop: Coop) -> None:
    place = coop.folder / ".git/hooks/pre-commit"
    place.parent.mkdir(exist_ok=True)
    place.write_text("#!/bin/sh\n")
    place.chmod(0o755)
    asked = coop.run("hook", "install", "pre-commit").err.splitlines()[-1].partition(": ")[2]
    place.write_text(f"#!/bin/sh\n{asked}\nexit 0\n")
    coop.ok(*NOTED)
    sheet = coop.folder / "contributions/2026-10/noemie.yaml"
    sheet.write_text(sheet.read_text("utf-8").replace("17.5", "99"), "utf-8")
    assert git(coop.folder, "commit", "-a", "-m", "x").returncode == 1


def test_where_git_is_told_to_look(coop: Coop, tmp_path: Path) -> None:
    coop.git("config", "core.hooksPath", ".githooks")
    coop.ok("hook", "install", "pre-commit")
    assert (coop.folder / ".githooks/pre-commit").is_file()
    coop.git("config", "--unset", "core.hooksPath")
    coop.git("config", "--global", "core.hooksPath", str(tmp_path / "all"))
    seen = coop.run("hook", "install", "pre-commit")
    assert (seen.code, "for every repository of this account" in seen.err) == (1, True)
    assert not (tmp_path / "all").exists()


def test_each_in_its_place(coop: Coop, tmp_path: Path) -> None:
    assert coop.run("hook", "install", "pre-receive").code == 1
    assert typed("-C", str(tmp_path / "hub.git"), "hook", "install", "pre-commit").code == 1
    assert json.loads(typed("-C", str(tmp_path / "hub.git"), "hook", "--format", "json").out)[0]["state"] == "own"
    assert typed("-C", str(tmp_path), "hook").code == 3
    assert coop.run("hook", "install", "post-commit").code == 2
    assert coop.run("hook", "run", "commit-msg").code == 2
    assert coop.run("hook", "run", "pre-receive").code == 3
