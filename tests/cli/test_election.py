"""An election, step by step, as it is typed: what is refused by name, what is written, what never is."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests.cli.coop import Coop, typed

ID = "2026-11-02-admin-sys"
THERE = ("loic", "noemie", "karim")


@pytest.fixture
def coop(tmp_path: Path) -> Coop:
    return Coop(tmp_path / "coop")


def opened(coop: Coop, *more: str, role: str = "technique/admin-sys") -> str:
    return coop.ok(
        "election", "open", role, "--present", ",".join(THERE), "--absent", "nadege", "--facilitator", "nadege",
        "--term-months", "24", "--since", "2027-01-01", "--date", "2026-11-02", *more,
    )  # fmt: skip


def ballots(*reasons: str) -> list[str]:
    named = zip(THERE, ("noemie", "noemie", "loic"), reasons or ("Elle écoute", "Elle sait", "Il est là"), strict=True)
    return [part for voter, name, reason in named for part in ("--ballot", f"{voter}={name}:{reason}")]


def to_consent(coop: Coop) -> None:
    coop.alter("roles/technique/admin-sys.yaml", "  since: 2024-06-01\n", "  since: 2024-06-01\n  until: 2026-12-31\n")
    opened(coop)
    coop.ok("election", "nominate", ID, *ballots())
    coop.ok("election", "change", ID)
    coop.ok("election", "propose", ID, "--member", "noemie", "--because", "Le rôle demande de la régularité")


def test_a_meeting_from_framing_to_mandate(coop: Coop) -> None:
    to_consent(coop)
    coop.ok("election", "consent", ID, "--member", "loic,karim")
    coop.ok("election", "object", ID, "--member", "noemie", "--text", "Deux ans sans revoyure, c'est long")
    refused = coop.run("election", "accept", ID)
    assert refused.code == 1
    assert "o1" in refused.err
    coop.ok("election", "resolve", ID, "o1", "--ending", "integrated", "--how", "shorter-term", "--term-months", "12")
    refused = coop.run("election", "accept", ID)
    assert refused.code == 1
    coop.ok("election", "consent", ID, "--all")
    before = coop.head()
    said = coop.ok("election", "accept", ID)
    assert "noemie holds role technique/admin-sys" in said
    assert coop.git("diff", "--name-only", before).split() == [f"elections/{ID}.yaml", "roles/technique/admin-sys.yaml"]
    assert coop.git("rev-list", "--count", f"{before}..HEAD").strip() == "1"
    sheet = coop.text("roles/technique/admin-sys.yaml")
    assert f"- member: noemie\n  since: 2027-01-01\n  until: 2027-12-31\n  election: {ID}\n" in sheet
    private = coop.folder / ".git/coopctl/private"
    private.mkdir(parents=True, exist_ok=True)
    (private / "names.yaml").write_text("noemie: Noémie Roux\n", "utf-8")
    assert coop.ok("election", "list").splitlines()[-1].endswith("designated  Noémie Roux (noemie)")
    shown = coop.json("election", "show", ID)
    assert shown["state"] == "designated"
    assert shown["outcome"] == {"member": "noemie", "since": "2027-01-01", "until": "2027-12-31"}
    assert shown["tally"][0] == {"name": "noemie", "ballots": 2, "by": ["loic", "noemie"]}
    assert [one["ending"] for one in shown["objections"]] == ["integrated"]
    assert {"id", "role", "state", "seats", "rounds", "tally", "proposals", "objections", "outcome"} <= set(shown)
    assert coop.run("check").code == 0


@pytest.mark.parametrize(
    ("typed_", "why"),
    [
        (("nominate", ID, "--ballot", "loic=noemie:x"), "ballots are missing: noemie, karim"),
        (("nominate", ID, *ballots(), "--ballot", "nadege=loic:x", "--date", "2026-11-03"), "nadege"),
        (("nominate", ID, *ballots(), "--date", "2026-11-01"), "opened on 2 November 2026"),
        (("change", ID), "cannot come now"),
        (("propose", ID, "--member", "noemie", "--because", "x"), "cannot come now"),
        (("show", "2026-11-02-admin"), "did you mean 2026-11-02-admin-sys"),
        (("propose", ID, "--member", "noemie"), "--because"),
        (("nominate", ID, "--ballot", "loic"), "is not a ballot"),
    ],
)
def test_what_cannot_be_is_refused_by_name(coop: Coop, typed_: tuple[str, ...], why: str) -> None:
    opened(coop)
    before = coop.head()
    seen = coop.run("election", *typed_)
    assert seen.code in (1, 2, 3)
    assert why in seen.err
    assert coop.head() == before


def test_what_is_told_and_never_refused(coop: Coop) -> None:
    """Few people, incidents, somebody who holds much already."""
    coop.alter("roles/orientation/cogerance.yaml", "member: karim", "member: noemie")
    said = coop.ok(
        "election", "open", "technique/admin-sys", "--present", "loic,noemie", "--facilitator", "karim",
        "--remote", "loic", "--place", "En visio", "--term-months", "12", "--date", "2026-11-02",
        "--rule", "change-rounds=0",
    )  # fmt: skip
    assert "so few people" in said
    coop.ok("election", "note", ID, "Coupure de cinq minutes")
    coop.ok("election", "nominate", ID, "--ballot", "loic=noemie:a", "--ballot", "noemie=noemie:b")
    said = coop.ok("election", "propose", ID, "--member", "noemie", "--because", "Le rôle")
    assert "noemie holds already: orientation/cogerance" in said
    assert "contract" not in said


def test_a_contract_that_ends_before_the_term_is_told_at_the_proposal(coop: Coop) -> None:
    coop.alter("members/noemie.yaml", "  since: 2025-01-01\n", "  since: 2025-01-01\n  until: 2027-12-31\n")
    opened(coop)
    coop.ok("election", "nominate", ID, *ballots())
    coop.ok("election", "change", ID)
    said = coop.ok("election", "propose", ID, "--member", "noemie", "--because", "Le rôle")
    assert "noemie has a contract until 31 December 2027, and the term is longer" in said


def test_a_voter_outside_the_electorate_is_refused(coop: Coop) -> None:
    opened(coop, "--electorate", "loic,noemie,karim")
    seen = coop.run("election", "nominate", ID, *ballots(), "--ballot", "nadege=loic:x")
    assert (seen.code, "nadege is not of the electorate" in seen.err) == (1, True)


def test_who_is_not_eligible_is_refused_at_the_proposal_and_at_the_answer(coop: Coop) -> None:
    coop.alter("roles/technique/admin-sys.yaml", "mandates:", "eligibility:\n  statuses:\n  - appui\nmandates:")
    opened(coop)
    coop.ok("election", "nominate", ID, *ballots())
    coop.ok("election", "change", ID)
    seen = coop.run("election", "propose", ID, "--member", "noemie", "--because", "x")
    assert (seen.code, "noemie cannot be designated" in seen.err) == (1, True)


def test_an_election_that_is_over_takes_nothing_more(coop: Coop) -> None:
    opened(coop)
    coop.ok("election", "cancel", ID, "--because", "La fiche est à revoir")
    seen = coop.run("election", "nominate", ID, *ballots())
    assert (seen.code, "is over" in seen.err) == (1, True)
    coop.ok("election", "correct", ID, "Lire « à récrire »")
    coop.ok("election", "reopen", ID, "--to", "ballots")
    coop.ok("election", "nominate", ID, *ballots())


def test_a_role_the_law_knows_awaits_the_assembly(coop: Coop) -> None:
    coop.alter(
        "roles/orientation/cogerance.yaml", "  since: 2026-01-01\n", "  since: 2026-01-01\n  until: 2026-12-31\n"
    )
    name = "2026-11-02-cogerance"
    said = opened(coop, role="orientation/cogerance")
    assert "does not appoint" in said
    coop.ok("election", "nominate", name, *ballots())
    coop.ok("election", "change", name)
    coop.ok("election", "propose", name, "--member", "noemie", "--because", "Le rôle")
    coop.ok("election", "consent", name, "--all")
    said = coop.ok("election", "accept", name)
    assert "awaits the assembly" in said
    assert "  designated: 2026-11-04\n" in coop.text("roles/orientation/cogerance.yaml")
    pending = [one for one in coop.json("role", "mandates", "--all") if one["election"] == name]
    assert [one["state"] for one in pending] == ["pending"]
    coop.ok("role", "appoint", "orientation/cogerance", "noemie", "--on", "2026-11-04")
    assert coop.run("check").code == 0


def objects(folder: Path) -> str:
    """All that git holds, unpacked."""
    done = subprocess.run(
        ("git", "cat-file", "--batch-all-objects", "--batch"), cwd=folder, check=True, capture_output=True
    )
    return done.stdout.decode("utf-8", errors="replace")


@pytest.mark.parametrize("level", ["summary", "outcome"])
def test_of_thirty_reasons_no_object_of_git_holds_one(coop: Coop, level: str) -> None:
    people = [f"p{i:02d}" for i in range(20)]
    member = "handle: {}\nstatuses:\n- status: cape\n  since: 2024-01-01\n"
    coop.record("people", **{f"members/{one}.yaml": member.format(one) for one in people})
    coop.ok(
        "election", "open", "technique/admin-sys", "--present", ",".join(people), "--facilitator", "noemie",
        "--term-months", "12", "--since", "2027-01-01", "--date", "2026-11-02", "--level", level,
    )  # fmt: skip
    planted = [f"Parce que secret numéro {i:02d} très net" for i in range(30)]
    first = [f"{voter}=p0{i % 3}:{planted[i]}" for i, voter in enumerate(people)]
    file = coop.folder.parent / "bulletins.txt"
    file.write_text("# bulletins\n" + "\n".join(first) + "\n", "utf-8")
    coop.ok("election", "nominate", ID, "-i", str(file))
    moved = [f"{voter}=p00:{planted[20 + i]}" for i, voter in enumerate(people[5:15])]
    coop.ok("election", "change", ID, *(part for one in moved for part in ("--ballot", one)))
    held = objects(coop.folder)
    assert [one for one in planted if one in held] == []
    assert "secret num" not in held
    private = coop.folder / ".git/coopctl/private/elections" / f"{ID}.yaml"
    kept = private.read_text("utf-8")
    assert [one for one in planted if one not in kept] == []
    assert private.stat().st_mode & 0o077 == 0
    coop.ok("election", "propose", ID, "--member", "p00", "--because", "Le rôle demande du calme")
    coop.ok("election", "consent", ID, "--all")
    if level == "outcome":
        assert "p00" not in coop.text(f"elections/{ID}.yaml").partition("kind: ballots")[2]
    private.unlink()
    coop.alter("roles/technique/admin-sys.yaml", "  since: 2024-06-01\n", "  since: 2024-06-01\n  until: 2026-12-31\n")
    coop.ok("election", "accept", ID, "--member", "p00")
    assert coop.run("check").code == 0
    assert coop.json("election", "show", ID)["state"] == "designated"


def test_two_machines_that_add_to_one_election_are_told(coop: Coop, tmp_path: Path) -> None:
    """The second finds, when it shares, that the record moved: nothing is merged behind anybody's back."""
    subprocess.run(("git", "init", "-q", "--bare", "-b", "main", str(tmp_path / "hub")), check=True)
    opened(coop)
    coop.git("remote", "add", "origin", str(tmp_path / "hub"))
    coop.git("push", "-q", "-u", "origin", "main")
    other = tmp_path / "other"
    subprocess.run(("git", "clone", "-q", str(tmp_path / "hub"), str(other)), check=True)
    for key, value in (("user.name", "karim"), ("user.email", "karim@les-jours.invalid")):
        subprocess.run(("git", "config", key, value), cwd=other, check=True)
    coop.ok("election", "nominate", ID, *ballots())
    coop.ok("sync")
    here = ("-C", str(other), "--today", "2026-11-04")
    assert typed(*here, "election", "nominate", ID, *ballots("x", "y", "z")).code == 0
    seen = typed(*here, "sync")
    assert seen.code == 4
    assert f"elections/{ID}" in seen.out + seen.err


