"""make pairs: every pair of commands, brought together; writes docs/merges.md."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

from tests.pairs.judge import Judge
from tests.pairs.table import Cell, cells, page
from tests.pairs.trios import trios
from tests.pairs.world import world

TRIOS = 2_000


def main() -> int:
    """Type each command once, then bring each pair together."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        for name in [name for name in os.environ if name.startswith("GIT_")]:
            del os.environ[name]
        os.environ.update(HOME=folder, GIT_CONFIG_NOSYSTEM="1")
        found: list[Cell] = []
        made = world(Path(folder))
        judge = Judge()
        for cell in cells(made, judge):
            found.append(cell)
            if len(found) % 500 == 0:
                print(f"\r  {len(found)} pairs", end="", file=sys.stderr, flush=True)
        three = trios(made, judge, TRIOS, seed=1)
    print(file=sys.stderr)
    Path("docs/merges.md").write_text(page(found), "utf-8")
    stops = sum(cell.outcome.files is None for cell in found)
    print(f"{len(found)} pairs: {len(found) - stops} merge, {stops} stop in words")
    print(f"{TRIOS} sets of three: {three} merge whole in two orders ({time.monotonic() - began:.0f} s)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
