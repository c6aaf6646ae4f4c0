"""CODEOWNERS: whom a forge asks about which files, computed from who holds what on a day.

Required are only those who decide on the rules of all. Elsewhere a circle agrees in its meeting, and a click on a
forge would be another gate than that: there the file informs.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from coopctl.accord.asked import Table
from coopctl.accord.state import Of
from coopctl.forge.facts import ACCOUNT
from coopctl.ledger import Ledger
from coopctl.words import T, Text

RULES_OF_ALL = ("caps", "eligibility", "dues", "approvals", "rules", "signed")
_GATED = ("coop.yaml", "exceptions.yaml", "bodies/")
"""Where rules of all stand, and who decides on them."""


class Owners:
    """Who is asked, in one ledger on one day."""

    def __init__(self, ledger: Ledger, day: dt.date) -> None:
        self.ledger, self.day = ledger, day
        self._table = Table(Of(ledger, ledger.current), day)

    def deciding(self) -> tuple[str, ...]:
        """Who decides on the rules of all that day, by handle."""
        found: set[str] = set()
        for of in RULES_OF_ALL:
            for rule in self._table.rules[of]:
                found.update(*(self._seats(by) for by in rule.by))
        return tuple(sorted(found))

    def _seats(self, by: str) -> Iterable[str]:
        if by == "co-managers":
            return self._table.co_managers
        name = self._table.orientation if by == "orientation" else by
        return self._table.members_of(name) if name else ()

    def circles(self) -> Iterator[tuple[str, str, tuple[str, ...]]]:
        """Each circle of that day with its title and who takes part in it."""
        for name, circle in sorted(self.ledger.circles.items()):
            if circle.life.holds(self.day):
                yield name, circle.title, self._table.members_of(name)

    def accounts(self, handles: Iterable[str]) -> list[str]:
        """Their accounts at the forge, as that file names them; those who have none are left out."""
        found = (self.account(handle) for handle in handles)
        return [f"@{one}" for one in found if one]

    def account(self, handle: str) -> str | None:
        """The account of a member who is there that day, where one is noted that can be one."""
        member = self.ledger.members.get(handle)
        named = member.forge if member and member.presence.holds(self.day) else None
        return named if named and ACCOUNT.fullmatch(named) else None

    def unknown(self) -> list[str]:
        """Who decides, and cannot be asked for want of an account."""
        return [handle for handle in self.deciding() if not self.account(handle)]


def codeowners(owners: Owners, forge: str, own: Iterable[str], below: str = "") -> str:
    """The file. ``own`` are the files of the kit itself: who changes them changes what looks at a proposal.

    ``below`` is the ledger's folder in its repository.
    """
    asked = owners.accounts(owners.deciding())
    lines = [*(f"# {line}" for line in _head(owners.day)), "", *(["[coopctl]"] if forge == "gitlab" else [])]
    lines += [_line(forge, path, asked) for path in (*(below + one for one in _GATED), *own)]
    for name, title, members in owners.circles():
        lines += ["", *_circle(owners, forge, (below, name), title, members)]
    return "\n".join(lines) + "\n"


def _head(day: dt.date) -> list[Text]:
    return [
        T("Computed by coopctl forge from who holds what on {day}: write it again rather than change it.", day=day),
        T("Asked for and needed: who decides on the rules of all. Who may hold a role stands in the role sheets:"),
        T("coopctl review says who must agree to that, and the history is verified by it."),
        T("All below that is information: a circle agrees in its meeting, not by a click here."),
    ]


def _line(forge: str, path: str, asked: list[str]) -> str:
    pattern = path.replace(".", "[.]") + (".*" if path.endswith("/") else "") if forge == "forgejo" else f"/{path}"
    return " ".join([pattern, *asked]) if asked else f"# {pattern}"


def _circle(owners: Owners, forge: str, where: tuple[str, str], title: str, members: tuple[str, ...]) -> Iterator[str]:
    """A section that asks nobody to approve on GitLab; elsewhere a comment, for a line would be a gate or a summons."""
    below, name = where
    paths = (f"{below}circles/{name}.yaml", f"{below}roles/{name}/")
    asked = owners.accounts(members)
    if forge == "gitlab" and asked:
        yield f"^[{name}]"
        yield from (_line(forge, path, asked) for path in paths)
    else:
        who = T("{circle}: {members}", circle=" ".join(title.split()), members=list(members))
        yield f"# {who}"
        yield f"#   {' '.join(paths)}"
