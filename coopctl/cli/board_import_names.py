"""Who and what the names of a spreadsheet stand for: known, decided before, given as options, or asked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence

from coopctl import context as ctx
from coopctl.cli import show
from coopctl.cli.people import names, private
from coopctl.cli.session import CHARTER, Session
from coopctl.cli.show_ask import ask_for, confirm
from coopctl.document.read import read
from coopctl.document.write import emit
from coopctl.edits.imports import Key
from coopctl.importing import board as boards
from coopctl.importing import headings, people, tables
from coopctl.importing.board import Board
from coopctl.importing.people import Directory, Profile
from coopctl.importing.plan import Plan
from coopctl.importing.report import Trouble
from coopctl.problem import Misuse, NotHere
from coopctl.values import Rate
from coopctl.words import T, language, said

PROFILE = "import.yaml"
Pairs = Sequence[tuple[str, str]]


def read_board(
    session: Session, data: bytes, name: str, sheets: Sequence[str], columns: Pairs, pairs: Pairs, *, keep: bool
) -> Board:
    """The board of a file, names asked for where they are not known; ``keep`` remembers what is decided."""
    known = _directory(session)
    profile = people.profile(_kept(session)).updated(_given(known, columns, pairs))
    caps = ctx.caps(read(CHARTER, session.head.files[CHARTER]).root)

    def cap_on(day: dt.date) -> Rate | None:
        begun = [cap for cap in caps if cap.since <= day] or list(caps[:1])
        return begun[-1].cap if begun else None

    _there(data, name, sheets)
    found = _only(boards.read(data, name, known, cap_on, profile), sheets)
    while asked := _asked(session, known, found):
        profile = profile.updated(asked)
        found = _only(boards.read(data, name, known, cap_on, profile), sheets)
    if keep and profile.tree() != _kept(session):
        private(session).write(PROFILE, emit(profile.tree()).encode())
    return found


def _directory(session: Session) -> Directory:
    """Handles with the names of the private folder, circles and needs with their titles."""
    who, files = names(session), session.head.files
    members = {path[8:-5]: (who[path[8:-5]],) if path[8:-5] in who else () for path in files if _is(path, "members")}
    return Directory(members, _titled(files, "circles"), _titled(files, "needs"))


def _titled(files: Mapping[str, bytes], folder: str) -> dict[str, tuple[str, ...]]:
    """The titles of records by their short names."""
    found: dict[str, tuple[str, ...]] = {}
    for path in files:
        if _is(path, folder):
            root = read(path, files[path]).root
            title = root.get("title") if isinstance(root, dict) else None
            found[path[len(folder) + 1 : -5]] = (str(title),) if title else ()
    return found


def _is(path: str, folder: str) -> bool:
    return path.startswith(f"{folder}/") and path.endswith(".yaml") and path.count("/") == 1


def _kept(session: Session) -> object:
    data = private(session).read(PROFILE)
    return people.profile(read(PROFILE, data).root if data else {}).tree()


def _given(known: Directory, columns: Pairs, pairs: Pairs) -> Profile:
    """What the options say. A name may stand for a member, for a circle, or for one of each."""
    for meaning, _ in columns:
        if meaning not in headings.MEANINGS:
            raise Misuse(T("{option}: “{seen}” is not one of {choices}", option="--column", seen=meaning,
                           choices=list(headings.MEANINGS)))  # fmt: skip
    for _, target in pairs:
        if target not in known.members and target not in known.circles:
            near = people.nearest(target, {**known.members, **known.circles})
            raise Misuse(T("{option}: there is neither a member nor a circle {name}", option="--map", name=target),
                         f"coopctl contrib import … --map NAME={near[0]}" if near else None)  # fmt: skip
    return Profile(
        dict(columns),
        {name: target for name, target in pairs if target in known.members},
        {name: target for name, target in pairs if target in known.circles},
    )


def _there(data: bytes, name: str, sheets: Sequence[str]) -> None:
    """Raises NotHere where a sheet that is asked for is not in the file."""
    held = [sheet.name for sheet in tables.read(data, name).sheets] if sheets else []
    for wanted in sheets:
        if held and wanted not in held:
            raise NotHere(T("there is no sheet {sheet} in {file}: it holds {held}", sheet=wanted, file=name, held=held))


def _only(found: Board, sheets: Sequence[str]) -> Board:
    if not sheets:
        return found
    lines = tuple(one for one in found.lines if one.address.sheet in sheets)
    troubles = tuple(one for one in found.troubles if one.address.sheet in sheets)
    return Board(lines, troubles, tuple(one for one in found.remarks if one.address.sheet in sheets), found.guessed)


def unknown(trouble: Trouble) -> str | None:
    """ "member" or "circle" where a trouble is a name that is not known, else None."""
    kind = (trouble.cure or "").partition(" ")[0]
    return {"--member": "member", "--circle": "circle"}.get(kind) if trouble.seen else None


def _asked(session: Session, known: Directory, found: Board) -> Profile | None:
    """What the person says of the first name that is not known; None where all are, or nobody can answer."""
    unknowns = [(kind, one) for one in found.troubles if (kind := unknown(one))]
    if not unknowns or len(unknowns) != len(found.troubles) or not session.setting.may_ask:
        return None
    kind, trouble = unknowns[0]
    ids = known.members if kind == "member" else known.circles
    hit = people.match(trouble.seen, ids, {})
    offered = (*hit.candidates, *hit.near)
    if hit.candidates:
        show.err(trouble.message)

    def parse(answer: str) -> str:
        if answer in ids:
            return answer
        raise ValueError(T("“{seen}” is none of these: {names}", seen=answer, names=sorted(ids)))

    name = trouble.seen
    question = T("Who is “{name}”?", name=name) if kind == "member" else T("Which circle is “{name}”?", name=name)
    chosen = {name: ask_for(question, parse, offered[0] if offered else None, option="--map")}
    return Profile(members=chosen) if kind == "member" else Profile(circles=chosen)


def choose_sides(session: Session, found: Plan) -> Collection[Key]:
    """The rows edited both here and in the spreadsheet where the person takes the spreadsheet's."""
    theirs: set[Key] = set()
    for row in found.edited:
        if row.both and session.setting.may_ask:
            lang = language()
            here = ", ".join(said(old, lang) for _, old, _ in row.changes)
            there = ", ".join(said(new, lang) for _, _, new in row.changes)
            where = str(row.line.address)
            show.err(T("{where}, “{what}” was edited on both sides", where=where, what=row.line.what))
            if confirm(T("Here: {here}. In the spreadsheet: {there}. Take the spreadsheet's?", here=here, there=there)):
                theirs.add((row.noted.member, row.noted.entry.id))
    return theirs