def test_accepted_on_two_machines_what_was_shared_first_stands_whole(coop: Coop, tmp_path: Path) -> None:
    """Two who record the same acceptance: the one choice there is takes the election and the mandate."""
    to_consent(coop)
    coop.ok("election", "consent", ID, "--all")
    subprocess.run(("git", "clone", "-q", "--bare", str(coop.folder), str(tmp_path / "hub")), check=True)
    coop.git("remote", "add", "origin", str(tmp_path / "hub"))
    coop.git("fetch", "-q")
    coop.git("branch", "-q", "-u", "origin/main")
    other = Coop.__new__(Coop)
    other.folder = tmp_path / "other"
    subprocess.run(("git", "clone", "-q", str(tmp_path / "hub"), str(other.folder)), check=True)
    for key, value in (("user.name", "karim"), ("user.email", "karim@les-jours.invalid")):
        other.git("config", key, value)
    coop.ok("election", "accept", ID)
    coop.ok("sync")
    here = ("-C", str(other.folder), "--today", "2026-11-20")
    seen = typed(*here, "election", "accept", ID)
    assert seen.code == 0, seen
    seen = typed(*here, "sync")
    assert (seen.code, f"sync --theirs elections/{ID}\n" in seen.err) == (4, True), seen
    seen = typed(*here, "sync", "--theirs", f"elections/{ID}")
    assert seen.code == 0, seen
    assert typed(*here, "check").code == 0
    assert other.text("roles/technique/admin-sys.yaml").count("member: noemie") == 1
    assert other.text(f"elections/{ID}.yaml").count("kind: mandate") == 1
    assert json.loads(typed(*here, "election", "show", ID, "--format", "json").out)["state"] == "designated"
    assert typed(*here, "audit").code == 0
    seen = typed(*here, "sync")
    assert seen.code == 0, seen


