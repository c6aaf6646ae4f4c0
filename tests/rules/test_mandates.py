"""Mandates in all the shapes they come in: what is a finding, what is not, and both places of each."""

from __future__ import annotations

import pytest

from coopctl.check import check
from coopctl.problem import Finding
from tests.small import FILES, TODAY, found, with_files

ADMIN = "roles/technique/admin-sys.yaml"
SHEET = "role: admin-sys\ntitle: Admin\naccountabilities:\n- Serveurs\n"


def judged(*lines: str, sheet: str = SHEET, **files: str) -> list[Finding]:
    text = sheet + "mandates:\n" + "".join(f"- {{{line}}}\n" for line in lines)
    return found({ADMIN: text, **{name.replace("__", "/") + ".yaml": body for name, body in files.items()}})


def rules(*lines: str, sheet: str = SHEET, **files: str) -> list[str]:
    return [one.rule for one in judged(*lines, sheet=sheet, **files)]


@pytest.mark.parametrize(
    ("second", "sheet", "crowded"),
    [
        ("since: 2026-07-01", "", False),
        ("since: 2026-06-30", "", True),
        ("since: 2026-06", "", False),  # a month without a day: one day of it is right
        ("since: 2026-05-01", "handover: 2 months\n", False),
        ("since: 2026-04-30", "handover: 2 months\n", True),
        ("since: 2026-06-01", "handover: 30 days\n", False),
        ("since: 2026-05-31", "handover: 30 days\n", True),
        ("since: 2026-01-01", "seats: 2\n", False),
        ("since: 2026-01-01, interim: true", "", False),
        ("since: 2026-01-01, scope: Les sauvegardes", "", False),
        ("since: 2026-01-01, designated: 2026-10-20, until: 2026-02-01", "", False),
    ],
)
def test_who_leaves_and_who_comes_may_meet_for_the_hand_over(second: str, sheet: str, crowded: bool) -> None:
    lines = ("member: loic, since: 2025-01-01, until: 2026-06-30", f"member: noemie, {second}")
    assert rules(*lines, sheet=SHEET + sheet) == (["too-many-holders"] if crowded else [])


def test_one_person_is_not_noted_twice() -> None:
    twice = judged("member: loic, since: 2025-01-01", "member: loic, since: 2026-01-01", sheet=SHEET + "seats: 2\n")
    assert [one.rule for one in twice] == ["too-many-holders"]
    assert "two mandates at once" in str(twice[0].message)


def test_the_order_in_the_file_does_not_matter() -> None:
    lines = ("member: noemie, since: 2026-01-01", "member: loic, since: 2025-01-01, until: 2026-06-30")
    (one,) = judged(*lines)
    assert (one.rule, one.field) == ("too-many-holders", "mandates.0.since")


@pytest.mark.parametrize(
    ("since", "early"),
    [("2023-12-31", True), ("2024-01-01", False), ("2024-01", False), ("2023-12", True)],
)
def test_a_holder_is_a_member_that_day(since: str, early: bool) -> None:
    assert rules(f"member: loic, since: {since}") == (["holder-not-a-member"] if early else [])


def test_a_mandate_after_the_last_day_is_no_mandate() -> None:
    left = FILES["members/loic.yaml"] + "left: 2026-06-30\n"
    assert rules("member: loic, since: 2026-07-01", members__loic=left) == ["holder-not-a-member"]
    assert rules("member: loic, since: 2025-07-01", members__loic=left) == ["mandate-outlives-membership"]
    assert rules("member: loic, since: 2025-07-01, until: 2026-06", members__loic=left) == []


@pytest.mark.parametrize(
    ("until", "long"), [("2026-12-31", False), ("2027-01-01", True), ("2027-01", True), ("2026-12", False)]
)
def test_a_term_has_its_most(until: str, long: bool) -> None:
    sheet = SHEET + "most_term_months: 24\n"
    assert rules(f"member: loic, since: 2025-01-01, until: {until}", sheet=sheet) == (
        ["term-above-maximum"] if long else []
    )


