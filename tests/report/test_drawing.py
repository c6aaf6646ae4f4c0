"""The structure drawn: a tree for people, drawings that nothing in a ledger can act through."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from coopctl.report.drawing import boxes, lines, mermaid, svg
from coopctl.report.structure import structure
from coopctl.words import set_language
from tests.small import FILES, TODAY, with_files

HOSTILE = '</text><script>alert(1)</script>"]; click n0 "javascript:x" %% `é\\u202e` ]]> &amp; #35; <br>'
MORE = {
    "circles/technique.yaml": FILES["circles/technique.yaml"] + "critical: true\nmembers:\n- member: loic\n"
    "  since: 2024-01\nrepresentatives:\n- member: loic\n  since: 2024-01\n",
    "circles/depannage.yaml": "circle: depannage\ntitle: Dépannage\nparent: technique\n",
    "circles/veille.yaml": "circle: veille\ntitle: Veille\nparent: technique\n",
    "circles/lettre.yaml": "circle: lettre\ntitle: Lettre\nparent: depannage\n",
    "bodies/conseil.yaml": "body: conseil\ntitle: Conseil\nkind: supervisory-board\nseats: 2\nmandates:\n"
    "- member: noemie\n  since: 2025-01\n",
}


@pytest.fixture(autouse=True)
def in_english() -> None:
    set_language("en")


def facts(**files: str) -> dict[str, object]:
    more = {name.replace("__", "/") + ".yaml": text for name, text in files.items()}
    return structure(with_files({**MORE, **more}), TODAY, {"loic": "Loïc M."})


def test_the_tree_in_the_terminal() -> None:
    assert list(lines(facts())) == [
        "Communication (communication): 0 people · 0 roles",
        "Technique (technique): 1 person · 1 role · critical · voice: Loïc M.",
        "├─ Dépannage (depannage): 0 people · 0 roles",
        "│  └─ Lettre (lettre): 0 people · 0 roles",
        "└─ Veille (veille): 0 people · 0 roles",
        "",
        "beside the circles:",
        "  Conseil (conseil): noemie · 1 to fill",
    ]
    assert list(lines(facts(), unicode=False))[2:5] == [
        "|- Dépannage (depannage): 0 people · 0 roles",
        "|  `- Lettre (lettre): 0 people · 0 roles",
        "`- Veille (veille): 0 people · 0 roles",
    ]


def test_loops_are_paths_and_every_circle_is_drawn_once() -> None:
    found = facts(circles__technique="circle: technique\ntitle: T\nparent: lettre\n")
    assert found["cycles"] == [["depannage", "technique", "lettre", "depannage"]]
    assert len(boxes(found)) == 6


def test_a_picture_holds_nothing_but_shapes_and_words() -> None:
    picture = svg(facts(circles__technique=f"circle: technique\ntitle: {HOSTILE!r}\n"))
    assert picture.isascii()
    root = ElementTree.fromstring(picture)
    tags = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert tags <= {"svg", "title", "rect", "path", "text", "tspan"}
    attributes = {name.rpartition("}")[2] for element in root.iter() for name in element.attrib}
    assert not {name for name in attributes if name.startswith("on") or name in ("href", "style", "class")}
    assert any("<script>" in (element.text or "") for element in root.iter())


def test_a_chart_holds_nothing_that_acts() -> None:
    chart = mermaid(facts(circles__technique=f"circle: technique\ntitle: {HOSTILE!r}\n"))
    labels = [line for line in chart.splitlines()[1:] if '"' in line]
    assert all(re.fullmatch(r'    n\d+(\[|\[\[|\(\[)"[^"]*"(\]|\]\]|\]\))', line) for line in labels)
    for word in ("<script", "`", "%%", "&", "\u202e"):
        assert word not in chart.replace("<br/>", "")
    assert "    n1 --> n2" in mermaid(facts())


def test_what_draws_reads_the_day() -> None:
    ended = facts(circles__veille="circle: veille\ntitle: Veille\nparent: technique\nended: 2025-01\n")
    assert [one.title for one in boxes(ended)] == [
        "Communication (communication)", "Technique (technique)", "Dépannage (depannage)", "Lettre (lettre)",
        "Conseil (conseil)",
    ]  # fmt: skip
