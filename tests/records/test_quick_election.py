"""Elections read in one go: whatever the bytes, the quick way and the strict one agree, or the strict one decides."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from random import Random
from typing import get_args

import pytest

from coopctl.document.read import LIMIT, read
from coopctl.election import glance
from coopctl.records import quick_election
from coopctl.records.election import Election, Event
from coopctl.records.model import judged
from coopctl.rules.text import texts_in
from coopctl.values.names import private_in
from tests import fuzz
from tests.election.texts import PATH, every_key, led

SAMPLES = sorted((Path(__file__).resolve().parents[2] / "ledger" / "elections").glob("*.yaml"))


def strictly(data: bytes) -> Election | None:
    """The election of a file in which nothing is wrong."""
    document = read(PATH, data)
    record = judged(Election, PATH, document.root)[0] if document.root is not None else None
    return None if document.faults else record


def agree(data: bytes) -> Election | None:
    """What the quick way reads, None where it leaves it to the other; nothing is left to say of a clear one."""
    found = quick_election.election(data)
    if found is not None:
        wanted = strictly(data)
        assert found == wanted
        assert hash(found) == hash(wanted)
        assert found.model_dump(mode="json") == wanted.model_dump(mode="json")
        assert found.model_fields_set == {"election", "events"}
    gist = glance.gist(PATH, data)
    if gist is not None and gist.clear:
        record = strictly(data)
        assert record is not None
        assert f"elections/{record.election}.yaml" == PATH
        assert not any(private_in(text) for _route, text in texts_in(read(PATH, data).root))
    return found


def test_every_key_is_read() -> None:
    found = agree(every_key().encode())
    assert found is not None
    given: dict[type, set[str]] = {}
    for event in found.events:
        given.setdefault(type(event), set()).update(key for key, value in event if value not in (None, ()))
    assert given == {model: set(model.model_fields) for model in get_args(get_args(Event)[0])}


@pytest.mark.parametrize("path", SAMPLES, ids=[path.stem for path in SAMPLES])
def test_the_elections_of_the_sample_are_read_in_one_go(path: Path) -> None:
    found = quick_election.election(path.read_bytes())
    assert found is not None
    assert found == strictly(path.read_bytes())


def test_whatever_happens_in_an_election_is_read_in_one_go() -> None:
    chance = Random(5)
    for text in (led(chance) for _ in range(60)):
        assert (agree(text.encode()) is None) == ("[]" in text), "an empty list is left out where coopctl writes"


@pytest.mark.parametrize(
    ("now", "then"),
    [
        ("  by: ana\n", "  by: Ana\n"),
        ("  by: ana\n", "  by: con\n"),
        ("  by: ana\n", "  by: ana\n  by: ana\n"),
        ("  by: ana\n", "  by:  ana\n"),
        ("  by: ana\n", "  by: ana \n"),
        ("  by: ana\n", "  by: ana # moi\n"),
        ("  by: ana\n", "  by: 'ana'\n"),
        ("  by: ana\n", "  by: &a ana\n"),
        ("  by: ana\n", "  by: ana\n\n"),
        ("  by: ana\n", "  by: ana\n  x-note: a\n"),
        ("  by: ana\n", "  by: ana\n  health: a\n"),
        ("  kind: note\n", "  kind: notes\n"),
        ("  kind: note\n", ""),
        ("- at: 2026-10-15\n", "- at: 2026-02-30\n"),
        ("- at: 2026-10-15\n", "-\n  at: 2026-10-15\n"),
        ("  - ana\n", "  - ana: a\n"),
        ("  - ana\n", "  -  ana\n"),
        ("  - ana\n", "    - ana\n"),
        ("  - ana\n", "  - - ana\n"),
        ("  - voter: ana\n", "  - nominee: ana\n    voter: ana\n"),
        ("    silence: no-objection\n", "    silence: yes\n"),
        ("    silence: no-objection\n", "      silence: no-objection\n"),
        ('election: "2026-10-15-x"\n', 'election: "2026-10-15-x"\nevents: []\n'),
        ('election: "2026-10-15-x"\n', "election: 2026-10-15-x\n"),
        ("events:\n", "events: []\n"),
        ("events:\n", "events:\n# a note\n"),
    ],
)
def test_what_the_strict_way_reads_otherwise_is_never_read(now: str, then: str) -> None:
    assert now in every_key()
    agree(every_key().replace(now, then, 1).encode())


def test_a_file_that_is_too_large_is_not_for_the_quick_way() -> None:
    head = "election: 2026-10-15-x\nevents:\n"
    event = "- at: 2026-10-15\n  by: ana\n  kind: consent\n  members:\n" + "  - ana\n" * 9
    many = head + event * (quick_election.MOST_LINES // event.count("\n") - 1)
    assert agree(many.encode()) is not None
    assert quick_election.election((many + event * 2).encode()) is None
    long = head + f"- at: 2026-10-15\n  by: ana\n  kind: note\n  text: {'a' * LIMIT}\n"
    assert agree(long.encode()) is None


@cache
def files() -> tuple[str, ...]:
    """Elections as they lie in files: of every key, of the sample, and led by chance."""
    chance = Random(3)
    return (*[every_key()] * 4, *(path.read_text("utf-8") for path in SAMPLES), *(led(chance) for _ in range(12)))


def hurts(count: int, seed: int) -> Iterator[bytes]:
    """Elections after one to three hurts; every key of theirs is a likely one to stand anywhere."""
    chance = Random(seed)
    for _ in range(count):
        text = chance.choice(files())
        for _ in range(chance.choice((1, 1, 2, 3))):
            text = chance.choice((fuzz.hurt_text, _small, _moved))(text, chance)
        yield text.encode("utf-8", "replace")


def _small(text: str, chance: Random) -> str:
    """One character for another, of those that elections are made of."""
    at = chance.randrange(len(text))
    return text[:at] + chance.choice("-: \n.09amTh@#'\"é\\\t\r~_/") + text[at + chance.randrange(2) :]


def _moved(text: str, chance: Random) -> str:
    """A line taken from anywhere and put anywhere."""
    lines = text.split("\n")
    lines.insert(chance.randrange(len(lines)), lines[chance.randrange(len(lines))])
    if chance.random() < 0.5:
        del lines[chance.randrange(len(lines))]
    return "\n".join(lines)


def all_agree(count: int, seed: int) -> None:
    taken = 0
    for data in hurts(count, seed):
        try:
            taken += agree(data) is not None
        except AssertionError as error:
            raise AssertionError(data.decode(errors="replace")) from error
    assert count // 50 < taken < count, "some are still read in one go, most are not"


def test_damaged_elections_are_read_one_way() -> None:
    all_agree(1_000, 20261124)


@pytest.mark.slow
def test_damaged_elections_are_read_one_way_100_000_times() -> None:
    all_agree(100_000, 1)
