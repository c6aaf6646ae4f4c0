"""What was typed and cannot be understood, in our words: the parser's own errors exist in English only.

Each of them leaves here as a :class:`Misuse` that names what was seen and the next command to type.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, cast

import typer

from coopctl.problem import Misuse
from coopctl.words import T, Text, _

UsageError = cast("type[Exception]", typer.BadParameter.__mro__[1])
"""The parser's base class of usage errors; it has no public name."""


def in_words(error: Any, ctx: typer.Context) -> Misuse:
    """A usage error of the parser, said by us. ``error`` is a :data:`UsageError`."""
    say = _SAYINGS.get(type(error).__name__, _not_understood)
    return Misuse(say(error, ctx), cure=help_command(ctx))


def help_command(ctx: typer.Context) -> str:
    """The command that shows the page of the command at hand."""
    return f"{ctx.command_path} --help"


def missing(option: str) -> Misuse:
    """A value that is needed, where nobody can be asked for it."""
    return Misuse(T("the option {option} is missing", option=option))


def refused(name: str, why: Text | str) -> Misuse:
    """A value of an option or argument that cannot be read, and why."""
    return Misuse(T("{option}: {why}", option=name, why=why))


def too_many(words: Sequence[str], ctx: typer.Context) -> Misuse:
    """Words left over at the end of the line."""
    text = T("“{seen}” is too much here; a text that holds spaces goes between quotes", seen=" ".join(words))
    return Misuse(text, cure=help_command(ctx))


def no_such_command(name: str, known: Iterable[str], synonyms: dict[str, str], ctx: typer.Context) -> Misuse:
    """A noun or verb that does not exist, with the nearest that does. The guess is never run."""
    words = {*known, "--help"}
    near = synonyms.get(name.lower(), "")
    near = near if near in words else nearest(name, words) or ""
    if near:
        text = T("there is no command “{seen}”; did you mean {near}?", seen=name, near=near)
        return Misuse(text, cure=f"{ctx.command_path} {near}")
    return Misuse(T("there is no command “{seen}”", seen=name), cure=help_command(ctx))


def nearest(seen: str, known: Iterable[str]) -> str | None:
    """The known word that looks most like the one seen, None where none does."""
    from difflib import get_close_matches

    return next(iter(get_close_matches(seen.lower(), list(known), n=1)), None)


def _missing(error: Any, ctx: typer.Context) -> Text:
    param = error.param
    if param.param_type_name != "argument":
        return T("the option {option} is missing", option=_longest(param.opts))
    if param.help:
        return T("{name} is missing: {what}", name=_(param.metavar or param.name), what=_(param.help))
    return T("{name} is missing", name=_(param.metavar or param.name))


def _no_such_option(error: Any, ctx: typer.Context) -> Text:
    known = [flag for param in ctx.command.get_params(ctx) for flag in param.opts if flag.startswith("--")]
    near = nearest(error.option_name, known)
    if near:
        return T("there is no option {option} here; did you mean {near}?", option=error.option_name, near=near)
    return T("there is no option {option} here", option=error.option_name)


def _bad_option_use(error: Any, ctx: typer.Context) -> Text:
    params: list[Any] = ctx.command.get_params(ctx)
    flag = any(param.is_flag for param in params if error.option_name in param.opts)
    if flag:
        return T("the option {option} takes no value", option=error.option_name)
    return T("the option {option} needs a value after it", option=error.option_name)


def _bad_value(error: Any, ctx: typer.Context) -> Text:
    if error.param is None:
        return _not_understood(error, ctx)
    option = error.param.param_type_name == "option"
    name = _longest(error.param.opts) if option else _(error.param.metavar or error.param.name)
    return T("{option}: {why}", option=name, why=_expected(error.param.type))


def _expected(kind: Any) -> Text:
    if choices := getattr(kind, "choices", None):
        return T("one of these is expected: {choices}", choices=[str(one) for one in choices])
    if kind.name.startswith("int"):
        return T("a whole number is expected")
    return T("this value cannot be read")


def _not_understood(error: Any, ctx: typer.Context) -> Text:
    return T("this command line was not understood")


def _longest(flags: Sequence[str]) -> str:
    return max(flags, key=len)


_SAYINGS: dict[str, Callable[[Any, typer.Context], Text]] = {
    "MissingParameter": _missing,
    "NoSuchOption": _no_such_option,
    "BadOptionUsage": _bad_option_use,
    "BadParameter": _bad_value,
    "BadArgumentUsage": _not_understood,
}
