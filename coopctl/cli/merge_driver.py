"""coopctl merge-driver: lets plain ``git merge`` bring records together as sync does. Nothing relies on it."""

from __future__ import annotations

import os
import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from coopctl.cli import show
from coopctl.cli.options import argument, option
from coopctl.cli.session import Session
from coopctl.cli.setting import Setting
from coopctl.cli.verb import verb
from coopctl.problem import Misuse
from coopctl.words import T

if TYPE_CHECKING:
    from coopctl.store.repo import Repo

NAME = "merge.coopctl.driver"
ATTRIBUTES = "info/attributes"

Base = Annotated[str, argument(meta="BEFORE", help="the file both began from, as git hands it over (%O)")]
Ours = Annotated[str, argument(meta="OURS", help="the file of this side; the result is written there (%A)")]
Theirs = Annotated[str, argument(meta="THEIRS", help="the file of the other side (%B)")]
Place = Annotated[str, argument(meta="PATH", help="where it lies (%P)")]
Install = Annotated[bool, option("--install", help="have this clone's git use it")]


@verb
def merge_driver(
    setting: Setting, base: Base = "", ours: Ours = "", theirs: Theirs = "", place: Place = "", install: Install = False
) -> int:
    """Bring one file together for git, record by record; git runs this itself once it is installed.

    What both sides changed is left to people: it is said, and git stops there.
    """
    if install:
        _install(Session(setting).repo)
        show.out(T("git merge now brings records together in this clone, as coopctl sync does"))
        return 0
    if not place:
        raise Misuse(T("git hands over four files: BEFORE OURS THEIRS PATH"), "coopctl merge-driver --install")
    from coopctl.merge.trees import merge_file

    was, mine, other = (Path(name).read_bytes() for name in (base, ours, theirs))
    found = merge_file(was or None, mine, other, ledger_path(place), {})
    for conflict in found.conflicts:
        show.err(conflict.text)
    if found.conflicts:
        return 1
    Path(ours).write_bytes(found.data or b"")
    return 0


def ledger_path(place: str) -> str:
    """A path of the repository as the ledger names it: it may lie in a folder of its own."""
    from coopctl.records.kinds import kind_of

    parts = place.split("/")
    rests = ("/".join(parts[start:]) for start in range(len(parts)))
    return next((rest for rest in rests if kind_of(rest)), place)


def installed(repo: Repo) -> bool:
    """Whether this clone's git uses it."""
    return NAME in repo.config


def _install(repo: Repo) -> None:
    """Two lines of git's settings, and one that says for which files; all of this clone only."""
    program = sys.argv[0] if os.path.basename(sys.argv[0]) == "coopctl" else "coopctl"
    repo.git.run("config", "merge.coopctl.name", "records brought together by coopctl")
    repo.git.run("config", NAME, f"{shlex.quote(program)} merge-driver %O %A %B %P")
    place = Path(str(repo.common_dir), ATTRIBUTES)
    wanted = f"{repo.prefix}**/*.yaml merge=coopctl\n{repo.prefix}*.yaml merge=coopctl\n"
    said = place.read_text("utf-8") if place.exists() else ""
    if wanted not in said:
        place.parent.mkdir(exist_ok=True)
        place.write_text(said + ("" if not said or said.endswith("\n") else "\n") + wanted, "utf-8")
