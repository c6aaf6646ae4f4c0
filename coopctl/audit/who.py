"""Rules on who speaks: the signature, the key the entry before lists, and the names that the entry bears."""

from __future__ import annotations

from collections.abc import Iterator

from coopctl.audit.facts import Lapse, Step, Tree
from coopctl.audit.merges import plainly_joined
from coopctl.audit.past import Past
from coopctl.words import T


def signature(step: Step, past: Past) -> Iterator[Lapse]:
    """Where the entry before asks for signatures: a signature that holds, by a key that it lists, in its owner's name.

    What joins two sides and holds nothing but what they held needs none: it can be made again and compared.
    """
    asking = [state for state in step.before if past.signs(state)]
    if not asking or plainly_joined(step):
        yield from _revoked(step, past) if asking else ()
        return
    if step.signature is None:
        yield Lapse(step.id, "unsigned", T("this entry is not signed, and the charter asks for it"))
        return
    found = past.signed(step.id, step.signature, step.payload)
    if found.key is None:
        yield Lapse(step.id, "bad-signature", T("the signature of this entry does not hold: {why}", why=found.why))
        return
    members = [_owners(state, found.key, step, past) for state in asking]
    if not all(members):
        yield _not_listed(step, asking, found.key, past)
        return
    yield from _another_name(step, frozenset.intersection(*members))
    yield from _revoked(step, past)


def _owners(state: Tree, key: str, step: Step, past: Past) -> frozenset[str]:
    """Every handle of the members for whom a key counts that day."""
    held = [one.member for one in past.keys(state).get(key, ()) if one.holds(step.day)]
    return frozenset(handle for member in held for handle in past.called(state, member))


def _not_listed(step: Step, asking: list[Tree], key: str, past: Past) -> Lapse:
    known = [one for state in asking for one in past.keys(state).get(key, ())]
    if known:
        text = T("this entry is signed by a key of {member} that did not count on {day}",
                 member=known[0].member, day=step.day)  # fmt: skip
        return Lapse(step.id, "key-out-of-time", text, f"members/{known[0].member}.yaml")
    if key in past.keys(step.tree):
        text = T("this entry is signed by a key that it brings in itself: the entry before did not list it")
        return Lapse(step.id, "key-brought-along", text)
    return Lapse(step.id, "unknown-key-owner", T("this entry is signed by a key that no member has in the ledger"))


def _another_name(step: Step, owner: frozenset[str]) -> Iterator[Lapse]:
    for name in dict.fromkeys((step.author.handle, step.committer.handle, step.trailer("Coop-Actor"))):
        if name is not None and name not in owner:
            text = T("this entry is signed by {owner} and speaks in the name of {name}", owner=min(owner), name=name)
            yield Lapse(step.id, "another-name", text)


def _revoked(step: Step, past: Past) -> Iterator[Lapse]:
    """A side that comes in was signed by a key which the first side does not list any more."""
    if len(step.parents) < 2 or not past.signs(step.before[0]):
        return
    listed = past.keys(step.before[0])
    for one in step.joined:
        key = past.signed(one.id, one.signature, one.payload).key if one.signature else None
        if key is not None and not any(each.holds(step.day) for each in listed.get(key, ())):
            text = T("an entry that is joined here ({entry}) is signed by a key that does not count any more",
                     entry=one.id[:8])  # fmt: skip
            yield Lapse(step.id, "key-out-of-time", text)


RULES = (signature,)
