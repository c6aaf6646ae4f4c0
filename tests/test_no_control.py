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
    named = (*verbs, *((row.name, "") for row in rows))
    # In an election a person accepts, for themself, the role they are designated for.
    found = [names for names in named if CONTROL.search(" ".join(names)) and names != ("election", "accept")]
    # An envelope is a circle's, never a member's; what is looked at is a circle's decision, or what a branch changes.
    assert sorted(found) == [("budget", "grant"), ("decision", "review"), ("review", "")]


def test_no_field_controls() -> None:
    texts = schemas().items()
    keys = {(name, key) for name, text in texts for key in re.findall(r'^ *"(\w+)": \{', text, re.MULTILINE)}
    assert {"hours", "rate", "mandates"} <= {key for _name, key in keys}
    found = sorted(one for one in keys if CONTROL.search(one[1]) and one[0] != "elections.json")
    decisions = [("decisions.json", name) for name in ("Review", "review", "reviews")]
    agreements = [("coop.json", name) for name in ("Approval", "approvals")]  # to a rule of all, never about a member
    assert found == [("budgets.json", "granted"), *agreements, *decisions]
    assert len(KINDS) > 6
