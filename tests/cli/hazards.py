"""Hostile and broken files in a real ledger, and a child that checks many of them with little memory.

``python -m tests.cli.hazards FOLDER COMMAND…`` runs the command line in every ledger under a folder, within
1 GiB, and prints what came of each as JSON.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from tests.small import FILES

ROOT = Path(__file__).resolve().parents[2]
SHEET = "contributions/2026-10/loic.yaml"
OTHER = "contributions/2026-09/noemie.yaml"
LINE = "- id: k7m3qa2w\n  date: 2026-10-03\n  circle: technique\n  hours: 2.5\n  rate: 20\n  what: Migration\n"
WITNESS = ("rate-above-cap", OTHER, 5, 9)
"""A mistake in another sheet: whatever happens to the first one, this is still found."""
GIB = 1 << 30
POWERLESS = ("unshare", "--user", "--map-user=1000", "--map-group=1000") if os.geteuid() == 0 else ()
"""Before a command: the same account, without the powers of root."""

Make = Callable[[Path], object]
Found = tuple[str, str, int, int]


class Hazard(NamedTuple):
    """How a ledger is spoilt, and what is found: rule, path, line, column."""

    make: Make
    found: tuple[Found, ...]


def git(top: Path, *args: str, ok: bool = True) -> str:
    """What plain git says."""
    done = subprocess.run(["git", *args], cwd=top, capture_output=True, text=True)
    assert not ok or done.returncode == 0, done.stderr
    return done.stdout


def ledger(top: Path) -> Path:
    """A small ledger in git, with the witness."""
    sheets = {SHEET: LINE, OTHER: LINE.replace("2026-10", "2026-09").replace("rate: 20", "rate: 35")}
    for path, text in {**FILES, **sheets}.items():
        put(text, path)(top)
    git(top, "init", "-q", "-b", "main", "--template=")
    git(top, "config", "user.name", "loic")
    git(top, "config", "user.email", "loic@les-jours.invalid")
    record(top)
    return top


def record(top: Path) -> None:
    """Commit all there is."""
    git(top, "add", "-A")
    git(top, "commit", "-q", "-m", "by hand")


# --- what can be wrong with a file ---


def put(data: str | bytes, path: str = SHEET) -> Make:
    """A file with that content."""

    def make(top: Path) -> None:
        (top / path).parent.mkdir(parents=True, exist_ok=True)
        (top / path).write_bytes(data if isinstance(data, bytes) else data.encode())

    return make


def line(old: str, new: str) -> Make:
    """The sheet with something else written in it."""
    assert old in LINE
    return put(LINE.replace(old, new))


def _bomb() -> str:
    """Nine lines of nine aliases each: 3 × 10^9 values where they are followed."""
    rows = ["- &a0 [x, x, x, x, x, x, x, x, x]"]
    rows += [f"- &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]
    return "\n".join(rows) + "\n"


def linked(top: Path) -> None:
    """A link where a sheet is due."""
    (top / SHEET).unlink()
    (top / SHEET).symlink_to("/etc/passwd")


def linked_folder(top: Path) -> None:
    """A link where a month is due."""
    away = top.with_name(f"{top.name}-away")
    (top / "contributions/2026-10").rename(away)
    (top / "contributions/2026-10").symlink_to(away)


def folder(top: Path) -> None:
    """A folder with the name of a sheet."""
    (top / SHEET).unlink()
    (top / SHEET).mkdir()
    (top / SHEET / "x.txt").write_text("x\n")


def pipe(top: Path) -> None:
    """A pipe that nobody will ever write to."""
    (top / SHEET).unlink()
    os.mkfifo(top / SHEET)


def embedded(top: Path) -> None:
    """A repository of its own among the circles."""
    git(top, "init", "-q", "circles/loisirs")
    put("circle: loisirs\ntitle: Loisirs\n", "circles/loisirs/loisirs.yaml")(top)


def one(rule: str, row: int, column: int, path: str = SHEET) -> tuple[Found, ...]:
    """One finding."""
    return ((rule, path, row, column),)


def value(row: int, column: int) -> tuple[Found, ...]:
    """The finding of a value of the wrong kind."""
    return one("wrong-value", row, column)


NAMES = {
    "two-dots": "contributions/2026-10/..yaml",
    "dots": "contributions/2026-10/....yaml",
    "space": "contributions/2026-10/a b.yaml",
    "capital": "contributions/2026-10/Zoe.yaml",
    "device": "contributions/2026-10/con.yaml",
    "month": "contributions/2026-13/loic.yaml",
}

HAZARDS: dict[str, Hazard] = {
    "alias bomb": Hazard(put(_bomb()), ()),
    "duplicate key": Hazard(put(LINE + "  rate: 30\n"), one("duplicate-key", 7, 3)),
    "tag": Hazard(line("Migration", "!!python/object:os.system x"), one("yaml-tag", 6, 9)),
    "YAML 1.1": Hazard(put("%YAML 1.1\n---\n" + LINE), one("yaml-directive", 1, 1)),
    "NUL": Hazard(line("Migration", "Mig\0ration"), one("control-character", 6, 12)),
    "byte order mark": Hazard(put(b"\xef\xbb\xbf" + LINE.encode()), one("byte-order-mark", 1, 1)),
    "not UTF-8": Hazard(put(LINE.replace("Migration", "Réunion").encode("cp1252")), one("not-utf8", 6, 10)),
    "UTF-16": Hazard(put(LINE.encode("utf-16")), one("not-utf8", 1, 1)),
    "100,000 levels": Hazard(put("[" * 100_000), one("too-deep", 1, 17)),
    "100,000 dashes": Hazard(put("- " * 100_000), one("too-deep", 1, 33)),
    "50 MB": Hazard(put(b"x" * 50_000_000), one("too-large", 1, 1)),
    "50 MB of lines": Hazard(put(LINE.encode() * 520_000), one("too-large", 1, 1)),
    "30 February": Hazard(line("2026-10-03", "2025-02-30"), value(2, 9)),
    "hours 1:30": Hazard(line("2.5", "1:30"), value(4, 10)),
    "hours 1.234,5": Hazard(line("2.5", "1.234,5"), value(4, 10)),
    "hours NaN": Hazard(line("2.5", "NaN"), value(4, 10)),
    "hours .nan": Hazard(line("2.5", ".nan"), value(4, 10)),
    "hours 1e400": Hazard(line("2.5", "1e400"), value(4, 10)),
    "hours of a century": Hazard(line("2.5", "876000"), value(4, 10)),
    "hours 5,000 digits": Hazard(line("2.5", "9" * 5000), value(4, 10)),
    "rate .inf": Hazard(line("rate: 20", "rate: .inf"), value(5, 9)),
    "rate in other digits": Hazard(line("rate: 20", "rate: ２０"), value(5, 9)),
    "a path as a circle": Hazard(line("technique", "../../etc/passwd"), value(3, 11)),
    "dots as a recorder": Hazard(put(LINE + "  recorded_by: ..\n"), value(7, 16)),
    "a path as a handle": Hazard(
        put("handle: ../x\n" + FILES["members/loic.yaml"].split("\n", 1)[1], "members/loic.yaml"),
        (("file-name-differs", "members/loic.yaml", 1, 9), ("wrong-value", "members/loic.yaml", 1, 9)),
    ),
    "terminal escapes": Hazard(line("Migration", "\x1b]52;c;eA==\x1b\\"), ()),
    "terminal escapes in words": Hazard(
        line("Migration", '"\\e[31mrouge"'), (*one("wrong-value", 6, 9), *one("control-character", 6, 10))
    ),
    "C1 control": Hazard(line("Migration", "\x9b31mrouge"), one("control-character", 6, 9)),
    "bidi": Hazard(line("Migration", "virement \u202egnp.exe"), one("hidden-character", 6, 18)),
    "tag characters": Hazard(line("Migration", "x\U000e0041"), one("hidden-character", 6, 10)),
    "[bold]": Hazard(line("Migration", '"[bold red]x[/bold red]"'), ()),
    "[bold] as a list": Hazard(line("Migration", "[bold]"), value(6, 9)),
    "CR LF": Hazard(put(LINE.replace("\n", "\r\n")), one("carriage-return", 1, 15)),
    "NFD": Hazard(line("Migration", "Re\u0301union"), (*one("wrong-value", 6, 9), *one("not-nfc", 6, 10))),
    "empty": Hazard(put(""), one("empty-file", 1, 1)),
    "link": Hazard(linked, one("not-a-file", 1, 1)),
    "linked folder": Hazard(linked_folder, one("not-a-file", 1, 1, "contributions/2026-10")),
    "folder": Hazard(folder, one("not-a-file", 1, 1)),
    "pipe": Hazard(pipe, one("not-a-file", 1, 1)),
    "embedded repository": Hazard(embedded, one("not-a-file", 1, 1, "circles/loisirs")),
    "twins": Hazard(put(FILES["members/loic.yaml"], "members/Loic.yaml"), one("twin-names", 1, 1, "members/Loic.yaml")),
    "name: escape": Hazard(put(LINE, "members/\x1b[31m.yaml"), one("bad-file-name", 1, 1, "members/\x1b[31m.yaml")),
    **{f"name: {name}": Hazard(put(LINE, path), one("bad-file-name", 1, 3, path)) for name, path in NAMES.items()},
}
"""Every hazard of a file; where several findings come of one, or none, a test of its own says more."""


def main(place: str, *command: str) -> None:
    """Run a command line in every ledger under a folder."""
    from coopctl.cli.commands import OCCASIONS
    from tests.cli.frame import typed

    resource.setrlimit(resource.RLIMIT_AS, (GIB, GIB))
    seen = {}
    for top in sorted(Path(place).iterdir()):
        if (top / "coop.yaml").exists():
            begun = time.process_time()
            code, out, err = typed("-C", str(top), "--today", "2026-11-23", *command, occasions=OCCASIONS)
            seen[top.name] = (code, out, err, time.process_time() - begun)
    json.dump(seen, sys.stdout)


def child(place: Path, *command: str, powerless: bool = False) -> dict[str, tuple[int, str, str, float]]:
    """The same, in a process of its own; ``powerless``: one that modes of files stop, even where we are root."""
    done = subprocess.run(
        [*(POWERLESS if powerless else ()), sys.executable, "-m", "tests.cli.hazards", str(place), *command],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return {name: tuple(facts) for name, facts in json.loads(done.stdout).items()}


def copied(source: Path, target: Path) -> Path:
    """A ledger of one's own; links, pipes and times as they are."""
    shutil.copytree(source, target, symlinks=True)
    return target


if __name__ == "__main__":
    main(*sys.argv[1:])
