"""Edits of hand-written files: the tree becomes what was wished, and not a byte beside it changes."""

from __future__ import annotations

import copy
import datetime as dt
import difflib
import importlib.util
import random
import re
import sys
from pathlib import Path
from typing import Any

import pytest

from coopctl.document.edit import add_key, append, remove, set_value
from coopctl.document.read import bare, read
from coopctl.document.splice import at
from coopctl.document.write import Raw, emit
from coopctl.problem import Refused, Route
from coopctl.values import Hours

_spec = importlib.util.spec_from_file_location("handwritten", Path(__file__).with_name("handwritten.py"))
assert _spec
assert _spec.loader
handwritten = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(handwritten)

CIRCLE = """\
# yaml-language-server: $schema=x
# top
circle: technique   # the circle
title: 'L''atelier'
name: "say \\"hi\\""
purpose: >-
  folded text
  over lines

notes: |  # kept
    a
    b
members:
  # before loic
  - member: loic  # c1
    since: 2024-01
    # about loic
  # before ana
  - member: ana
    # when
    since: 2025-02-01
links: {a: "x", b: y}  # links
flow: [one, 'two',
       three]  # tail
empty: []  # none
null_one:   # nothing
critical: no"""


def changed(before: str, after: str) -> tuple[list[str], list[str]]:
    """Lines removed and lines added, as a diff tells them; the lack of a last line feed counts."""
    lines = list(difflib.ndiff(before.splitlines(True), after.splitlines(True)))
    removed, added = ([line[2:].rstrip("\n") for line in lines if line[0] == sign] for sign in "-+")
    return removed, added


SETS: list[tuple[Route, Any, str, str]] = [
    (("circle",), "web", "circle: technique   # the circle", "circle: web   # the circle"),
    (("circle",), "no", "circle: technique   # the circle", 'circle: "no"   # the circle'),
    (("title",), "L'école : suite", "title: 'L''atelier'", "title: 'L''école : suite'"),
    (("title",), "a\nb", "title: 'L''atelier'", 'title: "a\\nb"'),
    (("name",), 'C:\\ "x"', 'name: "say \\"hi\\""', 'name: "C:\\\\ \\"x\\""'),
    (("name",), Hours(250), 'name: "say \\"hi\\""', 'name: "2.5"'),
    (("members", 0, "since"), dt.date(2024, 3, 5), "    since: 2024-01", "    since: 2024-03-05"),
    (("members", 0, "member"), "ana", "  - member: loic  # c1", "  - member: ana  # c1"),
    (("links", "b"), "u, v", 'links: {a: "x", b: y}  # links', 'links: {a: "x", b: "u, v"}  # links'),
    (("flow", 1), "it's", "flow: [one, 'two',", "flow: [one, 'it''s',"),
    (("null_one",), "x", "null_one:   # nothing", "null_one: x   # nothing"),
    (("critical",), True, "critical: no", "critical: true"),
]


@pytest.mark.parametrize(("route", "value", "old", "new"), SETS)
def test_a_value_changes_its_line_alone(route: Route, value: Any, old: str, new: str) -> None:
    assert changed(CIRCLE, set_value(CIRCLE, route, value)) == ([old], [new])


def test_the_same_value_changes_nothing() -> None:
    assert set_value(CIRCLE, ("title",), "L'atelier") == CIRCLE
    assert set_value(CIRCLE, ("purpose",), "folded text over lines") == CIRCLE


@pytest.mark.parametrize(
    ("key", "value", "lines"),
    [
        ("purpose", "one line", ["purpose: >-", "  one line"]),
        ("purpose", "one\ntwo\n\nfour\n", ["purpose: >", "  one", "", "  two", "", "", "  four"]),
        ("purpose", " odd", ['purpose: " odd"']),
        ("notes", "c\n\n# d: e", ["notes: |-  # kept", "    c", "", "    # d: e"]),
        ("notes", "c\n", ["notes: |  # kept", "    c"]),
        ("notes", "\n", ['notes: "\\n"  # kept']),
    ],
)
def test_a_text_of_several_lines_keeps_its_style_where_it_can(key: str, value: str, lines: list[str]) -> None:
    after = set_value(CIRCLE, (key,), value).split("\n")
    begin = next(i for i, line in enumerate(after) if line.startswith(f"{key}:"))
    assert after[begin : begin + len(lines)] == lines
    old = {"purpose": 3, "notes": 3}[key]
    assert len(after) == len(CIRCLE.split("\n")) - old + len(lines)


