"""The checks of coopctl doctor, in the order they are shown. Each gives rows: name, state, words, cure."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from coopctl.cli.doctor import OK, PROBLEM, REMARK
from coopctl.problem import CoopError
from coopctl.words import TN, T, Text

if TYPE_CHECKING:
    from coopctl.cli.session import Session

Row = tuple[str, str, Text, str | None]


def machine() -> list[Row]:
    """What does not depend on a ledger: Python, coopctl, git."""
    from coopctl import __version__
    from coopctl.store.git import OLDEST, Git, GitFailed

    python = ".".join(map(str, sys.version_info[:3]))
    rows: list[Row] = [
        ("coopctl", OK, T("coopctl {version}, with Python {python}", version=__version__, python=python), None)
    ]
    try:
        version = Git(os.getcwd()).version()
    except (GitFailed, OSError) as error:
        text = error.text if isinstance(error, GitFailed) else T("{error}", error=str(error))
        return [*rows, ("git", PROBLEM, text, "git --version")]
    said = ".".join(map(str, version))
    if version < OLDEST:
        oldest = ".".join(map(str, OLDEST))
        text = T("git {seen} is too old: coopctl needs {need} or later", seen=said, need=oldest)
        return [*rows, ("git", PROBLEM, text, "git --version")]
    return [*rows, ("git", OK, T("git {version}", version=said), None)]


def examine(session: Session) -> list[Row]:
    """What is known of one clone; a check that cannot be made is itself a row."""
    rows: list[Row] = []
    for look in (
        _ledger,
        _mended,
        _states,
        _identity,
        _private,
        _schemas,
        _line_ends,
        _unknown,
        _unsaved,
        _plain_merge,
        _sharing,
        _readers,
    ):
        try:
            rows += look(session)
        except (CoopError, OSError) as error:
            text = error.text if isinstance(error, CoopError) else T("{error}", error=str(error))
            rows.append((look.__name__.strip("_"), PROBLEM, text, getattr(error, "cure", None)))
    return rows


def _ledger(session: Session) -> Iterator[Row]:
    from coopctl.records.kinds import kind_of

    count = sum(kind_of(path) is not None for path in session.work.files)
    text = TN("ledger in {folder}: {n} record", "ledger in {folder}: {n} records", count, folder=str(session.root))
    yield "ledger", OK, text, None


def _mended(session: Session) -> Iterator[Row]:
    """Finish or undo what an interrupted write left; a write that goes on elsewhere is waited for."""
    from coopctl.store.recover import recover, unfinished

    repo = session.repo
    if not unfinished(repo):
        return
    from coopctl.cli.saying import waiting
    from coopctl.store.locks import turn

    with turn(os.path.join(repo.folder, "coopctl.lock"), waiting()) as held:
        for note in recover(repo, held):
            yield "unfinished", REMARK, note, None


def _states(session: Session) -> Iterator[Row]:
    found = [one for one in session.repo.states() if one.name != "identity"]
    for one in found:
        yield one.name, PROBLEM if one.forbids else REMARK, one.text, one.cure
    if not found:
        yield "states", OK, T("nothing stands in the way of a write"), None


def _identity(session: Session) -> Iterator[Row]:
    from coopctl.cli.people import names, said_member
    from coopctl.cli.whoami import CHANGE, who

    if session.repo.git_dir is None:
        return
    handle, why = who(session)
    if handle:
        yield (
            "identity",
            OK,
            T("you are {member}, because {why}", member=said_member(handle, names(session)), why=why),
            None,
        )
    else:
        yield "identity", PROBLEM, T("you are nobody this ledger knows: {why}", why=why), CHANGE


def _private(session: Session) -> Iterator[Row]:
    from coopctl.cli.people import NAMES, private

    folder = private(session)
    for one in folder.loose():
        yield "private", REMARK, one.text, one.cure
    inside = os.path.realpath(folder.folder).startswith(os.path.join(os.path.realpath(session.repo.top), ""))
    in_git = f"{os.sep}.git{os.sep}" in folder.folder
    if inside and not in_git:
        text = T("the private folder lies among the files of the ledger, where git clean deletes it: {folder}",
                 folder=folder.folder)  # fmt: skip
        yield "private", REMARK, text, "git config --unset coopctl.private"
    if NAMES in folder.names():
        yield "private", OK, T("names are known here: {folder}", folder=folder.folder), None
    else:
        text = T(
            "no names here, only handles: ask a member for their names.yaml, to put in {folder}", folder=folder.folder
        )
        yield "private", REMARK, text, None


def _schemas(session: Session) -> Iterator[Row]:
    from coopctl.schema import schemas
    from coopctl.words import language, set_language

    now = language()
    set_language(_language_of(session))
    wanted = {f"schemas/{name}": text.encode() for name, text in schemas().items()}
    set_language(now)
    files = session.work.files
    stale = [path for path, data in wanted.items() if path not in files or files[path] != data]
    if stale:
        text = TN("{n} schema for editors is missing or old", "{n} schemas for editors are missing or old", len(stale))
        folder = os.path.join(str(session.root), "schemas")
        yield "schemas", REMARK, text, f"coopctl schema --lang {_language_of(session)} --write {folder}"
    else:
        yield "schemas", OK, T("the schemas by which editors help are up to date"), None


def _language_of(session: Session) -> str:
    from coopctl.cli.language import chosen_language

    return chosen_language(["-C", str(session.root)], {})


def _line_ends(session: Session) -> Iterator[Row]:
    from coopctl.edits.start import ATTRIBUTES, LINE_ENDINGS

    files = session.work.files
    if ATTRIBUTES not in files or LINE_ENDINGS.encode() not in files[ATTRIBUTES].splitlines():
        text = T("{path} does not say that records end their lines the same way on every machine", path=ATTRIBUTES)
        yield "line-ends", REMARK, text, f"echo '{LINE_ENDINGS}' >> {session.root / ATTRIBUTES}"


def _unknown(session: Session) -> Iterator[Row]:
    """YAML files that coopctl does not read: the rule's own words, without judging the rest."""
    from coopctl.ledger import Ledger
    from coopctl.rules.names import unread_files

    for fault in unread_files(Ledger(session.work).paths.others):
        yield "unknown-file", REMARK, fault.message, fault.cure


