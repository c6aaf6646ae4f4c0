"""Before anything is sent: a ledger names people, and is not put where anybody can read it unless that was decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coopctl.problem import Refused
from coopctl.words import T

if TYPE_CHECKING:
    from coopctl.store.repo import Repo


def refuse_public(repo: Repo, address: str) -> None:
    """Raises Refused where anybody at all can read the copy at an address, and the charter does not say so."""
    from coopctl.store.public import open_address, public

    where = open_address(address)
    if where is None or open_to_all(repo) or not public(repo, address):
        return
    text = T("anybody at all can read {address}, and this ledger is for the cooperative alone: nothing was sent. "
             "Close that copy first; if all decided that it is open, coop.yaml says `readers: public`",
             address=where)  # fmt: skip
    raise Refused(text, "coopctl doctor")


def open_to_all(repo: Repo) -> bool:
    """Whether the charter says that anybody may read the ledger: as recorded here, and as shared before."""
    from coopctl.change.fact import tree

    followed = f"branch.{repo.branch}.remote" in repo.config if repo.ref() else False
    tips = [repo.head(), repo.tip("@{upstream}") if followed else None]
    charters = [tree(repo.at(tip).files.get("coop.yaml")) or {} for tip in tips if tip]
    return bool(charters) and all(one.get("readers") == "public" for one in charters)


def address_of(repo: Repo, name: str) -> str:
    """Where what is sent to a copy goes, once git's settings that shorten addresses are followed."""
    return repo.git.run("remote", "get-url", "--push", name, ok=(0, 2, 128)).decode("utf-8", "replace").strip()
