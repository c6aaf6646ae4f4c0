"""Rules on handles that changed: nobody gets one that was somebody else's, and nothing open says an old one."""

from __future__ import annotations

from collections.abc import Iterator

from coopctl.ledger import Ledger
from coopctl.problem import Fault, Related
from coopctl.rules.governance import people
from coopctl.rules.persons import member_at
from coopctl.rules.rule import rule
from coopctl.words import T


@rule("ledger")
def alias_taken(ledger: Ledger) -> Iterator[Fault]:
    """A handle somebody had before is that of someone else.

    What is closed still names people by the handle they had: it can never be given to another.

    Broken:
        members/noemie.yaml
            handle: noemie
            aliases:
            - loic  # <- here
            statuses:
            - status: cape
              since: 2025-01-01
    Mended:
        members/noemie.yaml
            handle: noemie
            aliases:
            - noe
            statuses:
            - status: cape
              since: 2025-01-01
    """
    taken = {handle: member_at(handle, "handle") for handle in ledger.handles}
    for handle, one in ledger.members.items():
        for row, alias in enumerate(one.aliases):
            at = member_at(handle, "aliases", row)
            if alias in taken:
                yield Fault(
                    at,
                    T("the handle {alias} is somebody else's", alias=alias),
                    seen=alias,
                    related=(Related(taken[alias], T("it is theirs here")),),
                )
            taken.setdefault(alias, at)


@rule("ledger", "warning")
def former_handle(ledger: Ledger) -> Iterator[Fault]:
    """A record names somebody by a handle they no longer have.

    It happens when one person changes a handle while another notes something under the old one. It is known
    who is meant; renaming again brings what came meanwhile along.

    Broken:
        members/noemie.yaml
            handle: noemie
            aliases:
            - m07
            statuses:
            - status: cape
              since: 2025-01-01
        circles/technique.yaml
            circle: technique
            title: Technique
            since: 2019-03
            members:
            - member: m07  # <- here
              since: 2025-02
    Mended:
        circles/technique.yaml
            circle: technique
            title: Technique
            since: 2019-03
            members:
            - member: noemie
              since: 2025-02
    """
    for at, handle in people(ledger):
        if handle in ledger.renamed:
            now = ledger.renamed[handle]
            yield Fault(
                at,
                T("{member} is called {now} since they changed their handle", member=handle, now=now),
                seen=handle,
                allowed=now,
                related=(Related(member_at(now, "aliases"), T("it is written here")),),
                cure=f"coopctl member rename {handle} {now}",
            )
