from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coopctl.entry import Entry
from coopctl.importing import source
from coopctl.importing.board import Line
from coopctl.importing.plan import Noted, Plan, plan
from coopctl.importing.report import Address
from coopctl.values import Hours, Month, Rate, parse_entry_id, parse_source
from tests.importing.boards import DATA, HEAD, as_csv, as_ods, as_xlsx, read

WHERE = Address("a.csv", 1)
DAY = dt.date(2026, 9, 3)


def line(what: str = "Sauvegardes", hours: int = 150, rate: int = 2000, **other: Any) -> Line:
    found = Line(WHERE, "loic", DAY, Hours(hours), Rate(rate), what, "technique")
    return found._replace(**other)


def compared(lines: list[Line] | tuple[Line, ...], noted: list[Noted]) -> Plan:
    return plan(lines, noted, Month.of)


def written(found: Plan, noted: list[Noted]) -> list[Noted]:
    """The ledger once a plan is written."""
    edits = {(edit.noted.member, edit.noted.entry.id): edit.entry for edit in found.edited}
    kept = [one._replace(entry=edits.get((one.member, one.entry.id), one.entry)) for one in noted]
    return kept + [Noted(new.line.member, new.month, new.entry) for new in found.new]


def imported(*lines: Line) -> list[Noted]:
    return written(compared(lines, []), [])


def counts(found: Plan) -> dict[str, int]:
    return {name: len(part) for name, part in found._asdict().items() if part}


def test_a_first_import_notes_every_line_in_its_month() -> None:
    found = compared([line(), line(date=dt.date(2026, 10, 1))], [])
    assert counts(found) == {"new": 2}
    assert [str(new.month) for new in found.new] == ["2026-09", "2026-10"]
    entry = found.new[0].entry
    assert (entry.date, entry.hours, entry.rate, entry.what, entry.circle) == (
        DAY,
        150,
        2000,
        "Sauvegardes",
        "technique",
    )
    assert parse_entry_id(entry.id) == entry.id
    assert parse_source(entry.source or "") == entry.source


def test_late_work_goes_to_the_month_that_is_open() -> None:
    (new,) = plan([line()], [], lambda day: Month(2026, 11)).new
    assert (str(new.month), new.entry.date) == ("2026-11", DAY)


def test_two_equal_rows_remain_two_contributions() -> None:
    noted = imported(line(), line())
    assert len({one.entry.id for one in noted}) == len({one.entry.source for one in noted}) == 2
    assert counts(compared([line(), line()], noted)) == {"unchanged": 2}
    assert counts(compared([line()] * 3, noted)) == {"new": 1, "unchanged": 2}
    assert counts(compared([line()], noted)) == {"unchanged": 1, "gone": 1}


@pytest.mark.parametrize(("field", "value"), [("hours", Hours(200)), ("rate", Rate(0))])
def test_a_row_whose_numbers_were_edited_shows_as_edited(field: str, value: Any) -> None:
    noted = imported(line(), line("Réunion"))
    found = compared([line(**{field: value}), line("Réunion")], noted)
    assert counts(found) == {"edited": 1, "unchanged": 1}
    (edit,) = found.edited
    assert edit.changes == ((field, getattr(line(), field), value),)
    assert not edit.both
    assert edit.entry.id == noted[0].entry.id
    assert compared([line(**{field: value}), line("Réunion")], written(found, noted)).empty


@pytest.mark.parametrize(
    ("field", "value"),
    [("what", "Sauvegarde du serveur"), ("what", "sauvegardes"), ("circle", None), ("date", dt.date(2026, 9, 4))],
)
def test_a_row_whose_words_circle_or_day_were_edited_shows_as_edited(field: str, value: Any) -> None:
    noted = imported(line(), line("Réunion"))
    lines = [line()._replace(**{field: value}), line("Réunion")]
    found = compared(lines, noted)
    assert [edit.changes for edit in found.edited] == [((field, getattr(line(), field), value),)]
    assert counts(found) == {"edited": 1, "unchanged": 1}
    assert counts(compared(lines, written(found, noted))) == {"unchanged": 2}


