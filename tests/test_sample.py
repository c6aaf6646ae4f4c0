"""The sample cooperative in ledger/: complete, sound, and what tools/sample.py writes."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from functools import lru_cache
from pathlib import Path

import pytest

from coopctl.check import check
from coopctl.cli.demo import sample
from coopctl.cli.main import main as coopctl
from coopctl.demo.people import NAMES
from coopctl.ledger import Ledger
from coopctl.mandates import mandates, vacancies
from coopctl.rules.catalogue import BY_NAME
from coopctl.snapshot import Snapshot
from coopctl.values import parse_month

ROOT = Path(__file__).resolve().parents[1]
TODAY = dt.date(2026, 11, 3)


@lru_cache
def ledger() -> Ledger:
    return Ledger(Snapshot(sample()[0], None))


def test_it_is_what_the_tool_writes(request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]) -> None:
    from tools.sample import main

    if request.config.getoption("--bless"):
        main([])
    capsys.readouterr()
    assert (main(["check"]), capsys.readouterr().out) == (0, "")


@pytest.mark.parametrize("today", [TODAY, dt.date(2030, 1, 1)])
def test_nothing_in_it_is_to_be_mended(today: dt.date) -> None:
    """Years later only what nobody renewed in the meantime is said."""
    found = [one for one in check(ledger(), today) if today == TODAY or BY_NAME[one.rule].scope != "day"]
    assert [f"{one.place.path}: {one.message}" for one in found] == []


def test_it_is_in_canonical_form(capsys: pytest.CaptureFixture[str]) -> None:
    code = coopctl(["-C", str(ROOT / "ledger"), "fmt", "--check"])
    assert (code, capsys.readouterr().out) == (0, "")


def test_it_is_a_cooperative_such_as_there_are() -> None:
    found = ledger()
    present = {name for name, member in found.members.items() if member.presence.holds(TODAY)}
    statuses = Counter(found.members[name].status_on(TODAY) for name in present)
    assert len(present) == 24
    assert {"cape", "esa", "equipe-appui", None} == set(statuses)
    assert (statuses["equipe-appui"], statuses[None]) == (2, 1)
    assert len(found.members) == len(present) + 1, "one has left"
    there = [name for name, circle in found.circles.items() if circle.life.holds(TODAY)]
    working = [name for name in there if found.circles[name].parent == "orientation"]
    assert len(working) == 6
    assert {*there} - {*working} == {"orientation", "groupe-de-parole"}, "a group that talks, and works on nothing"
    assert len(found.circles) == len(there) + 1, "one has become part of another"
    assert 12 <= len(found.roles) <= 17
    assert all(role.purpose and role.accountabilities and role.qualities for role in found.roles.values())
    co_managers = found.roles["orientation/co-gerance"]
    assert sorted(mandate.member for mandate in co_managers.mandates if mandate.span.holds(TODAY)) == ["karim", "yann"]


def test_it_shows_what_a_mandate_can_be() -> None:
    states = {one.state for one in mandates(ledger(), TODAY)}
    assert states == {"held", "pending", "to-come", "ended"}
    empty = vacancies(ledger(), TODAY)
    assert {one.undecided for one in empty} == {True, False}
    assert [one.office.name for one in empty if one.interim] == ["vie-cooperative/antennes"]
    assert {body.kind for body in ledger().bodies.values()} == {
        "co-management", "supervisory-board", "assembly", "works-council",
    }  # fmt: skip


def test_a_year_was_noted_and_eleven_months_are_closed() -> None:
    found = ledger()
    entries = [entry for sheet in found.sheets.values() for _, entry in sheet.entries]
    assert {sheet.month for sheet in found.sheets.values()} == {
        *(parse_month(f"2025-{n:02d}") for n in (11, 12)),
        *(parse_month(f"2026-{n:02d}") for n in range(1, 11)),
    }
    assert len(found.payouts) == 11
    assert "2026-10" not in found.payouts
    assert len(entries) > 400
    assert all([any(entry.waived for entry in entries), any(entry.until for entry in entries)])
    assert all([any(entry.recorded_by for entry in entries), any(entry.circle is None for entry in entries)])
    assert len({entry.rate for entry in entries}) > 6
    # Nobody repeats themself more than once a month.
    assert max(Counter(entry.what for entry in entries).values()) <= 12


def test_its_payouts_know_every_usual_turn() -> None:
    kinds = {line.kind for payout in ledger().payouts.values() for line in payout.lines}
    assert {"contribution", "stipend", "correction", "catch-up"} <= kinds
    for payout in ledger().payouts.values():
        assert payout.total == sum(line.amount for line in payout.lines) == sum(one.total for one in payout.statements)
        assert payout.unpaid


def test_no_name_of_a_person_is_in_it() -> None:
    words = {word for name in NAMES.values() for word in name.split()[1:]}
    assert NAMES.keys() == ledger().members.keys()
    assert [path for path, data in ledger().files.items() if words & set(data.decode().split())] == []
