"""What a ledger holds can do nothing in a review, whatever form it is given in."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from coopctl.cli.report_parts import Page, Part
from coopctl.cli.review_marked import LIMIT, as_markdown, inert
from coopctl.cli.review_page import page
from coopctl.review.headline import headline
from coopctl.review.look import review
from coopctl.words import T, set_language
from tests.cli.coop import Coop
from tests.small import TODAY, snapshot

HOSTILE = (
    "fixes #1, closes GH-2, resolve octo/cat#3",
    "@everyone @coop/equipe, écrire à a@b.fr",
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "[ici](https://mal.example) ![x](http://mal.example/x.png) www.mal.example",
    "`` ` ``` </code></details> <!-- -->",
    "\x1b[31mrouge\x1b[0m\x07",
    "\u202edroite à gauche\u2066\u200b",
    "# titre\n- liste\n\n| a | b |\nCo-authored-by: x <x@y.z>",
    "*gras* _it_ ~~non~~ :tada: $x$ !12 &1 %2 ~label",
    "da39a3ee5e6b4b0d3255bfef95601890afd80709",
    "</td></tr></table><style>*{display:none}</style>",
    "javascript:alert(1) data:text/html,x mailto:a@b.fr",
    "\ue000cassé\ue000",
)
ALLOWED = {
    "text", "paragraph_open", "paragraph_close", "bullet_list_open", "bullet_list_close", "list_item_open",
    "list_item_close", "heading_open", "heading_close", "html_inline", "html_block", "inline", "softbreak",
    "table_open", "table_close", "thead_open", "thead_close", "tbody_open", "tbody_close", "tr_open", "tr_close",
    "th_open", "th_close", "td_open", "td_close",
}  # fmt: skip
OUR_TAGS = re.compile(r"</?code>|<!-- -->")
OUR_BLOCKS = re.compile(r"(?:<details>|</details>|<summary>(?:[^<]|</?code>|<!-- -->)*</summary>|\s)*")
MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def nodes(text: str) -> Iterator[Any]:
    for token in MARKDOWN.parse(text):
        yield token
        yield from token.children or ()


def harmless(text: str) -> None:
    """Nothing but our own nodes, and outside of ``<code>`` nothing that a forge would make a link of."""
    for node in nodes(text):
        assert node.type in ALLOWED, (node.type, text)
        if node.type == "html_inline":
            assert OUR_TAGS.fullmatch(node.content), node.content
        if node.type == "html_block":
            assert OUR_BLOCKS.fullmatch(node.content), node.content
    bare = re.sub(r"<code>.*?</code>", "", text)
    assert not re.search(r"[@#`\[\]*~\\]|://|www\.", re.sub(r"^#### |&#x[0-9a-f]+;", "", bare, flags=re.MULTILINE)), (
        bare
    )
    raw = re.sub(r"^#### ", "", text, flags=re.MULTILINE)
    assert not re.search(r"(?<!&)#|@|://|\x1b|[\u202a-\u202e\u2066-\u2069\u200b]", raw), raw


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_is_inert_as_markdown(text: str) -> None:
    set_language("en")
    said = inert(T("{member}: {line}", member=text, line=T("{what} ({people})", what=text, people=[text, text])))
    assert "\n" not in said
    harmless(f"- {said}\n")
    harmless(f"#### {said}\n")
    harmless(f"| a | b |\n| :-- | --: |\n| {inert(text)} | {said} |\n")
    harmless(f"<details>\n<summary>{said}</summary>\n\n- {said}\n\n</details>\n")


@settings(max_examples=300)
@given(st.text(st.characters(codec="utf-8"), max_size=60) | st.text("<>&`*_[]()#@!|\\~:/.\n -=1aw", max_size=60))
def test_any_text_is_inert_as_markdown(text: str) -> None:
    harmless(f"- {inert(T('{place}: {kind}, {rule}: {message}', place=text, kind=text, rule='x', message=text))}\n")


def test_the_checks_would_be_seen_to_fail() -> None:
    for text in ("- *gras*\n", "- a@b.fr\n", "- <b>x</b>\n", "- fixes #1\n", "- `x`\n", "- <https://x.y>\n", "1. un\n"):
        with pytest.raises(AssertionError):
            harmless(text)


def test_what_is_seen_is_what_was_written() -> None:
    for text in HOSTILE[:5]:
        shown = "".join(node.content for node in nodes(f"- {inert(text)}\n") if node.type == "text")
        assert shown == text


def test_it_is_short_enough_for_a_forge() -> None:
    set_language("fr")
    lines = tuple(T("{path}: changed", path=f"{one}{'<@#|' * 60}") for one in range(3000))
    rows = [(f"{one}|", "1", "2") for one in range(3000)]
    parts = tuple(Part(T("{title}", title="#" * 300), lines, ("a", "b", "c"), rows, numbers=2) for _ in range(60))
    said = as_markdown(
        (T("nothing changes"),), Page("x", T("review of a branch"), (*parts, parts[0]._replace(folded=True)))
    )
    assert len(said) < LIMIT
    assert said.startswith("- ")
    harmless(said)
    assert "coopctl review" in said


@pytest.mark.parametrize("text", HOSTILE)
def test_a_whole_review_is_inert(text: str) -> None:
    """The hostile text stands wherever a record may hold one; people are shown."""
    set_language("fr")
    quoted = json.dumps(text, ensure_ascii=True)
    head = {
        "circles/technique.yaml": f"circle: technique\ntitle: {quoted}\nsince: 2019-03\npurpose: {quoted}\n",
        "contributions/2026-11/loic.yaml": f"- id: laaaaaaa\n  date: 2026-11-04\n  circle: technique\n  hours: 2\n"
        f"  rate: 99\n  what: {quoted}\n",
        "needs/x.yaml": f"need: x\ntitle: {quoted}\nopened: 2026-11-01\nby: {quoted}\n",
        "roles/technique/neuf.yaml": f"role: neuf\ntitle: {quoted}\n"
        f"mandates:\n- member: {quoted}\n  since: 2026-01-01\n",
    }
    found = review(snapshot({}), snapshot(head), TODAY)
    assert found.new
    harmless(as_markdown(headline(found), page(found, text, T("review of a branch"), hide=False)))


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()
        self.keys: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        self.keys |= {name for name, _value in attrs}


ACTS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069\u200b]")
"""What acts on a screen."""
PAGE = set(
    "html head meta title style body main header section footer p h1 h2 table thead tbody tfoot tr th td".split()
)


@pytest.mark.parametrize("text", HOSTILE)
def test_every_form_of_the_command_is_inert(text: str, tmp_path: Path) -> None:
    coop = Coop(tmp_path / "coop")
    coop.git("switch", "-qc", "proposition")
    quoted = json.dumps(text, ensure_ascii=True)
    sheet = "contributions/2026-11/loic.yaml"
    line = "- id: laaaaaaz\n  date: 2026-11-03\n  circle: technique\n  hours: 2\n  rate: 20\n  what: "
    title = f"circle: technique\ntitle: {quoted}\nsince: 2019-03\n"
    told = "".join(
        f"{name}: {text}\n" for name in ("Approved-by", "Coop-Actor", "Coop-Decision", "Coop-Record", "Coop-Op")
    )
    coop.record(f"{text}\n\n{text}\n\n{told}", **{sheet: f"{line}{quoted}\n", "circles/technique.yaml": title})
    for form in ("text", "markdown", "json", "html"):
        seen = coop.run("review", "--format", form, "--people", "show")
        assert not ACTS.search(seen.out + seen.err), form
    for words in (
        ("audit",),
        ("log",),
        ("log", "circles/technique"),
        ("show", "HEAD"),
        ("blame", "circles/technique.title"),
    ):
        for form in ("text", "json"):
            seen = coop.run(*words, "--format", form)
            assert seen.code in (0, 1), (words, seen.err)
            assert not ACTS.search(seen.out + seen.err), (words, form)
    harmless(coop.run("review", "--format", "markdown", "--people", "show").out)
    tags = Tags()
    tags.feed(coop.run("review", "--format", "html").out)
    assert tags.seen <= PAGE
    assert tags.keys <= {"lang", "charset", "name", "content", "http-equiv", "class", "scope", "id", "aria-labelledby"}
    json.loads(coop.run("review", "--format", "json").out)


def test_markdown_names_nobody_unless_asked(tmp_path: Path) -> None:
    coop = Coop(tmp_path / "coop")
    coop.git("switch", "-qc", "proposition")
    line = "- id: laaaaaaz\n  date: 2026-11-03\n  circle: technique\n  hours: 2\n  rate: 99\n  what: Avec Karim\n"
    role = coop.text("roles/technique/admin-sys.yaml") + "  until: 2026-12-31\n- member: karim\n  since: 2027-01-01\n"
    coop.record("by hand", **{"contributions/2026-11/loic.yaml": line, "roles/technique/admin-sys.yaml": role})
    names = re.compile("loic|karim|noemie|nadege", re.IGNORECASE)
    assert not names.search(coop.run("review", "--format", "markdown").out)
    assert not names.search(coop.run("review", "--format", "json", "--people", "hide").out)
    assert not names.search(coop.run("review", "--people", "hide").out)
    assert names.search(coop.run("review", "--format", "markdown", "--people", "show").out)
    assert names.search(coop.run("review").out)
    assert coop.run("review").code == 1
