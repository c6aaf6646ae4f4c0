"""The report of a span as plain facts with stable keys: what is counted, and nothing about one person's work."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from coopctl.ledger import Ledger
from coopctl.summary.blocks import QUARTER, Block, Sums, Top, block, concentration, quarters, sums
from coopctl.summary.headcount import among, moved, shares, told
from coopctl.summary.span import Between, Facts, Moment, Move, circles, counted, involved, mandates, present, vacant
from coopctl.summary.tally import Tally, added, tallies, technical_share
from coopctl.values import Month, Period, Span


def report(between: Between) -> Facts:
    """What is new, continuing and ended, who is there and involved, and what was noted in whole quarters."""
    return {
        "from": between.first.isoformat(),
        "to": between.last.isoformat(),
        "members": members(between),
        "circles": _lists(circles(between)),
        "mandates": _lists(mandates(between)),
        "vacancies": _lists(vacant(between)),
        "involvement": involvement(between),
        **work(between.after.ledger, settled(between)),
    }


def _lists(found: Move) -> Facts:
    return found._asdict()


def members(between: Between) -> Facts:
    """Members on both days, and by status and site."""
    before, after = present(between.before), present(between.after)
    ledger = between.after.ledger
    inside = {name for name, one in ledger.members.items() if between.inside(one.presence)}
    came, gone = (after - before) | inside, (before - after) | inside
    return {
        **moved(len(before), len(after), len(came), len(gone), len(before & after))._asdict(),
        "by_status": by(between, "status"),
        "by_site": by(between, "site"),
        "by_domain": by_domain(between.after),
    }


def by_domain(moment: Moment) -> list[Facts]:
    """How many members know each field; one may know several. Fields of fewer than five are not named."""
    domains = [set(moment.ledger.members[name].domains) for name in present(moment)]
    names = sorted({domain for own in domains for domain in own})
    counts = [(name, told(sum(name in own for own in domains))) for name in names]
    return [{"domain": name, "people": count} for name, count in counts if count is not None]


def by(between: Between, field: str) -> list[Facts]:
    """How many on each day, by status or by site: the most common first, then by name; who has none comes last."""
    ledger = between.after.ledger
    titles = {kind.status: kind.title for kind in ledger.charter.statuses} if ledger.charter else {}
    before, after = (counted(one, field, present(one)) for one in (between.before, between.after))
    if not (before.keys() | after.keys()) - {""}:
        return []
    shown = shares(before), shares(after)
    names = sorted({*before, *after}, key=lambda name: (name == "", titles.get(name, name)))
    return [
        {
            field: name or None,
            **({"title": titles.get(name, name) or None} if field == "status" else {}),
            "before": shown[0].get(name, 0),
            "after": shown[1].get(name, 0),
        }
        for name in names
    ]


def involvement(between: Between) -> Facts:
    """How many of the members at the end held a mandate or noted something in the span."""
    there = present(between.after)
    found = among(len(involved(between) & there), len(there))
    return {"people": found.people, "of": found.of, "share_percent": found.share, "bound": found.bound}


def settled(between: Between) -> list[Block]:
    """The quarters that lie whole in a span of days; between two revisions, those closed in between.

    Of two revisions what was closed at the first is left out, for that was told before.
    """
    if between.one_ledger:
        first = Period.holding(Month.of(between.first), QUARTER)
        last = Period.holding(Month.of(between.last), QUARTER)
        payouts = tallies(between.after.ledger, Span(first.first, last.last))
        return [
            block(one, payouts) if between.first <= one.first and one.last <= between.last else Block(one, left="part")
            for one in quarters(first, last)
        ]
    payouts = tallies(between.after.ledger)
    earlier = tallies(between.before.ledger)
    found = [block(one, payouts) for one in _quarters_of(payouts)]
    return [one for one in found if one.left != "open" and block(one.quarter, earlier).left == "open"]


def _quarters_of(payouts: Iterable[Period]) -> list[Period]:
    return sorted({Period.holding(month, QUARTER) for period in payouts for month in period.months})


def work(ledger: Ledger, blocks: list[Block]) -> Facts:
    """What was noted in some quarters: sums by circle, how concentrated, the co-managers' technical share."""
    own = [one.quarter for one in blocks if one.left is None]
    payouts = tallies(ledger, Span(own[0].first, own[-1].last)) if own else {}
    inside = [one for period, one in payouts.items() if any(_holds(quarter, period) for quarter in own)]
    return {
        "quarters": [str(one) for one in own],
        "left_out": [{"quarter": str(one.quarter), "why": one.left} for one in blocks if one.left],
        "noted": noted(ledger, sums(blocks)) if own else None,
        "concentration": [top(one) for one in (_top(ledger, one, payouts) for one in blocks) if one],
        "technical_percent": technical_share(added(one["roles"] for one in inside), natures(ledger)),
    }


def _holds(quarter: Period, period: Period) -> bool:
    return quarter.first <= period.first and period.last <= quarter.last


def natures(ledger: Ledger) -> dict[str, str]:
    """What roles say of the nature of their work, by circle/role, where they say something."""
    found = {name: getattr(role, "nature", None) for name, role in ledger.roles.items()}
    return {name: str(nature) for name, nature in found.items() if nature}


def noted(ledger: Ledger, found: Sums) -> Facts:
    """The sums of whole blocks, by circle."""
    titles = {name: one.title for name, one in ledger.circles.items()}
    return {
        "circles": [
            {
                "circle": one.circle or None,
                "title": titles.get(one.circle, one.circle) if one.circle else None,
                "together": one.circle is None,
                "hours": one.hours,
                "money": one.money,
                "quarters": [str(quarter) for quarter in one.quarters],
            }
            for one in found.circles
        ],
        "together": [{"circle": one or None, "title": titles.get(one, one) or None} for one in found.together],
        "hours": found.hours,
        "money": found.money,
        "given_hours": found.given if found.given_in else None,
        "given_in": [str(quarter) for quarter in found.given_in],
    }


def _top(ledger: Ledger, one: Block, payouts: Mapping[Period, Tally]) -> Top | None:
    managers = {
        member for period, found in payouts.items() if _holds(one.quarter, period) for member in found["managers"]
    }
    return concentration(one, present(Moment(ledger, one.quarter.last)) - managers)


def top(one: Top) -> dict[str, Any]:
    """How far a quarter rests on few."""
    return {"quarter": str(one.quarter), "people": one.people, "share_percent": one.share, "none": one.none}
