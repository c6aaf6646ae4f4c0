"""What an import of governance shows: what it cannot carry, what is wrong and where, what it would do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coopctl.cli import show
from coopctl.words import TN, T, Text, _

if TYPE_CHECKING:
    from coopctl.edits.intake import Intake, Told
    from coopctl.importing.organisation import Organisation
    from coopctl.importing.report import Address

FEW = 12
_NOUNS = {
    "member": T("members"),
    "circle": T("circles"),
    "role": T("roles"),
    "membership": T("memberships of circles"),
    "mandate": T("mandates"),
    "vacancy": T("seats to be filled"),
}
_WHAT = {"new": T("new: {line}"), "changed": T("changed: {line}"), "ended": T("ended: {line}")}


def troubles(found: Organisation) -> None:
    """Every place that is to be put right, by its address."""
    for one in found.troubles:
        show.err(T("{address}: {message}", address=str(one.address), message=one.message))


def remarks(found: Organisation) -> None:
    """What is not carried, and what is worth a look; alike ones on one line."""
    groups: dict[tuple[str, str, str], list[Address]] = {}
    for one in found.remarks:
        groups.setdefault((one.kind, one.address.sheet, str(one.message)), []).append(one.address)
    for (kind, sheet, message), places in groups.items():
        cells = [str(place).removeprefix(f"{sheet}!") for place in places if place.row >= 0]
        some = [*cells[:FEW], *["…"] * (len(cells) > FEW)]
        where = f"{sheet}!{', '.join(some)}" if cells else sheet
        line = T("{where}: {message}", where=where, message=message)
        show.note(T("not carried: {line}", line=line) if kind == "skipped" else line)


def preview(done: Intake, label: str, *, whole: bool) -> None:
    """How many of each; then what ends and changes, each; what is new, a few or ``whole``."""
    for line in done.left:
        show.note(line)
    if not done.told:
        show.out(T("nothing new in {file}: all of it is noted already", file=label))
        return
    counts = done.counts()
    rows = [
        (str(title), *(counts[noun, what] or None for what in ("new", "changed", "ended")))
        for noun, title in _NOUNS.items()
        if any(counts[noun, what] for what in ("new", "changed", "ended"))
    ]
    heads = [show.Column(head, right=True) for head in (_("to add"), _("to change"), _("to end"))]
    show.table(["", *heads], rows, title=T("{file}: what it changes", file=label))
    for what in ("ended", "changed", "new"):
        _lines([one for one in done.told if one.what == what], what, whole=whole or what == "ended")


def _lines(told: list[Told], what: str, *, whole: bool) -> None:
    shown = told if whole else told[:FEW]
    for one in shown:
        show.out(Text(_WHAT[what].message, (("line", one.text),)))
    if more := len(told) - len(shown):
        show.note(TN("and {n} more, listed by -n", "and {n} more, listed by -n", more))