ADDS: list[tuple[Route, str, Any, list[str], list[str], list[str]]] = [
    ((), "x-new", "v", [], ["critical: no"], ["critical: no", "x-new: v"]),
    ((), "kind", "v", ["circle", "kind", "title"], [], ["kind: v"]),
    ((), "zero", {"a": ["b", {"c": "d"}]}, ["zero", "circle"], [], ["zero:", "  a:", "    - b", "    - c: d"]),
    (("members", 0), "until", Raw("2025-01"), ["member", "since", "until"], [], ["    until: 2025-01"]),
    (("members", 0), "role", "r", ["member", "role", "since"], [], ["    role: r"]),
    (("members", 1), "id", "i", ["id", "member"], ["  - member: ana"], ["  - id: i", "    member: ana"]),
    (("links",), "c", "[z]", [], ['links: {a: "x", b: y}  # links'], ['links: {a: "x", b: y, c: "[z]"}  # links']),
    (("links",), "c", ["z"], ["c"], ['links: {a: "x", b: y}  # links'], ['links: {c: [z], a: "x", b: y}  # links']),
]


@pytest.mark.parametrize(("route", "key", "value", "order", "old", "new"), ADDS)
def test_a_key_is_added_in_its_order(
    route: Route, key: str, value: Any, order: list[str], old: list[str], new: list[str]
) -> None:
    assert changed(CIRCLE, add_key(CIRCLE, route, key, value, order)) == (old, new)


def test_a_key_stands_after_the_comment_of_the_one_before() -> None:
    after = add_key(CIRCLE, ("members", 0), "until", "x", ["since", "until"])
    assert "    since: 2024-01\n    until: x\n    # about loic\n" in after


APPENDS: list[tuple[Route, Any, list[str], list[str]]] = [
    (("members",), {"member": "no", "since": Raw("2026")}, [], ['  - member: "no"', "    since: 2026"]),
    (("flow",), "four", ["       three]  # tail"], ["       three, four]  # tail"]),
    (("empty",), {"a": "b"}, ["empty: []  # none"], ["empty:   # none", "  - a: b"]),
]


@pytest.mark.parametrize(("route", "item", "old", "new"), APPENDS)
def test_an_item_is_appended_in_the_file_s_own_indentation(
    route: Route, item: Any, old: list[str], new: list[str]
) -> None:
    assert changed(CIRCLE, append(CIRCLE, route, item)) == (old, new)


@pytest.mark.parametrize(
    ("text", "item", "expected"),
    [
        ("[]\n", {"a": "b", "c": "d"}, "- a: b\n  c: d\n"),
        ("# m\n[]  # none", {"a": "b"}, "# m\n  # none\n- a: b\n"),
        ("---\n[]\n", "x", "---\n- x\n"),
        ("-   a: b\n    c: d", {"a": "e", "c": "f"}, "-   a: b\n    c: d\n-   a: e\n    c: f\n"),
        ("- a: b\n  # inside\n# outside\n", {"a": "e"}, "- a: b\n  # inside\n- a: e\n# outside\n"),
        ("- |+\n  a\n\n- |+\n  b\n\n", "c", "- |+\n  a\n\n- |+\n  b\n\n- c\n"),
        ("[a, b,]\n", "c", "[a, b, c,]\n"),
        ("[\n]\n", "c", "[c\n]\n"),
        ("- - a\n  - b\n", ["c"], "- - a\n  - b\n- - c\n"),
    ],
)
def test_items_at_the_root(text: str, item: Any, expected: str) -> None:
    assert append(text, (), item) == expected


REMOVES: list[tuple[Route, list[str], list[str]]] = [
    (("members", 0), ["  - member: loic  # c1", "    since: 2024-01", "    # about loic"], []),
    (("members", 1), ["  - member: ana", "    # when", "    since: 2025-02-01"], []),
    (("members", 0, "member"), ["  - member: loic  # c1", "    since: 2024-01"], ["  - since: 2024-01"]),
    (("members", 1, "member"), ["  - member: ana"], ["  -"]),
    (("members", 0, "since"), ["    since: 2024-01"], []),
    (("purpose",), ["purpose: >-", "  folded text", "  over lines"], []),
    (("notes",), ["notes: |  # kept", "    a", "    b"], []),
    (("links", "a"), ['links: {a: "x", b: y}  # links'], ["links: {b: y}  # links"]),
    (("links", "b"), ['links: {a: "x", b: y}  # links'], ['links: {a: "x"}  # links']),
    (("flow", 2), ["flow: [one, 'two',", "       three]  # tail"], ["flow: [one, 'two']  # tail"]),
    (("critical",), ["critical: no"], []),
]


