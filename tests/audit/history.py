"""Histories of a small cooperative that signs, written as data: entries by hand, on real git objects."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.signing import public, signature
from coopctl.audit.facts import Step
from coopctl.snapshot import Message
from coopctl.store.repo import Repo
from coopctl.store.walk import Walk, listed

BEGAN = 1_790_000_000
"""2026-09-21; each entry is made an hour after the one before."""


@dataclass(frozen=True)
class Entry:
    """An entry to write. ``on`` names the entries it comes from, ``key`` whose key signs it ("" for none)."""

    who: str
    changes: Mapping[str, str | None] = field(default_factory=dict)
    op: str = ""
    records: tuple[str, ...] = ()
    key: str | None = None
    actor: str | None = None
    author: str | None = None
    on: tuple[str, ...] = ()
    hours: int | None = None
    trailers: tuple[tuple[str, str], ...] = ()
    namespace: bytes = b"git"
    modes: Mapping[str, str] = field(default_factory=dict)
    bent: bytes = b""

    def message(self) -> str:
        """Its words."""
        said = [("Coop-Op", self.op)] if self.op else []
        said += [("Coop-Actor", self.actor or self.who)] if self.op or self.actor else []
        said += [("Coop-Record", record) for record in self.records]
        return str(Message(f"{self.op or 'by hand'}: {self.who}", "", (*said, *self.trailers)))


class History:
    """A repository that grows entry by entry."""

    def __init__(self, folder: Path, *, signs: bool = True) -> None:
        self.folder = folder
        self.signs = signs
        subprocess.run(["git", "init", "-q", "-b", "main", str(folder)], check=True)
        for name, value in {"name": "ana", "email": "ana@les-jours.invalid"}.items():
            subprocess.run(["git", "-C", str(folder), "config", f"user.{name}", value], check=True)
        self.repo = Repo(str(folder))
        self.ids: dict[str, str] = {}
        self.tip = ""
        self._hours = 0

    def write(self, entry: Entry, name: str = "") -> str:
        """Write an entry and stand at it; its id."""
        parents = tuple(self.ids[one] for one in entry.on) or ((self.tip,) if self.tip else ())
        self._hours += 1
        seconds = BEGAN + 3600 * (self._hours if entry.hours is None else entry.hours)
        tree = self._tree(parents[0] if parents else None, entry)
        lines = [f"tree {tree}", *(f"parent {one}" for one in parents)]
        author = entry.author or entry.who
        lines += [f"author {author} <{author}@les-jours.invalid> {seconds} +0000"]
        lines += [f"committer {entry.who} <{entry.who}@les-jours.invalid> {seconds} +0000"]
        head, body = "\n".join(lines).encode(), b"\n\n" + entry.message().encode()
        key = (entry.who if entry.key is None else entry.key) if self.signs else ""
        sealed = head
        if key:
            made = signature(key, head + body, entry.namespace)
            sealed = head + b"\ngpgsig " + made.replace(b"\n", b"\n ")
        data = sealed + entry.bent + body
        self.tip = self._git("hash-object", "-t", "commit", "-w", "--stdin", "--literally", data=data)
        self.ids[name or self.tip] = self.tip
        self._git("update-ref", "refs/heads/main", self.tip)
        return self.tip

    def _tree(self, base: str | None, entry: Entry) -> str:
        growing = self.repo.growing()
        root = self.repo.need(base).data[5:45].decode() if base else None
        changes = {path: None if text is None else text.encode() for path, text in entry.changes.items()}
        tree = growing.tree(root, changes)
        if growing.made:
            subprocess.run(["git", "-C", str(self.folder), "unpack-objects", "-q"], input=growing.pack(), check=True)
        for path, mode in entry.modes.items():
            tree = self._with_mode(tree, path, mode)
        return tree

    def _with_mode(self, tree: str, path: str, mode: str) -> str:
        found = self._git("ls-tree", "-r", "--full-tree", tree)
        lines = [f"{mode} {line[7:]}" if line.endswith(f"\t{path}") else line for line in found.split("\n")]
        index = {"GIT_INDEX_FILE": str(self.folder / ".git" / "aside")}
        (self.folder / ".git" / "aside").unlink(missing_ok=True)
        self._git("update-index", "--index-info", data="\n".join(lines).encode() + b"\n", env=index)
        return self._git("write-tree", env=index)

    def _git(self, *args: str, data: bytes = b"", env: Mapping[str, str] | None = None) -> str:
        import os

        done = subprocess.run(
            ["git", "-C", str(self.folder), *args], input=data, check=True, capture_output=True,
            env={**os.environ, **(env or {})},
        )  # fmt: skip
        return done.stdout.decode().strip()

    def files(self) -> dict[str, bytes]:
        """The ledger at the tip."""
        return dict(self.repo.at(self.tip).files)

    def steps(self, since: str | None = None) -> list[Step]:
        """Its entries up to where it stands, those that led to ``since`` left out."""
        ids = listed(self.repo, self.tip, since)
        return list(Walk(self.repo, None if since else ids[0]).steps(ids))


def charter(**more: Any) -> str:
    """The charter of the small cooperative."""
    cap = more.get("cap", "30")
    extra = more.get("extra", "")
    signed = "" if more.get("signed") is False else "signed: true\n"
    return f"""\
format: 1
name: Les Jours
slug: les-jours
rate_caps:
- since: 2018-01-01
  cap: {cap}
statuses:
- status: cape
  title: CAPE
{signed}{extra}"""


def member(handle: str, *keys: str) -> str:
    """A member and their keys."""
    said = "".join(f"- key: {public(one)}\n" for one in keys or (handle,))
    return f"handle: {handle}\nstatuses:\n- status: cape\n  since: 2024-01-01\nkeys:\n{said}"


def line(name: str, day: str = "2026-09-10", hours: str = "2", rate: str = "20", **more: str) -> str:
    """A line of the board."""
    extra = "".join(f"  {key}: {value}\n" for key, value in more.items())
    return f"- id: {name}\n  date: {day}\n  hours: {hours}\n  rate: {rate}\n  what: Travail\n{extra}"