def test_a_status_counts_at_the_start_and_later() -> None:
    changed = (
        "handle: loic\nstatuses:\n- {status: cape, since: 2024-01-01, until: 2025-12-31}\n"
        "- {status: staff, since: 2026-01-01}\n"
    )
    cape = SHEET + "eligibility:\n  statuses: [cape]\n"
    staff = SHEET + "eligibility:\n  statuses: [staff]\n"
    line = "member: loic, since: 2025-01-01"
    assert rules(line, sheet=cape, members__loic=changed) == ["eligibility-lost"]
    assert rules(line + ", until: 2025-12-31", sheet=cape, members__loic=changed) == []
    assert rules(line, sheet=staff, members__loic=changed) == ["ineligible-holder"]
    (lost,) = judged(line, sheet=cape, members__loic=changed)
    assert {(note.place.path, note.place.line) for note in lost.related} == {("members/loic.yaml", 4), (ADMIN, 6)}


def test_a_seat_kept_for_a_college() -> None:
    sheet = SHEET + "seats: 2\ncolleges:\n- {college: appui, seats: 1, statuses: [staff]}\n"
    assert rules("member: loic, since: 2025-01, college: appui", sheet=sheet) == ["ineligible-holder"]
    assert rules("member: loic, since: 2025-01, college: apui", sheet=sheet) == ["unknown-name"]
    assert rules("member: loic, since: 2025-01", sheet=sheet) == []


def test_partners_only() -> None:
    sheet = SHEET + "eligibility:\n  partners: true\n"
    partner = FILES["members/loic.yaml"] + "partner_since: 2025-06-20\n"
    assert rules("member: loic, since: 2025-01", sheet=sheet) == ["ineligible-holder"]
    assert rules("member: loic, since: 2025-01", sheet=sheet, members__loic=partner) == ["ineligible-holder"]
    assert rules("member: loic, since: 2025-07", sheet=sheet, members__loic=partner) == []


def test_the_voice_of_a_circle_has_conditions_too() -> None:
    inside = "members:\n- {member: loic, since: 2024-01}\n"
    circle = (
        FILES["circles/technique.yaml"] + inside + "representatives:\n- {member: loic, since: 2025-01}\neligibility:\n"
    )
    assert rules("member: loic, since: 2025-01", circles__technique=circle + "  statuses: [staff]\n") == [
        "ineligible-holder"
    ]
    excluded = circle + "  circles_excluded: [technique]\n"
    assert rules("member: loic, since: 2025-01", circles__technique=excluded) == ["incompatible-circle"]


def test_the_board_is_neither_busy_nor_co_manager() -> None:
    board = "body: conseil\ntitle: C\nkind: supervisory-board\nmandates:\n- {member: loic, since: 2025-06}\n"
    assert rules("member: loic, since: 2025-01", bodies__conseil=board) == ["involved-day-to-day"]
    assert rules("member: loic, since: 2025-01, until: 2025-05", bodies__conseil=board) == []
    co = SHEET + "statutory: co-manager\n"
    assert rules("member: loic, since: 2025-01", sheet=co, bodies__conseil=board) == ["incompatible-roles"]


def test_co_managers_do_not_end_together() -> None:
    co = SHEET + "statutory: co-manager\nseats: 2\n"
    ends = ("member: loic, since: 2025-01-01, until: {}", "member: noemie, since: 2025-01-01, until: {}")
    for first, second, together in (
        ("2027-06-30", "2028-05-31", True),
        ("2027-06-30", "2028-06-30", False),
        ("2027-06-30", "2027-06-30", True),
    ):
        said = rules(ends[0].format(first), ends[1].format(second), sheet=co)
        assert said == (["co-managers-end-together"] if together else [])


def test_every_finding_on_a_mandate_shows_another_place() -> None:
    from coopctl.rules.catalogue import RULES
    from tests.rules.test_pages import laid

    modules = {"mandates", "holders", "eligibility", "mandates_today", "co_management", "circles_today"}
    for rule in RULES:
        if rule.judge and rule.judge.__module__.rpartition(".")[2] in modules:
            (one,) = check(with_files(laid(rule.example("Broken"))), TODAY)
            assert one.related, rule.name


