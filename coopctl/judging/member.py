"""All the sheets of one member, judged: what could not be read, what the rules on sheets and members say."""

from __future__ import annotations

from collections.abc import Sequence

from coopctl.context import Context, context
from coopctl.digest import Digest
from coopctl.judging.desk import Desk
from coopctl.judging.kept import Ids, Judged, Kept, Notes, ids, key, recalled
from coopctl.ledger import Ledger
from coopctl.page import Named, Pages
from coopctl.problem import Fault, Finding
from coopctl.rules import sheets
from coopctl.rules.judge import sheet_faults
from coopctl.rules.rule import Rule


def recall(ledger: Ledger, member: str, paths: Sequence[str]) -> tuple[Finding, ...] | None:
    """The findings kept, where the sheets and all they can see are as they were."""
    contents = ids(ledger, paths)
    reach = ledger.known.get(_reach_key(contents)) if contents else None
    if not isinstance(reach, Digest):
        return None
    return recalled(ledger, _key(contents, context(ledger, member, reach)))


def judge(ledger: Ledger, member: str, paths: Sequence[str]) -> Judged:
    """The findings on a member's sheets, oldest first."""
    desk = Desk(ledger, paths)
    pages = Pages(desk.page(path) for path in paths if path in desk)
    seen = context(ledger, member, pages.digest)
    said = sheet_faults(pages, seen, sheets.SHEET, sheets.MEMBER)
    findings = desk.findings((*_unread([one for page in pages for one in page.faults]), *said))
    read = desk.contents()
    contents = tuple(read.items())
    notes: Notes = {_reach_key(contents): pages.digest, _key(contents, seen): Kept(findings, desk.beside())}
    return Judged(findings, notes, read)


def _unread(wrong: list[Named]) -> list[tuple[Rule, Fault]]:
    if not wrong:
        return []
    from coopctl.rules.catalogue import BY_NAME

    return [(BY_NAME[one.rule], one.fault) for one in wrong]


def _reach_key(contents: Ids | None) -> str:
    return key("reach", contents)


def _key(contents: Ids | None, seen: Context) -> str:
    plain = (
        seen.caps, seen.presence, sorted(seen.circles.items()), sorted(seen.mandates.items()),
        sorted(seen.known_circles), sorted(seen.handles), sorted(seen.closed),
    )  # fmt: skip
    return key("member", contents, plain)
