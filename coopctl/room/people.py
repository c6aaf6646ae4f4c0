"""Who is meant by a name as people say or type it: a handle, a first name, a whole name, a name and an initial."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import NamedTuple

from coopctl.importing.spelling import fold
from coopctl.words import T

ALL = ("tous", "toutes", "tout le monde", "all", "everybody")
NOBODY = ("personne", "aucun", "aucune", "nobody", "none", "0")
BUT = ("sauf", "but", "except")


class People(NamedTuple):
    """The members that may be meant: handle to name (empty where this clone has none), handle to earlier handles."""

    names: Mapping[str, str]
    aliases: Mapping[str, tuple[str, ...]] = {}

    def said(self, handle: str) -> str:
        """How somebody is called on the screen: « Loïc M. », shorter where nobody else has that first name."""
        name = self.names.get(handle) or ""
        first, _, last = name.partition(" ")
        if not name:
            return handle
        alike = sum(1 for one in self.names.values() if one.partition(" ")[0] == first)
        return first if alike == 1 or not last else f"{first} {last[:1]}."

    def listed(self, handles: Iterable[str]) -> str:
        """Several, with commas."""
        return ", ".join(self.said(one) for one in handles)

    def spellings(self, handle: str) -> set[str]:
        """All that names somebody exactly, folded."""
        name = fold(self.names.get(handle) or "")
        first, _, last = name.partition(" ")
        found = {fold(handle), *(fold(one) for one in self.aliases.get(handle, ()))}
        if name:
            found |= {name, first}
        if last:
            found |= {f"{first} {last[:1]}", f"{last} {first}"}
        return found

    def exactly(self, text: str, among: Iterable[str] | None = None) -> tuple[str, ...]:
        """Everybody a text may name; none where it names nobody. One's own handle or whole name settles it."""
        wanted = fold(text)
        if not wanted:
            return ()
        pool = list(self.names if among is None else among)
        best = tuple(one for one in pool if wanted in (fold(one), fold(self.names.get(one) or "")))
        return best if len(best) == 1 else tuple(one for one in pool if wanted in self.spellings(one))

    def certain(self, text: str) -> tuple[str, ...]:
        """Everybody a text may name, where even a handle settles nothing that is somebody else's first name."""
        wanted = fold(text)
        whole = tuple(one for one, name in self.names.items() if wanted and wanted == fold(name))
        return whole or tuple(one for one in self.names if wanted and wanted in self.spellings(one))

    def one(self, text: str, among: Iterable[str] | None = None) -> str:
        """The one a text names, or begins to name. Raises ValueError with why not."""
        pool = list(self.names if among is None else among)
        found = self.exactly(text, pool)
        wanted = fold(text)
        if not found and len(wanted) > 1:
            found = tuple(one for one in pool if any(each.startswith(wanted) for each in self.spellings(one)))
        if len(found) == 1:
            return found[0]
        if found:
            raise ValueError(T("“{seen}” may be {names}", seen=text.strip(), names=[self.whole(one) for one in found]))
        spelt = {each: one for one in pool for each in self.spellings(one)}
        near = get_close_matches(wanted, spelt, 1, 0.7)
        if near:
            better = self.whole(spelt[near[0]])
            raise ValueError(T("nobody here is called “{seen}”; did you mean {name}?", seen=text.strip(), name=better))
        raise ValueError(T("nobody here is called “{seen}”", seen=text.strip()))

    def whole(self, handle: str) -> str:
        """The whole name with the handle."""
        name = self.names.get(handle)
        return f"{name} ({handle})" if name else handle

    def several(self, text: str, among: Iterable[str] | None = None, everybody: Iterable[str] = ()) -> list[str]:
        """Those a list names; « tous », « personne », « sauf Ana, Karim ». Raises ValueError."""
        plain = fold(text)
        if plain in NOBODY or not plain:
            return []
        if plain in ALL:
            return list(everybody)
        first = plain.split()[0]
        if first in BUT:
            rest = text.strip().split(None, 1)
            gone = self.several(rest[1], among) if len(rest) > 1 else []
            return [one for one in everybody if one not in gone]
        parts = [one for one in text.replace(";", ",").split(",") if fold(one)]
        return list(dict.fromkeys(self.one(one, among) for one in parts))
