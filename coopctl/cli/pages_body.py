"""One body as a page."""

from __future__ import annotations

from coopctl.cli.pages import Facts, page
from coopctl.cli.pages_held import college, conditions, declined, filled, holding, limits, meets, vacant
from coopctl.words import TN, T, Text, _

_KINDS = {
    "co-management": T("co-management"),
    "supervisory-board": T("supervisory board"),
    "assembly": T("assembly"),
    "works-council": T("works council"),
    "orientation": T("orientation"),
    "other": T("other"),
}


def kind_words(kind: str) -> Text:
    """What kind of body it is, as it is said."""
    return _KINDS[kind]


def body_page(one: Facts) -> None:
    """A body, as ``roster.body`` gives it."""
    months = one["term_months"]
    page(
        T("{slug}: {title}", slug=one["body"], title=one["title"]),
        [
            (_("kind"), kind_words(one["kind"])),
            (_("purpose"), one["purpose"]),
            (_("since"), one["since"]),
            (_("ended"), one["ended"]),
            (_("made up by"), T("who holds {role}", role=one["role"]) if one["role"] else None),
            (_("term"), TN("{n} month", "{n} months", months) if months else None),
            *limits(one),
            (_("seats"), one["seats"]),
            (_("how many"), _bounds(one)),
            *((_("seats kept"), college(kept)) for kept in one["colleges"]),
            (_("hand-over"), one["handover"]),
            (_("filled by"), filled(one["filled_by"])),
            *conditions(one["eligibility"]),
            (_("meets"), meets(one["meetings"])),
            *((_("sits in it"), holding(m)) for m in one["holders"]),
            (_("to fill"), vacant(one)),
            *((_("also"), holding(m)) for m in one["others"]),
            *((_("had declined"), declined(gone)) for gone in one["declined"]),
            *((_("page"), link) for link in one["links"]),
        ],
    )


def _bounds(one: Facts) -> Text | None:
    least, most = one["least"], one["most"]
    if least and most:
        return T("from {least} to {most}", least=least, most=most)
    if least:
        return T("{least} at least", least=least)
    return T("{most} at most", most=most) if most else None
