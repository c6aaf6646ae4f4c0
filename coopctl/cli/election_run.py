"""coopctl election run: what a facilitator types in front of a meeting, on a shared screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from coopctl.cli import show
from coopctl.cli.governing import words
from coopctl.cli.options import argument, option
from coopctl.cli.session import Session
from coopctl.cli.setting import Setting
from coopctl.cli.verb import verb
from coopctl.problem import Misuse, NotHere
from coopctl.words import T

if TYPE_CHECKING:
    from coopctl.edits.governance import Change
    from coopctl.room.draft import Draft
    from coopctl.room.scene import Deed, Room

Which = Annotated[
    str | None,
    argument(meta="ELECTION|ROLE", help="an election under way, or the role to designate for", read=words),
]
Rehearsal = Annotated[bool, option("--rehearsal", help="play it on a circle that does not exist, and write nothing")]


@verb
def run(setting: Setting, which: Which = None, rehearsal: Rehearsal = False) -> int:
    """Lead an election in a meeting, step by step: what to say, who speaks next, what is missing, the time left.

    Each answer is recorded, or kept in the private folder until its step is; after any end it goes on where it was.
    No ballot is typed before all are shown.
    """
    from coopctl.cli.election_room import Meeting, Rehearsed

    if not show.may_ask():
        raise Misuse(
            T("election run asks its questions at a terminal; without one, each step has its own command"),
            "coopctl election --help",
        )
    if rehearsal:
        return Meeting(Rehearsed(setting.today)).run()
    session = Session(setting)
    session.repo.folder  # noqa: B018  (raises where the folder is not under git)
    name, role = _chosen(session, which)
    return Meeting(Kept(setting, name, role)).run()


def _chosen(session: Session, which: str | None) -> tuple[str, str]:
    """The election to go on with, or none and the role wished for."""
    from coopctl.election.book import gists

    states = gists(session.ledger("HEAD"))
    _swept(session, [name for name, one in states.items() if one.closed])
    under_way = {name: one.role for name, one in states.items() if not one.closed and one.role}
    if which is None:
        return _offered(session, under_way), ""
    if which in states:
        return which, ""
    if which[:4].isdigit():
        raise NotHere(T("there is no election {election}", election=which), "coopctl election list")
    return next((name for name, role in under_way.items() if which in (role, role.rpartition("/")[2])), ""), which


def _swept(session: Session, over: list[str]) -> None:
    """Forget what was kept for elections that ended elsewhere."""
    from coopctl.cli.election_write import draft_of
    from coopctl.cli.people import private

    folder = private(session)
    for name in set(folder.names()) & {draft_of(one) for one in over}:
        folder.remove(name)


def _offered(session: Session, under_way: dict[str, str]) -> str:
    from coopctl.cli.show_ask import choose

    framed = Kept(session.setting, "", "").draft.of("framing").get("role", {}).get("value")
    if framed:
        return next((name for name, role in under_way.items() if role == framed), "")
    if len(under_way) < 2:
        return next(iter(under_way), "")
    labels = [T("{name} ({role})", name=name, role=role) for name, role in under_way.items()]
    n = choose(T("Which one?"), [*labels, T("a new one")], option="ELECTION")
    return [*under_way, ""][n]


class Kept:
    """An election of the ledger: each step one record, what is not recorded yet in the private folder."""

    def __init__(self, setting: Setting, name: str, role: str) -> None:
        self.setting, self.name, self.role = setting, name, role

    @property
    def _file(self) -> str:
        from coopctl.cli.election_write import draft_of

        return draft_of(self.name)

    @property
    def draft(self) -> Draft:
        """What was answered and is not recorded yet."""
        from coopctl.cli.people import private
        from coopctl.document.read import bare, read
        from coopctl.room import draft as kept

        data = private(Session(self.setting)).read(self._file)
        root: Any = read(self._file, data).root if data else None
        return kept.read(bare(root) if root is not None else None)

    def room(self) -> Room:
        """The room as it stands."""
        from coopctl.cli.election_write import words_of
        from coopctl.cli.people import names
        from coopctl.edits.rehearsed import standing

        session = Session(self.setting)
        found = standing(session.head, self.name, words_of(session, self.name), names(session), session.actor,
                         self.setting.today)  # fmt: skip
        return found._replace(draft=self.draft, wished=self._role(found))

    def _role(self, room: Room) -> str:
        return next((one for one in room.posts if self.role in (one, one.rpartition("/")[2])), "")

    def keep(self, draft: Draft) -> None:
        """Keep what was answered, at once."""
        from coopctl.cli.people import private
        from coopctl.document.write import emit

        folder = private(Session(self.setting))
        if draft.stages:
            folder.write(self._file, emit(draft.tree).encode())
        else:
            folder.remove(self._file)

    def record(self, deed: Deed) -> Change:
        """Write one step as one record. Raises as writing does."""
        from coopctl.cli.election_write import written
        from coopctl.cli.people import private
        from coopctl.edits.room import plan

        session = Session(self.setting)
        name = self.name or _new_name(session, str(deed.facts["role"]))
        step = written(session, name, lambda snapshot, desk: plan(snapshot, name, deed, desk))
        if not self.name:
            private(session).remove(self._file)
            self.name = name
        return step.change


def _new_name(session: Session, role: str) -> str:
    """Day and role, with a number where there is one of that name."""
    own = f"{session.setting.today.isoformat()}-{role.rpartition('/')[2]}"[:36].rstrip("-")
    names = [own, *(f"{own}-{n}" for n in range(2, 1000))]
    return next(one for one in names if f"elections/{one}.yaml" not in session.head.files)
