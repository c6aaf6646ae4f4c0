"""What lies where a file is due and cannot be read as one: a link, a folder, a pipe, a repository, a closed file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from coopctl.snapshot import Snapshot
from coopctl.store.files import OnDisk
from coopctl.store.listing import plain

if TYPE_CHECKING:
    from coopctl.store.repo import Repo

_MODES = {b"120000": "link", b"160000": "repository"}


def odd_files(repo: Repo, snapshot: Snapshot) -> Mapping[str, str]:
    """Path → "link", "folder", "device", "repository", "twice", "closed" or "name", in the folder or in a revision."""
    if isinstance(snapshot.files, OnDisk):
        return snapshot.files.listing.odd
    return _recorded(repo, snapshot.revision) if snapshot.revision else {}


def _recorded(repo: Repo, revision: str) -> dict[str, str]:
    found, seen = dict[str, str](), set[str]()
    listed = repo.git.run("ls-tree", "-r", "-t", "-z", "--full-tree", revision).split(b"\0")
    for head, _, name in (line.partition(b"\t") for line in listed):
        path = name.decode("utf-8", "surrogateescape")
        if not path.startswith(repo.prefix):
            continue
        mode, own = head[:6], path.removeprefix(repo.prefix)
        if own in seen:
            found[own] = "twice"
        elif not plain(own):
            found[own] = "name"
        elif mode in _MODES or (mode == b"040000" and path.endswith(".yaml")):
            found[own] = _MODES.get(mode, "folder")
        seen.add(own)
    return found
