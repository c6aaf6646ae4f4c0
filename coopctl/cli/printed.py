"""A page to print or to send: complete in itself, no script, nothing fetched, every text inert."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from coopctl.cli.report_parts import Page, Part, right, words
from coopctl.words import Text, language, visible

_CSP = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_BASE = """\
@page { size: A4; margin: 18mm 16mm; }
body { font: 11pt/1.4 system-ui, sans-serif; color: #111; background: #fff; max-width: 178mm; margin: 1rem auto; }
h1 { font-size: 15pt; margin: 0 0 .2rem; }
h2 { font-size: 11pt; margin: 1.2rem 0 .2rem; }
table { width: 100%; border-collapse: collapse; }
"""
_STYLE = """\
caption { text-align: left; font-size: 9pt; }
td, th { padding: .15rem .6rem .15rem 0; vertical-align: top; text-align: left; overflow-wrap: anywhere; }
table { font-size: 9.5pt; margin-top: .3rem; }
thead th { font-weight: bold; vertical-align: bottom; border-bottom: 2px solid #111; }
tbody th { font-weight: normal; }
td.n, th.n { text-align: right; white-space: nowrap; padding-right: 0; padding-left: .6rem; }
thead th.n { white-space: normal; }
tbody tr { border-bottom: 1px solid #ddd; break-inside: avoid; }
tfoot tr { border-top: 2px solid #111; font-weight: bold; }
thead { display: table-header-group; }
p { margin: .2rem 0; }
ul { margin: .2rem 0; padding-left: 1.2rem; }
footer { margin-top: 1.6rem; font-size: 9pt; }
@media print { body { margin: 0; max-width: none; } h2 { break-after: avoid; } section { break-inside: auto; } }
"""
_SLIPS = """\
section { border-top: 1px dashed #111; padding: 4mm 0 10mm; break-inside: avoid; }
section p { margin: 5mm 0; overflow: hidden; }
"""


def head(title: str, style: str) -> Iterator[str]:
    """All that stands before the body of a page; ``title`` is any text."""
    yield f'<!DOCTYPE html>\n<html lang="{language()}">\n<head>\n<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_CSP}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{inert(title)}</title>\n<style>\n{_BASE}{style}</style>\n</head>"


def inert(words: Text | str) -> str:
    """A text that can do nothing on a page but be read."""
    return escape(str(words), quote=False)


def as_html(page: Page) -> str:
    """The whole page, A4, ready to print or to send."""
    return "\n".join(_lines(page)) + "\n"


def _lines(page: Page) -> Iterator[str]:
    yield from head(str(page.title), _STYLE + _SLIPS if page.slips else _STYLE)
    yield f"<body>\n<main>\n<header><p>{inert(visible(page.coop))}</p>\n<h1>{inert(page.title)}</h1></header>"
    for place, one in enumerate(page.parts, 1):
        yield f'<section aria-labelledby="part-{place}">\n<h2 id="part-{place}">{inert(one.title)}</h2>'
        yield from _paragraphs(one.lines)
        yield from _table(one)
        yield from _paragraphs(one.after)
        yield "</section>"
    yield "</main>\n<footer>"
    yield from _paragraphs(page.foot)
    yield "</footer>\n</body>\n</html>"


def _paragraphs(lines: tuple[Text, ...]) -> Iterator[str]:
    yield from (f"<p>{inert(line)}</p>" for line in lines)


def _table(one: Part) -> Iterator[str]:
    if not one.rows:
        return
    numbers = [' class="n"' if place in right(one) else "" for place in range(len(one.heads))]
    cells = zip(numbers, one.heads, strict=True)
    yield "<table>\n<thead><tr>" + "".join(_head(word, mark) for mark, word in cells) + "</tr></thead>\n<tbody>"
    for row in one.rows:
        yield _row([words(value) for value in row], numbers)
    yield "</tbody>"
    if one.foot is not None:
        yield f"<tfoot>{_row([words(value) for value in one.foot], numbers)}</tfoot>"
    yield "</table>"


def _head(word: str, mark: str) -> str:
    return f'<th scope="col"{mark}>{inert(word)}</th>' if word else f"<td{mark}></td>"


def _row(cells: list[str], numbers: list[str]) -> str:
    first, *rest = cells
    found = [f'<th scope="row"{numbers[0]}>{inert(first)}</th>']
    found += [f"<td{mark}>{inert(cell)}</td>" for mark, cell in zip(numbers[1:], rest, strict=True)]
    return f"<tr>{''.join(found)}</tr>"
