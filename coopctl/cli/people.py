"""The names of people, from the private folder of this clone: shown beside handles, never written to the ledger."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from coopctl import system
from coopctl.cli import show
from coopctl.values import parse_slug
from coopctl.words import T, Text

if TYPE_CHECKING:
    from coopctl.cli.session import Session
    from coopctl.store.private import Private

CHARTER = "coop.yaml"
NAMES = "names.yaml"


def private(session: Session) -> Private:
    """The private folder of the clone a session works in."""
    from coopctl.store.private import Private

    return Private.of(session.repo, "" if session.repo.git_dir else slug_of(session.work.files[CHARTER]))


def slug_of(charter: bytes) -> str:
    """The cooperative's short name in the bytes of its charter, "coop" where it cannot be read."""
    from coopctl.document.read import read

    root = read(CHARTER, charter).root
    found = root.get("slug") if isinstance(root, dict) else None
    try:
        return parse_slug(str(found or ""))
    except ValueError:
        return "coop"


def names(session: Session) -> dict[str, str]:
    """Handle → name, empty where this clone has no ``names.yaml``; what is amiss in it is said, not raised."""
    try:
        data = private(session).read(NAMES)
    except OSError as error:
        show.note(T("{path} cannot be read: {why}", path=NAMES, why=system.why(error)))
        return {}
    return {} if data is None else _read(data)


def _read(data: bytes) -> dict[str, str]:
    from coopctl.document.read import read

    document = read(NAMES, data)
    if document.faults or not isinstance(document.root, dict):
        why = document.faults[0].message if document.faults else T("keys and values are expected here")
        show.note(T("{path} cannot be read: {why}", path=NAMES, why=why))
        return {}
    return {str(handle): str(name) for handle, name in document.root.items() if isinstance(name, str)}


def keep_name(session: Session, handle: str, name: str) -> None:
    """Write one name to the private folder; the others, and the person's own comments there, stay."""
    keep_names(session, {handle: name})


def keep_names(session: Session, given: Mapping[str, str]) -> None:
    """Write names to the private folder, all at once; the others, and comments there, stay."""
    from coopctl.document.edit import add_key, set_value
    from coopctl.document.read import read
    from coopctl.document.write import emit

    folder = private(session)
    data = folder.read(NAMES)
    root = read(NAMES, data).root if data else None
    if data is None or not data.strip():
        folder.write(NAMES, emit(dict(given)).encode())
        return
    text, known = data.decode(), root if isinstance(root, dict) else {}
    for handle, name in given.items():
        if handle in known and known[handle] != name:
            text = set_value(text, (handle,), name)
    new = {handle: name for handle, name in given.items() if handle not in known}
    for handle, name in new.items():
        text = add_key(text, (), handle, name)
    if text != data.decode():
        folder.write(NAMES, text.encode())


def said_member(handle: str, known: Mapping[str, str]) -> Text | str:
    """« Loïc M. (loic) » where the name is known here, the handle alone elsewhere."""
    return T("{name} ({handle})", name=known[handle], handle=handle) if handle in known else handle
