"""exceptions.yaml: findings the cooperative has decided to live with, each with an end."""

from __future__ import annotations

from pydantic import RootModel

from coopctl.records.base import Day, Record, Words, about, maybe


class Exception_(Record):
    """A finding set aside for a time by a decision."""

    rule: Words = about("Name of the rule")
    record: Words = about("The record concerned, as the finding names it")
    field: Words | None = maybe("The field concerned; absent: any")
    reason: Words = about("Why")
    decided_by: Words = about("Who decided: a handle, a circle or a decision")
    expires: Day = about("Last day it holds")


class Exceptions(RootModel[tuple[Exception_, ...]]):
    """Findings the cooperative has decided to live with; an unused or expired one is itself a finding."""
