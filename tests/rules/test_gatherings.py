"""Meetings, workshops and keys that have no place: what is said of the odd ones."""

from __future__ import annotations

import pytest

from tests.small import found

MEETS = "circle: technique\ntitle: Technique\nsince: 2019-03\nmeetings:\n- every: 4 weeks\n  agenda_by:\n"
BODY = "body: conseil\ntitle: Conseil\nkind: other\nrole: technique/admin-sys\n"


def meeting(more: str = "", date: str = "2026-10-12", who: str = "circle: technique\n") -> dict[str, str]:
    return {f"meetings/{date}-technique.yaml": f"meeting: {date}-technique\n{who}date: {date}\n{more}"}


def rules(*files: dict[str, str]) -> list[str]:
    return [one.rule for one in found({path: text for one in files for path, text in one.items()})]


@pytest.mark.parametrize("who", ["", "circle: technique\nbody: technique\n", "body: technique\n"])
def test_a_meeting_is_of_one_circle_or_one_body(who: str) -> None:
    assert rules(meeting(who=who)) == ["meeting-of-no-group"]


@pytest.mark.parametrize("name", ["2026-10-32-technique", "technique", "2026-10-12-Technique", "2026-10-12"])
def test_a_meeting_is_named_after_its_day_and_its_circle(name: str) -> None:
    text = f"meeting: {name}\ncircle: technique\ndate: 2026-10-12\n"
    assert "bad-file-name" in rules({f"meetings/{name}.yaml": text})


@pytest.mark.parametrize(
    ("author", "allowed", "said"),
    [
        ("loic", "technique/admin-sys", []),
        ("loic", "conseil", []),
        ("technique/admin-sys", "technique/admin-sys", []),
        ("noemie", "conseil", ["agenda-by-another"]),
        ("technique", "technique/admin-sys", ["agenda-by-another"]),
        ("personne", "technique/admin-sys", ["unknown-name", "agenda-by-another"]),
    ],
)
def test_who_makes_an_agenda(author: str, allowed: str, said: list[str]) -> None:
    files = {"circles/technique.yaml": f"{MEETS}  - {allowed}\nfacilitators:\n- member: loic\n  since: 2024-01\n",
             "bodies/conseil.yaml": BODY}  # fmt: skip
    assert sorted(rules(files, meeting(f"agenda_by: {author}\n"))) == sorted(said)


@pytest.mark.parametrize(
    ("link", "sound"),
    [("https://wiki.example.org/a?b#c", True), ("http://wiki.example.org", False), ("https://nom:secret@wiki/", False),
     ("javascript:alert(1)", False), ("https://exa mple.org", False)],
)  # fmt: skip
def test_a_link_is_https_and_holds_no_password(link: str, sound: bool) -> None:
    assert rules(meeting(f'links:\n- "{link}"\n')) == ([] if sound else ["wrong-value"])


def test_free_text_of_a_meeting_is_looked_at() -> None:
    assert rules(meeting("site: chez Camille, 06 12 34 56 78\n")) == ["personal-data-in-a-record"]


@pytest.mark.parametrize(
    ("key", "rule"),
    [("tresorerie", "private-key"), ("Trésorerie", "private-key"), ("x-marge-brute", "private-key"),
     ("salaire", "private-key"), ("health", "private-key"), ("x-solde", "private-key"), ("statutes", "unknown-key"),
     ("niveau_salaire", "private-key"), ("x-solidarite", None), ("x-encaisse", None), ("x-velo", None)],
)  # fmt: skip
def test_money_and_health_of_a_person_have_no_key(key: str, rule: str | None) -> None:
    text = f"handle: noemie\nstatuses:\n- status: cape\n  since: 2025-01-01\n{key}: 12\n"
    assert [one for one in rules({"members/noemie.yaml": text}) if one.endswith("key")] == ([rule] if rule else [])


def test_nor_on_a_line_of_the_board() -> None:
    line = "- id: k7m3qa2w\n  date: 2026-10-03\n  hours: 1\n  rate: 15\n  what: Relecture\n  x-salaire: 12\n"
    assert "private-key" in rules({"contributions/2026-10/loic.yaml": line})
    assert rules({"contributions/2026-10/loic.yaml": line.replace("x-salaire", "x-lieu")}) == []


def test_a_co_manager_of_the_support_team_may_do_a_follow_up() -> None:
    charter = ("format: 1\nname: Les Jours\nslug: les-jours\nstatuses:\n- status: cape\n  title: CAPE\n"
               "- status: staff\n  title: Appui\n  contract: staff\n")  # fmt: skip
    files = {
        "coop.yaml": charter,
        "members/thomas.yaml": "handle: thomas\nstatuses:\n- status: staff\n  since: 2024-01-01\n",
        "members/noemie.yaml": "handle: noemie\nstatuses:\n- status: cape\n  since: 2025-01-01\n"
        "follow_up: 2026-12-15\nfollow_up_by: thomas\n",
    }
    manages = {"roles/technique/gerance.yaml": "role: gerance\ntitle: Gérance\naccountabilities: [Signer]\n"
               "statutory: co-manager\nmandates:\n- member: thomas\n  since: 2025-01-01\n"}  # fmt: skip
    assert rules(files) == ["follow-up-by-support-team"]
    assert rules(files, manages) == []
