"""From bytes to characters: what no file of a ledger may hold, whatever it means as YAML."""

from __future__ import annotations

import re
import unicodedata

from coopctl.characters import CONTROLS, HIDDEN, ODD, code, codes, joins, not_nfc, odd_rule
from coopctl.document.unreadable import Faults
from coopctl.words import T

STANDIN = "\ufffd"
"""Put where a refused character stood, so that the parser goes on and offsets stay true."""

_HIDES = re.compile(f"[{HIDDEN}]")
_LONE_RETURN = re.compile(r"\r(?!\n)")
_ESCAPE = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))", re.DOTALL)
_LETTERS = {"0": 0, "a": 7, "b": 8, "v": 11, "f": 12, "r": 13, "e": 27, "N": 0x85, "L": 0x2028, "P": 0x2029}
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def decoded(data: bytes, faults: Faults) -> str:
    """The text of a file without its byte order mark; what is not UTF-8 becomes U+FFFD and a fault."""
    marked = data.startswith(b"\xef\xbb\xbf")
    body = data[3:] if marked else data
    try:
        faults.text = body.decode()
    except UnicodeDecodeError as error:
        faults.text = "" if data[:2] in _UTF16 else body.decode(errors="replace")
        _not_utf8(data, body, error.start, faults)
    if marked:
        faults.add(
            "byte-order-mark",
            0,
            T("the file begins with a byte order mark (U+FEFF), which some editors add; save it as UTF-8 without it"),
            seen="U+FEFF",
        )
    return faults.text


def _not_utf8(data: bytes, body: bytes, at: int, faults: Faults) -> None:
    if data[:2] in _UTF16:
        faults.add("not-utf8", 0, T("the file is saved as UTF-16; save it as UTF-8"), seen="UTF-16")
        return
    byte = f"0x{body[at]:02X}"
    faults.add(
        "not-utf8",
        len(body[:at].decode()),
        T("the byte {byte} is not UTF-8; the file may be saved as Windows-1252: save it as UTF-8", byte=byte),
        seen=byte,
    )


def screened(text: str, faults: Faults) -> str | None:
    """The text as the parser may see it, of the same length; each refused character becomes a fault.

    None where a file holds so many of them that it is no text at all.
    """
    clean = text
    if "\r" in text:
        clean = _LONE_RETURN.sub(" ", text)
        faults.add(
            "carriage-return",
            text.index("\r"),
            T("the lines end as on Windows (CR LF); in a ledger a line ends with LF alone"),
            seen="CR",
        )
    if not text.isascii():
        _composed(text, faults)
    for pattern in (CONTROLS, _HIDES):
        for match in pattern.finditer(clean):
            if not joins(text, match.start()):
                rule, message = odd_rule(match[0])
                faults.add(rule, match.start(), message, seen=code(match[0]))
                if faults.full(rule):
                    return None
    if faults:
        clean = ODD.sub(lambda match: match[0] if joins(text, match.start()) else STANDIN, clean)
    return clean


def _composed(text: str, faults: Faults) -> None:
    """Accents must be one character with their letter (NFC), else two equal texts would differ."""
    if unicodedata.is_normalized("NFC", text):
        return
    start = 0
    for line in text.split("\n"):
        if not unicodedata.is_normalized("NFC", line):
            wanted = unicodedata.normalize("NFC", line)
            same = next((i for i, (a, b) in enumerate(zip(line, wanted, strict=False)) if a != b), len(wanted))
            faults.add("not-nfc", start + same, not_nfc(line[same : same + 2]), seen=codes(line[same : same + 2]))
            if faults.full("not-nfc"):
                return
        start += len(line) + 1


def mended(data: bytes) -> bytes:
    """What can be put right without knowing what the text means: byte order mark, line ends, accents.

    Comes back unchanged when it is not UTF-8, for a guess could alter words.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).encode()


def escaped(value: str, source: str, start: int, faults: Faults) -> None:
    """Look behind the escapes of a double-quoted text, which stands at ``start``: ``"\\e"`` is no better than ESC."""
    if "\\" not in source:
        return
    for match in _ESCAPE.finditer(source):
        if faults.full("control-character") or faults.full("hidden-character"):
            break
        digits = match[1] or match[2] or match[3]
        point = int(digits, 16) if digits else _LETTERS.get(match[4] or "")
        if point is not None and point < 0x110000 and (point == 13 or ODD.match(chr(point))):
            rule, message = odd_rule(chr(point))
            faults.add(rule, start + match.start(), message, end=start + match.end(), seen=code(chr(point)))
    if unicodedata.is_normalized("NFC", source) and not unicodedata.is_normalized("NFC", value):
        faults.add("not-nfc", start, not_nfc(value), end=start + len(source))
