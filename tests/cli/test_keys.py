"""coopctl keys on a real clone: what it takes and refuses, and that git and the audit accept what is then signed."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from bench.signing import public
from tests.cli.coop import Coop, typed


@pytest.fixture
def coop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Coop:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    made = Coop(tmp_path / "ledger")
    monkeypatch.chdir(made.folder)
    return made


@pytest.fixture
def pub(tmp_path: Path) -> Path:
    file = tmp_path / "loic.pub"
    file.write_text(f"{public('loic')} Loïc sur son portable\n")
    return file


def test_what_is_signed_after_setting_up_is_accepted_by_git_and_by_the_audit(coop: Coop) -> None:
    assert typed("keys", "setup", "--new").code == 0
    assert typed("keys", "add", "noemie").code == 0
    coop.alter("coop.yaml", "statuses:", "signed: true\nstatuses:")
    assert typed("contrib", "add", "Relecture", "--hours", "1h", "--rate", "15").code == 0
    assert 'git" signature for noemie@les-jours.invalid' in _verified(coop)
    assert typed("audit").code == 0
    coop.git("-c", "commit.gpgsign=false", "commit", "-q", "--allow-empty", "-m", "unsigned")
    assert "unsigned" in typed("audit").out
    settings = coop.git("config", "--global", "--list", GIT_CONFIG_GLOBAL="/dev/null")
    assert settings == "", "other clones stay as they are"


def _verified(coop: Coop) -> str:
    done = subprocess.run(["git", "verify-commit", "HEAD"], cwd=coop.folder, capture_output=True, text=True, check=True)
    return done.stderr


def test_a_key_is_noted_without_what_it_says_of_its_owner(coop: Coop, pub: Path) -> None:
    assert typed("keys", "add", "loic", str(pub), "--since", "2026-01-01").code == 0
    assert f"keys:\n- key: {public('loic')}\n  since: 2026-01-01\n" in coop.text("members/loic.yaml")
    line = 'loic@les-jours.invalid namespaces="git",valid-after="20260101Z" ' + public("loic")
    assert typed("keys", "signers").out == f"{line}\n"
    again = typed("keys", "add", "karim", str(pub))
    assert (again.code, "loic already" in again.err) == (1, True)


def test_a_key_ends_or_is_taken_out(coop: Coop, pub: Path) -> None:
    typed("keys", "add", "loic", str(pub))
    assert typed("keys", "end", "loic", "--on", "2026-12-31").code == 0
    assert "  until: 2026-12-31\n" in coop.text("members/loic.yaml")
    assert 'valid-before="20270101Z"' in typed("keys", "signers").out
    assert typed("keys", "lost", "loic", "SHA256:nothing").code == 3
    assert typed("keys", "lost", "loic").code == 0
    assert "keys" not in coop.text("members/loic.yaml")


def test_of_several_keys_one_is_said(coop: Coop, pub: Path) -> None:
    typed("keys", "add", "loic", str(pub))
    pub.write_text(public("loic/2"))
    typed("keys", "add", "loic", str(pub))
    unsaid = typed("keys", "lost", "loic")
    assert (unsaid.code, "several keys" in unsaid.err) == (2, True)
    name = json.loads(typed("keys", "--format", "json").out)[0]["fingerprint"]
    assert typed("keys", "lost", "loic", name[:12]).code == 0
    assert public("loic/2") in coop.text("members/loic.yaml")


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("-----BEGIN OPENSSH PRIVATE KEY-----\nb3Bl\n-----END OPENSSH PRIVATE KEY-----\n", "private key"),
        ("ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABgQ== me", "ssh-rsa"),
        ("ssh-ed25519 AAAAB3NzaC1yc2EAAAADAQABAAABgQ== me", "no public key"),
        ("hello", "no public key"),
        ("ssh-ed25519 ??? me", "no public key"),
    ],
)
def test_what_is_no_key_is_refused_in_words(coop: Coop, pub: Path, text: str, word: str) -> None:
    pub.write_text(text)
    seen = typed("keys", "add", "loic", str(pub))
    assert (seen.code, word in seen.err) == (2, True)
    assert "keys" not in coop.text("members/loic.yaml")


def test_without_a_key_or_a_file_the_way_out_is_said(coop: Coop, tmp_path: Path) -> None:
    assert "keys setup --new" in typed("keys", "setup").err
    assert typed("keys", "add", "loic", str(tmp_path / "none.pub")).code == 3
    assert "keys setup" in typed("keys").err


def test_without_its_library_an_audit_says_what_is_missing(coop: Coop, monkeypatch: pytest.MonkeyPatch) -> None:
    typed("keys", "setup", "--new")
    typed("keys", "add", "noemie")
    coop.alter("coop.yaml", "statuses:", "signed: true\nstatuses:")
    coop.alter("circles/technique.yaml", "Outils", "Les outils")
    for name in [name for name in sys.modules if name.split(".")[0] == "cryptography"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "cryptography", None)
    seen = typed("audit")
    assert (seen.code, "pip install cryptography" in seen.err) == (4, True)
