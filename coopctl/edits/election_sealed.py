"""Sealed ballots: sealed by a voter in their own clone, opened by them at the reveal, taken in by who records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from coopctl.edits.elections import Desk, standing
from coopctl.edits.governance import Change, Draft, trimmed
from coopctl.election.ballots import allowed
from coopctl.election.sealed import Own, Paper, commitment, counting, of_ledger, path_of, reason_digest, told
from coopctl.election.state import Ballot, State
from coopctl.election.times import outside, window
from coopctl.election.words import Told
from coopctl.problem import NotHere, Refused
from coopctl.snapshot import Snapshot
from coopctl.words import T, Text


class Kept(NamedTuple):
    """What stays in the private folder of a voter: with it, and only with it, the ballot can be opened."""

    member: str
    round: int
    commitment: str
    salt: str
    key: str
    facts: Told

    @property
    def tree(self) -> Told:
        """As the private file holds it."""
        return {**self._asdict(), "facts": dict(self.facts)}


def reason_of(name: str, kept: Kept) -> dict[str, str]:
    """The words of a kept ballot by the digests a record may have of them; none where it has no reason."""
    reason = kept.facts.get("reason")
    if not reason:
        return {}
    return {reason_digest(key, name, kept.round, kept.member, reason): reason for key in (kept.salt, kept.key)}


def kept_of(tree: Any) -> Kept | None:
    """A private file as it was read, None where it is no sealed ballot."""
    try:
        return Kept(str(tree["member"]), int(tree["round"]), str(tree["commitment"]), str(tree["salt"]),
                    str(tree["key"]), dict(tree["facts"]))  # fmt: skip
    except (KeyError, TypeError, ValueError):
        return None


class Sealing(NamedTuple):
    """A ballot sealed: the change, and what to keep in the private folder."""

    change: Change
    kept: Kept


def seal(snapshot: Snapshot, name: str, facts: Told, salt: str, key: str, desk: Desk) -> Sealing:
    """The actor seals their ballot. Refused, by name, where they give none now, or name whom they cannot."""
    draft = Draft(snapshot, desk.actor, desk.today)
    state, own = _now(snapshot, draft, name, desk)
    timely(state, "ballots", desk)
    round_, voter = len(state.history) + 1, desk.actor
    if voter not in state.voters:
        raise Refused(T("{member} gives no ballot: not there, come late, or facilitating", member=voter), _show(name))
    if _open(own, name, round_):
        raise Refused(T("ballots are opened already: yours is given aloud now, with the others"), _show(name))
    names = tuple(facts.get("nominees", ())) or ((facts["nominee"],) if facts.get("nominee") else ())
    for one in names:
        draft.member(one)
    known = len(state.broken)
    if not allowed(state, Ballot(voter, names, facts.get("instead"), True, 0, 0)):
        raise Refused(state.broken[known].message, "coopctl explain ballot-not-allowed")
    kept = _kept(state, name, voter, round_, facts, Paper(names, facts.get("instead")), salt, key)
    entry = {"round": round_, "at": desk.at, "commitment": kept.commitment}
    path = path_of(name, voter)
    before = voter in counting(own, name, round_)
    if path in snapshot.files:
        draft.append(path, ("ballots",), entry)
    else:
        draft.create(path, {"voter": voter, "ballots": [entry]})
    said = [T("your ballot is sealed: nobody can read it before you open it")]
    if before:
        said.append(T("it counts instead of the one before"))
    return Sealing(draft.done("election.seal", path[:-5], desk.reason, said), kept)


def _kept(
    state: State, name: str, voter: str, round_: int, facts: Told, paper: Paper, salt: str, key: str
) -> Kept:  # fmt: skip
    full = state.framing is not None and state.framing.level == "full"
    reason = facts.get("reason")
    given = "withheld" if facts.get("withheld") else None
    if reason:
        given = reason_digest(salt if full else key, name, round_, voter, reason)
    found = commitment(salt, name, round_, voter, paper._replace(given=given))
    return Kept(voter, round_, found, salt, key, facts)


def _now(snapshot: Snapshot, draft: Draft, name: str, desk: Desk) -> tuple[State, list[Own]]:
    """Where the election stands, and its sealed ballots. Refused where none are, or not now."""
    _tree, state = standing(snapshot, draft, name, desk.words)
    framing = state.framing
    if framing is None or not framing.sealed:
        raise Refused(T("{election} was not opened for sealed ballots: they are shown together", election=name),
                      _show(name))  # fmt: skip
    if state.step != "ballots":
        raise Refused(T("{election} does not wait for ballots now", election=name), _show(name))
    return state, [one for one in of_ledger(draft.ledger) if one.election == name]


def _open(own: Sequence[Own], name: str, round_: int) -> bool:
    """Whether a ballot of this round was opened already."""
    return any(one.ballot.opened for one in own if (one.election, one.ballot.round) == (name, round_))


def timely(state: State, step: str, desk: Desk) -> None:
    """Refuse what comes outside the times of a step."""
    said = outside(window(state, step), desk.at)
    if said is not None:
        raise Refused(said, _show(state.id))


def open_mine(snapshot: Snapshot, name: str, every: Mapping[str, Kept], desk: Desk) -> Change:
    """The actor opens their ballot; ``every``: what this clone kept, by commitment. A lost salt: it is given again."""
    draft = Draft(snapshot, desk.actor, desk.today)
    state, own = _now(snapshot, draft, name, desk)
    timely(state, "reveal", desk)
    round_, voter = len(state.history) + 1, desk.actor
    mine = counting(own, name, round_).get(voter)
    if mine is None:
        raise NotHere(T("{member} has sealed no ballot for this round", member=voter), _show(name))
    if mine.ballot.opened:
        raise Refused(T("the ballot of {member} is open already", member=voter), _show(name))
    kept = every.get(mine.ballot.commitment or "")
    if kept is None:
        raise Refused(
            T("what opens this ballot is not in the private folder of this clone: it is to be given again"),
            _show(name)
            if _open(own, name, round_)
            else f"coopctl election nominate {name} --sealed HANDLE --because …",
        )
    full = state.framing is not None and state.framing.level == "full"
    opened = _opened(name, round_, kept, full, desk)
    draft.put(mine.path, ("ballots", mine.row, "opened"), opened, ("round", "at", "commitment", "opened"))
    said = [T("your ballot is open: {names}", names=tuple(_names(kept.facts)))]
    if kept.facts.get("reason"):
        said.append(T("the reason, to be said aloud: {text}", text=kept.facts["reason"]))
    return draft.done("election.unseal", mine.path[:-5], desk.reason, said)


def _names(facts: Told) -> Sequence[Text | str]:
    return facts.get("nominees") or [facts.get("nominee") or facts.get("instead") or ""]


def _opened(name: str, round_: int, kept: Kept, full: bool, desk: Desk) -> Told:
    facts = dict(kept.facts)
    reason = facts.pop("reason", None)
    if reason:
        key = kept.salt if full else kept.key
        facts["given"] = reason_digest(key, name, round_, kept.member, reason)
        facts |= {"reason": reason} if full else {}
    found = {"at": desk.at, **facts, "salt": kept.salt}
    order = ("at", "nominee", "nominees", "instead", "reason", "given", "withheld", "salt")
    return trimmed({key: found[key] for key in order if key in found})


def gathered(snapshot: Snapshot, name: str, desk: Desk) -> tuple[list[Told], tuple[str, ...]]:
    """The opened ballots of the round, as the record has them; and who sealed one that is not open."""
    draft = Draft(snapshot, desk.actor, desk.today)
    state, own = _now(snapshot, draft, name, desk)
    round_ = len(state.history) + 1
    found, closed = [], []
    for voter, one in counting(own, name, round_).items():
        opened = one.ballot.opened
        if opened is None:
            closed.append(voter)
        else:
            found.append({"voter": voter, **told(opened, one.ballot.commitment or "")})
    return found, tuple(closed)


def _show(name: str) -> str:
    return f"coopctl election show {name}"
