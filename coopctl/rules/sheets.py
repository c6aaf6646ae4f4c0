"""The rules on contribution sheets. A write of a contribution imports these and no others, to be quick."""

from __future__ import annotations

from coopctl.rules import amounts, board, days, references, text
from coopctl.rules.rule import Rule

SHEET: tuple[Rule, ...] = (
    references.unknown_sheet_owner,
    amounts.rate_above_cap,
    amounts.rate_below_zero,
    amounts.hours_not_positive,
    days.ends_before_it_begins,
    days.date_after_the_month,
    days.earlier_month_still_open,
    days.not_a_member_that_day,
    references.unknown_circle,
    references.circle_not_open,
    references.unknown_role,
    references.role_not_held,
    references.unknown_need,
    references.unknown_recorder,
    text.personal_data,
)
MEMBER: tuple[Rule, ...] = (
    board.duplicate_id,
    board.too_many_hours,
    board.same_work_twice,
    board.corrects_nothing,
    board.corrected_twice,
)
