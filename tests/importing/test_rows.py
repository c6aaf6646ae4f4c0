from __future__ import annotations

import datetime as dt
import io
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from coopctl.importing import tables
from coopctl.importing.board import Board, Line
from coopctl.importing.people import Directory, Profile
from coopctl.values import Month
from tests.importing.boards import HEAD, PEOPLE, ROW, as_csv, as_ods, as_xlsx, places, read, said

FIELDS = {"date": 0, "member": 1, "circle": 2, "what": 3, "hours": 4, "rate": 5, "amount": 6}


def row(**fields: Any) -> list[Any]:
    """A line of the board with some fields changed; the amount is left out unless given."""
    found: list[Any] = [*ROW[:6], None]
    for name, value in fields.items():
        found[FIELDS[name]] = value
    return found


def one(**fields: Any) -> Board:
    return read(as_xlsx({"Mars": [HEAD, row(**fields)]}), "b.xlsx")


def line(**fields: Any) -> Line:
    found = one(**fields)
    assert found.troubles == ()
    return found.lines[0]


@pytest.mark.parametrize(
    ("value", "hundredths"),
    [
        (1.5, 150), (2, 200), (dt.time(1, 30), 150), (dt.timedelta(hours=20, minutes=15), 2025), ("1 h 30", 150),
        ("90 min", 150), (0.1 + 0.2, 30), (dt.time(0, 20), 33), (4 / 3, 133), ("1h20", 133), (1.005, 101),
    ],
)  # fmt: skip
def test_hours_of_every_kind_of_cell(value: Any, hundredths: int) -> None:
    assert line(hours=value).hours == hundredths


@pytest.mark.parametrize(
    ("value", "note"), [(dt.time(0, 20), "0\u00a0h\u00a020 → 0.33\u00a0h"), ("30m", "“30m” is read")]
)
def test_hours_rounded_or_guessed_are_said(value: Any, note: str) -> None:
    assert note in said(one(hours=value), "note")[0]
    assert said(one(hours="1h30"), "note") == []


@pytest.mark.parametrize(
    ("value", "part"),
    [
        (None, "no time was given"), (0, "the time is 0"), (-1, "below zero"), ("", "no time"), (True, "is not a time"),
        (dt.date(2026, 1, 1), "is not a time"), ("=1+1", "formula without its result"), (25, "more than the 24 h"),
        (dt.datetime(1900, 1, 2, 1, 30), "is not a time"), ("2j", "no fixed length"), (99999, "more than a year"),
    ],
)  # fmt: skip
def test_hours_refused(value: Any, part: str) -> None:
    (trouble,) = one(hours=value).troubles
    assert str(trouble.address) == "Mars!E2"
    assert part in str(trouble.message)


@pytest.mark.parametrize(
    ("value", "cents"), [(12.5, 1250), ("12,50 €", 1250), ("18\u00a0€/h", 1800), (0, 0), (30, 3000)]
)
def test_rates(value: Any, cents: int) -> None:
    assert line(rate=value).rate == cents


@pytest.mark.parametrize(
    ("value", "part"),
    [
        (31, "above the cap of 30"), ("35", "above the cap"), (-1, "below zero"), (12.505, "two decimals"),
        (dt.time(1, 30), "is not a rate"), ("beaucoup", "is not a rate"), ("=A1", "formula without its result"),
    ],
)  # fmt: skip
def test_rates_refused(value: Any, part: str) -> None:
    (trouble,) = one(rate=value).troubles
    assert str(trouble.address) == "Mars!F2"
    assert part in str(trouble.message)


def test_a_percentage_is_a_number() -> None:
    data = as_xlsx({"Mars": [HEAD, row(hours=0.5, rate=20)]}, {float: "0 %", int: '0 "€"'})
    assert [(one.hours, one.rate) for one in read(data).lines] == [(50, 2000)]


