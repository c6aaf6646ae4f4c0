"""coopctl payout verify: that what was closed still holds."""

from __future__ import annotations

import json
import sys
from typing import Annotated, Any, NamedTuple

from coopctl.cli import show as screen
from coopctl.cli.check import texts
from coopctl.cli.options import Format, Rev, option
from coopctl.cli.payout_asked import ClosedPeriod, recorded
from coopctl.cli.payout_period import readable
from coopctl.cli.payout_trace import Trace
from coopctl.cli.saying import say_json
from coopctl.cli.session import Session
from coopctl.cli.setting import Setting
from coopctl.cli.verb import verb
from coopctl.edits.books import Recorded
from coopctl.edits.proof import proof, unread_payouts
from coopctl.payout.brief import whole
from coopctl.payout.verify import path_of
from coopctl.problem import Finding, Misuse, NotHere
from coopctl.records.payout import Payout
from coopctl.report import report
from coopctl.snapshot import Snapshot
from coopctl.store.history import Commit
from coopctl.values import Period
from coopctl.words import TN, T, language

Every = Annotated[bool, option("--all", help="every closed period")]


class Verified(NamedTuple):
    """A payout, the entry of the history that added it, and what moved."""

    payout: Payout
    commit: Commit | None
    findings: list[Finding]

    @property
    def sound(self) -> bool:
        """Whether nothing that was counted was altered or removed."""
        return all(one.severity != "error" for one in self.findings)


@verb
def verify(
    setting: Setting, period: ClosedPeriod = None, every: Every = False, format: Format = "text", rev: Rev = None
) -> int:
    """Count a closed period again, and compare it with the ledger of its day and of now.

    What was added beside it since is no fault: it is paid with a later period.
    """
    if period and every:
        raise Misuse(T("name a period or {option}, not both", option="--all"), "coopctl payout verify --all")
    session = Session(setting)
    snapshot = recorded(session, rev)
    now = Recorded(snapshot)
    lost = unread_payouts(now) if every else []
    done = [_verified(session, now, payout, trace) for payout, trace in _chosen(session, snapshot, now, period, every)]
    findings = [*lost, *(finding for one in done for finding in one.findings)]
    if format == "json":
        say_json(_proof_facts(done, findings))
    else:
        _say(session, now, done, findings)
    return 1 if any(one.severity == "error" for one in findings) else 0


def _chosen(
    session: Session, snapshot: Snapshot, now: Recorded, period: Period | None, every: bool
) -> list[tuple[Payout, Trace]]:
    """The payouts to verify, with the history of their files. Raises NotHere."""
    known = [*map(whole, now.books().payouts)]
    found = [one for one in known if every or one.period == period] if every or period else [*known[-1:]]
    if not found and period:
        readable(snapshot, period)
        raise NotHere(T("{period} is not closed", period=period), f"coopctl payout preview {period}")
    if not found and not every:
        raise NotHere(T("no period is closed yet"), "coopctl payout preview")
    trace = Trace(session, snapshot, map(path_of, found))
    return [(one, trace) for one in found]


def _verified(session: Session, now: Recorded, payout: Payout, trace: Trace) -> Verified:
    commit = trace.added(payout)
    then = Recorded(session.repo.at(commit.id)) if commit else None
    alone = commit is not None and all(path.startswith("payouts/") for path in commit.paths)
    return Verified(payout, commit, proof(payout, now, then, alone=alone))


def _say(session: Session, now: Recorded, done: list[Verified], findings: list[Finding]) -> None:
    for one in done:
        if one.sound:
            lines = TN("{n} line counted again", "{n} lines counted again", _counted(one.payout))
            screen.out(T("{period}: {lines}, {total}, nothing moved",
                         period=one.payout.period, lines=lines, total=one.payout.total))  # fmt: skip
    if not done and not findings:
        screen.note(T("no period is closed yet"))
    if findings:
        seen = screen.screen()
        form = "text" if sys.stdout.isatty() else "concise"
        said = report(
            form, findings, text_of=texts(now.files), lang=language(), color=seen.color, width=seen.width,
            prefix=session.repo.prefix,
        )  # fmt: skip
        screen.out(said, styled=form == "text")


def _counted(payout: Payout) -> int:
    return len(payout.lines) + len(payout.unpaid)


def _proof_facts(done: list[Verified], findings: list[Finding]) -> dict[str, Any]:
    """The findings as ``check --format json`` gives them, and the periods that were looked at."""
    told: dict[str, Any] = json.loads(report("json", findings, lang=language()))
    periods = [
        {
            "period": str(one.payout.period),
            "lines": _counted(one.payout),
            "total": one.payout.total.fixed,
            "closed": one.payout.closed.isoformat(),
            "commit": one.commit.id if one.commit else None,
            "sound": one.sound,
        }
        for one in done
    ]
    return {"version": told["version"], "payouts": periods, "findings": told["findings"], "summary": told["summary"]}
