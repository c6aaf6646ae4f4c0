"""RULES: every rule, in the order of the manual. Adding one is a line here."""

from __future__ import annotations

from coopctl.rules import (
    circles,
    circles_today,
    closed,
    co_management,
    derogations,
    eligibility,
    governance,
    holders,
    mandates,
    mandates_today,
    names,
    payouts,
    reading,
    sheets,
    text,
)
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
    circles.circle_within_itself,
    circles.unknown_name,
    circles.commitment_without_end,
    circles.representative_from_outside,
    circles.role_without_accountabilities,
    # mandates
    mandates.too_many_holders,
    mandates.role_in_closed_circle,
    mandates.term_above_maximum,
    mandates.renewed_too_often,
    holders.holder_not_a_member,
    holders.mandate_outlives_membership,
    eligibility.ineligible_holder,
    eligibility.eligibility_lost,
    eligibility.incompatible_roles,
    eligibility.incompatible_circle,
    eligibility.involved_day_to_day,
    # what depends on the day
    *circles_today.TODAY,
    *mandates_today.TODAY,
    *co_management.TODAY,
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
