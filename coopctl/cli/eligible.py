"""The options that say who may hold a role, or sit in a body."""

from __future__ import annotations

from typing import Annotated, Any

from coopctl.cli.governing import role_name, slug
from coopctl.cli.options import option

Statuses = Annotated[
    list[str] | None,
    option("--eligible-status", meta="STATUS", help="a status one must have, one of them; may be repeated", read=slug),
]
NotIn = Annotated[
    list[str] | None,
    option("--not-in", meta="CIRCLE", help="a circle one may not be in as well; may be repeated", read=slug),
]
NotWith = Annotated[
    list[str] | None,
    option("--not-with", meta="CIRCLE/ROLE", help="a role or body one may not hold as well; may be repeated",
           read=role_name),
]  # fmt: skip
Partners = Annotated[bool, option("--partners-only", help="only partners may hold it")]
Uninvolved = Annotated[bool, option("--uninvolved", help="only who holds no role of a circle may hold it")]


def eligibility(
    statuses: list[str] | None, not_in: list[str] | None, not_with: list[str] | None, partners: bool, uninvolved: bool
) -> dict[str, Any] | None:
    """What these options say of who may hold it, None where they say nothing."""
    asked = {"statuses": statuses, "partners": partners, "circles_excluded": not_in, "roles_excluded": not_with,
             "uninvolved": uninvolved}  # fmt: skip
    return {key: value for key, value in asked.items() if value} or None
