"""What every write says: the diff of a dry run, that one waits, how much is not shared yet."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from coopctl.cli import show
from coopctl.snapshot import Edit, Snapshot
from coopctl.words import TN, T, Text

if TYPE_CHECKING:
    from coopctl.cli.session import Session
    from coopctl.store.remote import Remote


def show_edit(snapshot: Snapshot, edit: Edit) -> None:
    """The diff an edit would make, then its message, on standard output."""
    for path, data in sorted(edit.changes.items()):
        old = snapshot.files[path].decode(errors="replace") if path in snapshot.files else None
        show.diff(old, None if data is None else data.decode(), path)
    show.out("")
    show.out(str(edit.message).rstrip())
    show.note(T("nothing was written: this was a dry run"))


def waiting() -> Callable[[float], None]:
    """What a write calls while it must wait for another one: says so once, after half a second."""
    said: list[float] = []

    def wait(seconds: float) -> None:
        if seconds > 0.5 and not said:
            said.append(seconds)
            show.err(T("something else is writing in this clone: waiting…"))

    return wait


def tell(notes: Iterable[Text]) -> None:
    """What a write has to say beside its answer: an older one finished, a file left as it was."""
    for note in notes:
        show.note(note)


def sent(session: Session, copy: Remote, commit: str) -> bool:
    """Send a commit to the other copy, as :func:`coopctl.store.remote.push`; a refusal is shown in its own words."""
    from coopctl.store.remote import Declined, push

    try:
        return push(session.repo, copy, commit)
    except Declined as declined:
        for line in declined.words:
            show.err(line)
        raise


def shared(session: Session) -> Text | None:
    """« 6 lignes pas encore partagées », None where nothing waits or there is nobody to share with."""
    repo = session.repo
    if repo.git_dir is None or f"branch.{repo.branch}.remote" not in repo.config:
        return None
    from coopctl.store.remote import unshared_records

    count = unshared_records(repo)
    return TN("{n} line not shared yet", "{n} lines not shared yet", count) if count else None


def say_json(value: Any) -> None:
    """An answer for programs: amounts and hours are strings, letters beyond ASCII are escaped."""
    import json

    show.write("stdout", json.dumps(value, indent=2) + "\n")
