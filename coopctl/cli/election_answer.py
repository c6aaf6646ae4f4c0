"""coopctl election accept, decline: the answer of who is proposed, and the mandate in its sheet."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

from coopctl import typed
from coopctl.cli.election_write import Date, Id, act
from coopctl.cli.governing import slug, when, words
from coopctl.cli.options import DryRun, Why, option
from coopctl.cli.session import Session
from coopctl.cli.setting import Setting
from coopctl.cli.verb import verb
from coopctl.problem import Misuse
from coopctl.values import When
from coopctl.words import T

Who = Annotated[str | None, option("--member", meta="HANDLE", help="who answers (who is proposed)", read=slug)]
First = Annotated[
    When | None, option("--since", meta="DATE", help="first day of the mandate (as agreed, or today)", dated=when)
]
Last = Annotated[When | None, option("--until", meta="DATE", help="last day of the mandate (its term)", dated=when)]
Waived = Annotated[bool, option("--waived", help="they take no monthly sum")]
Remainder = Annotated[bool, option("--remainder", help="the rest of a term begun by someone else, until --until")]
Later = Annotated[bool, option("--later", help="the answer comes later; there is no mandate before it")]
By = Annotated[dt.date | None, option("--by", meta="DATE", help="the day by which they answer", read=typed.written_day)]
Condition = Annotated[
    str | None, option("--condition", meta="TEXT", help="yes, on a condition: a new full round follows", read=words)
]
Shorter = Annotated[
    int | None, option("--term-months", meta="N", help="the length that the condition asks for, in months")
]


@verb
def accept(
    setting: Setting,
    election: Id,
    member: Who = None,
    since: First = None,
    until: Last = None,
    waived: Waived = False,
    remainder: Remainder = False,
    later: Later = False,
    by: By = None,
    condition: Condition = None,
    term_months: Shorter = None,
    date: Date = None,
    dry_run: DryRun = False,
    message: Why = None,
) -> int:
    """Record that who is proposed says yes. The mandate is written in the role sheet, in the same record.

    For a role that the law knows it is a designation, which awaits the assembly.
    """
    from coopctl.edits import election_end as end

    if remainder and until is None:
        raise Misuse(T("the rest of a term ends when that term would have: --until is missing"))
    if later and condition:
        raise Misuse(T("an answer comes later, or with a condition: not both"))
    if waived and (later or condition):
        raise Misuse(T("--waived goes with a yes: type it again when they say it"))
    facts: dict[str, Any] = {}
    if later:
        facts = {"answer": "later", "until": by} if by else {"answer": "later"}
    elif condition:
        amendment = {"how": "condition", "text": condition, "term_months": term_months}
        facts = {"answer": "conditions", "amendment": {key: one for key, one in amendment.items() if one is not None}}
    return act(
        Session(setting), election,
        lambda snapshot, desk: end.answer(snapshot, election, member, facts, desk, "accept")
        if facts
        else end.accept(snapshot, election, member, desk, end.Rest(since, until, remainder, waived)),
        date=date, dry_run=dry_run, message=message,
    )  # fmt: skip


@verb
def decline(
    setting: Setting,
    election: Id,
    member: Who = None,
    date: Date = None,
    dry_run: DryRun = False,
    message: Why = None,
) -> int:
    """Record that who is proposed says no. No reason is asked, and none is kept."""
    from coopctl.edits import election_end as end

    return act(
        Session(setting), election,
        lambda snapshot, desk: end.answer(snapshot, election, member, {"answer": "declined"}, desk, "decline"),
        date=date, dry_run=dry_run, message=message,
    )  # fmt: skip
