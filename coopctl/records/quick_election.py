"""An election read in one go, as coopctl wrote it: no tree in between, and no place kept.

Whatever stands in another way, right or wrong, is None here and read the longer way (``document.read`` and the
model); a test throws mutated elections at both and holds them to one verdict. Who has a fault to show reads the file
strictly, for its places.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any, get_args

from coopctl.document.characters import decoded, screened
from coopctl.document.read import LIMIT
from coopctl.document.unreadable import Faults
from coopctl.records.election import Election, Event
from coopctl.records.form import Form, form, text_of
from coopctl.records.table import NotPlain
from coopctl.values import parse_slug

MOST_LINES = 40_000
"""Lines of an election this reader takes on: whatever they hold, the strict one does not find them too many."""
_HEAD = re.compile(r"(?:#[^\n]*\n)*election: ([^\n]+)\nevents:\n")
_KIND = re.compile(r"- at: [^\n]+\n  by: [^\n]+\n  kind: ([a-z-]+)\n")


def election(data: bytes) -> Election | None:
    """The election that a file in canonical form holds, None for any other bytes."""
    if len(data) > LIMIT:
        return None
    faults = Faults("")
    text = decoded(data, faults)
    if screened(text, faults) is None or faults or not _plain(text):
        return None
    try:
        return _election(text)
    except (ValueError, NotPlain):
        return None


def _plain(text: str) -> bool:
    """Whether each line of a text can be judged alone."""
    odd = "\t" in text or "\r" in text or " #" in text or " \n" in text
    return not odd and text.endswith("\n") and text.count("\n") <= MOST_LINES


def _election(text: str) -> Election:
    head = _HEAD.match(text)
    if head is None:
        raise NotPlain
    first, *rest = text[head.end() - 1 :].split("\n- at: ")
    if first or not rest:
        raise NotPlain
    rest[-1] = rest[-1][:-1]
    events = tuple([_event(f"- at: {one}\n") for one in rest])
    return Election.model_construct(election=parse_slug(text_of(head[1])), events=events)


def _event(text: str) -> Any:
    kind = _KIND.match(text)
    if kind is None:
        raise NotPlain
    return _form(kind[1]).read(text)


@cache
def _form(kind: str) -> Form[Any]:
    for model in get_args(get_args(Event)[0]):
        if kind in get_args(model.model_fields["kind"].annotation):
            return form(model, "  ", True)
    raise NotPlain
