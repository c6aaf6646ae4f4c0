"""Elections told in brief: one list of findings whichever way they are read, kept or not, alone or shared out."""

from __future__ import annotations

from random import Random
from unittest import mock

from coopctl.check import check
from coopctl.election import book, glance
from coopctl.ledger import Ledger
from coopctl.problem import Finding
from coopctl.records import quick_election
from coopctl.snapshot import Snapshot, Spread, in_turn
from coopctl.store.spread import Shared
from tests import fuzz, small
from tests.election.golden import GOLDEN
from tests.election.texts import led
from tests.judging.kept_results import Remembered, as_said, findings

FILES = {
    **small.FILES,
    **{f"members/{who}.yaml": f"handle: {who}\nstatuses:\n- status: cape\n  since: 2024-01-01\n" for who in
       ("ana", "bob", "cleo", "dino")},
    "roles/technique/admin-sys.yaml": small.FILES["roles/technique/admin-sys.yaml"]
    + "- member: ana\n  since: 2027-01-01\n  until: 2027-06-30\n  election: 2026-10-15-a\n",
}  # fmt: skip
NAMES = tuple(f"2026-10-15-{letter}" for letter in "abcd")


def some(chance: Random) -> dict[str, bytes]:
    """A ledger with four elections, led by chance or golden ones, many of them hurt."""
    files = {path: text.encode() for path, text in FILES.items()}
    for name in NAMES:
        files[f"elections/{name}.yaml"] = one(chance, name).encode("utf-8", "replace")
    return files


def one(chance: Random, name: str) -> str:
    golden, _step, _designated = chance.choice(list(GOLDEN.values()))
    text = led(chance, name) if chance.random() < 0.6 else f"election: {name}\nevents:\n{golden}"
    if chance.random() < 0.1:
        text = text.replace(name, "2026-10-15-autre", 1)
    if chance.random() < 0.15:
        text = text.replace("La durée", "Écrire à a@b.fr")
    return fuzz.hurt_text(text, chance) if chance.random() < 0.4 else text


def by(spread: Spread, files: dict[str, bytes]) -> list[Finding]:
    return check(Ledger(Snapshot(files, spread=spread)), small.TODAY)


def test_whichever_way_elections_are_read_the_findings_are_the_same() -> None:
    chance, rules = Random(4), set[str]()
    for _ in range(60):
        files = some(chance)
        usual = findings(files, {}, small.TODAY)
        with mock.patch.object(quick_election, "election", return_value=None):
            strictly = findings(files, {}, small.TODAY)
        assert as_said(usual) == as_said(strictly)
        rules.update(found.rule for found in usual)
    assert len(rules) > 25
    assert {"personal-data-in-a-record", "file-name-differs", "mandate-without-acceptance"} <= rules


def test_what_is_kept_of_elections_is_never_out_of_date() -> None:
    chance, known = Random(5), Remembered()
    files = some(chance)
    for _ in range(60):
        for name in chance.sample(NAMES, chance.choice((1, 1, 2))):
            files[f"elections/{name}.yaml"] = one(chance, name).encode("utf-8", "replace")
        assert as_said(findings(files, {}, small.TODAY, known)) == as_said(findings(files, {}, small.TODAY))


def test_an_election_that_stays_as_it_was_is_not_read_again() -> None:
    chance, known = Random(6), Remembered()
    files = {path: text.encode() for path, text in FILES.items()}
    files |= {f"elections/{name}.yaml": led(chance, name).encode() for name in NAMES}
    findings(files, {}, small.TODAY, known)
    files["elections/2026-10-15-b.yaml"] += b"- at: 2026-10-20\n  by: ana\n  kind: note\n  text: Une note\n"
    with mock.patch.object(glance, "gist", side_effect=glance.gist) as read:
        findings(files, {}, small.TODAY, known)
    assert [call.args[0] for call in read.call_args_list] == ["elections/2026-10-15-b.yaml"]


def test_shared_out_elections_give_what_they_give_in_turn() -> None:
    chance = Random(7)
    files = {path: text.encode() for path, text in FILES.items()}
    for number in range(30):
        files[f"elections/2026-10-15-{number}.yaml"] = one(chance, f"2026-10-15-{number}").encode("utf-8", "replace")
    heard: list[object] = []
    shared = Shared(2, lambda: None, lambda: None, heard.append)
    with mock.patch.object(book, "AT_ONCE", 2):
        apart, alone = by(shared, files), by(in_turn, files)
    assert as_said(apart) == as_said(alone)
    assert heard, "some were looked at in another process"
