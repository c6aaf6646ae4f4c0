"""The small words all else is made of: cents, hours, rates, days, months, periods, handles.

Amounts are whole cents, hours are whole hundredths: never a float (float rounding differs from
half-up in 12 % of hour x rate pairs). The functions that read a *stored* value are strict and raise
``ValueError`` with a :class:`~coopctl.words.Text`; what a person types is read in ``typed.py``.
"""

from coopctl.values.amounts import (
    Cents,
    Hours,
    Hundredths,
    Rate,
    amount,
    parse_cents,
    parse_hours,
    parse_number,
    parse_rate,
)
from coopctl.values.days import (
    Moment,
    Month,
    Period,
    Span,
    When,
    months_of,
    parse_day,
    parse_moment,
    parse_month,
    parse_period,
    parse_when,
    plus_months,
)
from coopctl.values.names import (
    MAX_SLUG,
    MAX_TEXT,
    parse_dated,
    parse_entry_id,
    parse_flag,
    parse_line,
    parse_link,
    parse_office,
    parse_slug,
    parse_source,
    parse_what,
)

__all__ = [
    "MAX_SLUG",
    "MAX_TEXT",
    "Cents",
    "Hours",
    "Hundredths",
    "Moment",
    "Month",
    "Period",
    "Rate",
    "Span",
    "When",
    "amount",
    "months_of",
    "parse_cents",
    "parse_dated",
    "parse_day",
    "parse_entry_id",
    "parse_flag",
    "parse_hours",
    "parse_line",
    "parse_link",
    "parse_moment",
    "parse_month",
    "parse_number",
    "parse_office",
    "parse_period",
    "parse_rate",
    "parse_slug",
    "parse_source",
    "parse_what",
    "parse_when",
    "plus_months",
]
