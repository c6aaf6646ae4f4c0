"""When somebody is to be contacted next is shown to a few, on their own screen: never in what goes round."""

from __future__ import annotations

import datetime as dt
import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coopctl.calendar.sources import calendar, mine, shared
from tests.cli.coop import FILES as COOP
from tests.cli.coop import Coop
from tests.small import FILES, with_files

HANDLES = ("agathe", "boris", "celia", "denis", "esther")
TODAY = dt.date(2026, 11, 23)
HORIZON = dt.date(2027, 11, 23)

follow_ups = st.dictionaries(st.sampled_from(HANDLES), st.dates(dt.date(2026, 1, 1), HORIZON))
pairs = st.dictionaries(st.sampled_from(HANDLES), st.sampled_from(HANDLES))
circles = st.sets(st.sampled_from(HANDLES), max_size=2)


def files(
    due: dict[str, dt.date], referents: dict[str, str], circle: set[str], past: set[str]
) -> dict[str, str | None]:
    found: dict[str, str | None] = {"coop.yaml": FILES["coop.yaml"] + "accompaniment: communication\n"}
    for handle in HANDLES:
        text = f"handle: {handle}\nstatuses:\n- status: cape\n  since: 2026-01-01\n"
        if handle in referents:
            text += f"referents:\n- member: {referents[handle]}\n  since: 2026-01-01\n"
        if handle in due:
            text += f"follow_up: {due[handle]}\n"
        found[f"members/{handle}.yaml"] = text
    spans = dict.fromkeys(circle, "") | dict.fromkeys(past - circle, "  until: 2026-11-22\n")
    inside = "".join(f"- member: {one}\n  since: 2026-01-01\n{end}" for one, end in sorted(spans.items()))
    members = f"members:\n{inside}" if inside else ""
    found["circles/communication.yaml"] = FILES["circles/communication.yaml"] + members
    return found


@settings(max_examples=60, deadline=None)
@given(follow_ups, pairs, circles, circles)
def test_who_sees_a_follow_up(
    due: dict[str, dt.date], referents: dict[str, str], circle: set[str], past: set[str]
) -> None:
    ledger = with_files(files(due, referents, circle, past))
    for viewer in (None, "loic", *HANDLES):
        whole = calendar(ledger, TODAY, HORIZON, viewer)
        seen = {one.about for one in whole.all if one.about}
        assert seen == {h for h in due if viewer and (viewer == h or referents.get(h) == viewer or viewer in circle)}
        assert [one for one in shared(whole).all if one.about or one.kind == "follow-up"] == []
        if viewer:
            theirs = {one.about for one in mine(whole, ledger, viewer).all if one.about}
            assert theirs == {h for h in due if viewer == h or referents.get(h) == viewer}


SECRET = dt.date(2026, 12, 17)
"""A day that stands nowhere else."""


@pytest.fixture(scope="module")
def coop() -> Coop:
    made = Coop(Path(tempfile.mkdtemp()) / "coop")
    line = "referents:\n- member: karim\n  since: 2026-01-01\n"
    made.record(
        "followed",
        **{
            "coop.yaml": COOP["coop.yaml"] + "accompaniment: technique\n",
            "members/loic.yaml": COOP["members/loic.yaml"] + line + f"follow_up: {SECRET}\n",
            "circles/technique.yaml": COOP["circles/technique.yaml"] + "members:\n- member: nadege\n  since: 2026-01\n",
            "members/boris.yaml": "handle: boris\nstatuses:\n- status: cape\n  since: 2026-01-01\n",
        },
    )
    return made


def leaks(text: str) -> bool:
    """Whether a text says when loic is to be contacted, in any form, or that it is so."""
    days = (str(SECRET), SECRET.strftime("%Y%m%d"), "17 December", "17 décembre")
    return any(day in text for day in days) or "take news" in text or "nouvelles" in text


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("viewer", ["loic", "karim", "nadege", "noemie", "boris"])
def test_on_screen_for_those_who_follow_and_in_no_file_for_anybody(coop: Coop, viewer: str, lang: str) -> None:
    follows = viewer in ("loic", "karim", "nadege")
    for form in ("text", "json"):
        seen = coop.run("calendar", "--as", viewer, "--format", form, lang=lang)
        assert (seen.code, leaks(seen.out)) == (0, follows), form
        assert not leaks(seen.err)
    assert not leaks(coop.ok("calendar", "--as", viewer, "--format", "ics", lang=lang))
    for name in ("a.ics", "a.json", "a.txt"):
        coop.ok("calendar", "--as", viewer, "--member", "loic", "-o", f"../{name}", lang=lang)
        text = (coop.folder.parent / name).read_text("utf-8")
        assert not leaks(text), name
        assert not leaks(json.dumps(text))
    theirs = coop.ok("calendar", "--as", viewer, "--mine", "--format", "ics", lang=lang)
    assert leaks(theirs) == (viewer in ("loic", "karim")), "of the circle, only what concerns oneself"


def test_a_clone_that_is_nobody_s_sees_none(coop: Coop) -> None:
    coop.git("config", "user.name", "Someone")
    coop.git("config", "user.email", "someone@example.invalid")
    try:
        assert not leaks(coop.ok("calendar"))
        assert coop.run("calendar", "--mine").code == 2
    finally:
        coop.git("config", "user.name", "noemie")
        coop.git("config", "user.email", "noemie@les-jours.invalid")


def test_one_s_own_file_is_for_oneself_to_read(coop: Coop) -> None:
    seen = coop.run("calendar", "--as", "loic", "--mine", "-o", "../mine.ics")
    assert "do not share it" in seen.err
    assert (coop.folder.parent / "mine.ics").stat().st_mode & 0o777 == 0o600
    assert leaks((coop.folder.parent / "mine.ics").read_text("utf-8"))
