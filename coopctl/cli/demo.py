"""coopctl demo: a sample cooperative with a year behind it, and the main job played on it."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from collections.abc import Iterator
from contextlib import chdir, contextmanager
from pathlib import Path
from shutil import which
from textwrap import fill
from typing import Annotated

from coopctl.cli import show
from coopctl.cli.options import argument
from coopctl.cli.setting import Setting
from coopctl.cli.show_stage import heading, one_screen
from coopctl.cli.verb import verb
from coopctl.problem import NotHere, Refused
from coopctl.words import T, Text, _, language

_PACKAGE = Path(__file__).parent.parent
_DEFAULT = "coopctl-demo"
_MARK = Path(".git", "coopctl", "demo")
_OURS = ("COOPCTL_PRIVATE", "COOPCTL_LANG", "COOPCTL_TODAY", "GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE")

Dir = Annotated[str | None, argument(meta="DIR", help="the folder to build it in (coopctl-demo, in this one)")]


@verb
def demo(setting: Setting, dir: Dir = None) -> int:
    """See it work on a sample cooperative: about twenty-four members, a year of work, one open month.

    Builds it in a folder of its own, then plays the main job there, from a line noted to a month
    closed and verified, and shows what circles keep together. An earlier demonstration in that folder
    is replaced; nothing else ever is.
    """
    folder = Path(os.path.abspath(setting.folder / (dir or _DEFAULT)))
    replaced = _free(folder, dir or _DEFAULT)
    _introduce(replaced, dir or _DEFAULT)
    with _afternoon():
        _build(folder)
        played = _play(folder)
    _offer(folder)
    return played


def sample() -> tuple[dict[str, bytes], dict[str, bytes]]:
    """The files of the sample cooperative, and the schemas that go beside them, by path in a ledger.

    Raises:
        NotHere: this installation has neither.
    """
    for home, name in ((_PACKAGE, "sample"), (_PACKAGE.parent, "ledger")):
        ledger, schemas = home / name, home / "schemas"
        if (ledger / "coop.yaml").is_file():
            files = {one.relative_to(ledger).as_posix(): one.read_bytes() for one in sorted(ledger.rglob("*.yaml"))}
            return files, {f"schemas/{one.name}": one.read_bytes() for one in sorted(schemas.glob("*.json"))}
    raise NotHere(T("this installation has no sample cooperative"), "pipx reinstall coopctl")


def _free(folder: Path, said: str) -> bool:
    """Whether an earlier demonstration is there; raises Refused where anything else is."""
    if not folder.exists() and not folder.is_symlink():
        return False
    if not folder.is_symlink() and (folder / _MARK).is_file():
        return True
    if not folder.is_symlink() and folder.is_dir() and not any(folder.iterdir()):
        return False
    raise Refused(T("{folder} is there already, and is no earlier demonstration", folder=said), "coopctl demo DIR")


def _introduce(replaced: bool, said: str) -> None:
    from coopctl.demo.scenes import ACTOR, TODAY

    if replaced:
        _tell(T("The earlier demonstration in {folder} makes room for a new one.", folder=said))
    _tell(
        T(
            "“Les Jours ouvrables” is a cooperative that does not exist: 24 people, six circles and the one where "
            "they meet, a year of work, eleven months closed. Today is {day}, October is still open, and you are "
            "{member}, who follows the budgets. All of it is in the folder {folder}.",
            day=TODAY,
            member=ACTOR,
            folder=said,
        )
    )


def _tell(text: Text) -> None:
    show.out(fill(str(text), 80, break_long_words=False, break_on_hyphens=False))


def _build(folder: Path) -> None:
    from coopctl.demo.history import moments
    from coopctl.demo.people import NAMES
    from coopctl.demo.scenes import ACTOR, SLUG
    from coopctl.document.write import emit
    from coopctl.edits.start import ATTRIBUTES, LINE_ENDINGS
    from coopctl.store.private import Private
    from coopctl.store.replay import Recorded, replay

    files, schemas = sample()
    past = (
        Recorded(one.when, (one.author, f"{one.author}@{SLUG}.invalid"), str(one.message), one.changes)
        for one in moments(files, {**schemas, ATTRIBUTES: f"{LINE_ENDINGS}\n".encode()})
    )
    if folder.exists():
        shutil.rmtree(folder)
    with replay(str(folder), past, identity=(ACTOR, f"{ACTOR}@{SLUG}.invalid")) as repo:
        Private.of(repo).write("names.yaml", emit(NAMES).encode())
    (folder / _MARK).parent.mkdir(exist_ok=True)
    (folder / _MARK).write_text("")


def _play(folder: Path) -> int:
    """Play every scene; 1 where one did not end as it should."""
    from coopctl.cli.main import main
    from coopctl.demo.history import at
    from coopctl.demo.scenes import SCENES, TODAY, typed

    ended = 0
    for number, scene in enumerate(SCENES, 1):
        heading(fill(f"{number}. {scene.title}", 80, subsequent_indent="   "))
        show.out(typed(scene.command))
        os.environ["GIT_AUTHOR_DATE"] = os.environ["GIT_COMMITTER_DATE"] = at(TODAY, 14, number).isoformat()
        with one_screen(), chdir(folder):
            code = main(("--no-input", *scene.command))
        if code != scene.code:
            show.out(T("(it should have ended with {code}, not with {seen})", code=scene.code, seen=code))
            ended = 1
    return ended


def _offer(folder: Path) -> None:
    from coopctl.demo.scenes import OFFERS

    near = os.path.relpath(folder)
    heading(str(T("Your turn:")))
    if not which("coopctl"):
        show.out(f"$ . {shlex.quote(os.path.join(sys.prefix, 'bin', 'activate'))}  # {_('for this terminal')}")
    show.out(f"$ cd {near if len(near) < len(str(folder)) else folder}")
    width = max(len(one.command) for one in OFFERS)
    for one in OFFERS:
        show.out(f"$ {one.command:<{width}}  # {one.what}")


@contextmanager
def _afternoon() -> Iterator[None]:
    """The day and the language of the demonstration, whatever the user's own settings; put back afterwards."""
    from coopctl.demo.scenes import TODAY

    kept = {name: os.environ.pop(name, None) for name in _OURS}
    os.environ |= {"COOPCTL_LANG": language(), "COOPCTL_TODAY": TODAY.isoformat()}
    try:
        yield
    finally:
        for name, value in kept.items():
            os.environ.pop(name, None)
            os.environ |= {name: value} if value is not None else {}
