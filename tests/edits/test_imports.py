"""Rows of a spreadsheet as one edit: nothing twice, nothing closed rewritten, nothing left unsaid."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from coopctl.edits.imports import File, Imported, ahead, imported, plan
from coopctl.importing import board
from coopctl.importing.board import Line
from coopctl.importing.people import Directory
from coopctl.problem import Refused
from coopctl.snapshot import Overlay, Snapshot
from coopctl.values import Rate
from tests import small

HEAD = "Date;Qui;Cercle;Quoi;Heures;€/h\n"
DIRECTORY = Directory({"loic": (), "noemie": ()}, {"technique": (), "communication": ()})
NEED = "need: visio\ntitle: Une caméra pour la salle\nopened: 2026-09-01\n"
FILE = File("board.csv", "0" * 64)
OCTOBER = "contributions/2026-10/loic.yaml"
NOVEMBER = "contributions/2026-11/loic.yaml"


def rows(*lines: str) -> tuple[Line, ...]:
    found = board.read((HEAD + "\n".join(lines)).encode(), "board.csv", DIRECTORY, lambda day: Rate(100_00))
    assert found.troubles == ()
    return found.lines


A = "03/10/2026;loic;Technique;Sauvegardes;1,5;20"
B = "04/10/2026;noemie;Communication;Lettre;2;10"
C = "05/10/2026;loic;;Rangement;1;0"


def take(snapshot: Snapshot, *lines: str, actor: str = "loic", theirs: tuple[tuple[str, str], ...] = ()) -> Imported:
    return imported(snapshot, rows(*lines), FILE, actor, "", theirs)


def after(snapshot: Snapshot, done: Imported) -> Snapshot:
    return Snapshot(dict(Overlay(snapshot.files, done.edit.changes)), "next")


def text(snapshot: Snapshot, path: str) -> str:
    return snapshot.files[path].decode()


def closed(snapshot: Snapshot, *months: str) -> Snapshot:
    return Snapshot({**snapshot.files, **{f"payouts/{month}.yaml": b"period: x\n" for month in months}}, "closed")


NEEDED = DIRECTORY._replace(needs={"visio": ("Une caméra pour la salle",)})


def test_a_column_of_needs_is_taken_where_it_names_one() -> None:
    head = "Date;Qui;Cercle;Quoi;Heures;€/h;Besoin\n"
    told = ("visio", "une camera pour la salle", "Une caméra", "Une caméra", "")
    lines = (f"0{n}/10/2026;loic;Technique;Pose {n};1;20;{need}\n" for n, need in enumerate(told, 1))
    found = board.read((head + "".join(lines)).encode(), "board.csv", NEEDED, lambda day: Rate(100_00))
    assert [line.need for line in found.lines] == ["visio", "visio", None, None, None]
    assert [str(one.message) for one in found.remarks] == ["no need is called “Une caméra”: what is noted names none"]
    done = imported(small.snapshot({"needs/visio.yaml": NEED}), found.lines, FILE, "loic", "", ())
    assert text(after(small.snapshot(), done), OCTOBER).count("  need: visio\n") == 2


def test_new_rows_make_sheets_and_say_who_typed_for_whom() -> None:
    done = take(small.snapshot(), A, B, C)
    assert set(done.edit.changes) == {OCTOBER, "contributions/2026-10/noemie.yaml"}
    now = after(small.snapshot(), done)
    assert text(now, OCTOBER).startswith("# yaml-language-server")
    assert "recorded_by" not in text(now, OCTOBER)
    assert "recorded_by: loic" in text(now, "contributions/2026-10/noemie.yaml")
    message = str(done.edit.message)
    assert message.startswith(
        "contrib: import board.csv, 3 new, 0 edited, 0 corrected\n\nFile: board.csv\nSHA-256: 000"
    )
    assert message.count("Coop-Record: ") == 3
    assert "Coop-Op: contrib.import\nCoop-Actor: loic\n" in message


def test_a_sheet_that_is_there_keeps_its_bytes() -> None:
    kept = "# mine\n- {id: aaaaaaa2, date: 2026-10-01, hours: 1, rate: 0, what: 'À la main'} # odd\n"
    now = small.snapshot({OCTOBER: kept})
    assert text(after(now, take(now, A)), OCTOBER).startswith(kept)


def test_the_same_rows_twice_change_nothing() -> None:
    now = after(small.snapshot(), take(small.snapshot(), A, B, C))
    again = take(now, C, B, A, actor="noemie")
    assert again.edit.changes == {}
    assert again.plan.empty


def test_two_equal_rows_stay_two() -> None:
    now = after(small.snapshot(), take(small.snapshot(), A, A, B))
    assert text(now, OCTOBER).count("what: Sauvegardes") == 2
    assert take(now, A, A, B).edit.changes == {}
    assert len(take(now, A, A, A, B).plan.new) == 1


def test_a_row_edited_in_the_spreadsheet_changes_its_values_and_nothing_else() -> None:
    now = after(small.snapshot(), take(small.snapshot(), A, B, C))
    done = take(now, A.replace(";1,5;", ";2;"), B, C)
    assert set(done.edit.changes) == {OCTOBER}
    before, new = text(now, OCTOBER).splitlines(), text(after(now, done), OCTOBER).splitlines()
    changed = [one for one, other in zip(before, new, strict=True) if one != other]
    assert [one.split(":")[0].strip() for one in changed] == ["hours", "source"]
    assert take(after(now, done), A.replace(";1,5;", ";2;"), B, C).edit.changes == {}


def test_a_day_that_moves_to_another_month_moves_the_line() -> None:
    now = after(small.snapshot(), take(small.snapshot(), A, B, C))
    moved = A.replace("03/10", "03/11")
    done = take(now, moved, B, C)
    later = after(now, done)
    assert "Sauvegardes" not in text(later, OCTOBER)
    assert "Sauvegardes" in text(later, NOVEMBER)
    assert take(later, moved, B, C).edit.changes == {}


def test_late_rows_go_to_the_open_month() -> None:
    now = closed(small.snapshot(), "2026-10")
    done = take(now, A)
    assert set(done.edit.changes) == {NOVEMBER}
    assert "date: 2026-10-03" in text(after(now, done), NOVEMBER)
    assert take(after(now, done), A).edit.changes == {}


def test_an_edited_row_of_a_closed_month_becomes_a_correction() -> None:
    now = closed(after(small.snapshot(), take(small.snapshot(), A, B, C)), "2026-10")
    sheet = text(now, OCTOBER)
    done = take(now, A.replace(";1,5;", ";2;"), B, C)
    assert set(done.edit.changes) == {NOVEMBER}
    later = after(now, done)
    assert text(later, OCTOBER) == sheet
    assert "corrects: " in text(later, NOVEMBER)
    assert "hours: 2\n" in text(later, NOVEMBER)
    assert len(done.corrected) == 1
    assert take(later, A.replace(";1,5;", ";2;"), B, C).edit.changes == {}


def test_a_second_edit_mends_the_correction_itself() -> None:
    now = closed(after(small.snapshot(), take(small.snapshot(), A, B, C)), "2026-10")
    now = after(now, take(now, A.replace(";1,5;", ";2;"), B, C))
    now = after(now, take(now, A.replace(";1,5;", ";3;"), B, C))
    assert text(now, NOVEMBER).count("corrects: ") == 1
    assert "hours: 3\n" in text(now, NOVEMBER)


def test_what_a_correction_cannot_say_is_left_and_said() -> None:
    now = closed(after(small.snapshot(), take(small.snapshot(), A, B, C)), "2026-10")
    done = take(now, A.replace("Technique", "Communication"), B, C)
    assert done.edit.changes == {}
    assert "circle stay as they are" in str(done.left[0].why)


def test_nobody_elses_line_is_changed() -> None:
    now = after(small.snapshot(), take(small.snapshot(), A, B, C))
    done = take(now, A.replace(";1,5;", ";2;"), B, C, actor="noemie")
    assert done.edit.changes == {}
    assert "loic" in str(done.left[0].why)


def test_edited_on_both_sides_is_kept_unless_chosen() -> None:
    now = after(small.snapshot(), take(small.snapshot(), A, B, C))
    here = small.snapshot({**decoded(now.files), OCTOBER: text(now, OCTOBER).replace("hours: 1.5", "hours: 4")}, {})
    edited = A.replace(";1,5;", ";2;")
    kept = take(here, edited, B, C)
    assert kept.edit.changes == {}
    assert len(kept.left) == 1
    row = kept.plan.edited[0]
    done = take(here, edited, B, C, theirs=((row.noted.member, row.noted.entry.id),))
    assert "hours: 2\n" in text(after(here, done), OCTOBER)


def decoded(files: Mapping[str, bytes]) -> dict[str, str]:
    return {path: data.decode() for path, data in files.items()}


def test_rows_that_break_a_rule_are_refused_all_together() -> None:
    with pytest.raises(Refused) as refused:
        take(small.snapshot(), A, A.replace(";20", ";35"), B.replace("2026", "2020"))
    rules = {finding.rule for finding in refused.value.findings}
    assert "rate-above-cap" in rules
    assert len(rules) > 1


def test_rows_after_today_are_named() -> None:
    (trouble,) = ahead(rows(A, A.replace("03/10/2026", "24/11/2026")), small.TODAY)
    assert str(trouble.address) == "board.csv!3"


def test_a_file_name_cannot_forge_a_trailer() -> None:
    done = imported(small.snapshot(), rows(A), File("a.csv\n\nCoop-Op: payout.close", "0"), "loic")
    assert "\nCoop-Op: payout.close" not in str(done.edit.message)


def test_the_plan_alone_reads_only_the_members_concerned() -> None:
    class Watched(dict[str, bytes]):
        def __getitem__(self, path: str) -> bytes:
            assert "noemie" not in path
            return super().__getitem__(path)

    files = {**small.snapshot().files, "contributions/2026-10/noemie.yaml": b"- broken"}
    assert len(plan(Watched(files), rows(A)).new) == 1
