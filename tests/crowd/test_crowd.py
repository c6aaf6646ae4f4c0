"""A small crowd (``make crowd`` is thirty people with twenty lines each)."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.crowd.campaign import crowd


def test_all_that_a_crowd_notes_is_there_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    found = crowd(tmp_path, people=5, each=4, every=2)
    assert (found.present, found.twice, found.syncs) == (20, 0, 10)
