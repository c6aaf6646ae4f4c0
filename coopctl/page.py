"""A contribution sheet as it is read: its columns at once, its lines when a rule or a sum asks for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from coopctl import entry as lines
from coopctl.columns import Columns, columns
from coopctl.digest import Digest, digest
from coopctl.document import read as reading
from coopctl.document.read import Document
from coopctl.entry import Entry, Sheet, sheet_of
from coopctl.problem import At, Fault
from coopctl.snapshot import many
from coopctl.values import Month
from coopctl.words import T


class Named(NamedTuple):
    """A fault found while reading, under the name of its rule."""

    rule: str
    fault: Fault


class Page:
    """One sheet. ``faults`` is what could not be read in it; the rest is there all the same.

    ``whole`` is False where no line of it could be read, nor even counted.
    """

    def __init__(self, path: str, data: bytes | None) -> None:
        """``path`` is a sheet's path, else ValueError is raised; None stands for a sheet that is not there yet."""
        name = sheet_of(path)
        if name is None:
            raise ValueError(f"not a sheet: {path}")
        self.path = path
        self.month: Month = name[0]
        self.member: str = name[1]
        self.faults: list[Named] = []
        self.whole = True
        found = Columns() if data is None else columns(data) if len(data) <= reading.SHEET_LIMIT else None
        if data is not None and found is None:
            document = reading.read(path, data, reading.SHEET_LIMIT)
            self.whole = isinstance(document.root, list)
            entries, faults = entries_of(path, document)
            self.sheet = Sheet(path, *name, tuple(entries))
            self.faults = [*of_text(path, document), *faults]
            found = Columns.of(entry for _, entry in entries)
        assert found is not None
        self.columns = found

    @cached_property
    def sheet(self) -> Sheet:
        """Its lines, with their place in the file."""
        return Sheet(self.path, self.month, self.member, tuple(enumerate(self.columns.entries())))

    @cached_property
    def digest(self) -> Digest:
        """What it comes to."""
        return digest([(self.month, self.columns)])

    @property
    def text(self) -> str:
        """All that was written of the work."""
        return "\n".join(self.columns.whats)


class Pages(list[Page]):
    """The sheets of one member, oldest first, looked at together."""

    @cached_property
    def digest(self) -> Digest:
        """What they come to."""
        return digest((page.month, page.columns) for page in self)

    @property
    def text(self) -> str:
        """All that was written of the work."""
        return "\n".join([page.text for page in self])


class Sheets(Mapping[str, Sheet]):
    """The sheets of a revision by path, each read when it is asked for; one that cannot be read has no line."""

    def __init__(self, files: Mapping[str, bytes], paths: Iterable[str] | None = None) -> None:
        """``paths`` are those of the sheets, where they are known already."""
        self._files = files
        self._known: dict[str, Page] = {}
        self._paths = dict.fromkeys(filter(sheet_of, files) if paths is None else paths)

    @cached_property
    def _months(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for path in self._paths:
            found.setdefault(path[14:21], []).append(path)
        return found

    def page(self, path: str) -> Page:
        """A sheet with what could not be read in it. Raises KeyError where there is none."""
        if path not in self._known:
            if path not in self._paths:
                raise KeyError(path)
            self._known[path] = Page(path, self._files[path])
        return self._known[path]

    def fetch(self, paths: Iterable[str]) -> None:
        """Read some sheets, all at once."""
        wanted = (path for path in paths if path in self._paths and path not in self._known)
        self._known |= {path: Page(path, data) for path, data in many(self._files, wanted)}

    def of_month(self, month: Month) -> list[str]:
        """The paths of a month's sheets."""
        return self._months.get(str(month), [])

    def __getitem__(self, path: str) -> Sheet:
        return self.page(path).sheet

    def __contains__(self, path: object) -> bool:
        return path in self._paths

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)


def entries_of(path: str, document: Document) -> tuple[list[tuple[int, Entry]], list[Named]]:
    """A sheet's lines from its tree, and a fault for each one that is not as the format says."""
    root = document.root
    if not isinstance(root, list):
        wrong = Fault(At(path), T("a list of lines is expected here"))
        return [], [] if root is None else [Named("wrong-shape", wrong)]
    entries: list[tuple[int, Entry]] = []
    faults: list[Named] = []
    for index, item in enumerate(root):
        found = lines.quick(item)
        if found is None:
            from coopctl.records.contribution import Contribution
            from coopctl.records.model import judged

            record, wrongs = judged(Contribution, path, item, (index,))
            faults += [Named(*one) for one in wrongs]
            found = record.entry() if record is not None else None
        if found is not None:
            entries.append((index, found))
    return entries, faults


def of_text(path: str, document: Document) -> Iterator[Named]:
    """What is wrong with a file's text, under the names of the rules."""
    for one in document.faults:
        fault = Fault(At(path), one.message, one.seen, one.allowed, one.related, one.cure, one.place)
        yield Named(one.rule, fault)
