"""What the parser stumbled on, in a member's words: the sentence, and the place to look at."""

from __future__ import annotations

import re
from typing import Any

from coopctl.document.unreadable import Faults
from coopctl.words import T, Text

_COLON = T("“{sign}” begins a value, and there is one on this line already: put a text that holds it in double quotes",
           sign=": ")  # fmt: skip
_INDENT = T("this line does not line up with those above it: same level, same number of spaces before it")
_AFTER = T('nothing can follow here: put the whole text in double quotes, and write \\" for a quote inside it')
_NBSP = T("there is a no-break space here, which YAML does not take for a space: type a plain one")
TAB = T("there is a tab here; write spaces instead, two for each level of indentation")
_UNCLOSED = T("this quote is never closed")
_QUOTE_IT = T("a text cannot begin with this character: put it in double quotes")

_SAYINGS: tuple[tuple[str, str, str, Text], ...] = (
    ("tab character|character '\\\\t'", "not-yaml", "problem", TAB),
    ("cannot start any token|node content", "not-yaml", "problem", _QUOTE_IT),
    ("mapping values", "not-yaml", "problem", _COLON),
    ("sequence entries", "not-yaml", "problem",
     T("“- ” begins a list item, and none can stand here: put a text in double quotes, an item on its own line")),
    ("expected ':'", "not-yaml", "context", T("a key is followed by a colon, a space and its value: key: value")),
    ("unexpected (end of stream|document)", "not-yaml", "context", _UNCLOSED),
    ("',' or", "not-yaml", "context", T("this bracket is never closed, or a comma is missing after it")),
    ("escape|hexa?decimal", "not-yaml", "escape", T("this \\ says nothing known: write \\\\ for a backslash")),
    ("an anchor", "yaml-anchor", "context",
     T("& begins an anchor, which a ledger does not use: put a text that begins with & in double quotes")),
    ("an alias", "yaml-alias", "context",
     T("* begins an alias, which a ledger does not use: put a text that begins with * in double quotes")),
    (" tag", "yaml-tag", "context",
     T("! begins a tag, which a ledger does not use: put a text that begins with ! in double quotes")),
    ("block scalar", "not-yaml", "problem", T("after | or > the text begins on the next line, indented")),
    ("expected key|'-' indicator|<block end>|document start", "not-yaml", "problem", _INDENT),
)  # fmt: skip
_NO_BREAK = re.compile(r"^[ -]*(\u00a0)|:(\u00a0)", re.MULTILINE)


def stumbled(error: Any, faults: Faults) -> None:
    """Add the fault for an error of the parser (a ``YAMLError``, or a ``ValueError`` of the slow one)."""
    text = faults.text
    said = f"{getattr(error, 'context', '')} {getattr(error, 'problem', '')}"
    rule, where, message = next(
        ((rule, where, message) for needle, rule, where, message in _SAYINGS if re.search(needle, said)),
        ("not-yaml", "problem", T("this cannot be read as YAML")),
    )
    start = _start(error, where, text)
    if rule == "not-yaml":
        start, message = _nearer(text, start, message)
    faults.add(rule, start, message, seen=text[start : start + 1].strip() or None)


def _start(error: Any, where: str, text: str) -> int:
    mark = getattr(error, "context_mark" if where == "context" else "problem_mark", None) or getattr(
        error, "problem_mark", None
    )
    start = mark.index if mark else max(text.find("\\U"), 0)
    if where == "escape":
        start = max(text.rfind("\\", 0, start + 1), 0)
    return min(start, max(len(text.rstrip()) - 1, 0))


def _nearer(text: str, start: int, message: Text) -> tuple[int, Text]:
    """A better sentence where the line itself tells what happened."""
    begin = text.rfind("\n", 0, start) + 1
    line = text[begin:].partition("\n")[0]
    above = text.rfind("\n", 0, max(begin - 1, 0)) + 1
    if found := _NO_BREAK.search(text[above : begin + len(line)]):
        return above + found.start(found.lastindex or 0), _NBSP
    lead = line[: start - begin].lstrip(" -")
    if text[start : start + 1] == "\t":
        return start, TAB
    if message is _COLON and ": " not in lead:
        return begin + len(line) - len(line.lstrip()), _INDENT
    if message is _INDENT and lead:
        return start, _AFTER
    return start, message
