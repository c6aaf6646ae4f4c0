"""coopctl propose: what was changed here, put apart as a proposal that others can look at before it counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from coopctl.cli import show
from coopctl.cli.options import DryRun, Why, option
from coopctl.cli.save import By, Decisions
from coopctl.cli.saying import sent
from coopctl.cli.session import Session
from coopctl.cli.setting import Setting
from coopctl.cli.verb import verb
from coopctl.problem import CoopError, Misuse, Refused, Unwritable
from coopctl.words import T

if TYPE_CHECKING:
    from coopctl.edits.byhand import Agreed
    from coopctl.edits.governance import Change
    from coopctl.snapshot import Snapshot
    from coopctl.store.proposing import Way
    from coopctl.store.remote import Remote

Name = Annotated[str | None, option("-b", "--branch", meta="NAME", help="a name for the proposal")]
Send = Annotated[bool, option("--push", help="send it to the shared copy, so that others see it")]
Where = Annotated[str | None, option("--remote", meta="NAME", help="which copy to send it to (origin)")]


@verb
def propose(
    setting: Setting,
    branch: Name = None,
    message: Why = None,
    decision: Decisions = None,
    approved_by: By = None,
    push: Send = False,
    remote: Where = None,
    dry_run: DryRun = False,
) -> int:
    """Put what was changed here apart, as a proposal others look at first.

    What was edited by hand and not recorded is recorded in it; what was recorded and not shared goes along.
    Nothing is sent unless asked for: --push.

        coopctl propose -b caps-2027 -m "Caps as agreed in October" --push
    """
    from coopctl.cli.public import address_of, refuse_public
    from coopctl.edits import byhand
    from coopctl.store.proposing import copy_of, way

    session = Session(setting)
    if not branch:
        raise Misuse(T("{option} is missing: a name for the proposal", option="-b"), "coopctl propose -b NAME -m WHY")
    found = way(session.repo, branch)
    copy = copy_of(session.repo, branch, remote)
    if push and copy is None:
        raise Unwritable(T("this ledger is not shared with anyone yet"), "git remote add origin ADDRESS")
    if push and copy is not None:
        refuse_public(session.repo, address_of(session.repo, copy.name))
    taken = _recorded(session, found, message, byhand.Agreed(decision or (), approved_by or ()), dry_run=dry_run)
    if dry_run:
        return 0
    _said(session, found, taken)
    if push and copy is not None:
        _send(session, copy)
    _next(session, found, copy, sent=push)
    return 0


def _recorded(session: Session, found: Way, message: str | None, agreed: Agreed, *, dry_run: bool) -> int:
    """Record what was edited by hand on the branch of the proposal; how many files that is."""
    from coopctl.cli.governing import govern
    from coopctl.cli.handmade import handmade
    from coopctl.cli.sync import nothing_written
    from coopctl.edits import byhand
    from coopctl.store.proposing import begin, give_up

    changes, _others = handmade(session)
    if not changes and found.new and found.back_to is None:
        raise Refused(T("there is nothing to propose: all that is recorded here is shared"), "coopctl diff")
    if changes and not (message or "").strip() and not dry_run:
        say = T("{option} is missing: say why in a few words", option="-m")
        raise Misuse(say, f'coopctl propose -b {found.name} -m "…"')
    session.repo.write(nothing_written)
    if dry_run and not changes:
        show.note(T("nothing was moved: this was a dry run"))
        return 0
    if not dry_run:
        begin(session.repo, found)
    if changes:
        today, why = session.setting.today, message or ""

        def plan(snapshot: Snapshot, actor: str) -> Change:
            return byhand.save(snapshot, changes, actor, today, why, agreed)

        try:
            govern(session, plan, dry_run=dry_run)
        except (CoopError, KeyboardInterrupt):
            if not dry_run:
                give_up(session.repo, found)
            raise
    return len(changes)


def _said(session: Session, found: Way, taken: int) -> None:
    if found.new:
        held = T("proposal {name}: it holds what was not shared yet, and what you record from now on", name=found.name)
        show.out(held)
        show.note(T("back to what is shared: git switch {name}", name=found.source))
    elif not taken:
        show.out(T("proposal {name}: nothing was changed by hand since", name=found.name))


def _send(session: Session, copy: Remote) -> None:
    from coopctl.store.remote import fetch, follow

    head = session.repo.head()
    assert head is not None
    fetch(session.repo, copy)
    if not sent(session, copy, head):
        raise Unwritable(T("somebody else added to that proposal: take it in first"), "coopctl sync")
    follow(session.repo, copy)
    show.out(T("sent to {name}", name=copy.name))


def _next(session: Session, found: Way, copy: Remote | None, *, sent: bool) -> None:
    """Where to ask for it, and a text that is ready for it."""
    from coopctl.cli.review import handles_of, reviewed, written
    from coopctl.review.hidden import without_people
    from coopctl.store.proposing import address, base_name

    into = base_name(session.repo, found, copy)
    if copy is not None and not sent:
        show.note(T("to send it: coopctl propose -b {name} --push", name=found.name))
    if copy is not None and (where := address(session.repo, copy, into)):
        show.out(T("ask for it here, once it is sent: {address}", address=where) if not sent
                 else T("ask for it here: {address}", address=where))  # fmt: skip
    review, *ends = reviewed(session, found.source if found.new else None, None)
    hidden = without_people(review, handles_of(session, (ends[0], ends[1])))
    show.out()
    show.write("stdout", written(session, hidden, "markdown", hide=True))