def test_of_two_rows_of_one_text_the_edited_one_is_edited_and_the_removed_one_is_gone() -> None:
    noted = imported(line(hours=1000), line(hours=200))
    assert counts(compared([line(hours=200)], noted)) == {"unchanged": 1, "gone": 1}
    found = compared([line(hours=1000), line(hours=300)], noted)
    assert [edit.changes for edit in found.edited] == [(("hours", 200, 300),)]
    assert counts(compared([line(hours=200), line(hours=1000)], noted)) == {"unchanged": 2}


def test_what_a_member_edited_in_the_ledger_is_left_as_it_is() -> None:
    (first,) = imported(line())
    mine = first._replace(entry=first.entry._replace(hours=Hours(175), what="Sauvegardes et tests"))
    assert counts(compared([line()], [mine])) == {"kept": 1}


def test_what_was_edited_on_both_sides_says_so() -> None:
    (first,) = imported(line())
    mine = first._replace(entry=first.entry._replace(hours=Hours(175)))
    (edit,) = compared([line(hours=200)], [mine]).edited
    assert (edit.both, edit.changes) == (True, (("hours", 175, 200),))
    same = first._replace(entry=first.entry._replace(hours=Hours(200)))
    assert counts(compared([line(hours=200)], [same])) == {"unchanged": 1}


def test_what_only_the_ledger_knows_survives_an_edit() -> None:
    (first,) = imported(line())
    mine = first._replace(entry=first.entry._replace(role="admin-sys", waived=True))
    (edit,) = compared([line(hours=200)], [mine]).edited
    assert (edit.entry.role, edit.entry.waived, edit.entry.hours) == ("admin-sys", True, 200)


def test_a_correction_stands_for_what_it_corrects() -> None:
    (first,) = imported(line())
    found = compared([line(hours=200)], [first])
    (edit,) = found.edited
    right = edit.entry._replace(id="cccccccc", corrects=first.entry.id)
    later = Noted("loic", Month(2026, 10), right)
    assert counts(compared([line(hours=200)], [first, later])) == {"unchanged": 1}
    again = compared([line(hours=250)], [later, first])
    assert [one.changes for one in again.edited] == [(("hours", 200, 250),)]
    assert again.edited[0].noted.entry.id == first.entry.id
    of_that = Noted("loic", Month(2026, 11), right._replace(id="dddddddd", corrects="cccccccc", hours=Hours(300)))
    assert counts(compared([line(hours=300)], [of_that, later, first])) == {"unchanged": 1}


def test_something_noted_by_hand_is_never_touched_and_asked_about() -> None:
    by_hand = Noted("loic", Month.of(DAY), Entry("aaaaaaaa", DAY, Hours(150), Rate(2000), "sauvegardes"))
    found = compared([line()], [by_hand])
    assert counts(found) == {"new": 1, "doubles": 1}
    assert found.doubles == ((line(), by_hand),)


def test_another_board_of_the_same_month_edits_nothing() -> None:
    noted = imported(*(line(f"Tâche {i}") for i in range(6)))
    other = [line(f"Autre {i}", hours=100 + i) for i in range(6)]
    assert counts(compared(other, noted)) == {"new": 6}
    both = written(compared(other, noted), noted)
    edited = [*other[:5], line("Une autre", hours=105)]
    assert [edit.noted.entry.what for edit in compared(edited, both).edited] == ["Autre 5"]


def test_gone_rows_are_those_of_the_members_and_months_of_the_file() -> None:
    noted = imported(line(), line("Réunion"), line(date=dt.date(2026, 8, 3)), line(member="zoe"))
    assert [one.entry.what for one in compared([line()], noted).gone] == ["Réunion"]


def test_ids_are_the_same_in_every_clone_and_never_taken_twice() -> None:
    (one,), (same,) = imported(line()), imported(line())
    assert one == same
    taken = Noted("loic", Month.of(DAY), Entry(one.entry.id, DAY, Hours(1), Rate(0), "Autre"))
    (new,) = compared([line()], [taken]).new
    assert new.entry.id != one.entry.id


