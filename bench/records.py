"""The records of a ledger of the bench other than its board: charter, members, circles, role sheets."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from bench.shape import SEATS, TERM, Mandate, Shape, later
from coopctl.document.write import emit
from coopctl.records.kinds import modeline
from coopctl.values import Cents, Rate


def records(shape: Shape) -> Iterator[tuple[str, str]]:
    """Path and canonical text of every record but the sheets."""
    begun = later(shape.months[0], -12).first
    yield _file("coop.yaml", _charter())
    for number, handle in enumerate(shape.handles):
        yield _file(f"members/{handle}.yaml", _member(number, handle, begun))
    for number, circle in enumerate(shape.circles):
        yield _file(f"circles/{circle}.yaml", _circle(number, circle, shape, begun))
    mandates: dict[str, list[Mandate]] = {}
    for mandate in shape.mandates():
        mandates.setdefault(mandate.role, []).append(mandate)
    for number, (role, held) in enumerate(mandates.items()):
        yield _file(f"roles/{role}.yaml", _role(number, role, held))


def _file(path: str, tree: dict[str, object]) -> tuple[str, str]:
    return path, emit(tree, modeline(path))


def _charter() -> dict[str, object]:
    return {
        "format": 1,
        "name": "Banc d'essai",
        "slug": "banc",
        "rate_caps": [
            {"since": dt.date(2018, 1, 1), "cap": Rate(3000)},
            {"since": dt.date(2024, 1, 1), "cap": Rate(3200)},
        ],
        "statuses": [
            {"status": "cape", "title": "CAPE"},
            {"status": "esa", "title": "ESA"},
            {"status": "staff", "title": "Équipe d'appui", "paid": False},
        ],
    }


def _member(number: int, handle: str, begun: dt.date) -> dict[str, object]:
    """One in twenty is of the support team, one in three began with another status."""
    turn = dt.date(begun.year + 2, begun.month, 1)
    status: list[dict[str, object]] = [{"status": "staff" if number % 20 == 19 else "esa", "since": begun}]
    if number % 3 == 0:
        before = {"status": "cape", "since": begun, "until": turn - dt.timedelta(days=1)}
        status = [before, {**status[0], "since": turn}]
    return {"handle": handle, "statuses": status, "site": ("Limoges", "Tulle", "Guéret")[number % 3]}


def _circle(number: int, circle: str, shape: Shape, begun: dt.date) -> dict[str, object]:
    agreed = dt.date(begun.year + 50, begun.month, 1)
    handles = shape.handles[number :: 2 * len(shape.circles)]
    members = [{"member": handle, "since": begun, "until": agreed} for handle in handles]
    title = circle.replace("-", " ").capitalize()
    return {"circle": circle, "title": title, "access": "commitment", "since": begun, "members": members}


def _role(number: int, role: str, held: list[Mandate]) -> dict[str, object]:
    """A role sheet; one in two has a stipend."""
    _circle, name = role.split("/")
    stipend = [{"since": held[0].since, "monthly": Cents(4000)}]
    mandates = [{"member": one.member, "since": one.since.first, "until": one.until.last} for one in held]
    return {
        "role": name,
        "title": name.capitalize(),
        "accountabilities": ["Préparer les réunions", "Dire où l'on en est"],
        "term_months": TERM,
        "seats": SEATS,
        **({"stipend": stipend} if number % 2 == 0 else {}),
        "mandates": mandates,
    }
