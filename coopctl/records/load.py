"""Reading a few records of one kind from files, without the rest of the ledger."""

from __future__ import annotations

from collections.abc import Mapping

from coopctl.document.read import SHEET_LIMIT, read
from coopctl.records import quick
from coopctl.records.model import judged
from coopctl.records.payout import Payout


def payouts(files: Mapping[str, bytes]) -> list[Payout]:
    """The readable payouts, oldest first."""
    found = []
    for path in files:
        if path.startswith("payouts/") and path.endswith(".yaml"):
            record = payout(path, files[path])
            found += [record] if record is not None else []
    return sorted(found, key=lambda one: (one.period.first, one.period.length))


def payout(path: str, data: bytes) -> Payout | None:
    """The payout a file holds, None where it cannot be read."""
    return quick.payout(data) or judged(Payout, path, read(path, data, SHEET_LIMIT).root)[0]
