"""Characters that no text of a ledger may hold: those that act on a screen, and those that hide."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from coopctl.words import T, Text

_CONTROL = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff"
HIDDEN = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
ODD = re.compile(f"[{_CONTROL}{HIDDEN}]")
CONTROLS = re.compile(f"[{_CONTROL}]")
_JOINERS = "\u200d\ufe0e\ufe0f"


def odd_characters(text: str) -> Iterator[tuple[int, str]]:
    """Every control or hidden character of a text with its offset; those that join emoji are fine."""
    for match in ODD.finditer(text):
        if not joins(text, match.start()):
            yield match.start(), match[0]


def sound(text: str) -> None:
    """Raise ``ValueError`` with a sentence where a text could not be read back from a file."""
    if text.isascii() and text.isprintable():
        return
    if "\r" in text:
        raise ValueError(odd_rule("\r")[1])
    for _at, character in odd_characters(text):
        raise ValueError(odd_rule(character)[1])
    if not unicodedata.is_normalized("NFC", text):
        raise ValueError(not_nfc(text))


def joins(text: str, at: int) -> bool:
    """Whether an invisible character only shapes the symbol before it, as in a family emoji."""
    if text[at] not in _JOINERS or at == 0:
        return False
    before = text[at - 1]
    if text[at] == "\u200d":
        follows = text[at + 1 : at + 2]
        return (before == "\ufe0f" or _symbol(before)) and bool(follows) and _symbol(follows)
    return _symbol(before) or before in "#*0123456789"


def _symbol(character: str) -> bool:
    return unicodedata.category(character) in ("So", "Sk", "Sm")


def code(character: str) -> str:
    """U+202E: how an invisible character is named to a reader."""
    return f"U+{ord(character):04X}"


def odd_rule(character: str) -> tuple[str, Text]:
    """The rule a refused character breaks, and the sentence that says so."""
    seen = code(character)
    if character == "\r" or CONTROLS.match(character):
        return "control-character", T("the control character {code} can act on a screen unseen; delete it", code=seen)
    return "hidden-character", T("the invisible character {code} can make a text misread; delete it", code=seen)


def not_nfc(seen: str) -> Text:
    """The sentence for a text that is not in its composed form; ``seen`` is where it begins to differ."""
    wanted = unicodedata.normalize("NFC", seen)
    return T(
        "“{letter}” is not in the composed form of Unicode (NFC): {seen} should be {wanted}",
        letter=wanted,
        seen=codes(seen),
        wanted=codes(wanted),
    )


def codes(text: str) -> str:
    """How several characters are named to a reader."""
    return " ".join(code(character) for character in text)
