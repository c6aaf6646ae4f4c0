"""Merging by id: nothing is lost, doubled or made up, and what nobody touched stays to the byte."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coopctl.document.write import emit
from coopctl.entry import MODELINE, Entry, tree
from coopctl.merge.blocks import parse
from coopctl.merge.conflict import Merged
from coopctl.merge.sheet import merge_sheet
from coopctl.merge.trees import merge_trees
from coopctl.values import Hours, Rate

PATH = "contributions/2026-10/loic.yaml"
IDS = tuple(f"k7m3qa2{letter}" for letter in "abcdefgh")

Lines = dict[str, tuple[int, int]]
"""A sheet in a test: id → hours and rate."""
sheets = st.dictionaries(
    st.sampled_from(IDS), st.tuples(st.sampled_from([100, 150, 275]), st.sampled_from([0, 1550, 3000]))
)


def sheet(lines: Lines) -> bytes | None:
    entries = [
        tree(Entry(name, dt.date(2026, 10, 3), Hours(hours), Rate(rate), "Relecture", "technique"))
        for name, (hours, rate) in lines.items()
    ]
    return emit(entries, MODELINE).encode() if entries else None


def lines(data: bytes | None) -> Lines:
    found = parse(data)
    assert found is not None
    entries = [block.value[0] for block in found.items.values()]
    return {one.id: (int(one.hours), int(one.rate)) for one in entries if one}


def merge(base: Lines, ours: Lines, theirs: Lines) -> Merged:
    return merge_sheet(sheet(base), sheet(ours), sheet(theirs), PATH)


@given(sheets, sheets)
def test_what_one_side_left_alone_is_the_other_to_the_byte(base: Lines, x: Lines) -> None:
    assert merge(base, x, base).data == merge(base, base, x).data == merge(base, x, x).data == sheet(x)


@given(sheets, sheets, sheets)
def test_both_ways_round_give_the_same_lines(base: Lines, one: Lines, two: Lines) -> None:
    there, back = merge(base, one, two), merge(base, two, one)
    assert bool(there.conflicts) == bool(back.conflicts)
    assert {each.record for each in there.conflicts} == {each.record for each in back.conflicts}
    if not there.conflicts:
        assert lines(there.data) == lines(back.data)


@given(sheets, sheets, sheets)
def test_nothing_is_lost_doubled_or_made_up(base: Lines, one: Lines, two: Lines) -> None:
    merged = merge(base, one, two)
    apart = {
        name for name in (*base, *one, *two)
        if base.get(name) != one.get(name) != two.get(name) != base.get(name)
    }  # fmt: skip
    assert {each.record for each in merged.conflicts} == {f"loic/{name}" for name in apart}
    if apart:
        return
    found = lines(merged.data)
    assert {name for side in (one, two) for name in side if name not in base} <= set(found)
    assert all(found[name] in (base.get(name), one.get(name), two.get(name)) for name in found)
    assert all(merged.data.count(f"id: {name}".encode()) == 1 for name in found if merged.data)
    assert not {name for name in base if name not in one or name not in two} & set(found)


@given(sheets, sheets, sheets)
def test_merging_again_changes_nothing(base: Lines, one: Lines, two: Lines) -> None:
    merged = merge(base, one, two)
    if not merged.conflicts:
        assert merge_sheet(sheet(base), sheet(one), merged.data, PATH).data == merged.data
        assert merge_sheet(sheet(two), merged.data, sheet(two), PATH).data == merged.data


@settings(max_examples=60, deadline=None)
@given(sheets, sheets, sheets, sheets)
def test_three_sides_meet_in_any_order(base: Lines, one: Lines, two: Lines, three: Lines) -> None:
    def both(x: bytes | None, y: bytes | None) -> Merged:
        return merge_sheet(sheet(base), x, y, PATH)

    left, right = both(sheet(one), sheet(two)), both(sheet(two), sheet(three))
    if left.conflicts or right.conflicts:
        return
    a, b = both(left.data, sheet(three)), both(sheet(one), right.data)
    if not a.conflicts and not b.conflicts:
        assert lines(a.data) == lines(b.data)


def test_hours_by_one_and_rate_by_the_other_is_a_conflict_in_words() -> None:
    base: Lines = {IDS[0]: (100, 1550)}
    merged = merge(base, {IDS[0]: (150, 1550)}, {IDS[0]: (100, 3000)})
    (conflict,) = merged.conflicts
    assert merged.data is None
    assert conflict.record == f"loic/{IDS[0]}"
    assert str(conflict.text) == (
        f"loic/{IDS[0]} was changed here and elsewhere: here 1 h 30 at 15.50 €/h, technique, 3 October 2026: "
        "Relecture; elsewhere 1 h at 30 €/h, technique, 3 October 2026: Relecture"
    ).replace("1 h 30", "1\u00a0h\u00a030").replace("1 h at", "1\u00a0h at")
    assert conflict.cures == (f"coopctl sync --mine loic/{IDS[0]}", f"coopctl sync --theirs loic/{IDS[0]}")


@pytest.mark.parametrize(("choice", "kept"), [("mine", (150, 1550)), ("theirs", (100, 3000))])
def test_a_choice_settles_it(choice: str, kept: tuple[int, int]) -> None:
    sides = ({IDS[0]: (100, 1550)}, {IDS[0]: (150, 1550)}, {IDS[0]: (100, 3000)})
    merged = merge_sheet(*map(sheet, sides), PATH, {f"loic/{IDS[0]}": choice})  # type: ignore[dict-item]
    assert lines(merged.data) == {IDS[0]: kept}


def test_one_takes_back_what_the_other_changes() -> None:
    merged = merge({IDS[0]: (100, 0), IDS[1]: (100, 0)}, {IDS[1]: (100, 0)}, {IDS[0]: (150, 0), IDS[1]: (100, 0)})
    assert "here taken back" in str(merged.conflicts[0].text)


BASE = """\
# mon mois à moi
- id: k7m3qa2a
  date: 2026-10-03
  hours: 2.50  # à la louche
  rate: 15
  what: 'Relecture'