@pytest.mark.parametrize("amount", [None, 0, "0,00 €", "-   €", "–"])
def test_an_empty_rate_is_nothing_granted_where_the_line_says_so(amount: Any) -> None:
    found = one(rate=None, amount=amount)
    assert found.lines[0].rate == 0
    assert said(found, "note") == ["Mars!F2: no rate is given: counted as 0 €/h"]


def test_an_empty_rate_beside_an_amount_is_refused() -> None:
    (trouble,) = one(rate=None, amount=30).troubles
    assert (str(trouble.address), str(trouble.message)) == ("Mars!F2", "no rate is given, but the line says 30.00 €")


def test_an_amount_that_is_not_hours_times_rate_is_refused_with_both() -> None:
    (trouble,) = one(amount=31).troubles
    assert str(trouble.address) == "Mars!G2"
    assert str(trouble.message) == "the line says 31.00 €, but 1\u00a0h\u00a030 at 20 €/h make 30.00 €"


@pytest.mark.parametrize(
    ("hours", "rate", "amount"), [(1.25, 12.5, 15.625), (1.25, 12.5, 15.63), (0.75, 12.5, "9,38 €")]
)
def test_an_amount_is_compared_to_the_cent_half_up(hours: Any, rate: Any, amount: Any) -> None:
    assert one(hours=hours, rate=rate, amount=amount).troubles == ()


def test_a_rounded_time_explains_a_small_difference_which_is_said() -> None:
    found = one(hours="1h20", rate=15, amount=20)
    assert found.troubles == ()
    assert said(found, "warning") == ["Mars!G2: the line says 20.00 €, but 1.33\u00a0h at 15 €/h make 19.95 €"]
    assert places(one(hours="1h20", rate=15, amount=20.5)) == ["Mars!G2"]


def test_an_amount_without_its_result_is_refused_not_read_as_nothing() -> None:
    assert places(one(amount="=E2*F2")) == ["Mars!G2"]


@pytest.mark.parametrize(
    ("value", "iso"),
    [
        (dt.date(2026, 9, 3), "2026-09-03"), (dt.datetime(2026, 9, 3, 14, 5), "2026-09-03"), ("3/9/2026", "2026-09-03"),
        ("jeudi 3 septembre 2026", "2026-09-03"), ("2026-09-03", "2026-09-03"), ("03/09/26", "2026-09-03"),
    ],
)  # fmt: skip
def test_days(value: Any, iso: str) -> None:
    assert line(date=value).date.isoformat() == iso


@pytest.mark.parametrize("value", ["09/13/2026", "31/02/2026", 46266, dt.time(1, 30), None, "hier", "03/09", "un jour"])
def test_days_refused(value: Any) -> None:
    assert places(one(date=value)) == ["Mars!A2"]


def test_a_day_without_its_year_takes_that_of_the_sheet() -> None:
    found = read(as_xlsx({"Septembre 2026": [HEAD, row(date="03/09"), row(date=4), row(date="28/12")]}))
    assert [str(one.date) for one in found.lines] == ["2026-09-03", "2026-09-04", "2025-12-28"]
    assert len(said(found, "note")) == 3


def test_a_month_in_place_of_a_day_is_a_span() -> None:
    found = one(date="septembre 2026", hours=30)
    assert (found.lines[0].date, found.lines[0].until) == (dt.date(2026, 9, 1), dt.date(2026, 9, 30))
    assert "no day is given" in said(found, "note")[0]


def test_a_last_day_makes_a_span() -> None:
    head = (*HEAD, "Date de fin")
    found = read(as_csv([head, (*ROW, "05/09/2026"), (*ROW, "03/09/2026"), (*ROW, ""), (*ROW, "01/09/2026")]))
    assert [str(one.until) for one in found.lines] == ["2026-09-05", "None", "None", "None"]
    assert places(found) == ["a.csv!H5"]


@pytest.mark.parametrize("value", ["\u202eabc", "a\x1b[31m", "a\x07"])
def test_characters_that_act_on_a_screen_are_refused(value: str) -> None:
    found = read(as_csv([HEAD, ["" if part is None else part for part in row(what=value)]]))
    assert places(found) == ["a.csv!D2"]


