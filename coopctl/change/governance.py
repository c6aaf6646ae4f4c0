"""What changed in circles, role sheets and the charter."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from coopctl import values
from coopctl.change.budget import budget_changes, said_period
from coopctl.change.decisions import decision_changes
from coopctl.change.elections import ballot_changes, election_changes
from coopctl.change.fact import Change, Pair, Tree, items
from coopctl.change.gatherings import meeting_changes, workshop_changes
from coopctl.change.needs import need_changes
from coopctl.change.people import member_changes
from coopctl.change.spans import day, end, flat, rest, spans
from coopctl.words import T


def circle_changes(pair: Pair) -> Iterator[Change]:
    """Opening, joining, leaving, ending."""
    circle, record = pair.name, pair.record
    title = str((pair.after or pair.before).get("title", circle))
    if not pair.after:
        text = T("the circle {title} is no longer in the ledger", title=title)
        yield Change("circle-removed", record, text, None, circle)
        return
    if not pair.before:
        yield Change("circle-opened", record, T("the circle {title} opens", title=title), None, circle, None, {})
    for old, new in spans(pair, "members", ("member", "since")):
        yield _membership(pair, title, old, new)
    for key in ("representatives", "facilitators"):
        for old, new in spans(pair, key, ("member", "since")):
            yield _charge(pair, key, title, old, new)
    ended = T("the circle {title} ends: last day {day}", title=title, day=day(pair.after, "ended"))
    yield from (one._replace(who=None, circle=circle) for one in end(pair, "ended", "circle-ended", ended))
    if pair.before:
        told = ("members", "representatives", "facilitators", "ended")
        yield from rest(pair, "circle-changed", None, circle, *told)


def _membership(pair: Pair, title: str, old: Tree | None, new: Tree | None) -> Change:
    one = new or old or {}
    who = str(one.get("member", "?"))
    facts = {"who": who, "title": title, "since": day(one, "since"), "until": day(one, "until")}
    kind, text = "circle-joined", T("{who} joins the circle {title} on {since}", **facts)
    if new is None:
        kind, text = "circle-left", T("{who} is no longer noted in the circle {title}", **facts)
    elif new.get("until") and old is None:
        text = T("{who} joins the circle {title} from {since} to {until}", **facts)
    elif new.get("until") and str(new["until"]) > str((old or {}).get("until") or "9999"):
        text = T("{who} goes on in the circle {title}: until {until}", **facts)
    elif new.get("until"):
        kind, text = "circle-left", T("{who} leaves the circle {title}: last day {until}", **facts)
    return Change(kind, pair.record, text, who, pair.name, flat(old), flat(new))


def _charge(pair: Pair, key: str, title: str, old: Tree | None, new: Tree | None) -> Change:
    """Who speaks for a circle, who facilitates it."""
    one = new or old or {}
    who = str(one.get("member", "?"))
    facts = {"who": who, "title": title, "since": day(one, "since"), "until": day(one, "until")}
    voice = key == "representatives"
    if new is not None and not new.get("until"):
        text = (
            T("{who} speaks for the circle {title} since {since}", **facts)
            if voice
            else T("{who} facilitates the circle {title} since {since}", **facts)
        )
    elif new is not None:
        text = (
            T("{who} speaks for the circle {title} from {since} to {until}", **facts)
            if voice
            else T("{who} facilitates the circle {title} from {since} to {until}", **facts)
        )
    else:
        text = (
            T("{who} is no longer noted as the voice of the circle {title}", **facts)
            if voice
            else T("{who} is no longer noted as facilitating the circle {title}", **facts)
        )
    return Change("circle-changed", pair.record, text, who, pair.name, flat(old), flat(new))


def role_changes(pair: Pair) -> Iterator[Change]:
    """A role sheet or a body written, a mandate given or ended, a seat to fill."""
    circle = pair.record.split("/")[1] if pair.path.startswith("roles/") else None
    title = str((pair.after or pair.before).get("title", pair.name))
    if not pair.after:
        text = T("the role {title} is no longer in the ledger", title=title)
        yield Change("role-removed", pair.record, text, None, circle)
        return
    if not pair.before:
        text = T("new role: {title}", title=title) if circle else T("new body: {title}", title=title)
        yield Change("role-created", pair.record, text, None, circle, None, {})
    declined = [new for old, new in spans(pair, "declined", ("member", "since")) if old is None and new]
    yield from (_declined(pair, circle, title, one) for one in declined)
    for old, new in spans(pair, "mandates", ("member", "since")):
        if new or not any(_same(one, old or {}) for one in declined):
            yield _mandate(pair, circle, title, old, new)
    for old, new in spans(pair, "vacancies", ("since",)):
        since, until = (day(new or old or {}, key) for key in ("since", "until"))
        text = T("the role {title} is to be filled since {since}", title=title, since=since)
        if new is None or until is not None:
            text = T("the role {title} is no longer to be filled", title=title)
        yield Change("role-vacant", pair.record, text, None, circle, flat(old), flat(new))
    if pair.before:
        others = items(pair.before, "declined")
        told = () if any(one not in items(pair.after, "declined") for one in others) else ("declined",)
        yield from rest(pair, "role-changed", None, circle, "mandates", "vacancies", *told)


def _same(declined: Tree, mandate: Tree) -> bool:
    """Whether a mandate that is gone is one that was declined: it had not begun, or awaited the assembly."""
    awaited = mandate.get("designated") and not mandate.get("appointed")
    coming = awaited or str(declined.get("date", "")) < str(mandate.get("since", ""))
    return bool(coming) and all(declined.get(key) == mandate.get(key) for key in ("member", "since"))


def _declined(pair: Pair, circle: str | None, title: str, one: Tree) -> Change:
    """Who was designated declines before it begins."""
    who = str(one.get("member", "?"))
    text = T("{who} declines the role {title}, which was to begin on {since}", who=who, title=title,
             since=day(one, "since"))  # fmt: skip
    return Change("role-ended", pair.record, text, who, circle, None, flat(one))


def _mandate(pair: Pair, circle: str | None, title: str, old: Tree | None, new: Tree | None) -> Change:
    one = new or old or {}
    who = str(one.get("member", "?"))
    facts = {"who": who, "title": title, "since": day(one, "since"), "until": day(one, "until")}
    kind, text = "role-given", T("{who} takes the role {title} on {since}", **facts)
    if new is None:
        kind, text = "role-ended", T("{who} is no longer noted in the role {title}", **facts)
    elif old is None and new.get("designated") and not new.get("appointed"):
        text = T("{who} is designated for the role {title}, and awaits the assembly", **facts)
    elif new.get("until") and old is None:
        text = T("{who} takes the role {title} from {since} to {until}", **facts)
    elif new.get("until") and new.get("until") != (old or {}).get("until"):
        kind, text = "role-ended", T("{who} gives up the role {title}: last day {until}", **facts)
    elif old is not None and new.get("appointed") != old.get("appointed"):
        text = T("the assembly appoints {who} to the role {title}", **facts)
    elif old is not None and new.get("sheet") != old.get("sheet"):
        kind, text = "role-changed", T("{who} accepts the sheet of the role {title} as it is", **facts)
    elif old is not None:
        kind, text = "role-changed", T("the mandate of {who} in the role {title} is changed", **facts)
    return Change(kind, pair.record, text, who, circle, flat(old), flat(new))


def charter_changes(pair: Pair) -> Iterator[Change]:
    """« plafond : 30 €/h → 35 €/h à partir du 1er janvier 2027 », and fields by name."""
    for old, new in spans(pair, "rate_caps", ("since",)):
        since = day(new or old or {}, "since")
        was = _rate(old) if old else _rate(_last_before(pair.before, str((new or {}).get("since", ""))))
        text = T("cap: {before} → {after} from {since}", before=was, after=_rate(new), since=since)
        if was is None:
            text = T("cap: {after} from {since}", after=_rate(new), since=since)
        elif new is None:
            text = T("the cap of {before} from {since} is taken out", before=was, since=since)
        yield Change("charter-cap", pair.record, text, None, None, flat(old), flat(new))
    if not pair.before:
        name = str(pair.after.get("name", ""))
        yield Change("charter-written", pair.record, T("the ledger of {name} begins", name=name), None, None, None, {})
    else:
        yield from rest(pair, "charter-changed", None, None, "rate_caps")


def _last_before(charter: Tree, since: str) -> Tree | None:
    earlier = [one for one in items(charter, "rate_caps") if str(one.get("since", "")) < since]
    return max(earlier, key=lambda one: str(one.get("since", "")), default=None)


def _rate(cap: Tree | None) -> object:
    try:
        return values.parse_rate(str((cap or {})["cap"]))
    except (KeyError, ValueError):
        return None if cap is None else str(cap.get("cap", "?"))


def payout_changes(pair: Pair) -> Iterator[Change]:
    """A period closed, with its total; anything else that happens to a payout is told as such."""
    period = said_period(pair.name)
    total = _cents((pair.after or pair.before).get("total"))
    kind, text = "month-altered", T("the payout of {period} was altered", period=period)
    if not pair.before:
        kind, text = "month-closed", T("{period} is closed: {total}", period=period, total=total)
    elif not pair.after:
        kind, text = "month-reopened", T("the payout of {period} was taken away", period=period)
    yield Change(kind, pair.record, text, None, None, pair.old(["total"]), pair.new(["total"]))


def _cents(text: object) -> object:
    try:
        return values.parse_cents(str(text))
    except ValueError:
        return str(text)


TELLERS: Mapping[str, Callable[[Pair], Iterator[Change]]] = {
    "coop": charter_changes,
    "members": member_changes,
    "circles": circle_changes,
    "roles": role_changes,
    "bodies": role_changes,
    "budgets": budget_changes,
    "needs": need_changes,
    "decisions": decision_changes,
    "elections": election_changes,
    "ballots": ballot_changes,
    "payouts": payout_changes,
    "meetings": meeting_changes,
    "workshops": workshop_changes,
}
"""For each kind of record, who tells what happened to it."""
