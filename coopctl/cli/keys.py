"""coopctl keys: whose signing keys count, until when, and how this clone signs."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated, Any

from coopctl import typed
from coopctl.cli import show
from coopctl.cli.governing import Plan, govern, slug
from coopctl.cli.options import DryRun, Format, On, Rev, Why, argument, option
from coopctl.cli.saying import say_json
from coopctl.cli.session import Session
from coopctl.cli.setting import Setting
from coopctl.cli.verb import verb
from coopctl.problem import Misuse, NotHere
from coopctl.words import T, _

Handle = Annotated[str, argument(meta="HANDLE", help="whose key", read=slug)]
File = Annotated[str | None, argument(meta="FILE", help="the public key, a file ending in .pub (none: this clone's)")]
Which = Annotated[str | None, argument(meta="KEY", help="the beginning of its fingerprint, where there are several")]
First = Annotated[dt.date | None, option("--since", meta="DATE", help="first day it counts", dated=typed.day)]
Last = Annotated[dt.date | None, option("--until", meta="DATE", help="last day it counts", dated=typed.day)]
End = Annotated[dt.date | None, option("--on", meta="DATE", help="last day it counts (today)", dated=typed.day)]
Every = Annotated[bool, option("--all", help="every key that counts after that day, as when somebody leaves")]
New = Annotated[bool, option("--new", help="make a key for this clone, kept in its git folder")]


@verb
def list_(setting: Setting, format: Format = "text", on: On = None, rev: Rev = None) -> int:
    """List the keys of members, and the days on which they count."""
    from coopctl.edits.keys import held

    session, day = Session(setting), on or setting.today
    rows = [
        {"member": one.member, "fingerprint": one.print, "kind": one.key.key.split()[0], "since": one.key.since,
         "until": one.key.until, "counts": _counts(one.key, day)}
        for one in held(session.ledger(rev))
    ]  # fmt: skip
    if format == "json":
        say_json([{name: str(one) if isinstance(one, dt.date) else one for name, one in row.items()} for row in rows])
    elif rows:
        heads = [_("handle"), _("fingerprint"), _("since"), _("until"), _("counts")]
        show.table(heads, [[*_cells(one), _("yes") if one["counts"] else _("no")] for one in rows])
    else:
        show.note(T("no key yet: {command}", command="coopctl keys setup"))
    return 0


def _counts(key: Any, day: dt.date) -> bool:
    return not (key.since and day < key.since) and not (key.until and day > key.until)


def _cells(row: dict[str, Any]) -> list[Any]:
    return [row["member"], row["fingerprint"], row["since"] or "", row["until"] or ""]


@verb
def add(
    setting: Setting,
    handle: Handle,
    file: File = None,
    since: First = None,
    until: Last = None,
    dry_run: DryRun = False,
    message: Why = None,
) -> int:
    """Note a member's public key: what is signed with it counts as theirs from the next entry on.

    Their own is written by them; that of who comes in, or lost theirs, by the co-management.

        coopctl keys add loic ~/.ssh/id_ed25519.pub
    """
    from coopctl.edits import keys

    session = Session(setting)
    given = keys.Given(keys.read_key(_text(session, file)), since, until)
    why = message or ""
    return _noted(session, lambda now, actor: keys.add(now, handle, given, actor, setting.today, why), dry_run)


@verb
def end(
    setting: Setting,
    handle: Handle,
    key: Which = None,
    on: End = None,
    all: Every = False,
    dry_run: DryRun = False,
    message: Why = None,
) -> int:
    """Give a key its last day: another one takes its place.

    Where a key may be in other hands, coopctl keys lost takes it out at once.

        coopctl keys end loic SHA256:Qk2 --on 2026-12-31
    """
    from coopctl.edits import keys

    day, today, why = on or setting.today, setting.today, message or ""
    if all and key:
        raise Misuse(T("{option} is for every key: name none", option="--all"), f"coopctl keys end {handle} --all")
    if all:
        return _noted(Session(setting), lambda now, actor: keys.end_all(now, handle, day, actor, today, why), dry_run)
    return _noted(Session(setting), lambda now, actor: keys.end(now, handle, key, day, actor, today, why), dry_run)


@verb
def lost(setting: Setting, handle: Handle, key: Which = None, dry_run: DryRun = False, message: Why = None) -> int:
    """Take out a key that is lost, or that somebody else may have. What it signed before stays as it is."""
    from coopctl.edits import keys

    today, why = setting.today, message or ""
    return _noted(Session(setting), lambda now, actor: keys.lost(now, handle, key, actor, today, why), dry_run)


@verb
def signers(setting: Setting, rev: Rev = None) -> int:
    """Print the keys as git reads them in an allowed_signers file."""
    from coopctl.edits.keys import signers as lines

    for line in lines(Session(setting).ledger(rev)):
        show.out(line)
    return 0


@verb
def setup(setting: Setting, file: File = None, new: New = False, dry_run: DryRun = False) -> int:
    """Have this clone sign what it records, and know everybody's keys.

    Only settings of this clone are written: other clones stay as they are.

        coopctl keys setup --new
    """
    from coopctl.edits import keys
    from coopctl.store import signing

    session = Session(setting)
    if dry_run:
        show.out(T("this would set: {names}", names=["gpg.format", "user.signingkey", "commit.gpgsign"]))
        return 0
    path = signing.new_key(session.repo, session.actor) if new else _path(session, file)
    key = keys.read_key(Path(path).expanduser().read_text("utf-8", "replace"))
    ledger = session.ledger()
    for name, value in signing.configure(session.repo, str(Path(path).expanduser()), keys.signers(ledger)):
        show.out(f"{name} = {value}")
    show.out(T("this clone signs with {print}", print=keys.fingerprint(key)))
    mine = [one for one in keys.held(ledger) if one.member == session.actor and one.print == keys.fingerprint(key)]
    if not mine:
        show.note(T("next: {command}", command=f"coopctl keys add {session.actor} {path}"))
    return 0


def _noted(session: Session, plan: Plan, dry_run: bool) -> int:
    from coopctl.edits.keys import signers as lines
    from coopctl.store import signing

    govern(session, plan, dry_run=dry_run, then="coopctl keys")
    if not dry_run and signing.allows(session.repo):
        signing.allow(session.repo, lines(Session(session.setting).ledger()))
    return 0


def _path(session: Session, file: str | None) -> str:
    from coopctl.store.signing import own_key

    found = file or own_key(session.repo)
    if found is None:
        raise NotHere(T("no key was found on this machine"), "coopctl keys setup --new")
    if not found.endswith(".pub"):
        raise Misuse(T("a public key is expected, a file that ends in .pub"), f"coopctl keys setup {found}.pub")
    if not Path(found).expanduser().is_file():
        raise NotHere(T("there is no file {path}", path=found), "coopctl keys setup --new")
    return found


def _text(session: Session, file: str | None) -> str:
    path = Path(file or _path(session, None)).expanduser()
    if not path.is_file():
        raise NotHere(T("there is no file {path}", path=str(path)), "ls ~/.ssh/*.pub")
    return path.read_text("utf-8", "replace")
