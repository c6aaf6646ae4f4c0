"""coopctl contrib import: the board as it is kept in a spreadsheet, taken in as one record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from coopctl import system
from coopctl.cli import show
from coopctl.cli.options import DryRun, Why, argument, option
from coopctl.cli.saying import shared
from coopctl.cli.session import Session
from coopctl.cli.setting import Setting
from coopctl.cli.verb import verb
from coopctl.problem import Cancelled, NotHere, Refused, Unwritable
from coopctl.words import TN, T

if TYPE_CHECKING:
    from coopctl.edits.imports import File, Imported
    from coopctl.importing.board import Board
    from coopctl.snapshot import Edit, Snapshot


def _pair(text: str) -> tuple[str, str]:
    """What stands before and after the last = sign of what was typed."""
    left, sign, right = (part.strip() for part in text.rpartition("="))
    if not (left and sign and right):
        raise ValueError(T("“{seen}” has no = between two things: write it like this, A=B", seen=text))
    return left, right


Path_ = Annotated[str, argument(meta="FILE", help="a spreadsheet: .csv, .xlsx or .ods")]
SheetOf = Annotated[list[str] | None, option("--sheet", meta="SHEET", help="that sheet only")]
Column = Annotated[
    list[Any] | None,
    option("--column", meta="WHAT=HEADING", help="which column holds what", read=_pair),
]
Map = Annotated[
    list[Any] | None, option("--map", meta="NAME=HANDLE", help="who, or which circle, a name stands for", read=_pair)
]


@verb
def import_(
    setting: Setting,
    file: Path_,
    sheet: SheetOf = None,
    column: Column = None,
    map: Map = None,
    dry_run: DryRun = False,
    message: Why = None,
) -> int:
    """Take in the board as it is kept in a spreadsheet.

    It first shows what it understood, then writes all of it or nothing. The same file twice changes nothing; a row edited in the spreadsheet shows as edited. What is decided about names and columns is remembered in the private folder.

        coopctl contrib import tableau.xlsx --column hours="Temps passé" --map "Françoise Noël=francoise"
    """  # noqa: E501
    from coopctl.cli.board_import_names import read_board
    from coopctl.cli.board_import_shown import troubles
    from coopctl.edits.imports import File, ahead

    session = Session(setting)
    data, name = _bytes(setting, file)
    actor = session.actor
    board = read_board(session, data, name, sheet or [], column or [], map or [], keep=not dry_run)
    wrong = [*board.troubles, *ahead(board.lines, setting.today)]
    if wrong:
        troubles(wrong, file)
        raise Refused(_put_right(len(wrong)))
    return _take_in(session, board, File(name, _sha256(data)), actor, message or "", dry_run)


def _put_right(count: int) -> Any:
    return TN("nothing was written: {n} place is to be put right first",
              "nothing was written: {n} places are to be put right first", count)  # fmt: skip


def _take_in(session: Session, board: Board, file: File, actor: str, reason: str, dry_run: bool) -> int:
    """Show what would change, ask, write, and say what was done."""
    from coopctl.cli.board_import_names import choose_sides
    from coopctl.cli.board_import_shown import located, preview, remarks, told
    from coopctl.edits.imports import imported
    from coopctl.edits.imports import plan as compared

    found = compared(session.head.files, board.lines)
    remarks(board)
    preview(board, found, file.name)
    if found.empty:
        show.out(T("nothing new in {file}: all of it is noted already", file=file.name))
        return 0
    theirs = choose_sides(session, found)

    def plan(snapshot: Snapshot) -> tuple[Edit, Imported]:
        done = imported(snapshot, board.lines, file, actor, reason, theirs)
        return done.edit, done

    try:
        _, first = plan(session.head)
        if not first.edit.changes:
            told(first, dry_run=True)
            show.out(T("nothing to write"))
            return 0
        if not dry_run:
            _agree(session, len(found.new), len(found.edited))
        done = session.write(plan, dry_run=dry_run)[1]
    except Refused as refused:
        raise Refused(refused.text, refused.cure, located(refused, found), refused.files) from None
    told(done, dry_run=dry_run)
    if not dry_run and (waiting := shared(session)):
        show.note(waiting)
    return 0


def _agree(session: Session, new: int, edited: int) -> None:
    from coopctl.cli.show_ask import confirm

    parts = [TN("{n} new line", "{n} new lines", new)] if new else []
    parts += [TN("{n} edited line", "{n} edited lines", edited)] if edited else []
    question = T("Record {parts}?", parts=parts)
    if not confirm(question, yes=session.setting.yes, default=True):
        raise Cancelled(T("nothing was written"))


def _bytes(setting: Setting, file: str) -> tuple[bytes, str]:
    path = setting.folder / file
    if not path.is_file():
        raise NotHere(T("there is no file {path}", path=str(path)))
    try:
        return path.read_bytes(), path.name
    except OSError as error:
        raise Unwritable(T("{path} cannot be read: {why}", path=str(path), why=system.why(error))) from None


def _sha256(data: bytes) -> str:
    import hashlib

    return hashlib.sha256(data).hexdigest()
