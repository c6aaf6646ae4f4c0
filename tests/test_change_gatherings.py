"""What is told of meetings and workshops that were noted, completed, changed or taken away."""

from __future__ import annotations

import pytest

from coopctl.change.compare import changes
from coopctl.snapshot import Snapshot

MEETING = "meeting: 2026-10-12-technique\ncircle: technique\ndate: 2026-10-12\n"
WORKSHOP = "workshop: 2026-10-08-facture\ntitle: Facture\ndate: 2026-10-08\n"


@pytest.mark.parametrize(
    ("path", "before", "after", "kind", "text"),
    [
        ("meetings", None, MEETING, "meeting-noted", "meeting of technique on 12 October 2026"),
        ("meetings", MEETING, MEETING + "present: 4\n", "meeting-noted",
         "meeting of technique on 12 October 2026: 4 present"),
        ("meetings", MEETING + "present: 4\n", MEETING + "present: 5\n", "meeting-changed",
         "meetings/2026-10-12-technique: present changed"),
        ("meetings", MEETING, None, "meeting-removed",
         "the meeting of technique on 12 October 2026 is no longer in the ledger"),
        ("workshops", None, WORKSHOP, "workshop-noted", "workshop on 8 October 2026: Facture"),
        ("workshops", WORKSHOP, None, "workshop-removed",
         "the workshop of 8 October 2026 is no longer in the ledger: Facture"),
        ("meetings", None, "meeting: x\ndate: never\n", "meeting-noted", "meeting of ? on never"),
    ],
)  # fmt: skip
def test_what_is_told(path: str, before: str | None, after: str | None, kind: str, text: str) -> None:
    name = f"{path}/{'2026-10-12-technique' if path == 'meetings' else '2026-10-08-facture'}.yaml"
    sides = [Snapshot({name: one.encode()} if one else {}) for one in (before, after)]
    told = changes(*sides)
    assert [(one.kind, one.text.shown("en")) for one in told] == [(kind, text)]
