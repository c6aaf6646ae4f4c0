"""Strict reading: every hazard told once, at its place, and never an exception."""

from __future__ import annotations

import random
import time
from typing import Any

import pytest
import yaml
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from coopctl.document import tree as trees
from coopctl.document.characters import mended
from coopctl.document.quick import quick
from coopctl.document.read import LIMIT, SHEET_LIMIT, Map, Scalar, Seq, bare, is_null, place, read
from coopctl.document.reading import READING
from coopctl.document.slow import SlowParser
from coopctl.document.unreadable import MOST, Faults
from coopctl.problem import Place

BROKEN = [
    ("too-large", b"a: " + b"x" * LIMIT, 1, 1),
    ("empty-file", b"", 1, 1),
    ("empty-file", b"# only a comment\n", 1, 1),
    ("empty-file", b"---\n", 1, 1),
    ("empty-file", b"~\n", 1, 1),
    ("not-utf8", b"a: 1\nwhat: r\xe9union\n", 2, 8),
    ("not-utf8", "a: é\n".encode("utf-16"), 1, 1),
    ("byte-order-mark", b"\xef\xbb\xbfa: 1\n", 1, 1),
    ("carriage-return", b"a: 1\r\nb: 2\r\n", 1, 5),
    ("control-character", b"a: 1\nb: x\x00y\n", 2, 5),
    ("control-character", b"a: \x1b[31m\n", 1, 4),
    ("control-character", "a: x\u0085y\n".encode(), 1, 5),
    ("control-character", b'a: "x\\e[31m"\n', 1, 6),
    ("control-character", b'a: "x\\ry"\n', 1, 6),
    ("control-character", b'a: "\\x00"\n', 1, 5),
    ("hidden-character", "a: loic\u202egnp\n".encode(), 1, 8),
    ("hidden-character", b'a: "loic\\u202egnp"\n', 1, 9),
    ("hidden-character", "a: x\u200by\n".encode(), 1, 5),
    ("hidden-character", "# \U000e0041\na: x\n".encode(), 1, 3),
    ("hidden-character", "a: x\u2028y\n".encode(), 1, 5),
    ("not-nfc", "a: 1\nb: e\u0301te\u0301\n".encode(), 2, 4),
    ("not-nfc", b'a: "e\\u0301"\n', 1, 4),
    ("wrong-shape", b"some words\n", 1, 1),
    ("wrong-shape", b"hours:2\nrate:20\n", 1, 1),
    ("duplicate-key", b"- a: 1\n  b: 2\n  a: 3\n", 3, 3),
    ("duplicate-key", b"{a: 1, 'a': 3}\n", 1, 8),
    ("odd-key", b"? [a, b]\n: c\n", 1, 3),
    ("odd-key", b"{a: b}: c\n", 1, 1),
    ("odd-key", b"? a\n: c\n", 1, 3),
    ("odd-key", b"a: {b}\n", 1, 5),
    ("odd-key", b"a: [b: c]\n", 1, 5),
    ("odd-key", b"a: 1\n<<: {b: c}\n", 2, 1),
    ("odd-key", "a: x\n\u00a0\u00a0b: 1\n".encode(), 2, 1),
    ("too-deep", b"[" * 100_000, 1, 17),
    ("too-deep", b"- " * 100_000, 1, 33),
    ("too-deep", b"{a: " * 100_000, 1, 65),
    ("yaml-tag", b"a: !!python/object:os.system x\n", 1, 4),
    ("yaml-tag", b"a: ! x\n", 1, 4),
    ("yaml-tag", b"a: !e!f x\n", 1, 4),
    ("yaml-anchor", b"a: &name x\n", 1, 4),
    ("yaml-anchor", b"a: & co\n", 1, 4),
    ("yaml-alias", b"a: *name\n", 1, 4),
    ("yaml-alias", b"a: *gras* et maigre\n", 1, 4),
    ("yaml-directive", b"%YAML 1.1\n---\na: no\n", 1, 1),
    ("yaml-directive", b"# c\n%FOO bar\n---\na: no\n", 2, 1),
    ("many-documents", b"a: 1\n---\nb: 2\n", 2, 1),
    ("not-yaml", b"a:\n\tb: 1\n", 2, 1),
    ("not-yaml", b"a:\t1\n", 1, 3),
    ("not-yaml", b'a: "x\nb: 1\n', 1, 4),
    ("not-yaml", b"a: 'l'atelier'\n", 1, 7),
    ("not-yaml", b"a: 1\nb\n", 2, 1),
    ("not-yaml", "what: Réunion : budget\n".encode(), 1, 15),
    ("not-yaml", b"- id: x\n date: y\n", 2, 2),
    ("not-yaml", b"- id: x\n    date: y\n", 2, 5),
    ("not-yaml", b"a: [1, 2\nb: 3\n", 1, 4),
    ("not-yaml", b"a: @x\n", 1, 4),
    ("not-yaml", b"a: {b: x?y}\n", 1, 9),
    ("not-yaml", b"a: [x?]\n", 1, 6),
    ("not-yaml", b'a: "c:\\dir"\n', 1, 7),
    ("not-yaml", b"a: - b\n", 1, 4),
    ("not-yaml", b"a: | b\n", 1, 6),
    ("not-yaml", b"a: |# b\n  c\n", 1, 5),
    ("not-yaml", "rate:\u00a020\nb: 1\n".encode(), 1, 6),
    ("not-yaml", b"{a: 1}}\n", 1, 7),
    ("not-yaml", b'a: "\\ud800"\n', 1, 5),
]


