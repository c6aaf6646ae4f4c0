"""The names people read of circles and bodies, each looked up when it is said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from coopctl.change.fact import tree


class Titles(Mapping[str, str]):
    """By the short name of a circle or a body, as the branch leaves it, else as it was; they are not listed."""

    def __init__(self, before: Mapping[str, bytes], after: Mapping[str, bytes]) -> None:
        self._sides = (after, before)
        self._found: dict[str, str] = {}

    def __getitem__(self, name: str) -> str:
        if name not in self._found:
            places = [(side, f"{folder}/{name}.yaml") for side in self._sides for folder in ("circles", "bodies")]
            trees = (tree(side.get(path)) or {} for side, path in places)
            self._found[name] = next((one["title"] for one in trees if isinstance(one.get("title"), str)), "")
        if not self._found[name]:
            raise KeyError(name)
        return self._found[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)
