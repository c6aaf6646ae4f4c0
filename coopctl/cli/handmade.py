"""What was changed in the folder without coopctl, as the verbs that record it or mention it see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coopctl.cli import show
from coopctl.words import TN, T, Text

if TYPE_CHECKING:
    from coopctl.cli.session import Session
    from coopctl.store.byhand import Asking


def handmade(session: Session, asked: Asking | None = None) -> tuple[dict[str, bytes | None], list[str]]:
    """The records that differ from the last entry, as git would keep them, and the other files that do.

    None is a record that was removed. A file that differs by its line ends alone does not differ.
    """
    from coopctl.store.byhand import line_feeds, touched

    changes: dict[str, bytes | None] = {}
    others: list[str] = []
    found = touched(session.repo, asked)
    if not found:
        return changes, others
    from coopctl.edits.byhand import ours

    for path, _mark in found:
        if not ours(path):
            others.append(path)
            continue
        data = session.work.files.get(path)
        new = None if data is None else line_feeds(data)
        if new != session.head.files.get(path):
            changes[path] = new
    return changes, others


def said_unsaved(session: Session, asked: Asking | None = None) -> Text | None:
    """« 2 fichiers modifiés à la main ne sont pas encore enregistrés », None where all is recorded."""
    if session.repo.git_dir is None or session.repo.head() is None:
        return None
    count = len(handmade(session, asked)[0])
    if not count:
        return None
    return TN("{n} file changed by hand is not recorded yet", "{n} files changed by hand are not recorded yet", count)


def unsaved(session: Session, rev: str | None = None) -> None:
    """Say so after what was read from the folder; what was read from a revision does not depend on it."""
    if rev is not None or session.repo.git_dir is None:
        return
    from coopctl.cli.session import at_the_end
    from coopctl.store.byhand import Asking

    asked = Asking(session.repo)

    def say() -> None:
        if text := said_unsaved(session, asked):
            show.note(T("{what}: coopctl save -m WHY", what=text))

    at_the_end(say, asked.end)
