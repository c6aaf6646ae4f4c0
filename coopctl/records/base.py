"""What all records share: frozen, unknown keys refused, scalars read by ``values`` and nothing else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import cache
from typing import Annotated, Any, Self, TypeVar, get_args

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic_core import core_schema

from coopctl import values
from coopctl.values import lapses
from coopctl.values.private import is_private
from coopctl.words import T

V = TypeVar("V")


def about(description: str) -> Any:
    """A required field and what it holds, in words (shown by editors, so it is translated)."""
    return Field(description=description)


def maybe(description: str, default: Any = None) -> Any:
    """A field that may be absent."""
    return Field(default, description=description)


def many(description: str) -> Any:
    """A list that may be absent."""
    return Field((), description=description)


class Record(BaseModel):
    """A record or a part of one. Keys that start with ``x-`` are the coop's own and are passed over, but for
    those that say what belongs in no shared ledger."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=False, defer_build=True)

    @classmethod
    def model_construct(cls, _fields_set: set[str] | None = None, **values: Any) -> Self:
        """A record of values that are right already. The library's own way looks at each field of each record."""
        one = cls.__new__(cls)
        object.__setattr__(one, "__dict__", {**_defaults(cls), **values})
        object.__setattr__(one, "__pydantic_fields_set__", set(values))
        object.__setattr__(one, "__pydantic_extra__", None)
        object.__setattr__(one, "__pydantic_private__", None)
        return one

    @model_validator(mode="before")
    @classmethod
    def _own_keys(cls, data: Any) -> Any:
        if isinstance(data, dict) and any(key.startswith("x-") for key in data):
            return {key: value for key, value in data.items() if not key.startswith("x-") or is_private(key)}
        return data


@cache
def _defaults(model: type[BaseModel]) -> dict[str, Any]:
    return {name: field.default for name, field in model.model_fields.items() if not field.is_required()}


class _Scalar:
    """How one kind of value is read, told to pydantic without having it look for itself, which takes longer."""

    def __init__(self, read: Callable[[Any], Any], schema: dict[str, Any]) -> None:
        self.read, self._schema = read, schema

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        return core_schema.no_info_plain_validator_function(self.read)

    def __get_pydantic_json_schema__(self, schema: Any, handler: Any) -> Any:
        return dict(self._schema)


def _scalar(read: Callable[[str], V], schema: dict[str, Any]) -> Any:
    def check(value: Any) -> V:
        if not isinstance(value, str):
            raise ValueError(T("one value is expected here, not a list or keys"))
        return read(value)

    return (_Scalar(check, schema),)


def reader_of(annotated: Any) -> Callable[[str], Any]:
    """What reads the text of a scalar type."""
    (found,) = (one for one in get_args(annotated) if isinstance(one, _Scalar))
    return found.read


def _text(value: str) -> str:
    if not value.strip():
        raise ValueError(T("the text is empty"))
    return value


def _format(value: str) -> int:
    if value != "1":
        raise ValueError(
            T("this ledger says format {seen}; this coopctl reads format 1: install a newer one", seen=value)
            if value.isdigit() and value != "0"
            else T("“{seen}” is not a format: format 1 is expected", seen=value)
        )
    return 1


def _whole(value: str) -> int:
    if not (value.isascii() and value.isdigit() and len(value) < 5):
        raise ValueError(T("“{seen}” is not a whole number", seen=value))
    return int(value)


def _sum(value: str) -> values.Cents:
    found = values.parse_cents(value)
    if found < 0:
        raise ValueError(T("{seen} is below zero: an amount of 0 or more is expected here", seen=value))
    return found


def _year(value: str) -> int:
    if not (value.isascii() and value.isdigit() and len(value) == 4 and value != "0000"):
        raise ValueError(T("“{seen}” is not a year written like 2026", seen=value))
    return int(value)


def _number(value: str) -> values.Hundredths:
    return values.Hundredths(values.parse_number(value))


_NUMBER = {"type": ["number", "string"], "pattern": r"^-?[0-9]+(\.[0-9]{1,2})?$"}
_SLUG = {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$", "maxLength": values.MAX_SLUG}
_OFFICE = {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*(/[a-z0-9]+(-[a-z0-9]+)*)?$"}
_DATED = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}-[a-z0-9]+(-[a-z0-9]+)*$"}
_LINK = {"type": "string", "pattern": "^https://"}
_LAPSE = {"type": "string", "pattern": "^[1-9][0-9]{0,2} (day|week|month|year)s?$"}
_DAY = {"type": "string", "format": "date"}
_MOMENT = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2})?$"}
_WHEN = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}(-[0-9]{2})?$"}

Words = Annotated[str, *_scalar(_text, {"type": "string", "minLength": 1})]
What = Annotated[str, *_scalar(values.parse_what, {"type": "string", "minLength": 1, "maxLength": values.MAX_TEXT})]
Slug = Annotated[str, *_scalar(values.parse_slug, _SLUG)]
Office = Annotated[str, *_scalar(values.parse_office, _OFFICE)]
Dated = Annotated[str, *_scalar(values.parse_dated, _DATED)]
Link = Annotated[str, *_scalar(values.parse_link, _LINK)]
LineName = Annotated[str, *_scalar(values.parse_line, {"type": "string", "pattern": "^[a-z0-9-]+/[a-z][a-z2-9]{7}$"})]
EntryId = Annotated[str, *_scalar(values.parse_entry_id, {"type": "string", "pattern": "^[a-z][a-z2-9]{7}$"})]
Source = Annotated[str, *_scalar(values.parse_source, {"type": "string"})]
Day = Annotated[dt.date, *_scalar(values.parse_day, _DAY)]
When = Annotated[values.When, *_scalar(values.parse_when, _WHEN)]
Moment = Annotated[values.Moment, *_scalar(values.parse_moment, _MOMENT)]
Lapse = Annotated[lapses.Lapse, *_scalar(lapses.parse_lapse, _LAPSE)]
Month = Annotated[values.Month, *_scalar(values.parse_month, {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}$"})]
Period = Annotated[values.Period, *_scalar(values.parse_period, {"type": ["string", "integer"]})]
Hours = Annotated[values.Hours, *_scalar(values.parse_hours, _NUMBER)]
Rate = Annotated[values.Rate, *_scalar(values.parse_rate, _NUMBER)]
Cents = Annotated[values.Cents, *_scalar(values.parse_cents, _NUMBER)]
Sum = Annotated[values.Cents, *_scalar(_sum, {**_NUMBER, "pattern": r"^[0-9]+(\.[0-9]{1,2})?$"})]
Flag = Annotated[bool, *_scalar(values.parse_flag, {"type": "boolean"})]
Number = Annotated[values.Hundredths, *_scalar(_number, _NUMBER)]
Whole = Annotated[int, *_scalar(_whole, {"type": "integer", "minimum": 0})]
Year = Annotated[int, *_scalar(_year, {"type": "integer", "minimum": 1, "maximum": 9999})]
Format = Annotated[int, *_scalar(_format, {"const": 1})]


def span(since: values.When | None, until: values.When | None) -> values.Span:
    """The days a ``since`` and an ``until`` cover: a month means its first day, then its last."""
    return values.Span(since.first if since else None, until.last if until else None)
