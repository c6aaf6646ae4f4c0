"""What an audit is told of each entry of the history. All of it comes from the store; nothing here reaches git."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import NamedTuple, Protocol

from coopctl.problem import Severity
from coopctl.words import Text


class Blob(NamedTuple):
    """What stands at a path: its mode in git (``100644``) and the id of its content."""

    mode: str
    id: str


class Touched(NamedTuple):
    """A path that differs between an entry and one it comes from; None: it is not there."""

    path: str
    before: Blob | None
    after: Blob | None


class Tree(Protocol):
    """The ledger's files as one entry leaves them."""

    def get(self, path: str) -> bytes | None:
        """The bytes of a file, None where there is none."""
        ...

    def id(self, path: str) -> str | None:
        """A name of what a file or a folder holds: equal names, equal content."""
        ...

    def names(self, folder: str) -> tuple[str, ...]:
        """What stands in a folder, by name; empty where there is none."""
        ...

    @property
    def files(self) -> Mapping[str, bytes]:
        """All files; listing them takes time, so only few rules ask."""
        ...


class Signature(NamedTuple):
    """Who, as git writes them: a name, an address, and when (seconds since 1970)."""

    name: str
    mail: str
    seconds: int

    @property
    def handle(self) -> str:
        """The handle: what stands before the @ of the address."""
        return self.mail.partition("@")[0]


class Sealed(NamedTuple):
    """An entry that comes in with a side: its signature, and what that signs."""

    id: str
    signature: bytes | None
    payload: bytes


class Step(NamedTuple):
    """One entry of the history. ``sides`` has what it changes against each entry it comes from, in their order.

    ``payload`` is what ``signature`` signs; ``doubled``: a line of its head stands twice; ``times``: when those it
    comes from were made; ``base``: what two joined sides come from; ``joined``: the entries of the second side that
    the first one has not; ``first``: the ledger begins here; ``now``: seconds when the audit runs.
    """

    id: str
    parents: tuple[str, ...]
    author: Signature
    committer: Signature
    subject: str
    trailers: Mapping[str, tuple[str, ...]]
    signature: bytes | None
    payload: bytes
    doubled: bool
    sides: tuple[tuple[Touched, ...], ...]
    tree: Tree
    before: tuple[Tree, ...]
    times: tuple[int, ...] = ()
    base: Tree | None = None
    joined: tuple[Sealed, ...] = ()
    first: bool = False
    now: int | None = None

    @property
    def own(self) -> tuple[Touched, ...]:
        """What the entry itself changes: of one that joins two sides, what neither of them had."""
        first, *others = self.sides
        known = [{one.path for one in other} for other in others]
        return tuple(one for one in first if all(one.path in paths for paths in known))

    @property
    def day(self) -> dt.date:
        """The day it was made, in UTC."""
        return dt.datetime.fromtimestamp(self.committer.seconds, dt.UTC).date()

    def trailer(self, name: str) -> str | None:
        """The first value of a trailer."""
        return next(iter(self.trailers.get(name, ())), None)

    @property
    def actor(self) -> str:
        """Whose wish it is: as the entry says, else its author."""
        return self.trailer("Coop-Actor") or self.author.handle


class Lapse(NamedTuple):
    """What is wrong with an entry: the rule, a path and line of the ledger where there is one, and words."""

    commit: str
    rule: str
    message: Text
    path: str | None = None
    line: int | None = None
    severity: Severity = "error"
