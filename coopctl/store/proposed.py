"""A branch that is proposed: where it starts from, and its entries with who wrote them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coopctl.handles import current
from coopctl.judging.kept import key
from coopctl.problem import Misuse, NotHere
from coopctl.review.facts import Entry
from coopctl.review.history import Judged, judged, recalled
from coopctl.review.look import History
from coopctl.store.history import parts
from coopctl.store.onto import Local, base_of, unshared
from coopctl.store.remote import main_tip
from coopctl.words import T

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from coopctl.store.repo import Repo


def ends(repo: Repo, since: str | None, until: str | None) -> tuple[str, str, str]:
    """Where a branch left the other one, where it stands, and where the other one stands now.

    ``since`` is what it shall be brought into: where nothing is said the main branch, as it was last seen.

    Raises:
        NotHere: no such revision, or nothing to compare with.
    """
    head = repo.at(until or "HEAD").revision
    into = repo.at(since).revision if since else main_tip(repo)
    if head is None or into is None:
        raise NotHere(T("there is no main branch here to compare with"), "coopctl review BASE..HEAD")
    found = base_of(repo, into, head)
    if found is None:
        raise Misuse(T("the two have no entry in common: nothing can be compared"), "coopctl log")
    return found, head, into


def history(repo: Repo, base: str, head: str, into: str | None = None) -> History:
    """The entries that lie between, oldest first, and what an audit finds in them; what ``into`` holds since."""
    known = repo.at(head).known
    name = key("review-entries", base, head)
    found = recalled(known.get(name)) if known is not None else None
    if found is None:
        found = _judged(repo, base, head)
        if known is not None and (plain := found.plain) is not None:
            known[name] = plain
    now = repo.at(into).files if into is not None and into not in (base, head) else None
    return History(_entries(repo, base, head, found.certain), found, (), now)


def _judged(repo: Repo, base: str, head: str) -> Judged:
    from coopctl.store.walk import Walk, listed

    walk = Walk(repo, None)
    return judged(walk.steps(listed(repo, head, base)), walk.state(base))


def _entries(repo: Repo, base: str, head: str, certain: Collection[str]) -> tuple[Entry, ...]:
    """Each entry as a review needs it. What merely joins two sides touches nothing of its own."""
    found = unshared(repo, base, head)
    touched = _touched(repo, [one.id for one in found])
    files = repo.at(head).files
    return tuple(_entry(repo, one, touched.get(one.id, frozenset()), files, one.id in certain) for one in found)


def _entry(repo: Repo, one: Local, paths: frozenset[str], head: Mapping[str, bytes], certain: bool) -> Entry:
    trailers = parts(one.message)[2]
    own = paths if len(one.parents) < 2 else frozenset()
    actor = trailers.get("Coop-Actor", ("",))[0]
    author = actor if f"members/{actor}.yaml" in head else handle_of(one.author, head)
    return Entry(one.id, author, trailers, own, repo.at(one.id).files, certain)


def handle_of(person: tuple[str, str], files: Mapping[str, bytes]) -> str:
    """The member whom a name and an address of git mean, "" where they mean nobody of the ledger."""
    name, mail = person
    local, _, domain = mail.partition("@")
    said = [one for one in (local if domain.endswith(".invalid") else "", name) if one]
    for one in said:
        if f"members/{one}.yaml" in files:
            return one
    return next((now for one in said if (now := current(files, one)) != one), "")


def _touched(repo: Repo, ids: list[str]) -> dict[str, frozenset[str]]:
    """The ledger's files each entry changes, in one question."""
    if not ids:
        return {}
    said = repo.git.run(
        "diff-tree", "--stdin", "-r", "-z", "--root", "--name-only", "--no-renames", "--diff-merges=first-parent",
        "--no-ext-diff", input="".join(f"{one}\n" for one in ids).encode(),
    )  # fmt: skip
    found: dict[str, set[str]] = {one: set() for one in ids}
    now = ""
    for word in said.split(b"\0"):
        name = word.decode("utf-8", "surrogateescape").lstrip("\n")
        if name in found:
            now = name
        elif name and name.startswith(repo.prefix):
            found[now].add(name.removeprefix(repo.prefix))
    return {name: frozenset(paths) for name, paths in found.items()}
