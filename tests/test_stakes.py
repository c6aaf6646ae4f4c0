"""What a change puts at stake: each threshold at its edge, and what ends on its own date left out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import pytest

from coopctl.stakes import Ended, Stakes, stakes
from tests.small import FILES, TODAY, with_files

DAY = dt.date(2026, 11, 23)


def role(*held: str) -> str:
    """A role sheet with some mandates, each ``member since until`` (``-`` for none)."""
    lines = ["role: {}\ntitle: Un rôle\naccountabilities: [Tenir la page]\nseats: 9\nmandates:"]
    for one in held:
        member, since, until = one.split()
        lines.append(f"- member: {member}\n  since: {since}" + (f"\n  until: {until}" if until != "-" else ""))
    return "\n".join(lines) + "\n"


def coop(count: int, **given: str) -> dict[str, str | None]:
    """So many roles of communication, each held by noemie without an end; ``given`` says some otherwise."""
    files: dict[str, str | None] = {"roles/technique/admin-sys.yaml": None}
    for number in range(count):
        text = given.get(f"r{number}", role("noemie 2026-01-01 -"))
        files[f"roles/communication/r{number}.yaml"] = text.format(f"r{number}")
    return files


def at_stake(before: Mapping[str, str | None], after: Mapping[str, str | None]) -> Stakes:
    return stakes(with_files(before), with_files({**before, **after}), DAY)


def ending(count: int, of: int, text: str = role("noemie 2026-01-01 2026-11-30")) -> Stakes:
    return at_stake(coop(of), coop(of, **{f"r{number}": text for number in range(count)}))


@pytest.mark.parametrize(("count", "of", "high"), [
    (5, 26, False), (6, 26, True), (6, 100, True),  # more than five
    (1, 2, False), (1, 5, False),  # one alone is what the command says anyway
    (2, 10, True), (2, 11, False), (3, 15, True), (3, 16, False),  # a fifth of them
    (2, 2, True), (0, 9, False),
])  # fmt: skip
def test_the_thresholds_at_their_edges(count: int, of: int, high: bool) -> None:
    found = ending(count, of)
    assert (len(found.ended), found.of, found.high) == (count, of, high)


@pytest.mark.parametrize("text", ["", role("noemie 2026-01-01 2026-11-23"), role("noemie 2026-01-01 2026-06-30")])
def test_a_mandate_that_is_gone_or_over_at_once_counts_like_one_that_ends_later(text: str) -> None:
    found = ending(6, 20, text or "role: {}\ntitle: Un rôle\n")
    assert (len(found.ended), found.high) == (6, True)


def test_a_role_whose_file_goes_takes_its_mandates_along() -> None:
    before = coop(9)
    found = at_stake(before, {f"roles/communication/r{n}.yaml": None for n in range(2)})
    assert found == Stakes((Ended("communication/r0", "noemie", None, None),
                            Ended("communication/r1", "noemie", None, None)), 9)  # fmt: skip
    assert found.high


def test_what_ends_on_its_own_date_is_neither_ended_nor_counted() -> None:
    """Over already, or due to end today; and one whose end is only written otherwise."""
    over = role("noemie 2024-01-01 2026-11-22", "loic 2024-01-01 2026-11-23")
    month = role("noemie 2026-01-01 2027-03"), role("noemie 2026-01-01 2027-03-31")
    before = coop(4, r0=over, r1=month[0])
    after = coop(4, r0="role: {}\ntitle: Un rôle\n", r1=month[1])
    assert at_stake(before, after) == Stakes((), 3)


def test_a_longer_mandate_a_new_holder_or_another_page_ends_nothing() -> None:
    before = coop(3, r0=role("noemie 2026-01-01 2027-01-31"))
    after = coop(3, r0=role("noemie 2026-01-01 2027-06-30", "loic 2026-11-01 -"))
    assert at_stake(before, after) == Stakes((), 3)
    moved = {"roles/communication/r1.yaml": None, "roles/technique/autre.yaml": before["roles/communication/r1.yaml"]}
    assert at_stake(before, moved) == Stakes((), 3), "a role that goes by another name is still held"


def test_a_next_term_does_not_hide_that_this_one_ends() -> None:
    two = role("noemie 2026-01-01 2027-01-31", "noemie 2027-02-01 2029-01-31")
    one = role("noemie 2027-02-01 2029-01-31")
    assert [one.end for one in at_stake(coop(3, r0=two), coop(3, r0=one)).ended] == [dt.date(2027, 1, 31)]
    joined = role("noemie 2026-01-01 2029-01-31")
    assert at_stake(coop(3, r0=two), coop(3, r0=joined)).ended == ()


def test_a_record_that_cannot_be_read_any_more_ends_nothing() -> None:
    assert at_stake(coop(3), {f"roles/communication/r{n}.yaml": "role: [" for n in range(3)}).ended == ()


def test_a_new_handle_is_the_same_person() -> None:
    before = coop(3)
    after = {
        path: text and text.replace("member: noemie", "member: noe").replace("handle: noemie", "handle: noe")
        for path, text in before.items()
    }
    renamed = FILES["members/noemie.yaml"].replace("handle: noemie", "handle: noe\naliases: [noemie]")
    assert at_stake(before, {**after, "members/noemie.yaml": None, "members/noe.yaml": renamed}).ended == ()


def test_a_circle_that_ends_and_a_person_who_leaves_end_mandates() -> None:
    circle = FILES["circles/communication.yaml"] + "ended: 2026-12-31\n"
    found = at_stake(coop(3), {"circles/communication.yaml": circle})
    assert {one.now for one in found.ended} == {dt.date(2026, 12, 31)}
    assert found.high
    person = FILES["members/noemie.yaml"] + "left: 2026-12-15\n"
    assert {one.now for one in at_stake(coop(3), {"members/noemie.yaml": person}).ended} == {dt.date(2026, 12, 15)}


CRITICAL = {"circles/communication.yaml": FILES["circles/communication.yaml"] + "critical: true\n"}


@pytest.mark.parametrize(("before", "after", "alone"), [
    ("noemie 2026-01-01 -", "noemie 2026-01-01 2026-11-30", True),
    ("noemie 2026-01-01 -|loic 2026-01-01 -", "noemie 2026-01-01 2026-11-30|loic 2026-01-01 -", False),
    ("noemie 2026-01-01 -|loic 2026-01-01 2026-11-30", "noemie 2026-01-01 2026-11-30|loic 2026-01-01 2026-11-30", True),
    ("noemie 2026-01-01 -", "noemie 2026-01-01 2026-11-30|loic 2026-12-01 -", False),
    ("noemie 2026-01-01 -", "noemie 2026-01-01 2026-11-30|loic 2026-12-02 -", True),
    ("noemie 2026-01-01 2026-11-30", "noemie 2026-01-01 2026-11-30", False),
])  # fmt: skip
def test_the_last_holder_of_a_critical_role(before: str, after: str, alone: bool) -> None:
    """One alone is enough to ask; who is replaced the day after leaves nobody alone."""
    files = [{**coop(30, r0=role(*held.split("|"))), **CRITICAL} for held in (before, after)]
    found = at_stake(*files)
    assert (found.alone, found.high) == ((("communication/r0",), True) if alone else ((), False))


def test_somebody_in_the_meantime_is_no_holder() -> None:
    meanwhile = role("noemie 2026-01-01 2026-11-30", "loic 2026-12-01 -") + "  interim: true\n"
    files = {**coop(30), **CRITICAL}, coop(30, r0=meanwhile)
    assert at_stake(*files).alone == ("communication/r0",)


def test_where_the_circle_is_no_longer_called_critical_it_still_counts() -> None:
    before = {**coop(30), **CRITICAL}
    after = {
        **coop(30, r0="role: {}\ntitle: Un rôle\n"),
        "circles/communication.yaml": FILES["circles/communication.yaml"],
    }
    assert at_stake(before, after).alone == ("communication/r0",)


def test_a_role_critical_in_itself_counts_wherever_it_stands() -> None:
    path, sheet = "roles/technique/admin-sys.yaml", "role: admin-sys\ntitle: A\naccountabilities: [B]\n"
    held = "mandates:\n- member: loic\n  since: 2024-06-01\n"
    for said, alone in (("critical: true\n", ("technique/admin-sys",)), ("", ())):
        before, after = with_files({path: sheet + said + held}), with_files({path: sheet + said})
        assert stakes(before, after, TODAY).alone == alone
