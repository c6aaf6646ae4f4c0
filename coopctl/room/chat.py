"""Ballots from the chat of a meeting, pasted as one block once all have sent: each line is read, or left to settle."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from coopctl.importing.spelling import fold
from coopctl.room.people import People
from coopctl.words import T, Text


class Heard(NamedTuple):
    """What one ballot says: whom it names, or what it says instead, and why."""

    names: tuple[str, ...] = ()
    instead: str = ""
    reason: str = ""


class Left(NamedTuple):
    """A line that could not be read for certain: who sent it, if that is known, and why it is left."""

    text: str
    voter: str
    why: Text


class Chat(NamedTuple):
    """What a block holds."""

    ballots: dict[str, Heard]
    left: tuple[Left, ...]


_TIME = r"[\[(]?\d{1,2}[:h]\d{2}(?::\d{2})?(?:\s?[AaPp][Mm])?[\])]?"
_LEAD = re.compile(rf"^(?:[-•*>]\s+)?(?:{_TIME}\s*[-–—]?\s*)?")
_ZOOM = re.compile(r"^(?:de|from)\s+(?P<who>.+?)\s+(?:à|a|to|pour)\s+[^:]{1,40}?\s*:\s*(?P<said>.*)$", re.IGNORECASE)
_SAYS = re.compile(rf"^(?P<who>[^:→>=]{{1,60}}?)\s*(?:{_TIME})?\s*(?::|→|->|=>|=)\s*(?P<said>.*)$")
_MYSELF = re.compile(
    r"^(?:moi|je soussignée?|je|i)\s*,?\s+(?P<who>[^,]{1,40}?)\s*,\s*(?P<said>(?:je\s+|j['’])?\w.*)$", re.IGNORECASE
)
_STAMPED = re.compile(rf"^(?P<who>.{{1,60}}?)\s*,?\s+{_TIME}$")
_WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
_FILL = frozenset(
    "je j moi propose nomme designe vote votes choisis pour c est ce serait mon bulletin va a au le la i nominate my "
    "ballot is would be do for to et donc alors bonjour oui pense".split()
)
_INSTEAD = {
    "pass": ("je passe", "passe", "pass", "i pass"),
    "nobody": ("personne", "nobody", "personne pour l instant"),
    "outside-search": ("chercher ailleurs", "chercher dehors", "recherche ailleurs", "recherche dehors",
                       "outside search", "outside-search", "ailleurs"),
}  # fmt: skip
_BECAUSE = re.compile(r"^[\s,;:.!–—-]+")
_AND = {"et", "ou", "and", "or", "puis"}


def parse(
    block: str, people: People, voters: Sequence[str], seats: int = 1, instead: Sequence[str] = tuple(_INSTEAD)
) -> Chat:
    """Read a block. Nothing is guessed: what could mean two things is left, and what the rules do not allow."""
    ballots: dict[str, Heard] = {}
    left: list[Left] = []
    done: set[str] = set()
    for voter, line in _messages(block, people, done):
        if not voter:
            left.append(Left(line, "", T("who sent it cannot be read")))
        elif voter not in voters:
            left.append(Left(line, voter, T("{name} gives no ballot", name=people.said(voter))))
        elif voter in ballots and not _says(line, people, seats):
            ballots[voter] = _longer(ballots[voter], line)
        elif voter in ballots:
            left.append(Left(line, voter, T("{name} has sent a ballot already", name=people.said(voter))))
        elif (heard := read(line, people, seats)) and heard.instead and heard.instead not in instead:
            left.append(Left(line, voter, T("the rules do not allow it")))
        elif heard:
            ballots[voter] = heard
            done.add(voter)
        else:
            left.append(Left(line, voter, T("whom it names cannot be read")))
    return Chat(ballots, tuple(left))


def _says(line: str, people: People, seats: int) -> bool:
    """Whether a later line of somebody names a person at its beginning: then it is another ballot, not more words."""
    heard = read(line, people, seats)
    return bool(heard and (heard.instead or heard.reason != line))


def _longer(heard: Heard, line: str) -> Heard:
    return heard._replace(reason=f"{heard.reason} {line}".strip())


def _messages(block: str, people: People, done: set[str]) -> Iterator[tuple[str, str]]:
    """Each message with who sent it ("" where that is not known)."""
    current = ""
    for raw in block.splitlines():
        line = _LEAD.sub("", " ".join(raw.split()), count=1).strip()
        if not line:
            continue
        voter, said = _author(line, people)
        if voter and said:
            current = voter
            yield voter, said
            continue
        stamped = _STAMPED.match(line)
        alone = people.certain(stamped["who"] if stamped else line)
        if len(alone) == 1 and (stamped or not current or current in done):
            current = alone[0]
        else:
            yield current, line


def _author(line: str, people: People) -> tuple[str, str]:
    for form in (_ZOOM, _MYSELF, _SAYS):
        found = form.match(line)
        if found:
            who = people.certain(_LEAD.sub("", found["who"]))
            if len(who) == 1:
                return who[0], found["said"].strip()
    return "", ""


def read(said: str, people: People, seats: int = 1) -> Heard | None:
    """What one message says as a ballot; None where that is not certain."""
    words = list(_WORD.finditer(said))
    i = 0
    while i < len(words):
        instead = _instead(said, words, i)
        if instead:
            return instead
        found = _person(said, words, i, people)
        if found:
            return _with_others(said, words, i, found, people, seats)
        if not all(part in _FILL for part in fold(words[i].group()).split()):
            break
        i += 1
    named = _anywhere(said, words, people)
    return Heard((named[0],), "", said) if len(named) == 1 else None


def _instead(said: str, words: list[re.Match[str]], i: int) -> Heard | None:
    for n in (4, 3, 2, 1):
        if i + n <= len(words):
            text = fold(said[words[i].start() : words[i + n - 1].end()])
            for name, forms in _INSTEAD.items():
                if text in forms:
                    return Heard((), name, _BECAUSE.sub("", said[words[i + n - 1].end() :]))
    return None


def _person(said: str, words: list[re.Match[str]], i: int, people: People) -> tuple[str, int] | None:
    """Who is named from a word on, and how many words that takes; the longest name first."""
    for n in (4, 3, 2, 1):
        if i + n <= len(words):
            found = people.certain(said[words[i].start() : words[i + n - 1].end()])
            if len(found) == 1:
                return found[0], n
    return None


def _with_others(
    said: str, words: list[re.Match[str]], i: int, found: tuple[str, int], people: People, seats: int
) -> Heard | None:
    """One name, or as many as there are seats to fill together; what follows is the reason."""
    names, at = [found[0]], i + found[1]
    while at < len(words):
        between = said[words[at - 1].end() : words[at].start()].strip()
        step = 1 if fold(words[at].group()) in _AND else 0
        if not step and between not in (",", "+", "/", "&"):
            break
        other = _person(said, words, at + step, people)
        if not other:
            break
        names.append(other[0])
        at += step + other[1]
    if len(names) > seats or len(set(names)) != len(names):
        return None
    end = words[at - 1].end()
    end += 1 if len(said) > end and said[end] == "." and len(said[words[at - 1].start() : end]) == 1 else 0
    return Heard(tuple(names), "", _BECAUSE.sub("", said[end:]).strip())


def _anywhere(said: str, words: list[re.Match[str]], people: People) -> list[str]:
    found: dict[str, None] = {}
    i = 0
    while i < len(words):
        one = _person(said, words, i, people)
        if one:
            found[one[0]] = None
        i += one[1] if one else 1
    return list(found)