@pytest.mark.parametrize(("route", "old", "new"), REMOVES)
def test_what_is_removed_takes_its_lines_and_no_other(route: Route, old: list[str], new: list[str]) -> None:
    assert changed(CIRCLE, remove(CIRCLE, route)) == (old, new)


@pytest.mark.parametrize(
    ("text", "route", "expected"),
    [
        ("a: 1\nb:\n# c\n- x: y\n", ("b", 0, "x"), "a: 1\n"),
        ("# m\n- a: b\n", (0,), "# m\n[]\n"),
        ("# m\n- a: b", (0, "a"), "# m\n[]"),
        ("a: 1\n", ("a",), "{}\n"),
        ("{a: 1}\n", ("a",), "{}\n"),
        ("[a, # one\n b, # two\n c]\n", (0,), "[ # one\n b, # two\n c]\n"),
        ("[a, # one\n b, # two\n c]\n", (2,), "[a, # one\n b, # two\n ]\n"),
        ("- - a\n  - b\n", (0, 0), "- - b\n"),
    ],
)
def test_what_is_left_empty_goes_too(text: str, route: Route, expected: str) -> None:
    assert remove(text, route) == expected


def test_an_unsound_file_is_not_edited() -> None:
    with pytest.raises(Refused, match="line 2"):
        set_value("a: 1\nb: !t 2\n", ("a",), "3")


def test_a_text_no_file_may_hold_is_not_set() -> None:
    with pytest.raises(ValueError):
        set_value("a: 1\n", ("a",), "x\x1b")


def test_misuse_is_raised() -> None:
    with pytest.raises(LookupError):
        set_value("a: 1\n", ("b",), "x")
    with pytest.raises(LookupError):
        remove("- a\n", (3,))
    with pytest.raises(TypeError):
        set_value("a: [1]\n", ("a",), "x")
    with pytest.raises(ValueError):
        add_key("a: 1\n", (), "a", "x")


def test_a_second_reader_has_a_say(monkeypatch: pytest.MonkeyPatch) -> None:
    from coopctl.document import edit

    monkeypatch.setattr(edit, "_second_opinion", lambda text, wished: False)
    with pytest.raises(Refused, match="by hand"):
        set_value("a: 1\n", ("a",), "2")


