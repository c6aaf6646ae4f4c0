"""The past of the sample cooperative, told again from its files: who wrote what down, and when.

Nothing of it is invented here: a line of the board is noted on the day of its work, in the order of its
sheet; a payout is closed on the day it says, by whom it says; governance is written down as it happens.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from coopctl.demo.known import KNOWN, governance, text_on, turning_days
from coopctl.document.read import SHEET_LIMIT, read
from coopctl.entry import Entry, quick, sheet_of
from coopctl.snapshot import Message
from coopctl.values import Month, parse_cents, parse_month

START = dt.date(2025, 10, 31)
"""The day the sample cooperative began to keep this ledger."""
FOUNDER = "camille"
SECRETARY = "thomas"
_NOUNS = {
    "members": "member",
    "circles": "circle",
    "roles": "role",
    "bodies": "body",
    "needs": "need",
    "decisions": "decision",
    "budgets": "budget",
    "meetings": "meeting",
    "workshops": "workshop",
}
_DECIDED = {"opened": "decision.propose", "reviews": "decision.review", "taken_up": "decision.take-up"}


class Moment(NamedTuple):
    """Something recorded: when, by whom, why, and the files it leaves changed (None: removed)."""

    when: dt.datetime
    author: str
    message: Message
    changes: Mapping[str, bytes | None]


def moments(files: Mapping[str, bytes], beside: Mapping[str, bytes]) -> list[Moment]:
    """The whole past, oldest first; its last state is ``files`` with ``beside`` (the schemas).

    ``files`` are in canonical form.
    """
    found = [*_founding(files, beside), *_governance(files), *_elections(files), *_board(files), *_closings(files)]
    return sorted(found, key=lambda one: one.when)


def at(day: dt.date, hour: int, minute: int = 0, second: int = 0) -> dt.datetime:
    """An hour of that day, in the time of Paris."""
    summer = _last_sunday(day.year, 3) <= day < _last_sunday(day.year, 10)
    zone = dt.timezone(dt.timedelta(hours=2 if summer else 1))
    return dt.datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=zone)


def _last_sunday(year: int, month: int) -> dt.date:
    last = dt.date(year, month, 31)
    return last - dt.timedelta(days=last.isoweekday() % 7)


def _message(op: str, actor: str, records: list[str], subject: str) -> Message:
    trailers = (("Coop-Op", op), ("Coop-Actor", actor), *(("Coop-Record", record) for record in records))
    return Message(subject, trailers=trailers)


def _founding(files: Mapping[str, bytes], beside: Mapping[str, bytes]) -> Iterator[Moment]:
    first: dict[str, bytes | None] = {**beside, "coop.yaml": files["coop.yaml"]}
    yield Moment(at(START, 9), FOUNDER, _message("init", FOUNDER, ["coop"], "init: start the ledger"), first)
    records = governance(files)
    for hour, (folder, noun) in enumerate(_NOUNS.items(), 10):
        texts = {p: text_on(p, tree, START) for p, tree in records.items() if p.startswith(folder)}
        kept: dict[str, bytes | None] = {path: text for path, text in texts.items() if text is not None}
        if not kept:
            continue
        subject = f"{noun}: {len(kept)} {folder}"
        message = _message(f"{noun}.add", FOUNDER, [path[:-5] for path in kept], subject)
        yield Moment(at(START, hour), FOUNDER, message, kept)


def _governance(files: Mapping[str, bytes]) -> Iterator[Moment]:
    """What changed since: one moment for each record and day."""
    for path, tree in governance(files).items():
        before = text_on(path, tree, START)
        for day in sorted(day for day in turning_days(path, tree) if day > START):
            now = text_on(path, tree, day)
            if now is not None and now != before:
                op, author = _op(path, before, now)
                message = _message(op, author, [path[:-5]], f"{op.replace('.', ': ')} {path.split('/', 1)[1][:-5]}")
                hour = 16 if path.startswith("decisions/") else 17  # before what rests on it
                yield Moment(at(day, hour, *_minutes(path)), author, message, {path: now})
                before = now


def _elections(files: Mapping[str, bytes]) -> Iterator[Moment]:
    """An election is recorded whole, by who wrote, on the evening its mandate is."""
    for path in sorted(files):
        if path.startswith("elections/"):
            events = _tree(path, files[path])["events"]
            last = next(one for one in reversed(events) if one["kind"] == "mandate")
            author, name, office = str(last["by"]), path[10:-5], str(events[0]["role"])
            sheet = f"roles/{office}.yaml" if "/" in office else f"bodies/{office}.yaml"
            day = KNOWN.get((sheet, str(last["member"])), dt.date.fromisoformat(last["at"][:10]))
            message = _message("election.accept", author, [path[:-5]], f"election: accept {name}")
            yield Moment(at(day, 20), author, message, {path: files[path]})


def _op(path: str, before: bytes | None, now: bytes) -> tuple[str, str]:
    """What was done, and who usually does it."""
    noun = _NOUNS[path.split("/")[0]]
    if noun == "budget":
        return ("budget.transfer" if before else "budget.grant"), SECRETARY
    if noun == "need":
        return _done_of_need(before, now)
    if noun == "decision":
        said = before is not None and now.count(b"state: ") > before.count(b"state: ")
        done = "taken_up" if said else "reviews" if before else "opened"
        return _DECIDED[done], SECRETARY
    if before is None:
        return f"{noun}.add", SECRETARY
    ended = now.count(b"until: ") > before.count(b"until: ")
    if noun == "member":
        return ("member.leave" if b"\nleft:" in now else "member.status"), SECRETARY
    if noun == "circle":
        return ("circle.leave" if ended else "circle.join"), SECRETARY
    return ("role.assign" if now.count(b"- member: ") > before.count(b"- member: ") else "role.vacate"), FOUNDER


def _done_of_need(before: bytes | None, now: bytes) -> tuple[str, str]:
    """What was done with a need, and by whom: who said it, or who has it."""
    tree = _tree("", now)
    by = tree.get("by") or SECRETARY
    if before is None:
        return "need.add", by
    holders = [one["member"] for one in tree.get("holders", ())]
    for key in ("done", "dropped"):
        if key in tree:
            return ("need.done" if key == "done" else "need.drop"), holders[0] if holders else by
    return "need.take", holders[-1] if holders else by


def _board(files: Mapping[str, bytes]) -> Iterator[Moment]:
    """The lines of the board: one moment for what one person noted on one day."""
    for path in sorted(files):
        place = sheet_of(path)
        if place is None:
            continue
        entries = [entry for entry in map(quick, _tree(path, files[path])) if entry]
        head, *blocks = files[path].decode().split("\n- ")
        sittings: dict[dt.date, list[int]] = {}
        for index, day in enumerate(_noted(place[0], entries, files)):
            sittings.setdefault(day, []).append(index)
        for day, indexes in sittings.items():
            text = "\n- ".join([head, *blocks[: indexes[-1] + 1]])
            text = text if text.endswith("\n") else text + "\n"
            yield _sitting(path, place[1], day, [entries[index] for index in indexes], text.encode())


def _sitting(path: str, member: str, day: dt.date, entries: list[Entry], text: bytes) -> Moment:
    author = entries[-1].recorded_by or member
    hours = sum(entry.hours for entry in entries)
    said = f"{hours // 100}.{hours % 100:02d} h"
    what = entries[0].circle or "no circle" if len(entries) == 1 else f"{len(entries)} lines"
    records = [f"{member}/{entry.id}" for entry in entries]
    message = _message("contrib.add", author, records, f"contrib: {member}, {what}, {said}")
    return Moment(at(day, 18, *_minutes(path + entries[0].id)), author, message, {path: text})


def _noted(month: Month, entries: list[Entry], files: Mapping[str, bytes]) -> Iterator[dt.date]:
    """The day each line was noted: that of the work, or for what was learned late the day the line before it was."""
    day = month.first
    for entry in entries:
        closed = None if entry.last >= month.first else _tree_of_payout(Month.of(entry.last), files).get("closed")
        after = dt.date.fromisoformat(closed) + dt.timedelta(days=1) if closed else entry.last
        day = max(day, after)
        yield day


def _closings(files: Mapping[str, bytes]) -> Iterator[Moment]:
    for path in sorted(files):
        if path.startswith("payouts/"):
            month = parse_month(path[8:-5])
            payout = _tree_of_payout(month, files)
            actor, day = payout["closed_by"], dt.date.fromisoformat(payout["closed"])
            total = parse_cents(payout["total"]).fixed
            message = _message("payout.close", actor, [path[:-5]], f"payout: close {month}, {total} EUR")
            yield Moment(at(day, 9, 30), actor, message, {path: files[path]})


def _tree_of_payout(month: Month, files: Mapping[str, bytes]) -> dict[str, Any]:
    path = f"payouts/{month}.yaml"
    return _tree(path, files[path]) if path in files else {}


def _tree(path: str, data: bytes) -> Any:
    return read(path, data, SHEET_LIMIT).root


def _minutes(seed: str) -> tuple[int, int]:
    """A minute and a second that look like nothing in particular, always the same for the same thing."""
    digest = hashlib.sha256(seed.encode()).digest()
    return digest[0] % 60, digest[1] % 60
