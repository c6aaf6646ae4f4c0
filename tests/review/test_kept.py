"""A review that goes by what is known of both sides says what one says that judges both anew, after any edits."""

from __future__ import annotations

from typing import Any

import pytest

from coopctl.ledger import Ledger
from coopctl.review import money
from coopctl.review.facts import Review
from coopctl.review.look import review
from coopctl.snapshot import Snapshot
from coopctl.stakes import stakes
from tests.judging.kept_results import Named, Remembered, as_said, findings
from tests.judging.worlds import World
from tests.small import FILES, TODAY

STEPS = 25


def whole(found: Review) -> tuple[object, ...]:
    """All that a review says, in plain values; titles as they are said of each name."""
    return (*found._replace(titles={}, new=()), as_said(list(found.new)), [found.titles.get("technique")])


@pytest.mark.parametrize("seed", range(4))
def test_what_is_known_changes_nothing(seed: int) -> None:
    world, known, odd = World(seed), Remembered(), 0
    before = world.bytes()
    for _ in range(STEPS):
        done = world.edit()
        after = world.bytes()
        fresh = review(Snapshot(before), Snapshot(after), TODAY)
        for _again in range(2):
            sides = (Snapshot(Named(files), known=known) for files in (before, after))
            assert whole(review(*sides, TODAY)) == whole(fresh), done
        old, new = (findings(files, {}, TODAY) for files in (before, after))
        keys = {one.key for one in old}
        assert as_said(list(fresh.new)) == as_said([one for one in new if one.key not in keys])
        assert fresh.mended == len(keys - {one.key for one in new})
        odd += bool(fresh.new)
        if world.chance.random() < 0.4:
            before = after
    assert known.hits > STEPS
    assert odd > 0


def test_only_months_that_can_differ_are_computed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where sheets alone differ other months are left out; computing them all the same gives the same sums."""
    alone, left_out = money._sheets_alone, list[bool]()

    def noted(*asked: Any) -> bool:
        left_out.append(alone(*asked))
        return left_out[-1]

    for seed in range(4, 10):
        world = World(seed)
        before = world.bytes()
        for _ in range(STEPS):
            done = world.edit()
            after = world.bytes()
            monkeypatch.setattr(money, "_sheets_alone", noted)
            found = review(Snapshot(before), Snapshot(after), TODAY).money
            monkeypatch.setattr(money, "_sheets_alone", lambda *_: False)
            assert review(Snapshot(before), Snapshot(after), TODAY).money == found, done
            if world.chance.random() < 0.4:
                before = after
    assert set(left_out) == {True, False}


ROLE = "role: {name}\ntitle: Un rôle\ncritical: true\nmandates:\n- member: {who}\n  since: 2024-01-01\n"
HELD = {
    **{path: text for path, text in FILES.items() if not path.startswith("roles/")},
    "roles/technique/un.yaml": ROLE.format(name="un", who="loic"),
    "roles/technique/deux.yaml": ROLE.format(name="deux", who="noemie"),
    "bodies/conseil.yaml": "body: conseil\ntitle: Conseil\nkind: other\nmandates:\n- member: loic\n"
    "  since: 2024-01-01\n- member: noemie\n  since: 2024-01-01\n",
}
LOIC, UN, TECHNIQUE, CONSEIL = ("members/loic.yaml", "roles/technique/un.yaml", "circles/technique.yaml",
                                "bodies/conseil.yaml")  # fmt: skip
ENDS: dict[str, dict[str, str]] = {
    "a mandate goes": {UN: ROLE.format(name="un", who="x").partition("mandates")[0]},
    "a mandate gets a last day": {UN: HELD[UN] + "  until: 2026-11-30\n"},
    "a role ends": {UN: HELD[UN].replace("critical", "ended: 2026-11-30\ncritical")},
    "a circle ends": {TECHNIQUE: HELD[TECHNIQUE] + "ended: 2026-11-30\n"},
    "somebody leaves": {LOIC: HELD[LOIC] + "left: 2026-11-30\n"},
    "a body ends": {CONSEIL: HELD[CONSEIL] + "ended: 2026-11-30\n"},
    "a status ends": {LOIC: HELD[LOIC].replace("since: 2024-01-01", "since: 2024-01-01\n  until: 2026-11-30")},
    "words": {UN: HELD[UN] + "purpose: Autre chose\n", LOIC: HELD[LOIC] + "domains:\n- Photo\n"},
}


@pytest.mark.parametrize("name", ENDS)
def test_what_is_at_stake_is_looked_at_wherever_it_can_be(name: str) -> None:
    """Mandates are compared only where something they depend on differs; comparing them always gives the same."""
    before, after = ({path: text.encode() for path, text in one.items()} for one in (HELD, HELD | ENDS[name]))
    always = stakes(Ledger(Snapshot(before)), Ledger(Snapshot(after)), TODAY)
    assert always.high == (name not in ("words", "a status ends"))
    assert review(Snapshot(before), Snapshot(after), TODAY).stakes == (always if always.high else None)
