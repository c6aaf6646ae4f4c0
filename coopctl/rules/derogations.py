"""Rules on exceptions.yaml: a finding set aside has a reason and an end."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from coopctl.problem import At, Fault, Finding
from coopctl.rules.rule import rule
from coopctl.words import T

if TYPE_CHECKING:
    from coopctl.records.exceptions import Exceptions

PATH = "exceptions.yaml"


@rule("exceptions")
def exception_expired(exceptions: Exceptions, findings: Sequence[Finding], today: dt.date) -> Iterator[Fault]:
    """An exception is past its last day.

    A cooperative may live with a finding for a time. When the time is over the finding counts
    again, and the exception itself must be taken away or decided anew.

    Broken:
        exceptions.yaml
            - rule: rate-above-cap
              record: loic/k7m3qa2w
              reason: Urgence décidée en réunion
              decided_by: technique
              expires: 2026-10-31  # <- here
    Mended:
        exceptions.yaml
            (removed)
    """
    for index, one in enumerate(exceptions.root):
        if one.expires < today:
            yield Fault(
                At(PATH, (index, "expires")),
                T(
                    "the exception for {rule} on {record} ended on {day}",
                    rule=one.rule,
                    record=one.record,
                    day=one.expires,
                ),
                seen=one.expires.isoformat(),
            )


@rule("exceptions")
def exception_unused(exceptions: Exceptions, findings: Sequence[Finding], today: dt.date) -> Iterator[Fault]:
    """An exception sets nothing aside.

    What it was for has been mended, or it names another record than the finding does: leaving it
    would silence a fault to come.

    Broken:
        exceptions.yaml
            - rule: rate-above-cap
              record: loic/k7m3qa2w  # <- here
              reason: Urgence décidée en réunion
              decided_by: technique
              expires: 2026-12-31
    Mended:
        exceptions.yaml
            - rule: rate-above-cap
              record: loic/k7m3qa2w
              reason: Urgence décidée en réunion
              decided_by: technique
              expires: 2026-12-31
        contributions/2026-10/loic.yaml
            - id: k7m3qa2w
              date: 2026-10-03
              hours: 1
              rate: 40
              what: Relecture
    """
    for index, one in enumerate(exceptions.root):
        if one.expires >= today and not any(covers(one, finding) for finding in findings):
            yield Fault(
                At(PATH, (index, "record")),
                T("nothing is set aside here: no finding {rule} on {record}", rule=one.rule, record=one.record),
                seen=one.record,
            )


def covers(exception: object, finding: Finding) -> bool:
    """Whether an exception names this finding."""
    rule_, record, field = (getattr(exception, name) for name in ("rule", "record", "field"))
    return (rule_, record) == (finding.rule, finding.record) and field in (None, finding.field)
