"""What changed in needs: said, taken, given back, done, let go."""

from __future__ import annotations

from collections.abc import Iterator

from coopctl.change.fact import Change, Pair, Tree
from coopctl.change.spans import day, flat, rest, spans
from coopctl.words import T


def need_changes(pair: Pair) -> Iterator[Change]:
    """What happened to one need."""
    title = str((pair.after or pair.before).get("title", pair.name))
    circle = (pair.after or pair.before).get("circle")
    circle = circle if isinstance(circle, str) else None
    if not pair.after:
        text = T("the need “{title}” is no longer in the ledger", title=title)
        yield Change("need-removed", pair.record, text, None, circle)
        return
    if not pair.before:
        by = pair.after.get("by")
        yield Change("need-said", pair.record, T("needed: {title}", title=title), by if isinstance(by, str) else None,
                     circle, None, {})  # fmt: skip
    for old, new in spans(pair, "holders", ("member", "since")):
        yield _holding(pair, circle, title, old, new)
    for key, kind in (("done", "need-done"), ("dropped", "need-dropped")):
        if pair.after.get(key) and pair.after.get(key) != pair.before.get(key):
            text = T("done: {title}", title=title) if key == "done" else T("let go: {title}", title=title)
            yield Change(kind, pair.record, text, None, circle, pair.old([key]), pair.new([key]))
    if pair.before:
        yield from rest(pair, "need-changed", None, circle, "holders", "done", "dropped")


def _holding(pair: Pair, circle: str | None, title: str, old: Tree | None, new: Tree | None) -> Change:
    one = new or old or {}
    who = str(one.get("member", "?"))
    facts = {"who": who, "title": title, "since": day(one, "since"), "until": day(one, "until")}
    kind, text = "need-taken", T("{who} takes on {since}: {title}", **facts)
    if new is None:
        kind, text = "need-given-back", T("{who} is no longer noted for: {title}", **facts)
    elif old is not None and new.get("until"):
        kind, text = "need-given-back", T("{who} gives back, last day {until}: {title}", **facts)
    elif new.get("deputy"):
        text = T("{who} could take over: {title}", **facts)
    return Change(kind, pair.record, text, who, circle, flat(old), flat(new))
