"""coopctl log: what was recorded, when, by whom and why, in records and not in YAML."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

from coopctl import typed
from coopctl.change.compare import changes
from coopctl.change.fact import Change
from coopctl.cli import show
from coopctl.cli.options import Format, Rev, argument, option
from coopctl.cli.saying import say_json
from coopctl.cli.session import Session
from coopctl.cli.setting import Setting
from coopctl.cli.told import as_json, tell
from coopctl.cli.verb import verb
from coopctl.entry import sheet_of, sheet_path
from coopctl.problem import NotHere
from coopctl.snapshot import Snapshot
from coopctl.values import Month
from coopctl.words import T

if TYPE_CHECKING:
    from coopctl.store.history import Commit

About = Annotated[
    str | None,
    argument(meta="RECORD", help="a line (loic/k7m3qa2w), a member, a circle, a role or a period; none: all"),
]
Limit = Annotated[int, option("--limit", meta="N", help="how many entries at most (20)")]
Since = Annotated[dt.date | None, option("--since", meta="DATE", help="from that day on", dated=typed.day)]

Wanted = Callable[[Change], bool]


class Told(NamedTuple):
    """An entry of the history and what it changed."""

    entry: Commit
    changes: list[Change]

    @property
    def who(self) -> str:
        """Who recorded it: as the entry itself says, else as git knows them."""
        return who_recorded(self.entry)


def who_recorded(entry: Commit) -> str:
    """Who recorded an entry: as it says itself, else as git knows them."""
    return next(iter(entry.trailers.get("Coop-Actor", ())), entry.author[0])


@verb
def log(
    setting: Setting,
    about: About = None,
    limit: Limit = 20,
    since: Since = None,
    format: Format = "text",
    rev: Rev = None,
) -> int:
    """Show what was recorded, when, by whom and why; the last first.

    Of everything, or of one line, one person, one circle, one role.

        coopctl log loic
        coopctl log technique --since 2026-10-01
    """
    from coopctl.store.history import commits

    session = Session(setting)
    entries = commits(session.repo, _paths(session, about), rev=rev or "HEAD")
    told = list(islice(_told(session, entries, _wanted(session, about), since), limit))
    if format == "json":
        say_json([as_told(one) for one in told])
        return 0
    for one in told:
        _show(one)
    if not told:
        show.out(T("nothing was recorded about {record}", record=about) if about else T("nothing was recorded"))
    return 0


def _told(session: Session, entries: Iterable[Commit], wanted: Wanted, since: dt.date | None) -> Iterator[Told]:
    for entry in entries:
        if since and entry.date.date() < since:
            continue
        found = [one for one in told_by(session, entry) if wanted(one)]
        if found:
            yield Told(entry, found)


def told_by(session: Session, entry: Commit) -> list[Change]:
    """What an entry changed; of one that brings two sides together, only what neither side had."""
    from coopctl.store.past import differing

    repo = session.repo
    after = repo.at(entry.id)
    first = repo.at(entry.parents[0]) if entry.parents else Snapshot({})
    found = changes(first, after, entry.paths)
    for other in entry.parents[1:]:
        new = {(one.record, one.kind) for one in changes(repo.at(other), after, differing(repo, other, entry.id))}
        found = [one for one in found if (one.record, one.kind) in new]
    return found


def _wanted(session: Session, about: str | None) -> Wanted:
    """What a word names: a record by its full name or its last part, a person, a circle."""
    if about is None:
        return lambda one: True
    name = about.removesuffix(".yaml").strip("/")
    files = session.head.files
    if f"members/{name}.yaml" in files or f"circles/{name}.yaml" in files:
        return lambda one: name in (one.who, one.circle, one.record.rpartition("/")[2])
    tails = (f"/{name}", f"contributions/{name}")
    if not _known(session, name):
        raise NotHere(T("there is no record {name}, now or earlier", name=name), "coopctl log")
    return lambda one: one.record == name or one.record.endswith(tails) or (one.after or {}).get("corrects") == name


def _paths(session: Session, about: str | None) -> list[str]:
    """Where a member's records can be, whatever was removed since: their own history is short. [] is everywhere."""
    member = (about or "").partition("/")[0]
    files = session.head.files
    if f"members/{member}.yaml" not in files or f"circles/{member}.yaml" in files:
        return []
    months = sorted({place[0] for place in map(sheet_of, files) if place})
    found = [f"members/{member}.yaml", "circles", "roles"]
    month = months[0].previous if months else Month(1, 1)
    while months and month <= months[-1].next.next:
        found.append(sheet_path(month, member))
        month = month.next
    return found


def _known(session: Session, name: str) -> bool:
    """Whether any entry ever named it, or a file is called so."""
    files = session.head.files
    if any(path.removesuffix(".yaml").endswith(name) for path in files):
        return True
    from coopctl.store.past import ever_named

    return ever_named(session.repo, name)


def _show(one: Told) -> None:
    show.out(T("{date}, {who}  ({id})", date=one.entry.date.date(), who=one.who, id=one.entry.id[:8]))
    tell(one.changes[:_MOST], "  ")
    if len(one.changes) > _MOST:
        show.out(T("  … and {n} more: coopctl diff {id}~..{id}", n=len(one.changes) - _MOST, id=one.entry.id[:8]))
    told_reason(one.entry)


def told_reason(entry: Commit) -> None:
    """Why, as the person wrote it."""
    for line in entry.body.splitlines():
        show.out(T("  why: {reason}", reason=line))


_MOST = 12


def as_told(one: Told) -> dict[str, Any]:
    """An entry as programs receive it."""
    trailers = one.entry.trailers
    return {
        "commit": one.entry.id,
        "date": one.entry.date.isoformat(),
        "who": one.who,
        "operation": next(iter(trailers.get("Coop-Op", ())), None),
        "reason": one.entry.body,
        "records": list(trailers.get("Coop-Record", ())),
        "changes": as_json(one.changes),
    }
