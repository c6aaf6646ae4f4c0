"""From three months of the board to what is due, closed, verified, explained and sent; on a real git ledger."""

from __future__ import annotations

import io
import json
import os
import random
import re
import stat
import sys
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pexpect
import pytest

from coopctl.cli import people
from coopctl.cli.session import Session
from coopctl.cli.setting import first_setting
from coopctl.store import clone
from coopctl.store.git import Git
from coopctl.store.objects import Reader
from tests.cli.coop import DAYS, FILES, Coop

AUGUST, SEPTEMBER, OCTOBER, NOVEMBER = DAYS
COGERANCE = FILES["roles/orientation/cogerance.yaml"]
ROOT = Path(__file__).resolve().parents[2]
Golden = Callable[[str, str], None]


@pytest.fixture(autouse=True)
def at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No settings of the machine, and a clock that stands still for git."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("COLUMNS", "80")


@pytest.fixture(autouse=True)
def readers(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A command ends with its process; here many run in one, and what they left running is ended after each test."""
    begun: list[Reader] = []

    class Counted(Reader):
        def __init__(self, git: Git) -> None:
            super().__init__(git)
            begun.append(self)

    monkeypatch.setattr(clone, "Reader", Counted)
    yield
    for one in begun:
        one.close()


@pytest.fixture
def coop(tmp_path: Path) -> Coop:
    return Coop(tmp_path / "coop")


def lines(answer: Any, **wanted: Any) -> list[dict[str, Any]]:
    return [one for one in answer["lines"] if all(one.get(key) == value for key, value in wanted.items())]


def due(answer: Any) -> dict[str, str]:
    return {one["member"]: one["total"] for one in answer["statements"]}


# --- preview, close, show ---


def test_json_of_preview_and_show_has_these_keys(coop: Coop) -> None:
    open_ = coop.json("payout", "preview", AUGUST)
    coop.close(AUGUST)
    closed = coop.json("payout", "show", AUGUST)
    for answer, status in ((open_, "open"), (closed, "closed")):
        assert list(answer)[:5] == ["period", "status", "total", "statements", "lines"]
        assert (answer["period"], answer["status"], answer["total"]) == (AUGUST, status, "215.00")
        keys = ["member", "hours", "amount", "stipends", "adjustments", "total"]
        assert all(list(one) == keys for one in answer["statements"])
    assert open_["statements"] == closed["statements"]
    assert open_["lines"] == closed["lines"]
    assert due(closed) == {"karim": "150.00", "loic": "65.00"}


def test_staff_and_co_managers_stand_apart(coop: Coop) -> None:
    answer = coop.json("payout", "preview", AUGUST)
    assert "nadege" not in due(answer)
    assert [(one["member"], one["hours"]) for one in answer["unpaid"]] == [("nadege", "2.00")]
    assert answer["co_managers"] == [{"member": "karim", "total": "150.00"}]
    said = coop.ok("payout", "preview", AUGUST)
    assert "Among them, the co-managers: 150.00 €" in said
    assert "Noted, not paid this way (their status): 2 h\n  nadege: 2 h" in said


def test_totals_by_circle_make_the_whole(coop: Coop) -> None:
    answer = coop.json("payout", "preview", AUGUST)
    circles = {one["circle"]: one["total"] for one in answer["circles"]}
    assert circles == {"technique": "50.00", "orientation": "150.00", None: "15.00"}


def test_the_period_is_the_oldest_open_unless_named(coop: Coop) -> None:
    for month in (AUGUST, SEPTEMBER, OCTOBER):
        assert coop.json("payout", "preview")["period"] == month
        coop.ok("payout", "close", "--yes")
    assert coop.json("payout", "preview")["period"] == NOVEMBER
    assert coop.json("payout", "show")["period"] == OCTOBER


def test_close_is_one_record_and_says_what_to_do_next(coop: Coop) -> None:
    before = coop.head()
    seen = coop.run("payout", "close", AUGUST, "--yes", "-m", "seen together", today=DAYS[AUGUST])
    assert (seen.code, seen.out) == (0, "August 2026 is closed: 215.00 €, 2 people\n")
    assert "coopctl payout statement --all --period 2026-08" in seen.err
    assert coop.git("rev-list", "--count", f"{before}..HEAD").strip() == "1"
    assert coop.git("diff", "--name-only", before).split() == ["payouts/2026-08.yaml"]
    message = coop.git("log", "-1", "--format=%B")
    assert message.startswith("payout: close 2026-08, 215.00 EUR\n\nseen together\n\nCoop-Op: payout.close\n")


def test_who_is_silent_is_said_first_and_blocks_nothing(coop: Coop) -> None:
    seen = coop.run("payout", "close", AUGUST, "--yes", today=DAYS[AUGUST])
    assert "1 person holds a role and noted nothing for August 2026:\n  karim, Cogérance; last noted:" in seen.err
    seen = coop.run("payout", "close", SEPTEMBER, "--yes", today=DAYS[SEPTEMBER])
    assert "noted nothing" not in seen.err


def test_without_a_terminal_close_needs_yes(coop: Coop) -> None:
    before = coop.head()
    seen = coop.run("payout", "close", AUGUST)
    assert (seen.code, coop.head()) == (2, before)
    assert "--yes" in seen.err


def answering(monkeypatch: pytest.MonkeyPatch, answer: str) -> None:
    monkeypatch.setattr("coopctl.cli.show_ask.may_ask", lambda: True)
    monkeypatch.setattr(sys, "stdin", io.StringIO(answer))


@pytest.mark.parametrize(("answer", "code"), [("\n", 5), ("n\n", 5), ("", 5), ("o\n", 0), ("oui\n", 0)])
def test_on_a_terminal_close_asks(coop: Coop, monkeypatch: pytest.MonkeyPatch, answer: str, code: int) -> None:
    before = coop.head()
    answering(monkeypatch, answer)
    seen = coop.run("payout", "close", AUGUST, lang="fr")
    assert seen.code == code
    assert "Clore août 2026" in seen.err
    assert "215,00 €" in seen.err
    assert (coop.head() != before) == (code == 0)


def test_what_is_recorded_while_one_reads_is_not_closed_unseen(coop: Coop, monkeypatch: pytest.MonkeyPatch) -> None:
    def meanwhile(question: object) -> bool:
        coop.alter("contributions/2026-08/loic.yaml", "hours: 2.5", "hours: 3.5")
        return True

    monkeypatch.setattr("coopctl.cli.show_ask.confirm", meanwhile)
    seen = coop.run("payout", "close", AUGUST)
    assert seen.code == 1
    assert "something was recorded meanwhile, and August 2026 comes to 235.00 € now" in seen.err
    assert not (coop.folder / "payouts").exists()


def test_a_dry_run_shows_the_file_and_writes_nothing(coop: Coop) -> None:
    before = coop.head()
    said = coop.ok("payout", "close", AUGUST, "-n")
    assert "+++ payouts/2026-08.yaml" in said
    assert coop.head() == before
    assert not coop.git("status", "--porcelain")


def test_closing_twice(coop: Coop) -> None:
    coop.close(AUGUST)
    before = coop.head()
    seen = coop.run("payout", "close", AUGUST, "--yes")
    assert (seen.code, coop.head()) == (1, before)
    assert "August 2026 is closed since 3 September 2026" in seen.err
    assert "coopctl payout show 2026-08" in seen.err


def test_an_earlier_month_comes_first(coop: Coop) -> None:
    coop.close(AUGUST)
    seen = coop.run("payout", "close", OCTOBER, "--yes")
    assert seen.code == 1
    assert "coopctl payout close 2026-09" in seen.err
    shown = coop.run("payout", "preview", OCTOBER)
    assert shown.code == 0
    assert "it cannot be closed as it stands: September 2026 comes first" in shown.err


def test_a_month_to_come_is_not_closed(coop: Coop) -> None:
    assert coop.run("payout", "close", "2027-01", "--yes").code == 1


def test_a_preview_of_what_is_closed_shows_what_was_frozen(coop: Coop) -> None:
    coop.close(AUGUST)
    assert coop.json("payout", "preview", AUGUST) == coop.json("payout", "show", AUGUST)
    assert coop.ok("payout", "preview", AUGUST).startswith("August 2026, closed on 3 September 2026 by noemie")


def test_a_quarter(coop: Coop) -> None:
    text = FILES["coop.yaml"] + "contributions:\n  period: quarter\n"
    coop.record("by quarter", **{"coop.yaml": text})
    answer = coop.json("payout", "preview")
    assert (answer["period"], answer["total"]) == ("2026-Q3", "670.00")
    assert coop.run("payout", "close", AUGUST, "--yes").code == 1
    coop.ok("payout", "close", "2026-Q3", "--yes")
    assert coop.json("payout", "show", "2026-Q3")["total"] == "670.00"
    assert "Q3 2026: " in coop.ok("payout", "verify")


def test_show_of_what_is_not_closed(coop: Coop) -> None:
    assert coop.run("payout", "show").code == 3
    coop.close(AUGUST)
    seen = coop.run("payout", "show", SEPTEMBER)
    assert (seen.code, "coopctl payout preview 2026-09" in seen.err) == (3, True)


def test_what_lies_unrecorded_in_the_folder_is_not_counted_and_said(coop: Coop) -> None:
    path = coop.folder / "contributions/2026-08/loic.yaml"
    path.write_text(path.read_text().replace("hours: 2.5", "hours: 9"))
    seen = coop.run("payout", "preview", AUGUST)
    assert "215.00 €" in seen.out
    assert "1 file changed by hand is not recorded yet" in seen.err


# --- what a finding keeps waiting ---


def test_a_line_with_a_finding_waits_by_name_and_nobody_else_does(coop: Coop) -> None:
    coop.alter("contributions/2026-08/loic.yaml", "rate: 20", "rate: 35")
    answer = coop.json("payout", "preview", AUGUST)
    assert [(one["member"], one["contribution"], one["rule"]) for one in answer["set_aside"]] == [
        ("loic", "laaaaaaa", "rate-above-cap")
    ]
    assert due(answer) == {"karim": "150.00", "loic": "15.00"}
    seen = coop.run("payout", "close", AUGUST, "--yes", today=DAYS[AUGUST])
    assert "loic, laaaaaaa, noted in August 2026: coopctl explain rate-above-cap" in seen.err
    assert "loic, laaaaaaa, noted in August 2026" in coop.ok("payout", "show")
    coop.alter("contributions/2026-08/loic.yaml", "rate: 35", "rate: 30")
    (line,) = lines(coop.json("payout", "preview", SEPTEMBER), contribution="laaaaaaa")
    assert (line["kind"], line["cause"], line["settles"], line["amount"]) == ("catch-up", "mended", AUGUST, "75.00")


def test_a_line_that_cannot_be_read_is_said_and_blocks_nobody(coop: Coop) -> None:
    coop.alter("contributions/2026-08/loic.yaml", "hours: 2.5", "hours: 2:30")
    seen = coop.run("payout", "close", AUGUST, "--yes", today=DAYS[AUGUST])
    assert seen.code == 0
    assert re.search(r"contributions/2026-08/loic.yaml:\d+ cannot be read and is not counted", seen.err)
    assert due(coop.json("payout", "show")) == {"karim": "150.00", "loic": "15.00"}


def test_the_sheet_of_someone_unknown_waits_whole(coop: Coop) -> None:
    sheet = FILES["contributions/2026-09/loic.yaml"].replace("laaaaaac", "gaaaaaaa").replace("09-15", "08-15")
    coop.record("a stranger", **{"contributions/2026-08/gaston.yaml": sheet})
    answer = coop.json("payout", "preview", AUGUST)
    assert [(one["member"], one["rule"]) for one in answer["set_aside"]] == [("gaston", "unknown-sheet-owner")]
    assert "gaston" not in due(answer)


# --- after closing nothing reopens and nothing blocks ---


def correct(coop: Coop, hours: str, month: str = OCTOBER, entry_id: str = "lbaaaaaa") -> None:
    path = f"contributions/{month}/loic.yaml"
    before = coop.text(path) if (coop.folder / path).exists() else ""
    line = f"""\
- id: {entry_id}
  date: 2026-09-15
  circle: technique
  hours: {hours}
  rate: 20
  what: Sauvegardes
  corrects: laaaaaac
"""
    coop.record("correction", **{path: before + line})


@pytest.mark.parametrize(("hours", "amount"), [("6", "40.00"), ("1", "-60.00"), ("0", "-80.00"), ("4", "0.00")])
def test_a_correction_is_paid_as_a_difference(coop: Coop, hours: str, amount: str) -> None:
    coop.close(AUGUST, SEPTEMBER)
    correct(coop, hours)
    (line,) = lines(coop.json("payout", "preview", OCTOBER), contribution="lbaaaaaa")
    assert (line["kind"], line["settles"], line["amount"]) == ("correction", SEPTEMBER, amount)


def test_a_negative_total_is_carried_on(coop: Coop) -> None:
    coop.close(AUGUST, SEPTEMBER)
    correct(coop, "0")
    coop.close(OCTOBER)
    october = coop.json("payout", "show", OCTOBER)
    assert due(october)["loic"] == "0.00"
    assert [one["amount"] for one in lines(october, kind="carried-forward")] == ["80.00"]
    sheet = FILES["contributions/2026-09/loic.yaml"].replace("laaaaaac", "lcaaaaaa").replace("2026-09", "2026-11")
    coop.record("november", **{"contributions/2026-11/loic.yaml": sheet.replace("hours: 4", "hours: 5")})
    november = coop.json("payout", "preview", NOVEMBER, today=DAYS[NOVEMBER])
    assert [one["amount"] for one in lines(november, kind="carried")] == ["-80.00"]
    assert due(november)["loic"] == "20.00"


def test_a_mandate_recorded_late_is_caught_up_with_its_cause(coop: Coop) -> None:
    coop.close(AUGUST, SEPTEMBER)
    coop.record("late", **{"roles/orientation/cogerance.yaml": COGERANCE + "- member: noemie\n  since: 2026-09-16\n"})
    (line,) = lines(coop.json("payout", "preview", OCTOBER), kind="catch-up")
    assert (line["member"], line["cause"], line["settles"], line["amount"]) == ("noemie", "mandate", SEPTEMBER, "75.00")
    assert "catching up of September 2026: mandate recorded after closing" in coop.ok(
        "payout", "explain", "noemie", "--period", OCTOBER
    )


# --- verify ---


def close_all(coop: Coop) -> None:
    coop.close(AUGUST, SEPTEMBER)
    correct(coop, "6")
    coop.record("late", **{"roles/orientation/cogerance.yaml": COGERANCE + "- member: noemie\n  since: 2026-09-16\n"})
    coop.close(OCTOBER)


CALM = """\
August 2026: 4 lines counted again, 215.00 €, nothing moved
September 2026: 3 lines counted again, 305.00 €, nothing moved
October 2026: 5 lines counted again, 438.28 €, nothing moved
"""


def test_verify_says_one_calm_line(coop: Coop) -> None:
    close_all(coop)
    seen = coop.run("payout", "verify", SEPTEMBER)
    assert (seen.code, seen.out, seen.err) == (0, CALM.splitlines(keepends=True)[1], "")
    assert coop.ok("payout", "verify", "--all") == CALM
    assert coop.ok("payout", "verify") == CALM.splitlines(keepends=True)[2]


def beside(coop: Coop) -> None:
    line = FILES["contributions/2026-09/loic.yaml"].replace("laaaaaac", "lzaaaaaa")
    coop.record("beside", **{"contributions/2026-09/loic.yaml": line + coop.text("contributions/2026-09/loic.yaml")})


def commented(coop: Coop) -> None:
    for path in ("payouts/2026-09.yaml", "contributions/2026-09/loic.yaml"):
        coop.record("comment", **{path: "# seen together\n" + coop.text(path)})


def rewritten(coop: Coop) -> None:
    text = coop.text("payouts/2026-09.yaml").replace("total: 305\n", "total: '305.00'\n")
    assert "'305.00'" in text
    coop.record("by another hand", **{"payouts/2026-09.yaml": text})
    coop.run("fmt")
    coop.git("commit", "-q", "--allow-empty", "-a", "-m", "fmt")


def reworded(coop: Coop) -> None:
    coop.alter("contributions/2026-09/loic.yaml", "Sauvegardes", "Sauvegardes du serveur")


def rebased(coop: Coop) -> None:
    before = coop.head()
    coop.git("rebase", "-q", "--root", "--no-ff", GIT_COMMITTER_DATE="2027-01-01T00:00:00Z", GIT_EDITOR="true")
    assert coop.head() != before


def squashed(coop: Coop) -> None:
    coop.git("checkout", "-q", "--orphan", "fresh")
    coop.git("commit", "-q", "-m", "all of it")
    assert coop.git("rev-list", "--count", "HEAD").strip() == "1"


def squashed_at_the_end(coop: Coop) -> None:
    coop.git("reset", "-q", "--soft", "HEAD~3")
    coop.git("commit", "-q", "-m", "the last three")


def gone_on(coop: Coop) -> None:
    coop.close(NOVEMBER)


@pytest.mark.parametrize(
    "change",
    [beside, commented, rewritten, reworded, rebased, squashed, squashed_at_the_end, gone_on],
    ids=lambda one: one.__name__,
)
def test_what_changes_nothing_that_was_counted_is_no_finding(coop: Coop, change: Callable[[Coop], None]) -> None:
    close_all(coop)
    change(coop)
    seen = coop.run("payout", "verify", "--all", today=DAYS[NOVEMBER])
    assert seen.code == 0
    assert seen.out.startswith(CALM)
    assert all(line.endswith("nothing moved") for line in seen.out.splitlines())


@pytest.mark.parametrize(
    ("path", "old", "new", "where"),
    [
        ("contributions/2026-09/loic.yaml", "hours: 4", "hours: 5", "contributions/2026-09/loic.yaml:4:10"),
        ("contributions/2026-09/loic.yaml", "rate: 20", "rate: 21", "contributions/2026-09/loic.yaml:5:9"),
        ("contributions/2026-09/loic.yaml", "2026-09-15", "2026-09-14", "contributions/2026-09/loic.yaml:2:9"),
        ("contributions/2026-09/loic.yaml", "id: laaaaaac", "id: laaaaazz", "payouts/2026-09.yaml:"),
        ("payouts/2026-09.yaml", "monthly: 150", "monthly: 500", "payouts/2026-09.yaml:"),
        ("payouts/2026-09.yaml", "amount: 75", "amount: 750", "payouts/2026-09.yaml:"),
        ("payouts/2026-09.yaml", "total: 305", "total: 306", "payouts/2026-09.yaml:"),
    ],
)
def test_what_was_counted_and_altered_is_found_where_it_stands(
    coop: Coop, path: str, old: str, new: str, where: str
) -> None:
    close_all(coop)
    coop.alter(path, old, new)
    seen = coop.run("payout", "verify", SEPTEMBER)
    assert seen.code == 1
    assert seen.out.splitlines()[0].startswith(where)
    assert "nothing moved" not in seen.out
    answer = json.loads(coop.run("payout", "verify", SEPTEMBER, "--format", "json").out)
    assert answer["findings"][0]["path"] == where.split(":")[0]
    assert [one["sound"] for one in answer["payouts"]] == [False]
    assert coop.run("payout", "verify", "--all").code == 1
    assert coop.run("payout", "verify", AUGUST).code == 0


def test_a_payout_rewritten_with_its_digest_is_seen_by_the_ledger_of_its_day(coop: Coop) -> None:
    from coopctl.document.read import read
    from coopctl.document.write import emit
    from coopctl.payout.frozen import digest, tree
    from coopctl.payout.totals import statements
    from coopctl.records.model import judged
    from coopctl.records.payout import Payout
    from coopctl.values import Cents

    close_all(coop)
    path = "payouts/2026-09.yaml"
    payout, _ = judged(Payout, path, read(path, coop.text(path).encode()).root)
    assert payout is not None
    padded = [
        one.model_copy(update={"monthly": Cents(50000), "amount": Cents(50000)}) if one.kind == "stipend" else one
        for one in payout.lines
    ]
    total = Cents(sum(one.amount for one in padded))
    forged = payout.model_copy(update={"lines": tuple(padded), "statements": statements(padded), "total": total})
    forged = forged.model_copy(update={"digest": digest(forged)})
    coop.record("forged", **{path: emit(tree(forged))})
    seen = coop.run("payout", "verify", SEPTEMBER)
    assert seen.code == 1
    assert "the ledger of that day gives" in seen.out


def test_a_sheet_that_is_gone_or_unreadable(coop: Coop) -> None:
    close_all(coop)
    coop.record("gone", **{"contributions/2026-09/karim.yaml": None})
    seen = coop.run("payout", "verify", SEPTEMBER)
    assert (seen.code, "no longer in contributions/2026-09/karim.yaml" in seen.out) == (1, True)
    coop.record("broken", **{"contributions/2026-09/karim.yaml": "- id: [\n"})
    seen = coop.run("payout", "verify", SEPTEMBER)
    assert seen.code == 1
    assert "no longer in" not in seen.out


def test_a_payout_that_cannot_be_read(coop: Coop) -> None:
    close_all(coop)
    coop.alter("payouts/2026-09.yaml", "closed_by: noemie", "closed_by: [noemie")
    for command in (("show", SEPTEMBER), ("verify", SEPTEMBER), ("verify", "--all")):
        seen = coop.run("payout", *command)
        assert seen.code == 1, seen
    assert coop.run("payout", "verify", "--all").out.count("nothing moved") == 2


def test_verify_of_nothing(coop: Coop) -> None:
    assert coop.run("payout", "verify").code == 3
    assert coop.run("payout", "verify", AUGUST).code == 3
    assert coop.run("payout", "verify", "--all").code == 0
    assert coop.run("payout", "verify", AUGUST, "--all").code == 2


# --- explain ---


def test_explain_walks_to_the_election_and_the_record(coop: Coop) -> None:
    coop.close(AUGUST, SEPTEMBER)
    answer = coop.json("payout", "explain", "karim", "--period", SEPTEMBER)
    assert (answer["total"], answer["status"]) == ("225.00", "closed")
    steps = {(one["depth"], one["record"]): one for one in answer["steps"]}
    start, closing = coop.git("rev-list", "--reverse", "HEAD").split()[0], coop.head()
    assert steps[0, "payouts/2026-09"]["commit"] == closing
    assert steps[2, "karim/kaaaaaaa"]["commit"] == start
    assert steps[3, "roles/orientation/cogerance"]["commit"] == start
    assert "2025-12-11-cogerance" in steps[4, "elections/2025-12-11-cogerance"]["words"]
    assert steps[2, "karim/kaaaaaaa"]["line"] == 1


def test_explain_names_the_record_that_made_a_line_what_it_is(coop: Coop) -> None:
    coop.alter("contributions/2026-08/loic.yaml", "hours: 2.5", "hours: 3")
    edited = coop.head()
    coop.record(
        "beside", **{"contributions/2026-08/loic.yaml": "# seen\n" + coop.text("contributions/2026-08/loic.yaml")}
    )
    steps = coop.json("payout", "explain", "loic", "--period", AUGUST)["steps"]
    found = {one["record"]: one["commit"] for one in steps if one["depth"] == 2}
    assert found["loic/laaaaaaa"] == edited
    assert found["loic/laaaaaab"] != edited


def test_explain_of_a_line_changed_and_changed_back(coop: Coop) -> None:
    coop.alter("contributions/2026-08/loic.yaml", "hours: 2.5", "hours: 3")
    coop.alter("contributions/2026-08/loic.yaml", "hours: 3", "hours: 2.5")
    steps = coop.json("payout", "explain", "loic", "--period", AUGUST)["steps"]
    assert {one["commit"] for one in steps if one["record"] == "loic/laaaaaaa"} == {coop.head()}


def test_explain_of_an_open_period_and_of_oneself(coop: Coop) -> None:
    answer = coop.json("payout", "explain", "--period", OCTOBER)
    assert (answer["member"], answer["status"], answer["total"]) == ("noemie", "open", "23.28")
    assert "not closed yet: 23.28 €" in coop.ok("payout", "explain", "--period", OCTOBER)


def test_explain_of_nobody(coop: Coop) -> None:
    seen = coop.run("payout", "explain", "gaston")
    assert (seen.code, "gaston" in seen.err) == (3, True)


# --- statements ---

HOSTILE = "'<script>alert(1)</script> & \"x\" \\e[31m [bold] \u202eabc {rule} %s'"


def test_the_statements_add_up_to_the_payout(coop: Coop) -> None:
    close_all(coop)
    for month in (AUGUST, SEPTEMBER, OCTOBER):
        payout = coop.json("payout", "show", month)
        answer = coop.json("payout", "statement", "--all", "--period", month)
        assert (
            cents(answer["total"]) == cents(payout["total"]) == sum(cents(one["total"]) for one in answer["statements"])
        )
        for one in answer["statements"]:
            assert cents(one["total"]) == sum(cents(line["amount"]) for line in one["lines"])


def cents(text: str) -> int:
    sign, whole, part = re.fullmatch(r"(-?)(\d+)\.(\d\d)", text).groups()  # type: ignore[union-attr]
    return int(sign + "1") * (int(whole) * 100 + int(part))


@pytest.mark.parametrize("seed", range(6))
def test_lines_total_and_statements_are_one_sum_whatever_was_noted(coop: Coop, seed: int) -> None:
    chance = random.Random(seed)
    sheets = {}
    for month in (AUGUST, SEPTEMBER, OCTOBER):
        for member in ("loic", "noemie", "karim", "nadege"):
            noted = [some_line(chance, month, member, n) for n in range(chance.randint(0, 4))]
            if noted:
                sheets[f"contributions/{month}/{member}.yaml"] = "".join(noted)
    coop.record("noted", **sheets)
    for month in (AUGUST, SEPTEMBER, OCTOBER):
        coop.close(month)
        payout = coop.json("payout", "show", month)
        answer = coop.json("payout", "statement", "--all", "--period", month)
        total = cents(payout["total"])
        assert sum(cents(one["amount"]) for one in payout["lines"]) == total
        assert sum(cents(one["total"]) for one in answer["statements"]) == total
        assert sum(cents(one["total"]) for one in payout["circles"]) == total
        assert min(cents(one["total"]) for one in answer["statements"]) >= 0
    assert coop.ok("payout", "verify", "--all").count("nothing moved") == 3


def some_line(chance: random.Random, month: str, member: str, n: int) -> str:
    letters = "abcdefghjkmnpqrstuvwxyz23456789"
    entry_id = "r" + "".join(chance.choice(letters) for _ in range(7))
    hours, rate = chance.randint(1, 900) / 100, chance.randint(0, 3000) / 100
    waived = "  waived: true\n" if chance.random() < 0.2 else ""
    return (
        f"- id: {entry_id}\n  date: {month}-{n + 2:02d}\n  circle: technique\n  hours: {hours:g}\n  rate: {rate:g}\n"
        f"  what: Travail {n}\n{waived}"
    )


def test_files_one_for_each_person(coop: Coop, tmp_path: Path) -> None:
    close_all(coop)
    place = tmp_path / "sent"
    said = coop.ok("payout", "statement", "--all", "--period", AUGUST, "-o", str(place))
    assert said == f"3 statements in {place}\n"
    assert sorted(path.name for path in place.iterdir()) == [
        f"2026-08-{who}.txt" for who in ("karim", "loic", "nadege")
    ]
    assert all(stat.S_IMODE(path.stat().st_mode) == 0o600 for path in place.iterdir())
    text = (place / "2026-08-loic.txt").read_text("utf-8")
    assert "Internal statement. It is neither a payslip nor an invoice." in text
    coop.ok("payout", "statement", "loic", "--period", AUGUST, "-o", str(place), "--format", "html")
    assert (place / "2026-08-loic.html").exists()


def test_a_file_that_differs_is_replaced_only_with_yes(coop: Coop, tmp_path: Path) -> None:
    coop.close(AUGUST)
    place = tmp_path / "sent"
    command = ("payout", "statement", "--all", "-o", str(place))
    coop.ok(*command)
    coop.ok(*command)
    kept = place / "2026-08-karim.txt"
    right = kept.read_bytes()
    kept.write_text("noted by hand")
    (place / "2026-08-loic.txt").unlink()
    seen = coop.run(*command)
    assert (seen.code, "2026-08-karim.txt" in seen.err, "--yes" in seen.err) == (1, True, True)
    assert kept.read_text() == "noted by hand"
    assert not (place / "2026-08-loic.txt").exists()
    coop.ok(*command, "--yes")
    assert kept.read_bytes() == right


@pytest.mark.parametrize("folder", ["payouts", "payouts/sent", "members", ".git/sent", "./contributions/../payouts"])
def test_never_into_the_ledger_s_own_folders(coop: Coop, folder: str) -> None:
    coop.close(AUGUST)
    seen = coop.run("payout", "statement", "--all", "-o", folder)
    assert seen.code == 2
    assert not coop.git("status", "--porcelain", "--ignored")


def test_beside_the_records_it_warns(coop: Coop) -> None:
    coop.close(AUGUST)
    seen = coop.run("payout", "statement", "--all", "-o", "sent")
    assert (seen.code, "do not share them" in seen.err) == (0, True)
    assert (coop.folder / "sent/2026-08-loic.txt").exists()


def test_names_where_this_clone_knows_them(coop: Coop) -> None:
    coop.close(AUGUST)
    session = Session(first_setting("en", {})._replace(folder=coop.folder))
    people.keep_name(session, "loic", "Loïc <M.>")
    assert "Statement of Loïc <M.> (loic), August 2026" in coop.ok("payout", "statement", "loic")
    page = coop.ok("payout", "statement", "loic", "--format", "html")
    assert "<h1>Statement of Loïc &lt;M.&gt; (loic), August 2026</h1>" in page
    assert "Loïc <M.> (loic)" in coop.ok("payout", "show")


class Page(HTMLParser):
    """What a browser would make of it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.said = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.said += data


def test_a_hostile_text_is_inert(coop: Coop) -> None:
    coop.alter("contributions/2026-08/loic.yaml", "what: Migration du serveur", f"what: {HOSTILE}")
    shown = coop.ok("payout", "statement", "loic", "--period", AUGUST, "--format", "html")
    page = Page(shown)
    assert "script" not in page.tags
    assert page.attributes <= {"lang", "charset", "http-equiv", "content", "name", "class"}
    assert '<script>alert(1)</script> & "x"' in page.said
    assert "default-src 'none'" in shown
    assert not re.search(r"https?:|url\(|@import", shown)
    text = coop.ok("payout", "statement", "loic", "--period", AUGUST)
    for written in (shown, text):
        assert "\x1b" not in written
        assert "\u202e" not in written
    assert "[bold]" in text


def test_one_page_for_each_person(coop: Coop) -> None:
    coop.close(AUGUST)
    seen = coop.run("payout", "statement", "--all", "--format", "html")
    assert (seen.code, "-o DIR" in seen.err) == (2, True)
    assert coop.run("payout", "statement", "loic", "--all").code == 2
    assert coop.run("payout", "statement", "gaston").code == 3


def test_before_closing_a_statement_says_so(coop: Coop) -> None:
    text = coop.ok("payout", "statement", "loic")
    assert "For information: August 2026 is not closed yet." in text


# --- as people see it, in French, at 80 columns ---


def masked(text: str) -> str:
    """Without what differs from run to run: ids of the history and the day the test ran."""
    return re.sub(r"enregistré le [^[\]]*? par (\w+), [0-9a-f]{7}", r"enregistré le … par \1, 1a2b3c4", text)


@pytest.mark.parametrize(
    ("name", "command"),
    [
        ("preview", ("preview", NOVEMBER)),
        ("show", ("show", OCTOBER)),
        ("verify", ("verify", "--all")),
        ("explain", ("explain", "noemie", "--period", OCTOBER)),
        ("statement", ("statement", "loic", "--period", OCTOBER)),
        ("page", ("statement", "loic", "--period", OCTOBER, "--format", "html")),
    ],
)
def test_as_shown_in_french(coop: Coop, golden: Golden, name: str, command: tuple[str, ...]) -> None:
    close_all(coop)
    correct(coop, "1", NOVEMBER, "ldaaaaaa")
    seen = coop.run("payout", *command, today=DAYS[NOVEMBER], lang="fr")
    assert seen.code == 0, seen
    golden(f"payout/{name}.fr.txt", masked(seen.out))


def on_terminal(coop: Coop, *command: str) -> str:
    child = pexpect.spawn(
        sys.executable,
        ["-m", "coopctl", "-C", str(coop.folder), "--lang", "fr", "--today", DAYS[NOVEMBER], *command],
        dimensions=(24, 80),
        env={**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "NO_COLOR": "1"},
        encoding="utf-8",
        timeout=60,
    )
    shown: str = child.read()
    child.close()
    assert child.exitstatus == 0, shown
    return re.sub(r"\x1b\[[0-9;]*m", "", shown.replace("\r\n", "\n"))


@pytest.mark.parametrize(
    "command", [("preview", NOVEMBER), ("show", OCTOBER), ("explain", "noemie", "--period", OCTOBER)]
)
def test_a_terminal_of_80_columns_holds_it(coop: Coop, golden: Golden, command: tuple[str, ...]) -> None:
    close_all(coop)
    correct(coop, "1", NOVEMBER, "ldaaaaaa")
    shown = on_terminal(coop, "payout", *command)
    assert max(len(line) for line in shown.splitlines()) <= 80
    if command[0] != "explain":
        golden(f"payout/{command[0]}.fr.80.txt", shown)


def test_a_close_as_shown_in_french(coop: Coop, golden: Golden) -> None:
    coop.alter("contributions/2026-08/loic.yaml", "rate: 20", "rate: 35")
    seen = coop.run("payout", "close", AUGUST, "--yes", today=DAYS[AUGUST], lang="fr")
    golden("payout/close.fr.txt", seen.err + seen.out)
    coop.alter("contributions/2026-08/loic.yaml", "hours: 1\n", "hours: 2\n")
    seen = coop.run("payout", "verify", lang="fr")
    golden("payout/verify-altered.fr.txt", seen.out)
