"""Changes as they are shown and as programs receive them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from coopctl.change.fact import Change
from coopctl.cli import show
from coopctl.words import T


def tell(changes: Iterable[Change], indent: str = "") -> None:
    """One line for each change."""
    for one in changes:
        show.out(f"{indent}{one.text}")


def as_json(changes: Sequence[Change]) -> list[dict[str, Any]]:
    """Each change with its stable fields; the sentence is in the language in use."""
    return [
        {
            "kind": one.kind,
            "record": one.record,
            "who": one.who,
            "circle": one.circle,
            "before": one.before,
            "after": one.after,
            "text": one.text.shown(plain=True),
        }
        for one in changes
    ]


def nothing() -> None:
    """Said where two moments are alike."""
    show.out(T("nothing changed"))
