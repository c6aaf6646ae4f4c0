"""From a euro to the records it rests on."""

from __future__ import annotations

from coopctl.payout.books import Books
from coopctl.payout.explain import Step, explain
from coopctl.records.role import Role
from coopctl.values import parse_period
from tests.payout.cases import charter, close, member, role, sheets, work

ROLE = "technique/admin-sys"


def elected() -> Role:
    tree = {
        "role": "admin-sys", "title": "Administration système", "stipend": [{"since": "2024-01-01", "monthly": "60"}],
        "mandates": [{"member": "ana", "since": "2026-01", "election": "2025-12-01-admin-sys"}],
    }  # fmt: skip
    return Role.model_validate(tree)


def books() -> Books:
    people = {"ana": member("ana", ("esa", "2020-01-01", None)), "cle": member("cle", ("appui", "2020-01-01", None))}
    line = work("aaaaaaaa", "2026-10-03", "2", "20", circle="technique", role="admin-sys", recorded_by="cle")
    noted = sheets(
        ana_2026_10=[work("aaaaaaab", "2026-10-01", "1", "20"), line],
        ana_2026_11=[work("aaaaaaac", "2026-10-03", "0", "20", corrects="aaaaaaaa")],
        cle_2026_10=[work("caaaaaaa", "2026-10-01", "1", "20", circle="technique", role="admin-sys")],
    )
    return Books(charter(), people, {ROLE: elected()}, noted)


def walk(steps: list[Step]) -> list[tuple[int, str, tuple[object, ...] | None]]:
    return [
        (step.depth, str(step.words).replace("\u00a0", " "), (step.at.path, *step.at.route) if step.at else None)
        for step in steps
    ]


def test_from_a_euro_to_the_election() -> None:
    shut = close(books(), "2026-10")
    found = walk(explain(shut, "ana", parse_period("2026-10")))
    path, sheet, sheet_role = "payouts/2026-10.yaml", "contributions/2026-10/ana.yaml", f"roles/{ROLE}.yaml"
    assert found == [
        (0, "ana, October 2026: 120.00 €", (path,)),
        (1, "1 October 2026 · no circle · Travail · 1 h × 20 €/h = 20.00 €", (path, "lines", 0)),
        (2, "noted by ana in the sheet of October 2026", (sheet, 0)),
        (1, "3 October 2026 · technique · Travail · 2 h × 20 €/h = 40.00 €", (path, "lines", 1)),
        (2, "noted by cle in the sheet of October 2026", (sheet, 1)),
        (2, "role technique/admin-sys: Administration système", (sheet_role,)),
        (3, "mandate since January 2026", (sheet_role, "mandates", 0)),
        (4, "by the election 2025-12-01-admin-sys", ("elections/2025-12-01-admin-sys.yaml",)),
        (1, "stipend · technique/admin-sys · technique · October 2026 · 60.00 €", (path, "lines", 2)),
        (2, "role technique/admin-sys: Administration système", (sheet_role,)),
        (3, "stipend of 60.00 € a month since 1 January 2024", (sheet_role, "stipend", 0)),
        (3, "mandate since January 2026", (sheet_role, "mandates", 0)),
        (4, "by the election 2025-12-01-admin-sys", ("elections/2025-12-01-admin-sys.yaml",)),
    ]


def test_a_draft_has_no_file_yet() -> None:
    assert {step.at for step in explain(books(), "ana", parse_period("2026-10")) if step.depth == 1} == {None}


def test_a_correction_leads_to_what_it_corrects() -> None:
    shut = close(books()._replace(roles={}), "2026-10")
    found = walk(explain(shut, "ana", parse_period("2026-11")))
    assert (2, "puts right the payout of October 2026", ("payouts/2026-10.yaml",)) in found
    assert (2, "puts right the line aaaaaaaa", ("contributions/2026-10/ana.yaml", 1)) in found
    carried = walk(explain(close(shut, "2026-11"), "ana", parse_period("2026-12")))
    index = [line.kind for line in close(shut, "2026-11").payouts[1].lines].index("carried-forward")
    assert (2, "could not be taken back with November 2026", ("payouts/2026-11.yaml", "lines", index)) in carried
    later = close(close(close(shut, "2026-11"), "2026-12"), "2027-01")
    texts = [text for _, text, _ in walk(explain(later, "ana", parse_period("2026-12")))]
    assert "could not be taken back with November 2026" in texts
    assert "could not be taken back with December 2026" in str(walk(explain(later, "ana", parse_period("2027-01"))))


def test_work_not_paid_this_way_leads_to_the_status() -> None:
    found = walk(explain(close(books(), "2026-10"), "cle", parse_period("2026-10")))
    assert found[-1] == (
        2,
        "status appui on 1 October 2026, not paid this way",
        ("members/cle.yaml", "statuses", 0),
    )
    assert (3, "no mandate then: anyone may lend a hand", (f"roles/{ROLE}.yaml",)) in found


def test_what_is_set_aside_is_shown_where_it_stands() -> None:
    waiting = books()._replace(faults={("ana", "aaaaaaab"): "rate-above-cap"})
    assert walk(explain(waiting, "ana", parse_period("2026-10")))[-1] == (
        1,
        "aaaaaaab is set aside until it is mended: rate-above-cap",
        ("contributions/2026-10/ana.yaml", 0),
    )


def test_a_role_that_is_gone() -> None:
    gone = close(books(), "2026-10")._replace(roles={"x/y": role("x/y", [], [])})
    texts = [text for _, text, _ in walk(explain(gone, "ana", parse_period("2026-10")))]
    assert "role technique/admin-sys, which is not in the ledger" in texts
