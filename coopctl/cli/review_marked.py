"""A page as Markdown for a comment on a forge: what a ledger holds is inert in it, and it is short enough to be taken.

Each value of a ledger stands in ``<code>``, all its punctuation as numeric entities: forges link no name, number,
address or mark inside of it, whether they look at the text, at what Markdown makes of it, or at the page. Between
``@`` or ``:`` and what follows stands an empty comment, for some of them join texts again before they look.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from coopctl.cli.report_parts import Page, Part, right
from coopctl.words import TN, T, Text, language, said, visible

LIMIT = 60_000
"""Forges take some 65,000 characters."""
LONGEST = 200
"""Characters of one value that are shown."""
_SHARES = (400, 200, 100, 50, 20, 10, 5, 2, 1)
_APART = "\ue000"
_PLAIN = " ,.;:()'/+-%=?"


class _Data:
    """A text of a ledger on its way into a sentence."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __words__(self, _language: str) -> str:
        return f"{_APART}{visible(self.text)}{_APART}"


def as_markdown(first: Sequence[Text], page: Page, limit: int = LIMIT) -> str:
    """The lines that come first, then the page; lists are cut, and say so, until all is under the limit."""
    text = ""
    for share in _SHARES:
        text = re.sub(r"\n{3,}", "\n\n", "".join(f"{line}\n" for line in _lines(first, page, share)))
        if len(text) < limit:
            break
    return text if len(text) < limit else "".join(f"- {inert(line)}\n" for line in first)


def _lines(first: Sequence[Text], page: Page, share: int) -> Iterator[str]:
    yield from (f"- {inert(line)}" for line in first)
    for one in page.parts[: 4 * share]:
        yield from _folded(one, share) if one.folded else _part(one, share)
    if len(page.parts) > 4 * share:
        yield from ("", f"{inert(_more(len(page.parts) - 4 * share))}")
    yield from (f"\n{inert(line)}" for line in page.foot)


def _part(one: Part, share: int) -> Iterator[str]:
    yield from ("", f"#### {inert(one.title)}", "")
    yield from _list(one.lines, share)
    if one.rows:
        yield from ("", *_table(one, share), "")
    yield from _list(one.after, share)


def _folded(one: Part, share: int) -> Iterator[str]:
    yield from ("", "<details>", f"<summary>{inert(one.title)}</summary>", "")
    yield from _list(one.lines, share)
    yield from ("", "</details>")


def _list(lines: Sequence[Text], share: int) -> Iterator[str]:
    yield from (f"- {inert(line)}" for line in lines[:share])
    if len(lines) > share:
        yield f"- {inert(_more(len(lines) - share))}"


def _table(one: Part, share: int) -> Iterator[str]:
    places = range(len(one.heads))
    yield _row([inert(T("{head}", head=_Own(head))) for head in one.heads])
    yield _row(["--:" if place in right(one) else ":--" for place in places])
    rows = [*one.rows[:share], *([one.foot] if one.foot is not None else [])]
    yield from (_row([inert(cell) for cell in row]) for row in rows)
    if len(one.rows) > share:
        yield ""
        yield inert(_more(len(one.rows) - share))


class _Own(str):
    """A word of coopctl's own."""

    def __words__(self, _language: str) -> str:
        return str(self)


def _more(count: int) -> Text:
    return TN("and {n} more: coopctl review", "and {n} more: coopctl review", count)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def inert(value: Any) -> str:
    """A sentence or a value in the language on screen, on one line, that can do nothing but be read."""
    shown = said(_wrapped(value), language())
    return "".join(_code(part) if place % 2 else _sentence(part) for place, part in enumerate(shown.split(_APART)))


def _wrapped(value: Any) -> Any:
    """A value with every text of the ledger in it marked as such; what could look like a mark is written out."""
    if isinstance(value, Text):
        return value._replace(values=tuple((name, _wrapped(one)) for name, one in value.values))
    if isinstance(value, (list, tuple)) and not hasattr(value, "__words__"):
        return [_wrapped(one) for one in value]
    if value is None or isinstance(value, str):
        return value if hasattr(value, "__words__") else _Data(value or "")
    return value


def _code(text: str) -> str:
    short = text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
    return f"<code>{''.join(map(_entity, short))}</code>" if short.strip() else ""


def _entity(character: str) -> str:
    if not character.isascii() or character.isalnum() or character == " ":
        return character
    return f"&#x{ord(character):x};{'<!-- -->' if character in '@:' else ''}"


def _sentence(text: str) -> str:
    return "".join(c if not c.isascii() or c.isalnum() or c in _PLAIN else f"&#x{ord(c):x};" for c in text)
