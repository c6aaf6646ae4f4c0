"""Rules on files: where a record may lie and what it may be called."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from coopctl import values
from coopctl.ledger import PAYOUTS, Ledger
from coopctl.problem import At, Fault, Related, Tree
from coopctl.records import kinds
from coopctl.rules.rule import nearest, rule
from coopctl.words import T


@rule("ledger")
def no_charter(ledger: Ledger) -> Iterator[Fault]:
    """The ledger has no charter.

    coop.yaml makes a folder a ledger: the cooperative's name and the rules it has given itself.

    Broken:
        coop.yaml
            (removed)
    Mended:
        coop.yaml
            format: 1
            name: Les Jours
            slug: les-jours
            rate_caps:
            - since: 2018-01-01
              cap: 30
            statuses:
            - status: cape
              title: CAPE
            - status: staff
              title: Équipe d'appui
              paid: false
    """
    if "coop.yaml" not in ledger.files:
        yield Fault(At("coop.yaml"), T("there is no coop.yaml in this folder"), cure="coopctl init")


@rule("ledger")
def bad_file_name(ledger: Ledger) -> Iterator[Fault]:
    """A file's name is not a name the ledger can use.

    Handles and slugs are a to z, 0 to 9 and single hyphens: they mean the same on every machine
    and can never be a path. Sheets lie in a folder named after their month.

    Broken:
        contributions/2026-13/loic.yaml
            - id: k7m3qa2w  # <- here
              date: 2026-10-03
              hours: 1
              rate: 15
              what: Relecture
    Mended:
        contributions/2026-13/loic.yaml
            (removed)
        contributions/2026-10/loic.yaml
            - id: k7m3qa2w
              date: 2026-10-03
              hours: 1
              rate: 15
              what: Relecture
    """
    twins = {path for path, _ in _twins(ledger)}
    for path in ledger.paths.records:
        if path in twins:
            continue
        kind = kinds.kind_of(path)
        match = kind.pattern.fullmatch(path) if kind else None
        for what, text in (match.groupdict() if match else {}).items():
            try:
                _read_name(kind.name if kind else "", what, text)
            except ValueError as error:
                yield Fault(At(path), error.args[0], seen=text)


def _read_name(kind: str, what: str, text: str) -> None:
    if what == "month":
        values.parse_month(text)
    elif kind in ("payouts", "budgets"):
        values.parse_period(text)
    elif kind in ("meetings", "workshops"):
        values.parse_dated(text)
    elif kind in ("elections", "decisions") and text[:1].isdigit():
        values.parse_day(text[:10])
    else:
        values.parse_slug(text)


@rule("ledger")
def file_name_differs(ledger: Ledger) -> Iterator[Fault]:
    """A record says another name than its file.

    The file's name is the id. Two names for one record show a file that was copied and not
    finished, or renamed by hand.

    Broken:
        members/karim.yaml
            handle: karima  # <- here
            statuses:
            - status: cape
              since: 2025-01-01
    Mended:
        members/karim.yaml
            handle: karim
            statuses:
            - status: cape
              since: 2025-01-01
    """
    from coopctl.election.book import clear_elections

    done = clear_elections(ledger).union(path for path, _ in _twins(ledger))
    for path in ledger.paths.records:
        if path not in done and not path.startswith(PAYOUTS):
            yield from of_another_name(path, ledger.tree(path))


def of_another_name(path: str, tree: Tree) -> Iterator[Fault]:
    """The fault of a record whose tree says another name than its path."""
    kind = kinds.kind_of(path)
    match = kind.pattern.fullmatch(path) if kind else None
    if not (kind and match and kind.id_key and isinstance(tree, dict)):
        return
    said = tree.get(kind.id_key)
    if isinstance(said, str) and said != match["id"]:
        yield Fault(
            At(path, (kind.id_key,)),
            T("this file is named {name}, and says {key}: {said}", name=match["id"], key=kind.id_key, said=said),
            seen=said,
            allowed=match["id"],
        )


@rule("ledger")
def twin_names(ledger: Ledger) -> Iterator[Fault]:
    """Two files have names that differ only by capitals or accents.

    On many machines they are one file, and one of them would be lost.

    Broken:
        members/Noemie.yaml
            handle: noemie  # <- here
            statuses:
            - status: cape
              since: 2025-01-01
    Mended:
        members/Noemie.yaml
            (removed)
    """
    for path, first in _twins(ledger):
        yield Fault(
            At(path),
            T("{path} and {other} differ only by capitals or accents", path=path, other=first),
            seen=path,
            related=(Related(At(first), T("the other file is here")),),
        )


def _twins(ledger: Ledger) -> Iterator[tuple[str, str]]:
    """The paths that fold to the same letters as another one, with that one (the well-named one if any)."""
    import unicodedata

    records = ledger.paths.records
    # Among well-named sheets there are no twins: their names are plain letters, digits and hyphens.
    sheets = ledger.paths.sheets if any(path.startswith("contributions/") for path in records) else ()
    seen: dict[str, str] = {}
    for path in sorted((*records, *sheets), key=lambda path: (path != path.casefold(), path)):
        first = seen.setdefault(unicodedata.normalize("NFKD", path).casefold(), path)
        if first != path:
            yield path, first


@rule("ledger", "warning")
def unknown_file(ledger: Ledger) -> Iterator[Fault]:
    """A YAML file lies where coopctl does not look.

    It is often a folder misspelt, or .yml for .yaml: what it says counts for nothing.

    Broken:
        membres/karim.yaml
            handle: karim  # <- here
    Mended:
        membres/karim.yaml
            (removed)
        members/karim.yaml
            handle: karim
            statuses:
            - status: cape
              since: 2025-01-01
    """
    yield from unread_files(ledger.paths.others)


def unread_files(paths: Iterable[str]) -> Iterator[Fault]:
    """The faults of YAML files that are no records."""
    for path in paths:
        if path.startswith("."):
            continue
        folder = path.split("/", 1)[0]
        near = nearest(folder, kinds.FOLDERS) if "/" in path else None
        better = path.replace(".yml", ".yaml") if path.endswith(".yml") else None
        if better and not kinds.kind_of(better):
            better = None
        elif not better and near and near != folder:
            better = path.replace(folder, near, 1)
        yield Fault(
            At(path),
            T("coopctl does not read {path}; did you mean {better}?", path=path, better=better)
            if better
            else T("coopctl does not read {path}", path=path),
            seen=path,
            cure=f"git mv {path} {better}" if better else None,
        )
