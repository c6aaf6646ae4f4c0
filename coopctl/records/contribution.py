"""contributions/<YYYY-MM>/<handle>.yaml: what a member noted in a month."""

from __future__ import annotations

from pydantic import RootModel

from coopctl.entry import Entry
from coopctl.records.base import Day, EntryId, Flag, Hours, Rate, Record, Slug, Source, What, about, maybe


class Contribution(Record):
    """Work a member did for the cooperative, the time it took, and the rate they grant themself."""

    id: EntryId = about("A letter then seven of a to z and 2 to 9; unique for the member")
    date: Day = about("Day of the work")
    until: Day | None = maybe("Last day, when the work took several")
    circle: Slug | None = maybe("Circle it was done for; absent: a free contribution")
    role: Slug | None = maybe("Role it was done in")
    need: Slug | None = maybe("The need it answers, if one was noted")
    hours: Hours = about("Time in decimal hours (2.5), never 2:30")
    rate: Rate = about("What the member grants themself for an hour")
    what: What = about("What was done, in a few words")
    recorded_by: Slug | None = maybe("Who typed it, when it was not the member")
    waived: Flag = maybe("Given: the hours count, the amount is 0", False)
    corrects: EntryId | None = maybe("Id of the line this one corrects; hours and rate are the right ones")
    source: Source | None = maybe("Fingerprint of the spreadsheet row it was read from")

    def entry(self) -> Entry:
        """The same as the plain value all computations use."""
        return Entry(**{name: getattr(self, name) for name in Entry._fields})


class ContributionSheet(RootModel[tuple[Contribution, ...]]):
    """What a member noted in a month, of work done then or earlier."""