def _unsaved(session: Session) -> Iterator[Row]:
    from coopctl.cli.handmade import said_unsaved

    if text := said_unsaved(session):
        yield "unsaved", REMARK, text, "coopctl save -m WHY"


def _plain_merge(session: Session) -> Iterator[Row]:
    from coopctl.cli.merge_driver import installed

    if session.repo.git_dir is None:
        return
    text = T("git merge brings records together here, as coopctl sync does")
    if not installed(session.repo):
        text = T("to have git merge bring records together too, as coopctl sync does: {command}",
                 command="coopctl merge-driver --install")  # fmt: skip
    yield "merge-driver", OK, text, None


def _sharing(session: Session) -> Iterator[Row]:
    from coopctl.store import hooks

    repo = session.repo
    if repo.git_dir is None:
        return
    for path in hooks.here(repo):
        yield "hooks", OK, T("before an entry, your own hook is asked: {path}", path=path), None
    count = repo.unshared()
    if count:
        text = TN("{n} record not shared yet", "{n} records not shared yet", count)
        yield "sharing", REMARK, text, "coopctl sync"
    elif count is None:
        remotes = any(key.startswith("remote.") for key in repo.config)
        text = (
            T("this clone knows where to share, but its branch follows nothing yet")
            if remotes
            else T("this ledger is on this machine only: nothing is shared")
        )
        cure = f"git push -u origin {repo.branch}" if remotes else "git remote add origin ADDRESS"
        yield "sharing", REMARK, text, cure
    else:
        yield "sharing", OK, T("all that is recorded is shared"), None


def _readers(session: Session) -> Iterator[Row]:
    """Whether a stranger can read the copy this clone shares with."""
    from coopctl.cli.public import address_of, open_to_all
    from coopctl.store.public import open_address, public
    from coopctl.store.remote import USUAL

    repo = session.repo
    if repo.git_dir is None or repo.head() is None:
        return
    name = repo.config.get(f"branch.{repo.branch}.remote", USUAL)
    address = address_of(repo, name)
    where = open_address(address)
    if where is None or (found := public(repo, address, ask_again=True)) is None:
        return
    if not found:
        yield "readers", OK, T("a stranger cannot read {address}", address=where), None
    elif open_to_all(repo):
        yield "readers", OK, T("anybody can read {address}, as the charter says", address=where), None
    else:
        text = T("anybody at all can read {address}, and this ledger is for the cooperative alone: close that copy",
                 address=where)  # fmt: skip
        yield "readers", PROBLEM, text, "git remote -v"
