"""The README's tour is what really happens."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.console import Console, blocks, settled, steps

ROOT = Path(__file__).resolve().parents[1]
PAGE = (ROOT / "README.md").read_text("utf-8")


def test_the_tour_is_what_happens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settled(monkeypatch, "en")
    console = Console(tmp_path)
    typed = 0
    for block in blocks(PAGE):
        for command, expected in steps(block):
            seen = console.type(command)
            assert console.matches(expected, seen), f"$ {command}\n" + "\n".join(seen)
            typed += 1
    assert typed > 10


def test_the_tour_would_be_seen_to_fail(tmp_path: Path) -> None:
    console = Console(tmp_path)
    assert console.matches(["a …", "…", "z"], ["a b", "c", "d", "z"])
    assert not console.matches(["a", "z"], ["a", "b", "z"])
    assert console.matches(["k7m3qa2w: done"], ["p4xd7n5c: done"])
    assert not console.matches(["k7m3qa2w: again"], ["zzzzzzz2: again"])


def test_every_page_it_names_is_there() -> None:
    import re

    links = [link for link in re.findall(r"\]\(([^)#]+)\)", PAGE) if "://" not in link]
    assert len(links) > 5
    assert [link for link in links if not (ROOT / link).is_file()] == []


def test_the_two_commands_are_those_of_the_makefile() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for line in ("make demo ", "make test "):
        assert PAGE.count(line) == 2
        assert f"\n{line.split()[1]}:" in makefile
