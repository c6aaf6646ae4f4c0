"""coopctl hook: have git ask coopctl before it records, sends or takes something."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from coopctl.cli import show
from coopctl.cli.options import Format, argument, one_of
from coopctl.cli.saying import say_json
from coopctl.cli.session import Session, keep_open, ledger_root
from coopctl.cli.setting import Setting
from coopctl.cli.verb import verb
from coopctl.problem import NotHere, Refused
from coopctl.words import N_, T, _

if TYPE_CHECKING:
    from coopctl.store.repo import Repo

NAMES = ("pre-commit", "commit-msg", "pre-push", "pre-receive")
VERBS = ("hook.list_", "hook.install", "hook.remove", "hook_run.run")
_NO = ("false", "no", "off", "0")
DOES = {
    "pre-commit": N_("what is staged brings no new error"),
    "commit-msg": N_("the message is true, and nothing closed is rewritten"),
    "pre-push": N_("no public place, no new error, a sound history"),
    "pre-receive": N_("what would harm the shared copy is refused, in words"),
}
Which = Annotated[
    list[str],
    argument(meta="HOOK", help="pre-commit, commit-msg, pre-push, pre-receive; several are fine", read=one_of(*NAMES)),
]  # fmt: skip


@verb
def list_(setting: Setting, format: Format = "text") -> int:
    """List the hooks of this clone, or of a shared copy: which are coopctl's, which are your own."""
    from coopctl.store.hookfiles import hook

    repo, _below = _place(setting)
    found = [hook(repo, name) for name in _of(repo)]
    if format == "json":
        say_json([one._asdict() for one in found])
        return 0
    states = {"absent": _("not installed"), "own": _("of coopctl"), "other": _("your own")}
    show.table([_("hook"), _("state"), _("what it does")],
               [(one.name, states[one.state], _(DOES[one.name])) for one in found])  # fmt: skip
    return 0


@verb
def install(setting: Setting, which: Which) -> int:
    """Have git ask coopctl at that moment. A hook that is there already stays as it is: you are told what to add.

    pre-receive goes into the shared copy itself, a repository without a work tree: it refuses a bad push there.

        coopctl hook install pre-commit commit-msg pre-push
        coopctl -C /srv/les-jours.git hook install pre-receive
    """
    from coopctl.store.hookfiles import install as put

    repo, below = _place(setting)
    _fitting(repo, which)
    for name in dict.fromkeys(which):
        put(repo, name, below)
        show.out(T("{hook} is there: {does}", hook=name, does=_(DOES[name])))
    if "pre-receive" in which:
        _strict(repo)
    return 0


def _strict(repo: Repo) -> None:
    """Have git itself refuse damaged objects in a shared copy, unless its owner chose otherwise."""
    command = "git config receive.fsckObjects true"
    if not {"receive.fsckobjects", "transfer.fsckobjects"} & {*repo.config}:
        repo.git.run(*command.split()[1:])
        show.note(T("beside it, git itself refuses damaged objects there from now on: {command}", command=command))
    elif (repo.config.get("receive.fsckobjects") or repo.config["transfer.fsckobjects"]).lower() in _NO:
        show.note(T("beside it, have git itself refuse damaged objects: {command}", command=command))


@verb
def remove(setting: Setting, which: Which) -> int:
    """Take hooks of coopctl away again. A hook of your own stays."""
    from coopctl.store.hookfiles import remove as take

    repo, _below = _place(setting)
    for name in dict.fromkeys(which):
        gone = take(repo, name).state == "own"
        show.out(T("{hook} is gone", hook=name) if gone else T("{hook} was not there", hook=name))
    return 0


def _place(setting: Setting) -> tuple[Repo, str]:
    """The clone, or the shared copy, and the ledger's folder in its work tree."""
    from coopctl.store.hookfiles import bare_at
    from coopctl.store.repo import Repo

    folder = os.path.realpath(setting.folder)
    try:
        ledger_root(Path(folder))
    except NotHere:
        if not bare_at(folder):
            raise
        return keep_open(Repo(folder, bare="")), ""
    repo = Session(setting).repo
    repo.folder  # noqa: B018  (raises where the folder is not under git)
    return repo, repo.prefix


def _bare(repo: Repo) -> bool:
    return repo.git_dir == repo.top


def _of(repo: Repo) -> tuple[str, ...]:
    from coopctl.store.hookfiles import IN_CLONES, IN_COPIES

    return IN_COPIES if _bare(repo) else IN_CLONES


def _fitting(repo: Repo, which: list[str]) -> None:
    """Raises Refused where a hook would never be asked."""
    for name in which:
        if name in _of(repo):
            continue
        if _bare(repo):
            raise Refused(T("nobody records anything in a shared copy: {hook} belongs in a clone", hook=name),
                          f"coopctl hook install {name}")  # fmt: skip
        raise Refused(T("{hook} belongs in the shared copy that everybody sends to, not in a clone", hook=name),
                      "coopctl -C /srv/COOP.git hook install pre-receive")  # fmt: skip
