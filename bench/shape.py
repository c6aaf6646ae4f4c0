"""How large a ledger of the bench is, and who holds which role in it when."""

from __future__ import annotations

from typing import NamedTuple

from coopctl.values import Month

LAST = Month(2026, 10)
"""The last month of every ledger."""
A_MONTH = 20
"""About how many contributions a member notes in a month."""
TERM = 24
"""Months of a mandate."""
SEATS = 2
CIRCLES = (
    "technique", "accompagnement", "admin-compta", "communication", "qualiopi", "vie-cooperative",
    "accueil", "achats", "archives", "commercial", "depannage", "europe", "formation", "international", "juridique",
    "locaux", "recherche", "sites",
)  # fmt: skip
ROLES = ("animation", "secretariat", "suivi")


class Mandate(NamedTuple):
    """A member in a role (``circle/role``) from one month to another, both included."""

    role: str
    member: str
    since: Month
    until: Month


class Shape(NamedTuple):
    """A size: how many contributions, by how many members, in which months."""

    contributions: int
    members: int
    months: tuple[Month, ...]

    @property
    def handles(self) -> list[str]:
        """Every member's handle."""
        return [f"m{number:03d}" for number in range(self.members)]

    @property
    def circles(self) -> tuple[str, ...]:
        """Six circles, or eighteen where the members are many."""
        return CIRCLES[: 6 if self.members < 300 else 18]

    @property
    def roles(self) -> list[str]:
        """``circle/role`` of two or three roles per circle."""
        return [f"{circle}/{role}" for n, circle in enumerate(self.circles) for role in ROLES[: 2 + n % 2]]

    def mandates(self) -> list[Mandate]:
        """Who holds which role: terms that follow each other, two members at a time."""
        found = []
        for number, role in enumerate(self.roles):
            for term, first in enumerate(self.months[::TERM]):
                until = later(first, TERM - 1)
                for seat in range(SEATS):
                    member = (number * 5 + term * 31 + seat * (self.members // 2)) % self.members
                    found.append(Mandate(role, self.handles[member], first, until))
        return found


def shape(contributions: int, members: int | None = None) -> Shape:
    """A ledger that ends in October 2026: 90 members up to 100,000 contributions, 900 for a million."""
    members = members or min(900, max(90, contributions * 90 // 100_000))
    months = [LAST]
    while len(months) * members * A_MONTH < contributions:
        months.append(months[-1].previous)
    return Shape(contributions, members, tuple(reversed(months)))


def later(month: Month, months: int) -> Month:
    """A month, so many months later."""
    count = month.year * 12 + month.number - 1 + months
    return Month(count // 12, count % 12 + 1)
