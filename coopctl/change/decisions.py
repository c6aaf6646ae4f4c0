"""What changed in a decision: proposed, objected to, adopted, looked at again, taken up."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from coopctl import values
from coopctl.change.fact import Change, Pair, Tree, items
from coopctl.change.spans import day, flat, rest, spans
from coopctl.words import T, Text

_TOLD = ("amendments", "rounds", "objections", "outcomes", "standing", "reviews", "taken_up", "errata")


def decision_changes(pair: Pair) -> Iterator[Change]:
    """A proposal and all that happens to it, in the order in which it happens."""
    title = str((pair.after or pair.before).get("title", pair.name))
    circle = _circle(pair)
    if not pair.after:
        text = T("the decision “{title}” is no longer in the ledger", title=title)
        yield Change("decision-removed", pair.record, text, None, circle)
        return
    if not pair.before:
        text = T("“{title}” is proposed", title=title)
        yield Change("decision-proposed", pair.record, text, None, circle, None, {})
    else:
        yield from rest(pair, "decision-changed", None, circle, *_TOLD)
    for key, kind, tell in _TELLERS:
        for item in _added(pair, key):
            yield Change(kind, pair.record, tell(title, item), None, circle, None, flat(item))
    for old, new in spans(pair, "objections", ("id",)):
        one = new or old or {}
        yield Change("decision-objection", pair.record, _objection(title, one), None, circle, flat(old), flat(new))
    for old, new in spans(pair, "standing", ("kind", "since")):
        text = _standing(title, new or old or {})
        yield Change("decision-standing", pair.record, text, None, circle, flat(old), flat(new))
    for key in _TOLD:
        if key not in ("objections", "standing") and _rewritten(pair, key):
            text = T("“{title}”: {fields} changed", title=title, fields=[key])
            yield Change("decision-changed", pair.record, text, None, circle)


def _circle(pair: Pair) -> str | None:
    found = (pair.after or pair.before).get("circle")
    return found if isinstance(found, str) else None


def _added(pair: Pair, key: str) -> list[Tree]:
    return items(pair.after, key)[len(items(pair.before, key)) :]


def _rewritten(pair: Pair, key: str) -> bool:
    """Whether something that stood there is not as it was."""
    old = items(pair.before, key)
    return items(pair.after, key)[: len(old)] != old


def _amendment(title: str, one: Tree) -> Text:
    return T("“{title}” is amended: {text}", title=title, text=str(one.get("text", "")))


def _round(title: str, one: Tree) -> Text:
    if "consenting" not in one:
        return T("“{title}”: the round stops at an objection", title=title)
    facts = {"title": title, "n": str(one["consenting"]), "o": str(one.get("objecting", "0"))}
    return T("“{title}”: a round, {n} without objection, {o} with one", **facts)


def _outcome(title: str, one: Tree) -> Text:
    said = {
        "adopted": T("“{title}” is adopted", title=title),
        "amended": T("“{title}” is adopted as amended", title=title),
        "withdrawn": T("“{title}” is withdrawn", title=title),
        "unresolved": T("“{title}” is not resolved yet", title=title),
        "sent": T("“{title}” goes to circle {circle}", title=title, circle=str(one.get("to", "?"))),
        "dropped": T("“{title}” is dropped", title=title),
        "broken": T("“{title}” is noted as broken", title=title),
    }
    return said.get(str(one.get("outcome")), T("“{title}”: what came of it changed", title=title))


def _review(title: str, one: Tree) -> Text:
    return T("“{title}” was looked at again on {day}", title=title, day=_day(one, "date"))


def _taken_up(title: str, one: Tree) -> Text:
    said = {
        "taken-up": T("the co-managers take up “{title}”", title=title),
        "discussing": T("the co-managers discuss “{title}”", title=title),
        "declined": T("the co-managers decline “{title}”", title=title),
    }
    return said.get(str(one.get("state")), T("“{title}”: what the co-managers say changed", title=title))


def _erratum(title: str, one: Tree) -> Text:
    return T("“{title}”, an erratum: {text}", title=title, text=str(one.get("text", "")))


def _objection(title: str, one: Tree) -> Text:
    facts = {"title": title, "id": str(one.get("id", "?"))}
    said = {
        "integrated": T("“{title}”: objection {id} is integrated", **facts),
        "withdrawn": T("“{title}”: objection {id} is withdrawn", **facts),
        "noted": T("“{title}”: objection {id} is a point to watch", **facts),
        "postponed": T("“{title}”: objection {id} is left to ripen", **facts),
    }
    return said.get(str(one.get("ended")), T("“{title}”: objection {id} is raised", **facts))


def _standing(title: str, one: Tree) -> Text:
    kinds = {"experiment": T("experiment"), "internal-rules": T("internal rules"), "statutes": T("statutes")}
    kind = kinds.get(str(one.get("kind")), T("{kind}", kind=str(one.get("kind", "?"))))
    facts = {"title": title, "kind": kind, "since": day(one, "since"), "until": day(one, "until")}
    if one.get("until"):
        return T("“{title}” holds as: {kind}, from {since} to {until}", **facts)
    return T("“{title}” holds as: {kind}, since {since}", **facts)


def _day(one: Tree, key: str) -> object:
    try:
        return values.parse_day(str(one.get(key)))
    except ValueError:
        return str(one.get(key))


_TELLERS: tuple[tuple[str, str, Callable[[str, Tree], Text]], ...] = (
    ("amendments", "decision-amended", _amendment),
    ("rounds", "decision-round", _round),
    ("outcomes", "decision-outcome", _outcome),
    ("reviews", "decision-reviewed", _review),
    ("taken_up", "decision-taken-up", _taken_up),
    ("errata", "decision-corrected", _erratum),
)
