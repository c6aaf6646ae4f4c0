"""Three people's commands, brought together one after the other, in two orders."""

from __future__ import annotations

import random

from tests.pairs.judge import Judge
from tests.pairs.world import Files, World


def trios(world: World, judge: Judge, count: int, seed: int) -> int:
    """How many sets of three merge whole. Where both orders do, they have to say the same."""
    chance = random.Random(seed)
    whole = 0
    for _ in range(count):
        names = [chance.choice(list(world.made)) for _ in range(3)]
        sides = [world.made[name][place] for place, name in enumerate(names)]
        try:
            there, back = _one_by_one(world, judge, sides), _one_by_one(world, judge, sides[::-1])
            if there is not None and back is not None:
                assert judge.facts(there) == judge.facts(back), "the order changes what comes of it"
                whole += 1
        except AssertionError as error:
            raise AssertionError(f"{' × '.join(names)}: {error}") from error
    return whole


def _one_by_one(world: World, judge: Judge, sides: list[Files]) -> Files | None:
    shared = sides[0]
    for side in sides[1:]:
        found = judge.pair(world.base, side, shared)
        if found.files is None:
            return None
        shared = found.files
    return shared
