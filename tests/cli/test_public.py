"""A ledger is not sent where anybody at all can read it: asked of a real server, as a stranger."""

from __future__ import annotations

import base64
import os
import subprocess
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from coopctl.store.public import open_address, public
from coopctl.store.repo import Repo
from tests.cli.coop import Coop

SECRET = base64.b64encode(b"ana:secret").decode()


class Server(SimpleHTTPRequestHandler):
    """Serves a folder; where ``closed``, to nobody without the right word."""

    closed = False
    asked: tuple[str, ...] = ()

    def do_GET(self) -> None:
        type(self).asked += (self.headers.get("Authorization", ""),)
        if self.closed and self.headers.get("Authorization") != f"Basic {SECRET}":
            self.send_response(401)
            self.send_header("WWW-Authenticate", 'Basic realm="x"')
            self.end_headers()
        else:
            super().do_GET()

    def log_message(self, *_: Any) -> None:
        """Nothing."""


@pytest.fixture
def served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a copy on this machine, served as a forge would."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("COOPCTL_TODAY", "2026-11-04")
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    subprocess.run(("git", "init", "-q", "--bare", "-b", "main", str(tmp_path / "www/hub.git")), check=True)
    monkeypatch.setattr(Server, "closed", False)
    monkeypatch.setattr(Server, "asked", ())
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Server, directory=str(tmp_path / "www")))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/hub.git"
    server.shutdown()
    server.server_close()


@pytest.fixture
def coop(tmp_path: Path, served: str) -> Coop:
    one = Coop(tmp_path / "coop")
    one.git("push", "-q", str(tmp_path / "www/hub.git"), "main")
    subprocess.run(("git", "-C", str(tmp_path / "www/hub.git"), "update-server-info"), check=True)
    one.git("remote", "add", "origin", served.replace("http://", "http://ana:secret@"))
    return one


def push(coop: Coop) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "COOPCTL_LANG": "en"}
    return subprocess.run(("git", "push", "origin", "main"), cwd=coop.folder, capture_output=True, text=True, env=env)


def test_nothing_is_sent_to_a_public_place(coop: Coop, served: str) -> None:
    coop.ok("contrib", "add", "Relecture", "--circle", "technique", "--hours", "1", "--rate", "15")
    for args in (("sync",), ("propose", "-b", "x", "--push")):
        seen = coop.run(*args)
        assert (seen.code, f"anybody at all can read {served}" in seen.err) == (1, True), seen
        assert "secret" not in seen.err
        assert coop.git("rev-parse", "--abbrev-ref", "HEAD").strip() == "main"
    assert f"anybody at all can read {served}" in coop.run("doctor").out
    coop.ok("hook", "install", "pre-push")
    done = push(coop)
    assert (done.returncode, "anybody at all can read" in done.stderr) == (1, True)
    assert not any(Server.asked), "a stranger brings no password along"


def test_unless_all_decided_so(coop: Coop) -> None:
    coop.alter("coop.yaml", "slug: les-jours\n", "slug: les-jours\nreaders: public\n")
    assert "anybody can read" in coop.run("doctor").out
    assert "anybody at all" not in coop.run("sync", "--dry-run").err


def test_but_not_by_a_line_of_one_s_own(coop: Coop, tmp_path: Path) -> None:
    coop.git("fetch", "-q", str(tmp_path / "www/hub.git"), "+main:refs/remotes/origin/main")
    coop.git("branch", "-q", "--set-upstream-to", "origin/main")
    coop.alter("coop.yaml", "slug: les-jours\n", "slug: les-jours\nreaders: public\n")
    assert "anybody at all" in coop.run("sync").err


def test_a_closed_copy_is_asked_about_once_a_day(coop: Coop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Server, "closed", True)
    assert "a stranger cannot read" in coop.run("doctor").out
    asked = len(Server.asked)
    with Repo(str(coop.folder)) as repo:
        address = repo.config["remote.origin.url"]
        assert public(repo, address) is False
        assert len(Server.asked) == asked
        assert public(repo, address, ask_again=True) is False
        assert len(Server.asked) > asked
        assert public(repo, "http://127.0.0.1:1/hub.git") is None, "nobody there: nothing is known"


@pytest.mark.parametrize(
    ("address", "asked"),
    [
        ("https://ana:secret@forge.example/coop/ledger.git", "https://forge.example/coop/ledger.git"),
        ("ssh://git@forge.example:2222/coop/ledger", "https://forge.example/coop/ledger"),
        ("git@forge.example:coop/ledger.git", "https://forge.example/coop/ledger.git"),
        ("http://forge.example:8080/x", "http://forge.example:8080/x"),
        ("/srv/ledger.git", None),
        ("../ledger.git", None),
        ("file:///srv/ledger.git", None),
        ("C:/ledger", None),
        ("--upload-pack=x", None),
        ("ext::sh -c x", None),
        ("http://[", None),
        ("", None),
    ],
)
def test_the_address_a_stranger_would_use(address: str, asked: str | None) -> None:
    assert open_address(address) == asked
