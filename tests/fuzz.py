"""make fuzz: damaged and hostile files thrown at the reader, and what must hold whatever they are.

``python -m tests.fuzz [--count 100000] [--seed 1]``. Every document is a real file of the sample ledger or of
docs/format.md after a few hurts; the same seed gives the same documents. What must hold:

* reading never raises and never takes a second, and neither does judging a ledger that holds the file;
* the quick reader, the parser in C and the parser in Python come to one verdict, one tree, the same places;
* a second YAML 1.2 reader finds the same strings in every file that is accepted;
* what is written of a tree reads as that tree, and is written the same again;
* ``entry.quick`` and the pydantic model accept the same lines of the board, with the same value;
* sheets in canonical form after some hurts are read by three lanes, of one mind (``tests.lanes``), as many again;
* a ledger judged with what was kept of it gives what it gives judged anew, after any edits (``tests.judging``);
* whatever is said of a file is sayable in both languages, and nothing in it can act on a screen.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple
from unittest import mock

from coopctl.characters import odd_characters
from coopctl.check import check
from coopctl.document import read as reader
from coopctl.document import tree as trees
from coopctl.document.read import SHEET_LIMIT, Document, Map, Seq, bare, read
from coopctl.document.slow import SlowParser
from coopctl.document.write import as_written, emit
from coopctl.entry import quick
from coopctl.ledger import Ledger
from coopctl.records.contribution import Contribution
from coopctl.records.model import judged
from coopctl.report import report
from coopctl.snapshot import Overlay, Snapshot
from tests import lanes
from tests.judging import kept_results

ROOT = Path(__file__).resolve().parents[1]
TODAY = dt.date(2026, 11, 23)
LARGEST = 3000
"""Bytes of the largest file that is hurt: small ones hurt as well, and many more of them."""
A_SECOND = 1.0

EXAMPLE = re.compile(r"^`([\w./-]+)`\n\n```yaml\n(.*?)```", re.MULTILINE | re.DOTALL)
BY_HAND = """\
# a sheet as a hand writes it
- id:   "k7m3qa2w"   # mine
  date: '2026-10-03'
  circle: technique
  hours: 1.50
  rate:   15
  what: >-
    Relecture
    de la lettre

- {id: k7m3qa2x, date: 2026-10-04, hours: 2, rate: 20, what: "deux\\tmots: \\"ici\\"", waived: true}
- id: k7m3qa2y
  date: 2026-10-05
  until: 2026-10-07
  hours: 12
  rate: 0
  what: |
    une ligne
  x-note: [a, b]
