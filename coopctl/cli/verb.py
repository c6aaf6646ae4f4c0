"""A verb is a function: its first parameter is the setting, its docstring the page, its result the exit code.

A noun is a module: its verbs are its functions marked ``@verb``, in the order written.

The annotations of a verb are evaluated when it is built: import what they name, not for typing only.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from importlib import import_module
from types import ModuleType
from typing import Any, TypeVar, cast

import typer
from typer.core import TyperCommand

from coopctl.cli.everywhere import everywhere
from coopctl.cli.usage import UsageError, in_words, too_many

Function = Callable[..., int | None]
F = TypeVar("F", bound=Function)


def verb(function: F) -> F:
    """Mark a function as a verb. ``list_`` is typed ``list``, ``what_if`` is typed ``what-if``."""
    function.__verb__ = True  # type: ignore[attr-defined]
    return function


def verb_name(function: Function) -> str:
    """The word to type."""
    return function.__name__.rstrip("_").replace("_", "-")


def verbs_of(module: ModuleType) -> dict[str, Function | str]:
    """The verbs of a noun, by the word to type: its tuple ``VERBS``, else its own, in the order written.

    A verb written elsewhere is named in ``VERBS`` as "module.function", and imported when it is asked for.
    """
    if hasattr(module, "VERBS"):
        return {one.rpartition(".")[2].rstrip("_").replace("_", "-"): one for one in module.VERBS}
    return {verb_name(one): one for one in vars(module).values() if getattr(one, "__verb__", False)}


def found(verb: Function | str) -> Function:
    """The function of a verb, its module imported if it was not yet."""
    if not isinstance(verb, str):
        return verb
    module, _, name = verb.rpartition(".")
    return cast(Function, getattr(import_module(f"coopctl.cli.{module}"), name))


class Verb(TyperCommand):
    """A command that takes the options taken everywhere, and says what it cannot understand in our words."""

    allow_extra_args = True

    def get_params(self, ctx: Any) -> list[Any]:
        """Its own options, then those taken everywhere."""
        return [*super().get_params(ctx), *everywhere()]

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the line; raises :class:`~coopctl.problem.Misuse`."""
        try:
            rest = super().parse_args(ctx, args)
        except UsageError as error:
            raise in_words(error, ctx) from None
        if rest:
            raise too_many(rest, ctx)
        return rest

    def get_help(self, ctx: Any) -> str:
        """Its page."""
        from coopctl.cli.help import verb_page

        return verb_page(self, ctx)


def built(function: Function, name: str | None = None) -> TyperCommand:
    """The command that runs a verb. Done for the one verb that is asked for, never for all."""
    app = typer.Typer(add_completion=False, rich_markup_mode=None)
    app.command(name or verb_name(function), cls=Verb, help=function.__doc__)(_handed(function))
    return cast(TyperCommand, typer.main.get_command(app))


def _handed(function: Function) -> Function:
    """The function as the parser wants it: a context first, annotations evaluated once."""
    signature = inspect.signature(function, eval_str=True)
    context = inspect.Parameter("ctx", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=typer.Context)

    def run(ctx: typer.Context, **given: Any) -> int | None:
        from coopctl.cli import show

        show.configure(no_input=ctx.obj.no_input, quiet=ctx.obj.quiet)
        return function(ctx.obj, **given)

    run.__signature__ = signature.replace(parameters=[context, *list(signature.parameters.values())[1:]])  # type: ignore[attr-defined]
    run.__annotations__ = {}
    return run
