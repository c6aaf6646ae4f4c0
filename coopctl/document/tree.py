"""From the parser's events to a tree with places, and a fault for all that strict reading refuses."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from coopctl.document.characters import escaped
from coopctl.document.comments import stray_tab
from coopctl.document.nodes import Map, Node, Scalar, Seq, is_null
from coopctl.document.quick import MOST_VALUES
from coopctl.document.unreadable import Faults
from coopctl.document.wording import TAB, stumbled
from coopctl.problem import Note
from coopctl.words import T

DEPTH = 16
"""Mappings and lists within each other; the deepest record has five."""

_STARTS = (MappingStartEvent, SequenceStartEvent)
_ENDS = (MappingEndEvent, SequenceEndEvent)
_HEAD = re.compile(r"(?:[ \t]*(?:#[^\n]*)?\n|%[^\n]*(?:\n|\Z))+")
_COLON = re.compile(r"[ \t]*:")
_DIRECTIVE = re.compile(r"^%[^\n]*", re.MULTILINE)
_HEADING = re.compile(r"[|>][-+0-9]*#")
_NO_KEY = Scalar("")
_QUESTION = T("YAML readers do not agree on a ? between brackets: put this text in double quotes")

Open = tuple[Map | Seq | None, Scalar | None]


def tree(text: str, faults: Faults) -> Node | None:
    """The tree of a screened text, None where it breaks off; ``faults`` knows the text as it was."""
    try:
        parser = _parser()(_undirected(text, faults))
        root: Node | None = _Builder(faults).build(parser.get_event)
    except (yaml.YAMLError, ValueError) as error:
        stumbled(error, faults)
        return None
    tab = stray_tab(text, root) if "\t" in text else -1
    if tab >= 0:
        faults.add("not-yaml", tab, TAB)
    return root


def _parser() -> Any:
    """libyaml's event parser, or the one in Python where PyYAML was built without it."""
    try:
        from yaml._yaml import CParser
    except ImportError:
        from coopctl.document.slow import SlowParser

        return SlowParser
    return CParser


def _undirected(text: str, faults: Faults) -> str:
    """Directives (``%YAML 1.1``) are told, then hidden: nothing in a file may change how it is read."""
    head = _HEAD.match(text) if "%" in text else None
    if not head or not _DIRECTIVE.search(head[0]):
        return text
    for match in _DIRECTIVE.finditer(head[0]):
        faults.add(
            "yaml-directive",
            match.start(),
            T("a directive changes how a file is read, and a ledger has none: delete this line"),
            end=match.end(),
            seen=match[0].strip(),
        )
    return _DIRECTIVE.sub(lambda match: "#" + match[0][1:], head[0]) + text[head.end() :]