"""


class Hurt(NamedTuple):
    """A damaged file and where it lies."""

    path: str
    data: bytes


@cache
def base() -> dict[str, bytes]:
    """The ledger each damaged file is put into: one example of each kind."""
    pages = (ROOT / "docs" / "format.md").read_text("utf-8")
    return {path: text.encode() for path, text in EXAMPLE.findall(pages)}


@cache
def seeds() -> tuple[Hurt, ...]:
    """The files that are hurt: the examples, the small files of the sample, and one written by hand."""
    sample = {path.relative_to(ROOT / "ledger").as_posix(): path for path in sorted((ROOT / "ledger").rglob("*.yaml"))}
    small = [Hurt(path, file.read_bytes()) for path, file in sample.items() if file.stat().st_size <= LARGEST]
    examples = [Hurt(path, data) for path, data in base().items()]
    # The examples hold every key there is, so they are hurt as often as the sample, which holds many files.
    return (
        *small,
        *examples * (len(small) // len(examples)),
        *[Hurt("contributions/2026-10/loic.yaml", BY_HAND.encode())] * 30,
    )


# --- how a file is hurt ---

VALUES = (
    *(
        "no yes on off null ~ true 1:30 1.234,5 1,5 NaN .nan .inf 1e400 1e3 0o10 010 0x1F 1_000 +5 -0 2.505 2.50 "
        "2025-02-30 2025-13-45 2025-1-1 20251003 0000-00-00 9999-12-31 2026-10 2026-Q4 2026 ../x .. . / con "
        "/etc/passwd 00 1. .5 "
        "a/b A é -x --rev x- - a--b ３ ٣ ² k7m3qa2w 7e309123 [] {} '' \"\" [a] {a:b} & * ! | > % @ ` && &x *x !!int "
        "=1+1 [bold] [/red] {seen} %s {0} {{ \\ \\e <b>&amp; -1 0 1000000000000"
    ).split(),
    "", " ", "a # b", "a: b", "{a: b}", "'l'atelier'", '"x', '"a\\nb"', '"\\e[31m"', '"\\u202e"', '"\\ud800"',
    "a\n  b", "a\n\n  b", "|\n    a\n    b", "|+\n    a\n\n", ">-\n    a\n    b", "|2\n    a", "\u00a0", "\u202egnp",
    "\x1b[31m", "\x9b31m", "e\u0301", "\ufeff", "\u200b", "👩\u200d💻", "9" * 400, "x" * 2500, "- a", "? a",
    "!!python/object:os.system x", "!<tag:yaml.org,2002:str> x", "&a [*a]", "<<", "é" * 41, "10\u00a0€", "1\u202f234",
    "2026-10-03T00:00:00",
)  # fmt: skip
PIECES = [
    *" \n:-#'\"[]{},&*!|>%@`?~\t<=\\.0é\x00\r\x1b", "\r\n", "  ", "\n  ", "\n- ", "- ", ": ", " #", "...\n", "---\n",
    "--- ", "%YAML 1.1\n---\n", "%TAG ! tag:x,2000:\n---\n", "\n%YAML 1.2\n", "<<: *a\n", "? ", "&a ", "*a", "!!str ",
    "!", "\ufeff", "\u2028", "\x85", "\u202e", "\u200b", "\U000e0041", "\ud7ff", "\ufffd", "\uffff", "\U0010ffff",
    "[" * 40, "{a: " * 40, "- " * 40, "[" * 100_000, "a: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]\n", "id: a\n", "x-a: 1\n",
]  # fmt: skip
BYTES = (
    b"\x00", b"\xff", b"\xe9", b"\xc3", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xff\xfe", b"\xef\xbb\xbf", b"\xc2\x85",
)  # fmt: skip
PAIR = re.compile(r"(?<=: )[^\n]*$|(?<=- )[^\n:]*$", re.MULTILINE)


def _value(text: str, chance: random.Random) -> str:
    """Another value behind some key."""
    found = list(PAIR.finditer(text))
    if not found:
        return text
    spot = chance.choice(found)
    return text[: spot.start()] + chance.choice(VALUES) + text[spot.end() :]


def _piece(text: str, chance: random.Random) -> str:
    at = chance.randrange(len(text) + 1)
    return text[:at] + chance.choice(PIECES) + text[at:]


def _cut(text: str, chance: random.Random) -> str:
    at = chance.randrange(len(text) + 1)
    return text[:at] + text[at + chance.choice((1, 1, 1, 2, 5, 40)) :]


def _lines(text: str, chance: random.Random) -> str:
    """Lines swapped, repeated, dropped or moved in and out."""
    lines = text.split("\n")
    one, other, kind = chance.randrange(len(lines)), chance.randrange(len(lines)), chance.randrange(4)
    if kind == 0:
        lines[one], lines[other] = lines[other], lines[one]
    elif kind == 1:
        lines.insert(other, lines[one])
    elif kind == 2:
        del lines[one]
    else:
        lines[one] = " " * chance.randrange(6) + lines[one].lstrip(" ")
    return "\n".join(lines)


def _graft(text: str, chance: random.Random) -> str:
    """The beginning of one file and the end of another."""
    other = chance.choice(seeds()).data.decode()
    return text[: chance.randrange(len(text) + 1)] + other[chance.randrange(len(other) + 1) :]


def _key(text: str, chance: random.Random) -> str:
    """A key of another file where one stands here."""
    key = re.compile(r"[a-z_]+(?=:)")
    found, other = list(key.finditer(text)), key.findall(chance.choice(seeds()).data.decode())
    if not (found and other):
        return text
    spot = chance.choice(found)
    return text[: spot.start()] + chance.choice(other) + text[spot.end() :]


HURTS: tuple[Callable[[str, random.Random], str], ...] = (
    _value,
    _value,
    _value,
    _piece,
    _piece,
    _cut,
    _lines,
    _graft,
    _key,
)


def hurt_text(text: str, chance: random.Random) -> str:
    """A text after one hurt."""
    return chance.choice(HURTS)(text, chance)


def hurt(chance: random.Random) -> Hurt:
    """One file after one to six hurts; one in six has its bytes hurt too."""
    path, data = chance.choice(seeds())
    text = data.decode()
    for _ in range(chance.choice((1, 1, 1, 2, 2, 3, 6))):
        text = hurt_text(text, chance)
    data = text.encode("utf-8", "replace")
    if chance.random() < 1 / 6:
        at = chance.randrange(len(data) + 1)
        flipped = bytes([data[at] ^ 1 << chance.randrange(8)]) if at < len(data) else b""
        data = data[:at] + chance.choice((flipped, *BYTES)) + data[at + chance.randrange(2) :]
    return Hurt(path, data)


# --- what must hold ---


class Wrong(NamedTuple):
    """What did not hold, of which file."""

    what: str
    hurt: Hurt


def shape(node: Any) -> Any:
    """A tree with all its places; where an empty value stands, each parser says as it likes."""
    if isinstance(node, Map):
        keys = [(key, node.key_starts[key], shape(value)) for key, value in node.items()]
        return "map", node.start, node.end, node.flow, keys
    if isinstance(node, Seq):
        return "seq", node.start, node.end, node.flow, [shape(item) for item in node]
    return (str(node), node.start, node.end, node.style) if node else node


def by_parser(one: Hurt, parser: Any) -> Document:
    """The file read by a parser, the quick reader left aside."""
    with (
        mock.patch.object(trees, "_parser", return_value=parser),
        mock.patch.object(reader, "quick", return_value=None),
    ):
        return read(one.path, one.data, SHEET_LIMIT)


def readers_agree(one: Hurt, document: Document) -> Iterator[str]:
    """Two parsers and the quick reader: one verdict, and of what is accepted one tree and one set of places."""
    from yaml._yaml import CParser

    ways = {"C": by_parser(one, CParser), "Python": by_parser(one, SlowParser)}
    for name, other in ways.items():
        if bool(other.faults) != bool(document.faults):
            seen = [fault.rule for fault in (*other.faults, *document.faults)]
            yield f"the parser in {name} and the usual way do not agree: {seen}"
        elif not document.faults and shape(other.root) != shape(document.root):
            yield f"the parser in {name} builds another tree"


def strings_agree(one: Hurt, document: Document) -> Iterator[str]:
    """A reader of YAML 1.2 that is not ours finds the same strings."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    try:
        found = YAML(typ="base", pure=True).load(document.text)
    except YAMLError as error:
        if "more indented follow up line" not in str(error):  # blank lines of unequal indents: it alone minds
            yield f"ruamel refuses: {error}"
        return
    if found != bare(document.root):
        yield "ruamel reads other strings"


