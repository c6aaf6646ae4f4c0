"""coopctl circle map: the structure on a day, as a tree, a drawing or facts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from coopctl.cli import show as screen
from coopctl.cli.governing import unreadable
from coopctl.cli.handmade import unsaved
from coopctl.cli.options import On, Rev, one_of, option
from coopctl.cli.saying import say_json
from coopctl.cli.session import Session
from coopctl.cli.setting import Setting
from coopctl.cli.verb import verb
from coopctl.words import T

if TYPE_CHECKING:
    from coopctl.report.structure import Facts

SHAPES = ("text", "mermaid", "svg", "json")
Shape = Annotated[
    str, option("--format", meta="|".join(SHAPES), help="a tree, a drawing or facts", read=one_of(*SHAPES))
]


@verb
def map_(setting: Setting, format: Shape = "text", on: On = None, rev: Rev = None) -> int:
    """Draw the circles of a day as a tree, and the bodies beside them."""
    from coopctl.cli.people import names
    from coopctl.report.structure import structure

    session = Session(setting)
    ledger = session.ledger(rev)
    facts = structure(ledger, on or setting.today, names(session))
    _draw(facts, format)
    for loop in facts["cycles"]:
        screen.note(T("this loop of circles never ends: {path}", path=" → ".join(loop)))
        screen.note("  coopctl check --only circle-within-itself")
    unreadable([f"circles/{name}.yaml" for name in sorted(ledger.circle_names - set(ledger.circles))])
    unreadable([f"bodies/{name}.yaml" for name in sorted(ledger.body_names - set(ledger.bodies))])
    unsaved(session, rev)
    return 0


def _draw(facts: Facts, format: str) -> None:
    from coopctl.report import drawing

    if format == "json":
        say_json(facts)
    elif format == "svg":
        screen.write("stdout", drawing.svg(facts))
    elif format == "mermaid":
        screen.write("stdout", drawing.mermaid(facts))
    elif facts["circles"] or facts["bodies"]:
        for line in drawing.lines(facts, unicode=screen.screen().unicode):
            screen.out(line)
    else:
        screen.note(T("no circle yet: {command}", command='coopctl circle add CIRCLE --title "…"'))