class _Builder:
    """Puts the nodes in each other as the events come; a loop and not a recursion, so depth cannot break it."""

    def __init__(self, faults: Faults) -> None:
        self.faults = faults
        self.text = faults.text
        self.root: Any = None
        self.here: Any = None
        self.key: Scalar | None = None

    def build(self, get: Callable[[], Any]) -> Any:
        stack: list[Open] = []
        documents = 0
        for _ in range(MOST_VALUES):
            event = get()
            kind = type(event)
            if kind is ScalarEvent:
                self._put(self._scalar(event))
            elif kind in _STARTS:
                if len(stack) >= DEPTH:
                    return self._too_deep(event)
                stack.append((self.here, self.key))
                self.here, self.key = self._collection(event, kind), None
            elif kind in _ENDS:
                node = self.here
                if node.flow:
                    node.end = event.end_mark.index
                self.here, self.key = stack.pop()
                self._put(node)
            elif kind is AliasEvent:
                self._put(self._alias(event))
            elif kind is StreamEndEvent:
                return self._ended()
            elif kind is DocumentStartEvent:
                documents += 1
                if documents > 1:
                    return self._another(event)
        return self._too_many()

    def _put(self, node: Any) -> None:
        """Give a node its place: at the root, in the open list, as the next key or as that key's value."""
        here, key = self.here, self.key
        if here is None:
            self.root = node
        elif type(here) is Seq:
            here.append(node)
            here.end = node.end
        elif key is None:
            self.key = self._key(here, node)
        else:
            if key is not _NO_KEY:
                here.setdefault(str(key), node)
            here.end, self.key = node.end, None

    def _scalar(self, event: Any) -> Scalar:
        node = Scalar(event.value)
        node.source = self.text
        node.start = event.start_mark.index
        node.end = event.end_mark.index
        node.style = style = event.style or ""
        if event.tag is not None or event.anchor is not None:
            self._decorated(event)
        if not style and "?" in node and self.here is not None and self.here.flow:
            at = node.start + self.text[node.start : node.end].index("?")
            self.faults.add("not-yaml", at, _QUESTION, end=at + 1, seen="?")
        if style in ("|", ">") and (odd := _HEADING.match(self.text, node.start)):
            self.faults.add("not-yaml", odd.end() - 1, T("a comment begins after a space"), seen="#")
        if style == '"':
            escaped(node, self.text[node.start : node.end], node.start, self.faults)
        return node

    def _collection(self, event: Any, kind: type) -> Map | Seq:
        node: Map | Seq
        if kind is SequenceStartEvent:
            node = Seq()
        else:
            node = Map()
            node.key_starts = {}
        node.source = self.text
        node.start = event.start_mark.index
        node.end = event.end_mark.index
        node.flow = bool(event.flow_style)
        if event.tag is not None or event.anchor is not None:
            self._decorated(event)
        if node.flow and kind is MappingStartEvent and self.text[node.end - 1 : node.end] != "{":
            message = T("a pair inside [ ] stands between braces: [{{key: value}}]")
            self.faults.add("odd-key", node.start, message)
        return node

    def _decorated(self, event: Any) -> None:
        start, faults = event.start_mark.index, self.faults
        if event.anchor is not None:
            message = T("“{seen}” is an anchor, which a ledger does not use: put a text that begins with & in quotes",
                        seen=f"&{event.anchor}")  # fmt: skip
            faults.add("yaml-anchor", self.text.find("&", start), message, seen=f"&{event.anchor}")
        if event.tag is not None:
            start = self.text.find("!", start)
            seen = self.text[start : event.end_mark.index].split()[0]
            message = T("“{seen}” is a tag, which a ledger does not use: put a text that begins with ! in quotes",
                        seen=seen)  # fmt: skip
            faults.add("yaml-tag", start, message, end=start + len(seen), seen=seen)

    def _alias(self, event: Any) -> Scalar:
        seen = f"*{event.anchor}"
        message = T("“{seen}” is an alias, which a ledger does not use: put a text that begins with * in quotes",
                    seen=seen)  # fmt: skip
        self.faults.add("yaml-alias", event.start_mark.index, message, end=event.end_mark.index, seen=seen)
        node = Scalar(seen)
        node.source, node.style = self.text, "*"
        node.start, node.end = event.start_mark.index, event.end_mark.index
        return node

    def _key(self, here: Map, node: Any) -> Scalar:
        if type(node) is not Scalar:
            self.faults.add("odd-key", node.start, T("a key is one word, not a list or a mapping"))
            return _NO_KEY
        if self.text[node.end : node.end + 1] != ":" or not node.isidentifier():
            self._odd_key(node)
        name = str(node)
        if name in here.key_starts:
            self._twice(here, name, node)
        else:
            here.key_starts[name] = node.start
        return node

    def _twice(self, here: Map, name: str, node: Scalar) -> None:
        if self.faults.full("duplicate-key"):
            return
        first = here.key_at(name)
        note = Note(self.faults.at(first.start, first.end), T("“{key}” is written here first", key=name))
        message = T("“{key}” is written twice; keep one of the two", key=name)
        self.faults.add("duplicate-key", node.start, message, end=node.end, seen=name, related=(note,))

    def _odd_key(self, node: Scalar) -> None:
        message = None
        if not _COLON.match(self.text, node.end):
            message = T("a key and its value are written “key: value”, on one line and without “?”")
        elif node.plain and node == "<<":
            message = T("“<<” would mix in another mapping, which a ledger does not use: write the keys out")
        elif not node:
            message = T("a key is missing before this colon")
        elif node.strip() != node:
            message = T("the key “{key}” has a space before or after it", key=str(node))
        if message:
            self.faults.add("odd-key", node.start, message, end=node.end, seen=str(node) or None)

    def _too_deep(self, event: Any) -> None:
        message = T("more than {depth} mappings and lists within each other", depth=DEPTH)
        self.faults.add("too-deep", event.start_mark.index, message, allowed=str(DEPTH))

    def _too_many(self) -> None:
        message = T("the file holds more than {limit} values", limit=MOST_VALUES)
        self.faults.add("too-large", 0, message, allowed=str(MOST_VALUES))

    def _another(self, event: Any) -> Any:
        message = T("a second document begins here; a file holds one: delete this line, or move what follows")
        self.faults.add("many-documents", event.start_mark.index, message, end=event.end_mark.index)
        return self._ended()

    def _ended(self) -> Any:
        root = self.root
        if root is None or is_null(root):
            self.faults.add("empty-file", 0, T("the file is empty"))
            return None
        if type(root) is Scalar:
            message = T("the file holds one text, where keys or a list are due: “key: value” or “- item” lines")
            self.faults.add("wrong-shape", root.start, message, end=root.end)
        return root
