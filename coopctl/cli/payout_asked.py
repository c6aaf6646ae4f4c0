"""What the verbs of payout are asked, and the ledger they read: light, for a preview is typed often."""

from __future__ import annotations

from typing import Annotated

from coopctl import typed
from coopctl.cli.handmade import unsaved
from coopctl.cli.options import argument, option
from coopctl.cli.session import Session
from coopctl.snapshot import Snapshot
from coopctl.values import Period, parse_slug

PeriodOf = Annotated[
    Period | None, argument(meta="PERIOD", help="2026-10, 2026-Q4; none: the oldest one open", dated=typed.period)
]
ClosedPeriod = Annotated[
    Period | None, argument(meta="PERIOD", help="2026-10, 2026-Q4; none: the last one closed", dated=typed.period)
]
MemberOf = Annotated[str | None, argument(meta="MEMBER", help="whose (yours)", read=parse_slug)]
ThePeriod = Annotated[
    Period | None, option("--period", meta="PERIOD", help="2026-10, 2026-Q4; none: the last one closed",
                          dated=typed.period)
]  # fmt: skip


def recorded(session: Session, rev: str | None) -> Snapshot:
    """The ledger as recorded: what pays or proves reads this, and says where the folder holds something else."""
    unsaved(session, rev)
    return session.repo.at(rev) if rev else session.head
