"""A page as Markdown: every text of the ledger inert, so that it is read and does nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from coopctl.cli.report_parts import Page, Part, right, words
from coopctl.words import Text, visible

_ACTS = re.compile(r"([\\`*_\[\]{}|~$#@^])")
_OPENS = re.compile(r"^(\s*)([-+:](?=[\s-]|$)|\d+(?=[.)](?:\s|$)))")
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


def plain(text: Text | str) -> str:
    """A text that opens no list, link, table, tag or mention, wherever it stands."""
    found = _ACTS.sub(r"\\\1", visible(str(text))).translate(_ENTITIES)
    return _OPENS.sub(_first, found)


def _first(found: re.Match[str]) -> str:
    space, mark = found.groups()
    return f"{space}{mark}\\" if mark.isdigit() else f"{space}\\{mark}"


def as_markdown(page: Page) -> str:
    """The whole page."""
    return "\n\n".join(_blocks(page)) + "\n"


def _blocks(page: Page) -> Iterator[str]:
    yield f"# {plain(page.title)}"
    yield plain(page.coop)
    for one in page.parts:
        yield f"## {plain(one.title)}"
        yield from map(plain, one.lines)
        if one.rows:
            yield "\n".join(_table(one))
        yield from map(plain, one.after)
    if page.foot:
        yield "---"
    yield from map(plain, page.foot)


def _table(one: Part) -> Iterator[str]:
    numbers = right(one)
    yield _row(tuple(plain(head) for head in one.heads))
    yield _row(tuple("--:" if place in numbers else "---" for place in range(len(one.heads))))
    for row in (*one.rows, *((one.foot,) if one.foot is not None else ())):
        yield _row(tuple(plain(words(cell)) for cell in row))


def _row(cells: tuple[str, ...]) -> str:
    return f"| {' | '.join(cells)} |"
