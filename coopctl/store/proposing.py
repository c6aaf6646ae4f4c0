"""A proposal in git's terms: a branch of its own, what leaves the one that is shared, and where one asks for it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote, urlsplit

from coopctl.problem import Misuse, Unwritable
from coopctl.store.git import GitFailed
from coopctl.store.remote import Remote, descends, remote_of
from coopctl.words import T

if TYPE_CHECKING:
    from coopctl.store.repo import Repo

_NAME = re.compile(r"[a-z0-9][a-z0-9._-]*(?:/[a-z0-9][a-z0-9._-]*)*", re.IGNORECASE)
_SSH = re.compile(r"(?:[\w.-]+@)?(?P<host>[\w.-]+):(?P<path>[^:]+)")
_FORGES = {
    "github": "{site}/compare/{into}...{name}?expand=1",
    "gitlab": "{site}/-/merge_requests/new?merge_request%5Bsource_branch%5D={name}"
    "&merge_request%5Btarget_branch%5D={into}",
    "forgejo": "{site}/compare/{into}...{name}",
}
_HOSTS = (
    ("github", "github"), ("gitlab", "gitlab"), ("framagit", "gitlab"), ("codeberg", "forgejo"),
    ("forgejo", "forgejo"), ("gitea", "forgejo"),
)  # fmt: skip
"""What the name of a host holds, and which kind of forge that is."""


class Way(NamedTuple):
    """What is done for a proposal: the branch one comes from, whether a new one is made, and where it goes back to."""

    name: str
    source: str
    new: bool
    back_to: str | None


def way(repo: Repo, name: str) -> Way:
    """What it takes to propose under a name. Nothing is done yet.

    Raises:
        Misuse: no name of a branch.
        Unwritable: it is there already, and is another one.
    """
    if not _NAME.fullmatch(name) or ".." in name or name.endswith((".lock", ".")) or name == "HEAD":
        raise Misuse(T("“{name}” cannot name a proposal: letters, digits and single - are fine", name=name))
    own = repo.branch
    if not own:
        raise Unwritable(T("this clone stands on no branch: go back to one first"), "git switch main")
    if own == name:
        return Way(name, own, False, None)
    if repo.tip(f"refs/heads/{name}"):
        raise Unwritable(T("there is a proposal called {name} already", name=name), f"git switch {name}")
    return Way(name, own, True, _shared(repo))


def _shared(repo: Repo) -> str | None:
    """Where what was recorded here and not shared began, None where all is shared or nobody else has it."""
    tip, head = repo.tip("@{upstream}") if f"branch.{repo.branch}.remote" in repo.config else None, repo.head()
    if tip is None or head is None or tip == head or not descends(repo, head, tip):
        return None
    return tip


def begin(repo: Repo, found: Way) -> None:
    """Go to the branch of a proposal. No file changes: it starts where one stands.

    What was recorded and not shared is part of it from now on, and no longer of the branch that is shared.
    """
    head = repo.head()
    if not found.new or head is None:
        return
    note = "coopctl: propose"
    repo.git.run("update-ref", "-m", note, f"refs/heads/{found.name}", head, "0" * len(head))
    repo.git.run("symbolic-ref", "-m", note, "HEAD", f"refs/heads/{found.name}")
    if found.back_to:
        repo.git.run("update-ref", "-m", note, f"refs/heads/{found.source}", found.back_to, head)


def give_up(repo: Repo, found: Way) -> None:
    """Go back to where one came from: nothing was recorded."""
    head = repo.head()
    if not found.new or head is None:
        return
    repo.git.run("update-ref", "-m", "coopctl: propose", f"refs/heads/{found.source}", head)
    repo.git.run("symbolic-ref", "HEAD", f"refs/heads/{found.source}")
    repo.git.run("update-ref", "-d", f"refs/heads/{found.name}", head)


def copy_of(repo: Repo, name: str, remote: str | None) -> Remote | None:
    """The copy a proposal goes to, None where this ledger is shared with nobody."""
    try:
        return remote_of(repo, remote, name)
    except Unwritable:
        if remote:
            raise
        return None


def address(repo: Repo, copy: Remote, into: str) -> str | None:
    """Where one asks for a proposal to be taken in, None where the copy lies on no forge that is known.

    What an address holds to get in (a name, a password) is left out.
    """
    found = _site(repo.config.get(f"remote.{copy.name}.url", ""))
    if found is None:
        return None
    site, form = found
    return form.format(site=site, name=quote(copy.branch, safe=""), into=quote(into, safe=""))


def _site(url: str) -> tuple[str, str] | None:
    if "://" in url:
        try:
            parts = urlsplit(url)
            host, path = parts.hostname or "", parts.path
            port = parts.port if parts.scheme in ("http", "https") else None
        except ValueError:
            return None
        if parts.scheme not in ("http", "https", "ssh", "git+ssh"):
            return None
    elif match := _SSH.fullmatch(url):
        host, path, port = match["host"], match["path"], None
    else:
        return None
    form = next((_FORGES[kind] for mark, kind in _HOSTS if mark in host.lower()), None)
    path = path.strip("/").removesuffix(".git")
    if form is None or not re.fullmatch(r"[\w.~-]+(?:/[\w.~-]+)+", path):
        return None
    return f"https://{host.lower()}{f':{port}' if port else ''}/{path}", form


def base_name(repo: Repo, found: Way, copy: Remote | None) -> str:
    """The branch a proposal would be taken into."""
    if copy is not None:
        try:
            said = repo.git.run("symbolic-ref", "-q", f"refs/remotes/{copy.name}/HEAD", ok=(0, 1)).decode().strip()
        except GitFailed:
            said = ""
        if said:
            return said.removeprefix(f"refs/remotes/{copy.name}/")
    return found.source if found.new else "main"
