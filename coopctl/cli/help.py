"""Pages of help: calm, aligned, within the width of the screen, in the language in use."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from coopctl.cli.everywhere import everywhere
from coopctl.cli.verb import found
from coopctl.manual import is_sample, said_paragraphs, title
from coopctl.words import T, _

if TYPE_CHECKING:
    from coopctl.cli.app import Noun, Root

Rows = Iterable[tuple[str, str]]

_WIDEST_LEFT = 26
_GAP = 2


def root_page(root: Root, ctx: Any) -> str:
    """All commands by occasion, then the options taken everywhere."""
    about = _("coopctl keeps the ledger of a cooperative that shares its governance.")
    parts = [_fill(about), _usage(ctx, _("COMMAND …"))]
    rows = [[(row.name, _(row.help)) for row in occasion.rows] for occasion in root.occasions]
    left = _left(row for group in rows for row in group)
    for occasion, group in zip(root.occasions, rows, strict=True):
        parts.append(_section(_(occasion.title), group, left))
    parts.append(_section(_("With any command:"), [*map(_record, everywhere()), _help_record()]))
    parts.append(_fill(_("One command in detail: coopctl COMMAND --help")))
    return "\n\n".join(parts)


def noun_page(noun: Noun, ctx: Any) -> str:
    """What the noun is, and its verbs."""
    usage = _usage(ctx, _("[VERB] …") if noun.bare else _("VERB …"))
    parts = [usage, _fill(_sentence(_(noun.help or "")))]
    parts.append(_section(_("Verbs:"), [(name, title(found(verb).__doc__)) for name, verb in noun.verbs.items()]))
    if noun.bare:
        said = T("{noun} alone means {noun} {verb}.", noun=ctx.command_path, verb=noun.bare)
        parts.append(_fill(str(said)))
    return "\n\n".join([*parts, _with_any()])


def verb_page(command: Any, ctx: Any) -> str:
    """Usage, what it does, its arguments and options."""
    arguments = [one for one in command.params if one.param_type_name == "argument"]
    options = [one for one in command.params if one.param_type_name == "option" and not one.hidden]
    parts = [_usage(ctx, " ".join([*([_("[OPTIONS]")] if options else []), *map(_piece, arguments)]))]
    parts += [part if is_sample(part) else _fill(part) for part in said_paragraphs(command.help)]
    if arguments:
        parts.append(_section(_("Arguments:"), [(_meta(one), _(one.help or "-")) for one in arguments]))
    if options:
        parts.append(_section(_("Options:"), map(_record, options)))
    return "\n\n".join([*parts, _with_any()])


def _usage(ctx: Any, rest: str) -> str:
    start = f"{_('Usage:')} {ctx.command_path} "
    return _fill(start + rest, after=" " * 4)


def _with_any() -> str:
    flags = " ".join(one.opts[-1] if len(one.opts) == 1 else one.opts[0] for one in everywhere()[:-2])
    return _fill(f"{_('With any command:')} {flags} (coopctl --help)")


def _meta(param: Any) -> str:
    return _(param.metavar or param.name.upper())


def _piece(argument: Any) -> str:
    """An argument as the usage line shows it: between brackets when it may be left out."""
    name = _meta(argument) + ("…" if argument.nargs == -1 else "")
    return name if argument.required else f"[{name}]"


def _record(option: Any) -> tuple[str, str]:
    """Flags and metavar, short flags in a column of their own; and what the option does."""
    flags = ", ".join(option.opts)
    indent = "    " if flags.startswith("--") else ""
    value = "" if option.is_flag else f" {_meta(option)}"
    return indent + flags + value, _(option.help or "-")


def _help_record() -> tuple[str, str]:
    return "-h, --help", _("show this page")


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "?", "!")) else ".")


def _left(rows: Rows) -> int:
    return min(max((len(name) for name, _help in rows), default=0), _WIDEST_LEFT)


def _section(heading: str, rows: Rows, left: int | None = None) -> str:
    rows = list(rows)
    left = left or _left(rows)
    return "\n".join([heading, *(_row(name, text, left) for name, text in rows)])


def _row(name: str, text: str, left: int) -> str:
    indent = " " * (2 + left + _GAP)
    if len(name) > left:
        return f"  {name}\n" + _fill(indent + text, after=indent)
    return _fill(f"  {name:<{left + _GAP}}{text}", after=indent)


def _fill(text: str, after: str = "") -> str:
    """Wrapped at plain spaces only, so that no punctuation leaves its no-break space."""
    return "\n".join(_lines(text, min(shutil.get_terminal_size().columns, 80), after))


def _lines(text: str, width: int, after: str) -> Iterator[str]:
    start = text[: len(text) - len(text.lstrip(" "))]
    line, empty = start, True
    for gap, word in _words(text.lstrip(" ")):
        if not empty and len(line) + len(gap) + len(word) > width:
            yield line
            line, empty = after, True
        line += word if empty else gap + word
        empty = False
    yield line


def _words(text: str) -> Iterator[tuple[str, str]]:
    """Each word with the spaces before it: columns made of spaces stay aligned."""
    gap = ""
    for word in text.split(" "):
        if word:
            yield gap, word
            gap = " "
        else:
            gap += " "
