"""The quick reading of a line and the model give one verdict, and one value."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import ValidationError

from coopctl.document.read import read
from coopctl.document.write import emit
from coopctl.entry import KEYS, Entry, quick, sheet_of, tree
from coopctl.records.contribution import Contribution

GOOD = {"id": "k7m3qa2w", "date": "2026-10-03", "hours": "2.5", "rate": "20", "what": "Migration"}

texts = st.one_of(
    st.sampled_from(
        ["", " ", "2.5", "2,5", "1:30", "-1", "0", "1e3", "1e400", "NaN", ".5", "2.555", "٣", "1_000", "true", "True",
         "no", "2025-02-30", "2026-10-03", "2026-10", "k7m3qa2w", "7e309122", "loic", "..", "Loïc", "a--b", "x" * 41,
         "con"]
    ),
    st.text(max_size=12),
    st.from_regex(r"-?[0-9]{1,10}(\.[0-9]{1,3})?", fullmatch=True),
    st.dates().map(str),
)  # fmt: skip
values = st.one_of(texts, st.lists(texts, max_size=2), st.dictionaries(texts, texts, max_size=2))
keys = st.one_of(st.sampled_from([*KEYS, "x-note", "taux", "houres"]), st.text(max_size=5))
trees = st.one_of(
    st.dictionaries(keys, values, max_size=8),
    st.builds(lambda more: {**GOOD, **more}, st.dictionaries(keys, values, max_size=3)),
    values,
)


def modelled(found: Any) -> Entry | None:
    try:
        return Contribution.model_validate(found).entry()
    except ValidationError:
        return None


@given(trees)
@example(GOOD)
@example({**GOOD, "waived": "true", "until": "2026-10-05", "circle": "technique", "role": "admin-sys"})
@example({**GOOD, "what": "x" * 2001})
@example({**GOOD, "x-own": {"anything": ["goes"]}})
def test_quick_and_the_model_agree(found: Any) -> None:
    assert quick(found) == modelled(found)


@given(st.builds(lambda more: {**GOOD, **more}, st.dictionaries(keys, texts, max_size=4)))
def test_what_is_read_is_written_and_read_again_the_same(found: dict[str, str]) -> None:
    entry = quick(found)
    if entry is None:
        return
    root = read("s", emit([tree(entry)]).encode()).root
    assert quick(root[0]) == entry  # type: ignore[index]


def test_the_order_of_keys_is_that_of_the_model() -> None:
    assert tuple(Contribution.model_fields) == KEYS
    assert set(Entry._fields) == set(KEYS)


@pytest.mark.parametrize(
    "path", ["contributions/2026-13/loic.yaml", "contributions/2026-10/Loic.yaml", "contributions/loic.yaml",
             "members/loic.yaml", "contributions/2026-10/../loic.yaml", "contributions/2026-10/loic.yml"]
)  # fmt: skip
def test_a_path_that_is_no_sheet(path: str) -> None:
    assert sheet_of(path) is None
