"""The comments shown in the README are what the command writes."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from coopctl.cli.review_marked import as_markdown
from coopctl.cli.review_page import page
from coopctl.review.facts import Entry
from coopctl.review.headline import headline
from coopctl.review.hidden import without_people
from coopctl.review.look import History, review
from coopctl.snapshot import Overlay, Snapshot
from coopctl.words import T, set_language

ROOT = Path(__file__).resolve().parents[2]
README = ROOT / "README.md"
TODAY = dt.date(2026, 11, 24)
SHEET = "contributions/2026-11/loic.yaml"
LINE = (
    "- id: qwertzu2\n  date: 2026-11-12\n  circle: technique\n  hours: 1.5\n  rate: 25\n  what: Le serveur de secours\n"
)


def sample() -> dict[str, bytes]:
    files = (path for path in (ROOT / "ledger").rglob("*.yaml") if path.is_file())
    return {path.relative_to(ROOT / "ledger").as_posix(): path.read_bytes() for path in files}


def comment(lang: str) -> str:
    """A cap, an envelope, a mandate that ends, and a line of one's own, in one branch."""
    set_language(lang)
    base = sample()
    role = "roles/orientation/co-gerance.yaml"
    changed = {
        "coop.yaml": base["coop.yaml"].replace(b"  cap: 30\n", b"  cap: 30\n- since: 2027-01-01\n  cap: 35\n"),
        "budgets/2026-Q4.yaml": base["budgets/2026-Q4.yaml"].replace(b"granted: 2200", b"granted: 2400", 1),
        role: base[role].replace(b"  until: 2030-06-30", b"  until: 2026-12-31"),
        SHEET: base.get(SHEET, b"") + LINE.encode(),
    }
    assert all(data != base.get(path) for path, data in changed.items())
    head = Overlay(base, changed)
    entry = Entry("c1", "loic", {}, frozenset([SHEET]), head)
    found = review(Snapshot(base), Snapshot(head), TODAY, History([entry]), [*changed])
    handles = {path[8:-5] for path in base if path.startswith("members/")}
    laid = page(without_people(found, handles), "", T("review of a branch"), hide=True)
    return as_markdown(headline(found), laid)


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_comment_in_the_readme_is_what_is_written(lang: str, request: pytest.FixtureRequest) -> None:
    text = README.read_text("utf-8")
    shown = re.search(rf"<!-- comment: {lang} -->\n(.*?)<!-- end -->", text, re.DOTALL)
    assert shown is not None
    said = "".join(f"> {line}".rstrip() + "\n" for line in comment(lang).splitlines())
    if request.config.getoption("--bless") and shown[1] != said:
        README.write_text(text[: shown.start(1)] + said + text[shown.end(1) :], "utf-8")
        return
    assert shown[1] == said
