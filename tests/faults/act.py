"""The commands that the sweep hurts, as small as they can be: ``python act.py WHAT FOLDER``."""

from __future__ import annotations

import subprocess
import sys

from coopctl.snapshot import Edit, Message, Snapshot
from coopctl.store.repo import Repo
from coopctl.store.start import init

CHANGES: dict[str, dict[str, bytes | None]] = {
    "one": {"contributions/2026-10/loic.yaml": b"- id: k7m3qa2w\n  hours: 2.5\n"},
    "three": {
        "contributions/2026-11/loic.yaml": b"- id: k7m3qa2x\n  hours: 1\n",
        "members/awa.yaml": b"handle: awa\nsite: nord\n",
        "circles/old.yaml": None,
    },
    "init": {"coop.yaml": b"format: 1\nname: Essai\n", ".gitattributes": b"*.yaml text eol=lf\n"},
    "next": {},
}


def main(what: str, folder: str) -> None:
    """Do one of them."""
    message = Message(f"test: {what}", "", (("Coop-Op", what),))

    def plan(snapshot: Snapshot) -> Edit:
        return Edit(snapshot.revision, CHANGES[what], message)

    repo = init(folder, identity=("loic", "loic@coop.invalid")) if what == "init" else Repo.open(folder)
    with repo:
        repo.write(plan, first=what == "init")


def settle(folder: str, *again: str) -> None:
    """What comes after a founding that was hurt: the same once more, unless its commit was made."""
    with Repo(folder) as repo:
        if repo.git_dir is not None and repo.head() is not None:
            repo.write(lambda snapshot: Edit(snapshot.revision, {}, Message("test: settle")))
            return
    subprocess.run(again, check=True)


if __name__ == "__main__":
    if sys.argv[1] == "settle":
        settle(*sys.argv[2:])
    else:
        main(*sys.argv[1:])
