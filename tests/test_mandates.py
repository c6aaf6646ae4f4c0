"""Who holds what on a day, and what is to be filled."""

from __future__ import annotations

import datetime as dt

import pytest

from coopctl.ledger import Ledger
from coopctl.mandates import Vacant, mandates, vacancies
from coopctl.records.sheet import fingerprint
from tests.small import FILES, TODAY, ledger, with_files

SHEET = "role: admin-sys\ntitle: Admin\naccountabilities:\n- Serveurs\n"


def held(*lines: str, sheet: str = SHEET, **files: str) -> Ledger:
    text = sheet + "mandates:\n" + "".join(f"- {{{line}}}\n" for line in lines)
    return ledger(roles__technique__admin_sys=None, **{"roles__technique__admin-sys": text, **files})


def states(found: Ledger, day: dt.date = TODAY) -> list[tuple[str, str]]:
    return [(one.mandate.member, one.state) for one in mandates(found, day)]


def vacant(found: Ledger, day: dt.date = TODAY) -> Vacant:
    (one,) = vacancies(found, day)
    return one


@pytest.mark.parametrize(
    ("line", "state"),
    [
        ("member: loic, since: 2026-11-23", "held"),
        ("member: loic, since: 2026-11-24", "to-come"),
        ("member: loic, since: 2025-01, until: 2026-11", "held"),
        ("member: loic, since: 2025-01, until: 2026-11-22", "ended"),
        ("member: loic, since: 2025-01, interim: true", "interim"),
        ("member: loic, since: 2027-01, designated: 2026-10-01", "pending"),
        ("member: loic, since: 2026-01, designated: 2025-10-01", "pending"),
        ("member: loic, since: 2026-01, designated: 2025-10-01, appointed: 2026-11-24", "pending"),
        ("member: loic, since: 2026-01, designated: 2025-10-01, appointed: 2025-12-12", "held"),
        ("member: loic, since: 2025-01, until: 2025-12, designated: 2024-10", "ended"),
    ],
)
def test_a_mandate_has_one_state_a_day(line: str, state: str) -> None:
    assert states(held(line)) == [("loic", state)]


def test_mandates_of_bodies_stand_beside_those_of_roles() -> None:
    body = "body: conseil\ntitle: C\nkind: supervisory-board\nmandates:\n- member: noemie\n  since: 2025-01\n"
    found = mandates(ledger(bodies__conseil=body), TODAY)
    assert [(one.office.name, one.mandate.member) for one in found] == [
        ("conseil", "noemie"),
        ("technique/admin-sys", "loic"),
    ]


def test_what_nobody_holds_is_to_be_filled_since_the_last_one_left() -> None:
    one = vacant(held("member: loic, since: 2025-01, until: 2026-10-31"))
    assert (one.since, one.seats, one.days(TODAY), one.row) == ("2026-11-01", 1, 23, None)
    assert vacant(held("member: loic, since: 2027-01")).following.member == "loic"  # type: ignore[union-attr]


def test_a_vacancy_that_is_noted_tells_more() -> None:
    sheet = SHEET + "vacancies:\n- {since: 2026-09, why: Fin de mandat, interim: noemie, undecided: true}\n"
    one = vacant(held("member: loic, since: 2025-01, until: 2026-08", sheet=sheet))
    assert (one.since, one.why, one.interim, one.undecided) == ("2026-09", "Fin de mandat", ("noemie",), True)


def test_seats_are_counted_by_people() -> None:
    two = SHEET + "seats: 3\n"
    assert vacant(held("member: loic, since: 2025-01", "member: loic, since: 2026-01", sheet=two)).seats == 2
    keeps = vacant(held("member: loic, since: 2025-01", "member: noemie, since: 2026-01, interim: true", sheet=two))
    assert (keeps.seats, keeps.interim) == (2, ("noemie",))


THREE = SHEET + "seats: 3\n"
LONG_AGO = "member: loic, since: 2020-01, until: 2020-02"


def free(sheet: str, *lines: str) -> list[tuple[int, str | None, bool]]:
    return [(one.seats, one.since, one.row is not None) for one in vacancies(held(*lines, sheet=sheet), TODAY)]


def test_a_seat_noted_as_vacant_hides_no_other() -> None:
    noted = THREE + "vacancies:\n- {since: 2026-09-01, seats: 1, why: Un siège}\n"
    ended = ("member: noemie, since: 2025-01, until: 2026-08", "member: karim, since: 2024-01, until: 2026-03-31")
    assert free(noted, "member: loic, since: 2025-01", *ended) == [(1, "2026-04-01", False), (1, "2026-09-01", True)]
    assert free(noted, "member: loic, since: 2025-01") == [(1, None, False), (1, "2026-09-01", True)]
    assert free(noted, "member: loic, since: 2025-01", "member: karim, since: 2025-01") == [(1, "2026-09-01", True)]


def test_vacancies_noted_are_never_more_than_the_seats_that_are_free() -> None:
    noted = THREE + "vacancies:\n- {since: 2026-09-01, seats: 2}\n- {since: 2026-10-01, seats: 1}\n"
    assert free(noted, LONG_AGO) == [(2, "2026-09-01", True), (1, "2026-10-01", True)]
    assert free(noted, "member: loic, since: 2025-01") == [(2, "2026-09-01", True)]
    assert free(noted, "member: loic, since: 2025-01", "member: karim, since: 2025-01") == [(1, "2026-09-01", True)]
    rest = THREE + "vacancies:\n- {since: 2026-09-01}\n- {since: 2026-10-01, seats: 1}\n"
    assert free(rest, LONG_AGO) == [(2, "2026-09-01", True), (1, "2026-10-01", True)]


def test_nothing_is_to_be_filled_where_somebody_is_or_the_circle_is_over() -> None:
    assert vacancies(ledger(), TODAY) == []
    assert vacancies(held(circles__technique=FILES["circles/technique.yaml"] + "ended: 2026-01\n"), TODAY) == []


def test_critical_ones_come_first_then_the_oldest() -> None:
    role = "role: {name}\ntitle: X\nvacancies:\n- since: {since}\n"
    found = with_files({
        "circles/compta.yaml": "circle: compta\ntitle: C\ncritical: true\n",
        "roles/compta/budget.yaml": role.format(name="budget", since="2026-10"),
        "roles/communication/site.yaml": role.format(name="site", since="2026-08"),
        "roles/communication/lettre.yaml": role.format(name="lettre", since="2026-05"),
    })  # fmt: skip
    assert [one.office.name for one in vacancies(found, TODAY)] == [
        "compta/budget", "communication/lettre", "communication/site",
    ]  # fmt: skip


def test_a_body_of_the_holders_of_a_role_has_no_seats_of_its_own() -> None:
    body = "body: gerance\ntitle: G\nkind: co-management\nseats: 2\nrole: technique/admin-sys\n"
    assert vacancies(ledger(bodies__gerance=body), TODAY) == []


def sheet(text: str) -> str:
    return fingerprint(ledger(**{"roles__technique__admin-sys": text}).roles["technique/admin-sys"])


def test_a_fingerprint_is_of_the_values_that_are_asked() -> None:
    first = sheet(SHEET)
    assert first == sheet("# relu\naccountabilities: [Serveurs]\ntitle: 'Admin'\nrole: admin-sys\nseats: 1\n")
    assert first == sheet(SHEET + "stipend:\n- since: 2026-01\n  monthly: 50\nvacancies:\n- since: 2026-01\n")
    assert first != sheet(SHEET + "- Sauvegardes\n")
    assert first != sheet(SHEET + "term_months: 24\n")
