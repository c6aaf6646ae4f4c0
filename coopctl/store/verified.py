"""A whole history judged, shared out over the processors: each takes some hundred entries at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from coopctl.audit.facts import Lapse
from coopctl.audit.judge import audit
from coopctl.audit.past import Past
from coopctl.store.spread import Shared, processors
from coopctl.store.walk import Walk, listed

if TYPE_CHECKING:
    from coopctl.store.repo import Repo

_AT_ONCE = 256
"""Entries judged in a row by one process."""


class Verified(NamedTuple):
    """What was found: how many entries, how many of them signed, the first one, and what is wrong."""

    entries: int = 0
    signed: int = 0
    first: str | None = None
    lapses: tuple[Lapse, ...] = ()


def verified(repo: Repo, tip: str, since: str | None = None) -> Verified:
    """Judge the entries that lead to ``tip``; those that led to ``since`` are left out.

    Raises:
        Unwritable: an object of the history is missing or damaged.
    """
    ids = listed(repo, tip, since)
    walk = Walk(repo, ids[0] if ids and since is None else None)
    past = Past()

    def work(some: list[str]) -> tuple[int, list[tuple[Any, ...]]]:
        signed, found = 0, list[tuple[Any, ...]]()
        for step in walk.steps(some):
            signed += step.signature is not None
            found += map(tuple, audit([step], past))
        return signed, found

    pieces = [ids[at : at + _AT_ONCE] for at in range(0, len(ids), _AT_ONCE)]
    sharing = Shared(processors(), repo.forget_reader, lambda: None, lambda _news: None, repo.progress)
    done = list(sharing(work, pieces))
    lapses = tuple(Lapse(*one) for _, some in done for one in some)
    return Verified(len(ids), sum(signed for signed, _ in done), since or (ids[0] if ids else None), lapses)
