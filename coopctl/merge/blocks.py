"""A contribution sheet as blocks of text, one for each line of the board, comments included."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from coopctl.document.nodes import Map, Seq, bare
from coopctl.document.read import SHEET_LIMIT, read
from coopctl.entry import Entry, quick

Value = tuple[Entry | None, tuple[tuple[str, Any], ...]]
"""What a line says, however it is written: the entry, and what is beyond it (all of it where it is unsound)."""


class Block(NamedTuple):
    """A line of the board: what it says, and its own stretch of text with the comments right above."""

    value: Value
    text: str
    margin: int


class Blocks(NamedTuple):
    """A sheet: what stands above the first line, then the lines by id in their order."""

    head: str
    items: Mapping[str, Block]


def parse(data: bytes | None) -> Blocks | None:
    """The blocks of a sheet (none for no file); None where it cannot be read soundly, line by line and by id."""
    if data is None:
        return Blocks("", {})
    document = read("", data, SHEET_LIMIT)
    root = document.root
    if document.faults or not isinstance(root, Seq):
        return None
    if not root:
        return Blocks(document.text[: root.start], {})
    ids = [item.get("id") if isinstance(item, Map) else None for item in root]
    if root.flow or len(set(ids)) < len(ids) or not all(isinstance(one, str) and one for one in ids):
        return None
    dashes = [_dash(document.text, item.start) for item in root]
    starts = [_with_comments(document.text, dash) for dash in dashes]
    ends = [*starts[1:], len(document.text)]
    found = {
        str(name): Block(said(item), document.text[start:end], root.column - 1)
        for name, item, start, end in zip(ids, root, starts, ends, strict=True)
    }
    return Blocks(document.text[: starts[0]], found)


def said(item: Any) -> Value:
    """What an item says, for comparing."""
    tree = bare(item)
    entry = quick(tree) if isinstance(tree, dict) else None
    beyond = {key: value for key, value in tree.items() if entry is None or key.startswith("x-")}
    return entry, tuple(sorted((key, repr(value)) for key, value in beyond.items()))


def _dash(text: str, start: int) -> int:
    """Where the line with an item's dash begins."""
    line = text.rfind("\n", 0, start) + 1
    while not text[line:start].lstrip(" ").startswith("-"):
        line = text.rfind("\n", 0, line - 1) + 1
    return line


def _with_comments(text: str, line: int) -> int:
    """Where the comments right above a line begin; the modeline is the file's own."""
    while line:
        above = text.rfind("\n", 0, line - 1) + 1
        said_above = text[above : line - 1].strip(" ")
        if not said_above.startswith("#") or "yaml-language-server:" in said_above:
            break
        line = above
    return line


def with_comments_of(text: str, other: str, base: str) -> str:
    """A text and, above it, the comment lines that ``other`` added to ``base``."""
    known = {line.strip() for line in (*base.split("\n"), *text.split("\n"))}
    added = [line for line in other.split("\n") if line.lstrip(" ").startswith("#") and line.strip() not in known]
    return "".join(f"{line}\n" for line in added) + text


def assembled(head: str, blocks: list[Block]) -> bytes | None:
    """The sheet of some blocks, all in the margin of the first; None where there are none."""
    if not blocks:
        return None
    margin = blocks[0].margin
    texts = [head, *(_moved(one.text, margin - one.margin) for one in blocks)]
    return "".join([*map(_ended, texts[:-1]), texts[-1]]).encode()


def _ended(text: str) -> str:
    return text if not text or text.endswith("\n") else text + "\n"


def _moved(text: str, by: int) -> str:
    if by > 0:
        return "".join(" " * by + line if line.strip() else line for line in text.splitlines(keepends=True))
    return "".join(line[min(-by, len(line) - len(line.lstrip(" "))) :] for line in text.splitlines(keepends=True))
