"""What French on screen must keep to, as functions that tests of every part use."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]

_ENGLISH = """
    the a an of to and or not is are was were be been it its this that these those with without for from by on in at as
    here there which who what when where why how did do does has have had can cannot could should would will must may
    you your they their them no any all each every only one two other than then so if but
    missing unknown invalid error usage options arguments commands try show write list add day month year hours rate
    date file folder line name word value member circle role sheet ledger coop cooperative option command found
""".split()
# Words of both languages, and words to type.
_BOTH = {
    "on",
    "or",
    "as",
    "a",
    "an",
    "does",
    "date",
    "options",
    "arguments",
    "commands",
    "file",
    "line",
    "role",
    "sheet",
}
_TO_TYPE = {"circle", "list", "add", "show", "member", "ledger", "coop", "option", "try"}
ENGLISH = frozenset(_ENGLISH) - _BOTH - _TO_TYPE
"""Words that stand in English sentences and in no French one."""


class Word(NamedTuple):
    """A word that is never said, and what is said instead."""

    pattern: re.Pattern[str]
    say: str
    unless: tuple[str, ...]
    files: tuple[str, ...]


@lru_cache
def forbidden() -> tuple[Word, ...]:
    """The table of words of ``data/mots.toml``."""
    table = tomllib.loads((ROOT / "tests" / "data" / "mots.toml").read_text("utf-8"))
    return tuple(
        Word(_whole_words(row["never"]), row["say"], tuple(row.get("unless", ())), tuple(row.get("files", ())))
        for row in table["word"]
    )


def _whole_words(words: Iterable[str]) -> re.Pattern[str]:
    patterns = (re.escape(word).replace(r"\*", r"\w*") for word in words)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(patterns)})(?![\w])", re.IGNORECASE)


def prose(text: str) -> str:
    """A text without what is typed or filled in: placeholders, options, commands, samples, file names."""
    text = re.sub(r"\{\w*\}", "…", text)
    text = re.sub(r"`+[^`]*`+", "…", text)
    text = re.sub(r"\b(?:git|coopctl)(?: +(?:--?)?[a-z][\w=.-]*)+", "…", text)
    text = re.sub(r"(?<!\w)--?[a-zA-Z][\w-]*", "…", text)
    return re.sub(r"[\w/.-]+\.(?:ya?ml|json|py|csv|xlsx|ods|toml)\b", "…", text)


def never_said(text: str, files: Iterable[str] = ()) -> list[str]:
    """The forbidden words of a French text, each with what to say; ``files`` are where it comes from."""
    found = []
    for word in forbidden():
        if word.files and files and all(file.startswith(word.files) for file in files):
            continue
        rest = prose(text).replace("\u00a0", " ").replace("\u202f", " ")
        for context in word.unless:
            rest = rest.replace(context, "…")
        found += [f"“{match[0]}”: say {word.say}" for match in word.pattern.finditer(rest)]
    return found


def english_words(text: str) -> list[str]:
    """The English words of a text that should be French."""
    return [word for word in re.findall(r"[^\W\d_]+(?:'[a-z]+)?", prose(text)) if word.lower() in ENGLISH]


def bad_typography(text: str) -> list[str]:
    """Where the house typography is not kept: spaces that may break, curly apostrophes, English quotes."""
    rest = re.sub(r"`+[^`]*`+|https?://\S+|clé: valeur", "…", text)
    rules = {
        "a no-break space goes before ; ? ! »": r"[^\u00a0\u202f\s?!(\[]?(?<![\u00a0\u202f?!(\[])[;?!»]",
        "a no-break space goes before :": r"(?<![\u00a0\u202f])(?<=[^\s]):(?=\s|$)| :(?=\s|$)",
        "a no-break space goes after «": r"«(?![\u00a0\u202f])",
        "apostrophes are straight": r"’",
        "quotes are « »": r"[“”]",
        "no two spaces": r"(?<=\S)  +(?=\S)",
    }
    return [
        f"{rule}: …{rest[max(0, m.start() - 12) : m.end() + 8]}…"
        for rule, p in rules.items()
        for m in re.finditer(p, rest)
    ]
