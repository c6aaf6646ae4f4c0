"""Whether anybody at all can read the other copy of a ledger: asked as a stranger, without any name or password.

No answer is no proof: where nothing can be asked (a folder, no network, an address nobody answers at), nothing is said.
"""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
import time
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from coopctl.store.disk import replace
from coopctl.store.git import environment

if TYPE_CHECKING:
    from coopctl.store.repo import Repo

PATIENCE = 8
"""Seconds an answer is waited for."""
_A_DAY = 86_400
_SSH = re.compile(r"(?:[\w.-]+@)?(?P<host>[\w-]+(?:\.[\w-]+)+):(?P<path>[^:/][^:]*)")
_STRANGER = {
    "HOME": "/nonexistent",
    "XDG_CONFIG_HOME": "/nonexistent",
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": "/dev/null",
    "GIT_ASKPASS": "",
    "SSH_ASKPASS": "",
    "GIT_SSH_COMMAND": "false",
}
_KEPT = ("http.proxy", "http.sslcainfo", "http.sslcapath")


def open_address(address: str) -> str | None:
    """The address a stranger would read a copy at, None where there is none: a folder of this machine, say."""
    if "://" in address:
        try:
            parts = urlsplit(address)
            host, port = parts.hostname or "", parts.port
        except ValueError:
            return None
        if parts.scheme in ("http", "https"):
            return f"{parts.scheme}://{host}{f':{port}' if port else ''}{parts.path}"
        return f"https://{host}{parts.path}" if parts.scheme in ("ssh", "git+ssh") and "." in host else None
    found = _SSH.fullmatch(address)
    return f"https://{found['host']}/{found['path']}" if found else None


def public(repo: Repo, address: str, *, ask_again: bool = False) -> bool | None:
    """Whether a stranger can read the copy at an address; None where that cannot be known.

    That it was closed is believed for a day, so that sharing often asks once.
    """
    where = open_address(address)
    if where is None or where.startswith("-"):
        return None
    note = os.path.join(repo.common_dir or "", "coopctl", "closed")
    if not ask_again and _closed_lately(note, where):
        return False
    found = _asked(repo, where)
    if found is False:
        with contextlib.suppress(OSError):
            os.makedirs(os.path.dirname(note), exist_ok=True)
            replace(note, f"{where}\n".encode("utf-8", "surrogateescape"), 0o600)
    return found


def _closed_lately(note: str, where: str) -> bool:
    try:
        with open(note, encoding="utf-8", errors="surrogateescape") as file:
            return time.time() - os.stat(note).st_mtime < _A_DAY and file.read() == f"{where}\n"
    except OSError:
        return False


def _asked(repo: Repo, where: str) -> bool | None:
    kept = [(key, repo.config[key]) for key in _KEPT if key in repo.config]
    env = environment(kept) | _STRANGER
    try:
        done = subprocess.run(
            ("git", "ls-remote", "--heads", "--", where), cwd="/", env=env, stdin=subprocess.DEVNULL,
            capture_output=True, timeout=PATIENCE, check=False,
        )  # fmt: skip
    except (subprocess.TimeoutExpired, OSError):
        return None
    if done.returncode == 0:
        return True
    said = done.stderr.decode("utf-8", "replace").lower()
    closed = ("could not read username", "authentication failed", "not found", "401", "403", "404", "disabled")
    return False if any(word in said for word in closed) else None
