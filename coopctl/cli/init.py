"""coopctl init: from an empty folder to a ledger, with the person at the keyboard as its first member."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from coopctl.cli import show
from coopctl.cli.governing import Since, day, slug, slugged, words
from coopctl.cli.options import DryRun, argument, one_of, option
from coopctl.cli.session import CHARTER, Session, ledger_root
from coopctl.cli.setting import Setting
from coopctl.cli.verb import verb
from coopctl.problem import CoopError, Misuse, NotHere, Refused
from coopctl.snapshot import Edit, Snapshot
from coopctl.system import said
from coopctl.words import LANGUAGES, T, Text

if TYPE_CHECKING:
    from coopctl.edits.governance import Change
    from coopctl.edits.start import Founding

_PRESETS = ("cae", "scop", "association")

Dir = Annotated[str | None, argument(meta="DIR", help="the folder (this one); made if it is not there")]
Name = Annotated[str | None, option("--name", meta="NAME", help="name of the cooperative", read=words)]
Slug = Annotated[
    str | None,
    option("--slug", meta="SLUG", help="its short name, for the identities of clones (from the name)", read=slug),
]
Language = Annotated[
    str | None,
    option("--language", meta="fr|en", help="language of the ledger (the one on screen)", read=one_of(*LANGUAGES)),
]
Preset = Annotated[
    str | None,
    option(
        "--preset",
        meta="PRESET",
        help="statuses and legal values to begin with: cae, scop or association (cae)",
        read=one_of(*_PRESETS),
    ),
]
Handle = Annotated[
    str | None, option("--handle", meta="HANDLE", help="you: a first name or a code; it can never be erased", read=slug)
]
Person = Annotated[str | None, option("--person", meta="NAME", help="your name, kept in this clone only", read=words)]
Status = Annotated[str | None, option("--status", meta="STATUS", help="your status, if you have one", read=words)]


@verb
def init(
    setting: Setting,
    dir: Dir = None,
    name: Name = None,
    slug: Slug = None,
    language: Language = None,
    preset: Preset = None,
    handle: Handle = None,
    person: Person = None,
    status: Status = None,
    since: Since = None,
    dry_run: DryRun = False,
) -> int:
    """Start the ledger of a cooperative, in an empty folder or inside a git repository.

    You are its first member. Handles stand for people in the whole history, and history forgets
    nothing: a handle can never be erased. Names stay in a private folder, outside history.

        coopctl init les-jours --name "Les Jours" --handle loic --status ESA
    """
    from coopctl.edits.start import Founding

    folder = Path(os.path.abspath(setting.folder / (dir or "")))
    _free(folder)
    if (folder / CHARTER).is_file():
        return _adopt(setting, folder, handle)
    name = _asked(name, T("Name of the cooperative"), folder.name, "--name", words)
    short = slug or slugged(name) or "coop"
    kind = preset or _which_preset()
    if handle is None:
        _handles_explained()
    first = _asked(handle, T("Your handle"), "", "--handle", None)
    if person is None and handle is None:
        person = asked_name(first)
    wish = Founding(name, short, language or setting.lang, kind, first, status, since or day(setting))
    return _start(setting, folder, wish, person, dry_run)


def _which_preset() -> str:
    from coopctl.cli.show_ask import choose

    if not show.may_ask():
        return _PRESETS[0]
    kinds = [
        T("cae: CAPE, ESA, support team"),
        T("scop: partners and not yet"),
        T("association: active members, helping hands"),
    ]
    return _PRESETS[choose(T("Which kind of cooperative? (its statuses can be changed later)"), kinds,
                           option="--preset", default=0)]  # fmt: skip


def asked_name(handle: str) -> str | None:
    """The name of a person, for the private folder; None where the handle is all that is wanted."""
    from coopctl.cli.show_ask import ask

    given = ask(T("Name, kept on this machine only"), handle, option="--name")
    return None if given == handle else words(given)


def _free(folder: Path) -> None:
    """Raises Refused where the folder lies in a ledger."""
    try:
        above = ledger_root(folder if folder.is_dir() else folder.parent)
    except NotHere:
        return
    if above != folder or _recorded(folder):
        raise Refused(T("there is already a ledger: {folder}", folder=str(above)), "coopctl doctor")


def _recorded(folder: Path) -> bool:
    from coopctl.store.repo import Repo

    repo = Repo(str(folder))
    return repo.git_dir is not None and repo.head() is not None and CHARTER in repo.at("HEAD").files


def _asked(given: str | None, prompt: Text, default: str, option: str, read: Callable[[str], str] | None) -> str:
    """A value given, else asked for, else the default; Misuse where there is none and nobody can be asked."""
    from coopctl.cli.show_ask import ask_for

    if given is not None:
        return given
    if not show.may_ask() and default:
        return default
    return ask_for(prompt, read or slug, default or None, option=option)


def _handles_explained() -> None:
    from coopctl.cli.pages import folded
    from coopctl.cli.show_ask import choose

    if not show.may_ask():
        raise Misuse(
            T("{option} is missing: a first name or a code, which can never be erased", option="--handle"),
            "coopctl init --handle HANDLE",
        )
    text = T(
        "Each person stands in the ledger under a handle. History never forgets: a handle can never be erased. "
        "Names stay in a private folder on this machine, outside history."
    )
    for line in folded(str(text), show.screen("stderr").width):
        show.err(line)
    kinds = [T("first names (loic, noemie)"), T("codes (m01, m02), which say nothing by themselves")]
    picked = choose(T("First names or codes?"), kinds, option="--handle", default=0)
    show.err(T("for instance {handle}", handle=("loic", "m01")[picked]))


def _start(setting: Setting, folder: Path, wish: Founding, person: str | None, dry_run: bool) -> int:
    from coopctl.edits.start import ATTRIBUTES, found
    from coopctl.schema import schemas
    from coopctl.store.start import init as put_under_git
    from coopctl.words import set_language

    set_language(wish.language)
    texts = schemas()
    set_language(setting.lang)
    if dry_run:
        from coopctl.cli.saying import show_edit

        show_edit(Snapshot({}), found(Snapshot({}), wish, texts, setting.today).edit)
        return 0
    found(Snapshot({}), wish, texts, setting.today)
    _identity_changes(folder, wish.handle)
    repo = put_under_git(str(folder), identity=(wish.handle, f"{wish.handle}@{wish.slug}.invalid"))
    kept: list[Change] = []

    def plan(snapshot: Snapshot) -> Edit:
        kept[:] = [found(snapshot, wish, texts, setting.today)]
        changes = dict(kept[0].edit.changes)
        if ATTRIBUTES not in snapshot.files and (folder / ATTRIBUTES).exists():
            del changes[ATTRIBUTES]  # somebody's own, not recorded yet: doctor says which line it lacks
        return kept[0].edit._replace(changes=changes)

    for note in repo.write(plan, first=True).notes:
        show.note(note)
    try:
        _told(setting._replace(folder=folder), kept[0], wish.handle, person)
    except (CoopError, OSError) as error:  # the ledger is recorded by now: what fails after it is only said
        show.err(T("the ledger is started, but {why}", why=said(error) if isinstance(error, OSError) else error.text))
    return 0


def _identity_changes(folder: Path, handle: str) -> None:
    """Say so where the folder lies in a repository that already has an identity of its own."""
    from coopctl.store.repo import Repo

    repo = Repo(str(folder))
    own = {line.key: line.value for line in repo.settings() if line.own} if repo.git_dir else {}
    before = own.get("user.name")
    if before and before != handle:
        text = T("git's identity in {folder} was {name}; it is {handle} from now on", folder=repo.top, name=before,
                 handle=handle)  # fmt: skip
        show.note(text)


def _told(setting: Setting, change: Change, handle: str, person: str | None) -> None:
    from coopctl.cli.people import keep_name

    session = Session(setting)
    if person:
        keep_name(session, handle, person)
    for line in change.said:
        show.out(line)
    for remark in change.remarks:
        show.note(T("worth a look: {message}", message=remark.message))
    show.note(T("in this clone you are {handle}: coopctl whoami says how to change that", handle=handle))
    show.note(T("the rules the cooperative has given itself are in {path}: read them together", path=CHARTER))
    show.note(T("next: {command}", command="coopctl member add HANDLE --status STATUS --since DATE"))
    show.note(T("next: {command}", command='coopctl circle add CIRCLE --title "…"'))


def _adopt(setting: Setting, folder: Path, handle: str | None) -> int:
    """Put a ledger that was copied here under git: what its files hold becomes the first entry."""
    from coopctl.cli.people import slug_of
    from coopctl.edits.byhand import ours
    from coopctl.snapshot import Message
    from coopctl.store.byhand import line_feeds
    from coopctl.store.start import init as put_under_git

    session = Session(setting._replace(folder=folder))
    files = {path: line_feeds(session.work.files[path]) for path in session.work.files if ours(path)}
    members = sorted(path[8:-5] for path in files if path.startswith("members/"))
    if handle not in members:
        raise Misuse(
            T("there is a ledger in this folder, not recorded yet: say which of its members you are, one of {members}",
              members=members[:12]),
            "coopctl init --handle HANDLE",
        )  # fmt: skip
    trailers = (("Coop-Op", "init"), ("Coop-Actor", handle), ("Coop-Record", "coop"))
    repo = put_under_git(str(folder), identity=(handle, f"{handle}@{slug_of(files[CHARTER])}.invalid"))
    message = Message("init: a ledger that was here already", "", trailers)
    repo.write(lambda snapshot: Edit(snapshot.revision, files, message), first=True)
    show.out(T("the ledger in this folder is recorded"))
    show.note(T("next: {command}", command="coopctl check"))
    return 0
