"""What the verbs of decisions share: their options, how a decision is named, a wish to change one."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated

from coopctl import typed
from coopctl.cli.governing import slug, words
from coopctl.cli.options import argument, one_of, option
from coopctl.cli.session import Session
from coopctl.cli.setting import Setting
from coopctl.problem import Misuse
from coopctl.words import T

if TYPE_CHECKING:
    from coopctl.edits.deciding import Asking
    from coopctl.snapshot import Snapshot

Name = Annotated[str, argument(meta="DECISION", help="its name, or the end of it where one only ends so", read=words)]
OnDay = Annotated[dt.date | None, option("--date", meta="DATE", help="the day of the meeting (today)", dated=typed.day)]
By = Annotated[str | None, option("--by", meta="HANDLE", help="who, where they agree to be named", read=slug)]
STANDINGS = ("experiment", "internal-rules", "statutes")
Standing = Annotated[
    str | None,
    option("--standing", meta="|".join(STANDINGS), help="how it holds, where it is a rule", read=one_of(*STANDINGS)),
]
Accountable = Annotated[
    str | None, option("--accountable", meta="HANDLE", help="the co-manager who answers for it outside", read=slug)
]
ReviewDay = Annotated[
    dt.date | None, option("--review", meta="DATE", help="the day it is looked at again", dated=typed.day)
]
Criteria = Annotated[
    str | None, option("--criteria", meta="TEXT", help="by what one will tell whether it works", read=words)
]
Circle = Annotated[str | None, option("--circle", meta="CIRCLE", help="the circle that decides", read=slug)]
Body = Annotated[
    str | None, option("--body", meta="BODY", help="the body that decides, where it is no circle", read=slug)
]
Proposal = Annotated[
    str | None, option("--proposal", meta="TEXT", help="what is proposed, in the circle's words", read=words)
]
Driver = Annotated[str | None, option("--driver", meta="TEXT", help="what calls for it", read=words)]
METHODS = ("consent", "advice", "role-holder", "assembly", "election")
Method = Annotated[
    str | None, option("--method", meta="|".join(METHODS), help="how it is decided (consent)", read=one_of(*METHODS))
]
Present = Annotated[int | None, option("--present", meta="N", help="how many are there")]
MODES = ("room", "remote", "mixed", "written")
Mode = Annotated[str | None, option("--mode", meta="|".join(MODES), help="where they are", read=one_of(*MODES))]
Scope = Annotated[str | None, option("--scope", meta="TEXT", help="on what it is tried", read=words)]
Replaces = Annotated[
    str | None, option("--replaces", meta="DECISION", help="the decision it takes the place of", read=words)
]
Outside = Annotated[bool, option("--outside", help="it has effects outside the cooperative")]
Slug = Annotated[str | None, option("--slug", meta="WORDS", help="how its name ends (from the title)", read=slug)]


def named(session: Session, text: str) -> str:
    """The whole name of a decision said in full or by its end. Misuse where several end so."""
    paths = [path[10:-5] for path in session.head.files if path.startswith("decisions/") and path.endswith(".yaml")]
    return full_name(text, paths)


def full_name(text: str, known: list[str]) -> str:
    """The one name that is, or ends with, what was typed; as it stands where none does."""
    hits = [text] if text in known else sorted(one for one in known if one.endswith(f"-{text}"))
    if len(hits) > 1:
        raise Misuse(T("{decision} names several decisions: {names}", decision=text, names=hits), "coopctl decision")
    return hits[0] if hits else text


class Wish:
    """A wish to change a decision, before the ledger is known."""

    def __init__(self, setting: Setting, name: str, date: dt.date | None, message: str | None) -> None:
        self.on = date or setting.today
        self._today, self._name, self._why = setting.today, name, message or ""

    def __call__(self, snapshot: Snapshot, actor: str) -> Asking:
        from coopctl.edits.deciding import Asking

        return Asking(snapshot, self._name, actor, self.on, self._today, self._why)
