"""RULES: every rule, in the order of the manual. Adding one is a line here."""

from __future__ import annotations

from coopctl.rules import closed, derogations, governance, names, payouts, reading, sheets, text
from coopctl.rules.rule import Rule, Scope

RULES: tuple[Rule, ...] = (
    reading.NOT_A_FILE,
    *reading.TEXT_RULES,
    *reading.RECORD_RULES,
    # files
    names.no_charter,
    names.bad_file_name,
    names.file_name_differs,
    names.twin_names,
    names.unknown_file,
    # members, circles, role sheets
    governance.unknown_member,
    governance.unknown_status,
    governance.role_of_no_circle,
    governance.span_reversed,
    text.personal_data_in_a_record,
    # one contribution sheet, then all those of a member
    *sheets.SHEET,
    *sheets.MEMBER,
    # closed months
    closed.closed_month_altered,
    closed.added_to_closed_month,
    payouts.payout_does_not_add_up,
    payouts.payouts_overlap,
    payouts.paid_twice,
    # exceptions
    derogations.exception_expired,
    derogations.exception_unused,
)

BY_NAME = {rule.name: rule for rule in RULES}


def of_scope(scope: Scope) -> tuple[Rule, ...]:
    """The rules that look at one kind of thing."""
    return tuple(rule for rule in RULES if rule.scope == scope)
