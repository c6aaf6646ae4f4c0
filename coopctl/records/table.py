"""Records of one kind that stand one after the other in a canonical file, read in one go."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import repeat
from typing import Any, Generic, NamedTuple, TypeVar

from coopctl import values
from coopctl.document.quick import Readings
from coopctl.records.base import Record

R = TypeVar("R", bound=Record)

SLUG = "[a-z0-9][a-z0-9-]{0,39}"
NUMBER = "[0-9.-]{1,13}"
DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
MONTH = "[0-9]{4}-[0-9]{2}"


class Cell(NamedTuple):
    """A field's value on one line: what it looks like, and what reads it (None: it is what it looks like)."""

    looks: str
    read: Callable[[str], Any] | None = None

    def line(self, name: str) -> str:
        """The expression for its line, the value as its only group."""
        return f"  {name}: ({self.looks})\n"


class NotPlain(Exception):
    """Not for this reader, right or wrong: the strict one decides."""


class Table(Generic[R]):
    """How the items of a list look whose records are of one model, its fields in the model's order.

    What is absent has the field's default. A value that a reader refuses raises ``ValueError``, what the table
    does not take ``NotPlain``.
    """

    def __init__(self, model: type[R], margin: str = "", **fields: Any) -> None:
        """``fields`` are a :class:`Cell` for each field of the model, or a :class:`Table` for a list in it.

        ``margin`` is what stands before the dash.
        """
        assert list(fields) == list(model.model_fields)
        self._model = model
        self._names = set(fields)
        self._columns = [_Column(name, field, model, margin) for name, field in fields.items()]
        first, *rest = (column.looks for column in self._columns)
        self.item = f"{margin}- {first[len(margin) + 2 :]}{''.join(rest)}"
        self._items = re.compile(f"(?m:^){self.item}")

    def read(self, text: str, start: int, end: int) -> tuple[R, ...]:
        """All of a text from one offset to another, which is the beginning and the end of a line."""
        found = self._items.findall(text, start, end)
        if not found:
            raise NotPlain
        rows = list(zip(*found, strict=True)) if len(self._columns) > 1 else [tuple(found)]
        lines = sum(column.lines(texts) for column, texts in zip(self._columns, rows, strict=True))
        if lines != text.count("\n", start, end):
            raise NotPlain
        return tuple(self._made([column.read(texts) for column, texts in zip(self._columns, rows, strict=True)]))

    def _made(self, columns: list[Any]) -> Iterator[R]:
        """The records, made as pydantic's ``model_construct`` does where every field is given."""
        new, put, model = self._model.__new__, object.__setattr__, self._model
        names = [column.name for column in self._columns]
        for row in zip(*columns, strict=False):
            made = new(model)
            put(made, "__dict__", dict(zip(names, row, strict=True)))
            put(made, "__pydantic_fields_set__", self._names)
            put(made, "__pydantic_extra__", None)
            put(made, "__pydantic_private__", None)
            yield made


class _Column:
    def __init__(self, name: str, field: Cell | Table[Any], model: type[Record], margin: str) -> None:
        known = model.model_fields[name]
        self.name = name
        self._required = known.is_required()
        self._absent = None if self._required else known.default
        self._inner = field if isinstance(field, Table) else None
        reader = field.read if isinstance(field, Cell) else self._nested
        self._readings = Readings(reader or str, {} if self._required else {"": self._absent})
        looks: str = f"  {name}:\n((?:{_silent(field.item)})+)" if isinstance(field, Table) else field.line(name)
        self.looks: str = f"{margin}{looks}" if self._required else f"(?:{margin}{looks})?"

    def _nested(self, text: str) -> Any:
        assert self._inner is not None
        return self._inner.read(text, 0, len(text))

    def lines(self, texts: tuple[str, ...]) -> int:
        """How many lines of the file this field takes."""
        if self._required:
            return len(texts)
        there = len(texts) - texts.count("")
        return there + (sum(text.count("\n") for text in texts) if self._inner and there else 0)

    def read(self, texts: tuple[str, ...]) -> Any:
        """The values, one for each record."""
        if not self._required and not any(texts):
            return repeat(self._absent)
        return map(self._readings.__getitem__, texts)


def _silent(expression: str) -> str:
    """The expression without its groups."""
    return re.sub(r"\((?!\?)", "(?:", expression)


def literal(kinds: Any) -> Cell:
    """One of a ``Literal``'s words."""
    from typing import get_args

    return Cell("|".join(map(re.escape, get_args(kinds))))


SLUGS = Cell(SLUG, values.parse_slug)
IDS = Cell("[a-z][a-z2-9]{7}")
MONTHS = Cell(MONTH, values.parse_month)
DAYS = Cell(DAY, values.parse_day)
HOURS = Cell(NUMBER, values.parse_hours)
RATES = Cell(NUMBER, values.parse_rate)
CENTS = Cell(NUMBER, values.parse_cents)
FLAGS = Cell("true|false", values.parse_flag)
PERIODS = Cell("[0-9]{4}(?:-[0-9]{2}|-Q[1-4])?", values.parse_period)
WHOLE = Cell("[0-9]{1,4}", int)
