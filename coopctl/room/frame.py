"""The framing: role, people, term, rules and what is kept, agreed and read aloud before any name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from difflib import get_close_matches

from coopctl import typed
from coopctl.election.presets import PRESETS
from coopctl.importing.spelling import fold
from coopctl.room import clock, otherwise, seats, timing
from coopctl.room.draft import Facts
from coopctl.room.scene import Ask, Deed, Panel, Post, Room, Turn, listed, noted, number, one_of
from coopctl.words import TN, T, Text

LEVELS: Mapping[str, Text] = {
    "outcome": T("who was designated and when; no name of a ballot, no words"),
    "summary": T("ballots by name and how it went; the reasons stay out of the ledger"),
    "full": T("all of it, reasons and objections too, for ever"),
}
RULES: Mapping[str, Text] = {
    "founding": T("the founding procedure: reasons, two change rounds to names already given, objections"),
    "s3": T("s3: one may pass, a ballot may move to anyone, who is proposed speaks first"),
    "holacracy": T("holacracy: one change round to anyone, who is proposed speaks with the others"),
    "simplified": T("a simplified procedure: no round of reasons, no change round"),
}
_FIRST = ("role", "present", "remote", "place", "others", "facilitator", "secretary")
_LAST = ("term", "preset", "rules", "level", "minutes")
_OF_A_ROLE = ("term", "seats", "together", "college")


def _asked(room: Room, told: Mapping[str, Facts]) -> list[str]:
    """The questions of this framing, in their order."""
    return [*_FIRST, *(seats.asked(_post(room, told), told) if "role" in told else ()), *_LAST]


def question(room: Room) -> Ask:
    """What is asked next before the election can be opened."""
    told = room.told
    for name in _asked(room, told):
        if name not in told:
            return _QUESTIONS[name](room, told)
    return _recap(room, told)


def _people(told: Mapping[str, Facts], name: str) -> list[str]:
    return [one for one in told.get(name, {}).get("value", "").split(",") if one]


def _post(room: Room, told: Mapping[str, Facts]) -> Post:
    name = told["role"]["value"]
    return room.posts.get(name) or Post(name, name)


def _role(room: Room, told: Mapping[str, Facts]) -> Ask:
    only = next(iter(room.posts)) if len(room.posts) == 1 else ""
    wished = room.wished if room.wished in room.posts else only

    def take(text: str) -> Turn:
        name = _role_named(room, text or wished)
        return noted(room, "role", T("{role}: {title}", role=name, title=room.posts[name].title), value=name)

    offer = T("{role}", role=wished) if wished else None
    shown = () if wished else (T("(one of: {roles})", roles=list(room.posts)),)
    return Ask("role", T("For which role?"), take, offer, offers=tuple(room.posts), shown=shown,
               aloud=(T("Nobody stands as candidate. We begin with the role; no name is said yet."),))  # fmt: skip


def _role_named(room: Room, text: str) -> str:
    if not text:
        raise ValueError(T("the name of a role is needed"))
    wanted = fold(text)
    exact = [one for one in room.posts if wanted in (fold(one), fold(one.rpartition("/")[2]))]
    found = exact or [one for one, post in room.posts.items() if wanted and wanted in fold(f"{one} {post.title}")]
    if len(found) == 1:
        return found[0]
    if found:
        raise ValueError(T("several roles are called so: {roles}", roles=found))
    near = get_close_matches(text, room.posts, 1, 0.6)
    if near:
        raise ValueError(T("there is no role or body {name}; the nearest is {near}", name=text, near=near[0]))
    raise ValueError(T("there is no role or body {name}", name=text))


def _present(room: Room, told: Mapping[str, Facts]) -> Ask:
    post = _post(room, told)

    def take(text: str) -> Turn:
        who = list(post.members) if not text else room.people.several(text, everybody=post.members)
        if not who:
            raise ValueError(T("somebody has to be there"))
        outside = [one for one in who if post.members and one not in post.members]
        said = [T("{names} look on: not of this circle", names=room.people.listed(outside))] if outside else []
        if len(outside) == len(who):
            raise ValueError(T("none of them is of this circle"))
        return noted(room, "present", _count(who), *said, value=",".join(who))

    enter = T("the whole circle: {names}", names=room.people.listed(post.members)) if post.members else None
    return Ask("present", T("Who is there, at a distance included?"), take, enter, offers=_handles(room),
               aloud=_sheet(post), shown=(T("(names with commas; “but Ana, Karim” for all the others)"),))  # fmt: skip


def _count(who: list[str]) -> Text:
    return TN("{n} person is there", "{n} people are there", len(who))


def _sheet(post: Post) -> tuple[Text, ...]:
    """The role sheet, to be read aloud."""
    lines = [T("The role is {title}.", title=post.title)]
    lines += [T("What it is for: {purpose}.", purpose=post.purpose.rstrip("."))] if post.purpose else []
    lines += [T("What it does: {what}.", what=" – ".join(post.accountabilities))] if post.accountabilities else []
    lines += [T("What we look for: {what}.", what=", ".join(post.qualities))] if post.qualities else []
    lines += [T("What is expected: {what}.", what=post.expectations.rstrip("."))] if post.expectations else []
    lines.append(T("Does anybody want to change or add something, before any name?"))
    return tuple(lines)


def _handles(room: Room) -> tuple[str, ...]:
    return tuple(room.people.names)


def _remote(room: Room, told: Mapping[str, Facts]) -> Ask:
    present = _people(told, "present")

    def take(text: str) -> Turn:
        who = room.people.several(text, present, present)
        return noted(room, "remote", TN("{n} at a distance", "{n} at a distance", len(who)), value=",".join(who))

    return Ask("remote", T("Who of them is at a distance?"), take, T("nobody"), offers=tuple(present))


def _others(room: Room, told: Mapping[str, Facts]) -> Ask:
    present = _people(told, "present")

    def take(text: str) -> Turn:
        if text.isascii() and text.isdigit():
            return noted(room, "others", value="", observers=str(number(text, 0, 500)))
        who = room.people.several(text, [one for one in room.people.names if one not in present])
        return noted(room, "others", value=",".join(who), observers="0")

    return Ask("others", T("Who looks on without speaking in rounds? (names, or how many)"), take, T("nobody"))


def _facilitator(room: Room, told: Mapping[str, Facts]) -> Ask:
    def take(text: str) -> Turn:
        who = room.people.one(text) if text else room.actor
        return noted(room, "facilitator", T("{name} facilitates", name=room.name(who)), value=who)

    return Ask("facilitator", T("Who facilitates?"), take, T("{name}", name=room.name(room.actor)),
               offers=_handles(room), shown=(T("(whoever is proposed hands over before: better someone who does not "
                                               "wish for the role)"),))  # fmt: skip


def _secretary(room: Room, told: Mapping[str, Facts]) -> Ask:
    def take(text: str) -> Turn:
        who = room.people.one(text) if text else room.actor
        return noted(room, "secretary", T("{name} writes", name=room.name(who)), value=who)

    return Ask("secretary", T("Who writes, a few words for each person?"), take,
               T("{name}", name=room.name(room.actor)), offers=_handles(room))  # fmt: skip


def _term(room: Room, told: Mapping[str, Facts]) -> Ask:
    post = _post(room, told)
    most = post.most_term_months or 600

    def take(text: str) -> Turn:
        if not text and not post.term_months:
            raise ValueError(T("the sheet has no term: agree on one, in months"))
        months = number(text.split()[0], 1, most) if text else post.term_months or 0
        since = typed.written_day(text.split(None, 1)[1]).isoformat() if len(text.split()) > 1 else ""
        return noted(room, "term", TN("for {n} month", "for {n} months", months), value=str(months), since=since)

    enter = TN("{n} month", "{n} months", post.term_months) if post.term_months else None
    return Ask("term", T("For how many months? (then, if it is not today, the first day)"), take, enter,
               aloud=(T("For how long do we designate? The length is part of what we agree to."),))  # fmt: skip


def _preset(room: Room, told: Mapping[str, Facts]) -> Ask:
    known = {name: RULES.get(name, T("{name}", name=name)) for name in PRESETS}

    def take(text: str) -> Turn:
        name = one_of(text, known, default="founding")
        return noted(room, "preset", known[name], value=name)

    return Ask("preset", T("By which rules?"), take, T("the founding procedure"), shown=listed(known))


def _level(room: Room, told: Mapping[str, Facts]) -> Ask:
    def take(text: str) -> Turn:
        name = one_of(text, LEVELS, default="summary")
        return noted(room, "level", LEVELS[name], value=name)

    return Ask(
        "level", T("What is written of all this, and stays for ever?"), take, LEVELS["summary"], shown=listed(LEVELS),
        aloud=(T("What is recorded cannot be erased. Here is what we may keep; and each may ask, at any moment, that "
                 "their words be written nowhere."),),
    )  # fmt: skip


_QUESTIONS: Mapping[str, Callable[[Room, Mapping[str, Facts]], Ask]] = {
    "role": _role, "present": _present, "remote": _remote, "others": _others, "facilitator": _facilitator,
    "secretary": _secretary, "term": _term, "preset": _preset, "level": _level,
    "minutes": lambda room, told: timing.question(room, len(_people(told, "present"))),
    "rules": otherwise.question,
    "place": lambda room, told: seats.place(room, bool(_people(told, "remote"))),
    "seats": lambda room, told: seats.seats(_post(room, told), room),
    "together": lambda room, told: seats.together(_post(room, told), room),
    "college": lambda room, told: seats.college(_post(room, told), room),
}  # fmt: skip
_SAID: Mapping[str, Text] = {
    "role": T("role"), "present": T("present"), "remote": T("at a distance"), "others": T("look on"),
    "facilitator": T("facilitates"), "secretary": T("writes"), "term": T("term"), "preset": T("rules"),
    "rules": T("otherwise"),
    "level": T("what is kept"), "minutes": T("minutes"), "place": T("place"), "seats": T("seats"),
    "together": T("how"), "college": T("college"),
}  # fmt: skip


def _recap(room: Room, told: Mapping[str, Facts]) -> Ask:
    def take(text: str) -> Turn:
        if not text:
            return Turn(room, deed=Deed("open", _frame(room, told)))
        name = one_of(text, said)
        return Turn(room._replace(draft=room.draft.without("framing", *_gone(name, told))))

    said = {name: _SAID[name] for name in _asked(room, told)}
    shown = {name: otherwise.said(told) if name == "rules" else _shown(room, name, told[name]) for name in said}
    rows = tuple((n, _SAID[name], shown[name]) for n, name in enumerate(said, 1))
    return Ask("open", T("Is that right?"), take, T("open the election; a number changes that line"),
               panel=Panel(T("What we agree on before any name"), ("", T("what"), T("agreed")), rows))  # fmt: skip


def _gone(name: str, told: Mapping[str, Facts]) -> tuple[str, ...]:
    """What is asked again with a line: of another role its own questions, of another set its rules."""
    more = {"role": _OF_A_ROLE, "preset": otherwise.kept_at(told)}
    return (name, *more.get(name, ()))


def _shown(room: Room, name: str, facts: Facts) -> Text | str:
    value = facts.get("value", "")
    if name in ("present", "remote", "others", "facilitator", "secretary"):
        who = room.people.listed(one for one in value.split(",") if one)
        n = int(facts.get("observers", "0"))
        return T("{n} more", n=n) if n else who or T("nobody")
    if name == "term":
        months = TN("{n} month", "{n} months", int(value))
        return T("{months}, from {day}", months=months, day=facts["since"]) if facts.get("since") else months
    if name == "minutes":
        return T("{each}", each=timing.each(tuple(map(int, value.split(",")))))
    if name in ("seats", "together", "college"):
        return seats.TOGETHER.get(value) or (value or T("none"))
    return LEVELS[value] if name == "level" else RULES.get(value) or value


def _frame(room: Room, told: Mapping[str, Facts]) -> dict[str, object]:
    there, post = _people(told, "present"), _post(room, told)
    said = {name: told[name].get("value", "") for name in _asked(room, told)}
    present = [one for one in there if not post.members or one in post.members]
    guests = [*(one for one in there if one not in present), *_people(told, "others")]
    return {
        "role": post.name,
        "present": present,
        "absent": [one for one in post.members if one not in present],
        "remote": [one for one in _people(told, "remote") if one in present],
        "guests": [one for one in dict.fromkeys(guests) if one not in present],
        "observers": int(told["others"].get("observers") or "0"),
        "facilitator": told["facilitator"]["value"],
        "secretary": told["secretary"]["value"],
        "term_months": int(told["term"]["value"]),
        "since": told["term"].get("since") or None,
        "place": said["place"],
        "seats": int(said.get("seats", "1")),
        "together": said.get("together"),
        "college": said.get("college") or None,
        "preset": told["preset"]["value"],
        "otherwise": otherwise.changes(told),
        "level": told["level"]["value"],
        "minutes": clock.named(tuple(map(int, told["minutes"]["value"].split(",")))),
    }
