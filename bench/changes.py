"""One thing changed in a ledger: another value each round, put back afterwards."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from bench.shape import LAST
from coopctl.values import Hours


class Change(NamedTuple):
    """A value of a file: where it is, and what stands there in a round."""

    name: str
    path: str
    pattern: str
    value: Callable[[int], str]

    def write(self, ledger: Path, number: int) -> str:
        """Write the value of a round; gives the text as it was."""
        file = ledger / self.path
        before = file.read_text("utf-8")
        after = re.sub(self.pattern, lambda found: found[1] + self.value(number), before, count=1, flags=re.MULTILINE)
        assert after != before, f"nothing changes in {self.path}"
        file.write_bytes(after.encode())
        return before

    def restore(self, ledger: Path, before: str) -> None:
        """Put the text back."""
        (ledger / self.path).write_bytes(before.encode())


def _hours(number: int) -> str:
    """Never one that the board has, which counts in quarters up to two hours."""
    return Hours(201 + number).stored


def _day(year: int, number: int) -> str:
    return (dt.date(year, 1, 2) + dt.timedelta(days=number)).isoformat()


SHEET = Change("sheet", f"contributions/{LAST}/m001.yaml", r"^(  hours: ).*$", _hours)
MANDATE = Change("mandate", "roles/technique/animation.yaml", r"\A([\s\S]*\n  until: ).*$", lambda n: _day(2030, n))
MEMBER = Change("member", "members/m001.yaml", r"^(  since: ).*$", lambda n: _day(2018, n))
CIRCLE = Change("circle", "circles/technique.yaml", r"^(since: ).*$", lambda n: _day(2018, n))
RECORDS = (MANDATE, MEMBER, CIRCLE)
"""The last mandate of a role ends on another day; a member and a circle begin on another day, before all work."""
