"""Who holds what: taking a role, the assembly, the sheet, giving it back; lists and the map."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.coop import Coop

COMPTA = "circle: compta\ntitle: Comptabilité\naccess: commitment\ncritical: true\nparent: orientation\n"
GERANCE = "roles/orientation/cogerance.yaml"
ADMIN = "roles/technique/admin-sys.yaml"


@pytest.fixture
def coop(tmp_path: Path) -> Coop:
    made = Coop(tmp_path / "coop")
    made.record("compta", **{"circles/compta.yaml": COMPTA})
    return made


def last_message(coop: Coop) -> str:
    return coop.git("log", "-1", "--format=%B").strip()


# --- joining ---


def test_a_circle_by_commitment_is_joined_until_a_day(coop: Coop) -> None:
    seen = coop.run("circle", "join", "compta", "loic")
    assert (seen.code, seen.out) == (2, "")
    assert "--until says until when" in seen.err
    assert "coopctl circle join compta loic --until DATE" in seen.err
    said = coop.ok("circle", "join", "compta", "loic", "--since", "2026-11-04", "--until", "décembre 2027")
    assert said == "loic takes part in circle compta from 4 November 2026 to December 2027\n"
    assert coop.text("circles/compta.yaml").endswith(
        "members:\n- member: loic\n  since: 2026-11-04\n  until: 2027-12\n"
    )
    assert coop.ok("circle", "join", "technique", "--since", "2026-11-04").endswith("since 4 November 2026\n")


# --- mandates ---


def test_designated_then_appointed(coop: Coop) -> None:
    days = ("--since", "2027-01-01", "--until", "2030-12-31")
    said = coop.run("role", "assign", "cogerance", "loic", *days, "--pending", "--election", "2026-11-04-cogerance")
    assert said.out == (
        "loic is designated for role orientation/cogerance from 1 January 2027 to 31 December 2030, "
        "and awaits the assembly\n"
    )
    assert "coopctl role appoint orientation/cogerance loic --on DATE --minutes REFERENCE" in said.err
    assert coop.json("role", "mandates", "--member", "loic")[0]["state"] == "pending"
    coop.ok(
        "role",
        "appoint",
        "cogerance",
        "loic",
        "--on",
        "2026-12-12",
        "--minutes",
        "AG du 12 décembre, 4",
        today="2026-12-13",
    )
    assert coop.text(GERANCE).endswith(
        "- member: loic\n  since: 2027-01-01\n  until: 2030-12-31\n  election: 2026-11-04-cogerance\n"
        "  designated: 2026-11-04\n  appointed: 2026-12-12\n  assembly: AG du 12 décembre, 4\n"
    )
    assert coop.json("role", "mandates", "--member", "loic", "--on", "2026-12-12")[0]["state"] == "to-come"
    assert coop.run("role", "appoint", "cogerance", "loic").code == 1


def test_what_awaits_the_assembly_is_not_to_be_paid(coop: Coop) -> None:
    coop.ok("role", "assign", "cogerance", "loic", "--since", "2026-09-01", "--pending", today="2026-08-20")
    assert "150.00" not in [one["stipends"] for one in coop.json("payout", "preview", "2026-09")["statements"]
                            if one["member"] == "loic"]  # fmt: skip
    coop.ok("role", "appoint", "cogerance", "loic", "--on", "2026-08-28")
    stipends = {one["member"]: one["stipends"] for one in coop.json("payout", "preview", "2026-09")["statements"]}
    assert stipends["loic"] == stipends["karim"] == "150.00"


def test_in_the_meantime_leaves_the_role_to_be_filled(coop: Coop) -> None:
    coop.ok("role", "vacate", "admin-sys", "--on", "2026-10-31", "--because", "Fin de mandat")
    said = coop.ok("role", "assign", "admin-sys", "noemie", "--since", "2026-11-01", "--interim")
    assert said == "noemie keeps role technique/admin-sys going in the meantime, since 1 November 2026\n"
    (one,) = coop.json("role", "vacancies")
    assert (one["role"], one["since"], one["why"], one["interim"]) == (
        "technique/admin-sys", "2026-11-01", "Fin de mandat", ["noemie"],
    )  # fmt: skip
    assert [one["state"] for one in coop.json("role", "mandates", "--member", "noemie")] == ["interim"]


def test_the_rest_of_a_term_has_its_end(coop: Coop) -> None:
    assert coop.run("role", "assign", "admin-sys", "noemie", "--remainder").code == 2
    coop.ok("role", "assign", "admin-sys", "noemie", "--remainder", "--until", "2027-05-31", "--scope", "Sauvegardes")
    assert coop.text(ADMIN).endswith("  until: 2027-05-31\n  scope: Sauvegardes\n  remainder: true\n")


def test_an_end_has_a_notice_and_no_cause(coop: Coop) -> None:
    refused = coop.run("role", "vacate", "admin-sys", "-m", "fâchée")
    assert (refused.code, "there is no option -m" in refused.err) == (2, True)
    coop.ok("role", "vacate", "admin-sys", "--on", "2026-12-31", "--notice", "2026-11-01")
    assert "  until: 2026-12-31\n  notice: 2026-11-01\n" in coop.text(ADMIN)
    assert last_message(coop) == (
        "role: loic leaves technique/admin-sys\n\n"
        "Coop-Op: role.vacate\nCoop-Actor: noemie\nCoop-Record: roles/technique/admin-sys"
    )
    coop.ok("role", "vacate", "cogerance", "--on", "2026-12-31", "--minutes", "AG du 12 décembre, 5")
    assert "  ended_by: AG du 12 décembre, 5\n" in coop.text(GERANCE)


def test_a_sheet_is_accepted_and_a_change_shows(coop: Coop) -> None:
    coop.alter(ADMIN, "mandates:", "accountabilities:\n- Serveurs\nmandates:")
    assert coop.ok("role", "agree", "admin-sys", "loic").startswith("loic accepts the sheet")
    assert "has accepted this sheet as it is already" in coop.run("role", "agree", "admin-sys", "loic").err
    assert coop.run("role", "agree", "admin-sys").code == 1, "noemie does not hold it"
    assert "sheet-changed" not in coop.run("check").out
    coop.alter(ADMIN, "- Serveurs\n", "- Serveurs\n- Sauvegardes\n")
    seen = coop.run("check", "--only", "sheet-changed", "--format", "text")
    assert (seen.code, "has changed since loic accepted it" in seen.out) == (0, True)
    assert "coopctl role agree technique/admin-sys loic" in seen.out
    assert coop.json("role", "show", "admin-sys")["holders"][0]["accepted"] is False


def test_findings_forbid_what_they_find(coop: Coop) -> None:
    coop.alter(ADMIN, "mandates:", "eligibility:\n  statuses: [appui]\n  circles_excluded: [compta]\nmandates:")
    before = coop.head()
    seen = coop.run("role", "assign", "admin-sys", "noemie", "--since", "2026-11-04")
    assert (seen.code, coop.head()) == (1, before)
    assert "error[ineligible-holder]" in seen.err
    assert "noemie is cape on 2026-11-04; technique/admin-sys is for: appui" in seen.err
    assert coop.run("role", "assign", "admin-sys", "nadege", "--since", "2021-11-04").code == 1, "before her time"


# --- lists ---


def test_mandates_for_programs_have_these_keys_and_no_other(coop: Coop) -> None:
    assert coop.json("role", "mandates") == [
        {"role": "orientation/cogerance", "member": "karim", "since": "2026-01-01", "until": None,
         "election": "2025-12-11-cogerance", "state": "held"},
        {"role": "technique/admin-sys", "member": "loic", "since": "2024-06-01", "until": None,
         "election": None, "state": "held"},
    ]  # fmt: skip


def test_mandates_of_a_day_of_a_member_of_a_revision(coop: Coop) -> None:
    coop.ok("role", "vacate", "admin-sys", "--on", "2026-11-30")
    assert [one["member"] for one in coop.json("role", "mandates", "--expires-before", "2026-12-01")] == ["loic"]
    assert coop.json("role", "mandates", "--expires-before", "2026-11-30") == []
    assert [one["member"] for one in coop.json("role", "mandates", "--on", "2026-12-01")] == ["karim"]
    ended = coop.json("role", "mandates", "--on", "2026-12-01", "--all", "--member", "loic")
    assert [one["state"] for one in ended] == ["ended"]
    assert coop.json("role", "mandates", "--member", "loic", "--rev", "HEAD~1")[0]["until"] is None
    assert coop.run("role", "mandates", "--member", "loik").code == 3
    assert [one["state"] for one in coop.json("role", "mandates", "--on", "2025-12-31")] == ["to-come", "held"]


def test_lists_for_people(coop: Coop) -> None:
    assert coop.ok("role", "mandates").splitlines()[-1].split() == [
        "technique/admin-sys",
        "loic",
        "1",
        "June",
        "2024",
        "held",
    ]
    assert "nothing is to be filled" in coop.run("role", "vacancies").err
    coop.ok("role", "vacate", "admin-sys", "--on", "2026-10-31", "--interim", "noemie")
    seen = coop.run("role", "vacancies")
    assert "to be filled" in seen.out
    assert "next: coopctl role assign technique/admin-sys HANDLE --since DATE" in seen.err
    assert "à pourvoir" in coop.run("role", "vacancies", lang="fr").out
    assert "mandat" in coop.run("role", "mandates", lang="fr").err


def test_the_map_in_every_shape(coop: Coop) -> None:
    coop.ok("circle", "join", "compta", "nadege", "--since", "2026-01", "--until", "2027-12")
    assert coop.ok("circle", "map").splitlines()[:2] == [
        "Cercle d'orientation (orientation): 0 people · 1 role",
        "└─ Comptabilité (compta): 1 person · 0 roles · critical",
    ]
    facts = coop.json("circle", "map")
    assert facts["circles"][0]["circles"][0]["circle"] == "compta"
    assert coop.ok("circle", "map", "--format", "mermaid").startswith("flowchart TD\n")
    assert coop.ok("circle", "map", "--format", "svg").startswith("<svg ")
    assert coop.run("circle", "map", "--format", "png").code == 2
    assert "technique" not in coop.ok("circle", "map", "--on", "2018-01-01")


def test_a_loop_is_said_as_a_path(coop: Coop) -> None:
    coop.alter("circles/orientation.yaml", "title", "parent: compta\ntitle")
    seen = coop.run("circle", "map")
    assert seen.code == 0
    assert "compta → orientation → compta" in seen.err
    assert json.loads(coop.ok("circle", "map", "--format", "json"))["cycles"] == [["compta", "orientation", "compta"]]
    assert coop.run("check").code == 1


# --- bodies ---


def test_a_body_is_made_filled_and_seen_without_a_hand_on_a_file(coop: Coop) -> None:
    said = coop.run("body", "add", "conseil", "--title", "Conseil", "--kind", "supervisory-board", "--seats", "2",
                    "--since", "2026-01-01", "--uninvolved")  # fmt: skip
    assert (said.code, said.out) == (0, "body conseil is there: Conseil\n")
    assert "next: coopctl body assign conseil HANDLE --since DATE" in said.err
    assert coop.ok("body", "assign", "conseil", "noemie", "--since", "2026-11-01", "--until", "2029-10-31").startswith(
        "noemie sits in conseil from 1 November 2026 to 31 October 2029\n"
    )
    assert last_message(coop).splitlines()[0] == "body: noemie sits in conseil"
    (held,) = [one for one in json.loads(coop.ok("role", "mandates", "--format", "json")) if one["role"] == "conseil"]
    assert (held["member"], held["state"]) == ("noemie", "held")
    assert "Conseil  supervisory board          1      2" in coop.ok("body")
    page = coop.ok("body", "show", "conseil")
    assert "sits in it  noemie, from 1 November 2026 to 31 October 2029\n" in page
    (facts,) = json.loads(coop.ok("body", "list", "--format", "json"))
    assert facts == json.loads(coop.ok("body", "show", "conseil", "--format", "json"))
    seen = coop.run("body", "vacate", "conseil", "noemie", "--on", "2026-11-20")
    assert "coopctl body assign conseil HANDLE --since DATE" in seen.err


def test_a_body_is_not_taken_for_a_role(coop: Coop) -> None:
    coop.ok("body", "add", "conseil", "--title", "Conseil", "--kind", "other")
    assert (coop.run("role", "show", "conseil").code, coop.run("role", "assign", "conseil", "loic").code) == (2, 2)
    assert "coopctl body show conseil" in coop.run("role", "show", "conseil").err
    assert "--kind is missing" in coop.run("body", "add", "cse", "--title", "CSE").err
    assert coop.run("body", "show", "consel").code == 3
