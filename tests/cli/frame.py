"""Runs a command line in this process, on the sample noun, and gives what a person would see."""

from __future__ import annotations

import contextlib
import datetime as dt
import io
from pathlib import Path
from typing import NamedTuple

from coopctl import words
from coopctl.cli.app import run
from coopctl.cli.commands import Occasion, Row
from coopctl.cli.ending import ended
from coopctl.cli.setting import Setting

SAMPLE = (Occasion("Every day", (Row("thing", "things, and what they are", "tests.cli.sample"),)),)
TODAY = dt.date(2026, 10, 13)


class Seen(NamedTuple):
    """What a command line gave: exit code, answer, and what was said beside it."""

    code: int
    out: str
    err: str


def typed(*args: str, lang: str = "en", occasions: tuple[Occasion, ...] = SAMPLE) -> Seen:
    """Type ``coopctl …`` in a language."""
    out, err = io.StringIO(), io.StringIO()
    words.set_language(lang)
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            code = run(args, Setting(Path(), TODAY, lang), occasions)
        except (Exception, KeyboardInterrupt) as error:
            code = ended(error)
    return Seen(code, out.getvalue(), err.getvalue())
