"""RULES: every rule, in the order of the manual. Adding one is a line here."""

from __future__ import annotations

from coopctl.rules import (
    arrivals,
    circles,
    circles_today,
    closed,
    co_management,
    contracts,
    derogations,
    elections,
    elections_ballots,
    elections_consent,
    elections_course,
    elections_proposal,
    eligibility,
    governance,
    handles,
    holders,
    law,
    mandates,
    mandates_today,
    names,
    payouts,
    reading,
    referents,
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
    # elections
    elections.election_names_unknown,
    elections_course.election_out_of_order,
    elections_course.election_dates_go_back,
    elections_course.election_changed_after_closing,
    elections_course.quorum_missing,
    elections_ballots.voter_not_in_electorate,
    elections_ballots.ballot_twice,
    elections_ballots.ballot_missing,
    elections_ballots.ballot_not_allowed,
    elections_ballots.name_not_given,
    elections_ballots.reason_missing,
    elections_ballots.reason_beyond_level,
    elections_proposal.proposed_not_nominated,
    elections_proposal.proposed_not_eligible,
    elections_proposal.facilitator_proposed,
    elections_proposal.objection_unclear,
    elections_proposal.objection_left_open,
    elections_consent.consent_carried_over,
    elections_consent.round_not_full,
    elections_consent.mandate_without_acceptance,
    elections_consent.election_without_term,
    elections_consent.election_term_too_long,
    elections.election_sheet_changed,
    elections.outcome_not_in_sheet,
    elections.answer_overdue,
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
