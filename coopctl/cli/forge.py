"""coopctl forge: the files by which a forge has proposals read before they count, and asks who decides."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from coopctl import __version__
from coopctl.cli import show
from coopctl.cli.options import DryRun, Why, option
from coopctl.cli.session import Session
from coopctl.cli.setting import Setting
from coopctl.cli.verb import verb
from coopctl.problem import Refused, Unwritable
from coopctl.words import T

if TYPE_CHECKING:
    from coopctl.forge.facts import Kit, Wish
    from coopctl.snapshot import Edit, Snapshot

_SPEC = re.compile(r"[A-Za-z0-9.][\x20-\x7e]{0,300}")
_IMAGE = re.compile(r"[a-z0-9][A-Za-z0-9._:/@-]{0,300}")
_BRANCH = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]{0,100}")
OURS = b"coopctl forge"
"""Stands in the first lines of each file that is ours to write again."""
_SHARED = (".gitlab-ci.yml",)
"""Files that belong to the repository: where one is there, it stays."""


def _spec(text: str) -> str:
    if not _SPEC.fullmatch(text) or "${{" in text:
        raise ValueError(
            T("“{seen}” cannot be what is installed: coopctl==1.2, or an address that pip knows", seen=text)
        )
    return text


def _branch_name(text: str) -> str:
    if not _BRANCH.fullmatch(text):
        raise ValueError(T("{seen} names no branch", seen=text))
    return text


def _image(text: str) -> str:
    if not _IMAGE.fullmatch(text):
        raise ValueError(T("“{seen}” names no image: registry/name:tag, or name@sha256:…", seen=text))
    return text


Folder = Annotated[Path | None, option("-o", "--output", meta="DIR", help="write them there, and record nothing")]
Install = Annotated[
    str | None,
    option("--install", meta="SPEC", help="what the jobs install, as pip names it (this version)", read=_spec),
]
Main = Annotated[
    str | None, option("--branch", meta="NAME", help="the branch that all share (main)", read=_branch_name)
]
Image = Annotated[
    str | None,
    option("--image", meta="NAME", help="what the jobs run in (python:3.12-bookworm), best by its digest", read=_image),
]


@verb
def github(
    setting: Setting,
    output: Folder = None,
    install: Install = None,
    branch: Main = None,
    dry_run: DryRun = False,
    message: Why = None,
) -> int:
    """Write what GitHub needs: each proposal is checked, verified and told in one comment; who decides is asked.

    Proposals from outside are safe to read: nothing of theirs is executed, no password is near them.

        coopctl forge github -n
    """
    return _write(setting, "github", (output, install, branch, None), dry_run=dry_run, message=message or "")


@verb
def gitlab(
    setting: Setting,
    output: Folder = None,
    install: Install = None,
    branch: Main = None,
    image: Image = None,
    dry_run: DryRun = False,
    message: Why = None,
) -> int:
    """Write what GitLab needs: as for GitHub; a schedule of the main branch tells of each proposal in one comment."""
    return _write(setting, "gitlab", (output, install, branch, image), dry_run=dry_run, message=message or "")


@verb
def forgejo(
    setting: Setting,
    output: Folder = None,
    install: Install = None,
    branch: Main = None,
    image: Image = None,
    dry_run: DryRun = False,
    message: Why = None,
) -> int:
    """Write what Forgejo needs, and Gitea: as for GitHub, with its own names of files and its own CODEOWNERS."""
    return _write(setting, "forgejo", (output, install, branch, image), dry_run=dry_run, message=message or "")


def _write(
    setting: Setting,
    forge: str,
    asked: tuple[Path | None, str | None, str | None, str | None],
    *,
    dry_run: bool,
    message: str,
) -> int:
    from coopctl.forge.facts import Wish

    session = Session(setting)
    output, install, branch, image = asked
    wish = Wish(install or f"coopctl=={__version__}", branch or _main(session), below=session.repo.prefix)
    wish = wish._replace(image=image or wish.image)
    if output is not None:
        found = _made(session.work, setting, forge, wish)
        _beside(found, output, dry_run=dry_run)
    else:
        if wish.below:
            text = T("this ledger is in a folder of its repository, and these files go to the top of it: say where")
            raise Refused(text, f"coopctl forge {forge} -o {session.repo.top}")
        found = _recorded(session, forge, wish, message, dry_run=dry_run)
    _told(found, forge)
    return 0


def _main(session: Session) -> str:
    """The branch that is shared, as this clone knows it."""
    repo = session.repo
    if repo.git_dir is None:
        return "main"
    said = repo.git.run("symbolic-ref", "-q", "refs/remotes/origin/HEAD", ok=(0, 1, 128)).decode().strip()
    known = (said.removeprefix("refs/remotes/origin/"), "main" if repo.tip("refs/heads/main") else "", repo.branch)
    return next((one for one in known if one), "main")


def _made(snapshot: Snapshot, setting: Setting, forge: str, wish: Wish) -> Kit:
    """The files, in the language of the ledger."""
    from coopctl.cli.language import charter_language
    from coopctl.forge.kit import kit
    from coopctl.ledger import Ledger
    from coopctl.words import LANGUAGES, language, set_language

    ledger = Ledger(snapshot)
    readers = ledger.charter.readers if ledger.charter else "cooperative"
    now, said = language(), charter_language(snapshot.files.get("coop.yaml", b""))
    set_language(said if said in LANGUAGES else now)
    try:
        return kit(ledger, forge, setting.today, wish._replace(open=readers == "public"))
    finally:
        set_language(now)


def _recorded(session: Session, forge: str, wish: Wish, message: str, *, dry_run: bool) -> Kit:
    """Write them as one entry."""
    from coopctl.snapshot import Edit, Message

    actor = session.actor

    def plan(snapshot: Snapshot) -> tuple[Edit, Kit]:
        found = _made(snapshot, session.setting, forge, wish)
        changes = {path: text.encode() for path, text in found.files.items() if _ours(path, snapshot.files.get(path))}
        changes = {path: data for path, data in changes.items() if snapshot.files.get(path) != data}
        trailers = (("Coop-Op", "forge"), ("Coop-Actor", actor))
        return Edit(snapshot.revision, changes, Message(f"forge: {forge}", message, trailers)), found

    written, found = session.write(plan, dry_run=dry_run)
    if written and written.commit == written.base:
        show.note(T("nothing changes: these files say all this already"))
    return found


def _ours(path: str, there: bytes | None) -> bool:
    """Whether a file may be written. Raises Refused where it is somebody else's."""
    if there is None or OURS in there[:600]:
        return True
    if path in _SHARED:
        return False
    raise Refused(T("{path} is there already, and coopctl did not write it: it stays as it is", path=path),
                  "coopctl forge github -o DIR")  # fmt: skip


