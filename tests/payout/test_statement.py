"""What a member is sent, in words."""

from __future__ import annotations

from coopctl.payout.books import Books
from coopctl.payout.compute import compute
from coopctl.payout.sayings import OfPeriod
from coopctl.payout.statement import statement_sheet
from coopctl.values import parse_period
from tests.payout.cases import charter, close, last, member, role, sheets, work

ROLE = "gerance/cogerance"
TITLES = {"technique": "Technique", ROLE: "Cogérance"}


def books() -> Books:
    people = {
        "ana": member("ana", ("esa", "2020-01-01", "2026-10-31"), ("appui", "2026-11-01", None)),
        "ben": member("ben", ("esa", "2020-01-01", None)),
    }
    noted = sheets(
        ana_2026_10=[
            work("aaaaaaaa", "2026-10-03", "2.5", "20", circle="technique", what="Migration du serveur"),
            work("aaaaaaab", "2026-10-04", "1", "10", waived=True, what="Accueil"),
            work("aaaaaaac", "2026-10-05", "1", "99", what="Trop"),
        ],
        ana_2026_11=[
            work("aaaaaaad", "2026-10-03", "1", "20", corrects="aaaaaaaa", what="Migration du serveur"),
            work("aaaaaaae", "2026-11-03", "2", "20", what="Réunion"),
        ],
    )
    held = {ROLE: role(ROLE, [("ana", "2026-10-17", None, False)], [("2024-01-01", None, "150")])}
    return Books(charter(), people, held, noted, (), {("ana", "aaaaaaac"): "rate-above-cap"})


def said(books: Books, period: str, who: str = "ana") -> list[str]:
    sheet = statement_sheet(books, compute(books, parse_period(period)), who, TITLES)
    return [row.words.shown("en").replace("\u00a0", " ") for row in (*sheet.rows, *sheet.aside)]


def test_contributions_and_stipends() -> None:
    assert said(books(), "2026-10") == [
        "3 October 2026 · Technique · Migration du serveur · 2 h 30 × 20 €/h = 50.00 €",
        "4 October 2026 · no circle · Accueil · 1 h, given: 0.00 €",
        "stipend · Cogérance · gerance · October 2026 · 150.00 € × 15/31 days = 72.58 €",
        "set aside until it is mended (rate-above-cap): Trop",
    ]


def test_corrections_catch_ups_and_what_is_carried() -> None:
    late = close(books(), "2026-10")._replace(roles={ROLE: role(ROLE, [], [("2024-01-01", None, "150")])})
    assert said(late, "2026-11") == [
        (
            "correction of October 2026 · 3 October 2026 · Technique · Migration du serveur · "
            "1 h × 20 €/h = 20.00 € instead of 50.00 €: −30.00 €"
        ),
        (
            "catching up of October 2026: mandate recorded after closing · stipend · Cogérance · gerance · "
            "October 2026 · 0.00 € instead of 72.58 €: −72.58 €"
        ),
        "carried to the next payout · 102.58 €",
        "status appui, not paid this way · 3 November 2026 · no circle · Réunion · 2 h",
    ]
    assert said(close(late, "2026-11"), "2026-12")[0] == "carried from the payout before · −102.58 €"


def test_a_statement_bears_its_sums_and_its_notice() -> None:
    payout = last(close(books(), "2026-10"))
    sheet = statement_sheet(None, payout, "ana")
    assert sheet.sums == payout.statements[0]
    assert sum(row.amount for row in sheet.rows) == sheet.sums.total
    assert "neither a payslip nor an invoice" in str(sheet.notice)
    assert statement_sheet(None, payout, "ben").sums.total == 0
    assert statement_sheet(None, payout, "ben").rows == ()


def test_a_period_after_a_noun() -> None:
    french = [
        OfPeriod(parse_period(text)).__words__("fr") for text in ("2026-10", "2026-04", "2026-11", "2026-Q4", "2026")
    ]
    assert french == ["d'octobre 2026", "d'avril 2026", "de novembre 2026", "du 4e trimestre 2026", "de 2026"]
