"""A noun as a noun is written: the frame is tried on it."""

from __future__ import annotations

import datetime as dt
import os
from typing import Annotated

import typer

from coopctl.cli.options import DryRun, Format, On, Why, argument, one_of, option
from coopctl.cli.setting import Setting
from coopctl.cli.verb import verb
from coopctl.problem import Finding, Place, Refused
from coopctl.values import Hours, parse_hours
from coopctl.words import T

Time = Annotated[Hours, option("--hours", meta="DURATION", help="the time it took", read=parse_hours)]
Day = Annotated[dt.date | None, option("--date", meta="DATE", help="the day", dated=lambda text, today: today)]


@verb
def list_(setting: Setting, format: Format = "text", on: On = None) -> None:
    """List the things there are."""
    print("list", format, on, *setting)


@verb
def add(
    setting: Setting,
    what: Annotated[str, argument(meta="WHAT", help="what was done")],
    hours: Time,
    date: Day = None,
    circle: Annotated[str | None, option("--circle", meta="CIRCLE", help="for which circle")] = None,
    kind: Annotated[
        list[str] | None, option("--kind", meta="a|b", help="of what kind", read=one_of("apple", "bread"))
    ] = None,
    seats: Annotated[int, option("--seats", meta="N", help="how many")] = 1,
    dry_run: DryRun = False,
    message: Why = None,
) -> None:
    """Note what you did for the cooperative.

    Two short sentences that explain when this is of use, long enough that they go over the edge of a narrow screen.

        coopctl thing add "Newsletter" --hours 1.5
    """
    print("add", what, repr(hours), date, circle, kind, seats, dry_run, message)


@verb
def fail(setting: Setting, how: Annotated[str, argument(meta="HOW", help="which way")]) -> int:
    """Fail in one of the ways there are."""
    if how == "rule":
        place = Place("contributions/2026-10/loic.yaml", 6, 9, 2)
        finding = Finding("rate-above-cap", "error", "loic", "rate", place, T("too much: {seen}", seen="\x1b[31m35"))
        raise Refused(T("this was refused"), "coopctl thing add", (finding,))
    ways: dict[str, BaseException] = {
        "bug": ZeroDivisionError("a \x1b[31msecret\nsecond line"),
        "interrupt": KeyboardInterrupt(),
        "disk": OSError(28, "No space left on device", "contributions/2026-10/loic.yaml"),
        "abort": typer.Abort(),
        "eof": EOFError(),
        "pipe": BrokenPipeError(32, "Broken pipe"),
    }
    if how in ways:
        raise ways[how]
    return int(how)


@verb
def pour(setting: Setting) -> None:
    """Pour out more than a pipe holds."""
    print("x" * 1_000_000)
    os.write(2, b"poured\n")
