"""The sample cooperative's board and payouts, from what its members would have typed.

    python tools/sample.py           write ledger/contributions and ledger/payouts
    python tools/sample.py check     they are as they would be written

The charter, members, circles and roles in ledger/ are written by hand. The board comes from sample_board.txt and
the customs below; each month is then closed by the product itself, on what was known that day.
"""

from __future__ import annotations

import calendar
import datetime as dt
import hashlib
import re
import shutil
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from coopctl.demo.known import governance, text_on  # noqa: E402
from coopctl.document.write import emit  # noqa: E402
from coopctl.edits.board import new_id  # noqa: E402
from coopctl.edits.closing import close  # noqa: E402
from coopctl.entry import MODELINE, Entry, sheet_path, tree  # noqa: E402
from coopctl.snapshot import Snapshot  # noqa: E402
from coopctl.values import Month, Period, parse_hours, parse_month, parse_rate  # noqa: E402

LEDGER = ROOT / "ledger"
BOARD = ROOT / "tools" / "sample_board.txt"
MADE = ("contributions", "payouts")

CLOSINGS = {
    "2025-11": ("2025-12-04", "helene"),
    "2025-12": ("2026-01-06", "helene"),
    "2026-01": ("2026-02-04", "helene"),
    "2026-02": ("2026-03-03", "helene"),
    "2026-03": ("2026-04-03", "nadege"),
    "2026-04": ("2026-05-05", "nadege"),
    "2026-05": ("2026-06-03", "omar"),
    "2026-06": ("2026-07-02", "omar"),
    "2026-07": ("2026-08-07", "omar"),
    "2026-08": ("2026-09-03", "omar"),
    "2026-09": ("2026-10-05", "omar"),
}
"""Month → the day it was closed, and by whom. October 2026 is open."""

TUESDAYS = (
    # who, role, rate, how they write it, first and last month
    ("pauline", "referent", "20", "Réunions hebdo du cercle, {n} mardis", "2025-11", "2026-10"),
    ("claire", "referent", "20", "Cercle accompagnement, les mardis de {month}", "2025-11", "2026-10"),
    ("guillaume", "referent", "25", "Hebdos accompagnement × {n}", "2025-11", "2026-10"),
    ("lucie", "referent", "15", "Mardis de l'accompagnement ({n} fois 1 h 15)", "2025-11", "2026-10"),
    ("camille", None, "25", "Réunions du mardi, {month}", "2025-11", "2026-06"),
)
"""The weekly meeting of the accompagnement circle, an hour and a quarter, noted once a month."""

ORIENTATION = (
    "2025-11-20 2025-12-16 2026-01-22 2026-02-26 2026-03-26 2026-04-30 2026-06-04 2026-07-09 2026-09-10 2026-10-15"
)
"""The meetings of the orientation circle, two hours, every four or five weeks but in August."""
REPRESENTATIVES = (
    ("camille", "25", "Cercle d'orientation", "2025-11", "2026-06"),
    ("yann", "25", "Cercle d'orientation du {day}", "2025-11", "2026-10"),
    ("karim", "22", "Cercle d'orientation, première année", "2026-07", "2026-10"),
    ("claire", "20", "Cercle d'orientation, pour l'accompagnement", "2025-11", "2026-10"),
    ("noemie", "18", "Orientation : représentante de la communication", "2025-11", "2026-10"),
    ("aicha", "25", "Cercle d'orientation (formation)", "2026-01", "2026-10"),
    ("loic", "20", "Orientation, voix du cercle outils numériques", "2025-11", "2026-10"),
    ("fatou", "18", "Cercle d'orientation du {day}, pour la vie coopérative", "2025-11", "2026-10"),
    ("helene", "0", "Animation du cercle d'orientation du {day}", "2025-11", "2026-06"),
)
MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()

_LINE = re.compile(r"(\d\d)(?:-(\d\d))? (\S+) (\S+) (\S+) (\S+) (.+?)((?: \{[^}]+\})*)")
_MARK = re.compile(r"\{(\w+) ?([^}]*)\}")


class Noted(NamedTuple):
    """A line as it was noted: by whom, on which day of which month's sheet, and its place among that day's."""

    member: str
    month: Month
    day: dt.date
    rank: int
    entry: Entry


def written() -> Iterator[Noted]:
    """The lines of the board that were written one by one."""
    month = parse_month("2025-11")
    names: dict[str, tuple[str, dt.date]] = {}
    for rank, text in enumerate(BOARD.read_text("utf-8").splitlines()):
        if text.startswith("== "):
            month = parse_month(text[3:])
        elif found := _LINE.fullmatch(text):
            yield _read(found, month, rank, names)
        elif text and not text.startswith("#"):
            raise SystemExit(f"{BOARD.name}:{rank + 1}: {text}")