def test_a_loop_of_circles_is_one_finding_with_the_path() -> None:
    circle = "circle: {}\ntitle: X\nparent: {}\n"
    loop = {f"circles/{a}.yaml": circle.format(a, b) for a, b in (("b", "a"), ("c", "b"), ("a", "c"))}
    (one,) = found(loop)
    assert (one.rule, one.record, one.field) == ("circle-within-itself", "circles/a", "parent")
    assert "a → c → b → a" in str(one.message)
    assert [note.place.path for note in one.related] == ["circles/c.yaml", "circles/b.yaml"]


def test_an_end_before_its_beginning_and_an_unknown_status_show_both_places() -> None:
    files = {
        "members/noemie.yaml": "handle: noemie\nstatuses:\n- status: cap\n  since: 2025-01-01\n",
        "roles/technique/admin-sys.yaml": "role: admin-sys\ntitle: A\naccountabilities: [B]\nmandates:\n"
        "- member: loic\n  since: 2024-06-01\n  until: 2024-05-01\n",
    }
    seen = {one.rule: [(str(at.path), at.line) for at, _text in one.related] for one in found(files)}
    assert seen["span-reversed"] == [("roles/technique/admin-sys.yaml", 6)]
    assert seen["unknown-status"] == [("coop.yaml", 8)]


def test_a_board_that_asks_for_partners_says_so_once() -> None:
    law = FILES["coop.yaml"] + "law: fr-scop\nlegal_form: sarl\n"
    body = "body: conseil\ntitle: C\nkind: supervisory-board\n{asked}mandates:\n- member: noemie\n  since: 2026-07-01\n"
    both = {"ineligible-holder", "board-member-not-partner"}
    for asked, rule in (("", "board-member-not-partner"), ("eligibility:\n  partners: true\n", "ineligible-holder")):
        files = {"coop.yaml": law, "bodies/conseil.yaml": body.format(asked=asked)}
        assert [one.rule for one in found(files) if one.rule in both] == [rule]


def test_who_sits_in_a_body_does_not_sit_on_after_its_end() -> None:
    body = "body: conseil\ntitle: C\nkind: other\nended: 2026-06-30\nmandates:\n- {member: loic, since: 2025-01-01"
    (one,) = judged("member: noemie, since: 2025-03-01", bodies__conseil=body + "}\n")
    assert (one.rule, one.cure) == ("role-in-closed-circle", "coopctl body vacate conseil loic --on 2026-06-30")
    assert rules("member: noemie, since: 2025-03-01", bodies__conseil=body + ", until: 2026-06}\n") == []


def test_the_voice_of_a_circle_is_called_so() -> None:
    left = FILES["members/loic.yaml"] + "left: 2026-06-30\n"
    voice = FILES["circles/technique.yaml"] + "representatives:\n- {member: loic, since: 2025-01-01}\n"
    told = judged("member: noemie, since: 2025-03-01", members__loic=left, circles__technique=voice)
    one = next(one for one in told if one.rule == "mandate-outlives-membership")
    assert one.message.shown("fr") == "loic part (30 juin 2026) et porte encore la voix du cercle technique"
    assert one.cure == "coopctl circle represent technique HANDLE"


@pytest.mark.parametrize(
    ("statuses", "until", "told"),
    [
        ("{status: cape, since: 2024-01-01, until: 2027-01-22}", "2027-06-30", True),
        ("{status: cape, since: 2024-01-01, until: 2027-01-23}", "2027-06-30", False),  # 61 days ahead
        ("{status: cape, since: 2024-01-01, until: 2026-06-30}", "2027-06-30", True),
        ("{status: cape, since: 2024-01-01, until: 2026-06-30}", "2026-09-30", False),  # over already
        ("{status: cape, since: 2024-01-01, until: 2027-01}", "2027-01", False),
        ("{status: cape, since: 2024-01-01, until: 2026-12-31}, {status: staff, since: 2027-01-01}", "2028-01", False),
        ("{status: cape, since: 2024-01-01, until: 2026-12-31}", None, False),
    ],
)
def test_a_mandate_that_goes_on_after_the_contract(statuses: str, until: str | None, told: bool) -> None:
    member = f"handle: loic\nstatuses: [{statuses}]\n"
    line = "member: loic, since: 2025-03-01" + (f", until: {until}" if until else "")
    assert ("mandate-outlives-contract" in rules(line, members__loic=member)) is told
