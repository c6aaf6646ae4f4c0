"""A statement as one page to print: complete in itself, no script, nothing fetched, every text inert."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from coopctl.cli.payout_sheet import Section, Sheet
from coopctl.words import T, Text, language, said, visible

_CSP = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_STYLE = """\
@page { size: A4; margin: 18mm 16mm; }
body { font: 11pt/1.4 system-ui, sans-serif; color: #111; background: #fff; max-width: 178mm; margin: 1rem auto; }
h1 { font-size: 15pt; margin: 0 0 .2rem; }
h2 { font-size: 11pt; margin: 1.2rem 0 .2rem; }
table { width: 100%; border-collapse: collapse; }
td, th { padding: .15rem 0; vertical-align: bottom; text-align: left; overflow-wrap: anywhere; }
td + td, th + td { text-align: right; white-space: nowrap; padding-left: 1rem; }
tr { border-bottom: 1px solid #ddd; break-inside: avoid; }
tfoot tr, .sum tr { border-bottom: 0; font-weight: bold; }
.sum { margin-top: 1.2rem; border-top: 2px solid #111; }
.notice { margin-top: 2rem; font-size: 9pt; }
@media print { body { margin: 0; max-width: none; } h2 { break-after: avoid; } }
"""


def as_html(sheet: Sheet) -> str:
    """The whole page, A4, ready to print or to send."""
    return "\n".join(_lines(sheet)) + "\n"


def _lines(sheet: Sheet) -> Iterator[str]:
    yield f'<!DOCTYPE html>\n<html lang="{language()}">\n<head>\n<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_CSP}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{_inert(sheet.title)}</title>\n<style>\n{_STYLE}</style>\n</head>\n<body>"
    yield f"<p>{_inert(visible(sheet.coop))}</p>\n<h1>{_inert(sheet.title)}</h1>\n<p>{_inert(sheet.state)}</p>"
    for section in sheet.sections:
        yield from _section(section)
    sums = sheet.facts.sums
    yield '<table class="sum"><tbody>'
    yield f"<tr><th>{_inert(T('Hours counted'))}</th><td>{_inert(said(sums.hours, language()))}</td></tr>"
    yield f"<tr><th>{_inert(T('To pay'))}</th><td>{_inert(said(sums.total, language()))}</td></tr>"
    yield f'</tbody></table>\n<p class="notice">{_inert(sheet.facts.notice)}</p>\n</body>\n</html>'


def _section(section: Section) -> Iterator[str]:
    yield f"<h2>{_inert(section.title)}</h2>\n<table><tbody>"
    for row in section.rows:
        amount = "" if section.total is None else _inert(said(row.amount, language()))
        yield f"<tr><td>{_inert(row.words)}</td><td>{amount}</td></tr>"
    yield "</tbody>"
    if section.total is not None:
        total = _inert(said(section.total, language()))
        yield f"<tfoot><tr><th>{_inert(T('total'))}</th><td>{total}</td></tr></tfoot>"
    yield "</table>"


def _inert(words: Text | str) -> str:
    return escape(str(words), quote=False)
