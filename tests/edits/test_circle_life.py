"""The end of a circle, its two charges, and changes of a role sheet."""

from __future__ import annotations

import datetime as dt

import pytest

from coopctl.context import held
from coopctl.edits import circle_life, role_edit
from coopctl.edits.governance import Change
from coopctl.problem import Misuse, Refused
from coopctl.records.role import Role
from coopctl.records.sheet import fingerprint
from coopctl.snapshot import Snapshot
from coopctl.values import Cents, When

TODAY = dt.date(2026, 11, 24)
ON = When("2026-11-30")
ROLE = """\
role: admin-sys
title: Administration système
accountabilities: [Serveurs à jour]
mandates:
- member: loic
  since: 2024-06-01
"""
FILES = {
    "coop.yaml": "format: 1\nname: A\nslug: a\nrate_caps:\n- since: 2018-01-01\n  cap: 30\n",
    "members/loic.yaml": "handle: loic\nwelcomed: 2020-01-01\n",
    "members/ines.yaml": "handle: ines\nwelcomed: 2020-01-01\n",
    "circles/technique.yaml": """\
circle: technique
title: Technique
since: 2019-03
representatives:
- member: loic
  since: 2025-01-01
members:
- member: loic
  since: 2024-01-01
- member: ines
  since: 2024-01-01
  until: 2026-11-30
""",
    "circles/outils.yaml": "circle: outils\ntitle: Outils\nsince: 2020-01\n",
    "roles/technique/admin-sys.yaml": ROLE,
}


def snapshot(**changed: str) -> Snapshot:
    return Snapshot({path: text.encode() for path, text in {**FILES, **changed}.items()})


def written(change: Change, path: str) -> str:
    data = change.edit.changes[path]
    assert data is not None
    return data.decode()


def close(snap: Snapshot, *, end_all: bool) -> Change:
    return circle_life.close(snap, "technique", ON, "outils", None, end_all, "ines", TODAY)


def test_a_circle_with_things_that_go_on_is_not_closed_unasked() -> None:
    with pytest.raises(Refused) as refused:
        close(snapshot(), end_all=False)
    said = str(refused.value.text)
    assert "loic in technique/admin-sys" in said
    assert "loic, who represents technique" in said
    assert "ines" not in said
    done = close(snapshot(), end_all=True)
    assert "ended: 2026-11-30\nmerged_into: outils" in written(done, "circles/technique.yaml")
    assert written(done, "circles/technique.yaml").count("until: 2026-11-30") == 3
    assert "until: 2026-11-30" in written(done, "roles/technique/admin-sys.yaml")


def test_what_was_to_begin_in_a_circle_that_ends_is_taken_out() -> None:
    later = "- member: ines\n  since: 2027-01-01\n"
    circle = FILES["circles/technique.yaml"] + later.replace("ines", "loic") + f"facilitators:\n{later}"
    done = close(
        snapshot(**{"circles/technique.yaml": circle, "roles/technique/admin-sys.yaml": ROLE + later}), end_all=True
    )
    text = written(done, "circles/technique.yaml") + written(done, "roles/technique/admin-sys.yaml")
    assert "2027" not in text
    assert "facilitators" not in text
    assert text.count("until: 2026-11-30") == 4
    said = [str(one) for one in done.said]
    assert said.count("ines was to begin in technique on 1 January 2027: that is taken out") == 1
    assert "ines was to begin in technique/admin-sys on 1 January 2027: that is taken out" in said
    assert not any("ends with it: ines" in one for one in said)


def test_a_circle_is_closed_after_those_within_it() -> None:
    inner = FILES["circles/outils.yaml"] + "parent: technique\n"
    with pytest.raises(Refused, match="outils is within technique"):
        close(snapshot(**{"circles/outils.yaml": inner}), end_all=True)


def test_who_represents_a_circle_takes_over_from_who_did() -> None:
    done = circle_life.charge(snapshot(), "technique", "ines", "representatives", ON, None, "2026-11", "ines", TODAY)
    text = written(done, "circles/technique.yaml")
    assert "  since: 2025-01-01\n  until: 2026-11-29\n- member: ines\n  since: 2026-11-30\n  election: 2026-11" in text
    with pytest.raises(Refused, match="already has this charge"):
        circle_life.charge(snapshot(), "technique", "loic", "representatives", ON, None, None, "ines", TODAY)


def test_a_charge_ends_where_nobody_takes_over() -> None:
    done = circle_life.charge(snapshot(), "technique", "loic", "representatives", None, ON, None, "ines", TODAY)
    assert "- member: loic\n  since: 2025-01-01\n  until: 2026-11-30\n" in written(done, "circles/technique.yaml")
    assert str(done.said[0]) == "loic represents circle technique until 30 November 2026"
    with pytest.raises(Refused, match="already has this charge"):
        circle_life.charge(
            snapshot(), "technique", "ines", "representatives", When("2024-12-01"), ON, None, "ines", TODAY
        )


def edit(snap: Snapshot, stipend: tuple[When, Cents] | None = None, **facts: object) -> Change:
    return role_edit.edit(snap, "technique/admin-sys", facts, "ines", TODAY, "", stipend)


def test_a_sheet_that_changes_is_to_be_accepted_again() -> None:
    mark = fingerprint(Role(role="admin-sys", title="Administration système", accountabilities=("Serveurs à jour",)))
    path = "roles/technique/admin-sys.yaml"
    done = edit(snapshot(**{path: ROLE + f"  sheet: {mark}\n"}), accountabilities=["Sauvegardes"], critical=True)
    assert "critical: true" in written(done, path)
    assert "- Sauvegardes" in written(done, path)
    assert "Serveurs" not in written(done, path)
    assert [command for _fact, command in done.left] == ["coopctl role agree technique/admin-sys loic"]


def test_eligibility_is_added_to_and_a_sum_follows_the_one_before() -> None:
    path = "roles/technique/admin-sys.yaml"
    paid = ROLE + "eligibility:\n  partners: false\nstipend:\n- since: 2026-01\n  monthly: 50\n"
    done = edit(snapshot(**{path: paid}), (ON, Cents(8000)), eligibility={"circles_excluded": ["outils"]})
    assert "eligibility:\n  partners: false\n  circles_excluded:\n  - outils" in written(done, path)
    assert "- since: 2026-01\n  until: 2026-11-29\n  monthly: 50\n- since: 2026-11-30\n  monthly: 80" in written(
        done, path
    )
    with pytest.raises(Misuse):
        edit(snapshot(**{path: paid}), (When("2025-12-01"), Cents(8000)))
    with pytest.raises(Refused, match="nothing changes"):
        edit(snapshot(), title="Administration système")


def test_who_awaits_the_assembly_holds_nothing_yet() -> None:
    one = {"member": "loic", "since": "2026-10-01", "designated": "2026-09-01"}
    assert held({"mandates": [one]}, "loic") == ()
    (days,) = held({"mandates": [{**one, "appointed": "2026-11-20"}]}, "loic")
    assert days.since == dt.date(2026, 11, 20)