def writing_is_stable(one: Hurt, document: Document) -> Iterator[str]:
    """What is written reads the same, and is written the same again."""
    assert document.root is not None
    text = emit(as_written(document.root))
    again = read(one.path, text.encode(), SHEET_LIMIT)
    if again.faults or again.root is None:
        yield f"what is written cannot be read: {[str(fault.message) for fault in again.faults]}"
    elif bare(again.root) != bare(document.root):
        yield "what is written reads as something else"
    elif emit(as_written(again.root)) != text:
        yield "what is written is written otherwise the next time"


def entries_agree(one: Hurt, document: Document) -> Iterator[str]:
    """The quick reading of a line of the board and its model: one verdict, one value."""
    for index, item in enumerate(document.root if isinstance(document.root, list) else [document.root]):
        entry, (record, _faults) = quick(item), judged(Contribution, one.path, item)
        if entry != (record.entry() if record else None):
            yield f"line {index}: the quick reading says {entry}, the model {record}"


def judging_ends(one: Hurt, tally: Counter[str]) -> Iterator[str]:
    """The ledger that holds the file is judged, and every finding can be shown."""
    files = Overlay(base(), {one.path: one.data})
    findings = check(Ledger(Snapshot(files, None)), TODAY)
    tally.update({finding.rule for finding in findings})

    def text_of(path: str) -> str | None:
        return files[path].decode(errors="replace") if path in files else None

    for form, lang in (("text", "fr"), ("concise", "en"), ("json", "fr")):
        said = report(form, findings, text_of=text_of, lang=lang, color=False, width=80)
        if odd := next(odd_characters(said), None):
            yield f"the report {form} holds {odd[1]!r}"