@pytest.mark.parametrize(("rule", "data", "line", "column"), BROKEN)
def test_each_hazard_is_told_once_at_its_place(rule: str, data: bytes, line: int, column: int) -> None:
    begun = time.process_time()
    document = read("f.yaml", data)
    assert time.process_time() - begun < 1
    assert [(fault.rule, *fault.place[:3]) for fault in document.faults] == [(rule, "f.yaml", line, column)]
    assert str(document.faults[0].message)


def test_every_rule_has_a_page_and_an_example() -> None:
    slugs = [slug for slug, _summary, _why in READING]
    assert sorted(slugs) == sorted({rule for rule, *_ in BROKEN})
    assert all(summary.endswith(".") and len(why) > 60 for _slug, summary, why in READING)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"a:\n\tb: 1\n", "tab"),
        ("what: Réunion : budget\n".encode(), "double quotes"),
        (b"- id: x\n date: y\n", "line up"),
        (b"a: 'l'atelier'\n", "nothing can follow"),
        (b'a: "x\nb: 1\n', "never closed"),
        (b"a: 1\nb\n", "colon"),
        ("rate:\u00a020\nb: 1\n".encode(), "no-break space"),
        (b'a: "c:\\dir"\n', "backslash"),
        (b"a: *gras* et maigre\n", "double quotes"),
        (b"a: [1, 2\nb: 3\n", "bracket"),
    ],
)
def test_a_syntax_error_is_told_in_a_member_s_words(data: bytes, words: str) -> None:
    (fault,) = read("f.yaml", data).faults
    assert words in str(fault.message)


def test_one_run_tells_all_faults_in_reading_order() -> None:
    data = b"\xef\xbb\xbf%YAML 1.1\r\n---\r\na: &x 1\r\nb: *x\r\nb: \x1b\r\nc: !t \xe2\x80\x8b\r\n"
    assert [(fault.rule, fault.place.line) for fault in read("f", data).faults] == [
        ("byte-order-mark", 1),
        ("yaml-directive", 1),
        ("carriage-return", 1),
        ("yaml-anchor", 3),
        ("yaml-alias", 4),
        ("duplicate-key", 5),
        ("control-character", 5),
        ("yaml-tag", 6),
        ("hidden-character", 6),
    ]


def test_a_duplicate_key_shows_the_first_one_too() -> None:
    document = read("f", b"'a': 1\nb: 2\na: 3\n")
    (fault,) = document.faults
    assert [note.place for note in fault.related] == [Place("f", 1, 1, 3)]
    assert document.root == {"a": "1", "b": "2"}


