"""Members, circles and roles: what a change writes, to the byte, and what it is refused for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopctl.edits import circles, leaving, members, roles
from coopctl.edits.governance import Change, View, day_before
from coopctl.edits.seats import End, Term, after_months
from coopctl.problem import CoopError, Misuse, NotHere, Refused
from coopctl.snapshot import Overlay
from coopctl.values import When
from tests.small import FILES, TODAY, found, snapshot

LOIC = "members/loic.yaml"
NOEMIE = "members/noemie.yaml"
TECHNIQUE = "circles/technique.yaml"
ADMIN = "roles/technique/admin-sys.yaml"
JANUARY = When("2026-01-15")
BOARD = "contributions/2026-11/loic.yaml"
LINE = "- id: k7m3qa2w\n  date: 2026-11-20\n  hours: 2\n  rate: 20\n  what: Serveur\n"

Plan = Callable[[Mapping[str, str | None]], Change]


def text(change: Change, path: str) -> str:
    data = change.edit.changes[path]
    assert data is not None
    return data.decode()


def said(change: Change) -> list[str]:
    return [str(line) for line in change.said]


def is_sound(change: Change, files: Mapping[str, str | None] = {}) -> None:
    """What the ledger would hold has no finding."""
    laid = Overlay(snapshot(files).files, change.edit.changes)
    assert found({path: laid[path].decode() for path in laid}, {}) == []


def add_member(
    files: Mapping[str, str | None] = {}, handle: str = "zoe", status: str | None = "CAPE", **facts: object
) -> Change:
    return members.add(snapshot(files), handle, status, JANUARY, facts, "loic", TODAY, "arrivée")


def status(files: Mapping[str, str | None], handle: str, wanted: str, since: str, until: str | None = None) -> Change:
    return members.status(snapshot(files), handle, wanted, When(since), When(until) if until else None, "loic", TODAY)


def leave(files: Mapping[str, str | None], handle: str = "loic", on: str = "2026-11-30") -> Change:
    return leaving.leave(snapshot(files), handle, When(on), "noemie", TODAY)


def join(
    files: Mapping[str, str | None], name: str = "technique", handle: str = "noemie", since: str = "2026-01-15"
) -> Change:
    return circles.join(snapshot(files), name, handle, When(since), None, "loic", TODAY)


def quit_circle(files: Mapping[str, str | None], handle: str = "loic", on: str = "2026-10-31") -> Change:
    return circles.leave(snapshot(files), "technique", handle, When(on), "loic", TODAY)


def assign(
    files: Mapping[str, str | None], handle: str = "noemie", name: str = "technique/admin-sys", **term: object
) -> Change:
    given_term = Term(**{"since": JANUARY, **term})  # type: ignore[arg-type]
    return roles.assign(snapshot(files), name, handle, given_term, "loic", TODAY)


def vacate(
    files: Mapping[str, str | None], handle: str | None = None, on: str = "2026-10-31", why: str | None = None
) -> Change:
    return roles.vacate(snapshot(files), "technique/admin-sys", handle, End(When(on), why=why), "loic", TODAY)


# --- members ---


def test_a_new_member_is_a_file_with_its_modeline() -> None:
    change = add_member(introduced_by="loic", domains=["édition"])
    assert text(change, "members/zoe.yaml") == (
        "# yaml-language-server: $schema=../schemas/members.json\n"
        "handle: zoe\nstatuses:\n- status: cape\n  since: 2026-01-15\ndomains:\n- édition\nintroduced_by: loic\n"
    )
    assert str(change.edit.message) == (
        "member: add zoe\n\narrivée\n\nCoop-Op: member.add\nCoop-Actor: loic\nCoop-Record: members/zoe\n"
    )
    is_sound(change)


def test_a_member_may_be_welcomed_without_a_status() -> None:
    change = add_member(status=None, welcomed=JANUARY)
    assert text(change, "members/zoe.yaml").endswith("handle: zoe\nwelcomed: 2026-01-15\n")
    is_sound(change)


@pytest.mark.parametrize("typed", ["staff", "STAFF", "Équipe d'appui", "equipe d’appui", "ÉQUIPE D'APPUI"])
def test_a_status_is_known_by_slug_or_title_however_typed(typed: str) -> None:
    assert "status: staff\n" in text(add_member(status=typed), "members/zoe.yaml")


def test_another_status_ends_the_one_in_force_the_day_before() -> None:
    change = status({}, "loic", "staff", "2026-03-01")
    assert text(change, LOIC) == (
        "handle: loic\nstatuses:\n- status: cape\n  since: 2024-01-01\n  until: 2026-02-28\n"
        "- status: staff\n  since: 2026-03-01\n"
    )
    assert said(change) == ["loic: CAPE until 28 February 2026", "loic: Équipe d'appui since 1 March 2026"]
    is_sound(change)


def test_a_status_since_a_month_ends_the_other_with_the_month_before() -> None:
    assert "  until: 2025-12\n- status: staff\n  since: 2026-01\n" in text(status({}, "loic", "staff", "2026-01"), LOIC)


def test_a_status_of_the_past_leaves_the_present_alone() -> None:
    change = status({}, "loic", "staff", "2022-01", "2023-12")
    assert text(change, LOIC).endswith("  since: 2024-01-01\n- status: staff\n  since: 2022-01\n  until: 2023-12\n")
    is_sound(change)


def test_who_comes_back_left_in_between() -> None:
    gone = {LOIC: FILES[LOIC] + "left: 2025-06-30\n"}
    change = status(gone, "loic", "staff", "2026-09-01")
    assert text(change, LOIC) == (
        "handle: loic\nstatuses:\n- status: cape\n  since: 2024-01-01\n  until: 2025-06-30\n"
        "- status: staff\n  since: 2026-09-01\n"
    )
    assert said(change)[0] == "loic is back"


def test_a_leave_writes_one_line_and_no_reason() -> None:
    change = leave({TECHNIQUE: FILES[TECHNIQUE] + "members:\n- member: loic\n  since: 2024-01\n", BOARD: LINE})
    assert change.edit.changes == {LOIC: (FILES[LOIC] + "left: 2026-11-30\n").encode()}
    assert change.edit.message.reason == ""


def test_a_leave_lists_what_it_does_not_end() -> None:
    files = {TECHNIQUE: FILES[TECHNIQUE] + "members:\n- member: loic\n  since: 2024-01\n", BOARD: LINE}
    assert [(str(fact), command) for fact, command in leave(files).left] == [
        (
            "role technique/admin-sys will have no holder: loic held it",
            "coopctl role vacate technique/admin-sys loic --on 2026-11-30",
        ),
        ("who takes over technique/admin-sys?", "coopctl role assign technique/admin-sys HANDLE --since 2026-12-01"),
        ("loic is still in circle technique", "coopctl circle leave technique loic --on 2026-11-30"),
        (
            "1 line of November 2026 stays to be paid when that month is closed: 2\u00a0h, 40.00 €",
            "coopctl payout preview 2026-11",
        ),
    ]


def test_a_closed_month_is_no_longer_to_be_paid() -> None:
    files = {BOARD: LINE, "payouts/2026-11.yaml": "period: 2026-11\n"}
    assert all("payout" not in command for _fact, command in leave(files, on="2026-12-31").left)


def test_a_leave_before_lines_already_noted_names_them() -> None:
    with pytest.raises(Refused) as refused:
        leave({BOARD: LINE}, on="2026-11-10")
    assert [(one.rule, one.record) for one in refused.value.findings] == [("not-a-member-that-day", "loic/k7m3qa2w")]
    assert refused.value.files is not None
    assert b"left: 2026-11-10" in refused.value.files[LOIC]


# --- circles ---


def test_a_new_circle() -> None:
    facts = {
        "access": "commitment",
        "critical": True,
        "since": When("2019-03"),
        "parent": "technique",
        "purpose": "Tenir",
    }
    change = circles.add(snapshot(), "gerance", "Cogérance", facts, "loic", TODAY)
    assert text(change, "circles/gerance.yaml") == (
        "# yaml-language-server: $schema=../schemas/circles.json\ncircle: gerance\ntitle: Cogérance\npurpose: Tenir\n"
        "access: commitment\ncritical: true\nsince: 2019-03\nparent: technique\n"
    )
    is_sound(change)


def test_joining_a_handwritten_circle_adds_lines_and_touches_no_other() -> None:
    own = (
        "# notre cercle\ncircle:   technique   # ici\ntitle: 'Technique'\nmembers:\n  # les anciens\n"
        "  - {member: loic, since: 2020-01}\n"
    )
    change = join({TECHNIQUE: own})
    assert text(change, TECHNIQUE) == own + "  - member: noemie\n    since: 2026-01-15\n"
    assert change.edit.message.subject == "circle: noemie joins technique"
    is_sound(change, {TECHNIQUE: own})


def test_who_left_a_circle_may_join_it_again() -> None:
    files = {TECHNIQUE: FILES[TECHNIQUE] + "members:\n- member: noemie\n  since: 2025-01\n  until: 2025-12\n"}
    assert text(join(files), TECHNIQUE).endswith("  until: 2025-12\n- member: noemie\n  since: 2026-01-15\n")


def test_joining_by_commitment_asks_until_when() -> None:
    files = {TECHNIQUE: FILES[TECHNIQUE] + "access: commitment\n"}
    with pytest.raises(Misuse) as asked:
        join(files)
    assert "--until" in str(asked.value)
    assert asked.value.cure == "coopctl circle join technique noemie --until DATE"
    agreed = circles.join(snapshot(files), "technique", "noemie", JANUARY, When("2027-01-14"), "loic", TODAY)
    assert "- member: noemie\n  since: 2026-01-15\n  until: 2027-01-14\n" in text(agreed, TECHNIQUE)
    assert not any("--until" in line for line in said(join({})))


def test_leaving_a_circle_says_which_role_stays() -> None:
    change = quit_circle({TECHNIQUE: FILES[TECHNIQUE] + "members:\n- member: loic\n  since: 2024-01\n"})
    assert text(change, TECHNIQUE).endswith("- member: loic\n  since: 2024-01\n  until: 2026-10-31\n")
    assert [command for _fact, command in change.left] == [
        "coopctl role vacate technique/admin-sys loic --on 2026-10-31"
    ]


# --- roles ---


def test_a_new_role_sheet() -> None:
    from coopctl.values import Cents

    facts = {
        "accountabilities": ["Serveurs à jour"],
        "term_months": 24,
        "seats": 2,
        "stipend": [{"since": When("2018-01"), "monthly": Cents(15000)}],
    }
    change = roles.add(snapshot(), "communication/lettre", "Lettre", facts, "loic", TODAY)
    assert text(change, "roles/communication/lettre.yaml") == (
        "# yaml-language-server: $schema=../../schemas/roles.json\nrole: lettre\ntitle: Lettre\naccountabilities:\n"
        "- Serveurs à jour\nterm_months: 24\nseats: 2\nstipend:\n- since: 2018-01\n  monthly: 150\n"
    )
    is_sound(change)


def test_a_mandate_lasts_the_term_of_the_role() -> None:
    files = {ADMIN: FILES[ADMIN] + "term_months: 24\n"}
    change = assign(files, waived=True)
    assert "- member: noemie\n  since: 2026-01-15\n  until: 2028-01-14\n  waived: true\n" in text(change, ADMIN)
    assert "the term of this role is 24 months" in said(change)


def test_what_is_given_wins_over_the_term() -> None:
    files = {ADMIN: FILES[ADMIN] + "term_months: 24\n"}
    assert "  until: 2026-06-30\n" in text(assign(files, until=When("2026-06-30")), ADMIN)


def test_more_holders_than_seats_is_said_not_refused() -> None:
    assert "2 hold this role, made for 1: loic, noemie" in said(assign({}))
    assert len(said(assign({ADMIN: FILES[ADMIN] + "seats: 2\n"}))) == 1


def test_a_mandate_that_ends_leaves_the_role_to_be_filled() -> None:
    change = vacate({}, why="fin de cycle")
    assert text(change, ADMIN) == (
        FILES[ADMIN] + "  until: 2026-10-31\nvacancies:\n- since: 2026-11-01\n  why: fin de cycle\n"
    )
    assert [command for _fact, command in change.left] == [
        "coopctl role assign technique/admin-sys HANDLE --since DATE"
    ]
    is_sound(change)


def test_a_role_that_others_hold_is_not_to_be_filled() -> None:
    files = {ADMIN: FILES[ADMIN] + "- member: noemie\n  since: 2026-01-15\n"}
    change = vacate(files, "loic")
    assert "vacancies" not in text(change, ADMIN)
    assert change.left == ()


def test_a_role_that_someone_takes_later_is_to_be_filled_until_then() -> None:
    files = {ADMIN: FILES[ADMIN] + "- member: noemie\n  since: 2027-01-15\n"}
    assert text(vacate(files), ADMIN).endswith("vacancies:\n- since: 2026-11-01\n  until: 2027-01-14\n")


def test_a_mandate_fills_the_vacancy() -> None:
    empty = FILES[ADMIN] + "  until: 2025-12-31\nvacancies:\n- since: 2026-01-01\n"
    assert text(assign({ADMIN: empty}), ADMIN).endswith("vacancies:\n- since: 2026-01-01\n  until: 2026-01-14\n")
    at_once = assign({ADMIN: empty}, since=When("2026-01-01"))
    assert "vacancies" not in text(at_once, ADMIN)


# --- what is refused, and in which words ---


HELD = "- member: noemie\n  since: 2025-01-01\n"
REFUSALS: list[tuple[str, type[CoopError], Callable[[], Change], str]] = [
    ("twice a member", Refused, lambda: add_member(handle="loic"), "loic is already a member"),
    ("unknown status", Refused, lambda: add_member(status="CAP"), "there is no status CAP; the nearest is cape"),
    (
        "far status",
        Refused,
        lambda: add_member(status="xyz"),
        "there is no status xyz; coop.yaml lists cape (CAPE), staff",
    ),
    ("introduced by nobody", NotHere, lambda: add_member(introduced_by="loik"), "no member loik; the nearest is loic"),
    (
        "same status",
        Refused,
        lambda: status({}, "loic", "cape", "2026-01"),
        "loic is already CAPE, since 1 January 2024",
    ),
    ("earlier status", Refused, lambda: status({}, "loic", "staff", "2023-01"), "needs its last day"),
    (
        "unknown member",
        NotHere,
        lambda: status({}, "lo", "staff", "2026-01"),
        "there is no member lo; the nearest is loic",
    ),
    ("left twice", Refused, lambda: leave({LOIC: FILES[LOIC] + "left: 2026-01\n"}), "at the end of January 2026"),
    ("left before", Refused, lambda: leave({}, on="2020-01-01"), "nothing was written"),
    ("circle there", Refused, lambda: circles.add(snapshot(), "technique", "T", {}, "loic", TODAY), "already a circle"),
    (
        "no parent",
        NotHere,
        lambda: circles.add(snapshot(), "x", "T", {"parent": "tech"}, "loic", TODAY),
        "nearest is tec",
    ),
    ("no circle", NotHere, lambda: join({}, "tecnique"), "there is no circle tecnique; the nearest is technique"),
    ("no such joiner", NotHere, lambda: join({}, handle="nono"), "there is no member nono"),
    (
        "joined twice",
        Refused,
        lambda: join({TECHNIQUE: FILES[TECHNIQUE] + "members:\n" + HELD}),
        "already in circle technique",
    ),
    (
        "ended circle",
        Refused,
        lambda: join({TECHNIQUE: FILES[TECHNIQUE] + "ended: 2025-06\n"}),
        "ended at the end of June",
    ),
    ("not in it", Refused, lambda: quit_circle({}, "noemie"), "noemie is not in circle technique on 31 October 2026"),
    (
        "role there",
        Refused,
        lambda: roles.add(snapshot(), "technique/admin-sys", "A", {}, "loic", TODAY),
        "already a role",
    ),
    (
        "role of none",
        NotHere,
        lambda: roles.add(snapshot(), "tech/admin", "A", {}, "loic", TODAY),
        "there is no circle tech",
    ),
    (
        "no role",
        NotHere,
        lambda: assign({}, name="technique/admin"),
        "technique/admin; the nearest is technique/admin-sys",
    ),
    (
        "held twice",
        Refused,
        lambda: assign({}, "loic"),
        "loic already holds role technique/admin-sys since 1 June 2024",
    ),
    (
        "nobody holds",
        Refused,
        lambda: vacate({}, on="2020-01-01"),
        "nobody holds role technique/admin-sys on 1 January 2020",
    ),
    (
        "not theirs",
        Refused,
        lambda: vacate({}, "noemie"),
        "noemie does not hold role technique/admin-sys on 31 October",
    ),
    (
        "whose?",
        Misuse,
        lambda: vacate({ADMIN: FILES[ADMIN] + HELD}),
        "loic, noemie hold role technique/admin-sys: say whose",
    ),
    ("reversed", Refused, lambda: assign({}, until=When("2025-01-01")), "nothing was written"),
]


@pytest.mark.parametrize(("error", "act", "words"), [one[1:] for one in REFUSALS], ids=[one[0] for one in REFUSALS])
def test_a_refusal_says_what_is_there(error: type[CoopError], act: Callable[[], Change], words: str) -> None:
    with pytest.raises(error) as refused:
        act()
    assert words in str(refused.value)
    assert refused.value.cure or refused.value.findings or "status" in words


def test_a_record_that_cannot_be_read_is_shown_with_its_fault() -> None:
    with pytest.raises(Refused) as refused:
        leave({LOIC: "handle: loic\nstatus: cape\n"})
    assert [one.rule for one in refused.value.findings] == ["unknown-key"]


def test_older_faults_elsewhere_do_not_stand_in_the_way() -> None:
    broken = {"members/vieux.yaml": "handle: autre\n", "members/abime.yaml": "handle: [\n"}
    assert text(join(broken), TECHNIQUE).endswith("- member: noemie\n  since: 2026-01-15\n")


def test_a_fault_that_an_exception_sets_aside_is_not_in_the_way() -> None:
    expires = (TODAY + dt.timedelta(days=30)).isoformat()
    kept = (
        "- rule: not-a-member-that-day\n  record: loic/k7m3qa2w\n  reason: convenu\n  decided_by: technique\n"
        f"  expires: {expires}\n"
    )
    assert leave({BOARD: LINE, "exceptions.yaml": kept}, on="2026-11-10").edit.changes


def test_only_the_sheets_of_those_concerned_are_read() -> None:
    files = {BOARD: LINE, "contributions/2026-11/noemie.yaml": LINE, "payouts/2026-10.yaml": "period: 2026-10\n"}
    view = View(snapshot(files).files, ["loic"])
    assert [path for path in view if path.startswith(("contributions/", "payouts/"))] == [BOARD]
    assert "payouts/2026-10.yaml" in view
    assert len(view) == len(FILES) + 1


def test_what_history_could_not_forget_is_remarked() -> None:
    change = circles.add(
        snapshot(), "x", "X", {"purpose": "Écrire à zoe@exemple.fr"}, "loic", TODAY, "au 06 12 34 56 78"
    )
    assert [str(note) for note in change.notes] == [
        "this text seems to hold a telephone number, which history keeps for ever",
        "this text seems to hold an e-mail address, which history keeps for ever",
    ]
    written = {TECHNIQUE: FILES[TECHNIQUE] + "purpose: zoe@exemple.fr\n"}
    assert join(written).notes == ()


# --- days ---


def test_the_day_before_keeps_the_kind_of_date() -> None:
    assert [day_before(When(one)) for one in ("2026-03-01", "2024-03-01", "2026-01", "2026-01-01")] == [
        "2026-02-28",
        "2024-02-29",
        "2025-12",
        "2025-12-31",
    ]


@pytest.mark.parametrize(
    ("since", "months", "last"),
    [
        ("2026-10-01", 24, "2028-09-30"),
        ("2026-10", 24, "2028-09"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2026-01-31", 1, "2026-02-28"),
        ("2026-12-15", 1, "2027-01-14"),
        ("2026-01", 12, "2026-12"),
    ],
)
def test_a_term_ends_the_day_before_it_would_begin_again(since: str, months: int, last: str) -> None:
    assert after_months(When(since), months) == last


@given(st.dates(dt.date(2000, 1, 1), dt.date(2090, 1, 1)), st.integers(1, 60))
def test_a_longer_term_never_ends_sooner(day: dt.date, months: int) -> None:
    since = When(day.isoformat())
    assert since < after_months(since, months) < after_months(since, months + 1)
