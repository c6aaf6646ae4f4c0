"""Pay that nobody approves: no command, state or field approves or rejects what a member noted."""

from __future__ import annotations

import re

from coopctl.cli.app import grown
from coopctl.cli.commands import OCCASIONS
from coopctl.records.kinds import KINDS
from coopctl.schema import schemas

CONTROL = re.compile(r"approv|reject|refus|validat|accept|\breview|grant|sign_?off", re.IGNORECASE)


def test_no_command_controls() -> None:
    rows = [row for occasion in OCCASIONS for row in occasion.rows]
    words = [row.name for row in rows] + [verb for row in rows for verb in getattr(grown(row), "verbs", ())]
    assert len(words) > 30
    assert [word for word in words if CONTROL.search(word)] == []


def test_no_field_controls() -> None:
    keys = {key for text in schemas().values() for key in re.findall(r'^ *"(\w+)": \{', text, re.MULTILINE)}
    assert {"hours", "rate", "mandates"} <= keys
    assert [key for key in keys if CONTROL.search(key)] == []
    assert len(KINDS) > 6
