"""Files as people write them: a random tree in random clothes, comments everywhere, and the tree it should read as."""

from __future__ import annotations

import random
from typing import Any

WORDS = ["réunion", "serveur", "l'atelier", "no", "2.50", "1:30", "Été", "a b", "budget : reste", "# non", "C#", "50 %"]
KEYS = ["id", "date", "circle", "hours", "what", "since", "until", "x-note", "links", "members"]


def leaf(chance: random.Random) -> str:
    return " ".join(chance.choice(WORDS) for _ in range(chance.choice([1, 1, 2, 5])))


def tree(chance: random.Random, depth: int = 0) -> Any:
    """A mapping or list of some size, never empty at the root."""
    kind = chance.random()
    if depth > 2 or (depth and kind < 0.5):
        return leaf(chance)
    size = chance.randrange(0 if depth else 1, 4)
    if kind < 0.75:
        return {key: tree(chance, depth + 1) for key in chance.sample(KEYS, size)}
    return [tree(chance, depth + 1) for _ in range(size)]


class Hand:
    """One person's habits. Every comment has a number, so that a lost one is seen."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.step = chance.choice([2, 2, 3, 4])
        self.offset = chance.choice([0, 0, 2, 4])
        self.dash = chance.choice(["- ", "- ", "-   "])
        self.comments = 0

    def text(self, tree: Any) -> str:
        lines = ["---"] if self.chance.random() < 0.1 else []
        lines += [*self.above(""), *self.block(tree, ""), *self.above("")]
        return "\n".join(lines) + ("\n" if self.chance.random() < 0.8 else "")

    def comment(self) -> str:
        self.comments += 1
        return f"# c{self.comments}."

    def above(self, margin: str) -> list[str]:
        kind = self.chance.random()
        return [margin + self.comment()] if kind < 0.2 else [""] if kind < 0.25 else []

    def behind(self) -> str:
        return "  " + self.comment() if self.chance.random() < 0.2 else ""

    def block(self, tree: Any, margin: str) -> list[str]:
        if not isinstance(tree, (dict, list)):
            return self.scalar("", tree, margin)
        lines: list[str] = []
        for step, value in tree.items() if isinstance(tree, dict) else enumerate(tree):
            lines += self.above(margin)
            lead = f"{margin}{step}:" if isinstance(tree, dict) else margin + self.dash.rstrip()
            lines += self.entry(lead, value, margin, isinstance(tree, dict))
        return lines

    def entry(self, lead: str, value: Any, margin: str, keyed: bool) -> list[str]:
        if not isinstance(value, (dict, list)):
            return self.scalar(lead + self.gap(keyed), value, margin)
        if not value or self.chance.random() < 0.2:
            return [lead + self.gap(keyed) + self.flow(value) + self.behind()]
        if keyed:
            inner = margin + " " * (self.step if isinstance(value, dict) else self.offset)
            return [lead + self.behind(), *self.block(value, inner)]
        inner = margin + " " * len(self.dash)
        lines = self.block(value, inner)
        if lines[0].lstrip(" ").startswith("#") or not lines[0]:
            return [lead, *lines]
        return [margin + self.dash + lines[0][len(inner) :], *lines[1:]]

    def gap(self, keyed: bool) -> str:
        return self.chance.choice([" ", " ", "   "]) if keyed else self.dash[1:]

    def flow(self, value: Any) -> str:
        if isinstance(value, dict):
            inside = ", ".join(f"{key}: {self.flow(one)}" for key, one in value.items())
            return self.chance.choice(["{%s}", "{ %s }"]) % inside if value else "{}"
        if isinstance(value, list):
            return "[" + ", ".join(map(self.flow, value)) + "]"
        return self.quoted(value)

    def quoted(self, value: str) -> str:
        if self.chance.random() < 0.5:
            return "'" + value.replace("'", "''") + "'"
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'

    def scalar(self, lead: str, value: str, margin: str) -> list[str]:
        kind = self.chance.random()
        plain = not any(bit in value for bit in (": ", " #", "# "))
        inner = margin + " " * 6
        if kind < 0.5 and plain:
            return [lead + value + self.behind()]
        if kind < 0.75:
            return [lead + self.quoted(value) + self.behind()]
        words = value.split(" ")
        cut = self.chance.randrange(1, len(words)) if len(words) > 1 else 1
        parts = [" ".join(words[:cut]), " ".join(words[cut:])] if words[cut:] else [value]
        if kind < 0.85 and plain:
            return [lead + parts[0], *(inner + part for part in parts[1:])]
        if kind < 0.92:
            return [lead + ">-" + self.behind(), *(inner + part for part in parts)]
        return [lead + "|-" + self.behind(), inner + value]


def written(chance: random.Random) -> tuple[str, Any]:
    """A file, and its tree."""
    content = tree(chance)
    while not isinstance(content, (dict, list)):
        content = tree(chance)
    return Hand(chance).text(content), content
