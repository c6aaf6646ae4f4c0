"""``check`` of a thousand elections of sixty events each, eighteen people in each, beside ``python -c pass``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from bench.changes import Change
from bench.everyday import FLOOR
from bench.ledgers import forget, lay
from bench.machine import PASS
from bench.measure import paired, ratio, turn
from bench.rows import LIMITS, Row
from bench.site import Site, check, coopctl
from bench.speed import changed
from coopctl.document.write import emit
from coopctl.records.kinds import modeline
from coopctl.values import Moment

ROLES, TERMS = 100, 10
ELECTIONS = ROLES * TERMS
PEOPLE = tuple(f"m{i:02}" for i in range(18))
FACILITATOR = "m18"
FIRST = dt.date(2017, 1, 9)
NOTE = Change("election", f"elections/{FIRST}-r0.yaml", r"^(  text: La salle ferme à ).*$", lambda n: f"{22 + n} h")

Event = dict[str, Any]


def elections(site: Site, rounds: int) -> list[Row]:
    """From nothing, when nothing changed, when one election changed; what looks at elections every day."""
    folder = lay(site.place / "elections", files())
    times = paired(
        [
            turn("pass", PASS),
            turn("cold", check(folder), before=lambda _n: forget(folder)),
            turn("warm", check(folder)),
            changed(folder, NOTE),
            turn("calendar", coopctl(folder, "calendar")),
            turn("list", coopctl(folder, "election", "list")),
        ],
        rounds,
    )
    found = []
    for name, work, limit in (
        ("cold", f"check, {ELECTIONS:,} elections of 60 events, from nothing", LIMITS["elections"]),
        ("warm", "the same, nothing changed", LIMITS["elections again"]),
        ("election", "the same, one election changed", LIMITS["elections changed"]),
        ("calendar", "calendar, where there are as many", None),
        ("list", "election list, where there are as many", None),
    ):
        value, busy = ratio(times, name, "pass")
        found.append(Row(work, FLOOR, value, limit, busy))
    return found


def files() -> Iterator[tuple[str, str]]:
    """Path and canonical text of every file: a role is designated for once a year, ten years on."""
    statuses = [{"status": "cape", "title": "CAPE"}]
    yield _file("coop.yaml", {"format": 1, "name": "Banc", "slug": "banc", "statuses": statuses})
    for handle in (*PEOPLE, FACILITATOR):
        held = [{"status": "cape", "since": "2015-01-01"}]
        yield _file(f"members/{handle}.yaml", {"handle": handle, "statuses": held})
    yield _file("circles/banc.yaml", {"circle": "banc", "title": "Banc", "since": "2016-01"})
    for role in range(ROLES):
        mandates = []
        for term in range(TERMS):
            day = FIRST + dt.timedelta(days=role % 50 + 365 * term)
            name = f"{day}-r{role}"
            mandate = {"member": PEOPLE[(role + term) % 5], "since": day + dt.timedelta(days=60),
                       "until": day + dt.timedelta(days=420)}  # fmt: skip
            yield _file(f"elections/{name}.yaml", {"election": name, "events": _events(name, role, day, mandate)})
            mandates.append({**mandate, "election": name})
        yield _file(f"roles/banc/r{role}.yaml", {"role": f"r{role}", "title": f"Rôle {role}",
                                                 "accountabilities": ["Agir"], "mandates": mandates})  # fmt: skip


def _events(name: str, role: int, day: dt.date, mandate: Event) -> list[Event]:
    """An objection is integrated, the first proposed declines after two rounds, the second accepts later."""
    first, chosen = PEOPLE[(PEOPLE.index(mandate["member"]) + 1) % 5], mandate["member"]
    ballots = [{"voter": one, "nominee": PEOPLE[(place + role) % 5], "given": _digest(f"{name} {one}")}
               for place, one in enumerate(PEOPLE)]  # fmt: skip
    moved = [{"voter": one, "nominee": chosen, "given": _digest(f"{name} {one} 2")} for one in PEOPLE[:3]]
    found: list[Event] = [
        _framing(role),
        {"kind": "ballots", "ballots": ballots},
        {"kind": "change", "ballots": moved},
        {"kind": "proposal", "member": first, "reason": "Relit vite, explique bien et sait dire non"},
        *({"kind": "consent", "members": [one]} for one in PEOPLE[:-1]),
        {"kind": "objection", "objection": "o1", "member": PEOPLE[-1], "text": "Deux ans sans bilan : c'est long"},
        {"kind": "resolution", "objection": "o1", "ending": "integrated",
         "amendment": {"how": "shorter-term", "text": "Un bilan à six mois", "term_months": 18}},
        *({"kind": "consent", "members": [one]} for one in PEOPLE),
        {"kind": "acceptance", "member": first, "answer": "declined"},
        {"kind": "proposal", "member": chosen, "reason": "Connaît le rôle et veut le partager"},
        {"kind": "note", "text": "La salle ferme à 21 h"},
        *({"kind": "consent", "members": [one]} for one in PEOPLE[:12]),
        {"kind": "consent", "members": [*PEOPLE[12:]]},
        {"kind": "acceptance", "member": chosen, "answer": "later", "until": day + dt.timedelta(days=14)},
        {"kind": "acceptance", "member": chosen, "answer": "accepted"},
        {"kind": "mandate", **mandate},
    ]  # fmt: skip
    assert len(found) == 60
    hours = (Moment(f"{day}T{18 + minute // 60}:{minute % 60:02}") for minute in range(0, 300, 2))
    return [{"at": hour, "by": PEOPLE[0], **event} for hour, event in zip(hours, found, strict=False)]


def _framing(role: int) -> Event:
    return {
        "kind": "framing", "circle": "banc", "role": f"banc/r{role}",
        "criteria": ["Écoute jusqu'au bout", "Tient ses délais", "Sait demander de l'aide"],
        "rules": {"preset": "founding"}, "term_months": 24, "electorate": [*PEOPLE], "facilitator": FACILITATOR,
        "secretary": PEOPLE[0], "present": [*PEOPLE], "remote": [*PEOPLE[6:]], "place": "Limoges, et en visio",
        "minutes": {"ballots": 5, "reveal": 20, "change": 10, "proposal": 5, "objections": 30, "acceptance": 5},
    }  # fmt: skip


def _digest(text: str) -> str:
    return f"hmac:{sha256(text.encode()).hexdigest()[:32]}"


def _file(path: str, tree: dict[str, Any]) -> tuple[str, str]:
    return path, emit(tree, modeline(path))
