"""What a rule is, and how its docstring is read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Literal, NamedTuple

from coopctl.entry import Entry, Sheet
from coopctl.problem import At, Fault, Severity

Scope = Literal["text", "record", "sheet", "member", "ledger", "day", "payout", "payouts", "exceptions"]
"""What a rule looks at: a file's bytes, one record, one sheet with its Context, all sheets of one member, the records
of governance, those and the day it is, one closed payout beside the sheets it counted, all payouts, or the list of
exceptions. Nothing else: a result is kept for as long as that stays the same."""


class Rule(NamedTuple):
    """A named check. ``page`` is its docstring: one line, why, then Broken and Mended files.

    ``clear`` tells from what sheets and payouts come to, their lines unseen, that the rule has nothing to say of
    them: of ``Pages`` or a ``Page`` with the Context, of all pages of a member, of the ``Footing`` of all payouts.
    Where it is not sure, the rule looks at the lines.
    """

    name: str
    severity: Severity
    scope: Scope
    page: str
    judge: Callable[..., Iterator[Fault]] | None = None
    clear: Callable[..., bool] | None = None

    @property
    def summary(self) -> str:
        """The first line: the fault, in one sentence."""
        return self.page.strip().split("\n", 1)[0].strip()

    @property
    def why(self) -> str:
        """The paragraphs between the first line and the examples, each on one line."""
        body = self.page.strip().partition("\n")[2].partition("Broken:")[0]
        paragraphs = (" ".join(part.split()) for part in body.split("\n\n"))
        return "\n\n".join(part for part in paragraphs if part)

    def example(self, which: Literal["Broken", "Mended"]) -> dict[str, str]:
        """Path → text of an example; the faulty place is marked ``# <- here`` in Broken."""
        _, found, rest = self.page.partition(f"{which}:\n")
        if which == "Broken":
            rest = rest.partition("Mended:\n")[0]
        return _files(rest) if found else {}


def _files(block: str) -> dict[str, str]:
    lines = [line for line in block.splitlines() if line.strip()]
    if not lines:
        return {}
    margin = min(len(line) - len(line.lstrip()) for line in lines)
    files: dict[str, list[str]] = {}
    path = ""
    for line in (line[margin:] for line in lines):
        if not line.startswith(" "):
            path = line.strip()
            files[path] = []
        else:
            files[path].append(line[4:])
    return {path: "".join(f"{line}\n" for line in body) for path, body in files.items()}


def rule(
    scope: Scope, severity: Severity = "error", clear: Callable[..., bool] | None = None
) -> Callable[[Callable[..., Iterator[Fault]]], Rule]:
    """Make a rule of a function; it registers nothing: ``catalogue.RULES`` is the one list."""

    def made(judge: Callable[..., Iterator[Fault]]) -> Rule:
        return Rule(judge.__name__.replace("_", "-"), severity, scope, judge.__doc__ or "", judge, clear)

    return made


def described(name: str, scope: Scope, page: str, severity: Severity = "error") -> Rule:
    """A rule that the reading itself applies: it has a page and no function."""
    return Rule(name, severity, scope, page)


def line_at(sheet: Sheet, index: int, field: str) -> At:
    """Where a field of a line of the board stands."""
    return At(sheet.path, (index, field))


def edit_line(entry: Entry, option: str) -> str:
    """The command that mends a line of the board."""
    return f"coopctl contrib edit {entry.id} {option}"


def nearest(word: str, among: Iterable[str]) -> str | None:
    """The closest known name, None if none is close."""
    import difflib

    return next(iter(difflib.get_close_matches(word, sorted(among), 1, 0.6)), None)