def test_all_bad_cells_of_a_line_are_named_in_order() -> None:
    found = one(date="x", member="Personne d'ici", circle="Jardin", what=None, hours="x", rate="x", amount="x")
    assert places(found) == [f"Mars!{letter}2" for letter in "ABCDEFG"]
    assert found.lines == ()


@pytest.mark.parametrize("value", [None, "hors cercle", "Libre", "-"])
def test_work_outside_every_circle(value: Any) -> None:
    assert line(circle=value).circle is None


def test_a_line_with_a_day_or_a_name_alone_is_not_carried_and_said() -> None:
    rows = [HEAD, row(), ["04/09/2026"], ["05/09/2026", "Loïc Moreau"], ["06/09/2026", "", "", "", "", "", "0,00 €"]]
    found = read(as_csv([["" if cell is None else cell for cell in one] for one in rows]))
    assert (len(found.lines), found.troubles) == (1, ())
    assert [text.split(":")[0] for text in said(found, "skipped")] == ["a.csv!3", "a.csv!4", "a.csv!5"]


def board(*rows: Any, name: str = "a.csv", people: Directory = PEOPLE, profile: Profile | None = None) -> Board:
    return read(as_csv([["" if cell is None else cell for cell in one] for one in rows]), name, people, profile)


@pytest.mark.parametrize("label", ["TOTAL", "Total général", "Sous-total", "S/total", "Totaux", "Somme", "Cumul"])
@pytest.mark.parametrize("place", [0, 1, 3])
def test_totals_are_not_carried_whatever_their_name_and_column(label: str, place: int) -> None:
    total: list[Any] = ["", "", "", "", "3", "", "60 €"]
    total[place] = label
    found = board(HEAD, row(), row(), total)
    assert (len(found.lines), found.troubles, said(found, "warning")) == (2, (), [])
    assert said(found, "skipped")[0].startswith("a.csv!4: a total, not a line")


def test_a_total_that_its_lines_do_not_make_is_said_with_both_numbers() -> None:
    found = board(HEAD, row(), row(), ["Total", "", "", "", "2,5", "", "61,00 €"])
    assert said(found, "warning") == [
        "a.csv!E4: the total says 2\u00a0h\u00a030, its lines make 3\u00a0h",
        "a.csv!G4: the total says 61.00 €, its lines make 60.00 €",
    ]


def test_subtotals_and_totals_of_a_person_are_compared_with_their_own_lines() -> None:
    other = row(member="Zoé Œuvrard")
    found = board(
        HEAD, row(), row(), ["Sous-total", "", "", "", "3"], other, ["Sous-total", "", "", "", "1,5"],
        ["Total", "", "", "", "4,5"], ["Total Zoé Œuvrard", "", "", "", "1,5"], ["Total Technique", "", "", "", "4,5"],
    )  # fmt: skip
    assert (len(found.lines), said(found, "warning")) == (3, [])
    assert len(said(found, "skipped")) == 5


def test_numbers_without_a_name_are_a_total_only_if_they_are_one() -> None:
    assert board(HEAD, row(), row(), ["", "", "", "", "3", "", "60"]).troubles == ()
    assert places(board(HEAD, row(), row(), ["", "", "", "", "4", "", ""])) == [
        f"a.csv!{letter}4" for letter in "ABD"
    ]  # fmt: skip


def test_work_that_begins_with_the_word_total_is_work() -> None:
    assert line(what="Total refonte du site").what == "Total refonte du site"


def test_a_summary_below_the_total_is_not_carried_and_said() -> None:
    found = board(HEAD, row(), ["Total", "", "", "", "1,5"], [], ["", "Loïc Moreau", "", "", "1,5", "", "30"])
    assert (len(found.lines), found.troubles) == (1, ())
    assert said(found, "skipped")[-1].startswith("a.csv!5: a summary below the total")


