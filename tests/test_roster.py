"""Who is there on a day: facts for lists and programs."""

from __future__ import annotations

import datetime as dt
import json

from coopctl import roster
from coopctl.report.structure import structure
from tests.small import FILES, TODAY, with_files

MORE = {
    "members/zoe.yaml": "handle: zoe\nwelcomed: 2026-12-01\n",
    "members/anne.yaml": "handle: anne\nstatuses:\n- status: cape\n  since: 2020-01\n  until: 2021-06\n"
    "- status: staff\n  since: 2021-07\nleft: 2025-01-31\n",
    "circles/technique.yaml": FILES["circles/technique.yaml"]
    + "members:\n- member: loic\n  since: 2024-01\n- member: anne\n  since: 2020-01\n  until: 2025-01\n",
    "circles/formation.yaml": "circle: formation\ntitle: Formation\nended: 2025-12\n",
    "roles/technique/admin-sys.yaml": FILES["roles/technique/admin-sys.yaml"]
    + "  until: 2026-10-31\n- member: noemie\n  since: 2027-02-01\nstipend:\n- since: 2018-01\n  monthly: 150\n"
    "vacancies:\n- since: 2026-11-01\n  interim: noemie\n",
}
LEDGER = with_files(MORE)
NAMES = {"loic": "Loïc M."}
THEN = dt.date(2024, 6, 1)


def test_a_list_holds_those_present_that_day() -> None:
    def handles(day: dt.date, everyone: bool = False) -> list[str]:
        return [one["handle"] for one in roster.members(LEDGER, day, NAMES, everyone=everyone)]

    assert handles(TODAY) == ["loic", "noemie"]
    assert handles(THEN) == ["anne", "loic"]
    assert handles(dt.date(2026, 12, 1)) == ["loic", "noemie", "zoe"]
    assert handles(TODAY, everyone=True) == ["anne", "loic", "noemie", "zoe"]


def test_a_member_has_the_facts_of_the_day() -> None:
    then = roster.member(LEDGER, "anne", THEN, NAMES)
    assert (then["status"], then["status_title"], then["status_since"]) == ("staff", "Équipe d'appui", "2021-07")
    assert [one["circle"] for one in then["circles"]] == ["technique"]
    before = roster.member(LEDGER, "anne", dt.date(2020, 5, 1), NAMES)
    assert (before["status"], before["status_since"], before["present"]) == ("cape", "2020-01", True)
    now = roster.member(LEDGER, "anne", TODAY, NAMES)
    assert (now["present"], now["left"], now["circles"]) == (False, "2025-01-31", [])


def test_names_stand_beside_handles_where_they_are_known() -> None:
    assert roster.member(LEDGER, "loic", THEN, NAMES)["name"] == "Loïc M."
    assert roster.member(LEDGER, "noemie", THEN, NAMES)["name"] is None
    assert [one["name"] for one in roster.circle(LEDGER, "technique", THEN, NAMES)["members"]] == ["Loïc M.", None]


def test_circles_that_ended_are_listed_with_all() -> None:
    assert [one["circle"] for one in roster.circles(LEDGER, TODAY, NAMES)] == ["communication", "technique"]
    assert "formation" in [one["circle"] for one in roster.circles(LEDGER, TODAY, NAMES, everyone=True)]


def test_a_role_without_holder_says_so() -> None:
    now = roster.role(LEDGER, "technique/admin-sys", TODAY, NAMES)
    assert (now["vacant"], now["holders"], now["vacancy"]["interim"]) == (True, [], "noemie")
    assert [one["member"] for one in now["others"]] == ["loic", "noemie"]
    then = roster.role(LEDGER, "technique/admin-sys", THEN, NAMES)
    assert (then["vacant"], then["vacancy"], [one["member"] for one in then["holders"]]) == (False, None, ["loic"])
    assert roster.circle(LEDGER, "technique", TODAY, NAMES)["roles"][0]["vacant"] is True


def test_programs_get_texts_and_no_numbers_of_money() -> None:
    role = roster.for_json(roster.role(LEDGER, "technique/admin-sys", THEN, NAMES))
    assert json.loads(json.dumps(role)) == role
    assert role["stipend"] == "150.00"
    assert role["holders"][0]["since"] == "2024-06-01"


def test_keys_do_not_depend_on_the_record() -> None:
    keys = {tuple(one) for one in roster.members(LEDGER, TODAY, NAMES, everyone=True)}
    assert len(keys) == 1


def test_a_role_that_has_ended_is_not_one_to_be_filled() -> None:
    more = {**MORE, "roles/technique/messagerie.yaml": "role: messagerie\ntitle: M\nended: 2026-06\n"}
    after, before = TODAY, dt.date(2026, 6, 30)
    found = with_files(more)

    def named(day: dt.date, everyone: bool = False) -> list[str]:
        return [one["role"] for one in roster.roles(found, day, NAMES, everyone=everyone)]

    assert named(after) == ["technique/admin-sys"]
    assert named(before) == named(after, everyone=True) == ["technique/admin-sys", "technique/messagerie"]
    assert [roster.role(found, "technique/messagerie", day, NAMES)["vacant"] for day in (before, after)] == [
        True,
        False,
    ]
    assert len(roster.circle(found, "technique", after, NAMES)["roles"]) == 1
    branch = structure(found, after, NAMES)["circles"]
    assert next(one["roles"] for one in branch if one["circle"] == "technique") == 1