def test_what_can_be_read_beside_a_fault_is_read() -> None:
    assert read("f", b"a: &x 1\nb: 2\n").root == {"a": "1", "b": "2"}
    assert read("f", b"a: 1\n---\nb: 2\n").root == {"a": "1"}
    assert read("f", b"a: 'x\n").root is None


@pytest.mark.parametrize("data", [b"\x00" * LIMIT, b"a: 1\n" * 200_000, b'- "\\e"\n' * 100_000, b"%A\n" * 300_000])
def test_a_flood_of_faults_is_told_in_a_few(data: bytes) -> None:
    faults = read("f", data).faults
    assert 0 < len(faults) <= MOST + 1


@pytest.mark.parametrize("data", [b"x" * 50_000_000, b"\x00" * SHEET_LIMIT, b"- a\n" * (SHEET_LIMIT // 4)])
def test_a_huge_file_is_refused(data: bytes) -> None:
    assert [fault.rule for fault in read("f", data, SHEET_LIMIT).faults][:1] in (["too-large"], ["control-character"])


HIDDEN = [0, 7, 8, 0x0B, 0x0C, 0x1B, 0x1F, 0x7F, 0x80, 0x85, 0x9B, 0x9F, 0xAD, 0x34F, 0x61C, 0x115F, 0x180E, 0x200B]
HIDDEN += [0x200C, 0x200D, 0x200E, 0x200F, 0x2028, 0x2029, 0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x2060, 0x2061]
HIDDEN += [0x2066, 0x2067, 0x2068, 0x2069, 0x206F, 0x3164, 0xFE0F, 0xFEFF, 0xFFF9, 0xFFFE, 0xE0001, 0xE0041, 0xE0100]
POSITIONS = [
    "a: {}x\n",
    "a: x{}\n",
    "a: x{}y\n",
    "a{}b: x\n",
    "a: 'x{}y'\n",
    'a: "x{}y"\n',
    "a: x # {}\n",
    "a: |\n  x{}\n",
]


@pytest.mark.parametrize("position", POSITIONS)
@pytest.mark.parametrize("point", HIDDEN)
def test_no_invisible_character_passes_anywhere(point: int, position: str) -> None:
    faults = read("f", position.format(chr(point)).encode()).faults
    assert faults
    assert {fault.rule for fault in faults} <= {"control-character", "hidden-character"}


@pytest.mark.parametrize("point", [p for p in HIDDEN if p < 0x10000])
def test_no_invisible_character_passes_as_an_escape(point: int) -> None:
    (fault,) = read("f", f'a: "x\\u{point:04x}y"\n'.encode()).faults
    assert fault.rule in ("control-character", "hidden-character")
    assert fault.place == Place("f", 1, 6, 6)


@pytest.mark.parametrize("text", ["a: 👩\u200d💻 et ❤\ufe0f\n", "a: 10\u00a0h, 1\u202f234 €\n", "a: 『日本』 — ½ ≠\n"])
def test_what_people_do_write_passes(text: str) -> None:
    document = read("f", text.encode())
    assert document.faults == ()
    assert document.root == {"a": text[3:-1]}


def test_a_space_at_the_very_end_is_no_part_of_a_value() -> None:
    assert read("f", b"a: b ").root == {"a": "b"} == read("f", b"a: b \n").root


def test_every_scalar_stays_as_written() -> None:
    text = (
        'a: no\nb: 2.50\nc: 1:30\nd: 0o10\ne: 1e400\nf: .nan\ng: 2025-02-30\nh: null\ni: ~\nj:\nk: "2.50"\nl: 7e3091\n'
    )
    root = read("f", text.encode()).root
    assert root == dict(
        zip("abcdefghijkl", "no,2.50,1:30,0o10,1e400,.nan,2025-02-30,null,~,,2.50,7e3091".split(","), strict=True)
    )
    assert isinstance(root, Map)
    assert [key for key in root if is_null(root[key])] == ["h", "i", "j"]
    assert root["b"].plain
    assert not root["k"].plain


HAND = """\
# a circle
circle: technique   # here
title: 'L''atelier'
purpose: >-
  folded
  text
members:
  - member: loic
    since: 2024-01
  - {member: ana, since: "2025-02"}
empty:
"""


@pytest.mark.parametrize(
    ("route", "key", "expected"),
    [
        (("circle",), False, (2, 9, 9)),
        (("circle",), True, (2, 1, 6)),
        (("title",), False, (3, 8, 12)),
        (("purpose",), False, (4, 10, 2)),
        (("members", 0, "since"), False, (9, 12, 7)),
        (("members", 0, "since"), True, (9, 5, 5)),
        (("members", 1, "since"), False, (10, 26, 9)),
        (("members", 1), False, (10, 5, 31)),
        (("members", 0), False, (8, 5, 6)),
        (("members",), True, (7, 1, 7)),
        (("members", 0, "until"), False, (8, 5, 6)),
        (("members", 0, "until", "x"), True, (8, 5, 6)),
        (("members", 7, "since"), False, (7, 1, 7)),
        (("empty",), False, (11, 7, 1)),
        (("nothing",), False, (2, 1, 6)),
        ((), False, (2, 1, 6)),
    ],
)
def test_a_route_has_a_place(route: tuple[str | int, ...], key: bool, expected: tuple[int, int, int]) -> None:
    document = read("f", HAND.encode())
    assert document.faults == ()
    assert place(document, "p.yaml", route, key) == Place("p.yaml", *expected)


def test_a_file_without_tree_still_has_a_place() -> None:
    assert place(read("f", b"a: 'x"), "p", ("a", 0)) == Place("p", 1, 1, 1)


def test_nodes_know_where_they_begin_and_end() -> None:
    root = read("f", HAND.encode()).root
    assert isinstance(root, Map)
    title, members = root["title"], root["members"]
    assert isinstance(members, Seq)
    assert (title.line, title.column, title.end_line, title.end_column) == (3, 8, 3, 20)
    assert HAND[title.start : title.end] == "'L''atelier'"
    assert (members.line, members.column, members.end_line, members.flow) == (8, 3, 10, False)
    assert members[1].flow
    assert isinstance(root.keys_at["purpose"], Scalar)
    assert root.keys_at["purpose"].line == 4


def test_what_can_be_mended_blindly_is() -> None:
    assert mended("\ufeffa: e\u0301\r\nb: 1\rc: 2\n".encode()) == "a: é\nb: 1\nc: 2\n".encode()
    assert mended(b"a: \xe9\r\n") == b"a: \xe9\r\n"


# Whichever way a file is read, it means the same.

SEEDS = (
    (
        "# yaml-language-server: $schema=x\n- id: k7m3qa2w\n  date: 2026-10-03\n  hours: 2.5\n  what: Mise à jour\n"
        '- id: k7m3qa2x\n  what: "deux : \\"mots\\" \\\\ \\n"\n'
    ),
    (
        "circle: technique   # the circle\ntitle: 'L''atelier'\npurpose: >-\n  folded\n  over lines\nlit: |+\n  a\n"
        "\n  b\n\nmembers:\n  - member: loic  # c1\n    since: 2024-01\n  -   member: ana\n      since: 2025-02-01\n"
        'links: {a: "x", b: [y, z]}  # links\nempty: []\nnull_one:\ntilde: ~\nmulti: a b\n  c d\n'
    ),
    "members:\n- member: loic\n  domains:\n  - web\n  - seo\n  site: https://x.org/#a\n- member: ana\nsince: 2024-01\n",
)
BITS = [
    *" \n:-#'\"[]{},&*!|>%@`?~\t<=\\",
    "  ",
    "\n  ",
    "\n- ",
    "- ",
    ": ",
    " #",
    "é",
    "\u00a0",
    "\u200b",
    "\x00",
    "\r",
]
BITS += ["\r\n", "...", "---\n", "e\u0301", "\\n", "\\e", "\\u202e", "<<: ", "a: ", "null", "\ufeff", "\u2028", "\x85"]


def mutated(chance: random.Random) -> str:
    text = chance.choice(SEEDS)
    for _ in range(chance.choice([1, 1, 1, 2, 3, 6])):
        at, kind = chance.randrange(len(text) + 1), chance.random()
        lines = text.split("\n")
        one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
        if kind < 0.5:
            text = text[:at] + chance.choice(BITS) + text[at:]
        elif kind < 0.75:
            text = text[:at] + text[at + chance.choice([1, 1, 2, 5]) :]
        elif kind < 0.9:
            lines[one], lines[other] = lines[other], lines[one]
            text = "\n".join(lines)
        else:
            lines[one] = " " * chance.randrange(5) + lines[one].lstrip(" ")
            text = "\n".join(lines)
    return text


def shape(node: Any) -> Any:
    """A tree with all its places."""
    if isinstance(node, Map):
        keys = [(key, node.key_at(key).start, node.key_at(key).end, shape(value)) for key, value in node.items()]
        return "map", node.start, node.end, node.flow, keys
    if isinstance(node, Seq):
        return "seq", node.start, node.end, node.flow, [shape(item) for item in node]
    return str(node), node.start, node.end, node.style


def second_reading(text: str) -> Any:
    """What another YAML library finds; it alone refuses blank lines of unequal indents in a block text."""
    try:
        return YAML(typ="base", pure=True).load(text)
    except YAMLError as error:
        return "quirk" if "more indented follow up line" in str(error) else str(error)


def check_readers_agree(count: int, seed: int) -> None:
    chance = random.Random(seed)
    sound = short = 0
    for _ in range(count):
        text = mutated(chance)
        document = read("f", text.encode())
        assert all(1 <= fault.place.line <= text.count("\n") + 1 and str(fault.message) for fault in document.faults)
        if document.faults:
            continue
        sound += 1
        assert document.text == text
        faults = Faults("f", text)
        long_way = trees.tree(text, faults)
        assert shape(document.root) == shape(long_way)
        assert not faults
        assert second_reading(text) in (bare(long_way), "quirk"), text
        short += quick(text) is not None
    assert sound > count // 5
    assert short > count // 10


def test_readers_agree_on_what_is_sound() -> None:
    check_readers_agree(400, seed=7)


@pytest.mark.slow
def test_readers_agree_on_what_is_sound_at_length() -> None:
    check_readers_agree(20_000, seed=11)


def check_short_way_takes_nothing_unsound(count: int, seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(count):
        text = mutated(chance)
        document = read("f", text.encode())
        if document.faults and not {fault.rule for fault in document.faults} & {
            "control-character",
            "hidden-character",
        }:
            assert quick(text) is None or document.root is not None, text


def test_the_short_way_takes_nothing_that_is_no_yaml() -> None:
    check_short_way_takes_nothing_unsound(1500, seed=3)


@pytest.mark.parametrize(("rule", "data", "line", "column"), BROKEN)
def test_the_parser_in_python_tells_the_same(
    rule: str, data: bytes, line: int, column: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trees, "_parser", lambda: SlowParser)
    found = [(fault.rule, *fault.place[:3]) for fault in read("f", data).faults]
    if data == b'a: "\\ud800"\n':  # it makes a surrogate of it, which is refused under another name
        rule = "control-character"
    elif b"?" in data and rule == "not-yaml":  # it stumbles, and shows where the bracket opens
        column = 4
    assert [one[:3] for one in found] == [(rule, "f", line)]
    assert rule == "control-character" or found[0][3] == column


def test_the_parser_in_python_builds_the_same_tree(monkeypatch: pytest.MonkeyPatch) -> None:
    fast = trees.tree(HAND, Faults("f", HAND))
    monkeypatch.setattr(trees, "_parser", lambda: SlowParser)
    assert shape(trees.tree(HAND, Faults("f", HAND))) == shape(fast)
    assert yaml.load(HAND, yaml.BaseLoader) == bare(fast)
