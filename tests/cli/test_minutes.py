"""coopctl election minutes and ballots: what they tell at each level, what they leave out, where they may lie."""

from __future__ import annotations

import re
import shutil
import stat
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest

from coopctl.cli.markdown import as_markdown, plain
from coopctl.cli.report_parts import Page, Part
from coopctl.words import T
from tests.cli.coop import Coop, typed

LEDGER = Path(__file__).resolve().parents[2] / "ledger"
TODAY = "2026-11-24"
ID = "2026-11-02-admin-sys"
SECRETS = ("Elle écoute vraiment", "Elle sait | faire", "<img src=x> [lien](http://a.invalid)", "Il apprend vite")
Golden = Callable[[str, str], None]


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(LEDGER, tmp_path_factory.mktemp("minutes") / "coop"))


@pytest.fixture
def coop(tmp_path: Path) -> Coop:
    return Coop(tmp_path / "coop")


def told(folder: Path, *args: str, lang: str = "fr") -> str:
    seen = typed("-C", str(folder), "--today", TODAY, "election", "minutes", *args, lang=lang)
    assert seen.code == 0, seen
    return seen.out


def held(coop: Coop, level: str = "summary") -> None:
    """A meeting with all that minutes may have to tell."""
    coop.alter("roles/technique/admin-sys.yaml", "  since: 2024-06-01\n", "  since: 2024-06-01\n  until: 2026-12-31\n")
    for args in (
        ("open", "technique/admin-sys", "--present", "loic,noemie,karim", "--absent", "nadege", "--facilitator",
         "nadege", "--remote", "karim", "--term-months", "24", "--since", "2027-01-01", "--level", level,
         "--criterion", "Calme | posé", "--place", "Salle *bleue*", "--observers", "2"),
        ("note", ID, "La liaison a coupé de 18 h 40 à 18 h 45"),
        ("nominate", ID, "--ballot", f"loic=noemie:{SECRETS[0]}", "--ballot", f"noemie=karim:{SECRETS[1]}",
         "--ballot", f"karim=noemie:{SECRETS[2]}"),
        ("change", ID, "--ballot", f"karim=karim:{SECRETS[3]}"),
        ("propose", ID, "--member", "noemie", "--because", "Le rôle demande de la régularité"),
        ("consent", ID, "--all"),
        ("decline", ID),
        ("propose", ID, "--member", "karim", "--because", "Le rôle demande | de la patience"),
        ("consent", ID, "--member", "loic"),
        ("object", ID, "--member", "noemie", "--text", "Deux ans sans revoyure, c'est long"),
        ("object", ID, "--member", "karim", "--text", "Les nuits d'astreinte"),
        ("resolve", ID, "o2", "--ending", "noted", "--text", "Les nuits d'astreinte, à regarder"),
        ("resolve", ID, "o1", "--ending", "integrated", "--how", "shorter-term", "--term-months", "12"),
        ("consent", ID, "--all"),
        ("accept", ID),
    ):  # fmt: skip
        coop.ok("election", *args, "--date", "2026-11-02")


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("name", ["2026-05-21-co-gerance", "2026-10-15-conseil"])
def test_the_minutes_of_the_sample(sample: Path, golden: Golden, name: str, lang: str) -> None:
    golden(f"minutes/{name[11:]}.{lang}.md", told(sample, name, lang=lang))
    golden(f"minutes/{name[11:]}.{lang}.html", told(sample, name, "--format", "html", lang=lang))


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_minutes_in_full_from_the_private_file(coop: Coop, golden: Golden, lang: str) -> None:
    held(coop)
    golden(f"minutes/full.{lang}.md", told(coop.folder, ID, "--level", "full", lang=lang))


def test_each_level_tells_no_more(coop: Coop) -> None:
    held(coop)
    full, summary, outcome = (told(coop.folder, ID, "--level", one) for one in ("full", "summary", "outcome"))
    assert "Elle écoute vraiment" in full
    assert "Elle écoute" not in summary
    assert "motif donné" in summary
    assert "régularité" in summary
    assert "régularité" not in outcome
    assert "revoyure" not in outcome
    # Who was proposed and said no is nobody's business at this level.
    assert re.search(r"noemie", outcome.split("## Proposition 1")[1].split("##")[0]) is None
    assert "karim" in outcome.split("## Ce qu'il en est sorti")[1]


def test_what_is_not_in_this_clone_is_named(coop: Coop) -> None:
    held(coop)
    (coop.folder / ".git/coopctl/private/elections" / f"{ID}.yaml").unlink()
    said = told(coop.folder, ID, "--level", "full", lang="en")
    assert "its words are not in this clone" in said
    assert "not in this clone: loic, noemie, karim" in said
    assert "Elle" not in said