# le second
- id: k7m3qa2b
  date: 2026-10-04
  hours: 1
  rate: 15
  what: Tri
"""


OURS = "- id: k7m3qa2c\n  date: 2026-10-05\n  hours: 1\n  rate: 15\n  what: Moi\n"
THEIRS = OURS.replace("2c", "2d").replace("Moi", "Eux")


def test_hand_written_text_stays_as_it_is() -> None:
    ours = BASE + "# noté en réunion\n" + OURS
    theirs = BASE.replace("hours: 1\n", "hours: 1.5\n") + THEIRS
    merged = merge_sheet(BASE.encode(), ours.encode(), theirs.encode(), PATH)
    assert merged.data == (theirs + ours[len(BASE) :]).encode()


def test_comments_of_both_sides_survive() -> None:
    ours = BASE.replace("# le second", "# le second\n# vu avec noe") + OURS
    theirs = BASE.replace("  what: Tri", "  # par circuit\n  what: Tri").replace("# mon mois", "# notre mois")
    merged = merge_sheet(BASE.encode(), ours.encode(), theirs.encode(), PATH)
    assert merged.data
    for comment in ("# notre mois à moi", "# vu avec noe", "# par circuit", "# à la louche", "# le second"):
        assert merged.data.decode().count(comment) == 1, comment


@pytest.mark.parametrize("broken", [b"- id: [\n", b"", b"[]\n- x\n", b"- date: 2026-10-03\n", b"\xff", b"- id: &a b\n"])
def test_a_side_that_cannot_be_read_is_a_conflict(broken: bytes) -> None:
    sound = sheet({IDS[0]: (100, 0)})
    for sides in ((sound, broken, None), (sound, None, broken), (broken, sound, None)):
        merged = merge_sheet(*sides, PATH)
        assert merged.data is None
        assert "cannot be read" in str(merged.conflicts[0].text)


def test_a_list_in_another_margin_is_set_right() -> None:
    ours = (
        "".join(f"  {line}\n" for line in BASE.splitlines())
        + "  - id: k7m3qa2c\n    date: 2026-10-05\n    hours: 1\n    rate: 15\n    what: Moi\n"
    )
    theirs = BASE + THEIRS
    merged = merge_sheet(BASE.encode(), ours.encode(), theirs.encode(), PATH)
    assert set(lines(merged.data)) == {"k7m3qa2a", "k7m3qa2b", "k7m3qa2c", "k7m3qa2d"}


# --- whole ledgers ---

ROLE = """\
role: admin-sys
title: Administration système  # le titre
seats: 2
mandates:
  - member: ana
    since: 2025-01-01
