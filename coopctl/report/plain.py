"""What every form of a finding shares: plain words, where a file is, a fingerprint that stays."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence

from coopctl.problem import Finding
from coopctl.words import Text, visible

_SPACES = {0xA0: " ", 0x202F: " ", 0x2009: " "}


def spaced(text: str) -> str:
    """Typographic spaces as plain ones, for a file, a pipe or another program."""
    return text.translate(_SPACES)


def plain(words: str | Text | None, lang: str) -> str:
    """Words for a machine to carry: one line, numbers as in files, nothing that acts on a screen."""
    said = words.shown(lang, plain=True) if isinstance(words, Text) else words or ""
    return spaced(visible(said))


def under(prefix: str, path: str) -> str:
    """A path of the ledger as seen from the top of the git repository (``prefix`` is the ledger's folder)."""
    folder = prefix.strip("/").removeprefix("./")
    return f"{folder}/{path}" if folder and folder != "." else path


def cells(text: str) -> int:
    """How many columns of a terminal a text takes: 2 for a wide character, 0 for a combining one."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.category(c) in ("Mn", "Me") else 1 + (unicodedata.east_asian_width(c) in "WF") for c in text
    )


def fingerprints(findings: Sequence[Finding], prefix: str) -> list[str]:
    """One name for each finding, the same when lines move: two are never equal, a forge would hide the second."""
    from hashlib import sha256

    met: Counter[tuple[str, ...]] = Counter()
    names = []
    for finding in findings:
        key = (under(prefix, finding.place.path), *finding.key)
        names.append(sha256("\0".join((*key, str(met[key]))).encode("utf-8", "surrogatepass")).hexdigest())
        met[key] += 1
    return names


def count(findings: Sequence[Finding]) -> tuple[int, int, int]:
    """Errors, warnings, and files that hold one."""
    errors = sum(f.severity == "error" for f in findings)
    return errors, len(findings) - errors, len({f.place.path for f in findings})
