"""The verbs of members as they are typed: what is said, to whom, and what has no place for a reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.coop import FILES, Coop


@pytest.fixture
def coop(tmp_path: Path) -> Coop:
    made = Coop(tmp_path / "coop")
    charter = FILES["coop.yaml"].replace("title: CAPE\n", "title: CAPE\n  contract: cape\n  referent: true\n")
    made.record("charter", **{"coop.yaml": charter.replace("paid: false", "paid: false\n  contract: staff")})
    return made


@pytest.mark.parametrize(
    "verb", ["referent noemie loic", "leave noemie", "forget noemie", "follow-up noemie 2026-12-01"]
)
def test_some_changes_have_no_place_for_a_reason(coop: Coop, verb: str) -> None:
    seen = coop.run("member", *verb.split(), "-m", "parce que")
    assert (seen.code, "there is no option -m" in seen.err) == (2, True)


def test_a_referent_is_proposed_then_chosen(coop: Coop) -> None:
    seen = coop.run("member", "referent", "noemie")
    assert [line.split()[0] for line in seen.out.splitlines()[3:]] == ["karim", "loic"]
    assert seen.err == "next: coopctl member referent noemie karim\n"
    assert coop.run("member", "referent", "noemie", "nadege").code == 1
    assert coop.ok("member", "referent", "noemie", "loic") == "loic accompanies noemie since 4 November 2026\n"
    assert coop.json("member", "referent", "karim")[0] == {
        "member": "noemie", "name": None, "shared": [], "load": 0, "site": None,
    }  # fmt: skip


def test_a_remark_says_who_has_no_referent_and_the_next_command(coop: Coop) -> None:
    coop.ok("member", "referent", "noemie", "loic")
    coop.ok("member", "leave", "loic", "--on", "2026-11-30")
    out = coop.ok("check", today="2026-12-01")
    assert "noemie has no referent any more: loic left 2026-11-30" in out.replace(" on ", " ")
    found = coop.run("check", "--only", "no-referent", "--format", "json", today="2026-12-01").out
    assert "coopctl member referent noemie" in found


def to_do(said: str) -> list[str]:
    """What is still to be done, each with the command below it."""
    lines = said.splitlines()
    return [f"{line}: {lines[i + 1].strip()}" for i, line in enumerate(lines) if line.startswith("still to do")]


def test_a_leave_tried_says_what_it_would_leave_to_do(coop: Coop) -> None:
    coop.ok("member", "referent", "noemie", "karim", "--since", "2026-09-01")
    head = coop.head()
    tried = coop.run("member", "leave", "karim", "--on", "2026-10-31", "-n")
    assert coop.head() == head
    done = coop.run("member", "leave", "karim", "--on", "2026-10-31", "--yes")
    assert to_do(tried.err) == to_do(done.err)
    text = "\n".join(to_do(tried.err))
    for part in ("orientation/cogerance will have no holder", "member referent noemie", "stays to be paid"):
        assert part in text


def test_a_leave_typed_again_says_what_is_still_to_be_taken_over(coop: Coop) -> None:
    coop.ok("member", "leave", "karim", "--on", "2026-10-31", "--notice", "2026-10-01")
    head = coop.head()
    seen = coop.run("member", "leave", "karim")
    assert seen.out == "karim has left already, on 31 October 2026\n"
    assert "role orientation/cogerance will have no holder: karim held it" in seen.err
    assert "coopctl role assign orientation/cogerance HANDLE --since 2026-11-01" in seen.err
    assert "1 line of September 2026 stays to be paid when that month is closed: 3 h, 75.00 €" in seen.err.replace(
        "\u00a0", " "
    )
    assert coop.head() == head


def test_someone_comes_to_see_and_their_name_stays_here(coop: Coop) -> None:
    seen = coop.run("member", "welcome", "zoe", "--name", "Zoé R.", "--seen", "hier", "--introduced-by", "loic")
    assert seen.out.splitlines() == ["zoe discovers the cooperative, welcomed by noemie", "1 meeting seen"]
    assert "Zoé" not in coop.git("log", "-p")
    page = coop.ok("member", "show", "zoe", lang="fr")
    assert page.startswith("Zoé R. (zoe)\n  statut          en découverte de la coopérative\n")
    assert "accueilli·e     3 novembre 2026, par noemie ; 1 réunion vue" in page


def test_a_follow_up_is_shown_to_whom_it_concerns(coop: Coop) -> None:
    coop.ok("member", "referent", "noemie", "loic")
    coop.ok("member", "follow-up", "noemie", "2026-12-01")
    assert "next follow-up  1 December 2026" in coop.ok("--as", "loic", "member", "show", "noemie")
    assert "December" not in coop.ok("--as", "karim", "member", "show", "noemie")
    assert "2026-12" not in coop.ok("log") + coop.ok("log", "--format", "json") + coop.run("check").out


def test_skills_are_found(coop: Coop) -> None:
    coop.ok("member", "edit", "loic", "--skill", "sauvegardes", "--skill", "droit d'auteur")
    assert coop.ok("member", "find", "droit").splitlines()[2].split("  ")[0] == "loic"
    assert "coopctl member edit HANDLE --skill" in coop.run("member", "find", "soudure").err


def test_the_facts_of_another_day(coop: Coop) -> None:
    coop.ok("member", "referent", "noemie", "loic", "--since", "2026-06-01")
    assert coop.json("member", "show", "noemie", "--on", "2026-05-31")["referent"] is None
    assert coop.json("member", "show", "noemie", "--on", "2026-06-01")["referent"]["member"] == "loic"
