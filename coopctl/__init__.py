"""coopctl: the ledger of a cooperative that shares its governance."""

__version__ = "0.1.0"