def wrongs(one: Hurt, tally: Counter[str]) -> Iterator[str]:
    """All that does not hold of one file."""
    begun = time.process_time()
    document = read(one.path, one.data, SHEET_LIMIT)
    if time.process_time() - begun > A_SECOND:
        yield "reading takes more than a second"
    tally["(refused)" if document.faults else "(accepted)"] += 1
    yield from readers_agree(one, document)
    if not document.faults:
        for holds in (strings_agree, writing_is_stable, entries_agree):
            yield from holds(one, document)
    begun = time.process_time()
    yield from judging_ends(one, tally)
    if time.process_time() - begun > A_SECOND:
        yield "judging takes more than a second"


def fuzz(count: int, seed: int = 1) -> tuple[Counter[str], list[Wrong]]:
    """Hurt ``count`` files: how often what was found (verdicts between brackets, then rules), and what did not hold."""
    chance, tally, found = random.Random(seed), Counter[str](), list[Wrong]()
    for number in range(count):
        one = hurt(chance)
        try:
            found += [Wrong(what, one) for what in wrongs(one, tally)]
        except Exception as error:
            found.append(Wrong(f"raised {type(error).__name__}: {error}", one))
        tally["(done)"] += 1
        if count > 20_000 and number % 10_000 == 9_999:
            print(f"  {number + 1:>7,}, {len(found)} wrong", flush=True)
    return tally, found


def main(argv: list[str] | None = None) -> int:
    """Run it and say how many were tried; 1 where something did not hold or fewer were tried than planned."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description="damaged files for the reader")
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args(argv)
    begun = time.monotonic()
    tally, found = fuzz(given.count, given.seed)
    for what, one in found[:20]:
        print(f"{one.path}: {what}\n  {one.data[:2000]!r}")
    rules = sum(1 for name in tally if not name.startswith("("))
    print(
        f"{tally['(done)']:,} damaged files of {given.count:,} planned, {tally['(accepted)']:,} accepted, "
        f"{tally['(refused)']:,} refused, {rules} rules met, {len(found)} wrong, {time.monotonic() - begun:.0f} s"
    )
    begun = time.monotonic()
    taken, apart = lanes.run(given.count, given.seed)
    for what, data in apart[:20]:
        print(f"{lanes.PATH}: {what}\n  {data[:2000]!r}")
    print(
        f"{taken['done']:,} damaged sheets read by all lanes, {taken['strict']:,} accepted, "
        f"{taken['columns']:,} of them in one go, {len(apart)} wrong, {time.monotonic() - begun:.0f} s"
    )
    begun, steps, hits, old = time.monotonic(), 0, 0, list[str]()
    for number in range(given.count // 2_000):
        again, wrong = kept_results.stale(given.seed * 1_000 + number, 100)
        steps, hits, old = steps + 100, hits + again, old + wrong
    print(*old[:20], sep="\n", end="\n" if old else "")
    print(
        f"{steps:,} edits of ledgers judged with what was kept of them and without, {hits:,} results found again, "
        f"{len(old)} wrong, {time.monotonic() - begun:.0f} s"
    )
    done = min(tally["(done)"], taken["done"])
    return 1 if found or apart or old or done < given.count else 0


if __name__ == "__main__":
    sys.exit(main())