def _read(found: re.Match[str], month: Month, rank: int, names: dict[str, tuple[str, dt.date]]) -> Noted:
    first, last, member, where, hours, rate, what, marks = found.groups()
    mark = dict(_MARK.findall(marks))
    day = month.first.replace(day=int(first))
    corrected, date = names.get(mark.get("corrige", ""), (None, day))
    circle, _, role = where.partition("/")
    entry = Entry(
        id=_id(f"{member} {month} {what}"),
        date=dt.date.fromisoformat(mark["le"]) if "le" in mark else date,
        until=day.replace(day=int(last)) if last else None,
        hours=parse_hours(hours),
        rate=parse_rate(rate),
        what=what,
        circle=None if circle == "-" else circle,
        role=role or None,
        recorded_by=mark.get("par"),
        waived="don" in mark,
        corrects=corrected,
        need=mark.get("besoin"),
    )
    if "id" in mark:
        names[mark["id"]] = entry.id, entry.date
    return Noted(member, month, entry.until or day, rank, entry)


def customary() -> Iterator[Noted]:
    """The lines that come back every month."""
    for name in (*CLOSINGS, "2026-10"):
        month = parse_month(name)
        tuesdays = [day for day in _days(month) if day.weekday() == calendar.TUESDAY]
        tuesdays = tuesdays[2:] if month.first.month == 8 else tuesdays
        said = {"n": len(tuesdays), "month": MONTHS[month.first.month - 1]}
        for who, role, rate, what, since, until in TUESDAYS:
            if since <= name <= until:
                entry = _custom(
                    who, tuesdays[0], f"{len(tuesdays) * 1.25:g}", rate, what.format(**said), "accompagnement"
                )
                yield Noted(who, month, tuesdays[-1], 0, entry._replace(role=role, until=tuesdays[-1]))
    for text in ORIENTATION.split():
        day = dt.date.fromisoformat(text)
        for who, rate, what, since, until in REPRESENTATIVES:
            if since <= text[:7] <= until:
                words = what.format(day=f"{day.day} {MONTHS[day.month - 1]}")
                yield Noted(who, Month.of(day), day, 0, _custom(who, day, "2", rate, words, "orientation"))


def _custom(who: str, day: dt.date, hours: str, rate: str, what: str, circle: str) -> Entry:
    return Entry(_id(f"{who} {day} {what}"), day, parse_hours(hours), parse_rate(rate), what, circle)


def _days(month: Month) -> list[dt.date]:
    return [month.first + dt.timedelta(days=n) for n in range(month.last.day)]


def _id(seed: str) -> str:
    return new_id(lambda size: hashlib.sha256(seed.encode()).digest()[:size])


def sheets() -> dict[str, bytes]:
    """Every sheet, its lines in the order they were noted."""
    found: dict[str, list[Noted]] = {}
    for noted in sorted((*written(), *customary()), key=lambda one: (one.day, one.rank)):
        found.setdefault(sheet_path(noted.month, noted.member), []).append(noted)
    return {path: emit([tree(one.entry) for one in lines], MODELINE).encode() for path, lines in sorted(found.items())}


def made(by_hand: Mapping[str, bytes]) -> dict[str, bytes]:
    """The board and the payouts, each closed on what was known that day."""
    board = sheets()
    payouts: dict[str, bytes] = {}
    records = governance(by_hand)
    for name, (day, actor) in CLOSINGS.items():
        today = dt.date.fromisoformat(day)
        known = {path: text for path, record in records.items() if (text := text_on(path, record, today)) is not None}
        noted = {path: text for path, text in board.items() if path[14:21] <= name}
        files = {"coop.yaml": by_hand["coop.yaml"], **known, **noted, **payouts}
        edit = close(Snapshot(files, None), Period(parse_month(name), 1), actor, today).edit
        payouts |= {path: data for path, data in edit.changes.items() if data is not None}
    return board | payouts


def main(args: list[str]) -> int:
    """Write the files, or say which are not as they would be written."""
    there = {path.relative_to(LEDGER).as_posix(): path.read_bytes() for path in LEDGER.rglob("*.yaml")}
    wanted = made({path: data for path, data in there.items() if not path.startswith(MADE)})
    stale = [
        path for path in wanted.keys() | there.keys() if path.startswith(MADE) and there.get(path) != wanted.get(path)
    ]
    if args == ["check"]:
        for path in sorted(stale):
            print(f"ledger/{path} is not as it would be written: make sample")
        return 1 if stale else 0
    for folder in MADE:
        shutil.rmtree(LEDGER / folder, ignore_errors=True)
    for path, data in wanted.items():
        (LEDGER / path).parent.mkdir(parents=True, exist_ok=True)
        (LEDGER / path).write_bytes(data)
    print(f"{len(wanted)} files, {len(stale)} changed")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