def test_several_months_one_below_the_other() -> None:
    found = board(
        ["Août 2026"], HEAD, row(date="03/08"), ["Total", "", "", "", "1,5"], [],
        ["Septembre 2026"], HEAD, row(date="28/09"), ["Total", "", "", "", "1,5"],
    )  # fmt: skip
    assert [Month.of(one.date) for one in found.lines] == [Month(2026, 8), Month(2026, 9)]
    assert (found.troubles, said(found, "warning")) == ((), [])


def test_one_sheet_per_person() -> None:
    head = [name for name in HEAD if name != "Qui"]
    mine = [cell for i, cell in enumerate(row()) if i != 1]
    found = read(as_xlsx({"Loïc": [head, mine], "Zoé Œuvrard": [head, mine, mine], "Notice": [["à lire"]]}))
    assert [one.member for one in found.lines] == ["loic", "zoe", "zoe"]
    assert found.guessed == (("Loïc", "loic"),)
    named = read(as_ods({"Feuille1": [["Tableau contributif de Loïc Moreau — septembre 2026"], head, mine]}))
    assert [one.member for one in named.lines] == ["loic"]
    unnamed = read(as_xlsx({"Feuille1": [head, mine]}))
    assert [str(one.message).split(";")[0] for one in unnamed.troubles] == ["no column for who"]


def test_one_section_per_person() -> None:
    head = [name for name in HEAD if name != "Qui"]
    mine = ["" if cell is None else cell for i, cell in enumerate(row()) if i != 1]
    found = board(head, ["Loïc Moreau"], mine, ["Zoé Œuvrard"], mine, mine)
    assert [one.member for one in found.lines] == ["loic", "zoe", "zoe"]
    assert places(board(head, mine, ["Zoé Œuvrard"], mine)) == ["a.csv!2"]


def test_no_day_at_all_in_a_sheet_of_a_month_is_the_span_of_that_month() -> None:
    found = read(as_xlsx({"Mars": [["Année 2026"], HEAD[1:], row()[1:]]}))
    assert (found.lines[0].date, found.lines[0].until) == (dt.date(2026, 3, 1), dt.date(2026, 3, 31))


def test_the_circle_may_be_the_name_of_the_sheet() -> None:
    head = [name for name in HEAD if name != "Cercle"]
    mine = [cell for i, cell in enumerate(row()) if i != 2]
    found = read(as_xlsx({"Technique": [head, mine], "Feuille2": [head, mine]}))
    assert [one.circle for one in found.lines] == ["technique", None]


def test_a_hidden_sheet_is_not_carried_and_said() -> None:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    for title in ("Mars", "Avril"):
        sheet = book.add_worksheet(title)
        for i, cells in enumerate((HEAD, ROW)):
            sheet.write_row(i, 0, cells)
    sheet.hide()
    book.close()
    found = read(out.getvalue())
    assert len(found.lines) == 1
    assert said(found, "skipped") == ["Avril: the sheet is hidden, not carried"]


CELLS = st.one_of(
    st.sampled_from(
        [*ROW, *HEAD, "Total", "1h20", "-", "2,5", "Août 2026", "'=x", "31/02/2026", "03/09", "\ufffd", '"']
    ),
    st.text(max_size=8),
)


@settings(deadline=None, max_examples=200)
@given(st.lists(st.lists(CELLS, max_size=8), max_size=8))
def test_whatever_stands_in_the_cells_every_row_is_carried_or_named(rows: list[list[str]]) -> None:
    found = board(HEAD, *rows)
    named = {one.address.row for one in (*found.troubles, *found.remarks)} | {one.address.row for one in found.lines}
    sheets = tables.read(as_csv([HEAD, *rows]), "a.csv").sheets
    filled = (
        {i for i, cells in enumerate(sheets[0].rows) if i and not all(cell.blank for cell in cells)}
        if sheets
        else set()
    )
    assert filled <= named
    for one in found.lines:
        assert 0 < one.hours <= 2400 * 31
        assert 0 <= one.rate <= 3000
        assert one.what.strip()
