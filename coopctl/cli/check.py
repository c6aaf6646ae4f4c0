"""coopctl check: all that is wrong in the ledger, in one run."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from typing import Annotated

from coopctl.cli import show
from coopctl.cli.options import On, Rev, one_of, option
from coopctl.cli.session import Session
from coopctl.cli.setting import Setting
from coopctl.cli.verb import verb
from coopctl.problem import Finding, Misuse
from coopctl.words import T, _, language

FORMATS = ("text", "concise", "json", "github", "gitlab", "sarif", "junit")
OF_THE_CLOCK = ("meeting-still-to-come",)
"""Rules that hold what is written against the clock: as of a day of the past, all that came since would be wrong."""
Names = Annotated[list[str] | None, option("--only", meta="RULE", help="these rules and no others")]
Skip = Annotated[list[str] | None, option("--skip", meta="RULE", help="all rules but these")]
Shape = Annotated[
    str | None, option("--format", meta="|".join(FORMATS), help="how findings are written", read=one_of(*FORMATS))
]
Since = Annotated[str | None, option("--since", meta="REV", help="only what that revision did not have yet")]
Strict = Annotated[bool, option("--strict", help="remarks count too")]


@verb
def check(
    setting: Setting,
    only: Names = None,
    skip: Skip = None,
    format: Shape = None,
    since: Since = None,
    strict: Strict = False,
    on: On = None,
    rev: Rev = None,
) -> int:
    """Find all that is wrong in the ledger.

    Every finding says what was seen, what was expected, where that is written, and what to type.
    """
    from coopctl.check import check as judge

    only, skip = _known(only), _known(skip)
    session = Session(setting)
    ledger, day = session.ledger(rev), on or setting.today
    skip += OF_THE_CLOCK if day < setting.today else ()
    findings = judge(ledger, day, only, skip)
    if since:
        old = {one.key for one in judge(session.ledger(since), day, only, skip)}
        findings = [one for one in findings if one.key not in old]
    form = format or ("text" if sys.stdout.isatty() else "concise")
    _show(session, findings, form, len(ledger.all) if form == "text" else None, rev)
    return 1 if any(strict or one.severity == "error" for one in findings) else 0


def _known(names: list[str] | None) -> list[str]:
    if not names:
        return []
    from coopctl.rules.catalogue import BY_NAME
    from coopctl.rules.rule import nearest

    for name in names:
        if name not in BY_NAME:
            near = nearest(name, BY_NAME)
            raise Misuse(
                T("there is no rule {rule}; the nearest is {near}", rule=name, near=near)
                if near
                else T("there is no rule {rule}", rule=name),
                "coopctl explain",
            )
    return names


def _show(session: Session, findings: list[Finding], form: str, files: int | None, rev: str | None) -> None:
    from coopctl.report import report

    screen = show.screen()
    said = report(
        form,
        findings,
        text_of=texts(session.snapshot(rev).files),
        lang=language(),
        color=screen.color,
        width=screen.width,
        read=files,
        prefix=session.repo.prefix,
        titles=_titles() if form == "sarif" else None,
    )
    if said:
        show.out(said, styled=form == "text")


def _titles() -> dict[str, str]:
    from coopctl.rules.catalogue import RULES

    return {rule.name: _(rule.summary) for rule in RULES}


def texts(files: Mapping[str, bytes]) -> Callable[[str], str | None]:
    """How a report finds the text of a file."""

    def text_of(path: str) -> str | None:
        return files[path].decode(errors="replace") if path in files else None

    return text_of
