"""The translation tool chain: collect the sentences of the sources, keep the French, compile it.

    python tools/messages.py update            sources -> coopctl.pot, the French catalogue, the compiled one
    python tools/messages.py check             the three are as `update` would write them
    python tools/messages.py merge FILE.po …   take translations from these files, then update
    python tools/messages.py missing           what has no French yet, as a .po to fill in

Sentences are found by reading the syntax of the sources, never by importing them:
calls of T, TN, N_ and _; the words given to options, rows of commands and fields of records;
the docstrings of rules and verbs.
"""

from __future__ import annotations

import ast
import io
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from coopctl.manual import is_sample, paragraphs  # noqa: E402

SOURCES = ROOT / "coopctl"
TEMPLATE = SOURCES / "locale" / "coopctl.pot"
FRENCH = SOURCES / "locale" / "fr" / "LC_MESSAGES" / "coopctl.po"
COMPILED = FRENCH.with_suffix(".mo")

POSITIONS = {
    "T": (0,),
    "_": (0,),
    "N_": (0,),
    "TN": (0, 1),
    "Row": (1,),
    "Occasion": (0,),
    "about": (0,),
    "maybe": (0,),
    "many": (0,),
}
"""Which positional arguments of a call are sentences."""
KEYWORDS = {"option": ("meta", "help"), "_option": ("meta", "help"), "argument": ("meta", "help")}
"""Which named arguments of a call are sentences."""
DOCSTRINGS = {"rule", "verb"}
"""Functions under one of these decorators have their docstring read by people."""
PAGES = {"described": 2}
"""Calls that are given such a docstring, and as which argument."""

_FIXED_DAY = datetime(2026, 1, 1, tzinfo=UTC)
_HEADER = "# {} of coopctl. Made by tools/messages.py from the sources: edit the translations only."
_NARROW = "\u00a0"


class Found(NamedTuple):
    """A sentence in a source file."""

    path: str
    line: int
    id: str | tuple[str, str]


def found_in(path: Path) -> Iterator[Found]:
    """The sentences of one source file, in the order they stand."""
    name = path.relative_to(ROOT).as_posix()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call):
            yield from (Found(name, node.lineno, one) for one in _of_call(node))
        elif isinstance(node, ast.FunctionDef) and DOCSTRINGS & {_name(one) for one in node.decorator_list}:
            yield from (Found(name, node.lineno, part) for part in _of_page(ast.get_docstring(node, clean=False)))


def _of_page(docstring: str | None) -> list[str]:
    return [part for part in paragraphs(docstring) if not is_sample(part)]


def _of_call(node: ast.Call) -> Iterator[str | tuple[str, str]]:
    name = _name(node.func)
    texts = [_text(node.args[at]) for at in POSITIONS.get(name, ()) if at < len(node.args)]
    if name == "TN" and len(texts) == 2 and texts[0] and texts[1]:
        yield texts[0], texts[1]
    else:
        yield from (one for one in texts if one)
    if name in PAGES and PAGES[name] < len(node.args):
        yield from _of_page(_text(node.args[PAGES[name]]))
    for keyword in node.keywords:
        one = _text(keyword.value)
        if one and keyword.arg in KEYWORDS.get(name, ()) and not (keyword.arg == "meta" and "|" in one):
            yield one  # ``text|json`` lists what to type: it is the same in every language


def _name(node: ast.expr) -> str:
    """The last name of what is called or decorates: ``_`` in ``words._(…)``."""
    if isinstance(node, ast.Call):
        return _name(node.func)
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def _text(node: ast.expr) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def collected() -> list[Found]:
    """All sentences of the package, by file and line."""
    return [
        one
        for path in sorted(SOURCES.rglob("*.py"))
        for one in sorted(found_in(path), key=lambda found: (found.line, str(found.id)))
    ]


def catalogue_of(found: list[Found], translations: Catalog | None) -> Catalog:
    """A catalogue of the sentences found, with the translations that are known."""
    new = Catalog(
        locale="fr" if translations is not None else None,
        header_comment=_HEADER.format("The French" if translations is not None else "The sentences"),
        project="coopctl",
        version="1",
        last_translator="coopctl",
        language_team="fr" if translations is not None else "",
        creation_date=_FIXED_DAY,
        revision_date=_FIXED_DAY,
        fuzzy=False,
    )
    for path, line, id_ in found:
        old = translations.get(_key(id_)) if translations is not None else None
        new.add(id_, string=_kept(old, id_), locations=[(path, line)])
    return new


def _key(id_: str | tuple[str, str]) -> str:
    return id_ if isinstance(id_, str) else id_[0]


