"""All the sheets of one member, judged: what could not be read, what the rules on sheets and members say."""

from __future__ import annotations

from collections.abc import Sequence

from coopctl.context import Context, context
from coopctl.digest import Digest
from coopctl.judging.desk import Desk
from coopctl.judging.kept import Judged, Kept, Notes, ids, key, recalled
from coopctl.ledger import Ledger
from coopctl.page import Named, Pages
from coopctl.problem import Fault, Finding
from coopctl.rules import sheets
from coopctl.rules.judge import sheet_faults
from coopctl.rules.rule import Rule


def recall(
    ledger: Ledger, member: str, paths: Sequence[str], governance: str | None, steady: Notes
) -> tuple[Finding, ...] | None:
    """The findings kept, where the sheets and all they can see are as they were.

    ``governance`` names all records together: where even that is the same, nothing needs to be looked at.
    ``steady`` takes what is to be kept under that name, if it still is theirs in the end.
    """
    contents = ids(ledger, paths)
    if contents is None:
        return None
    lines = key("sheets", contents)
    found = recalled(ledger, _steady(lines, governance))
    reach = ledger.known.get(lines) if found is None else None
    if isinstance(reach, Digest):
        name = _key(lines, context(ledger, member, reach))
        found = recalled(ledger, name)
        if found is not None and governance:
            steady[_steady(lines, governance)] = ledger.known[name]
    return found


def judge(ledger: Ledger, member: str, paths: Sequence[str]) -> Judged:
    """The findings on a member's sheets, oldest first."""
    desk = Desk(ledger, paths)
    pages = Pages(desk.page(path) for path in paths if path in desk)
    seen = context(ledger, member, pages.digest)
    said = sheet_faults(pages, seen, sheets.SHEET, sheets.MEMBER)
    findings = desk.findings((*_unread([one for page in pages for one in page.faults]), *said))
    read = desk.contents()
    lines = key("sheets", tuple(read.items()))
    return Judged(findings, {lines: pages.digest, _key(lines, seen): Kept(findings, desk.beside())}, read)


def settle(ledger: Ledger, member: str, judged: Judged, governance: str | None, steady: Notes) -> None:
    """Put by what was just judged under the name of all records together too, if it was judged by these very ones."""
    lines = key("sheets", tuple(judged.contents.items()))
    kept = judged.notes.get(_key(lines, context(ledger, member, judged.notes[lines])))
    if governance and kept:
        steady[_steady(lines, governance)] = kept


def _unread(wrong: list[Named]) -> list[tuple[Rule, Fault]]:
    if not wrong:
        return []
    from coopctl.rules.catalogue import BY_NAME

    return [(BY_NAME[one.rule], one.fault) for one in wrong]


def _steady(lines: str, governance: str | None) -> str:
    return f"steady:{lines}:{governance}"


def _key(lines: str, seen: Context) -> str:
    plain = (
        seen.caps, seen.presence, sorted(seen.circles.items()), sorted(seen.mandates.items()),
        sorted(seen.known_circles), sorted(seen.handles), sorted(seen.closed), seen.member,
        sorted(seen.needs),
    )  # fmt: skip
    return key("member", lines, plain)