def test_a_canonical_sheet_is_edited_without_any_yaml_library() -> None:
    import subprocess

    program = (
        "import sys; from coopctl.document.edit import append, set_value\n"
        "from coopctl.values import Hours\n"
        "text = append('- id: k7m3qa2w\\n  hours: 2.5\\n', (), {'id': 'a2345678', 'hours': Hours(100)})\n"
        "set_value(text, (0, 'hours'), Hours(50))\n"
        "print(sorted({'yaml', 'ruamel', 'pydantic', 'inspect'} & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout == "[]\n"


# Any edit of any file.


def routes(tree: Any, here: Route = ()) -> list[Route]:
    steps = tree if isinstance(tree, dict) else range(len(tree)) if isinstance(tree, list) else ()
    return [here, *(route for step in steps for route in routes(tree[step], (*here, step)))]


def numbers(text: str) -> set[str]:
    return set(re.findall(r"# c[0-9]+\.", text))


def in_flow(root: Any, route: Route) -> bool:
    return any(at(root, route[:depth]).flow for depth in range(len(route)))


def check_set(chance: random.Random, text: str, tree: Any, root: Any) -> None:
    leaves = [route for route in routes(tree) if route and isinstance(at(tree, route), str)]
    if not leaves:
        return
    route, value = chance.choice(leaves), handwritten.leaf(chance) + chance.choice(["", "", "", "!", "\n", " "])
    node = at(root, route)
    after = set_value(text, route, value)
    at(tree, route[:-1])[route[-1]] = value
    assert numbers(after) == numbers(text)
    before, lines = text.split("\n"), after.split("\n")
    tail = len(before) - node.end_line + (node.style in ("|", ">") and node.end_column == 1)
    assert lines[: node.line - 1] == before[: node.line - 1]
    assert not tail or lines[-tail:] == before[-tail:]
    if node.line == node.end_line:
        assert len(lines) == len(before)
    finish(after, tree)


def check_add(chance: random.Random, text: str, tree: Any, root: Any) -> None:
    maps = [route for route in routes(tree) if isinstance(at(tree, route), dict)]
    if not maps:
        return
    route = chance.choice(maps)
    key, value = chance.choice(["id", "new", "zz"]), handwritten.tree(chance, chance.choice([1, 3]))
    if key in at(tree, route):
        return
    order = chance.choice([["id", "new"], [*handwritten.KEYS, "new"], []])
    after = add_key(text, route, key, value, order)
    at(tree, route)[key] = value
    assert numbers(after) == numbers(text)
    lost = [line for line in difflib.ndiff(text.split("\n"), after.split("\n")) if line[0] == "-"]
    assert len(lost) <= 1
    finish(after, tree)


def check_append(chance: random.Random, text: str, tree: Any, root: Any) -> None:
    lists = [route for route in routes(tree) if isinstance(at(tree, route), list)]
    if not lists:
        return
    route, value = chance.choice(lists), handwritten.tree(chance, chance.choice([1, 3]))
    after = append(text, route, value)
    flow = at(root, route).flow
    at(tree, route).append(value)
    assert numbers(after) == numbers(text)
    lost = [line for line in difflib.ndiff(text.split("\n"), after.split("\n")) if line[0] == "-"]
    assert len(lost) <= flow
    finish(after, tree)


def check_remove(chance: random.Random, text: str, tree: Any, root: Any) -> None:
    route = chance.choice([route for route in routes(tree) if route])
    after = remove(text, route)
    while len(route) > 1 and len(at(tree, route[:-1])) == 1:
        route = route[:-1]
    node, flow = at(root, route), in_flow(root, route)
    del at(tree, route[:-1])[route[-1]]
    lines = text.split("\n")
    below = lines[node.end_line - (node.end_column == 1) :]
    while below and below[0].lstrip(" ").startswith("#"):
        del below[0]
    assert numbers("\n".join([*lines[: first_line(root, route) - 1], *below])) <= numbers(after)
    if not flow and len(at(root, route[:-1])) > 1:
        added = [line for line in difflib.ndiff(lines, after.split("\n")) if line[0] == "+"]
        assert len(added) <= 1
    finish(after, tree)


def finish(after: str, tree: Any) -> None:
    document = read("f", after.encode())
    assert document.faults == ()
    assert bare(document.root) == tree


def first_line(root: Any, route: Route) -> int:
    parent, step = at(root, route[:-1]), route[-1]
    if isinstance(parent, dict):
        return int(parent.keys_at[step].line)
    if parent.flow:
        return int(parent[step].line)
    return int(parent[int(step) - 1].end_line if step else parent.line)


CHECKS = (check_set, check_add, check_append, check_remove)


def check_edits(count: int, seed: int) -> None:
    done = refused = 0
    for number in range(seed, seed + count):
        chance = random.Random(number)
        text, tree = handwritten.written(chance)
        document = read("f", text.encode())
        assert document.faults == (), (number, text, document.faults)
        assert bare(document.root) == tree, (number, text)
        try:
            chance.choice(CHECKS)(chance, text, copy.deepcopy(tree), document.root)
            done += 1
        except Refused:
            refused += 1
        except AssertionError as error:
            raise AssertionError(f"seed {number}:\n{text}") from error
    assert done > count * 0.9
    assert refused <= count * 0.02, f"{refused} of {count} edits refused"


def test_any_edit_of_any_file() -> None:
    check_edits(150, seed=0)


@pytest.mark.slow
def test_any_edit_of_any_file_at_length() -> None:
    check_edits(5000, seed=1000)


def test_what_is_appended_to_a_canonical_sheet_is_canonical() -> None:
    items = [{"id": f"k7m3qa2{x}", "hours": Hours(150), "what": f"no {x} : y"} for x in "abc"]
    text = emit(items[:1], "# yaml-language-server: $schema=x")
    for item in items[1:]:
        text = append(text, (), item)
    assert text == emit(items, "# yaml-language-server: $schema=x")


def test_git_counts_one_line(tmp_path: Path) -> None:
    import subprocess

    for name, text in (("before", CIRCLE), ("after", set_value(CIRCLE, ("members", 0, "since"), Raw("2025-01")))):
        (tmp_path / name).write_text(text, "utf-8")
    command = ["git", "diff", "--no-index", "--numstat", "before", "after"]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert run.stdout.split()[:2] == ["1", "1"]
