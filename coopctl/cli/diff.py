"""coopctl diff: what changed between two moments, in records and not in YAML."""

from __future__ import annotations

import re
from typing import Annotated

from coopctl.change.compare import changes
from coopctl.cli.guard import stand_out
from coopctl.cli.options import Format, argument
from coopctl.cli.saying import say_json
from coopctl.cli.session import Session
from coopctl.cli.setting import Setting
from coopctl.cli.told import as_json, nothing, tell
from coopctl.cli.verb import verb
from coopctl.problem import Misuse
from coopctl.snapshot import Snapshot
from coopctl.words import T

Moments = Annotated[
    str | None,
    argument(meta="A[..B]", help="a revision or a day, then another; none: since the last entry was recorded"),
]
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@verb
def diff(setting: Setting, moments: Moments = None, format: Format = "text") -> int:
    """Show what changed between two moments, in people's words.

    Alone: what was changed by hand and is not recorded yet. With one moment: since then.

        coopctl diff 2026-10-01..2026-10-31
    """
    session = Session(setting)
    first, dots, last = (moments or "HEAD").partition("..")
    if dots and not (first or last):
        raise Misuse(T("{seen} names no moment", seen=moments), "coopctl diff --help")
    before = moment(session, first or "HEAD")
    after = moment(session, last or "HEAD") if dots else session.work
    paths = _paths(session, before, after)
    told = changes(before, after, paths)
    if format == "json":
        say_json(as_json(told))
    elif told:
        stand_out(before.files, after.files, paths or (), setting.today)
        tell(told)
    else:
        nothing()
    return 0


def moment(session: Session, name: str) -> Snapshot:
    """The ledger as recorded in a revision, or at the end of a day."""
    if not _DAY.fullmatch(name):
        return session.repo.at(name)
    from coopctl.store.past import last_of_day

    found = last_of_day(session.repo, name)
    return session.repo.at(found) if found else Snapshot({})


def _paths(session: Session, before: Snapshot, after: Snapshot) -> list[str] | None:
    from coopctl.store.byhand import touched
    from coopctl.store.past import differing

    repo = session.repo
    if before.revision is None:
        return None
    if after.revision is not None:
        return differing(repo, before.revision, after.revision)
    by_hand = [path for path, _ in touched(repo)]
    return [*differing(repo, before.revision, "HEAD"), *by_hand]
