"""Handles that changed: who had one before, read from as few files as it takes."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping

from coopctl.document.read import read
from coopctl.entry import Sheet, sheet_of, sheet_path
from coopctl.records.kinds import kind_of
from coopctl.snapshot import many
from coopctl.values import Month

_SIGNS = (b"aliases", b"\\")
"""What a member's file holds if it can name a handle from before: the key, plain or with escapes in it."""


def of_members(paths: Iterable[str]) -> list[str]:
    """Those of some paths that are members' records."""
    return [path for path in paths if path.startswith("members/") and kind_of(path)]


def former(files: Mapping[str, bytes], handle: str) -> tuple[str, ...]:
    """The handles a member had before; none for almost everyone, and then nothing is read but their own file."""
    path = f"members/{handle}.yaml"
    data = files.get(path)
    found = () if data is None else _aliases(path, data)
    return tuple(old for old in found if f"members/{old}.yaml" not in files)


def current(files: Mapping[str, bytes], handle: str) -> str:
    """The handle of now of whoever had this one; the same where nobody did."""
    if f"members/{handle}.yaml" in files:
        return handle
    paths = of_members(files)
    return renamed(dict(many(files, paths)), {path[8:-5] for path in paths}).get(handle, handle)


def renamed(members: Mapping[str, bytes], handles: Container[str]) -> dict[str, str]:
    """Handles had before → handles of now, by the members' files; those in ``handles`` are somebody's now."""
    found: dict[str, str] = {}
    for path in sorted(members):
        for old in _aliases(path, members[path]):
            if old not in handles:
                found.setdefault(old, path[8:-5])
    return found


def _aliases(path: str, data: bytes) -> tuple[str, ...]:
    if not any(sign in data for sign in _SIGNS):
        return ()
    root = read(path, data).root
    found = root.get("aliases") if isinstance(root, dict) else None
    return tuple(str(one) for one in found if isinstance(one, str)) if isinstance(found, list) else ()


def sheet_paths(month: Month, member: str, renamed: Mapping[str, str]) -> list[str]:
    """Where a member's lines of a month may lie: under the handle of now, or one they had before."""
    now = renamed.get(member, member)
    return [sheet_path(month, handle) for handle in (now, *(old for old, new in renamed.items() if new == now))]


class Together(Mapping[str, Sheet]):
    """The sheets, each under the handle its member has now.

    A path under the new handle leads to the sheet of a closed month that still lies under an old one; only the
    paths there are are listed.
    """

    def __init__(self, sheets: Mapping[str, Sheet], renamed: Mapping[str, str]) -> None:
        self._sheets, self._renamed = sheets, renamed

    def __getitem__(self, path: str) -> Sheet:
        sheet, found = self._sheets.get(path), sheet_of(path)
        if sheet is None and found and found[1] not in self._renamed:
            paths = sheet_paths(*found, self._renamed)[1:]
            sheet = next((self._sheets[one] for one in paths if one in self._sheets), None)
        if sheet is None:
            raise KeyError(path)
        return sheet._replace(member=self._renamed.get(sheet.member, sheet.member))

    def fetch(self, paths: Iterable[str]) -> None:
        """Read some sheets, all at once, where that can be done."""
        found = getattr(self._sheets, "fetch", None)
        if found is not None:
            found(paths)

    def __iter__(self) -> Iterator[str]:
        return iter(self._sheets)

    def __len__(self) -> int:
        return len(self._sheets)