def _kept(old: Message | None, id_: str | tuple[str, str]) -> str | tuple[str, ...] | None:
    """An old translation, if it has the shape the sentence needs now."""
    if old is None or old.fuzzy or isinstance(old.id, str) != isinstance(id_, str):
        return None
    return french(old.string) if isinstance(old.string, str) else tuple(french(one) for one in old.string)


def french(text: str) -> str:
    """The house typography: straight apostrophes, a no-break space inside « » and before : ; ? !"""
    text = text.replace("’", "'")
    text = re.sub(r"«[ \u202f\u00a0]*", f"«{_NARROW}", text)
    text = re.sub(r"[ \u202f\u00a0]*»", f"{_NARROW}»", text)
    text = re.sub(r"[ \u202f](?=[;?!](?:\s|$|»))", _NARROW, text)
    return re.sub(r"(?<=\S)[ \u202f](?=:(?:\s|$))", _NARROW, text)


def read(path: Path) -> Catalog:
    """A .po file; an empty catalogue where there is none."""
    if not path.exists():
        return Catalog(locale="fr")
    with path.open("rb") as stream:
        return read_po(stream, locale="fr")


def po_bytes(catalogue: Catalog) -> bytes:
    """A catalogue as text: files without line numbers, so that it changes only when a sentence does."""
    stream = io.BytesIO()
    write_po(stream, catalogue, width=110, include_lineno=False, sort_output=False)
    return stream.getvalue()


def mo_bytes(catalogue: Catalog) -> bytes:
    """A catalogue, compiled; what is not translated is left out."""
    stream = io.BytesIO()
    write_mo(stream, catalogue)
    return stream.getvalue()


def wanted(translations: Catalog) -> dict[Path, bytes]:
    """What the three files should hold."""
    found = collected()
    catalogue = catalogue_of(found, translations)
    return {
        TEMPLATE: po_bytes(catalogue_of(found, None)),
        FRENCH: po_bytes(catalogue),
        COMPILED: mo_bytes(catalogue),
    }


def untranslated(catalogue: Catalog) -> list[Message]:
    """The sentences that have no French, or only half of their plural."""
    return [one for one in catalogue if one.id and (one.fuzzy or not _whole(one.string))]


def _whole(string: str | tuple[str, ...] | list[str]) -> bool:
    return all(string) if isinstance(string, (tuple, list)) else bool(string)


def update(translations: Catalog | None = None) -> int:
    """Write the three files; say what is still to be translated."""
    for path, data in wanted(read(FRENCH) if translations is None else translations).items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return _say_state()


def check() -> int:
    """Whether the three files are as ``update`` would write them, and nothing is left to translate."""
    stale = [
        path.relative_to(ROOT).as_posix()
        for path, data in wanted(read(FRENCH)).items()
        if not path.exists() or path.read_bytes() != data
    ]
    for path in stale:
        print(f"error: {path} does not follow the sources\n  try: make messages", file=sys.stderr)
    return 1 if stale else _say_state()


def merge(paths: list[str]) -> int:
    """Take the translations of other files; a later file wins over an earlier one."""
    translations = read(FRENCH)
    known = {_key(one.id) for one in collected()}
    for path in paths:
        for message in read(Path(path)):
            if message.id and _whole(message.string):
                if _key(message.id) not in known:
                    print(f"{path}: no such sentence in the sources: {_key(message.id)}", file=sys.stderr)
                translations.delete(_key(message.id))
                translations.add(message.id, message.string)
    return update(translations)


def missing() -> int:
    """Print what is to be translated, as a .po file."""
    rest = Catalog(locale="fr", creation_date=_FIXED_DAY, revision_date=_FIXED_DAY, fuzzy=False)
    for one in untranslated(catalogue_of(collected(), read(FRENCH))):
        rest.add(one.id, locations=one.locations)
    sys.stdout.write(po_bytes(rest).decode())
    return 0


def _say_state() -> int:
    catalogue = read(FRENCH)
    rest = untranslated(catalogue)
    print(f"  {len(catalogue)} sentences, {len(rest)} without French")
    for one in rest[:20]:
        where = one.locations[0][0] if one.locations else "?"
        print(f"  {where}: {_key(one.id)!r}", file=sys.stderr)
    return 1 if rest else 0


def main(args: list[str]) -> int:
    """Run one of the commands of the module's docstring."""
    simple = {"update": update, "check": check, "missing": missing}
    if args[:1] == ["merge"]:
        return merge(args[1:])
    if len(args) == 1 and args[0] in simple:
        return simple[args[0]]()
    print(__doc__, file=sys.stderr)
    return 2


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
