"""coopctl election open: what is agreed before any name."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any

from coopctl.cli.election_write import Date, act, people
from coopctl.cli.governing import slug, when, words
from coopctl.cli.options import DryRun, Why, one_of, option
from coopctl.cli.role_sheet import Months, Role, recorded
from coopctl.cli.session import Session
from coopctl.cli.setting import Setting
from coopctl.cli.verb import verb
from coopctl.problem import Misuse
from coopctl.snapshot import Snapshot
from coopctl.values import Moment, When, parse_moment
from coopctl.words import T

if TYPE_CHECKING:
    from coopctl.edits.elections import Desk, Frame, Step

Present = Annotated[
    list[str] | None,
    option("--present", meta="HANDLES", help="who is there; several with commas, or the option again", read=words),
]
Absent = Annotated[list[str] | None, option("--absent", meta="HANDLES", help="who is not", read=words)]
Remote = Annotated[list[str] | None, option("--remote", meta="HANDLES", help="who is there at a distance", read=words)]
Guests = Annotated[
    list[str] | None,
    option("--guest", meta="HANDLES", help="members who are there and do not speak in rounds", read=words),
]
Observers = Annotated[int, option("--observers", meta="N", help="how many others look on")]
Electorate = Annotated[
    list[str] | None,
    option(
        "--electorate", meta="HANDLES", help="who designates (the circle; without members, those named)", read=words
    ),
]
Facilitator = Annotated[str | None, option("--facilitator", meta="HANDLE", help="who facilitates", read=slug)]
Secretary = Annotated[str | None, option("--secretary", meta="HANDLE", help="who writes (you)", read=slug)]
Preset = Annotated[
    str,
    option("--preset", meta="RULES", help="founding, s3, holacracy or simplified",
           read=one_of("founding", "s3", "holacracy", "simplified")),
]  # fmt: skip
Changed = Annotated[
    list[str] | None,
    option("--rule", meta="RULE=VALUE", help="another value for one of the rules; may be repeated", read=words),
]
Keeps = Annotated[
    str,
    option("--level", meta="LEVEL", help="what is kept of words about people: outcome, summary or full",
           read=one_of("outcome", "summary", "full")),
]  # fmt: skip
Seats = Annotated[int, option("--seats", meta="N", help="how many seats are to be filled (1)")]
Begins = Annotated[When | None, option("--since", meta="DATE", help="first day of the mandate", dated=when)]
Criteria = Annotated[
    list[str] | None, option("--criterion", meta="TEXT", help="what is looked for (the sheet's qualities)", read=words)
]
Minutes = Annotated[
    list[str] | None,
    option("--minutes", meta="STEP=N", help="minutes for a step, as ballots=5; may be repeated", read=words),
]
Sealed = Annotated[bool, option("--sealed", help="ballots may be sealed from one's own clone")]
Times = Annotated[
    list[str] | None,
    option("--time", meta="STEP=FROM..TO", help="when a step opens and closes; may be repeated", read=words),
]
Place = Annotated[str | None, option("--place", meta="TEXT", help="where, or by which channel", read=words)]
College = Annotated[str | None, option("--college", meta="COLLEGE", help="the college whose seat it is", read=slug)]
Follows = Annotated[str | None, option("--follows", meta="ELECTION", help="the election it takes up again", read=slug)]
Named = Annotated[str | None, option("--slug", meta="NAME", help="short name (that of the role)", read=slug)]


@verb
def open_(
    setting: Setting,
    role: Role,
    present: Present = None,
    absent: Absent = None,
    remote: Remote = None,
    guest: Guests = None,
    observers: Observers = 0,
    electorate: Electorate = None,
    facilitator: Facilitator = None,
    secretary: Secretary = None,
    term_months: Months = None,
    seats: Seats = 1,
    since: Begins = None,
    preset: Preset = "founding",
    rule: Changed = None,
    level: Keeps = "summary",
    criterion: Criteria = None,
    minutes: Minutes = None,
    sealed: Sealed = False,
    time: Times = None,
    place: Place = None,
    college: College = None,
    follows: Follows = None,
    slug: Named = None,
    date: Date = None,
    dry_run: DryRun = False,
    message: Why = None,
) -> int:
    """Open an election: role, term, rules, people. All of it is frozen in its record before any name is given.

    Who could hold the role is computed that day. No ballot is typed before all are shown.
    """
    session = Session(setting)
    told: dict[str, Any] = {
        "secretary": secretary, "absent": people(absent), "remote": people(remote), "guests": people(guest),
        "observers": observers, "electorate": people(electorate), "term_months": term_months, "seats": seats,
        "since": since, "college": college, "level": level, "criteria": criterion or (),
        "minutes": _minutes(minutes), "sealed": sealed, "times": _times(time), "place": place, "follows": follows,
    }  # fmt: skip
    frame = _frame(session, role, people(present), facilitator, _rules(preset, rule), told)
    day = (date or setting.today).isoformat()
    own = f"{day}-{slug or frame.role.rpartition('/')[2]}"[:40].rstrip("-")
    return act(session, own, _plan(own, frame), date=date, dry_run=dry_run, message=message)


def _frame(
    session: Session, role: str, present: list[str], facilitator: str | None, rules: Any, told: dict[str, Any]
) -> Frame:
    from coopctl.edits.elections import Frame

    for value, option_ in ((present, "--present"), (facilitator, "--facilitator")):
        if not value:
            raise Misuse(T("the option {option} is missing", option=option_))
    if told["sealed"] and told["level"] == "outcome":
        raise Misuse(T("sealed ballots say whom each person names: they need {option} summary or full",
                       option="--level"))  # fmt: skip
    told["secretary"] = told["secretary"] or session.actor
    return Frame(_office(session, role), facilitator or "", present, rules, **told)


def _plan(name: str, frame: Frame) -> Callable[[Snapshot, Desk], Step]:
    from coopctl.edits import elections

    return lambda snapshot, desk: elections.open_(snapshot, name, frame, desk)


def _office(session: Session, name: str) -> str:
    """A role as recorded, or a body by its own name."""
    return name if f"bodies/{name}.yaml" in session.head.files else recorded(session, name)


def _pairs(given: list[str] | None, option: str) -> dict[str, str]:
    found = {}
    for one in given or ():
        key, equal, value = one.partition("=")
        if not equal:
            raise Misuse(T("{option}: write a name, =, and a value; “{seen}” has none", option=option, seen=one))
        found[key.strip().replace("-", "_")] = value.strip()
    return found


def _minutes(given: list[str] | None) -> dict[str, int]:
    from coopctl.records.heard import Minutes as Known

    found = {}
    for step, value in _pairs(given, "--minutes").items():
        if step not in Known.model_fields or not value.isdecimal():
            raise Misuse(T("{option}: “{seen}” is not a step with its minutes: {steps}", option="--minutes",
                           seen=f"{step}={value}", steps=tuple(Known.model_fields)))  # fmt: skip
        found[step] = int(value)
    return found


def _times(given: list[str] | None) -> dict[str, dict[str, Moment]]:
    from coopctl.records.heard import Times as Known

    found = {}
    for step, value in _pairs(given, "--time").items():
        opens, _dots, closes = value.partition("..")
        try:
            moments = {key: parse_moment(one.strip()) for key, one in (("opens", opens), ("closes", closes)) if one}
        except ValueError as error:
            raise Misuse(T("{option}: {why}", option="--time", why=error.args[0])) from None
        if step not in Known.model_fields or not moments:
            raise Misuse(T("{option}: “{seen}” is not a step with its times: {steps}", option="--time",
                           seen=f"{step}={value}", steps=tuple(Known.model_fields)))  # fmt: skip
        found[step] = moments
    return found


def _rules(preset: str, changed: list[str] | None) -> Any:
    """The preset with the values changed, each read as a file's would be."""
    from coopctl.election.presets import written

    try:
        return written(preset, _pairs(changed, "--rule"))
    except ValueError as error:
        raise Misuse(T("{option}: {why}", option="--rule", why=error.args[0])) from None
