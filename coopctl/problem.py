"""What can be wrong: findings (faults in the ledger, collected) and errors (misuse, raised)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

from coopctl.words import Text

Severity = Literal["error", "warning"]
Route = tuple[str | int, ...]


class Place(NamedTuple):
    """Where in the user's own text: lines and columns count from 1, ``width`` in characters."""

    path: str
    line: int = 1
    column: int = 1
    width: int = 1


class At(NamedTuple):
    """Where in a record, before lines are known: the file and the keys that lead there.

    ``key`` points at the key itself (an unknown key), else at its value. A missing step is shown
    at the nearest parent that is there.
    """

    path: str
    route: Route = ()
    key: bool = False


class Related(NamedTuple):
    """Another place that explains a finding (where the cap is written)."""

    at: At
    message: Text


class Note(NamedTuple):
    """A related place, resolved."""

    place: Place
    message: Text


class Fault(NamedTuple):
    """What a rule says: where, in words, and the way out. The runner adds rule, severity and lines."""

    at: At
    message: Text
    seen: str | None = None
    allowed: str | Text | None = None
    related: tuple[Related | Note, ...] = ()
    cure: str | None = None
    place: Place | None = None
    """Given only where the text cannot be read as a tree, so that no route exists."""


class Finding(NamedTuple):
    """A fault with everything a reader needs."""

    rule: str
    severity: Severity
    record: str
    field: str
    place: Place
    message: Text
    seen: str | None = None
    allowed: str | Text | None = None
    related: tuple[Note, ...] = ()
    cure: str | None = None

    @property
    def key(self) -> tuple[str, str, str]:
        """What stays when lines move: "new in this branch" is a set difference on it."""
        return self.rule, self.record, self.field


class CoopError(Exception):
    """Something foreseen that stops a command; ``code`` is the exit code (DESIGN: frozen)."""

    code = 1

    def __init__(
        self,
        text: Text,
        cure: str | None = None,
        findings: tuple[Finding, ...] = (),
        files: Mapping[str, bytes] | None = None,
    ) -> None:
        """``findings`` are shown with their lines, taken from ``files`` (what would have been written)."""
        super().__init__(text)
        self.text = text
        self.cure = cure
        self.findings = findings
        self.files = files

    def __str__(self) -> str:
        return str(self.text)


class Refused(CoopError):
    """A rule forbids it (exit 1)."""

    code = 1


class Misuse(CoopError):
    """The command was not typed as it should (exit 2)."""

    code = 2


class NotHere(CoopError):
    """No ledger here, or no such record (exit 3)."""

    code = 3


class Unwritable(CoopError):
    """Git, the disk, a lock, a hook or a signature stood in the way (exit 4)."""

    code = 4


class Cancelled(CoopError):
    """The person said no (exit 5)."""

    code = 5


Tree = Any
"""What a document holds once read: dict, list and str, nothing else."""