"""
ROLES = "roles/technique/admin-sys.yaml"


def both(path: str, base: str, ours: str, theirs: str, **choices: str) -> tuple[str | None, list[str]]:
    found = merge_trees(
        {path: base.encode()},
        {path: ours.encode()},
        {path: theirs.encode()},
        choices=choices,  # type: ignore[arg-type]
    )
    data = found.changes.get(path)
    return (data.decode() if data else None), [str(each.text) for each in found.conflicts]


def test_two_mandates_given_at_once_both_stand() -> None:
    data, conflicts = both(
        ROLES, ROLE, ROLE + "  - member: noe\n    since: 2026-10-01\n",
        ROLE.replace("2025-01-01", "2025-01-01\n    until: 2026-10-05") + "  - member: loic\n    since: 2026-10-06\n",
    )  # fmt: skip
    assert not conflicts
    assert data is not None
    assert data == (
        ROLE.replace("2025-01-01", "2025-01-01\n    until: 2026-10-05")
        + "  - member: loic\n    since: 2026-10-06\n  - member: noe\n    since: 2026-10-01\n"
    )


def test_one_ends_a_mandate_and_the_other_rewrites_the_sheet() -> None:
    data, conflicts = both(
        ROLES, ROLE, ROLE.replace("2025-01-01", "2025-01-01\n    until: 2026-10-05"),
        ROLE.replace("système", "des serveurs"),
    )  # fmt: skip
    assert (data, conflicts) == (
        ROLE.replace("système", "des serveurs").replace("2025-01-01", "2025-01-01\n    until: 2026-10-05"),
        [],
    )


def test_a_seat_given_to_two_people_is_a_conflict() -> None:
    one = ROLE.replace("seats: 2", "seats: 1").replace("2025-01-01", "2025-01-01\n    until: 2026-10-05")
    data, conflicts = both(
        ROLES, one, one + "  - member: noe\n    since: 2026-10-06\n", one + "  - member: loic\n    since: 2026-10-07\n"
    )
    assert data is None
    (said,) = conflicts
    assert said == (
        "roles/technique/admin-sys, mandates (Who holds or held it): one place for two, here noe, from 6 October 2026; "
        "elsewhere loic, from 7 October 2026"
    )


def test_who_awaits_the_assembly_takes_no_seat_yet() -> None:
    one = ROLE.replace("seats: 2", "seats: 1")
    ours = one + "  - member: noe\n    since: 2026-10-06\n    designated: 2026-05-06\n"
    theirs = one + "  - member: loic\n    since: 2026-10-07\n    interim: true\n"
    data, conflicts = both(ROLES, one, ours, theirs)
    assert not conflicts
    assert data is not None
    assert "designated: 2026-05-06" in data
    assert "interim: true" in data


def test_an_appointment_and_an_end_of_one_body_both_stand() -> None:
    body = "body: conseil\ntitle: Conseil\nkind: supervisory-board\nmandates:\n"
    body += "- member: ana\n  since: 2025-01-01\n- member: noe\n  since: 2026-01-01\n  designated: 2025-11-02\n"
    ours = body.replace("2025-11-02", "2025-11-02\n  appointed: 2025-12-12")
    theirs = body.replace("2025-01-01", "2025-01-01\n  until: 2026-06-30")
    data, conflicts = both("bodies/conseil.yaml", body, ours, theirs)
    assert (data, conflicts) == (ours.replace("2025-01-01", "2025-01-01\n  until: 2026-06-30"), [])


def test_two_circles_voices_given_at_once_both_stand() -> None:
    circle = "circle: technique\ntitle: T\nrepresentatives:\n- member: ana\n  since: 2025-01-01\n"
    ours = circle.replace("2025-01-01", "2025-01-01\n  until: 2026-06-30")
    theirs = circle + "- member: noe\n  since: 2026-07-01\n"
    data, conflicts = both("circles/technique.yaml", circle, ours, theirs)
    assert (data, conflicts) == (ours + "- member: noe\n  since: 2026-07-01\n", [])


def test_two_fields_of_a_sheet_changed_by_two_people_are_both_kept() -> None:
    data, conflicts = both(ROLES, ROLE, ROLE.replace("système", "réseau"), ROLE.replace("seats: 2", "seats: 3"))
    assert (data, conflicts) == (ROLE.replace("système", "réseau").replace("seats: 2", "seats: 3"), [])


def test_one_field_changed_by_both_is_a_conflict_with_both_wishes() -> None:
    sides = ROLES, ROLE, ROLE.replace("système", "réseau"), ROLE.replace("système", "parc").replace("2\n", "3\n")
    data, conflicts = both(*sides)
    assert data is None
    (said,) = conflicts
    assert said == (
        "roles/technique/admin-sys, title (Name shown to people): here Administration réseau; "
        "elsewhere Administration parc"
    )
    kept, none = both(*sides, **{"roles/technique/admin-sys": "mine"})
    assert kept == ROLE.replace("système", "réseau").replace("seats: 2", "seats: 3")
    assert not none


def test_joining_a_circle_twice_is_a_conflict() -> None:
    circle = "circle: technique\ntitle: Technique\n"
    joined = circle + "members:\n- member: loic\n  since: 2026-10-01\n"
    data, conflicts = both("circles/technique.yaml", circle, joined, joined.replace("-01", "-02"))
    assert data is None
    assert conflicts
    data, conflicts = both("circles/technique.yaml", circle, joined, joined.replace("loic", "noe"))
    assert data == circle + "members:\n- member: noe\n  since: 2026-10-01\n- member: loic\n  since: 2026-10-01\n"


def test_what_is_closed_twice_is_a_conflict_that_only_theirs_settles() -> None:
    sides = {}, {"payouts/2026-10.yaml": b"a"}, {"payouts/2026-10.yaml": b"b"}
    found = merge_trees(*sides)
    assert found.conflicts[0].cures == ("coopctl sync --theirs payouts/2026-10",)
    mine = merge_trees(
        {}, {"payouts/2026-10.yaml": b"a"}, {"payouts/2026-10.yaml": b"b"}, choices={"payouts/2026-10": "mine"}
    )
    assert mine.conflicts
    theirs = merge_trees(
        {}, {"payouts/2026-10.yaml": b"a"}, {"payouts/2026-10.yaml": b"b"}, choices={"payouts/2026-10": "theirs"}
    )
    assert not theirs.conflicts
    assert theirs.changes == {}


def test_a_line_they_moved_to_another_month_is_not_added_again() -> None:
    line = sheet({IDS[0]: (100, 0)})
    assert line
    there = "contributions/2026-11/loic.yaml"
    assert merge_trees({}, {PATH: line}, {there: line}).changes == {}
    other = sheet({IDS[0]: (150, 0)})
    assert other
    (conflict,) = merge_trees({}, {PATH: line}, {there: other}).conflicts
    assert conflict.record == f"loic/{IDS[0]}"


def test_what_only_one_side_touched_passes_through() -> None:
    base = {"a.txt": b"1", "b.txt": b"1", "c.txt": b"1"}
    found = merge_trees(base, {"a.txt": b"2", "b.txt": b"1"}, base | {"b.txt": b"3", "d.txt": b"4"})
    assert found == ({"a.txt": b"2", "c.txt": None}, (), ())