def test_a_second_writer_in_one_clone_is_judged_on_what_it_then_finds(coop: Coop) -> None:
    opened(coop)
    coop.ok("election", "nominate", ID, *ballots())
    seen = coop.run("election", "nominate", ID, *ballots())
    assert (seen.code, "cannot come now" in seen.err) == (1, True)


def test_what_an_election_went_through_is_not_taken_back(coop: Coop) -> None:
    """The refusal names what puts it right, and that works; a history that was not rewritten stays sound."""
    opened(coop)
    seen = coop.run("--as", "noemie", "undo", "HEAD")
    assert (seen.code, f"coopctl election cancel {ID} --because WHY" in seen.err) == (1, True)
    coop.ok("election", "nominate", ID, *ballots())
    seen = coop.run("undo", "HEAD")
    assert (seen.code, f"coopctl election correct {ID} TEXT" in seen.err) == (1, True)
    coop.ok("election", "cancel", ID, "--because", "La fiche")
    assert coop.run("audit").code == 0


def test_a_dry_run_writes_nothing(coop: Coop) -> None:
    opened(coop)
    before = coop.head()
    said = coop.ok("election", "nominate", ID, *ballots("Motif caché", "b", "c"), "-n")
    assert (coop.head(), "Motif caché" in said) == (before, False)


