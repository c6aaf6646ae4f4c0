"""What a run was made on: processors, versions, and which of the peers are installed."""

from __future__ import annotations

import datetime as dt
import importlib.util
import os
import platform
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

SCRIPT = Path(sys.executable).parent / "coopctl"
BY_HAND = "import sys; from coopctl.cli.main import main; sys.exit(main())"
COOPCTL = [str(SCRIPT)] if SCRIPT.exists() else [sys.executable, "-c", BY_HAND]
PASS = [sys.executable, "-c", "pass"]


Peers = dict[str, tuple[str, list[str]] | None]
"""By name: the version and the words that start it, None for one that is not installed."""


class Machine(NamedTuple):
    """Where and when."""

    day: dt.date
    processors: str
    memory: str
    python: str
    git: str


def machine() -> Machine:
    """This one, today."""
    cores = os.cpu_count() or 1
    model = _first(r"^model name\s*: (.+)$", _text("/proc/cpuinfo")) or platform.processor() or platform.machine()
    size = _first(r"^MemTotal:\s*(\d+)", _text("/proc/meminfo"))
    memory = f"{round(int(size) / 1024**2)} GB" if size else "not known"
    git = _first(r"([0-9][0-9.]*)", _said("git", "--version")) or "not known"
    return Machine(dt.date.today(), f"{cores} x {model}", memory, platform.python_version(), git)


def load() -> str:
    """How busy the machine is."""
    return f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors"


def installed() -> Peers:
    """The peers as they are found here."""
    return {
        "ledger": _on_path("ledger"),
        "hledger": _on_path("hledger"),
        "beancount": _on_path("bean-check") or _package(),
    }


def _on_path(name: str) -> tuple[str, list[str]] | None:
    found = shutil.which(name)
    if not found:
        return None
    return _first(r"([0-9]+\.[0-9][0-9.]*)", _said(found, "--version")) or "version not known", [found]


def _package() -> tuple[str, list[str]] | None:
    if importlib.util.find_spec("beancount") is None:
        return None
    from importlib.metadata import version

    return version("beancount"), [sys.executable, "-m", "beancount.scripts.check"]


def _said(*words: str) -> str:
    return subprocess.run(words, capture_output=True, text=True, check=False).stdout


def _text(path: str) -> str:
    return Path(path).read_text("utf-8") if Path(path).is_file() else ""


def _first(pattern: str, text: str) -> str | None:
    found = re.search(pattern, text, re.MULTILINE)
    return found[1].strip() if found else None
