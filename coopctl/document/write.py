"""The canonical text of a tree: one way to write each thing, and no YAML library to do it.

Two-space indent, lists at their parent's column, one line per value, LF, one final newline. A text stands without
quotes where YAML 1.1 and YAML 1.2 both read that same text, else between double quotes.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Sequence

from coopctl.characters import sound
from coopctl.document.comments import comments
from coopctl.document.nodes import Node
from coopctl.document.quick import OPENERS
from coopctl.problem import Tree
from coopctl.values import Month, Period, When

_RETYPED = {"y", "n", "yes", "no", "on", "off", "true", "false", "null", "inf", "nan"}
_LIKE_A_NUMBER = re.compile(r"[0-9][0-9a-fA-FxXoOtTzZ_.,:+\- ]*")
_MONTH = re.compile(r"[0-9]{4}-[0-9]{2}")
_FLOW = re.compile(r"[,\[\]{}:]")
_MODELINE = re.compile(r"#[ \t]*yaml-language-server:[^\n]*")


class Raw(str):
    """Text to write as it is, without quotes: a number or a date already in its one form."""

    __slots__ = ()


def emit(tree: Tree, modeline: str | None = None) -> str:
    """The text of a tree of dict and list, whose keys are in the order to be written.

    A leaf is a ``str`` (a text), a ``date``, ``When``, ``Month``, ``Period``, ``bool`` or ``int``, a value with
    ``.stored`` (hours, rates, cents) or :class:`Raw`. ``modeline`` is a first line, the ``#`` included. Raises
    ``ValueError`` for a text that no file may hold (a control or invisible character, not NFC), ``TypeError``
    for a leaf of another kind, ``float`` among them.
    """
    lines = [modeline] if modeline else []
    lines += block(tree) if isinstance(tree, (dict, list)) else [scalar(tree)]
    return "\n".join(lines) + "\n"


def block(tree: Tree, step: int = 2, offset: int = 0) -> list[str]:
    """The lines of a mapping or list at column 0; ``offset`` sets lists that much deeper than their key."""
    if not tree:
        return ["{}" if isinstance(tree, dict) else "[]"]
    if isinstance(tree, dict):
        return [line for key, value in tree.items() for line in _pair(key, value, step, offset)]
    return [line for item in tree for line in hung("- ", item, step, offset)]


def _pair(key: str, value: Tree, step: int, offset: int) -> Iterator[str]:
    name = scalar(str(key))
    if not value or not isinstance(value, (dict, list)):
        yield f"{name}: {inline(value)}".rstrip(" ")
        return
    yield f"{name}:"
    margin = " " * (step if isinstance(value, dict) else offset)
    yield from (margin + line for line in block(value, step, offset))


def hung(lead: str, item: Tree, step: int = 2, offset: int = 0) -> Iterator[str]:
    """An item of a list behind its dash; ``lead`` is the dash and what separates it ("-   ")."""
    margin = lead
    for line in block(item, step, offset) if isinstance(item, (dict, list)) else [scalar(item)]:
        yield (margin + line).rstrip(" ")
        margin = " " * len(lead)


def inline(tree: Tree) -> str:
    """A tree on one line, as inside ``[ ]`` or ``{ }``; a leaf stands alone."""
    if isinstance(tree, dict):
        return "{" + ", ".join(f"{flow(str(key))}: {flow(value)}" for key, value in tree.items()) + "}"
    return "[" + ", ".join(map(flow, tree)) + "]" if isinstance(tree, list) else scalar(tree)


def flow(leaf: Tree) -> str:
    """What stands between brackets: there a comma or a bracket in a text needs quotes."""
    if isinstance(leaf, (dict, list)):
        return inline(leaf)
    text = scalar(leaf)
    return quoted(text) if is_text(leaf) and text[0] != '"' and _FLOW.search(text) else text


def is_text(leaf: Tree) -> bool:
    """Whether a leaf is words, to be quoted where it could be taken for something else."""
    return isinstance(leaf, str) and not isinstance(leaf, (Raw, When))


def scalar(leaf: Tree) -> str:
    """One leaf, quoted where it must be. Raises as :func:`emit` does."""
    if is_text(leaf):
        sound(leaf)
        return str(leaf) if is_plain(leaf) else quoted(leaf)
    return bare_text(leaf)


def bare_text(leaf: Tree) -> str:
    """The text of a leaf without quotes, whatever it is. Raises ``TypeError`` for a kind a ledger does not have."""
    if isinstance(leaf, (str, Month, Period)):
        return str(leaf)
    if isinstance(leaf, bool):
        return "true" if leaf else "false"
    if isinstance(leaf, dt.date) and not isinstance(leaf, dt.datetime):
        return leaf.isoformat()
    if hasattr(leaf, "stored"):
        return str(leaf.stored)
    if isinstance(leaf, int):
        return str(leaf)
    raise TypeError(f"a file of a ledger holds no {type(leaf).__name__}")


def is_plain(text: str) -> bool:
    """Whether a text may stand without quotes: YAML 1.1 and 1.2 read it, on one line, as that same text."""
    if not text or not (text[0].isalnum() or text[0] in OPENERS) or text[-1] in ": ":
        return False
    if ": " in text or " #" in text or "\n" in text or "\t" in text:
        return False
    if text[0].isdecimal() and _LIKE_A_NUMBER.fullmatch(text):
        return bool(_MONTH.fullmatch(text))
    return text.lower() not in _RETYPED


def quoted(text: str) -> str:
    """A text between double quotes."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def reorder(tree: Tree, order: Callable[[tuple[str, ...]], Sequence[str]], path: tuple[str, ...] = ()) -> Tree:
    """The same tree with its keys in the model's order, unknown keys last as they came.

    ``order`` gives the keys of the mapping at a path of keys (the items of a list share the list's path).
    """
    if isinstance(tree, list):
        return [reorder(item, order, path) for item in tree]
    if not isinstance(tree, dict):
        return tree
    keys = [key for key in order(path) if key in tree]
    keys += [key for key in tree if key not in keys]
    return {key: reorder(tree[key], order, (*path, key)) for key in keys}


def as_written(node: Node) -> Tree:
    """A tree read from a file, its plain values marked to be written plain again."""
    if isinstance(node, dict):
        return {str(key): as_written(value) for key, value in node.items()}
    if isinstance(node, list):
        return [as_written(item) for item in node]
    return Raw(node) if node.plain and "\n" not in node else str(node)


def modeline(text: str) -> str | None:
    """The first line of a text, where it tells editors which schema the file follows."""
    found = _MODELINE.match(text)
    return found[0].rstrip() if found else None


def canonical(text: str, root: Node, tree: Tree = None) -> str | None:
    """The canonical text of a soundly read file; None where it holds a comment beside its modeline.

    ``tree`` is the same content with the model's types and order, where the caller knows them.
    """
    first = modeline(text)
    if len(comments(text, root)) > bool(first):
        return None
    return emit(as_written(root) if tree is None else tree, first)