def test_the_list_says_where_each_stands(coop: Coop) -> None:
    opened(coop)
    assert "ballots to come" in coop.ok("election", "list")
    assert json.loads(coop.ok("election", "list", "--format", "json"))[0]["state"] == "ballots"


def test_an_election_without_its_framing_takes_no_event(coop: Coop) -> None:
    coop.record("by hand", **{f"elections/{ID}.yaml": f"election: {ID}\nevents: []\n"})
    refused = coop.run("election", "note", ID, "Une note")
    assert (refused.code, "has no framing" in refused.err) == (1, True)
    assert "to be framed" in coop.ok("election", "list")


def test_what_is_opened_is_written_in_canonical_form(coop: Coop) -> None:
    opened(coop, "--criterion", "Répond aussi le samedi", "--rule", "may_refuse=false")
    assert "may_refuse: false" in coop.text(f"elections/{ID}.yaml")
    assert f"elections/{ID}.yaml" not in coop.run("fmt", "--check").out


def test_who_takes_no_monthly_sum_says_so_with_their_yes(coop: Coop) -> None:
    to_consent(coop)
    coop.ok("election", "consent", ID, "--all")
    seen = coop.run("election", "accept", ID, "--waived", "--later")
    assert (seen.code, "goes with a yes" in seen.err) == (2, True)
    coop.ok("election", "accept", ID, "--waived")
    assert "  answer: accepted\n  waived: true\n" in coop.text(f"elections/{ID}.yaml")
    (held,) = [one for one in coop.json("role", "show", "technique/admin-sys")["others"] if one["election"] == ID]
    assert held["waived"] is True
    assert coop.run("check").code == 0


def test_of_a_group_each_says_for_themself_whether_they_take_the_sum(coop: Coop) -> None:
    coop.alter("roles/technique/admin-sys.yaml", "mandates:", "seats: 3\nmandates:")
    opened(coop, "--seats", "2", "--rule", "several_seats=slate")
    pairs = (f"{who}=noemie+karim:Oui" for who in THERE)
    coop.ok("election", "nominate", ID, *(part for one in pairs for part in ("--ballot", one)))
    coop.ok("election", "change", ID)
    coop.ok("election", "propose", ID, "--member", "noemie", "--member", "karim", "--because", "À deux")
    coop.ok("election", "consent", ID, "--all")
    coop.ok("election", "accept", ID, "--member", "karim", "--waived")
    coop.ok("election", "accept", ID, "--member", "noemie")
    shown = coop.json("role", "show", "technique/admin-sys")
    named = {one["member"]: one["waived"] for one in shown["others"] if one["election"] == ID}
    assert named == {"noemie": False, "karim": True}
