"""What a clone was shown to be sound up to, and what in a clone would let its history look otherwise than it is.

The two points live in the git folder of the clone: whoever verifies chooses what to trust, never what is verified.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from coopctl.audit.facts import Lapse
from coopctl.store.disk import replace
from coopctl.store.onto import base_of
from coopctl.store.remote import descends, main_tip, on_main
from coopctl.words import T

if TYPE_CHECKING:
    import subprocess

    from coopctl.store.repo import Repo


_FRUGAL = ("core.deltaBaseCacheLimit=8m", "core.packedGitWindowSize=1m", "core.packedGitLimit=16m")


class Trust(NamedTuple):
    """``start`` is where verifying began, ``verified`` the last entry found sound; None: not yet."""

    start: str | None = None
    verified: str | None = None


def _path(repo: Repo) -> str:
    return os.path.join(repo.common_dir or "", "coopctl", "trust.json")


def trusted(repo: Repo) -> Trust:
    """The two points of this clone."""
    try:
        with open(_path(repo), encoding="utf-8") as file:
            told = json.load(file)
    except (FileNotFoundError, ValueError):
        return Trust()
    said = (told.get(name) if isinstance(told, dict) else None for name in Trust._fields)
    return Trust(*(one if isinstance(one, str) else None for one in said))


def trust(repo: Repo, points: Trust) -> None:
    """Keep them for next time."""
    os.makedirs(os.path.dirname(_path(repo)), exist_ok=True)
    replace(_path(repo), json.dumps(points._asdict()).encode() + b"\n", 0o600)


def obstacles(repo: Repo) -> Iterator[Lapse]:
    """What hides a part of the history, or shows another in its place."""
    assert repo.common_dir is not None
    if os.path.exists(os.path.join(repo.common_dir, "shallow")):
        text = T("this clone holds only the end of the history: git fetch --unshallow brings the rest")
        yield Lapse("", "shallow", text)
    if os.path.exists(os.path.join(repo.common_dir, "info", "grafts")):
        yield Lapse("", "grafts", T("a file of this clone (info/grafts) gives entries other parents than they have"))
    for ref in repo.git.run("for-each-ref", "--format=%(refname)", "refs/replace/").decode().split():
        text = T("this clone shows another entry in the place of {entry}", entry=ref.rpartition("/")[2][:8])
        yield Lapse(ref.rpartition("/")[2], "replaced", text)


def strays(repo: Repo, points: Trust, tip: str) -> Iterator[Lapse]:
    """A tip that does not come from where verifying began, or from what was verified last: something was dropped.

    A proposal, or an earlier entry, need not hold what was verified last; the main branch must.
    """
    line = tip if tip == repo.head() and on_main(repo) else main_tip(repo) or tip
    for known, end, rule in (
        (points.start, tip, "not-from-the-start"),
        (points.verified, line, "went-back"),
    ):
        if known is None:
            continue
        if repo.reader.get(known) is None or not any(descends(repo, one, known) for one in {end, tip}):
            text = T("the history does not go on from {entry}, which it held when it was verified", entry=known[:8])
            yield Lapse(end, rule, text)


def begun(repo: Repo, points: Trust) -> str | None:
    """After which entry judging begins where nothing else is said: None where the history's first one is judged too."""
    found = repo.reader.get(points.start) if points.start else None
    return points.start if found and b"\nparent " in found.data.partition(b"\n\n")[0] else None


def settled(repo: Repo, tip: str, known: str | None) -> str | None:
    """How far a history that was found sound is to be gone on from: what the main branch holds of it.

    What is not shared yet is recorded again by ``sync`` on top of what others shared, and a proposal may be written
    anew: an alarm on that would be a false one. Nothing ever moves this point back.
    """
    into = main_tip(repo)
    found = tip if into is None else base_of(repo, into, tip)
    return found if found and (known is None or descends(repo, found, known)) else known


def examine(repo: Repo) -> subprocess.Popen[bytes]:
    """Have git look at every object; it does so while the entries are judged, and in little memory."""
    settings = (word for name in _FRUGAL for word in ("-c", name))
    return repo.git.spawn(*settings, "fsck", "--full", "--strict", "--no-dangling", "--no-progress")


def examined(child: subprocess.Popen[bytes]) -> Iterator[Lapse]:
    """What git found; nothing where every object is what its name says."""
    out, said = child.communicate()
    if child.returncode:
        lines = (out + said).decode("utf-8", "replace").splitlines()
        text = T("git finds the history damaged: {said}", said=lines[0] if lines else str(child.returncode))
        yield Lapse("", "damaged", text)
