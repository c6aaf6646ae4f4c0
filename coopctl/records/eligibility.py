"""Who may hold something, as data: statuses, circles and roles that go with it or do not."""

from __future__ import annotations

from coopctl.records.base import Flag, Office, Record, Slug, many, maybe


class Eligibility(Record):
    """Who may be designated; what is not said here excludes nobody."""

    statuses: tuple[Slug, ...] = many("Statuses one must have, one of them")
    partners: Flag = maybe("Only partners (associé·es)", False)
    circles_excluded: tuple[Slug, ...] = many("Circles one may not be in at the same time")
    roles_excluded: tuple[Office, ...] = many("Roles (circle/role) and bodies one may not hold at the same time")
    uninvolved: Flag = maybe("Not involved day to day: neither holds a role of a circle nor represents one", False)
