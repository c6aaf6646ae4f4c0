"""The fingerprint of a role sheet: what a holder accepts, so that a later change shows."""

from __future__ import annotations

import hashlib
import json

from coopctl.records.body import Body
from coopctl.records.role import Role

_NOT_ASKED = {
    "role", "body", "accompanies", "nature", "ended", "stipend", "mandates", "vacancies", "declined", "source",
}  # fmt: skip
"""What one does not accept with a sheet: its name, what it is in the ledger, the sums and the facts of time."""


def fingerprint(sheet: Role | Body) -> str:
    """What a holder accepts, in sixteen letters: the sheet's values without who holds it and the sums.

    It is made of the values, so that a comment or the order of the keys changes nothing.
    """
    values = sheet.model_dump(mode="json", exclude=_NOT_ASKED, exclude_defaults=True)
    text = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()[:16]}"
