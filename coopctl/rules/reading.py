"""The rules that reading applies: a file's bytes, and a record's keys and values. They have pages, no function."""

from __future__ import annotations

from coopctl.document.reading import READING
from coopctl.rules.rule import Rule, described

TEXT_RULES: tuple[Rule, ...] = tuple(described(name, "text", f"{summary}\n\n{why}") for name, summary, why in READING)

NOT_A_FILE = described(
    "not-a-file",
    "text",
    """Something else lies where a file is due.

    A symbolic link, a folder, a pipe or a repository of its own is not read: what it holds would
    count on one machine and not on the next, or come from outside the ledger. Put a plain file in
    its place. A file that this account may not read hides what it says: give back the right to.
    """,
)

UNKNOWN_KEY = described(
    "unknown-key",
    "record",
    """A record has a key the format does not know.

    It is nearly always a key misspelt, and what it says would count for nothing. Keys of the
    cooperative's own begin with x- and are left alone.

    Broken:
        members/noemie.yaml
            handle: noemie
            statutes:  # <- here
            - status: cape
              since: 2025-01-01
    Mended:
        members/noemie.yaml
            handle: noemie
            statuses:
            - status: cape
              since: 2025-01-01
            x-velo: oui
    """,
)

PRIVATE_KEY = described(
    "private-key",
    "record",
    """A record has a key for somebody's money or health.

    The cash, the margin and the pay of a person are between them and co-management, and health is nobody's
    business. The ledger is read by all and forgets nothing, so it has no place for them, not even under a
    key of the cooperative's own (x-).

    Broken:
        members/noemie.yaml
            handle: noemie
            statuses:
            - status: cape
              since: 2025-01-01
            x-tresorerie: 1200  # <- here
    Mended:
        members/noemie.yaml
            handle: noemie
            statuses:
            - status: cape
              since: 2025-01-01
    """,
)

MISSING_KEY = described(
    "missing-key",
    "record",
    """A record lacks a key it cannot do without.

    Each kind of file has a few such keys; docs/format.md shows a whole example of each.

    Broken:
        contributions/2026-10/loic.yaml
            - id: k7m3qa2w  # <- here
              date: 2026-10-03
              hours: 1
              what: Relecture
    Mended:
        contributions/2026-10/loic.yaml
            - id: k7m3qa2w
              date: 2026-10-03
              hours: 1
              rate: 15
              what: Relecture
    """,
)

WRONG_VALUE = described(
    "wrong-value",
    "record",
    """A value is not of the kind its key expects.

    Hours are decimal (2.5, never 2:30), amounts have a point and at most two decimals, days are
    written 2026-10-03, and a text is never empty. The key decides the kind, not the look of the
    value.

    Broken:
        contributions/2026-10/loic.yaml
            - id: k7m3qa2w
              date: 2026-10-03
              hours: 1:30  # <- here
              rate: 15
              what: Relecture
    Mended:
        contributions/2026-10/loic.yaml
            - id: k7m3qa2w
              date: 2026-10-03
              hours: 1.5
              rate: 15
              what: Relecture
    """,
)

RECORD_RULES = (UNKNOWN_KEY, PRIVATE_KEY, MISSING_KEY, WRONG_VALUE)
