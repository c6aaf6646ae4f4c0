"""The options every command takes, before the verb or after it: each one changes the setting."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import typer
from typer.core import TyperOption

from coopctl.cli.setting import Setting
from coopctl.cli.usage import refused
from coopctl.problem import NotHere
from coopctl.values import parse_day, parse_slug
from coopctl.words import LANGUAGES, T, set_language

Change = Callable[[Setting, Any], dict[str, Any]]


@lru_cache
def everywhere() -> tuple[TyperOption, ...]:
    """The options themselves, in the order the home page lists them."""
    return (
        _option("-C", meta="FOLDER", help="work in that folder", change=_folder),
        _option("--as", meta="HANDLE", help="who is typing", change=_actor),
        _option("--today", meta="DATE", help="take that day for today", change=_today),
        _option("--lang", meta="fr|en", help="speak French or English", change=_lang),
        _option("--no-input", help="never ask anything", change=lambda *_: {"no_input": True}),
        _option("--yes", help="answer yes to every confirmation", change=lambda *_: {"yes": True}),
        _option("-q", "--quiet", help="say only what was asked for", change=lambda *_: {"quiet": True}),
        _option("-v", "--verbose", help="say what is done, git included", change=lambda *_: {"verbose": True}),
        _option("--debug", help="show where a fault of coopctl comes from", change=lambda *_: {}),
        _option("--version", help="show the version", change=_version),
    )


def _option(*flags: str, help: str, change: Change, meta: str = "") -> TyperOption:
    def apply(ctx: typer.Context, param: typer.CallbackParam, value: Any) -> None:
        if value is None or value is False:
            return
        try:
            ctx.obj = ctx.obj._replace(**change(ctx.obj, value))
        except ValueError as error:
            raise refused(flags[-1], error.args[0]) from None

    return TyperOption(
        param_decls=[flags[-1].lstrip("-").replace("-", "_") + "_", *flags],
        metavar=meta or None,
        help=help,
        is_flag=not meta,
        default=None if meta else False,
        expose_value=False,
        is_eager=True,
        callback=apply,
    )


def _folder(setting: Setting, value: str) -> dict[str, Any]:
    folder = setting.folder / value
    if not folder.is_dir():
        raise NotHere(T("there is no folder {folder}", folder=str(folder)))
    return {"folder": folder}


def _actor(_: Setting, value: str) -> dict[str, Any]:
    return {"actor": parse_slug(value)}


def _today(_: Setting, value: str) -> dict[str, Any]:
    return {"today": parse_day(value)}


def _lang(_: Setting, value: str) -> dict[str, Any]:
    if value not in LANGUAGES:
        raise ValueError(T("“{seen}” is neither fr nor en", seen=value))
    set_language(value)
    return {"lang": value}


def _version(_: Setting, value: bool) -> dict[str, Any]:
    from coopctl import __version__

    print(f"coopctl {__version__}")
    raise typer.Exit()
