"""coopctl report: in words, for programs, and as the two pages of a year; on the sample cooperative."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from tests.cli.coop import Coop, typed

LEDGER = Path(__file__).resolve().parents[2] / "ledger"
TODAY = "2026-11-24"
SPAN = "2026-01..2026-09"
Golden = Callable[[str, str], None]


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(LEDGER, tmp_path_factory.mktemp("report") / "coop"))


def ok(folder: Path, *args: str, lang: str = "fr") -> str:
    seen = typed("-C", str(folder), "--today", TODAY, "report", *args, lang=lang)
    assert seen.code == 0, seen
    return seen.out


def facts(folder: Path, *args: str) -> Any:
    return json.loads(ok(folder, *args, "--format", "json"))


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_span_in_words(sample: Path, golden: Golden, lang: str) -> None:
    said = ok(sample, SPAN, lang=lang)
    golden(f"summary/span.{lang}.txt", said)
    assert max(map(len, said.splitlines())) <= 80


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("whom", ["assembly", "council"])
def test_the_pages_of_a_year(sample: Path, golden: Golden, whom: str, lang: str) -> None:
    golden(f"summary/{whom}.{lang}.html", ok(sample, "2026", "--for", whom, lang=lang))


class _Page(HTMLParser):
    """What a page says, which elements it is made of, whether each is closed where it should be."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(page)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.words.append(data)


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("whom", ["assembly", "council"])
def test_a_page_is_for_people_and_fetches_nothing(sample: Path, whom: str, lang: str) -> None:
    page = _Page(ok(sample, "2026", "--for", whom, lang=lang))
    said = " ".join(page.words)
    assert not re.search(r"coopctl|\.yaml|--\w|\b(commit|branch|merge|push|HEAD|git)\b", said)
    names = [tag for tag, _ in page.tags]
    assert not {"script", "link", "img", "iframe", "object", "form"} & set(names)
    assert not [value for _, found in page.tags for key, value in found.items() if key in ("src", "href", "style")]
    assert ("html", {"lang": lang}) in page.tags
    assert names.count("h1") == 1
    assert all(found["scope"] in ("col", "row") for tag, found in page.tags if tag == "th")
    labels = {found["aria-labelledby"] for tag, found in page.tags if tag == "section"}
    assert labels == {found["id"] for tag, found in page.tags if tag == "h2"}


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
    for one in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _objects(one)


@pytest.mark.parametrize("args", [(SPAN,), ("2026-Q2",), ("2026", "--for", "assembly")])
def test_no_amount_stands_beside_a_person(sample: Path, args: tuple[str, ...]) -> None:
    persons = [one for one in _objects(facts(sample, *args)) if "member" in one]
    assert persons
    assert {key for one in persons for key in one} <= {"role", "title", "member", "since", "until", "interim"}
    handles = [one["member"] for one in persons]
    assert handles != sorted(handles), "they stand by what they hold"


def test_the_councils_sums_are_those_of_co_managers_alone(sample: Path) -> None:
    rows = facts(sample, "2026", "--for", "council")["co_managers"]
    assert {row["member"] for row in rows} == {"camille", "yann", "karim"}
    assert [row["period"] for row in rows] == sorted(row["period"] for row in rows)


def test_a_year_without_a_closed_quarter_is_told_without_sums(sample: Path) -> None:
    found = facts(sample, "2024", "--for", "assembly")
    assert [year["noted"] for year in found["work"]] == [None, None, None]
    assert "<table>" in ok(sample, "2024", "--for", "assembly")
    assert "2024 : aucun trimestre" in ok(sample, "2024", "--for", "assembly")


def test_a_page_is_written_once_and_replaced_where_that_is_said(sample: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    args = ("-C", str(sample), "--today", TODAY, "report", "2026", "--for", "assembly", "-o", str(page))
    assert typed(*args).code == 0
    assert page.read_text("utf-8").startswith("<!DOCTYPE html>")
    assert typed(*args).code == 0, "the same again is no other page"
    page.write_text("mine")
    seen = typed(*args)
    assert (seen.code, page.read_text()) == (1, "mine")
    assert typed("--yes", *args).code == 0
    assert page.read_text("utf-8").startswith("<!DOCTYPE html>")
    assert [path.name for path in tmp_path.iterdir()] == ["page.html"]


@pytest.mark.parametrize("place", ["members/page.html", "coop.yaml", "."])
def test_a_page_is_never_written_over_the_ledger(sample: Path, place: str) -> None:
    before = (sample / "coop.yaml").read_bytes()
    seen = typed("-C", str(sample), "--yes", "report", "2026", "--for", "assembly", "-o", place)
    assert seen.code == 2, seen
    assert (sample / "coop.yaml").read_bytes() == before


def test_a_page_goes_to_a_folder_that_is_there(sample: Path) -> None:
    seen = typed("-C", str(sample), "report", "2026", "--for", "assembly", "-o", "../nowhere/page.html")
    assert seen.code == 3, seen


@pytest.mark.parametrize(
    ("args", "code"),
    [
        (("2027",), 2),
        (("2026-03..2026-02",), 2),
        (("2026-13",), 2),
        (("..",), 2),
        (("HEAD",), 2),
        (("2026", "-o", "page.html"), 2),
        (("2026-Q1", "--for", "assembly"), 2),
        (("2027", "--for", "council"), 2),
        (("2026", "--for", "bank"), 2),
        (("HEAD~1..HEAD", "--rev", "HEAD"), 2),
    ],
)
def test_what_is_no_span_is_said_to_be_none(sample: Path, args: tuple[str, ...], code: int) -> None:
    seen = typed("-C", str(sample), "--today", TODAY, "report", *args)
    assert seen.code == code, seen
    assert seen.out == ""


def test_between_two_revisions(tmp_path: Path) -> None:
    coop = Coop(tmp_path / "coop")
    coop.record("opened", **{"circles/new.yaml": "circle: new\ntitle: Nouveau cercle\nsince: 2019-03\n"})
    found = coop.json("report", "HEAD~1..HEAD")
    assert [one["circle"] for one in found["circles"]["new"]] == ["new"]
    assert coop.json("report", "2026", "--rev", "HEAD~1")["circles"]["continuing"] != []
    assert coop.run("report", "nowhere..HEAD").code in (3, 4)


def test_hostile_titles_do_nothing(tmp_path: Path) -> None:
    coop = Coop(tmp_path / "coop")
    title = 'title: "<script>alert(1)</script> \\\\x1b[31m"\n'
    coop.record(
        "odd", **{"roles/technique/odd.yaml": f"role: odd\n{title}mandates:\n- member: loic\n  since: 2024-01\n"}
    )
    page = coop.ok("report", "2026", "--for", "assembly")
    assert "<script" not in page
    assert "&lt;script&gt;" in page
