"""Some records of a ledger by kind and name, a kind at a time, when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Protocol

from coopctl.document.read import Document
from coopctl.page import Named, entries_of, of_text
from coopctl.records import kinds
from coopctl.records.kinds import Kind
from coopctl.snapshot import many


class Files(Protocol):
    """Where records are read: a ledger."""

    files: Mapping[str, bytes]

    def document(self, path: str) -> Document: ...

    def fetch(self, paths: Iterable[str]) -> None: ...


class Records:
    """Records read against their models. One that cannot be read is absent, and told in ``faults``."""

    def __init__(self, ledger: Files, paths: Iterable[str]) -> None:
        self._ledger = ledger
        self._faults: list[Named] = []
        self._found: dict[str, dict[str, Any]] = {}
        self._paths: dict[str, tuple[Kind, list[str]]] = {}
        for path in paths:
            kind = kinds.kind_of(path)
            assert kind is not None
            self._paths.setdefault(kind.name, (kind, []))[1].append(path)

    @property
    def faults(self) -> list[Named]:
        """What could not be read, of any kind."""
        for kind in self._paths:
            self.of(kind)
        return self._faults

    def one(self, kind: str) -> Any:
        """The record of a kind that has one file, None where it cannot be read."""
        return self.of(kind).get(f"{kind}.yaml")

    def of(self, kind: str) -> dict[str, Any]:
        """The records of a kind by name."""
        if kind not in self._found:
            asked = self._paths.get(kind)
            read = dict(self._read(*asked)) if asked else {}
            paths = asked[1] if asked else []
            self._found[kind] = {_name(path): read[path] for path in paths if read.get(path) is not None}
        return self._found[kind]

    def _read(self, kind: Kind, paths: list[str]) -> Iterator[tuple[str, Any]]:
        if kind.name in _QUICK:
            for path, data in many(self._ledger.files, paths):
                found = _QUICK[kind.name](data)
                yield path, found if found is not None else self._strictly(kind, path)
            return
        self._ledger.fetch(paths)
        for path in paths:
            yield path, self._strictly(kind, path)

    def _strictly(self, kind: Kind, path: str) -> Any:
        from coopctl.records.model import judged

        document = self._ledger.document(path)
        self._faults += of_text(path, document)
        if kind.name == "contributions":
            self._faults += entries_of(path, document)[1]  # a sheet whose path is none: its lines count for nothing
        elif document.root is not None and (model := kind.load()) is not None:
            record, faults = judged(model, path, document.root)
            self._faults += [Named(*one) for one in faults]
            return record
        return None


def _name(path: str) -> str:
    return path.split("/", 1)[1].removesuffix(".yaml") if "/" in path else path


def _payout(data: bytes) -> Any:
    from coopctl.records import quick

    return quick.payout(data)


def _election(data: bytes) -> Any:
    from coopctl.records import quick_election

    return quick_election.election(data)


_QUICK: dict[str, Callable[[bytes], Any]] = {"payouts": _payout, "elections": _election}
"""The short way there is for a kind: what it does not take is read strictly."""
