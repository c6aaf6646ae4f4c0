"""Canonical text: one form for each tree, and every YAML reader finds in it the texts that were put there."""

from __future__ import annotations

import datetime as dt
import unicodedata
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from coopctl.characters import odd_characters
from coopctl.document.quick import quick
from coopctl.document.read import SHEET_LIMIT, bare, read
from coopctl.document.write import Raw, as_written, canonical, emit, is_plain, is_text, modeline, reorder
from coopctl.values import Cents, Hours, Month, Rate, parse_when

ENTRY = {
    "id": "k7m3qa2w",
    "date": dt.date(2026, 10, 3),
    "circle": "technique",
    "hours": Hours(250),
    "rate": Rate(2000),
    "what": "Migration du serveur : la suite",
    "waived": True,
}
MODELINE = "# yaml-language-server: $schema=../../schemas/contributions.json"


def test_a_sheet() -> None:
    assert emit([ENTRY, {"id": "a2345678", "until": parse_when("2026-10-04")}], MODELINE) == (
        "# yaml-language-server: $schema=../../schemas/contributions.json\n"
        "- id: k7m3qa2w\n"
        "  date: 2026-10-03\n"
        "  circle: technique\n"
        "  hours: 2.5\n"
        "  rate: 20\n"
        '  what: "Migration du serveur : la suite"\n'
        "  waived: true\n"
        "- id: a2345678\n"
        "  until: 2026-10-04\n"
    )


def test_lists_stand_at_their_parent_s_column() -> None:
    tree = {"handle": "loic", "domains": ["web", "no"], "statuses": [{"status": "esa", "since": Month(2024, 3)}]}
    tree |= {"contributions": {"period": "month", "caps": [[Cents(3050)], []]}, "empty": {}}
    assert emit(tree) == (
        'handle: loic\ndomains:\n- web\n- "no"\nstatuses:\n- status: esa\n  since: 2024-03\n'
        "contributions:\n  period: month\n  caps:\n  - - 30.5\n  - []\nempty: {}\n"
    )


RETYPED = """
    no No yes y N on off True false NULL null ~ 1 1.5 2.50 1e3 7e3091 0o17 0x1F 0b1 1_000 1,000 1:30 12:30:45 2026-10-03
    .5 .inf .nan -1 +1 = << - ? : [a] {a} &a *a !a |a >a @a `a %a #a 'a "a a: a:
"""
SPACED = ["", " a", "a ", "a: b", "a #b", "a\nb", "a\tb", "2026-10-03 10:00", "- a", "--- a", "... a"]


@pytest.mark.parametrize("text", [*RETYPED.split(), *SPACED])
def test_a_text_that_could_be_taken_for_something_else_is_quoted(text: str) -> None:
    assert not is_plain(text)
    written = emit({"a": text})
    assert written.startswith('a: "')
    assert yaml.safe_load(written) == {"a": text}
    assert YAML(typ="safe", pure=True).load(written) == {"a": text}


@pytest.mark.parametrize(
    "text",
    ["technique", "l'atelier", "a:b", "https://x.org/a?b=c#d", "k7m3qa2w", "2026-10", "2026-Q4", "10 heures", "é",
     "(x)", "« Le Monde »", "a [b], {c} & d", "C#", "a - b", "un \"mot\"", "10h30", "nota bene", "x" * 3000],
)  # fmt: skip
def test_an_ordinary_text_stands_without_quotes(text: str) -> None:
    written = emit({"a": text})
    assert written == f"a: {text}\n"
    assert yaml.safe_load(written) == {"a": text}
    assert YAML(typ="safe", pure=True).load(written) == {"a": text}


@pytest.mark.parametrize("text", ["a\x00", "a\x1b[0m", "a\u202eb", "a\u200bb", "a\rb", "e\u0301", "\ufeffa", "a\x85"])
def test_what_could_not_be_read_back_is_not_written(text: str) -> None:
    with pytest.raises(ValueError) as caught:
        emit([{"a": text}])
    assert str(caught.value.args[0])


@pytest.mark.parametrize("leaf", [1.5, None, b"x", dt.datetime(2026, 1, 1), object()])
def test_a_float_is_never_written(leaf: object) -> None:
    with pytest.raises(TypeError):
        emit({"a": leaf})


def test_keys_in_the_model_s_order() -> None:
    order = {(): ["handle", "statuses"], ("statuses",): ["status", "since"]}
    tree = {"x-b": "1", "statuses": [{"since": "2", "x-a": "3", "status": "4"}], "handle": "5"}
    ordered = reorder(tree, lambda path: order.get(path, []))
    assert emit(ordered).split() == (
        'handle: "5" statuses: - status: "4" since: "2" x-a: "3" x-b: "1"'.split()
    )  # fmt: skip


HAND = f"{MODELINE}\nb:   'x'\na:\n  - \"no\"\n  - 2.50\n  - {{c: d}}\n  - >-\n    folded\n    text\nnull_one:\n"


def test_the_canonical_text_of_a_file() -> None:
    document = read("f", HAND.encode())
    assert document.root is not None
    assert canonical(document.text, document.root) == (
        f'{MODELINE}\nb: x\na:\n- "no"\n- 2.50\n- c: d\n- folded text\nnull_one:\n'
    )
    typed = {"a": ["no", Hours(250), {"c": "d"}, "folded text"], "b": "x"}
    assert canonical(document.text, document.root, typed) == (
        f'{MODELINE}\na:\n- "no"\n- 2.5\n- c: d\n- folded text\nb: x\n'
    )


