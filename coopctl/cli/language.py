"""Which language to speak, decided before anything is said: option, environment, ledger, locale."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from coopctl.words import LANGUAGES

_LEDGER_LANGUAGE = re.compile(rb"""^language:[ \t]*["']?([a-z]{2})\b""", re.MULTILINE)
_CHARTER_HEAD = 8192


def chosen_language(args: Sequence[str], environ: Mapping[str, str]) -> str:
    """The first that names French or English: ``--lang``, ``COOPCTL_LANG``, the ledger, the locale; else French."""
    for name in _candidates(args, environ):
        if name[:2].lower() in LANGUAGES and not name[2:3].isalpha():
            return name[:2].lower()
    return "fr"


def _candidates(args: Sequence[str], environ: Mapping[str, str]) -> Iterator[str]:
    yield from reversed(_given(args, "--lang"))
    yield environ.get("COOPCTL_LANG", "")
    yield _ledger_language(Path(*_given(args, "-C")))
    yield next((environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environ.get(name)), "")


def _given(args: Sequence[str], option: str) -> list[str]:
    """The values an option is given, wherever it stands: ``--lang fr``, ``--lang=fr``, ``-Cdir``."""
    found: list[str] = []
    glue = "=" if option.startswith("--") else ""
    for at, arg in enumerate(args):
        if arg == "--":
            break
        if arg == option:
            found += args[at + 1 : at + 2]
        elif arg.startswith(option + glue):
            found.append(arg[len(option + glue) :])
    return found


def _ledger_language(start: Path) -> str:
    """What the nearest ``coop.yaml`` says, from the folder upward; a look, not a reading."""
    try:
        start = start.resolve()
        for folder in (start, *start.parents):
            if (folder / "coop.yaml").is_file():
                with (folder / "coop.yaml").open("rb") as charter:
                    return charter_language(charter.read(_CHARTER_HEAD))
    except (OSError, ValueError, RuntimeError):
        return ""
    return ""


def charter_language(charter: bytes) -> str:
    """The language a charter names, "" where it names none."""
    match = _LEDGER_LANGUAGE.search(charter[:_CHARTER_HEAD])
    return match[1].decode() if match else ""
