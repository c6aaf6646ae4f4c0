"""A field of a record and what it holds, in words."""

from __future__ import annotations

from typing import Any

from coopctl import values
from coopctl.records.kinds import kind_of
from coopctl.words import T, Text

MOST = 3


def said_field(path: str, field: str) -> Text | str:
    """A field by its key and what it holds: ``site (Where they work from)``."""
    kind = kind_of(path)
    model = kind.load() if kind else None
    known = model.model_fields.get(field) if model else None
    if known is None or not known.description:
        return field
    return T("{field} ({meaning})", field=field, meaning=Text(known.description, ()))


def said_value(value: Any) -> object:
    """What a field holds; None is nothing."""
    if value is None or value in ([], {}):
        return T("nothing")
    if isinstance(value, list):
        parts = [said_value(one) for one in value[:MOST]]
        more = len(value) - len(parts)
        return T("{values} and {n} more", values=parts, n=more) if more > 0 else parts
    return _item(value) if isinstance(value, dict) else _scalar(value)


def _item(item: dict[str, Any]) -> list[object]:
    """« ana, from 1 January 2026 to 30 June 2026, waived: true »."""
    rest = dict(item)
    since, until = (_scalar(rest.pop(key)) if key in rest else None for key in ("since", "until"))
    named = next((key for key in _NAMING if isinstance(rest.get(key), str)), None)
    parts = [_scalar(rest.pop(named))] if named else []
    if since and until:
        parts.append(T("from {since} to {until}", since=since, until=until))
    elif since:
        parts.append(T("from {since}", since=since))
    elif until:
        parts.append(T("until {until}", until=until))
    return parts + [T("{field}: {value}", field=key, value=said_value(value)) for key, value in rest.items()]


_NAMING = ("member", "status", "circle", "college", "date")


def _scalar(value: Any) -> object:
    try:
        return values.parse_day(str(value))
    except ValueError:
        return str(value)
