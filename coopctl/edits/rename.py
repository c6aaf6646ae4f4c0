"""Another handle for a member: what is open says the new one, what is closed keeps the old one, history both.

Payouts and the sheets of closed months are not touched: they are what people were paid by. Nor are elections: who said
what is told as it was, and a rename waits until those under way with this person are over. The member's record
keeps the old handle among its aliases, and accounts are kept under the handle of now (see ``payout.books``).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from coopctl import context as ctx
from coopctl.change.renamed import replaced
from coopctl.check import check
from coopctl.document import edit as splice
from coopctl.edits.governance import ORDER, Change, Draft, View, personal
from coopctl.election.book import under_way
from coopctl.entry import sheet_of, sheet_path
from coopctl.ledger import Ledger
from coopctl.problem import Finding, Refused
from coopctl.records import kinds
from coopctl.snapshot import Edit, Message, Overlay, Snapshot
from coopctl.words import TN, T, Text


def rename(snapshot: Snapshot, old: str, new: str, actor: str, today: dt.date, reason: str = "") -> Change:
    """A member is called otherwise from now on, in one commit. Raises Refused where the handle is taken.

    For a change already made it brings along what others noted under the old handle meanwhile.
    """
    draft = Draft(snapshot, actor, today, [old, new])
    if draft.ledger.renamed.get(old) == new:
        return _again(draft, old, new, reason)
    one = draft.member(old)
    taken = {alias for other in draft.ledger.members.values() for alias in other.aliases} - {*one.aliases}
    if new in draft.ledger.handles | taken:
        raise Refused(T("the handle {alias} is somebody else's", alias=new), f"coopctl member show {new}")
    _under_way(draft, old)
    _record(draft, old, new)
    _named(draft, old, new)
    sheets = _sheets(draft, old, new)
    said: list[Text] = [T("{old} is called {new} from now on", old=old, new=new)]
    if others := len([path for path in draft.changes if not path.startswith(("members/", "contributions/"))]):
        said.append(TN("{n} record says so", "{n} records say so", others))
    if sheets:
        said.append(TN("{n} open sheet goes with them", "{n} open sheets go with them", sheets))
    if _closed(snapshot.files, old):
        said.append(T("what is closed keeps the old handle: nothing that was paid is rewritten"))
    return _done(draft, old, new, reason, said)


def _under_way(draft: Draft, old: str) -> None:
    """Refuse where an election goes on in which they take part: it would not know them any more."""
    for name, state in under_way(draft.ledger):
        if old in {*state.electorate, state.facilitator, state.secretary}:
            raise Refused(T("{election} is under way with {member}: the handle changes once it is over",
                            election=name, member=old), f"coopctl election show {name}")  # fmt: skip


def _again(draft: Draft, old: str, new: str, reason: str) -> Change:
    _named(draft, old, new)
    _sheets(draft, old, new)
    if not draft.changes:
        raise Refused(T("nothing changes: {old} is called {new} everywhere that is not closed", old=old, new=new),
                      f"coopctl member show {new}")  # fmt: skip
    said = TN("{n} record that still said {old} says {new} now", "{n} records that still said {old} say {new} now",
              len([data for data in draft.changes.values() if data]), old=old, new=new)  # fmt: skip
    return _done(draft, old, new, reason, [said])


def _record(draft: Draft, old: str, new: str) -> None:
    """The member's own record moves, and remembers."""
    source, target = f"members/{old}.yaml", f"members/{new}.yaml"
    text = splice.set_value(draft.snapshot.files[source].decode(), ("handle",), new)
    aliases = [alias for alias in draft.ledger.members[old].aliases if alias != new]
    if draft.ledger.members[old].aliases:
        text = splice.remove(text, ("aliases",))
    text = splice.add_key(text, (), "aliases", [*aliases, old], ORDER["members"])
    draft.changes[source], draft.changes[target] = None, text.encode()


def _named(draft: Draft, old: str, new: str) -> None:
    """Every governance record that names them, closed payouts, the board and elections set apart."""
    for path in draft.snapshot.files:
        kind = kinds.kind_of(path)
        if kind is None or kind.name in ("payouts", "contributions", "elections", "ballots"):
            continue
        source = f"members/{new}.yaml" if path == f"members/{old}.yaml" else path
        data = draft.changes.get(source) or draft.snapshot.files[path]
        text = replaced(path, data, old, new)
        if text is not None:
            draft.changes[source] = text


def _sheets(draft: Draft, old: str, new: str) -> int:
    """The sheets of open months: theirs move, and others' say who typed. Gives how many were moved.

    Where there is one under the new handle already it stays: both are theirs, and both are counted.
    """
    moved, files = 0, draft.snapshot.files
    for path in [one for one in files if one.startswith("contributions/")]:
        place = sheet_of(path)
        if place is None or ctx.closed_by(place[0], files):
            continue
        data = replaced(path, files[path], old, new)
        target = sheet_path(place[0], new)
        if place[1] == old and target not in files:
            draft.changes[path] = None
            draft.changes[target] = data or files[path]
            moved += 1
        elif data is not None:
            draft.changes[path] = data
    return moved


def _closed(files: Mapping[str, bytes], old: str) -> bool:
    return any(path.endswith(f"/{old}.yaml") and ctx.closed_by(place[0], files) for path in files
               if (place := sheet_of(path)))  # fmt: skip


def _done(draft: Draft, old: str, new: str, reason: str, said: list[Text]) -> Change:
    """The change, judged: what was found before under the old handle is not caused by the new one."""
    after = Overlay(draft.snapshot.files, draft.changes)
    known = {_key(one, old, new) for one in check(draft.ledger, draft.today)}
    now = check(Ledger(Snapshot(View(after, draft.about))), draft.today)
    found = tuple(one for one in now if _key(one, old, new) not in known)
    wrong = tuple(one for one in found if one.severity == "error")
    if wrong:
        raise Refused(T("nothing was written"), findings=wrong, files=after)
    trailers = (("Coop-Op", "member.rename"), ("Coop-Actor", new if draft.actor == old else draft.actor),
                ("Coop-Record", f"members/{new}"), ("Coop-Record", f"members/{old}"))  # fmt: skip
    edit = Edit(draft.snapshot.revision, draft.changes, Message(f"member: rename {old} {new}", reason, trailers))
    return Change(edit, tuple(said), (), found, personal(draft.snapshot.files, {}, reason))


def _key(one: Finding, old: str, new: str) -> tuple[str, str, str]:
    """A finding's key, whichever of the two handles its record goes by."""
    parts = [new if part == old else part for part in one.record.split("/")]
    return one.rule, "/".join(parts), one.field
