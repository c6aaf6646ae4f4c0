"""How a verb declares what it takes, and the options several verbs share.

``meta`` and ``help`` are English sources, collected into the catalogue and said when a page is shown.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Annotated, Any, Literal

import typer

from coopctl.cli.usage import nearest, refused
from coopctl.values import parse_day
from coopctl.words import T, _

Reader = Callable[[str], Any]
DatedReader = Callable[[str, dt.date], Any]


def option(
    *flags: str,
    help: str,
    meta: str = "",
    read: Reader | None = None,
    dated: DatedReader | None = None,
) -> Any:
    """An option, for ``Annotated[TYPE, option("--hours", meta="DURATION", help="…", read=…)]``.

    ``read`` turns the text typed into the value and raises ``ValueError`` with a ``Text``; ``dated``
    is also given today's date (« hier »). A ``bool`` without either is a flag.
    """
    reads = _reads(max(flags, key=len), read, dated)
    parser = str if read or dated else None
    return typer.Option(*flags, metavar=meta or None, help=help, show_default=False, parser=parser, callback=reads)


def argument(*, meta: str, help: str, read: Reader | None = None, dated: DatedReader | None = None) -> Any:
    """A word without a name in front of it, for ``Annotated[TYPE, argument(meta="WHAT", help="…")]``."""
    reads = _reads(meta, read, dated)
    parser = str if read or dated else None
    return typer.Argument(metavar=meta, help=help, show_default=False, parser=parser, callback=reads)


def one_of(*choices: str) -> Reader:
    """A reader of one word among a few."""

    def read(text: str) -> str:
        if text in choices:
            return text
        near = nearest(text, choices)
        if near:
            raise ValueError(T("“{seen}” is not one of {choices}; did you mean {near}?", **_facts(text), near=near))
        raise ValueError(T("“{seen}” is not one of {choices}", **_facts(text)))

    def _facts(text: str) -> dict[str, Any]:
        return {"seen": text, "choices": list(choices)}

    return read


def _reads(name: str, read: Reader | None, dated: DatedReader | None) -> Callable[..., Any] | None:
    if not read and not dated:
        return None

    def callback(ctx: typer.Context, value: Any) -> Any:
        if isinstance(value, (list, tuple)):
            return [callback(ctx, one) for one in value]
        if value is None:
            return None
        try:
            return read(value) if read else dated(value, ctx.obj.today)  # type: ignore[misc]
        except ValueError as error:
            raise refused(_(name), error.args[0] if error.args else "") from None

    return callback


DryRun = Annotated[bool, option("-n", "--dry-run", help="show what would be written, and write nothing")]
Why = Annotated[str | None, option("-m", "--message", meta="WHY", help="why, kept with the record")]
Format = Annotated[
    Literal["text", "json"],
    option("--format", meta="text|json", help="for people or for programs", read=one_of("text", "json")),
]
On = Annotated[dt.date | None, option("--on", meta="DATE", help="the facts of that day", read=parse_day)]
Rev = Annotated[str | None, option("--rev", meta="REV", help="as it was recorded in that revision")]
