"""Everything about one person on a day, and who may see when their follow-up is due."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from coopctl.person import follows, person
from tests.small import FILES, TODAY, with_files

LEDGER = with_files({
    "coop.yaml": FILES["coop.yaml"] + "accompaniment: accueil\n",
    "circles/accueil.yaml": "circle: accueil\ntitle: Accueil\nmembers:\n- member: anne\n"
    "  since: 2020-01\n  until: 2026-10-31\n"
    "- member: bob\n  since: 2026-11-01\n",
    "members/anne.yaml": "handle: anne\nstatuses:\n- status: cape\n  since: 2020-01\n",
    "members/bob.yaml": "handle: bob\nstatuses:\n- status: cape\n  since: 2020-01\n",
    "members/noemie.yaml": FILES["members/noemie.yaml"] + "referents:\n- member: loic\n  since: 2026-01-01\n"
    "sponsored:\n- circle: accueil\n  sponsor: loic\n  observed:\n  - 2026-11-03\nfollow_up: 2026-12-01\n",
    "roles/technique/admin-sys.yaml": "role: admin-sys\ntitle: Admin\naccountabilities:\n- Mettre à jour\nmandates:\n"
    "- member: loic\n  since: 2024-06-01\n  until: 2025-05-31\n- member: loic\n  since: 2025-06-01\n"
    "- member: noemie\n  since: 2027-06-01\n",
    "roles/technique/depannage.yaml": "role: depannage\ntitle: Dépannage\nvacancies:\n"
    "- since: 2026-10-01\n  interim: loic\n",
})  # fmt: skip


def seen(handle: str, day: dt.date = TODAY, viewer: str | None = None) -> dict[str, Any]:
    return person(LEDGER, handle, day, {"loic": "Loïc M."}, viewer)


def test_what_is_held_was_held_and_is_to_come() -> None:
    assert [(one["since"], one["state"]) for one in seen("loic")["mandates"]] == [
        ("2024-06-01", "ended"), ("2025-06-01", "held"),
    ]  # fmt: skip
    assert [one["state"] for one in seen("noemie")["mandates"]] == ["to-come"]
    assert [one["state"] for one in seen("loic", dt.date(2025, 1, 1))["mandates"]] == ["held", "to-come"]
    assert [one["state"] for one in seen("anne")["memberships"]] == ["ended"]


def test_what_falls_to_somebody() -> None:
    assert [(one["duty"], one["what"], one["of"]) for one in seen("loic")["duties"]] == [
        ("accountability", "Mettre à jour", "technique/admin-sys"),
        ("referent", "noemie", None),
        ("sponsor", "noemie", "accueil"),
        ("interim", "Dépannage", "technique/depannage"),
    ]
    assert seen("noemie")["referent"] == {"member": "loic", "name": "Loïc M.", "since": "2026-01-01"}


@pytest.mark.parametrize(
    ("viewer", "told"),
    [("noemie", True), ("loic", True), ("bob", True), ("anne", False), ("karim", False), (None, False)],
)
def test_a_follow_up_is_seen_by_whom_it_concerns(viewer: str | None, told: bool) -> None:
    """Themself, their referent, the circle that accompanies people as it is that day."""
    assert follows(LEDGER, viewer, "noemie", TODAY) is told
    assert seen("noemie", viewer=viewer)["follow_up"] == ("2026-12-01" if told else None)
