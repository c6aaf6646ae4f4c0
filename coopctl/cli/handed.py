"""Files that are handed out: written where somebody says, never among the ledger's own."""

from __future__ import annotations

import os

from coopctl.cli import show as screen
from coopctl.cli.session import Session
from coopctl.problem import Misuse, NotHere, Refused
from coopctl.words import T


def place_of(session: Session, output: str) -> str:
    """Where a file typed as ``output`` lies."""
    return os.path.realpath(os.path.join(session.setting.folder, os.path.expanduser(output)))


def outside(session: Session, output: str) -> str:
    """The place, refused where it lies in the ledger's folder: what is handed out is not recorded. Raises Misuse."""
    place, top = place_of(session, output), os.path.realpath(session.repo.top)
    if os.path.commonpath((place, top)) == top or ".git" in place.split(os.sep):
        cure = f"-o ../{os.path.basename(place)}"
        raise Misuse(T("{path} lies in the ledger's folder: what is handed out goes elsewhere", path=output), cure)
    return place


def put(session: Session, output: str, place: str, data: bytes, mode: int = 0o666) -> None:
    """Write it. A file that holds something else is replaced only where --yes says so."""
    from coopctl.store.disk import replace

    if os.path.isdir(place):
        raise Misuse(T("{path} is a folder: name a file", path=output))
    if not os.path.isdir(os.path.dirname(place)):
        raise NotHere(T("there is no folder {path}", path=os.path.dirname(place)))
    if os.path.exists(place) and not session.setting.yes:
        with open(place, "rb") as file:
            if file.read() != data:
                raise Refused(T("{path} is there already, and different: nothing was written ({option} replaces it)",
                                path=output, option="--yes"))  # fmt: skip
    replace(place, data, mode)
    screen.out(T("written: {path}", path=output))
