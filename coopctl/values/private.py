"""Keys that no record has, because what they would say belongs in no shared ledger."""

from __future__ import annotations

import unicodedata

_MONEY = (
    "tresor", "treasury", "cash", "solde", "balance", "marge", "margin", "salair", "salary", "salaries", "wage",
    "paie", "payslip", "remuneration", "revenu", "income", "chiffre_d_affaires", "chiffre_affaires", "turnover",
)  # fmt: skip
_HEALTH = ("sante", "health", "maladie", "illness", "handicap", "disability", "arret_maladie", "sick_leave")


def is_private(key: str) -> bool:
    """Whether a key, ``x-`` or not, would say something of a person's money or health."""
    return _says((*_MONEY, *_HEALTH), key)


def of_health(key: str) -> bool:
    """Whether it would say something of their health."""
    return _says(_HEALTH, key)


def _says(stems: tuple[str, ...], key: str) -> bool:
    """Whether a word of a key begins with one of these."""
    bare = _bare(key)
    return any(f"_{stem}" in bare for stem in stems)


def _bare(key: str) -> str:
    plain = "".join(c for c in unicodedata.normalize("NFKD", key.casefold()) if not unicodedata.combining(c))
    return f"_{plain}".replace("-", "_").replace("'", "_").replace(" ", "_")
