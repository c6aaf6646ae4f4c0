"""What changed, in the cooperative's words."""

from __future__ import annotations

import pytest

from coopctl import words
from coopctl.change.compare import changes
from coopctl.change.fact import Change
from coopctl.edits.rename import rename
from coopctl.snapshot import Overlay, Snapshot
from tests.small import FILES, TODAY, snapshot

OCTOBER, NOVEMBER = (f"contributions/2026-{month}/loic.yaml" for month in (10, 11))
LINE = "- id: k7m3qa2w\n  date: 2026-10-03\n  circle: technique\n  hours: 1.5\n  rate: 20\n  what: Migration\n"
ROLE, CIRCLE = "roles/technique/admin-sys.yaml", "circles/technique.yaml"
SHEET, TECHNIQUE = FILES[ROLE], FILES[CIRCLE]
PAYOUT = "period: 2026-10\ntotal: 1234.5\n"


def told(before: dict[str, str | None], after: dict[str, str | None]) -> list[Change]:
    return changes(snapshot(before), snapshot(after))


def said(before: dict[str, str | None], after: dict[str, str | None]) -> list[str]:
    return [str(one.text).replace("\u00a0", " ") for one in told(before, after)]


def edited(path: str, old: str, new: str) -> dict[str, str | None]:
    assert old in FILES[path]
    return {path: FILES[path].replace(old, new)}


def test_a_line_noted() -> None:
    (one,) = told({}, {OCTOBER: LINE})
    assert (one.kind, one.record, one.who, one.circle) == ("line-noted", "loic/k7m3qa2w", "loic", "technique")
    assert str(one.text).replace("\u00a0", " ") == (
        "loic: 1 h 30 at 20 €/h for Technique, on 3 October 2026: Migration"
    )
    assert one.before is None
    assert one.after is not None
    assert (one.after["hours"], one.after["rate"]) == ("1.50", "20.00")


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("hours: 1.5", "hours: 2", "loic, 3 October 2026, Migration: hours 1 h 30 → 2 h"),
        ("rate: 20", "rate: 22.5", "loic, 3 October 2026, Migration: rate 20 €/h → 22.50 €/h"),
        ("  circle: technique\n", "", "loic, 3 October 2026, Migration: circle technique → none"),
        ("rate: 20", "rate: 20\n  waived: true", "loic, 3 October 2026, Migration: given no → yes"),
    ],
)
def test_a_line_changed(old: str, new: str, sentence: str) -> None:
    assert said({OCTOBER: LINE}, {OCTOBER: LINE.replace(old, new)}) == [sentence]


def test_only_what_differs_is_before_and_after() -> None:
    (one,) = told({OCTOBER: LINE}, {OCTOBER: LINE.replace("1.5", "2")})
    assert (one.kind, one.before, one.after) == ("line-changed", {"hours": "1.50"}, {"hours": "2.00"})


def test_a_line_taken_back_or_put_right() -> None:
    assert said({OCTOBER: LINE}, {}) == [
        "loic takes back: 1 h 30 at 20 €/h for Technique, on 3 October 2026: Migration"
    ]
    right = LINE.replace("k7m3qa2w", "p4xd7n5c") + "  corrects: k7m3qa2w\n"
    assert told({OCTOBER: LINE}, {OCTOBER: LINE, NOVEMBER: right})[0].kind == "line-corrected"
    assert said({OCTOBER: LINE}, {OCTOBER: LINE, NOVEMBER: right.replace("1.5", "0")}) == [
        "loic cancels k7m3qa2w: Migration"
    ]


def test_a_line_that_moves_keeps_its_identity() -> None:
    (one,) = told({OCTOBER: LINE}, {NOVEMBER: LINE})
    assert (one.kind, one.before, one.after) == ("line-moved", {"sheet": "2026-10"}, {"sheet": "2026-11"})
    assert "will be paid with November 2026" in str(one.text)


