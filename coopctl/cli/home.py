"""``coopctl`` alone: where things stand, and what can be done."""

from __future__ import annotations

from coopctl.cli.setting import Setting


def home(setting: Setting, manual: str) -> int:
    """Show the home screen; ``manual`` is the page of all commands, for where there is no ledger."""
    print(manual)
    return 0
