"""What is told of an election between two moments: each event that was added, and nothing of why people are named."""

from __future__ import annotations

from pathlib import Path

import pytest

from coopctl.change.compare import changes
from coopctl.snapshot import Snapshot
from tests.cli.coop import Coop
from tests.election.golden import ALL, CHANGE, ended, event, framed, named, proposed

PATH = "elections/2026-10-15-admin-sys.yaml"
HEAD = "election: 2026-10-15-admin-sys\nevents:\n"
OPEN = HEAD + framed()


def told(before: str | None, after: str | None, path: str = PATH) -> list[tuple[str, str]]:
    sides = [Snapshot({path: one.encode()} if one else {}) for one in (before, after)]
    return [(one.kind, one.text.shown("en")) for one in changes(*sides)]


@pytest.mark.parametrize(
    ("added", "kind", "text"),
    [
        (named("bob", "bob", "ana"), "ballots", "3 ballots are shown"),
        (event("ballots", "counted: 3"), "ballots", "3 ballots are shown"),
        (event("reveal", "reasons: [{voter: ana, reason: Il est là}]"), "reveal", "1 reason is heard"),
        (CHANGE, "change", "change round, no ballot moves"),
        (event("change", "ballots: [{voter: ana, nominee: bob, given: x}]"), "change", "change round, 1 ballot moves"),
        (proposed("bob"), "proposal", "bob proposed"),
        (event("proposal", "members: [bob, cleo]"), "proposal", "bob, cleo proposed"),
        (event("proposal"), "proposal", "a proposal is made"),
        (ALL, "consent", "3 without objection"),
        (event("consent", "members: [ana], silent: true"), "consent", "1 without objection, by silence"),
        (event("objection", "objection: o1, member: cleo, text: Trop tôt"), "objection",
         "objection o1 is raised by cleo"),
        (event("objection", "objection: o1"), "objection", "objection o1 is raised"),
        (event("clarification", "objection: o1, text: La durée"), "clarification", "objection o1 is put in words"),
        (event("resolution", "objection: o1, ending: integrated"), "resolution",
         "objection o1 is integrated: everybody speaks again"),
        (event("resolution", "objection: o1, ending: postponed, until: 2026-11-05"), "resolution",
         "objection o1 ripens until 5 November 2026"),
        (event("acceptance", "member: bob, answer: declined"), "acceptance", "bob says no"),
        (event("acceptance", "answer: later"), "acceptance", "the answer of who is proposed is awaited"),
        (event("mandate", "member: bob, since: 2026-11-01, until: 2028-10-31"), "mandate",
         "bob is designated, from 1 November 2026 to 31 October 2028"),
        (event("suspension", "until: 2026-10-22"), "suspension", "suspended until 22 October 2026"),
        (event("resumption", "present: [ana, bob]"), "resumption", "it goes on, 2 people there"),
        (event("arrival", "members: [dino]"), "arrival", "dino come"),
        (event("handover", "facilitator: cleo"), "handover", "cleo facilitates from here on"),
        (event("cancellation", "why: La fiche"), "cancellation", "called off"),
        (event("lunch"), "event", "lunch"),
    ],
)  # fmt: skip
def test_each_event_is_told_in_words(added: str, kind: str, text: str) -> None:
    assert told(OPEN, OPEN + added) == [(f"election-{kind}", f"2026-10-15-admin-sys: {text}")]


def test_an_election_written_whole_is_told_event_by_event() -> None:
    said = told(None, OPEN + named("bob", "bob", "ana") + CHANGE + proposed("bob") + ALL + ended("bob"))
    assert said[0][1] == "2026-10-15-admin-sys: opened for technique/admin-sys, 3 people there, eve facilitates"
    assert [kind.removeprefix("election-") for kind, _ in said] == [
        "framing", "ballots", "change", "proposal", "consent", "acceptance", "mandate"]  # fmt: skip


def test_what_is_rewritten_is_told_apart_from_what_is_added() -> None:
    whole = OPEN + named("bob", "bob", "ana")
    assert told(whole, OPEN + named("bob", "ana", "ana") + CHANGE) == [
        ("election-rewritten", "2026-10-15-admin-sys: 1 past event is not as it was"),
        ("election-change", "2026-10-15-admin-sys: change round, no ballot moves"),
    ]
    assert told(whole, OPEN)[0][0] == "election-rewritten"
    assert told(whole, None)[0][0] == "election-removed"
    assert told(OPEN, OPEN + "# vu\n")[0][0] == "file-changed"


def test_sealed_ballots_are_told_by_whose_they_are_never_by_what_they_say() -> None:
    path = "elections/2026-10-15-admin-sys/ballots/loic.yaml"
    sealed = "voter: loic\nballots:\n- round: 1\n  at: 2026-10-15\n  commitment: hmac-sha256:00\n"
    opened = sealed + "  opened:\n    at: 2026-10-15\n    nominee: noemie\n    salt: 00\n"
    assert told(None, sealed, path) == [("election-ballot", "2026-10-15-admin-sys: loic seals a ballot")]
    assert told(sealed, opened, path) == [("election-ballot", "2026-10-15-admin-sys: loic opens their ballot")]
    assert told(opened, sealed, path)[0][0] == "election-rewritten"


def test_log_diff_and_show_tell_a_meeting_without_its_reasons(tmp_path: Path) -> None:
    coop = Coop(tmp_path / "coop")
    start = coop.head()
    name = "2026-11-02-admin-sys"
    coop.ok("election", "open", "technique/admin-sys", "--present", "loic,noemie,karim", "--facilitator", "nadege",
            "--term-months", "24", "--date", "2026-11-02", "--level", "full")  # fmt: skip
    coop.ok("election", "nominate", name, "--ballot", "loic=noemie:Elle écoute", "--ballot", "noemie=karim:Il sait",
            "--ballot", "karim=noemie:Elle est posée")  # fmt: skip
    ballots = coop.head()
    coop.ok("election", "suspend", name, "--until", "2026-12-01")
    assert coop.git("log", "--format=%s", "-3").splitlines() == [
        f"election: {name}, suspended until 2026-12-01",
        f"election: {name}, 3 ballots are shown",
        f"election: {name}, opened for technique/admin-sys, 3 people there, nadege facilitates",
    ]
    log = coop.ok("log", name, lang="fr")
    assert f"{name} : 3 bulletins sont montrés" in log
    assert f"{name} : suspendue jusqu'au 1er décembre 2026" in log
    assert "ouverte pour technique/admin-sys, 3 personnes présentes, nadege facilite" in coop.ok(
        "diff", start, lang="fr"
    )
    for said in (log, coop.ok("diff", start, lang="fr"), coop.ok("show", ballots, lang="fr")):
        assert "écoute" not in said
