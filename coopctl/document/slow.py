"""The parser in Python, for a PyYAML that was built without libyaml: the same events, fifty times slower."""

from __future__ import annotations

from typing import Any

from yaml.parser import Parser
from yaml.reader import Reader
from yaml.scanner import Scanner, ScannerError


class SlowParser(Reader, Scanner, Parser):
    """PyYAML's own reader, scanner and parser, without what builds Python objects."""

    def __init__(self, text: str) -> None:
        Reader.__init__(self, text)
        Scanner.__init__(self)
        Parser.__init__(self)

    def scan_plain(self) -> Any:
        """A text without quotes; between brackets libyaml wants a space after its colon, and so does this one."""
        start = self.get_mark()
        found = super().scan_plain()
        tight = self.peek() == ":" and self.peek(1) in ",[]{}"
        if self.flow_level and (tight or ":?" in found.value):
            raise ScannerError("while scanning a plain scalar", start, "found unexpected ':'", self.get_mark())
        return found
