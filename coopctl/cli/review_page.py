"""A review as a page: the money, what changes circle by circle, who must agree, what is new to put right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from coopctl.accord.facts import Accord, Proof
from coopctl.cli.report_parts import Page, Part
from coopctl.review.facts import Cap, Money, Review
from coopctl.review.headline import signed
from coopctl.values import Cents, When
from coopctl.words import TN, T, Text, _


def page(found: Review, coop: str, title: Text, *, hide: bool) -> Page:
    """All that is said after the five lines; ``hide`` leaves people out of what is not hidden yet."""
    parts = (
        *_listed(T("What forbids merging"), (*found.forbids, *_lapses(found, hide))),
        *_listed(T("To look at twice"), tuple(_at_stake(found, hide))),
        *_money(found),
        *(Part(_titled(one.circle, one.title), tuple(each.text for each in one.changes)) for one in found.groups),
        *_listed(T("Agreements to gather"), tuple(_accords(found))),
        *_listed(T("New to put right"), tuple(_findings(found, hide))),
        *_cosmetic(found),
    )
    return Page(coop, title, parts, tuple(_foot(found)))


def _listed(title: Text, lines: tuple[Text, ...]) -> tuple[Part, ...]:
    return (Part(title, lines),) if lines else ()


def _titled(circle: str | None, title: str) -> Text:
    return T("{title}", title=title) if circle else T("The cooperative as a whole")


def _lapses(found: Review, hide: bool) -> Iterator[Text]:
    """What an audit would find in the entries of the branch, once they are in."""
    if hide:
        counts = Counter(one.rule for one in found.lapses)
        yield from (T("{kind}, {rule}: {n}", kind=T("error"), rule=rule, n=n) for rule, n in sorted(counts.items()))
        return
    for one in found.lapses:
        yield T("{entry}  {rule}: {text}", entry=one.commit[:8], rule=one.rule, text=one.message)


def _at_stake(found: Review, hide: bool) -> Iterator[Text]:
    for cap in found.caps:
        yield _cap(cap)
    yield from found.bulk
    if found.stakes is None:
        return
    ended, of = found.stakes.ended, found.stakes.of
    yield TN(
        "{n} mandate ends before its time, of {of} that were not due to end",
        "{n} mandates end before their time, of {of} that were not due to end",
        len(ended), of=of,
    )  # fmt: skip
    for one in () if hide else ended:
        yield T("{role}: {member}", role=one.office, member=one.member)
    for name in found.stakes.alone:
        yield T("nobody is left in {role}, and the cooperative stops without it", role=name)


def _cap(cap: Cap) -> Text:
    facts = {"before": cap.before, "after": cap.after, "since": When(cap.since)}
    if not cap.members:
        return T("cap {before} → {after} from {since}: nobody noted so much within a year", **facts)
    return TN(
        "cap {before} → {after} from {since}: {n} member noted so much within a year",
        "cap {before} → {after} from {since}: {n} members noted so much within a year",
        cap.members, **facts,
    )  # fmt: skip


def _money(found: Review) -> tuple[Part, ...]:
    if not found.money:
        return ()
    rows = [row for one in found.money for row in _rows(found, one)]
    heads = (_("period"), _("before"), _("after"), _("difference"))
    told = T("What the payout of each open month gives, before and after.")
    return (Part(T("Money"), (told,), heads, rows, numbers=3),)


def _rows(found: Review, one: Money) -> Iterator[tuple[object, ...]]:
    yield one.period, one.before, one.after, signed(one.more)
    for side in one.circles:
        name = found.titles.get(side.name, side.name) if side.name else T("no circle")
        yield T("· {name}", name=name), side.before, side.after, signed(Cents(side.after - side.before))
    for side in one.people:
        yield T("· {name}", name=side.name), side.before, side.after, signed(Cents(side.after - side.before))


def _accords(found: Review) -> Iterator[Text]:
    """Each agreement once; those that read alike are counted, those still to gather come first."""
    said = Counter((one.agreed, _accord(found, one)) for one in found.accords)
    for (_agreed, text), count in sorted(said.items(), key=lambda item: item[0][0]):
        yield text if count == 1 else T("{text} ({n} times)", text=text, n=count)
    yield from dict.fromkeys(doubt for one in found.accords for doubt in one.doubts)


def _accord(found: Review, one: Accord) -> Text:
    facts = {"what": _what(one), "who": _who(found, one)}
    given = len({proof.by for proof in one.proofs})
    if not one.agreed and one.least > 1 and given:
        return T("{what}: {who}, {n} of {all} agreed so far", **facts, n=given, all=one.least)
    if not one.agreed:
        return T("{what}: {who}, to gather", **facts)
    decided = [proof for proof in one.proofs if proof.how in ("decision", "election")]
    if not decided:
        return T("{what}: {who}, given", **facts)
    proof: Proof = decided[0]
    if proof.brought:
        return T("{what}: {who}, given by {name}, which this branch brings along", **facts, name=proof.by)
    return T("{what}: {who}, given by {name}", **facts, name=proof.by)


def _what(one: Accord) -> Text:
    names = {
        "lines": T("own lines"),
        "person": T("what is said of a person"),
        "leaving": T("a departure"),
        "unseating": T("a seat that ends"),
        "joining": T("joining a circle"),
        "entering": T("entering, or a status"),
        "mandate": T("a mandate"),
        "role": T("the role sheet"),
        "circle": T("the circle's sheet"),
        "budget": T("the budget"),
        "new-circle": T("a new circle"),
        "eligibility": T("who may hold it"),
        "caps": T("the caps"),
        "dues": T("what activity pays to the cooperative"),
        "approvals": T("who must agree"),
        "rules": T("the rules of all"),
        "signed": T("whether entries are signed"),
        "keys": T("signing keys"),
        "body": T("a body"),
        "exceptions": T("exceptions"),
    }
    what = names.get(one.of, T("{kind}", kind=one.of))
    if not one.subject or one.subject in ("coop", "exceptions") or one.of == "lines":
        return what
    return T("{what} ({record})", what=what, record=one.subject)


def _who(found: Review, one: Accord) -> Text:
    if one.group == "self":
        return T("{who}", who=one.who) if one.who else T("the person concerned")
    if one.who == "co-managers":
        return T("the co-managers")
    titles = tuple(found.titles.get(name, name) for name in one.who.split(", "))
    return T("{title}", title=titles)


def _findings(found: Review, hide: bool) -> Iterator[Text]:
    kind = {"error": T("error"), "warning": T("remark")}
    if not hide:
        for one in sorted(found.new, key=lambda one: one.severity):
            where = f"{one.place.path}:{one.place.line}"
            yield T("{place}: {kind}, {rule}: {message}", place=where, kind=kind[one.severity], rule=one.rule,
                    message=one.message)  # fmt: skip
        return
    counts = Counter((one.severity, one.rule) for one in found.new)
    for (severity, rule), count in sorted(counts.items()):
        yield T("{kind}, {rule}: {n}", kind=kind[severity], rule=rule, n=count)


def _cosmetic(found: Review) -> tuple[Part, ...]:
    count = len(found.cosmetic)
    title = TN("{n} change of layout, comments or other files", "{n} changes of layout, comments or other files", count)
    return (Part(title, tuple(one.text for one in found.cosmetic), folded=True),) if count else ()


def _foot(found: Review) -> Iterator[Text]:
    if found.mended:
        yield TN("{n} finding of before is put right.", "{n} findings of before are put right.", found.mended)
    if found.older:
        yield TN("{n} finding was there before.", "{n} findings were there before.", found.older)
    if found.accords:
        yield T(
            "Agreements are read from the ledger and its entries; of those given on a forge only those named with "
            "--approved-by are counted."
        )
