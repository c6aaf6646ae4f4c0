"""make crowd: ``python -m tests.crowd [--people 30] [--each 20] [--every 5]``."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

from tests.crowd.campaign import crowd


def main() -> int:
    """Run it once, and say what was found."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--people", type=int, default=30)
    asked.add_argument("--each", type=int, default=20)
    asked.add_argument("--every", type=int, default=5)
    wanted = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for name in [name for name in os.environ if name.startswith("GIT_")]:
            del os.environ[name]
        os.environ.update(HOME=folder, GIT_CONFIG_NOSYSTEM="1")
        found = crowd(Path(folder), wanted.people, wanted.each, wanted.every)
    total = wanted.people * wanted.each
    print(f"{found.present} of {total} lines present, {found.twice} twice; {found.syncs} times shared, "
          f"{found.again} to be typed again, {found.seconds:.0f} s")  # fmt: skip
    return 0 if (found.present, found.twice) == (total, 0) else 1


if __name__ == "__main__":
    sys.exit(main())
