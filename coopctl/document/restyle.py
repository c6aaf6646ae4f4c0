"""A new value in the clothes of the old one: the same quotes, where they can hold it."""

from __future__ import annotations

import re
from itertools import pairwise

from coopctl.characters import sound
from coopctl.document.nodes import Scalar
from coopctl.document.write import bare_text, flow, quoted, scalar
from coopctl.problem import Tree

_HEADING = re.compile(r"[|>](?P<how>[-+0-9]*)(?P<tail>[^\n]*)")
_INDENT = re.compile(r"[ \n]*\n( +)[^ \n]")


def restyled(node: Scalar, value: Tree, in_flow: bool) -> tuple[int, int, str]:
    """What to put for a scalar: from offset, to offset, text. Raises ``ValueError`` as ``emit`` does."""
    words = bare_text(value)
    sound(words)
    if node.style in ("|", ">"):
        return _block(node, words)
    if node.style == "'" and "\n" not in words:
        return node.start, node.end, "'" + words.replace("'", "''") + "'"
    if node.style:
        return node.start, node.end, quoted(words)
    text = flow(value) if in_flow else scalar(value)
    if node.start < node.end:
        return node.start, node.end, text
    return node.start, _blank_end(node.source, node.end), _apart(node.source, node.start) + text


def _apart(source: str, at: int) -> str:
    return "" if source[at - 1 : at].isspace() or at == 0 else " "


def _blank_end(source: str, at: int) -> int:
    """Past the spaces that end a line; ``at`` itself where something follows them."""
    past = at + len(source[at:]) - len(source[at:].lstrip(" "))
    return past if source[past : past + 1] in ("\n", "") else at


def _block(node: Scalar, words: str) -> tuple[int, int, str]:
    """For a text after ``|`` or ``>``: the same with new lines, or one line between double quotes."""
    source = node.source[node.start : node.end]
    end = node.start + len(source.rstrip(" \n"))
    heading = _HEADING.match(source)
    assert heading
    indent = _INDENT.match(source, heading.end())
    lines = words.removesuffix("\n").split("\n")
    if not indent or re.search("[0-9]", heading["how"]) or not lines[0] or any(x != x.strip() for x in lines):
        return node.start, end, quoted(words) + heading["tail"]
    if not lines[-1]:
        return node.start, end, quoted(words) + heading["tail"]
    chomp = "" if words.endswith("\n") else "-"
    body = _unfolded(lines) if node.style == ">" else lines
    text = "\n".join([node.style + chomp + heading["tail"], *(indent[1] + x if x else "" for x in body)])
    return node.start, end, text + ("\n" if not chomp and end == len(node.source) else "")


def _unfolded(lines: list[str]) -> list[str]:
    """Lines as a folded text writes them: where it has one line end, there stands an empty line."""
    body = [lines[0]]
    for before, line in pairwise(lines):
        body += ["", line] if before else [line]
    return body
