"""A statement as one page to print: complete in itself, no script, nothing fetched, every text inert."""

from __future__ import annotations

from collections.abc import Iterator

from coopctl.cli.payout_sheet import Section, Sheet
from coopctl.cli.printed import head, inert
from coopctl.words import T, language, said, visible

_STYLE = """\
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
    yield from head(str(sheet.title), _STYLE)
    yield "<body>"
    yield f"<p>{inert(visible(sheet.coop))}</p>\n<h1>{inert(sheet.title)}</h1>\n<p>{inert(sheet.state)}</p>"
    for section in sheet.sections:
        yield from _section(section)
    sums = sheet.facts.sums
    yield '<table class="sum"><tbody>'
    yield f"<tr><th>{inert(T('Hours counted'))}</th><td>{inert(said(sums.hours, language()))}</td></tr>"
    yield f"<tr><th>{inert(T('To pay'))}</th><td>{inert(said(sums.total, language()))}</td></tr>"
    yield f'</tbody></table>\n<p class="notice">{inert(sheet.facts.notice)}</p>\n</body>\n</html>'


def _section(section: Section) -> Iterator[str]:
    yield f"<h2>{inert(section.title)}</h2>\n<table><tbody>"
    for row in section.rows:
        amount = "" if section.total is None else inert(said(row.amount, language()))
        yield f"<tr><td>{inert(row.words)}</td><td>{amount}</td></tr>"
    yield "</tbody>"
    if section.total is not None:
        total = inert(said(section.total, language()))
        yield f"<tfoot><tr><th>{inert(T('total'))}</th><td>{total}</td></tr></tfoot>"
    yield "</table>"