@pytest.mark.parametrize(
    "comment", ["# c\n", "a: 1 # c\n", "b: | # c\n  x\n", "c:\n  # c\n- x\n", "d: {a: 1, # c\n b: 2}\n"]
)
def test_a_file_with_a_comment_is_left_alone(comment: str) -> None:
    text = HAND.replace("b: ", "z: ") + comment.replace("a: 1 #", "y: 1 #")
    document = read("f", text.encode())
    assert document.faults == ()
    assert document.root is not None
    assert canonical(document.text, document.root) is None


def test_a_number_sign_in_a_text_is_no_comment() -> None:
    text = "a: C# et x#y\nb: \"# x\"\nc: |\n  # x\nd: 'it''s # y'\n"
    document = read("f", text.encode())
    assert document.root is not None
    assert canonical(document.text, document.root) == (
        'a: C# et x#y\nb: "# x"\nc: "# x\\n"\nd: "it\'s # y"\n'
    )  # fmt: skip


def test_the_modeline_is_the_first_line_only() -> None:
    assert modeline(f"{MODELINE}  \na: 1\n") == MODELINE
    assert modeline(f"a: 1\n{MODELINE}\n") is None


LETTERS = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\u0338")
AWKWARD = [
    "no",
    "1:30",
    "2.50",
    "null",
    "2026-10-03",
    "a: b",
    "a #b",
    "- a",
    '"',
    "\\",
    "\n",
    "\t",
    "'",
    " x",
    "x ",
    "~",
]
TEXTS = st.one_of(
    st.sampled_from(AWKWARD),
    st.text(st.sampled_from("a1 :#-\"'\\\n\t,[]{}é\u00a0.e+_0xn|>&*!?%@`=~<"), max_size=12),
    st.text(LETTERS, max_size=12),
).filter(lambda text: not any(odd_characters(text)) and unicodedata.is_normalized("NFC", text))
LEAVES = st.one_of(
    TEXTS,
    st.dates(),
    st.booleans(),
    st.integers(-(10**6), 10**6),
    st.integers(-(10**6), 10**6).map(Hours),
    st.sampled_from([Month(2026, 10), parse_when("2024-03"), parse_when("2024-03-05"), Raw("2.5")]),
)
WORDS = TEXTS.filter(lambda text: bool(text) and text == text.strip() and text != "<<")
KEYS = st.one_of(st.sampled_from(["id", "what", "x-note", "no", "1", "term_months"]), WORDS)
TREES = st.recursive(
    st.one_of(st.dictionaries(KEYS, LEAVES, max_size=4), st.lists(LEAVES, max_size=4)),
    lambda inner: st.one_of(st.dictionaries(KEYS, inner | LEAVES, max_size=4), st.lists(inner | LEAVES, max_size=4)),
    max_leaves=12,
)


def worded(tree: Any) -> Any:
    """The texts a reader that types nothing must find."""
    if isinstance(tree, dict):
        return {key: worded(value) for key, value in tree.items()}
    if isinstance(tree, list):
        return [worded(item) for item in tree]
    if isinstance(tree, bool):
        return str(tree).lower()
    return str(getattr(tree, "stored", tree))


def texts_survive(tree: Any, loaded: Any) -> None:
    """Every text is that text to a reader that types by looks; what is no text is not compared."""
    if isinstance(tree, dict):
        assert list(loaded) == list(tree)
        for key, value in tree.items():
            texts_survive(value, loaded[key])
    elif isinstance(tree, list):
        assert len(loaded) == len(tree)
        for one, other in zip(tree, loaded, strict=True):
            texts_survive(one, other)
    elif is_text(tree):
        assert type(loaded) is str
        assert loaded == tree


def check_written(tree: Any) -> None:
    written = emit(tree)
    document = read("f", written.encode(), SHEET_LIMIT)
    assert document.faults == ()
    assert document.root is not None
    assert bare(document.root) == worded(tree)
    assert emit(as_written(document.root)) == written
    texts_survive(tree, yaml.load(written, yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader))
    texts_survive(tree, YAML(typ="safe", pure=True).load(written))


@given(TREES)
@settings(max_examples=150, deadline=None)
def test_what_is_written_is_read_back(tree: Any) -> None:
    check_written(tree)


@pytest.mark.slow
@given(TREES)
@settings(max_examples=5000, deadline=None)
def test_what_is_written_is_read_back_at_length(tree: Any) -> None:
    check_written(tree)


ENTRIES = st.lists(
    st.fixed_dictionaries(
        {"id": st.just("k7m3qa2w"), "date": st.dates(), "hours": st.integers(0, 2400).map(Hours), "what": TEXTS},
        optional={"circle": st.sampled_from(["technique", "no", "1e5"]), "waived": st.just(True)},
    ),
    min_size=1,
    max_size=4,
)


@given(ENTRIES)
@settings(max_examples=150, deadline=None)
def test_what_is_written_is_read_the_short_way(entries: list[Any]) -> None:
    written = emit(entries, MODELINE)
    if "\t" not in written and " #" not in written:
        assert bare(quick(written)) == worded(entries)


def test_a_plain_text_of_two_paragraphs_is_written_between_quotes() -> None:
    document = read("f", b"a: one\n\n  two\nb: 1\n")
    assert document.root is not None
    assert document.faults == ()
    text = canonical(document.text, document.root)
    assert text == 'a: "one\\ntwo"\nb: 1\n'
    assert bare(read("f", text.encode()).root) == bare(document.root)
