"""The nearest handle or slug to words as they are written."""

from __future__ import annotations

import unicodedata

from coopctl.values.names import parse_slug


def slugged(text: str) -> str:
    """The nearest handle or slug to any words, "" where nothing is left of them."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("œ", "oe"))
    kept = "".join(c if c.isascii() and c.isalnum() else " " for c in plain if not unicodedata.combining(c))
    found = "-".join(kept.split())[:40].strip("-")
    try:
        return parse_slug(found)
    except ValueError:
        return ""
