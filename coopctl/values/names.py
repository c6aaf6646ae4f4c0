"""Handles, ids and short texts: what names and says things in a file, and what no text should say."""

from __future__ import annotations

import re
from collections.abc import Callable

from coopctl.characters import sound
from coopctl.values.days import parse_day
from coopctl.words import N_, T

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)
_ENTRY_ID = re.compile(r"[a-z][a-z2-9]{7}", re.ASCII)
_SOURCE = re.compile(r"[a-z0-9][a-z0-9.:-]{3,79}", re.ASCII)
_LINK = re.compile(r"https://[^\s/?#@]+(?:[/?#]\S*)?")
_RESERVED = {"con", "prn", "aux", "nul", *(f"{n}{i}" for n in ("com", "lpt") for i in range(1, 10))}
MAX_SLUG = 40
MAX_TEXT = 2000


def parse_slug(text: str) -> str:
    """A handle or a slug: the name of a file, and so never a path, a dot or an upper-case letter."""
    if not _SLUG.fullmatch(text) or len(text) > MAX_SLUG or text in _RESERVED:
        raise ValueError(
            T("“{seen}” is not a name for a file: a to z, 0 to 9 and single -, at most 40 characters", seen=text)
        )
    return text


def parse_office(text: str) -> str:
    """What a person can hold: a role as ``circle/role``, or a body by its own name."""
    parts = text.split("/")
    if len(parts) > 2:
        raise ValueError(T("“{seen}” is neither circle/role nor the name of a body", seen=text))
    for part in parts:
        parse_slug(part)
    return text


def parse_dated(text: str) -> str:
    """The name of what happened on a day: the day, then a slug, as in ``2026-10-12-orientation``."""
    if text[10:11] != "-":
        raise ValueError(T("“{seen}” is not a day and a name, as in 2026-10-12-orientation", seen=text))
    parse_day(text[:10])
    parse_slug(text[11:])
    return text


def parse_link(text: str) -> str:
    """The address of a page: https, and neither a name nor a password in it."""
    if not _LINK.fullmatch(text):
        raise ValueError(T("“{seen}” is not the address of a page: https://…", seen=text))
    sound(text)
    return text


def parse_entry_id(text: str) -> str:
    """The id of a contribution: a letter, then seven of a-z 2-9, so that YAML never reads a number."""
    if not _ENTRY_ID.fullmatch(text):
        raise ValueError(T("“{seen}” is not an id: one letter, then seven of a to z and 2 to 9", seen=text))
    return text


def parse_line(text: str) -> str:
    """A line of the board, named in full: ``loic/k7m3qa2w``."""
    handle, slash, entry = text.partition("/")
    if not slash:
        raise ValueError(T("“{seen}” is not a line of the board, as in loic/k7m3qa2w", seen=text))
    return f"{parse_slug(handle)}/{parse_entry_id(entry)}"


def parse_flag(text: str) -> bool:
    """``true`` or ``false``, nothing that only looks like it."""
    if text not in ("true", "false"):
        raise ValueError(T("“{seen}” is neither true nor false", seen=text))
    return text == "true"


def parse_what(text: str) -> str:
    """What was done, in words: anything that is not blank, on one line."""
    if not isinstance(text, str):
        raise ValueError(T("a text is expected here"))
    if not text.strip():
        raise ValueError(T("the text is empty: say in a few words what was done"))
    if len(text) > MAX_TEXT:
        raise ValueError(T("the text has {n} characters, at most {most} are kept", n=len(text), most=MAX_TEXT))
    sound(text)
    return text


def parse_source(text: str) -> str:
    """The fingerprint of the spreadsheet row an entry was read from."""
    if not _SOURCE.fullmatch(text):
        raise ValueError(T("“{seen}” is not a fingerprint written by an import", seen=text))
    return text


_STEMS = (
    "arrêt", "arret", "malad", "hospitalis", "burn", "pression", "enceinte", "grossesse", "handicap", "cancer",
    "thérap", "therap", "sick", "pregnan", "illness", "disab",
)  # fmt: skip
_IBAN_BEGINS = re.compile(r"[A-Z][A-Z][0-9][0-9]")
_TELEPHONE = re.compile(r"(?:0|33[ .\u00a0]?)[1-9](?:[ .\u00a0-]?[0-9]{2}){4}")


def _at_sign(text: str) -> bool:
    return "@" in text


def _iban_begins(text: str) -> bool:
    return _IBAN_BEGINS.search(text) is not None


def _like_a_telephone(text: str) -> bool:
    return _TELEPHONE.search(text) is not None


def _stems(text: str) -> bool:
    folded = text.casefold().replace("ı", "i").replace("i\u0307", "i")
    return any(stem in folded for stem in _STEMS)


_PRIVATE: tuple[tuple[str, Callable[[str], bool], re.Pattern[str]], ...] = (
    (N_("an e-mail address"), _at_sign, re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    (
        N_("an IBAN"),
        _iban_begins,
        re.compile(r"\b[A-Z]{2}[0-9]{2}(?:[ \u00a0]?[A-Z0-9]{4}){3,7}(?:[ \u00a0]?[A-Z0-9]{1,3})?\b"),
    ),
    (
        N_("a telephone number"),
        _like_a_telephone,
        re.compile(r"(?<![\w.])(?:\+33[ .\u00a0]?|0)[1-9](?:[ .\u00a0-]?[0-9]{2}){4}(?![\w])"),
    ),
    (
        N_("a word about health"),
        _stems,
        re.compile(
            r"\b(?:arr[êe]t (?:de travail|maladie)|maladie|malade|hospitalis\w+|burn-?out|d[ée]pression|enceinte"
            r"|grossesse|handicap\w*|cancer|th[ée]rapie|sick leave|pregnan\w+|illness|depression|disab\w+)\b",
            re.IGNORECASE,
        ),
    ),
)
"""What is looked for: its name, what a text must hold to be worth a closer look, and the closer look."""


def private_in(text: str) -> list[str]:
    """The kinds of personal data a text seems to hold (untranslated names)."""
    return [kind for kind, hint, pattern in _PRIVATE if hint(text) and pattern.search(text)]
