"""What a push would change in the copy that everybody shares: read by revision, judged by what is there before it.

A hook calls this in a bare repository, while git still holds what was sent apart from the rest: no work tree, no
file of the branch on disk, nothing that moves.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from coopctl.audit.facts import Lapse
from coopctl.check import check, errors
from coopctl.ledger import Ledger
from coopctl.problem import Finding
from coopctl.store.odd import odd_files
from coopctl.store.onto import base_of
from coopctl.store.remote import descends
from coopctl.store.repo import CHARTER, Repo
from coopctl.store.verified import verified
from coopctl.words import T, Text

HEADS = "refs/heads/"
_USUAL = (f"{HEADS}main", f"{HEADS}master")
_FREE = (HEADS, "refs/tags/")


class Update(NamedTuple):
    """A reference that a push moves; None where it is not there before, or after."""

    ref: str
    old: str | None
    new: str | None

    @property
    def branch(self) -> str:
        """Its short name."""
        return self.ref.removeprefix(HEADS)


class Judgement(NamedTuple):
    """Why a push is refused: in words, by what is wrong in the files, by what is wrong with its entries."""

    texts: tuple[Text, ...] = ()
    findings: tuple[Finding, ...] = ()
    lapses: tuple[Lapse, ...] = ()

    @property
    def refused(self) -> bool:
        """Whether there is any reason."""
        return bool(self.texts or self.findings or self.lapses)


def received(lines: Iterable[str]) -> tuple[Update, ...]:
    """What git tells a pre-receive hook: ``old new ref``, line by line. No line is passed over."""
    words = (line.rstrip("\n").split(" ", 2) for line in lines)
    return tuple(Update(ref, _there(old), _there(new)) for old, new, ref in words)


def sent(lines: Iterable[str]) -> tuple[Update, ...]:
    """What git tells a pre-push hook: ``local local-id remote-ref remote-id``, where ``local`` is as it was typed."""
    words = (line.rstrip("\n").rsplit(" ", 3) for line in lines)
    return tuple(Update(ref, _there(old), _there(new)) for _local, new, ref, old in words)


def _there(oid: str) -> str | None:
    return None if not oid.strip("0") else oid


def shared_refs(repo: Repo, head: str | None) -> frozenset[str]:
    """The branches that count for all: the one the copy shows first, and what main branches are called."""
    return frozenset((*_USUAL, *([head] if head and head.startswith(HEADS) else [])))


def judged(repo: Repo, one: Update, shared: frozenset[str], today: dt.date) -> Judgement:
    """One update. Branches beside the shared ones are proposals: they come, go and are written anew as one likes.

    Raises:
        Unwritable: an object is missing or damaged.
    """
    if not one.ref.startswith(_FREE):
        return Judgement((T("{ref} is neither a branch nor a tag: it is not taken here", ref=one.ref),))
    if not one.ref.startswith(HEADS):
        return Judgement()
    if one.new is None:
        gone = T("the branch {branch} is the one all share: it cannot be removed", branch=one.branch)
        return Judgement((gone,) if one.ref in shared else ())
    base, wrong = _start(repo, one, shared)
    if wrong is not None or one.ref not in shared:
        return Judgement((wrong,) if wrong else ())
    if CHARTER not in repo.at(one.new).files:
        return Judgement((T("there is no {name} in what was sent: it is no ledger", name=CHARTER),))
    place = prefix_of(repo, one.new) if repo.git_dir == repo.top else repo.prefix
    if place != repo.prefix:  # a copy without a work tree knows its ledger by what is nearest to the top
        text = T("{path} in what was sent would stand before that of the ledger: another one would be read from then "
                 "on", path=f"{place or ''}{CHARTER}")  # fmt: skip
        return Judgement((text,))
    return brought(repo, base, one.new, today) if base else Judgement()


def brought(repo: Repo, base: str, new: str, today: dt.date) -> Judgement:
    """What the entries that lead from ``base`` to ``new`` bring along that is wrong.

    Where nothing is shared yet nothing is judged: whoever shares first says where the history begins.
    """
    lapses = verified(repo, new, base).lapses
    return Judgement((), tuple(errors_brought(repo, base, new, today)), tuple(wrong_of(lapses)))


def wrong_of(lapses: Iterable[Lapse]) -> Iterator[Lapse]:
    """Those that are errors."""
    return (one for one in lapses if one.severity == "error")


def errors_brought(repo: Repo, base: str | None, new: str, today: dt.date) -> list[Finding]:
    """The errors of one state that the one before did not have; all of them where there is none before."""
    known = {one.key for one in check(ledger_at(repo, base), today)} if base else set()
    return [one for one in errors(check(ledger_at(repo, new), today)) if one.key not in known]


def ledger_at(repo: Repo, rev: str) -> Ledger:
    """The ledger of a revision, with what lies in it that is no plain file."""
    snapshot = repo.at(rev)
    return Ledger(snapshot, odd_files(repo, snapshot))


def _start(repo: Repo, one: Update, shared: frozenset[str]) -> tuple[str | None, Text | None]:
    """Where what is new of an update begins, or why it may not be taken."""
    assert one.new is not None
    if one.old is not None and one.ref in shared:
        if repo.reader.get(one.old) is None:
            return None, T("what is shared in {branch} is not known here: take it in first", branch=one.branch)
        if descends(repo, one.new, one.old):
            return one.old, None
        if base_of(repo, one.old, one.new) is None:
            return None, _unrelated(one)
        text = T("what was sent to {branch} does not go on from what is shared there: entries would be lost",
                 branch=one.branch)  # fmt: skip
        return None, text
    tips = [tip for ref in sorted(shared) if ref != one.ref and (tip := repo.tip(ref))]
    bases = [base for tip in tips if (base := base_of(repo, tip, one.new))]
    if tips and not bases:
        return None, _unrelated(one)
    return (bases[0] if bases else None), None


def _unrelated(one: Update) -> Text:
    return T("what was sent to {branch} has nothing in common with the history shared here", branch=one.branch)


def prefix_of(repo: Repo, rev: str) -> str | None:
    """The folder of a revision that holds the ledger ("" or "a/b/"), None where there is none."""
    said = repo.git.run("ls-tree", "-r", "-z", "--name-only", "--full-tree", rev).decode("utf-8", "surrogateescape")
    found = [path for path in said.split("\0") if path == CHARTER or path.endswith(f"/{CHARTER}")]
    first = min(found, key=lambda path: (path.count("/"), path), default=None)
    return None if first is None else first.removesuffix(CHARTER)
