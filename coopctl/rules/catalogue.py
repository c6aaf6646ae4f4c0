"""RULES: every rule, in the order of the manual. Adding one is a line here."""

from __future__ import annotations

from coopctl.rules import (
    accompanying,
    arrivals,
    budget_decisions,
    budgets,
    circles,
    circles_today,
    closed,
    co_management,
    consents,
    contracts,
    cooperative,
    critical_needs,
    decided,
    decided_today,
    derogations,
    eligibility,
    gatherings,
    gatherings_today,
    governance,
    handles,
    holders,
    law,
    mandates,
    mandates_today,
    names,
    needs,
    payouts,
    reading,
    referents,
    rounds,
    sheets,
    statutory,
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
    # how people come in and who accompanies them
    arrivals.introducer_not_there,
    arrivals.no_introducer,
    arrivals.joined_too_soon,
    arrivals.unknown_circle_of_people,
    handles.alias_taken,
    handles.former_handle,
    arrivals.outlook_too_short,
    referents.referent_not_there,
    referents.referent_of_support_team,
    referents.no_referent,
    accompanying.referent_without_mandate,
    accompanying.follow_up_by_support_team,
    # the law, where coop.yaml says which one applies
    law.unknown_legal_value,
    contracts.cape_contract_too_long,
    contracts.cape_too_long,
    law.partner_deadline_near,
    law.interviews_too_rare,
    law.minimum_in_hours_differs,
    statutory.too_many_partners,
    statutory.many_partners,
    statutory.supervisory_board_size,
    statutory.board_member_not_partner,
    statutory.statutory_term_too_long,
    # circles
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
    # envelopes
    *budgets.ENVELOPES,
    *budget_decisions.DECIDED,
    # meetings and workshops, and what the cooperative says of itself
    *gatherings.WHATEVER_THE_DAY,
    *cooperative.WHATEVER_THE_DAY,
    # needs
    needs.need_done_and_dropped,
    needs.need_holder_not_there,
    # decisions
    *consents.CONSENTS,
    *rounds.ROUNDS,
    *decided.DECIDED,
    # what depends on the day
    *circles_today.TODAY,
    *mandates_today.TODAY,
    *co_management.TODAY,
    *budgets.TODAY,
    *gatherings_today.TODAY,
    *cooperative.TODAY,
    *critical_needs.TODAY,
    *needs.TODAY,
    *decided_today.TODAY,
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
