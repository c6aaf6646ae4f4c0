"""coopctl blame: who wrote each value of a record, when and why."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

from coopctl.change.fact import tree
from coopctl.change.written import Facts, Route, Version, facts, named, writers
from coopctl.cli import show
from coopctl.cli.options import Format, Rev, argument
from coopctl.cli.saying import say_json
from coopctl.cli.session import Session
from coopctl.cli.setting import Setting
from coopctl.cli.verb import verb
from coopctl.document.nodes import bare
from coopctl.document.read import SHEET_LIMIT, read
from coopctl.entry import sheet_of
from coopctl.handles import former
from coopctl.problem import Misuse, NotHere
from coopctl.records.kinds import kind_of
from coopctl.words import T

if TYPE_CHECKING:
    from collections.abc import Mapping

    from coopctl.store.history import Commit

About = Annotated[
    str,
    argument(meta="RECORD", help="a record, or one of its fields: members/loic.site, technique, loic/k7m3qa2w"),
]


@verb
def blame(setting: Setting, about: About, format: Format = "text", rev: Rev = None) -> int:
    """Say who wrote each value of a record, when and why; the last written first.

    It compares what the record said, not lines: putting a file in order or moving lines changes nothing, nor does a
    new handle: what was written under the one before is told too.

        coopctl blame members/loic.site
        coopctl blame technique/admin-sys.mandates
    """
    session = Session(setting)
    record, _, field = about.removesuffix(".yaml").partition(".")
    files = session.repo.at(rev or "HEAD").files
    paths, line = _places(files, record)
    paths = _before(files, paths)
    current = _wanted(_said(files, paths, line), field, about)
    found = writers(current, _versions(session, paths, line, rev or "HEAD"))
    if format == "json":
        say_json([_json(route, value, found.get(route)) for route, value in current.items()])
        return 0
    _tell(current, found)
    return 0


def _places(files: Mapping[str, bytes], record: str) -> tuple[list[str], str]:
    """Where a record lies: its file, or all the sheets a line can have stood in, and the line's id."""
    member, _, line = record.partition("/")
    sheets = [path for path in files if (place := sheet_of(path)) and place[1] == member]
    if line and any(line.encode() in files[path] for path in sheets):
        return sheets, line
    known = [path for path in files if kind_of(path) and not sheet_of(path)]
    exact = [path for path in files if path == f"{record}.yaml"]
    exact = exact or [path for path in known if path.endswith(f"/{record}.yaml")]
    if not exact:
        raise NotHere(T("there is no record {name}", name=record), "coopctl log")
    if len(exact) > 1:
        names = [path.removesuffix(".yaml") for path in sorted(exact)[:5]]
        raise Misuse(T("{name} may be {names}", name=record, names=names), f"coopctl blame {names[0]}")
    return exact, ""


def _before(files: Mapping[str, bytes], paths: list[str]) -> list[str]:
    """The same places, and those under the handles that somebody had before."""
    found = list(paths)
    for path in paths:
        folder, _, name = path.rpartition("/")
        if folder == "members" or sheet_of(path):
            found += (f"{folder}/{old}.yaml" for old in former(files, name.removesuffix(".yaml")))
    return list(dict.fromkeys(found))


def _said(files: Mapping[str, bytes], paths: list[str], line: str) -> Facts:
    """What a record says in some files; of a sheet, one line."""
    if not line:
        data = next((files[path] for path in paths if path in files), None)
        return facts(tree(data) or _listed(data), paths[0])
    for path in paths:
        if line.encode() in files.get(path, b""):
            items = _listed(files[path])
            found = next((one for one in items if isinstance(one, dict) and one.get("id") == line), None)
            if found is not None:
                return facts(found, "")
    return {}


def _listed(data: bytes | None) -> Any:
    found = bare(read("", data, SHEET_LIMIT).root) if data else []
    return found if isinstance(found, list) else []


def _wanted(current: Facts, field: str, about: str) -> Facts:
    found = {route: value for route, value in current.items() if not field or field in (route[0], named(route, value))}
    if not found:
        raise NotHere(T("nothing is written at {name}", name=about), f"coopctl blame {about.partition('.')[0]}")
    return found


def _versions(session: Session, paths: list[str], line: str, rev: str) -> Iterator[tuple[Commit, Version]]:
    from coopctl.store.history import commits

    repo = session.repo
    for entry in commits(repo, paths, rev=rev):
        before = tuple(_said(repo.at(parent).files, paths, line) for parent in entry.parents)
        yield entry, Version(_said(repo.at(entry.id).files, paths, line), before)


def _tell(current: Facts, found: Mapping[Route, Commit]) -> None:
    from coopctl.cli.log import told_reason, who_recorded

    entries: dict[str, Commit] = {one.id: one for one in found.values()}
    for entry in sorted(entries.values(), key=lambda one: one.date, reverse=True):
        show.out(T("{date}, {who}  ({id})", date=entry.date.date(), who=who_recorded(entry), id=entry.id[:8]))
        for route, value in current.items():
            if route in found and found[route].id == entry.id:
                show.out(T("  {field}: {value}", field=named(route, value), value=value))
        told_reason(entry)


def _json(route: Route, value: str, entry: Commit | None) -> dict[str, Any]:
    from coopctl.cli.log import who_recorded

    return {
        "field": named(route, value),
        "value": value,
        "commit": entry.id if entry else None,
        "date": entry.date.isoformat() if entry else None,
        "who": who_recorded(entry) if entry else None,
        "reason": entry.body if entry else None,
    }
