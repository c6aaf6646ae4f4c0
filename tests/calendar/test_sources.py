"""What each source gives a calendar: from files as dicts, on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import pytest

from coopctl.calendar.reminder import KINDS
from coopctl.calendar.sources import Calendar, calendar
from coopctl.calendar.statutory import STEPS
from coopctl.values import plus_months
from tests.small import FILES, TODAY, with_files

DAY = dt.date.fromisoformat
LAW = (
    FILES["coop.yaml"].replace("title: CAPE\n", "title: CAPE\n  contract: cape\n") + "law: fr-scop\nlegal_form: sarl\n"
)


def at(files: Mapping[str, str | None], day: dt.date = TODAY, months: int = 6) -> Calendar:
    return calendar(with_files(files), day, plus_months(day, months), None)


def said(found: Calendar, kind: str, part: str = "all") -> list[tuple[str, str]]:
    return [(str(one.day), one.what.shown("en")) for one in getattr(found, part) if one.kind == kind]


def block(*held: str, more: str = "") -> str:
    """A role sheet with mandates ``member since until [key=value…]``."""
    lines = [f"role: garde\ntitle: Garde\naccountabilities:\n- Garder\n{more}mandates:"]
    for one in held:
        member, since, until, *others = one.split()
        lines.append(f"- member: {member}\n  since: {since}" + (f"\n  until: {until}" if until != "-" else ""))
        lines += [f"  {key}: {value}" for key, value in (other.split("=") for other in others)]
    return "\n".join(lines) + "\n"


GARDE = "roles/communication/garde.yaml"


def test_a_mandate_that_ends_is_due_on_its_last_day_until_it_has_passed() -> None:
    files = {GARDE: block("noemie 2026-01-01 2026-12-31")}
    found = at(files)
    assert said(found, "mandate", "due") == [("2026-12-31", "communication/garde: the mandate of noemie ends")]
    assert said(at(files, DAY("2026-12-31")), "mandate") != []
    assert said(at(files, DAY("2027-01-01")), "mandate") == [], "then the seat is to be filled"
    assert ("2027-01-01", "communication/garde: 1 seat to be filled") in said(at(files, DAY("2027-01-01")), "vacancy")
    assert said(at(files, months=1), "mandate") == [], "it lies beyond the last day looked at"


def test_who_takes_over_is_said() -> None:
    files = {GARDE: block("noemie 2026-01-01 2026-12-31", "loic 2027-01-01 -")}
    assert said(at(files), "mandate") == [
        ("2026-12-31", "communication/garde: the mandate of noemie ends; loic takes over")
    ]


STATUTORY = "statutory: co-manager\nseats: 1\n"


def steps(files: Mapping[str, str | None], day: str, part: str = "due") -> list[tuple[str, str]]:
    found = at({"coop.yaml": LAW, **files}, DAY(day), 12)
    return [(str(one.day), one.id.split()[1]) for one in getattr(found, part) if one.kind == "statutory"]


def test_under_the_law_one_counts_back_from_the_end_and_the_first_line_comes_six_months_before() -> None:
    files = {GARDE: block("noemie 2024-07-01 2028-06-30", more=STATUTORY)}
    assert steps(files, "2027-12-31") == [
        ("2028-01-01", "preparation"),
        ("2028-03-02", "election"),
        ("2028-04-15", "call"),
        ("2028-04-30", "assembly"),
        ("2028-05-01", "handover"),
        ("2028-07-30", "formalities"),
    ]
    assert [name for _day, name in steps(files, "2027-12-31")] == [step.name for step in STEPS]
    assert {step.source for step in STEPS}
    assert all(step.source for step in STEPS)


def test_the_hand_over_of_the_sheet_moves_all_that_comes_before_it() -> None:
    files = {GARDE: block("noemie 2024-07-01 2028-06-30", more=STATUTORY + "handover: 6 months\n")}
    assert {name: day for day, name in steps(files, "2027-08-31")}["handover"] == "2028-01-01"
    assert steps(files, "2027-08-31")[0] == ("2027-09-01", "preparation")


def test_however_short_the_hand_over_the_first_line_comes_six_months_before() -> None:
    files = {GARDE: block("noemie 2024-07-01 2028-06-30", more=STATUTORY + "handover: 2 weeks\n")}
    assert steps(files, "2027-12-31")[:2] == [("2028-01-01", "preparation"), ("2028-04-18", "election")]


def test_of_the_steps_that_have_passed_only_the_last_is_to_be_taken_up() -> None:
    files = {GARDE: block("noemie 2024-07-01 2028-06-30", more=STATUTORY)}
    assert steps(files, "2028-04-20", "again") == [("2028-04-15", "call")]


@pytest.mark.parametrize(("comes", "left"), [
    ("loic 2028-05-01 2032-04-30 designated=2028-02-01", ["call", "assembly", "handover", "formalities"]),
    ("loic 2028-05-01 2032-04-30 designated=2028-02-01 appointed=2028-02-20", ["handover", "formalities"]),
])  # fmt: skip
def test_what_is_done_is_not_asked_for(comes: str, left: list[str]) -> None:
    files = {GARDE: block("noemie 2024-07-01 2028-06-30", comes, more=STATUTORY)}
    assert [name for _day, name in steps(files, "2028-02-25")] == left


def test_formalities_stay_for_the_time_the_law_gives_and_without_a_law_there_are_none() -> None:
    files = {GARDE: block("noemie 2024-07-01 2028-06-30", more=STATUTORY)}
    assert steps(files, "2028-07-10") == [("2028-07-30", "formalities")]
    assert steps(files, "2028-07-31") == steps(files, "2028-07-31", "again") == []
    free = {**files, "coop.yaml": LAW.replace("fr-scop", "none")}
    names = [one.id.split()[1] for one in at(free, DAY("2027-12-31"), 12).due if one.kind == "statutory"]
    assert names == ["preparation", "election", "assembly", "handover"]


def test_a_text_of_law_is_cited_and_the_cooperative_may_read_it_otherwise() -> None:
    own = (
        "legal_values:\n- value: assembly-notice-days\n  since: 2020-01-01\n  number: 21\n  source: Statuts, art. 12\n"
    )
    files = {"coop.yaml": LAW + own, GARDE: block("noemie 2024-07-01 2028-06-30", more=STATUTORY)}
    found = {one.id.split()[1]: one for one in at(files, DAY("2027-12-31"), 12).due if one.kind == "statutory"}
    assert found["call"].law is not None
    assert (str(found["call"].day), found["call"].law.shown("en")) == ("2028-04-09", "to be verified: Statuts, art. 12")
    assert found["formalities"].law is not None
    assert "R123-66" in found["formalities"].law.shown("en")


def test_a_board_whose_mandates_end_together_has_its_steps_once() -> None:
    body = "body: conseil\ntitle: Conseil\nkind: supervisory-board\nmandates:\n" + "".join(
        f"- member: {member}\n  since: 2024-07-01\n  until: 2028-06-30\n" for member in ("loic", "noemie")
    )
    found = steps({"bodies/conseil.yaml": body}, "2027-12-31")
    assert [name for _day, name in found] == [step.name for step in STEPS]


def test_staggering_gives_the_next_change_and_the_time_both_hold_it() -> None:
    more = "seats: 2\nstaggering: 2 years\nhandover: 2 months\n"
    files = {GARDE: block("noemie 2025-02-01 -", "loic 2023-02-01 -", more=more)}
    assert said(at(files), "staggering", "due") == [
        ("2026-12-01", ("communication/garde: one of 2 changes on 1 February 2027, as every 2 years; they hold it "
                       "together for 2 months until then"))
    ]  # fmt: skip
    assert said(at(files, DAY("2027-02-02")), "staggering", "again")[0][0] == "2027-02-01"
    assert said(at({GARDE: block("noemie 2025-02-01 -", more="staggering: 2 years\n")}), "staggering") == [
        ("2027-02-01", "communication/garde: one of 1 changes on 1 February 2027, as every 2 years")
    ]


@pytest.mark.parametrize(("day", "due"), [("2026-08-01", "2026-08-30"), ("2026-12-20", "2027-01-15")])
def test_a_designation_awaits_the_assembly_sixty_days_and_never_beyond_the_beginning(day: str, due: str) -> None:
    designated = "2026-07-01" if due == "2026-08-30" else "2026-12-01"
    files = {GARDE: block(f"noemie 2027-01-15 2029-01-14 designated={designated}")}
    assert said(at(files, DAY(day)), "assembly", "due") == [
        (due, "communication/garde: noemie was designated, and awaits the assembly")
    ]
    assert said(at(files, DAY("2027-01-16")), "assembly", "again") != []


def test_circles_give_commitments_purposes_trials_and_who_is_missing() -> None:
    circle = FILES["circles/technique.yaml"] + (
        "access: commitment\ncritical: true\npurpose_until: 2027-01\npilot:\n  since: 2026-01\n  until: 2026-12\n"
        "meetings:\n- every: 4 weeks\nmembers:\n- member: loic\n  since: 2024-01\n  until: 2026-12-31\n"
    )
    found = at({"circles/technique.yaml": circle})
    assert said(found, "commitment", "due") == [
        ("2026-12-31", "technique: the commitment of loic ends, and nobody takes over")
    ]
    assert said(found, "trial", "due") == [("2026-12-31", "technique: the trial ends; adopted or dropped?")]
    assert said(found, "circle", "due")[0][0] == "2027-01-31"
    again = [text for _day, text in said(found, "circle", "again")]
    assert {one.circle for one in found.again if one.kind == "circle"} == {"technique"}
    assert "nobody facilitates circle technique, which meets every 4 weeks" in again
    late = at({"circles/technique.yaml": circle}, DAY("2027-02-01"))
    assert any("purpose" in text for _day, text in said(late, "circle", "again"))
    assert any("adopted or dropped" in text for _day, text in said(late, "trial", "again"))


def test_the_same_commitment_in_a_year_is_no_alarm() -> None:
    circle = FILES["circles/technique.yaml"] + (
        "access: commitment\ncritical: true\nmembers:\n- member: loic\n  since: 2024-01\n  until: 2027-04-30\n"
    )
    assert said(at({"circles/technique.yaml": circle}), "commitment") == [
        ("2027-04-30", "technique: the commitment of loic ends")
    ]


def test_what_a_critical_circle_lacks_comes_first() -> None:
    empty = "role: {}\ntitle: Vide\naccountabilities:\n- Rien\n"
    files = {
        "roles/communication/ancien.yaml": empty.format("ancien") + "vacancies:\n- since: 2020-01-01\n",
        "roles/technique/nouveau.yaml": empty.format("nouveau") + "vacancies:\n- since: 2026-10-01\n",
        "circles/technique.yaml": FILES["circles/technique.yaml"] + "critical: true\n",
    }
    assert said(at(files), "vacancy", "again") == [
        ("2026-10-01", "technique/nouveau: 1 seat to be filled, and the cooperative stops without it"),
        ("2020-01-01", "communication/ancien: 1 seat to be filled"),
    ]


def test_people_give_contracts_and_the_day_to_become_a_partner() -> None:
    cape = "handle: noemie\nstatuses:\n- status: cape\n  since: 2026-01-01\n  until: 2026-12-31\n"
    found = at({"coop.yaml": LAW, "members/noemie.yaml": cape})
    assert said(found, "contract", "due") == [("2026-12-31", "the CAPE contract of noemie ends: what comes after?")]
    after = cape + "- status: cape\n  since: 2027-01-01\n"
    assert said(at({"coop.yaml": LAW, "members/noemie.yaml": after}), "contract") == []
    assert said(at({"coop.yaml": LAW, "members/noemie.yaml": cape}, DAY("2027-01-10")), "contract", "again") != []
    kind = "- status: esa\n  title: ESA\n  contract: cesa\n- status: staff"
    esa = LAW.replace("fr-scop", "fr-cae").replace("- status: staff", kind)
    held = "handle: noemie\nstatuses:\n- status: esa\n  since: 2024-01-01\n"
    assert said(at({"coop.yaml": esa, "members/noemie.yaml": held}), "partner", "due") == [
        ("2026-12-31", "noemie becomes a partner, at the latest")
    ]


def test_the_cooperative_gives_months_to_close_and_derogations() -> None:
    line = "- id: k7m3qa2w\n  date: 2026-09-03\n  hours: 1\n  rate: 15\n  what: Relecture\n"
    wrong = "- rule: rate-above-cap\n  record: loic/k7m3qa2w\n  reason: Vu\n  decided_by: loic\n  expires: 2026-12-31\n"
    files = {"contributions/2026-09/loic.yaml": line, "exceptions.yaml": wrong}
    found = at(files)
    assert said(found, "closing", "again") == [("2026-10-01", "September 2026 is to be closed")]
    assert said(found, "closing", "due") == [("2026-12-01", "November 2026 is to be closed")]
    assert said(found, "derogation", "due") == [
        ("2026-12-31", "the derogation for rate-above-cap on loic/k7m3qa2w ends")
    ]
    assert said(at(files, DAY("2027-01-01")), "derogation", "again") != []
    closed = {**files, "payouts/2026-Q3.yaml": "period: 2026-Q3\n"}
    assert said(at(closed), "closing", "again") == []


def test_every_kind_is_known_and_every_id_is_one_thing() -> None:
    from coopctl.calendar.sources import SOURCES
    from coopctl.cli.demo import sample
    from coopctl.ledger import Ledger
    from coopctl.snapshot import Snapshot

    ledger = Ledger(Snapshot(sample()[0], None))
    met: set[str] = set()
    for day in (DAY("2026-11-03"), DAY("2027-09-01"), DAY("2028-07-15")):
        given = [one for source in SOURCES for one in source(ledger, day, dt.date(2031, 1, 1))]
        assert len({one.id for one in given}) == len(given)
        met |= {one.kind for one in given}
    assert met <= set(KINDS)
    assert set(KINDS) - met <= {"trial", "derogation", "election"}, "the sample cooperative shows all else"


def test_an_id_stays_when_the_day_moves_and_when_somebody_is_renamed() -> None:
    def ids(files: Mapping[str, str | None]) -> set[str]:
        return {one.id for one in at(files, months=24).all if one.kind == "mandate"}

    first = ids({GARDE: block("noemie 2026-01-01 2026-12-31")})
    assert first == ids({GARDE: block("noemie 2026-01-01 2027-06-30")})
    renamed = FILES["members/noemie.yaml"].replace("handle: noemie", "handle: noe\naliases:\n- noemie")
    assert first == ids({GARDE: block("noe 2026-01-01 2026-12-31"), "members/noemie.yaml": None,
                         "members/noe.yaml": renamed})  # fmt: skip
