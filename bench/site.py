"""What a run is made on: ledgers and journals of every size, built once, and the commands that read them."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from bench import journals
from bench.closings import closed
from bench.ledgers import LAST, build, by_hand, environment, files, lay
from bench.machine import COOPCTL, Peers
from bench.shape import shape

SIZES = (1_000, 10_000, 100_000, 1_000_000)
MAIN = 100_000
"""The size the limits are said for."""
TODAY = f"{LAST}-28"
_BEGUN = time.monotonic()


def tell(text: str) -> None:
    """A line of progress."""
    print(f"· {text} ({time.monotonic() - _BEGUN:.0f} s)", flush=True)


class Site(NamedTuple):
    """A folder of ledgers: each is built when it is first asked for."""

    place: Path
    sizes: tuple[int, ...]
    peers: Peers

    @property
    def main(self) -> int:
        """The size of most rows: 100,000, or the nearest below where that is left out."""
        return max((size for size in self.sizes if size <= MAIN), default=min(self.sizes))

    def ledger(self, size: int) -> Path:
        """The ledger of a size, no month closed."""
        return self._kept(f"{size}", lambda folder: build(folder, size))

    def by_hand(self) -> Path:
        """The same at the main size, with five per cent of the sheets written by hand."""
        return self._kept("by-hand", lambda folder: lay(folder, by_hand(files(shape(self.main)))))

    def closed(self) -> Path:
        """The same at the main size, every month but the last closed."""
        return self._kept("closed", lambda folder: lay(folder, closed(shape(self.main))))

    def journal(self, size: int, name: str = "ledger") -> Path:
        """The journal of a size, as ledger and hledger read it, or as beancount does."""
        place = self.place / "journals"
        found = place / f"{size}.{'beancount' if name == 'beancount' else 'ledger'}"
        if not found.exists():
            journals.write(place, shape(size))
        return found

    def peer(self, name: str, size: int) -> list[str] | None:
        """The words by which a peer reads a whole journal, None where it is not installed."""
        there = self.peers[name]
        if there is None:
            return None
        file = str(self.journal(size, name))
        return [*there[1], "--no-cache", file] if name == "beancount" else [*there[1], "-f", file, "bal"]

    def _kept(self, name: str, make: Callable[[Path], Path]) -> Path:
        folder = self.place / name
        if not folder.exists():
            begun = time.monotonic()
            make(folder)
            built = time.monotonic() - begun
            clean(folder)
            tell(f"ledger {name}: built in {built:.0f} s, nothing to mend")
        return folder


def coopctl(ledger: Path, *words: str) -> list[str]:
    """A command of coopctl on a ledger, on the last days of its last month."""
    return [*COOPCTL, "-C", str(ledger), "--today", TODAY, *words]


def check(ledger: Path) -> list[str]:
    """All that is wrong."""
    return coopctl(ledger, "check")


def preview(ledger: Path) -> list[str]:
    """What the last month comes to."""
    return coopctl(ledger, "payout", "preview", str(LAST))


def listing(ledger: Path) -> list[str]:
    """A circle's lines of the last month, for a program."""
    return coopctl(ledger, "contrib", "list", "--circle", "technique", "--month", str(LAST), "--format", "json")


def clean(ledger: Path) -> None:
    """A ledger of the bench has nothing to mend, not even a remark."""
    done = subprocess.run(
        coopctl(ledger, "check", "--strict"), env=environment(), capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, ""), f"{ledger.name} is not clean:\n{done.stdout}{done.stderr}"
