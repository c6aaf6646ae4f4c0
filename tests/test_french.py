"""French is whole: every sentence is translated, in the house's words and typography."""

from __future__ import annotations

import ast
import re
import string
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from babel.messages.catalog import Message

from coopctl import words
from coopctl.cli.app import grown
from coopctl.cli.commands import OCCASIONS, Row
from tests.cli.frame import SAMPLE, typed
from tests.cli.test_frame import USAGE
from tests.french import bad_typography, english_words, forbidden, never_said
from tools import messages

ROOT = Path(__file__).resolve().parents[1]
FRENCH = [one for one in messages.read(messages.FRENCH) if one.id]
SAME = {"DATE", "date", "total", "budget", "[OPTIONS]", "N", "IBAN", "rate", "coop.yaml", "question", "NATURE",
        "nature", "animation", "OBJECTION", "objection", "objections", "suspension", "orientation",
        "founding", "minutes", ("{n} min", "{n} min"), ("{n} objection", "{n} objections")}  # fmt: skip
"""Sentences that are the same in both languages."""


def both(message: Message) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The English and the French of an entry, plural forms included."""
    english = message.id if isinstance(message.id, tuple) else (str(message.id),)
    french = message.string if isinstance(message.string, (tuple, list)) else (str(message.string),)
    return tuple(english), tuple(french)


def sources(message: Message) -> list[str]:
    return [path for path, _line in message.locations]


def each(faults: dict[str, object]) -> str:
    return "\n".join(f"{name!r}: {fault}" for name, fault in faults.items() if fault)


# --- the catalogue ---


def test_the_catalogue_follows_the_sources() -> None:
    for path, data in messages.wanted(messages.read(messages.FRENCH)).items():
        assert path.read_bytes() == data, f"{path.relative_to(ROOT)} does not follow the sources: make messages"


def test_every_sentence_has_its_french() -> None:
    assert len(FRENCH) > 100
    assert [one.id for one in messages.untranslated(messages.read(messages.FRENCH))] == []


def test_no_french_is_the_english() -> None:
    same = [one.id for one in FRENCH if both(one)[0] == both(one)[1] and one.id not in SAME]
    assert [one for one in same if re.search("[A-Za-z]{2}", re.sub(r"\{\w*\}", "", str(one)))] == []


def test_both_languages_fill_in_the_same_values() -> None:
    def fields(texts: tuple[str, ...]) -> set[str]:
        return {name for text in texts for _, name, _, _ in string.Formatter().parse(text) if name is not None}

    assert [one.id for one in FRENCH if fields(both(one)[0]) != fields(both(one)[1]) and any(both(one)[1])] == []


def test_the_words_are_those_of_a_cooperative() -> None:
    faults = {str(one.id): [never_said(text, sources(one)) for text in both(one)[1]] for one in FRENCH}
    assert each({name: [f for f in fault if f] for name, fault in faults.items()}) == ""


def test_the_typography_is_french() -> None:
    # Two spaces that lay a line out stand in both languages.
    faults = {
        str(one.id): [bad_typography(re.sub(" +", " ", text) if "  " in str(one.id) else text) for text in both(one)[1]]
        for one in FRENCH
    }
    assert each({name: [f for f in fault if f] for name, fault in faults.items()}) == ""


def test_no_french_is_half_english() -> None:
    faults: dict[str, object] = {
        str(one.id): [w for text in both(one)[1] for w in english_words(text)] for one in FRENCH
    }
    assert each(faults) == ""


def test_every_sentence_can_be_collected() -> None:
    """T and TN take their sentence as it stands: what is computed cannot be translated."""
    computed = []
    for path in sorted((ROOT / "coopctl").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"T", "TN"}):
                continue
            wanted = node.args[: 2 if node.func.id == "TN" else 1]
            if not all(isinstance(one, ast.Constant) for one in wanted):
                computed.append(f"{path.relative_to(ROOT)}:{node.lineno}")
    assert computed == []


# --- the checks themselves are seen to fail ---


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("la paie du mois", 1),
        ("Paiements", 1),
        ("Ce n'est ni un bulletin de paie ni une facture.", 0),
        ("élection sans candidat", 0),
        ("les candidats", 1),
        ("approuvé par un commit poussé", 3),
        ("essayer : git push", 0),
        ("essayer : git merge --abort, puis coopctl sync", 0),
        ("la répartition, une redevabilité", 0),
        ("{commit} de {push}", 0),
    ],
)
def test_forbidden_words_are_found(text: str, faults: int) -> None:
    assert len(never_said(text)) == faults


def test_git_words_may_stand_where_a_clone_is_looked_after() -> None:
    assert never_said("ce commit", ["coopctl/cli/doctor.py"]) == []
    assert never_said("ce commit", ["coopctl/cli/doctor.py", "coopctl/cli/save.py"]) != []


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("il manque : deux", 1),
        ("il manque\u00a0: deux", 0),
        ("quoi ?", 1),
        ("quoi\u00a0?", 0),
        ("à 10:30, `a: b` et https://example.org/?a", 0),
        ("« mot »", 2),
        ("«\u00a0mot\u00a0»", 0),
        ("l’an", 1),
        ("“mot”", 2),
    ],
)
def test_typography_is_checked(text: str, faults: int) -> None:
    assert len(bad_typography(text)) == faults


@pytest.mark.parametrize("text", ["il manque : deux ?", "«mot»", "l’an, « mot »; non", "a!"])
def test_merging_mends_the_typography_it_can(text: str) -> None:
    mended = messages.french(text)
    assert messages.french(mended) == mended
    assert not {"’"} & set(mended)
    assert "« " not in mended


def test_the_table_of_words_is_read() -> None:
    assert len(forbidden()) > 25


# --- what a person sees ---


@pytest.mark.parametrize(("english", "args"), USAGE.items())
def test_every_usage_error_is_french(english: str, args: tuple[str, ...]) -> None:
    seen = typed(*args, lang="fr")
    assert (seen.code, seen.out) == (2, "")
    assert seen.err.startswith("erreur\u00a0: ") or "--lang" in args
    # The sample noun is no part of the product: its own words have no French.
    said = seen.err.replace("what was done", "").replace("WHAT", "")
    assert (english_words(said), never_said(said)) == ([], [])


@pytest.mark.parametrize("how", ["abort", "disk", "bug", "eof"])
def test_every_ending_is_french(how: str) -> None:
    seen = typed("thing", "fail", how, lang="fr")
    assert seen.err.startswith("erreur\u00a0: ")
    said = seen.err.replace("secret", "")
    assert (english_words(said), never_said(said), bad_typography(said.replace("  ", ""))) == ([], [], [])


def _verbs(row: Row) -> list[str]:
    try:
        return list(getattr(grown(row), "verbs", ()))
    except ImportError:  # the page of the noun itself will fail, and say why
        return []


def _pages() -> list[tuple[str, ...]]:
    """Every page of help there is: the root, each noun, each verb."""
    pages: list[tuple[str, ...]] = [()]
    for occasion in OCCASIONS:
        for row in occasion.rows:
            if find_spec(row.where) is not None:
                pages += [(row.name,), *((row.name, name) for name in _verbs(row))]
    return pages


@pytest.mark.parametrize("page", _pages(), ids=" ".join)
def test_every_page_of_help_is_french(page: tuple[str, ...]) -> None:
    seen = typed(*page, "--help", lang="fr", occasions=OCCASIONS)
    assert (seen.code, seen.err) == (0, "")
    said = re.sub(r"(?m)^ {4}\S.*$", "", seen.out)  # samples are typed as they stand
    assert (english_words(said), never_said(said)) == ([], [])
    english = typed(*page, "--help", lang="en", occasions=OCCASIONS).out
    assert {line.strip() for line in seen.out.splitlines()} & {
        line.strip()
        for line in english.splitlines()
        if re.search(r"[a-z]{3} [a-z]{2}", line)
        and "coopctl " not in line
        and not re.search(r"^--\S+ \S+$", line.strip())
    } == set()


def test_every_rule_is_explained_in_french() -> None:
    from coopctl.manual import is_sample, paragraphs

    catalogue = pytest.importorskip("coopctl.rules.catalogue")
    words.set_language("fr")
    english = [
        part
        for rule in catalogue.RULES
        for part in paragraphs(rule.page)
        if not is_sample(part) and words._(part) == part
    ]
    assert english == []


def test_a_sentence_is_french_in_a_real_process(tmp_path: Path) -> None:
    """The compiled catalogue travels with the package and is found without any locale being set."""
    code = "import sys; from coopctl.cli.main import main; sys.exit(main(['--lang', 'fr', 'zzz']))"
    environ = {"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin", "LANG": "C"}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=tmp_path, env=environ)
    assert done.stderr.startswith("erreur\u00a0: il n'y a pas de commande «\u00a0zzz\u00a0»")


def test_the_sample_noun_is_no_part_of_the_product() -> None:
    assert SAMPLE[0].rows[0].where.startswith("tests.")
