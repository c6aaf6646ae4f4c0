"""propose, and review through the command: a branch of one's own, nothing sent unless asked for."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from coopctl.store.proposed import handle_of
from coopctl.store.proposing import _site
from tests.cli.coop import Coop

CAP = "  cap: 30\n"


@pytest.fixture
def coop(tmp_path: Path) -> Coop:
    """A clone that shares with a copy beside it; its work tree stands where the copy does."""
    one = Coop(tmp_path / "coop")
    subprocess.run(("git", "init", "-q", "--bare", "-b", "main", str(tmp_path / "copy")), check=True)
    one.git("remote", "add", "origin", str(tmp_path / "copy"))
    one.git("push", "-q", "-u", "origin", "main")
    return one


def higher(coop: Coop) -> None:
    place = coop.folder / "coop.yaml"
    place.write_text(coop.text("coop.yaml").replace(CAP, f"{CAP}- since: 2027-01-01\n  cap: 35\n"), "utf-8")


def test_edits_by_hand_become_a_proposal_and_nothing_is_sent(coop: Coop) -> None:
    before = coop.head()
    higher(coop)
    said = coop.ok("propose", "-b", "plafond", "-m", "Comme convenu")
    assert coop.git("rev-parse", "--abbrev-ref", "HEAD").strip() == "plafond"
    assert coop.git("rev-parse", "main").strip() == before
    assert coop.git("status", "--porcelain") == ""
    assert "plafond" not in coop.git("ls-remote", "origin")
    assert "cap: 30 €/h → 35 €/h" in said
    assert "- agreements: 0 of " in said


def test_what_was_not_shared_goes_along_and_leaves_the_shared_branch(coop: Coop) -> None:
    shared = coop.head()
    coop.ok("contrib", "add", "Newsletter", "--circle", "technique", "--hours", "1h30", "--rate", "15")
    mine = coop.head()
    coop.ok("propose", "-b", "ma-ligne")
    assert coop.head() == mine
    assert coop.git("rev-parse", "main").strip() == shared
    coop.git("switch", "-q", "main")
    assert coop.head() == shared


def test_it_is_sent_when_asked_for_and_again(coop: Coop) -> None:
    higher(coop)
    coop.ok("propose", "-b", "plafond", "-m", "Comme convenu", "--push")
    assert "plafond" in coop.git("ls-remote", "origin")
    coop.ok("contrib", "add", "Newsletter", "--circle", "technique", "--hours", "1h30", "--rate", "15")
    coop.ok("propose", "-b", "plafond", "--push")
    assert coop.git("rev-parse", "origin/plafond").strip() == coop.head()
    assert coop.git("rev-parse", "origin/main").strip() == coop.git("rev-parse", "main").strip()


def test_a_decision_that_is_named_is_what_its_circle_agreed_to(coop: Coop) -> None:
    coop.record(
        "decided",
        **{
            "decisions/2026-11-02-plafond.yaml": "decision: 2026-11-02-plafond\ntitle: Le plafond\n"
            "circle: orientation\nopened: 2026-11-02\nproposal: Le plafond passe à 35\nrounds:\n"
            "- date: 2026-11-02\n  consenting: 5\noutcomes:\n- date: 2026-11-02\n  outcome: adopted\n"
        },
    )
    coop.git("push", "-q")
    higher(coop)
    assert coop.run("propose", "-b", "plafond", "-m", "x", "--decision", "2026-11-03-rien").code == 3
    said = coop.ok("propose", "-b", "plafond", "-m", "Comme convenu", "--decision", "2026-11-02-plafond")
    assert "Coop-Decision: 2026-11-02-plafond\n" in coop.git("log", "-1", "--format=%B")
    found = coop.json("review")
    given = {one["who"]: one["agreed"] for one in found["agreements"]}
    assert given == {"orientation": True, "co-managers": False}
    assert "given by" in said


def test_what_breaks_a_rule_leaves_everything_as_it_was(coop: Coop) -> None:
    coop.ok("contrib", "add", "Newsletter", "--circle", "technique", "--hours", "1h30", "--rate", "15")
    before = coop.head()
    place = coop.folder / "coop.yaml"
    place.write_text("format: 1\nname: [\n", "utf-8")
    assert coop.run("propose", "-b", "plafond", "-m", "x").code != 0
    assert coop.git("rev-parse", "--abbrev-ref", "HEAD").strip() == "main"
    assert coop.head() == before
    assert "plafond" not in coop.git("branch")
    assert place.read_text("utf-8") == "format: 1\nname: [\n"


@pytest.mark.parametrize(
    ("args", "code"),
    [
        ((), 2),
        (("-b", "plafond"), 1),
        (("-b", "../x", "-m", "x"), 2),
        (("-b", "--upload-pack=x", "-m", "x"), 2),
        (("-b", "a..b", "-m", "x"), 2),
        (("-b", "HEAD", "-m", "x"), 2),
        (("-b", "x", "--remote", "nowhere"), 4),
    ],
)
def test_what_cannot_be_proposed_is_said(coop: Coop, args: tuple[str, ...], code: int) -> None:
    before = coop.git("for-each-ref")
    assert coop.run("propose", *args).code == code
    assert coop.git("for-each-ref") == before


def test_a_name_that_is_taken_is_said(coop: Coop) -> None:
    coop.git("branch", "plafond")
    higher(coop)
    assert coop.run("propose", "-b", "plafond", "-m", "x").code == 4


def test_a_dry_run_moves_nothing(coop: Coop) -> None:
    higher(coop)
    before = coop.git("for-each-ref")
    assert "cap: 35" in coop.ok("propose", "-b", "plafond", "-n")
    assert coop.git("for-each-ref") == before


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("git@github.com:coop/ledger.git", "https://github.com/coop/ledger"),
        ("https://user:secret@github.com/coop/ledger.git", "https://github.com/coop/ledger"),
        ("ssh://git@gitlab.coop.fr:2222/a/b/c.git", "https://gitlab.coop.fr/a/b/c"),
        ("https://codeberg.org/coop/ledger", "https://codeberg.org/coop/ledger"),
        ("https://forgejo.coop:8443/coop/ledger", "https://forgejo.coop:8443/coop/ledger"),
        ("/srv/git/ledger.git", None),
        ("https://example.org/coop/ledger", None),
        ("https://github.com/coop/led ger", None),
        ("https://github.com/a/b/$(x)", None),
        ("ext::sh -c x github.com:a/b", None),
    ],
)
def test_where_one_asks_is_known_by_the_address_and_gives_no_secret(url: str, site: str | None) -> None:
    found = _site(url)
    assert (found[0] if found else None) == site


def test_an_author_is_a_member_or_nobody() -> None:
    files = {"members/loic.yaml": b"handle: loic\n"}
    assert handle_of(("x", "loic@les-jours.invalid"), files) == "loic"
    assert handle_of(("loic", "l@example.org"), files) == "loic"
    assert handle_of(("x", "loic@example.org"), files) == ""
    assert handle_of(("../loic", "a@b.invalid"), files) == ""


# --- review through the command ---


def test_a_review_compares_with_where_the_branch_began(coop: Coop) -> None:
    coop.git("switch", "-qc", "plafond")
    higher(coop)
    coop.ok("save", "-m", "Comme convenu")
    coop.git("switch", "-q", "main")
    coop.alter("circles/technique.yaml", "since: 2019-03", "since: 2019-04")
    coop.git("switch", "-q", "plafond")
    for args in ((), ("main",), ("main..plafond",)):
        assert [one["kind"] for one in coop.json("review", *args)["changes"]] == ["charter-cap"]


@pytest.mark.parametrize(("args", "code"), [(("nowhere",), 3), (("..",), 2), (("main..--help",), 3)])
def test_what_cannot_be_compared_is_said(coop: Coop, args: tuple[str, ...], code: int) -> None:
    assert coop.run("review", *args).code == code


def test_what_is_closed_forbids_merging(coop: Coop) -> None:
    coop.close("2026-08")
    coop.git("push", "-q")
    coop.git("switch", "-qc", "plus")
    coop.alter("contributions/2026-08/loic.yaml", "rate: 20", "rate: 25")
    seen = coop.run("review", lang="fr")
    assert seen.code == 1
    assert seen.out.split("\n")[4] == "ne pas fusionner : du clos est récrit"
    assert all(len(line) <= 40 for line in seen.out.split("\n")[:5])
    assert json.loads(coop.run("review", "--format", "json").out)["verdict"] == "refused"
