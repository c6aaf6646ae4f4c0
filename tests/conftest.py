"""What every test may use: golden files, and the switches --bless and --slow."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from coopctl import words

GOLDEN = Path(__file__).parent / "golden"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--bless", action="store_true", help="rewrite the golden files from what the code now says")
    parser.addoption("--slow", action="store_true", help="run the long versions too")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "slow: a long version of a test, run with --slow")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("--slow"):
        for item in items:
            if item.get_closest_marker("slow"):
                item.add_marker(pytest.mark.skip(reason="long: run with --slow"))


@pytest.fixture(autouse=True)
def language() -> Iterator[None]:
    """Each test begins in English and leaves no language behind."""
    words.set_language("en")
    yield
    words.set_language("fr")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """``golden(name, text)`` compares with ``tests/golden/name``; ``--bless`` rewrites the file instead."""

    def check(name: str, text: str) -> None:
        path = GOLDEN / name
        if request.config.getoption("--bless"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
        assert path.is_file(), f"no such golden file: {name}; look at the text, then --bless"
        assert text == path.read_bytes().decode(), f"{name} changed; where it is right, --bless"

    return check