def test_a_fingerprint_is_read_back_and_nothing_else_is() -> None:
    (one,) = imported(line())
    assert re.fullmatch(r"i[0-9a-f]{10}-1-[0-9a-f]{6}", one.entry.source or "")
    assert str(source.parse(one.entry.source)) == one.entry.source
    assert [source.parse(text) for text in (None, "", "abc", "i123-1-abc")] == [None] * 4


@pytest.mark.parametrize("name", ["2026-09.csv", "2026-T3.xlsx", "2026-10.ods"])
def test_the_same_file_twice_changes_nothing(name: str) -> None:
    lines = read((DATA / name).read_bytes(), name).lines
    first = compared(lines, [])
    assert counts(first) == {"new": len(lines)}
    assert counts(compared(lines, written(first, []))) == {"unchanged": len(lines)}


def test_the_three_files_one_after_the_other_edit_nothing() -> None:
    noted: list[Noted] = []
    for name in ("2026-T3.xlsx", "2026-09.csv", "2026-10.ods"):
        lines = read((DATA / name).read_bytes(), name).lines
        found = compared(lines, noted)
        assert counts(found) == {"new": len(lines)}
        noted = written(found, noted)
    for name in ("2026-T3.xlsx", "2026-09.csv", "2026-10.ods"):
        assert compared(read((DATA / name).read_bytes(), name).lines, noted).empty
    ids = Counter((one.member, one.entry.id) for one in noted)
    assert set(ids.values()) == {1}


def test_one_board_in_three_kinds_of_file_is_one_import() -> None:
    rows = [
        HEAD,
        *(("2026-09-03", "Loïc Moreau", "Technique", f"Tâche n° {i % 3}", "1h30", "20", "30") for i in range(5)),
    ]
    noted = imported(*read(as_csv(rows, encoding="cp1252")).lines)
    assert len(noted) == 5
    for data in (as_xlsx({"Mars": rows}), as_ods({"Septembre": rows}), as_csv([*rows[:1], *rows[:0:-1]], ",")):
        assert counts(compared(read(data).lines, noted)) == {"unchanged": 5}


LINES = st.lists(
    st.builds(
        line,
        what=st.sampled_from(["Sauvegardes", "Réunion", "Réunion ", "Ünï", "…"]),
        hours=st.sampled_from([50, 100, 150]),
        rate=st.sampled_from([0, 1500]),
        member=st.sampled_from(["loic", "zoe"]),
        date=st.sampled_from([DAY, dt.date(2026, 9, 4), dt.date(2026, 10, 1)]),
        circle=st.sampled_from([None, "technique"]),
    ),
    max_size=12,
)


def facts(lines: Any) -> Counter[Any]:
    return Counter((one.member, one.date, one.circle, one.hours, one.rate, one.what) for one in lines)


def facts_of(noted: list[Noted]) -> Counter[Any]:
    return Counter(
        (one.member, one.entry.date, one.entry.circle, one.entry.hours, one.entry.rate, one.entry.what) for one in noted
    )


@settings(deadline=None)
@given(LINES, st.randoms(use_true_random=False))
def test_a_board_once_imported_is_found_unchanged_in_any_order(lines: list[Line], random: Any) -> None:
    noted = imported(*lines)
    assert facts_of(noted) == facts(lines)
    random.shuffle(lines)
    again = compared(lines, noted)
    assert counts(again) == ({"unchanged": len(lines)} if lines else {})


@settings(max_examples=300, deadline=None)
@given(LINES, LINES)
def test_from_any_board_to_any_other_nothing_is_lost_and_then_nothing_moves(
    before: list[Line], after: list[Line]
) -> None:
    noted = imported(*before)
    found = compared(after, noted)
    paired = len(found.edited) + len(found.unchanged) + len(found.kept)
    assert len(found.new) + paired == len(after)
    assert paired + len(found.gone) <= len(noted)
    now = written(found, noted)
    assert facts(after) <= facts_of(now)
    assert len({(one.member, one.entry.id) for one in now}) == len(now)
    assert len({(one.member, one.entry.source) for one in now}) == len(now)
    again = compared(after, now)
    assert again.empty
    assert len(again.unchanged) == len(after)