@pytest.mark.parametrize(
    ("after", "kind", "sentence"),
    [
        ({"members/ana.yaml": "handle: ana\nstatuses:\n- status: cape\n  since: 2026-10-01\n"},
         "member-entered", "ana enters: cape"),
        (edited("members/loic.yaml", "handle: loic\n", "handle: loic\nleft: 2026-10-31\n"),
         "member-left", "loic leaves: last day 31 October 2026"),
        ({"members/loic.yaml": FILES["members/loic.yaml"] + "- status: staff\n  since: 2026-10-01\n"},
         "member-status", "loic: staff since 1 October 2026"),
        ({"members/loic.yaml": FILES["members/loic.yaml"] + "site: Lille\n"},
         "member-changed", "members/loic: site changed"),
        ({"circles/accueil.yaml": "circle: accueil\ntitle: Accueil\n"}, "circle-opened", "the circle Accueil opens"),
        ({CIRCLE: TECHNIQUE + "members:\n- member: loic\n  since: 2026-10\n"},
         "circle-joined", "loic joins the circle Technique on 1 October 2026"),
        ({CIRCLE: TECHNIQUE + "ended: 2026-12-31\n"},
         "circle-ended", "the circle Technique ends: last day 31 December 2026"),
        ({ROLE: SHEET + "- member: noemie\n  since: 2026-11-01\n"},
         "role-given", "noemie takes the role Administration système on 1 November 2026"),
        ({ROLE: SHEET + "  until: 2026-10-31\n"},
         "role-ended", "loic gives up the role Administration système: last day 31 October 2026"),
        ({ROLE: SHEET + "vacancies:\n- since: 2026-11-01\n"},
         "role-vacant", "the role Administration système is to be filled since 1 November 2026"),
        ({ROLE: SHEET + "seats: 2\n"},
         "role-changed", "roles/technique/admin-sys: seats changed"),
        (edited("coop.yaml", "  cap: 30\n", "  cap: 30\n- since: 2027-01-01\n  cap: 35\n"),
         "charter-cap", "cap: 30 €/h → 35 €/h from 1 January 2027"),
        (edited("coop.yaml", "  cap: 30\n", "  cap: 31\n"), "charter-cap", "cap: 30 €/h → 31 €/h from 1 January 2018"),
        (edited("coop.yaml", "name: Les Jours", "name: Les Nuits"), "charter-changed", "coop: name changed"),
        ({"payouts/2026-10.yaml": PAYOUT}, "month-closed", "October 2026 is closed: 1,234.50 €"),
        ({"exceptions.yaml": "[]\n"}, "file-added", "exceptions.yaml: added"),
        ({CIRCLE: TECHNIQUE + "# vu\n"}, "file-changed", "circles/technique.yaml: changed"),
        ({CIRCLE: "circle: [\n"}, "file-changed", "circles/technique.yaml: changed"),
        ({OCTOBER: "- id: [\n"}, "file-added", f"{OCTOBER}: added"),
    ],
)  # fmt: skip
def test_each_kind_of_change(after: dict[str, str | None], kind: str, sentence: str) -> None:
    (one,) = told({}, after)
    assert (one.kind, str(one.text).replace("\u00a0", " ")) == (kind, sentence)


def test_the_same_is_no_change() -> None:
    assert told({OCTOBER: LINE}, {OCTOBER: LINE}) == []


def test_paths_limit_what_is_read() -> None:
    assert changes(snapshot({}), snapshot({OCTOBER: LINE}), ["coop.yaml"]) == []


def test_hostile_words_are_made_harmless() -> None:
    assert "\x1b" not in "".join(said({}, {OCTOBER: LINE.replace("Migration", '"\\u001b[31mRouge"')}))


def test_amounts_follow_the_language() -> None:
    words.set_language("fr")
    assert "1 h 30" in said({}, {OCTOBER: LINE})[0]


def test_another_handle_is_one_line_whatever_it_touches() -> None:
    board = {
        "contributions/2026-11/loic.yaml": "- id: k7m3qa2w\n  date: 2026-11-03\n  hours: 1\n  rate: 15\n  what: Tri\n"
    }
    before = snapshot(board)
    edit = rename(before, "loic", "loic-m", "noemie", TODAY).edit
    after = Snapshot(Overlay(before.files, edit.changes))
    assert [str(one.text) for one in changes(before, after)] == ["loic is called loic-m from now on"]


def test_a_follow_up_is_said_without_its_day_and_a_referent_by_name() -> None:
    after = snapshot({
        "members/noemie.yaml": FILES["members/noemie.yaml"]
        + "referents:\n- member: loic\n  since: 2026-01-01\nfollow_up: 2026-12-01\n"
    })  # fmt: skip
    found = changes(snapshot(), after)
    assert [str(one.text) for one in found] == [
        "loic accompanies noemie since 1 January 2026",
        "the next follow-up of noemie is arranged",
    ]
    assert "2026-12" not in repr(found)
