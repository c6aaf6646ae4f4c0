"""The command tree: nouns and verbs are imported and built when they are asked for, and only they."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup

from coopctl.cli.commands import OCCASIONS, SYNONYMS, UNLISTED, Occasion, Row
from coopctl.cli.everywhere import everywhere
from coopctl.cli.setting import Setting
from coopctl.cli.usage import UsageError, in_words, no_such_command
from coopctl.cli.verb import Function, built, found, verbs_of
from coopctl.problem import Cancelled
from coopctl.words import T

_HELP = ("-h", "--help")
_BARE = ("list", "show")
"""What a noun alone means: the first of these verbs that it has."""


class Branch(TyperGroup):
    """A group that finds its commands when they are named, and takes the options taken everywhere."""

    def get_params(self, ctx: Any) -> list[Any]:
        """The options taken everywhere."""
        return [*super().get_params(ctx), *everywhere()]

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the line up to the next word; raises :class:`~coopctl.problem.Misuse`."""
        try:
            return super().parse_args(ctx, args)
        except UsageError as error:
            raise in_words(error, ctx) from None

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str, Any, list[str]]:
        """The command that the next word names."""
        command = self.get_command(ctx, args[0])
        if command is None:
            raise no_such_command(args[0], self.list_commands(ctx), SYNONYMS, ctx)
        return args[0], command, args[1:]


class Noun(Branch):
    """``coopctl contrib …``: the verbs of one module; alone, it lists."""

    def __init__(self, row: Row, verbs: dict[str, Function | str]) -> None:
        super().__init__(name=row.name, help=row.help)
        self.verbs = verbs
        self.bare = next((name for name in _BARE if name in verbs), None)

    def list_commands(self, ctx: Any) -> list[str]:
        """The verbs, in the order written."""
        return list(self.verbs)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The verb, built."""
        return built(found(self.verbs[cmd_name])) if cmd_name in self.verbs else None

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """As written, or with the verb that a bare noun means (``coopctl contrib --format json``)."""
        options_only = not args or args[0].startswith("-")
        if self.bare and options_only and not {*args} & {*self.verbs, *_HELP}:
            args = [self.bare, *args]
        return super().parse_args(ctx, args or [_HELP[1]])

    def get_help(self, ctx: Any) -> str:
        """Its page: what it is, and its verbs."""
        from coopctl.cli.help import noun_page

        return noun_page(self, ctx)


class Root(Branch):
    """``coopctl``: the one list of commands; alone, the home screen."""

    def __init__(self, occasions: tuple[Occasion, ...]) -> None:
        super().__init__(name="coopctl", invoke_without_command=True, callback=_nothing)
        self.context_settings = {"help_option_names": list(_HELP)}
        self.occasions = occasions
        self.rows = {row.name: row for occasion in occasions for row in occasion.rows}

    def list_commands(self, ctx: Any) -> list[str]:
        """All of them, in reading order."""
        return list(self.rows)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The noun or verb, its module imported now."""
        row = self.rows.get(cmd_name) or next((one for one in UNLISTED if one.name == cmd_name), None)
        return grown(row) if row else None

    def invoke(self, ctx: Any) -> Any:
        """Run what the line names, or show the home screen."""
        if not ctx._protected_args:
            from coopctl.cli.home import home

            return home(ctx.obj, self.get_help(ctx))
        return super().invoke(ctx)

    def get_help(self, ctx: Any) -> str:
        """The page of all commands."""
        from coopctl.cli.help import root_page

        return root_page(self, ctx)


def grown(row: Row) -> Any:
    """The command of a row: a verb where its module has a verb of that name, else a noun."""
    verbs = verbs_of(import_module(row.where))
    return built(found(verbs[row.name])) if row.name in verbs else Noun(row, verbs)


def run(args: Sequence[str], setting: Setting, occasions: tuple[Occasion, ...] = OCCASIONS) -> int:
    """Run one command line and give its exit code; raises :class:`~coopctl.problem.CoopError`."""
    from coopctl.cli.session import close_all, say_the_rest

    root = Root(occasions)
    try:
        with root.make_context("coopctl", list(args), obj=setting) as ctx:
            code = int(root.invoke(ctx) or 0)
            say_the_rest()
            return code
    except typer.Exit as end:
        return end.exit_code
    except (typer.Abort, EOFError):
        raise Cancelled(T("nothing was done")) from None
    finally:
        close_all()


def _nothing() -> None:
    """A group needs a callback to be run alone."""