def test_a_record_that_only_counts_is_told_whole_from_the_private_file(coop: Coop) -> None:
    held(coop, "outcome")
    assert "Elle écoute" not in coop.text(f"elections/{ID}.yaml")
    assert "Elle écoute vraiment" in told(coop.folder, ID, "--level", "full")
    assert "Elle écoute" not in told(coop.folder, ID)
    (coop.folder / ".git/coopctl/private/elections" / f"{ID}.yaml").unlink()
    said = told(coop.folder, ID, "--level", "full", lang="en")
    assert "This record only counts" in said
    assert "3 ballots" in said


@pytest.mark.parametrize(
    "text",
    ["[a](http://b)", "![a](b)", "<script>alert(1)</script>", "a | b", "`x`", "# title", "- item", "1. item", "@all",
     "&lt;", "~~~", "---", "__x__", "*x*", "\u202eabc", "a\nb", "$x$", "{{x}}"],
)  # fmt: skip
def test_the_text_of_a_ledger_does_nothing_in_markdown(text: str) -> None:
    said = plain(text)
    for mark in "[`*_|~$@{":
        assert not re.search(rf"(?<!\\){re.escape(mark)}", said)
    assert not re.search("[<\n\u202e]", said)
    assert not re.match(r"\s*([-+]\s|[-]{2}|\d+[.)]\s|#)", said)
    page = Page("c", T("t"), (Part(T("p"), (), ("a", "b"), ((text, text),)),))
    row = as_markdown(page).splitlines()[-1]
    assert len(re.findall(r"(?<!\\)\|", row)) == 3


def test_a_page_shows_hostile_text_and_runs_none(coop: Coop) -> None:
    held(coop)
    said = told(coop.folder, ID, "--level", "full", "--format", "html")
    assert "&lt;img src=x&gt;" in said
    assert "<img" not in said


def test_minutes_are_handed_out_and_never_recorded(coop: Coop, tmp_path: Path) -> None:
    held(coop)
    inside = coop.run("election", "minutes", ID, "-o", "pv.md")
    assert (inside.code, "lies in the ledger's folder" in inside.err) == (2, True)
    assert not (coop.folder / "pv.md").exists()
    hidden = coop.run("election", "minutes", ID, "-o", ".git/pv.md")
    assert hidden.code == 2
    coop.ok("election", "minutes", ID, "--level", "full", "-o", "../pv.md")
    place = tmp_path / "pv.md"
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    coop.ok("election", "minutes", ID, "--level", "full", "-o", "../pv.md")
    place.write_text("mine")
    refused = coop.run("election", "minutes", ID, "-o", "../pv.md")
    assert (refused.code, place.read_text()) == (1, "mine")
    coop.ok("--yes", "election", "minutes", ID, "-o", "../pv.md")
    assert place.read_text() != "mine"
    (tmp_path / "link").symlink_to(coop.folder)
    assert coop.run("election", "minutes", ID, "-o", "../link/pv.md").code == 2
    assert coop.run("election", "minutes", ID, "-o", "../none/pv.md").code == 3


def test_pdf_says_what_is_missing(coop: Coop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    held(coop)
    assert coop.run("election", "minutes", ID, "--format", "pdf").code == 2
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    seen = coop.run("election", "minutes", ID, "--format", "pdf", "-o", "../pv.pdf")
    assert (seen.code, "coopctl[pdf]" in seen.err) == (3, True)
    assert not (tmp_path / "pv.pdf").exists()


@pytest.mark.skipif(find_spec("weasyprint") is None, reason="weasyprint is not installed: no PDF can be made")
def test_pdf_is_made(coop: Coop, tmp_path: Path) -> None:
    held(coop)
    coop.ok("election", "minutes", ID, "--format", "pdf", "-o", "../pv.pdf")
    assert (tmp_path / "pv.pdf").read_bytes().startswith(b"%PDF-")


@pytest.mark.parametrize(
    ("name", "code"), [("2026-11-02-admin", 3), ("2020-01-01-rien", 3), ("../coop", 2)]
)  # fmt: skip
def test_no_such_election(coop: Coop, name: str, code: int) -> None:
    held(coop)
    assert coop.run("election", "minutes", name).code == code
    assert coop.run("election", "ballots", name).code == code


def test_blank_ballots_one_for_each_voter(coop: Coop) -> None:
    coop.ok("election", "open", "technique/admin-sys", "--present", "loic,noemie,karim", "--absent", "nadege",
            "--facilitator", "nadege", "--term-months", "24", "--date", "2026-11-02")  # fmt: skip
    said = coop.ok("election", "ballots", ID, lang="fr")
    assert [f"Moi, {one}," in said for one in ("loic", "noemie", "karim", "nadege")] == [True, True, True, False]
    assert said.count("je propose …") == 3
    assert said.count("parce que …") == 3
    assert "dashed" in coop.ok("election", "ballots", ID, "--format", "html")
    coop.ok("election", "cancel", ID, "--because", "Le cercle change", "--date", "2026-11-02")
    assert coop.run("election", "ballots", ID).code == 1
