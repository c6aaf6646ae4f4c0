"""coopctl fmt: the canonical form, so that two people write the same thing the same way."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

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
        rough, kept = sorted_out(session.work.files)
        for path in (*rough, *kept):
            show.out(path)
        return 1 if rough or kept else 0
    actor = session.actor

    def plan(snapshot: Snapshot) -> tuple[Edit, tuple[list[str], list[str]]]:
        rough, kept = sorted_out(snapshot.files)
        changes: dict[str, bytes | None] = {path: text.encode() for path, text in rough.items()}
        trailers = (("Coop-Op", "fmt"), ("Coop-Actor", actor))
        subject = f"fmt: {len(changes)} file{'' if len(changes) == 1 else 's'}"
        return Edit(snapshot.revision, changes, Message(subject, message or "", trailers)), (list(rough), kept)

    written, left = plan(session.head)[1]
    if written:
        session.write(plan, dry_run=dry_run)
    for path in left:
        show.note(T("{path} has comments: left as it is", path=path))
    show.out(TN("{n} file rewritten", "{n} files rewritten", len(written)))
    return 0


def sorted_out(files: Mapping[str, bytes]) -> tuple[dict[str, str], list[str]]:
    """The files not in canonical form: those that can be rewritten, with their text, and those with comments."""
    from coopctl.records.canonical import canonical

    rough: dict[str, str] = {}
    kept: list[str] = []
    for path in sorted(path for path in files if kind_of(path)):
        wanted = canonical(path, files[path])
        if wanted is None:
            continue
        text, whole = wanted
        if text.encode() != files[path]:
            rough[path] = text
        if not whole:
            kept.append(path)
    return rough, kept
