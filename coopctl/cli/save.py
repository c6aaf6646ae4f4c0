"""coopctl save: what was edited by hand, checked and recorded."""

from __future__ import annotations

import difflib
from typing import Annotated

from coopctl.cli import show
from coopctl.cli.governing import govern, slug, words
from coopctl.cli.handmade import handmade
from coopctl.cli.options import DryRun, Why, option
from coopctl.cli.session import Session
from coopctl.cli.setting import Setting
from coopctl.cli.verb import verb
from coopctl.problem import Misuse
from coopctl.words import TN, T


def named(text: str) -> str:
    """A decision as typed: its date and a few words, with or without its folder."""
    name = text.removeprefix("decisions/").removesuffix(".yaml")
    if not name or any(not (c.isascii() and (c.islower() or c.isdigit() or c == "-")) for c in name):
        raise ValueError(T("“{seen}” is no decision's name: 2026-11-20-plafond, say", seen=text))
    return name


Decisions = Annotated[
    list[str] | None,
    option("--decision", meta="DECISION", help="the decision it follows; may be repeated", read=named),
]
By = Annotated[
    list[str] | None, option("--approved-by", meta="HANDLE", help="a member who agreed; may be repeated", read=slug)
]


@verb
def save(
    setting: Setting, message: Why = None, decision: Decisions = None, approved_by: By = None, dry_run: DryRun = False
) -> int:
    """Check and record what was edited by hand, with a word on why.

    All records changed under the ledger's folder go into one entry; other files are left alone.
    A rule of all (a cap, who may hold a role…) names the decision that changes it, or who agreed.

        coopctl save -m "cap of 2027" --decision 2026-11-20-plafond
        coopctl save -m "cap of 2027" --approved-by ana --approved-by karim
    """
    from coopctl.edits import byhand

    session = Session(setting)
    changes, others = handmade(session)
    if others:
        show.note(TN("{n} other file is left alone: {names}", "{n} other files are left alone: {names}", len(others),
                     names=others[:3] + (["…"] if len(others) > 3 else [])))  # fmt: skip
    if not changes:
        show.out(T("nothing was changed by hand since the last entry"))
        return 0
    _in_short(session, changes)
    why = message if dry_run else _why(message)
    agreed = byhand.Agreed(decision or (), approved_by or ())
    govern(
        session,
        lambda snapshot, actor: byhand.save(snapshot, changes, actor, setting.today, why or "", agreed),
        dry_run=dry_run,
        then="coopctl log",
    )
    return 0


def _why(message: str | None) -> str:
    from coopctl.cli.show_ask import ask_for

    if not (message or "").strip() and not show.may_ask():
        raise Misuse(T("{option} is missing: say why in a few words", option="-m"), 'coopctl save -m "…"')
    if message is not None and message.strip():
        return message
    return ask_for(T("Why, in a few words"), words, option="-m")


def _in_short(session: Session, changes: dict[str, bytes | None]) -> None:
    """Each file with how many lines come and go."""
    for path, data in sorted(changes.items()):
        old = session.head.files.get(path)
        if data is None:
            show.out(T("{path}: removed", path=path))
        elif old is None:
            show.out(TN("{path}: new, {n} line", "{path}: new, {n} lines", len(data.splitlines()), path=path))
        else:
            show.out(T("{path}: {more} more, {less} less", path=path, **_counts(old, data)))


def _counts(old: bytes, new: bytes) -> dict[str, int]:
    steps = difflib.SequenceMatcher(None, old.splitlines(), new.splitlines()).get_opcodes()
    changed = [step for step in steps if step[0] != "equal"]
    return {"more": sum(d - c for _, _, _, c, d in changed), "less": sum(b - a for _, a, b, _, _ in changed)}
