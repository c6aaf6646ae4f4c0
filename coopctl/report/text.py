"""Findings for a reader: with the line they are about, or one line each."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from coopctl.problem import Finding, Note, Place
from coopctl.report.excerpt import Lines, excerpt, lines_from
from coopctl.report.plain import cells, count, plain
from coopctl.words import TN, T, Text, visible

_BOLD, _DIM, _RED, _YELLOW, _CYAN, _OFF = (f"\x1b[{n}m" for n in (1, 2, 31, 33, 36, 0))
_GUTTER = 8
_NARROWEST = 20


def text(
    findings: Sequence[Finding],
    text_of: Callable[[str], str | None],
    lang: str,
    color: bool = False,
    width: int = 80,
    read: int | None = None,
) -> str:
    """Every finding with its line, a caret, the places that explain it and the way out.

    ``text_of`` gives the text of a file of the ledger, or None; ``width`` cuts excerpts only, a message
    is never cut; ``read`` is the number of files that were looked at. No newline at the end.
    """
    lines = lines_from(text_of)
    blocks = ["\n".join(_block(finding, lines, lang, color, width)) for finding in findings]
    return "\n\n".join([*blocks, closing(findings, lang, read)])


def concise(findings: Sequence[Finding], lang: str) -> str:
    """One line for each finding, as editors and hooks read them: never wrapped, never coloured."""
    return "\n".join(
        f"{_where(finding.place)} {plain(_label(finding), lang)} {plain(finding.message, lang)}" for finding in findings
    )


def closing(findings: Sequence[Finding], lang: str, read: int | None = None) -> str:
    """« 3 à corriger, 1 remarque, dans 2 fichiers (412 lus). »"""
    errors, warnings, files = count(findings)
    if not findings:
        if read is None:
            return T("Nothing to mend.").shown(lang)
        return TN("Nothing to mend ({n} file read).", "Nothing to mend ({n} files read).", read).shown(lang)
    counts = [TN("{n} error", "{n} errors", errors)] if errors else []
    counts += [TN("{n} warning", "{n} warnings", warnings)] if warnings else []
    counts += [TN("in {n} file", "in {n} files", files)]
    if read is None:
        return T("{counts}.", counts=counts).shown(lang)
    return T("{counts} ({read}).", counts=counts, read=TN("{n} read", "{n} read", read)).shown(lang)


def _block(finding: Finding, lines: Lines, lang: str, color: bool, width: int) -> list[str]:
    paint = _painted if color else _unpainted
    hue = _RED if finding.severity == "error" else _YELLOW
    label = paint(_label(finding).shown(lang), _BOLD, hue)
    first = f"{paint(_where(finding.place), _BOLD)} {label} {visible(finding.message.shown(lang))}"
    shown = _excerpt(finding.place, lines(finding.place), width, lambda caret: paint(caret, _BOLD, hue))
    notes = [_note(note, lang) for note in finding.related]
    return [first, *shown, *notes, *_ways(finding, lang, width, lambda words: paint(words, _CYAN))]


def _excerpt(place: Place, line: str | None, width: int, paint: Callable[[str], str]) -> list[str]:
    if line is None:
        return []
    shown = excerpt(line, place.column, place.width, max(_NARROWEST, width - _GUTTER))
    above = f"{place.line:>5} | {shown.line}".rstrip()
    return [above, f"{'':>5} | {' ' * shown.at}{paint('^' * shown.width)}"]


def _ways(finding: Finding, lang: str, width: int, paint: Callable[[str], str]) -> list[str]:
    """The way out and the manual page: on one line where both fit."""
    ways = [T("why: coopctl explain {rule}", rule=finding.rule).shown(lang)]
    if finding.cure:
        ways.insert(0, T("try: {cure}", cure=finding.cure).shown(lang))
    line = "  " + "        ".join(ways)
    return [paint(line)] if cells(line) <= width else [paint(f"  {way}") for way in ways]


def _note(note: Note, lang: str) -> str:
    return f"  {_where(note.place)} {visible(note.message.shown(lang))}"


def _where(place: Place) -> str:
    return f"{visible(place.path)}:{place.line}:{place.column}:"


def _label(finding: Finding) -> Text:
    if finding.severity == "error":
        return T("error[{rule}]:", rule=finding.rule)
    return T("warning[{rule}]:", rule=finding.rule)


def _painted(words: str, *codes: str) -> str:
    return f"{''.join(codes)}{words}{_OFF}"


def _unpainted(words: str, *codes: str) -> str:
    return words
