"""How a record of a model stands in a canonical file: its fields in the model's order, each on lines of its own.

It is made of the model itself, and every value is read by the model's own reader: the two cannot drift apart. What
stands in another way is not for this reader, right or wrong: the strict one decides.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from types import UnionType
from typing import Annotated, Any, Generic, Literal, NamedTuple, TypeVar, Union, get_args, get_origin

from coopctl.document.quick import OPENERS, Readings, unescaped
from coopctl.records.base import Record, reader_of
from coopctl.records.table import NotPlain

R = TypeVar("R", bound=Record)

_PLAIN = re.compile(rf"(?:[^\W_]|[{OPENERS}])[^:]*(?::[^ :][^:]*)*(?<!:)")
_QUOTED = re.compile(r'"(?:[^"\\]|\\["\\n])*"')


def text_of(written: str) -> str:
    """What a value on one line says. Raises NotPlain where it is neither plain nor quoted as coopctl does.

    For the whole text it is known that no line ends with a space, and that none holds a tab or " #".
    """
    if _PLAIN.fullmatch(written):
        return written
    if _QUOTED.fullmatch(written):
        return unescaped(written[1:-1])
    raise NotPlain


class _Field(NamedTuple):
    """A field in the file: the expression for its lines, with what it holds as the only group, and what reads that."""

    name: str
    lines: str
    read: Callable[[str], Any]


class Form(Generic[R]):
    """The lines of one record. What is absent has the field's default."""

    def __init__(self, model: type[R], margin: str, item: bool = False) -> None:
        """``margin`` is what stands before each of its keys; ``item`` says that a dash stands before the first."""
        self._model = model
        fields = [_field(name, field, margin) for name, field in model.model_fields.items()]
        self._names, self._reads = tuple(field.name for field in fields), tuple(field.read for field in fields)
        self._given = set(self._names)
        self._absent = {name: field.default for name, field in model.model_fields.items() if not field.is_required()}
        lines = "".join(field.lines for field in fields)
        self._lines = re.compile(f"{margin[:-2]}- {lines[len(margin) :]}" if item else lines)

    def read(self, text: str) -> R:
        """The record that a text holds. Raises NotPlain or ValueError."""
        found = self._lines.fullmatch(text)
        if found is None:
            raise NotPlain
        return self._made(found.groups())

    def every(self, text: str) -> tuple[R, ...]:
        """The records that a text holds one after the other. Raises NotPlain or ValueError."""
        made, end = [], 0
        while end < len(text):
            found = self._lines.match(text, end)
            if found is None:
                raise NotPlain
            made.append(self._made(found.groups()))
            end = found.end()
        return tuple(made)

    def _made(self, texts: tuple[str | None, ...]) -> R:
        """A record made as pydantic's ``model_construct`` does where every field is given."""
        values = self._absent.copy()
        for name, read, text in zip(self._names, self._reads, texts, strict=True):
            if text is not None:
                values[name] = read(text)
        made, put = self._model.__new__(self._model), object.__setattr__
        put(made, "__dict__", values)
        put(made, "__pydantic_fields_set__", self._given)
        put(made, "__pydantic_extra__", None)
        put(made, "__pydantic_private__", None)
        return made


@cache
def form(model: type[R], margin: str, item: bool = False) -> Form[R]:
    """The form of a model, made once."""
    return Form(model, margin, item)


def _field(name: str, field: Any, margin: str) -> _Field:
    inner, many = parts(field)
    nested = isinstance(inner, type) and issubclass(inner, Record)
    if many and nested:
        held = rf"\n((?:{margin}- [^\n]+\n(?:{margin}  [^\n]+\n)*)+)"
        read: Callable[[str], Any] = form(inner, f"{margin}  ", True).every
    elif many:
        held, read = rf"\n((?:{margin}- [^\n]+\n)+)", Readings(_items(f"\n{margin}- ", _value(inner))).__getitem__
    elif nested:
        held, read = rf"\n((?:{margin}  [^\n]+\n)+)", Readings(form(inner, f"{margin}  ").read).__getitem__
    else:
        held, read = r" ([^\n]+)\n", _value(inner).__getitem__
    lines = f"{margin}{name}:{held}"
    return _Field(name, lines if field.is_required() else f"(?:{lines})?", read)


def parts(field: Any) -> tuple[Any, bool]:
    """What a field holds, or each item of it: a model, a literal or what reads a value; and whether it is a list."""
    inner = Annotated[field.annotation, *field.metadata] if field.metadata else field.annotation
    if get_origin(inner) in (Union, UnionType):
        (inner,) = (one for one in get_args(inner) if one is not type(None))
    many = get_origin(inner) is tuple
    return (get_args(inner)[0] if many else inner), many


@cache
def _value(inner: Any) -> Readings:
    """What reads one value, and remembers it."""
    if get_origin(inner) is Literal:
        return Readings(_literal(get_args(inner)))
    read = reader_of(inner)
    return Readings(lambda written: read(text_of(written)))


def _literal(words: tuple[str, ...]) -> Callable[[str], str]:
    def read(written: str) -> str:
        if (said := text_of(written)) not in words:
            raise NotPlain
        return said

    return read


def _items(between: str, value: Readings) -> Callable[[str], tuple[Any, ...]]:
    def read(block: str) -> tuple[Any, ...]:
        return tuple([value[item] for item in f"\n{block[:-1]}".split(between)[1:]])

    return read
