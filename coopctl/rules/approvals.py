"""Rules on who must agree: those who are named are there."""

from __future__ import annotations

from collections.abc import Iterator

from coopctl.ledger import Ledger
from coopctl.problem import At, Fault
from coopctl.rules.rule import nearest, rule
from coopctl.words import T


@rule("ledger")
def unknown_approver(ledger: Ledger) -> Iterator[Fault]:
    """Who must agree is no circle, no body and no member.

    A change that nobody can agree to can never come in, and a slip in a name is seen on the day it is needed. Each is
    the short name of a body or a circle, or the handle of a member.

    Broken:
        coop.yaml
            format: 1
            name: Les Jours
            slug: les-jours
            statuses:
            - status: cape
              title: CAPE
            approvals:
            - of: caps
              by:
              - tecnique  # <- here
    Mended:
        coop.yaml
            format: 1
            name: Les Jours
            slug: les-jours
            statuses:
            - status: cape
              title: CAPE
            approvals:
            - of: caps
              by:
              - technique
    """
    known = ledger.circle_names | ledger.body_names | ledger.handles
    for row, one in enumerate(ledger.charter.approvals if ledger.charter else ()):
        for place, name in enumerate(one.by):
            if name not in known:
                near = nearest(name, known)
                yield Fault(
                    At("coop.yaml", ("approvals", row, "by", place)),
                    T("{name} is no circle, no body and no member; the nearest is {near}", name=name, near=near)
                    if near
                    else T("{name} is no circle, no body and no member", name=name),
                    seen=name,
                    allowed=", ".join(sorted(ledger.circle_names | ledger.body_names)) or None,
                )