def _beside(found: Kit, folder: Path, *, dry_run: bool) -> None:
    """Write them into a folder. Nothing of somebody else's is written over."""
    wanted = {}
    for path, text in found.files.items():
        place = folder / path
        try:
            there = place.read_bytes() if place.is_file() else None
        except OSError as error:
            raise Unwritable(T("{path} cannot be read: {why}", path=str(place), why=str(error)), "ls -l") from None
        if _ours(path, there):
            wanted[place] = text
    for place, text in wanted.items():
        if dry_run:
            show.diff(None, text, str(place))
            continue
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text, "utf-8")
        except OSError as error:
            raise Unwritable(T("{path} cannot be written: {why}", path=str(place), why=str(error)), "ls -l") from None


def _told(found: Kit, forge: str) -> None:
    from coopctl.cli.governing import still_to_do

    for path in found.files:
        show.out(path)
    if ".gitlab-ci.yml" in found.files:
        show.note(T("where a {path} was there already, add to it: {line}", path=".gitlab-ci.yml",
                    line="include: [{local: .gitlab/coopctl.yml}]"))  # fmt: skip
    still_to_do(found.left)
    show.note(T("to choose at {forge}, and why (docs/forge.md tells more):", forge=forge))
    for what, why in found.settings:
        show.note(f"- {what}")
        show.note(f"    {why}")
