"""coopctl fmt: the canonical form, so that two people write the same thing the same way."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, NamedTuple

from coopctl.cli import show
from coopctl.cli.options import DryRun, Why, option
from coopctl.cli.session import Session
from coopctl.cli.setting import Setting
from coopctl.cli.verb import verb
from coopctl.records.kinds import kind_of
from coopctl.snapshot import Edit, Message, Snapshot
from coopctl.words import TN, T

Check = Annotated[bool, option("--check", help="change nothing; exit 1 if a file is not in canonical form")]


@verb
def fmt(setting: Setting, check: Check = False, dry_run: DryRun = False, message: Why = None) -> int:
    """Write files in their canonical form; files with comments are only listed.

    What they say does not change: key order, indentation and quotes do.
    """
    session = Session(setting)
    if check:
        found = sorted_out(session.work.files)
        for path in dict.fromkeys((*found.rough, *found.kept)):
            show.out(path)
        _tell(found, kept=False)
        return 1 if any(found) else 0
    actor = session.actor

    def plan(snapshot: Snapshot) -> tuple[Edit, Sorted]:
        found = sorted_out(snapshot.files)
        changes: dict[str, bytes | None] = {path: text.encode() for path, text in found.rough.items()}
        trailers = (("Coop-Op", "fmt"), ("Coop-Actor", actor))
        subject = f"fmt: {len(changes)} file{'' if len(changes) == 1 else 's'}"
        return Edit(snapshot.revision, changes, Message(subject, message or "", trailers)), found

    found = plan(session.head)[1]
    if found.rough:
        session.write(plan, dry_run=dry_run)
    _tell(found, kept=True)
    show.out(TN("{n} file rewritten", "{n} files rewritten", len(found.rough)))
    return 0


class Sorted(NamedTuple):
    """The files not in canonical form: those to rewrite, with their text; those kept for their comments; those
    that cannot be read."""

    rough: dict[str, str]
    kept: tuple[str, ...]
    unread: tuple[str, ...]


def _tell(found: Sorted, *, kept: bool) -> None:
    for path in found.kept if kept else ():
        if path not in found.rough:
            show.note(T("{path} has comments: left as it is", path=path))
    for path in found.unread:
        show.note(T("{path} cannot be read as it is: {command}", path=path, command="coopctl check"))


def sorted_out(files: Mapping[str, bytes]) -> Sorted:
    """Which files are not in canonical form."""
    from coopctl.records.canonical import canonical

    rough: dict[str, str] = {}
    kept: list[str] = []
    unread: list[str] = []
    for path in sorted(files):
        kind = kind_of(path)
        if kind is None or kind.model is None:
            continue
        wanted = canonical(path, files[path])
        if wanted is None:
            unread.append(path)
            continue
        text, whole = wanted
        if text.encode() != files[path]:
            rough[path] = text
        if not whole:
            kept.append(path)
    return Sorted(rough, tuple(kept), tuple(unread))
