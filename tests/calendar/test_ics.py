"""The file for an agenda: valid for two readers, the same bytes each time, whatever the ledger's text holds."""

from __future__ import annotations

import datetime as dt
from typing import Any

import icalendar
from hypothesis import given, settings
from hypothesis import strategies as st
from ical.calendar_stream import IcsCalendarStream

from coopctl.calendar.ics import ics
from coopctl.calendar.reminder import KINDS, Reminder, uid
from coopctl.calendar.sources import Calendar, calendar
from coopctl.words import T
from tests.small import FILES, TODAY, with_files

STAMP = dt.datetime(2026, 11, 20, 10, 30, tzinfo=dt.timezone(dt.timedelta(hours=1)))
HOSTILE = 'a,b;c:d\\n "q" \r\nEND:VCALENDAR\r\nBEGIN:VEVENT\x1b[31m é€漢字' + "long " * 40


def one(text: str = "Fin", day: dt.date | None = TODAY, name: str = "x", **more: Any) -> Reminder:
    return Reminder("mandate", name, day, T("{what}", what=text), "roles/a/b.yaml", **more)


def made(*due: Reminder, again: tuple[Reminder, ...] = (), name: str = "Les Jours", day: dt.date = TODAY) -> bytes:
    return ics(Calendar(day, day + dt.timedelta(days=90), due, again), name, "les-jours", STAMP, "en")


def events(data: bytes) -> list[dict[str, Any]]:
    """What an independent reader finds."""
    seen = IcsCalendarStream.calendar_from_ics(data.decode())
    return [{"uid": e.uid, "day": e.dtstart, "end": e.dtend, "what": e.summary, "about": e.description,
             "of": list(e.categories), "sequence": e.sequence, "stamp": e.dtstamp} for e in seen.events]  # fmt: skip


def test_a_day_is_a_whole_day_with_its_kind_its_source_and_what_to_type() -> None:
    data = made(one(law=T("to be verified: {source}", source="art. 1"), command="coopctl role list"))
    (seen,) = events(data)
    assert (seen["day"], seen["end"]) == (TODAY, TODAY + dt.timedelta(days=1))
    assert (seen["what"], seen["of"]) == ("Fin", ["mandate"])
    assert seen["about"] == "to be verified: art. 1\ntry: coopctl role list"
    assert seen["stamp"] == dt.datetime(2026, 11, 20, 9, 30, tzinfo=dt.UTC)
    assert b"DTSTART;VALUE=DATE:20261123\r\n" in data
    assert b"DTSTAMP:20261120T093000Z\r\n" in data


def test_what_is_to_be_taken_up_stands_on_the_day_it_was_asked_for() -> None:
    (seen,) = events(made(again=(one(day=dt.date(2026, 9, 1)),)))
    assert (seen["day"], seen["what"], seen["about"]) == (TODAY, "to take up: Fin", "since 1 September 2026")


def test_the_same_ledger_gives_the_same_bytes_and_a_later_day_a_later_version_of_the_same_thing() -> None:
    assert made(one()) == made(one())
    later = TODAY + dt.timedelta(days=3)
    (before,), (after,) = (events(made(one(), day=day)) for day in (TODAY, later))
    assert before["uid"] == after["uid"]
    assert before["sequence"] < after["sequence"]
    assert uid(one(), "les-jours") != uid(one(name="y"), "les-jours") != uid(one(name="y"), "autre")


TEXT = st.text(st.characters(codec="utf-8"), max_size=200) | st.just(HOSTILE)


@settings(max_examples=60, deadline=None)
@given(TEXT, TEXT, st.dates(dt.date(1990, 1, 1), dt.date(2200, 1, 1)))
def test_no_text_of_a_ledger_breaks_the_file(text: str, name: str, day: dt.date) -> None:
    found = one(text, day, source=T("{what}", what=text))
    data = made(found, one("Autre", name="y"), name=name)
    lines = data.split(b"\r\n")
    assert lines[-1] == b""
    assert max(map(len, lines)) <= 75
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert (lines.count(b"BEGIN:VEVENT"), lines.count(b"END:VCALENDAR")) == (2, 1)
    said = found.what.shown("en")
    parsed = icalendar.Calendar.from_ical(data)
    assert parsed.errors == []
    assert [str(e["summary"]) for e in parsed.walk("VEVENT")] == [said, "Autre"]
    assert [e["day"] for e in events(data)] == [day, TODAY]
    if said.strip() == said:
        assert events(data)[0]["what"] == said


def test_the_sample_cooperative_is_read_by_both() -> None:
    from coopctl.cli.demo import sample
    from coopctl.ledger import Ledger
    from coopctl.snapshot import Snapshot

    found = calendar(Ledger(Snapshot(sample()[0], None)), dt.date(2026, 11, 3), dt.date(2028, 12, 31), None)
    for lang in ("fr", "en"):
        data = ics(found, "Les Jours ouvrables", "jours-ouvrables", STAMP, lang)
        seen = events(data)
        assert len(seen) == len(found.all) > 30
        assert len({e["uid"] for e in seen}) == len(seen)
        assert len(icalendar.Calendar.from_ical(data).walk("VEVENT")) == len(seen)
    assert {kind for e in seen for kind in e["of"]} <= set(KINDS.values())


def test_an_empty_calendar_is_a_file_too() -> None:
    assert events(made()) == []
    assert calendar(with_files({}, FILES), TODAY, TODAY, None).due == ()
