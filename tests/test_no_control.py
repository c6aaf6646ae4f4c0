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
    verbs = [(row.name, verb) for row in rows for verb in getattr(grown(row), "verbs", ())]
    assert len(verbs) > 30
    found = [names for names in (*verbs, *((row.name, "") for row in rows)) if CONTROL.search(" ".join(names))]
    assert found == [("budget", "grant")], "an envelope is a circle's, never a member's"


def test_no_field_controls() -> None:
    found = schemas().items()
    keys = {(name, key) for name, text in found for key in re.findall(r'^ *"(\w+)": \{', text, re.MULTILINE)}
    assert {"hours", "rate", "mandates"} <= {key for _name, key in keys}
    assert [one for one in keys if CONTROL.search(one[1])] == [("budgets.json", "granted")]
    assert len(KINDS) > 6
