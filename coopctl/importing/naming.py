"""Handles and slugs for what a source calls by a name or an id: the same ones at each import."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from coopctl.importing.organisation import Known
from coopctl.importing.spelling import fold, tokens
from coopctl.values.slugs import slugged

_LONGEST = 40


class Handles:
    """Who a name or a handle stands for; somebody new gets a handle made of their first name.

    Homonyms are told apart by their order: the first in the file is the first by handle.
    """

    def __init__(self, known: Known) -> None:
        self.known = known
        self.taken = set(known.handles) | set(known.aliases)
        self.by_name: dict[str, list[str]] = {}
        self.by_words: dict[frozenset[str], list[str]] = {}
        self.met: set[str] = set()
        for handle, name in sorted(known.names.items()):
            if handle in known.handles:
                self.learn(handle, name)

    def learn(self, handle: str, name: str) -> None:
        """Remember how somebody is called."""
        if fold(name) and handle not in self.by_name.setdefault(fold(name), []):
            self.by_name[fold(name)].append(handle)
            self.by_words.setdefault(tokens(name), []).append(handle)

    def of_row(self, name: str | None, handle: str | None) -> tuple[str, bool]:
        """The handle of a row of a list of people, and whether they are new. At least one of both is given."""
        if handle:
            now = self.known.aliases.get(handle, handle)
            new = now not in self.taken
            self._take(now, name)
            return now, new
        assert name is not None
        found = next((one for one in self.named(name) if one not in self.met), None)
        if found:
            self.met.add(found)
            return found, False
        made = next(one for one in _handles(name) if one not in self.taken)
        self._take(made, name)
        return made, True

    def _take(self, handle: str, name: str | None) -> None:
        self.taken.add(handle)
        self.met.add(handle)
        if name:
            self.learn(handle, name)

    def named(self, text: str) -> list[str]:
        """Everybody a text may stand for: by handle, else by name, else by its words in another order."""
        bare = text.strip()
        if bare in self.known.aliases or bare in self.taken:
            return [self.known.aliases.get(bare, bare)]
        return self.by_name.get(fold(text)) or (self.by_words.get(tokens(text), []) if len(tokens(text)) > 1 else [])


def _handles(name: str) -> Iterator[str]:
    """A first name; then with the initial of the last word, then with all of it, then numbered."""
    words = slugged(name).split("-")
    first, last = words[0] or "membre", words[-1] if len(words) > 1 else ""
    yield first
    if last:
        yield f"{first}-{last[0]}"
        yield f"{first}-{last}"[:_LONGEST].strip("-")
    number = 2
    while True:
        yield f"{first[: _LONGEST - 4]}-{number}"
        number += 1


class Slugs:
    """Slugs of circles, or of the roles of a circle: the one an id had before, else one made of the title."""

    def __init__(self, taken: Mapping[str, str], ids: Mapping[str, str]) -> None:
        self.taken, self.ids = dict(taken), dict(ids)
        self.own = set(ids.values())
        self.given: set[str] = set()

    def of(self, id: str, title: str, within: str = "", wanted: str | None = None) -> str:
        """The slug (after ``within``) of a thing. What the ledger has under that name already is that thing."""
        found = self.ids.get(id)
        if found and found.startswith(within) and found not in self.given:
            self.given.add(found)
            return found
        for one in _slugs(wanted or slugged(title) or "sans-nom"):
            name = within + one
            # Another thing of this source has the name; one that came otherwise is taken for this one.
            if name not in self.given and name not in self.own:
                self.given.add(name)
                self.taken[name] = title
                return name
        raise AssertionError("numbers do not end")


def _slugs(slug: str) -> Iterator[str]:
    yield slug
    number = 2
    while True:
        yield f"{slug[: _LONGEST - 5].strip('-')}-{number}"
        number += 1
