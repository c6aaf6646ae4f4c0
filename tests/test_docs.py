"""What is written about the product is true of it: generated pages are fresh, examples are read."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from pydantic import BaseModel, RootModel

from coopctl.check import check
from coopctl.document.read import bare, read
from coopctl.ledger import Ledger
from coopctl.records.kinds import KINDS, kind_of
from coopctl.rules.catalogue import RULES
from coopctl.snapshot import Snapshot
from tests import small
from tests.console import Console, settled
from tools import reference

ROOT = Path(__file__).resolve().parents[1]
TODAY = dt.date(2026, 11, 23)
FORMAT = (ROOT / "docs" / "format.md").read_text("utf-8")
EXAMPLES = dict(re.findall(r"^`([\w./-]+)`\n\n```yaml\n(.*?)```", FORMAT, re.MULTILINE | re.DOTALL))


# --- generated pages ---


def test_generated_pages_follow_the_sources(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--bless"):
        reference.main([])
    assert list(reference.stale()) == [], "python tools/reference.py, or make bless"


def test_every_rule_has_its_pages() -> None:
    for page in ("docs/rules.md", "docs/fr/rules.md"):
        titles = re.findall(r"^## (.+)$", (ROOT / page).read_text("utf-8"), re.MULTILINE)
        assert titles == [rule.name for rule in RULES]


def test_the_french_page_is_french() -> None:
    from tests.french import english_words, never_said

    prose = re.sub(r"```.*?```|^## .*$|`[^`]*`", "", (ROOT / "docs/fr/rules.md").read_text("utf-8"), flags=re.S | re.M)
    assert (sorted(set(english_words(prose))), never_said(prose)) == ([], [])


# --- docs/format.md ---


def test_the_examples_of_the_format_are_one_sound_ledger() -> None:
    decision = "decisions/2026-10-01-enveloppes.yaml"  # a place without a reader yet: only that it is there counts
    files = {decision: small.FILES[decision].encode(), **{path: text.encode() for path, text in EXAMPLES.items()}}
    assert [str(one.message) for one in check(Ledger(Snapshot(files, None)), TODAY)] == []


def test_every_kind_has_an_example_and_every_key_is_shown() -> None:
    shown: dict[str, set[str]] = {}
    for path, text in EXAMPLES.items():
        kind = kind_of(path)
        assert kind, path
        shown.setdefault(kind.name, set()).update(_keys_of(read(path, text.encode()).root))
    for kind in KINDS:
        model = kind.load()
        if model is not None:
            # Lines of a payout have keys that only some kinds of lines need; the schema lists them all.
            missing = set(_fields(model)) - shown.get(kind.name, set()) if kind.name != "payouts" else set()
            assert (kind.name in shown, missing) == (True, set()), kind.name


def test_the_schemas_accept_the_examples_and_refuse_a_typing_error() -> None:
    for path, text in EXAMPLES.items():
        kind = kind_of(path)
        assert kind
        schema = json.loads((ROOT / "schemas" / kind.schema).read_text("utf-8"))
        tree = bare(read(path, text.encode()).root)
        judge = Draft202012Validator(schema)
        faults = [one.message for one in judge.iter_errors(_typed(tree))]
        assert (path, faults) == (path, [])
        wrong = {**tree, "zzz": "1"} if isinstance(tree, dict) else [{**tree[0], "zzz": "1"}]
        assert list(judge.iter_errors(_typed(wrong))), path


def _typed(tree: Any) -> Any:
    """The values as an editor's YAML reads them: true and whole numbers are not texts."""
    if isinstance(tree, dict):
        return {key: _typed(value) for key, value in tree.items()}
    if isinstance(tree, list):
        return [_typed(value) for value in tree]
    if tree in ("true", "false"):
        return tree == "true"
    return int(tree) if re.fullmatch(r"-?(0|[1-9]\d*)", tree) else tree


def _keys_of(tree: Any) -> Iterator[str]:
    if isinstance(tree, dict):
        yield from tree
    for value in tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ():
        yield from _keys_of(value)


def _fields(model: type[BaseModel]) -> Iterator[str]:
    for name, field in model.model_fields.items():
        yield from () if issubclass(model, RootModel) else (name,)
        for inner in _models(field.annotation):
            yield from _fields(inner)


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for one in getattr(annotation, "__args__", ()):
        yield from _models(one)


# --- docs/json.md ---

JSON_PAGE = (ROOT / "docs" / "json.md").read_text("utf-8")
ANSWERS = re.findall(r"^## `coopctl ([^`]+)`\n.*?```json\n(.*?)```", JSON_PAGE, re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration's ledger."""
    from coopctl.cli.demo import _afternoon, _build

    folder = tmp_path_factory.mktemp("json") / "demo"
    with _afternoon():
        _build(folder)
    return folder


@pytest.mark.parametrize(("command", "said"), ANSWERS, ids=[command for command, _ in ANSWERS])
def test_json_has_the_keys_that_are_told(
    command: str, said: str, sample: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    settled(monkeypatch, "en")
    seen = json.loads("\n".join(Console(sample).type(f"coopctl {command}")))
    if request.config.getoption("--bless") and shape(seen) != shape(json.loads(said)):
        page = ROOT / "docs" / "json.md"
        told = json.dumps(shortest(seen), indent=2, ensure_ascii=False) + "\n"
        page.write_text(page.read_text("utf-8").replace(said, told), "utf-8")
        said = told
    assert shape(seen) == shape(json.loads(said)), "a key changed: --bless, and a line in the CHANGELOG"


def test_the_page_of_json_tells_several_commands() -> None:
    assert len(ANSWERS) > 8


def shortest(value: Any) -> Any:
    """An answer with its lists cut to the first items that together still show every key."""
    if isinstance(value, dict):
        return {key: shortest(one) for key, one in value.items()}
    if not isinstance(value, list):
        return value
    enough = next(n for n in range(len(value) + 1) if shape(value[:n]) == shape(value))
    return [shortest(one) for one in value[:enough]] if len(value) > enough else value


def shape(value: Any) -> Any:
    """Keys and kinds of an answer: what a program may rely on. The items of a list are one shape together."""
    if isinstance(value, dict):
        return {key: shape(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_together([shape(one) for one in value])] if value else []
    return "text, number or nothing"


def _together(shapes: list[Any]) -> Any:
    if all(isinstance(one, dict) for one in shapes):
        keys = sorted({key for one in shapes for key in one})
        return {key: _together([one[key] for one in shapes if key in one]) for key in keys}
    lists = [one for one in shapes if isinstance(one, list)]
    if lists:
        inner = [item for one in lists for item in one]
        return [_together(inner)] if inner else []
    found = [one for one in shapes if isinstance(one, dict)]
    return _together(found) if found else shapes[0]
