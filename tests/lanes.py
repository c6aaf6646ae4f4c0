"""Sheets in canonical form after a few hurts, read by all lanes: columns, line by line, and strictly over events.

The strict lane decides. The others give what it gives, with nothing to complain of, or they give up: never another
value, and never a value where the strict lane finds a fault.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Iterator
from unittest import mock

from coopctl.columns import Columns, columns
from coopctl.document import read as reader
from coopctl.document.read import SHEET_LIMIT, read
from coopctl.entry import Entry
from coopctl.page import entries_of
from coopctl.records.contribution import Contribution
from coopctl.records.model import judged

PATH = "contributions/2026-10/loic.yaml"
HEAD = "# yaml-language-server: $schema=../../schemas/contributions.json\n"
WHATS = (
    "Migration du serveur", "Réunion hebdo", "«\u00a0Lettre\u00a0» n° 3", "(suite) appel", "12:30 et 14:00", "C#",
    "l'atelier de Noé", "œuvre", "x", "100 % relu", "http://coop.example/a#b", "true", "null", "~",
    "2026-10-03", "1.50",
    '"deux: mots"', '"a # b"', '"dit \\"oui\\""', '"une\\nligne"', '"\\\\"', '"- a"', '"👩\u200d💻 écran"',
    '"#3"', '" a"',
)  # fmt: skip
VALUES = (
    *"0 00 -0 1 1. .5 1.5 1.50 1.500 -2 +2 1e3 1_0 0x1f 0o7 .inf .nan -".split(),
    *"-- --- ... 9999999999 999999999.99 8999.99".split(),
    *"9000 2026-10-03 2026-02-30 2026-13-01 0000-01-01 9999-12-31 2026-10-3 20261003".split(),
    *"2026-10 2024-02-29 2025-02-29".split(),
    *"con nul com1 lpt9 aux prn a-b a--b -a a- A é null true false yes no".split(),
    *"~ on k7m3qa2w k7m3qa2 7k7m3qa2 k7m31a2w".split(),
    *"[] {} [a] {a:b} & &a *a !a !!str ! | > % @a `a ' '' \"\" 'a' \"a\" # a# a#b a: a:b :".split(),
    *":a ? ?a , ,a ] } = <<".split(),
    *"abcd abc: a:b:c ab.c ab-c ABCD abcd: .bcd :bcd a.:-".split(), "a: b", "a #b", "a# b", "a :b", "- a", "? a", "",
    " ", "''", "a ", " a", "a\t", "\ta", "a\tb", "a\rb", "a\x85b", "a\u2028b", "\u00a0", "a\u00a0", "\u00a0a", "\u200b",
    "a\u200bb", "\u202ea", "\ufeffa", "a\ufeff", "e\u0301", "\u0301", '"\u0301"', '"a\\n\u0303"',
    '"\\ne\u0301"', "\x00",
    "\x1b[31m", "\x7f", "\ud7ff", "\uffff", "\U0001ffff", "🎉", "👩\u200d💻", "a\u200d", "②", "٣", "３", "½", "ⅷ", "_a",
    '"a\\tb"', '"\\u202e"', '"\\x41"', '"\\', '"a\\"', '"a" b', '"a"#', '"a" #b', "'l''a'", "'", '"a: b"', '"a\\\\"',
    '"\\n"', '" "', '"\\u00a0"', "a" * 1999, "a" * 2000, "a" * 2001, "é" * 1024, "9" * 40, "a" * 40, "a" * 41,
    '"' + "a" * 1030 + '"', "a\n  b", "|\n    a", ">-\n    a", "a\n\n  b", "x # y", "x: y", "« a", "/a", "€ 3", "“a”",
)  # fmt: skip
ALPHABETS = ("ab:# \\\"'-", "abc.:-", "012.-", 'ab"\\nn\u0303 ', "aé«(“€/ :#,?", "a\u00a0b\u0301 e", "1:2 #3-.")
PIECES = (
    *"-:#\"' \n\t\r\\\x00é[]{}&*!|>%@`,?~0", "\r\n", "\n\n", "\n#\n", "\n# a: b\n", "\n  # a\n", "---\n",
    "--- ", "\n---\n",
    "...\n", "\n...\n", "- id: k7m3qa2w\n", "- id: ", "  ", "\n  ", "\n- ", ": ", " #", "\x85", "\u2028",
    "\u00a0", "\u200b",
    "\u202e", "\ufeff", "\u0301", "%YAML 1.1\n", "!!str ", "&a ", "*a", "\n- id: k7m3qa2x\n  date: 2026-10-03\n",
    "  x-a: 1\n", "  circle: technique\n", "  hours: 1\n", "  until: 2026-10-04\n", "  waived: true\n",
    "\ufe0f", "\u200d",
)  # fmt: skip
BYTES = (b"\xff", b"\xc3", b"\xe9", b"\xed\xa0\x80", b"\xef\xbb\xbf", b"\xc2\x85", b"\x00", b"\xf4\x90\x80\x80")
_LATE = ("recorded_by: noemie", "waived: true", "waived: false", "corrects: p4xd7n5c", "source: tableau:12.ab")


def sheet(chance: random.Random) -> str:
    """A sheet as coopctl writes it."""
    found = [HEAD if chance.random() < 0.4 else ""]
    for _ in range(chance.choice((1, 1, 1, 2, 3, 5))):
        ident = "k" + "".join(chance.choice("abcdefghz23456789") for _ in range(7))
        found.append(f"- id: {ident}\n  date: 2026-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}\n")
        early = ("until: 2026-10-20", "circle: technique", "role: admin-sys", "need: visio")
        found += [f"  {line}\n" for line in early if chance.random() < 0.25]
        found.append(f"  hours: {chance.choice(('1', '2.5', '0.25', '-1', '0', '12'))}\n")
        found.append(f"  rate: {chance.choice(('15', '17.5', '0', '-3'))}\n  what: {chance.choice(WHATS)}\n")
        found += [f"  {line}\n" for line in _LATE if chance.random() < 0.15]
    return "".join(found)


def _value(text: str, chance: random.Random) -> str:
    spots = list(re.finditer(r"(?<=: )[^\n]*", text))
    spot = chance.choice(spots) if spots else None
    return text if spot is None else text[: spot.start()] + chance.choice(VALUES) + text[spot.end() :]


def _text(text: str, chance: random.Random) -> str:
    """A few characters that mean something, where any text or number may stand."""
    spots = list(re.finditer(r"(?<=(?:what|urce|ours|rate|ircl): )[^\n]*", text))
    letters, spot = chance.choice(ALPHABETS), chance.choice(spots) if spots else None
    made = "".join(chance.choice(letters) for _ in range(chance.randrange(1, 9)))
    return text if spot is None else text[: spot.start()] + made + text[spot.end() :]


def _piece(text: str, chance: random.Random) -> str:
    at = chance.randrange(len(text) + 1)
    return text[:at] + chance.choice(PIECES) + text[at:]


def _cut(text: str, chance: random.Random) -> str:
    at = chance.randrange(len(text) + 1)
    return text[:at] + text[at + chance.choice((1, 1, 2, 6)) :]


def _lines(text: str, chance: random.Random) -> str:
    """Lines swapped, doubled, dropped, moved in or out, or put together."""
    lines = text.split("\n")
    one, other, kind = chance.randrange(len(lines)), chance.randrange(len(lines)), chance.randrange(5)
    if kind == 0:
        lines[one], lines[other] = lines[other], lines[one]
    elif kind == 1:
        lines.insert(other, lines[one])
    elif kind == 2:
        del lines[one]
    elif kind == 3:
        lines[one] = " " * chance.randrange(5) + lines[one].lstrip(" ")
    else:
        lines[one : one + 2] = [" ".join(lines[one : one + 2])]
    return "\n".join(lines)


def _end(text: str, chance: random.Random) -> str:
    return text.rstrip("\n") + chance.choice(
        ("", " ", "\n\n", "\n ", "\n#", "\n# a\n", "\n...\n", "\n---\n", " \n", "\r\n")
    )


_HURTS: tuple[Callable[[str, random.Random], str], ...] = (
    _value,
    _value,
    _text,
    _text,
    _piece,
    _piece,
    _cut,
    _lines,
    _end,
)


def hurt(chance: random.Random) -> bytes:
    """A sheet after some hurts, one in ten after none."""
    text = sheet(chance)
    for _ in range(chance.choice((0, 1, 1, 1, 1, 1, 2, 2, 3, 5))):
        text = chance.choice(_HURTS)(text, chance)
    data = text.encode("utf-8", "replace")
    if chance.random() < 1 / 12:
        at = chance.randrange(len(data) + 1)
        flipped = bytes([data[at] ^ 1 << chance.randrange(8)]) if at < len(data) else b""
        data = data[:at] + chance.choice((flipped, *BYTES)) + data[at + chance.randrange(2) :]
    return data


def strict(data: bytes) -> tuple[Entry, ...] | None:
    """What the strict lane reads over the events of libyaml, None where it finds the least fault."""
    with mock.patch.object(reader, "quick", return_value=None):
        document = read(PATH, data, SHEET_LIMIT)
    if document.faults:
        return None
    entries, faults = entries_of(PATH, document)
    return None if faults else tuple(entry for _index, entry in entries)


def modelled(data: bytes) -> tuple[Entry, ...] | None:
    """The same by the model alone."""
    with mock.patch.object(reader, "quick", return_value=None):
        document = read(PATH, data, SHEET_LIMIT)
    if document.faults or not isinstance(document.root, list):
        return None
    found = [judged(Contribution, PATH, item)[0] for item in document.root]
    return tuple(one.entry() for one in found if one is not None) if None not in found else None


def wrongs(data: bytes, tally: Counter[str]) -> Iterator[str]:
    """Where the lanes are not of one mind."""
    right = strict(data)
    tally["strict" if right is not None else "refused"] += 1
    found = columns(data)
    if found is not None:
        tally["columns"] += 1
        if found.entries() != right:
            yield f"the columns give {found.entries()}, the strict lane {right}"
        elif found != Columns.of(right):
            yield "the columns are not those of the lines"
    usual = read(PATH, data, SHEET_LIMIT)
    lines = None if usual.faults else entries_of(PATH, usual)
    if (right is not None) != (lines is not None and not lines[1]):
        yield "line by line, there is another verdict"
    elif right is not None and lines is not None and right != tuple(entry for _index, entry in lines[0]):
        yield "line by line, there are other values"
    if right is not None and modelled(data) != right:
        yield "the model gives other lines"


def run(count: int, seed: int) -> tuple[Counter[str], list[tuple[str, bytes]]]:
    """Hurt ``count`` sheets; how the lanes took them, and where they did not agree."""
    chance, tally, found = random.Random(seed), Counter[str](), list[tuple[str, bytes]]()
    for _ in range(count):
        data = hurt(chance)
        try:
            found += [(what, data) for what in wrongs(data, tally)]
        except Exception as error:
            found.append((f"raised {type(error).__name__}: {error}", data))
        tally["done"] += 1
    return tally, found
