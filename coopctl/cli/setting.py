"""What every command is told: where, who, when, in which language. The only clock of the program is here."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from coopctl.problem import Misuse
from coopctl.values import parse_day
from coopctl.words import T


class Setting(NamedTuple):
    """The answers to the options accepted by every command. A verb takes it as its first parameter."""

    folder: Path
    today: dt.date
    lang: str
    actor: str | None = None
    no_input: bool = False
    quiet: bool = False
    verbose: bool = False
    yes: bool = False

    @property
    def may_ask(self) -> bool:
        """Whether somebody can answer a question: a terminal on both sides, and no ``--no-input``."""
        return not self.no_input and sys.stdin.isatty() and sys.stderr.isatty()


def first_setting(lang: str, environ: Mapping[str, str]) -> Setting:
    """The setting before any option is read. ``COOPCTL_TODAY`` replaces the clock, as ``--today`` does."""
    return Setting(Path(), _today(environ.get("COOPCTL_TODAY")), lang)


def _today(given: str | None) -> dt.date:
    if not given:
        return dt.date.today()
    try:
        return parse_day(given)
    except ValueError as error:
        raise Misuse(T("{option}: {why}", option="COOPCTL_TODAY", why=error.args[0])) from None
