"""coopctl doctor: is this machine ready, and this clone sound? Each remark comes with the command that mends it."""

from __future__ import annotations

from typing import Any

from coopctl.cli import show
from coopctl.cli.options import Format
from coopctl.cli.saying import say_json
from coopctl.cli.session import Session
from coopctl.cli.setting import Setting
from coopctl.cli.verb import verb
from coopctl.problem import NotHere
from coopctl.words import N_, TN, T, Text, _

OK, REMARK, PROBLEM = N_("fine"), N_("remark"), N_("problem")
_FOR_PROGRAMS = {OK: "ok", REMARK: "remark", PROBLEM: "problem"}


@verb
def doctor(setting: Setting, format: Format = "text") -> int:
    """Look at this machine and this clone, and say what to mend.

    A write that was interrupted is finished or undone on the way. The ledger itself is judged by
    coopctl check.
    """
    from coopctl.cli.health import examine, machine

    found = machine()
    try:
        session = Session(setting)
    except NotHere as error:
        found.append(error_row(error))
    else:
        found += examine(session)
    if format == "json":
        say_json([_facts(*row) for row in found])
    else:
        _shown(found)
    return 1 if any(state == PROBLEM for _check, state, _text, _cure in found) else 0


def error_row(error: NotHere) -> tuple[str, str, Text, str | None]:
    """What is said where there is no ledger: fine for a machine, not for a clone."""
    return "ledger", REMARK, error.text, error.cure


def _facts(check: str, state: str, text: Text, cure: str | None) -> dict[str, Any]:
    return {"check": check, "state": _FOR_PROGRAMS[state], "message": str(text), "try": cure}


def _shown(found: list[tuple[str, str, Text, str | None]]) -> None:
    """The state, what was seen, and the command that mends below it."""
    from coopctl.cli.pages import folded

    states = {state: _(state) for state in (OK, REMARK, PROBLEM)}
    width = max(map(len, states.values()))
    for _check, state, text, cure in found:
        for line, part in enumerate(folded(str(text), show.screen().width - width - 2)):
            show.out(f"{'' if line else states[state]:<{width}}  {part}")
        if cure and state != OK:
            show.out(f"{'':<{width}}  {T('try: {command}', command=cure)}")
    wrong = sum(state != OK for _check, state, _text, _cure in found)
    show.note(TN("{n} thing to look at", "{n} things to look at", wrong) if wrong else T("all is well"))
