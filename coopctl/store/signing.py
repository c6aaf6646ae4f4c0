"""How a clone signs what it records: git's own SSH signatures, set for this clone alone."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable
from typing import TYPE_CHECKING

from coopctl.problem import Unwritable
from coopctl.store.disk import replace
from coopctl.store.git import tail
from coopctl.words import T

if TYPE_CHECKING:
    from coopctl.store.repo import Repo

USUAL = ("id_ed25519.pub", "id_ed25519_sk.pub", "id_ecdsa.pub")
"""Where ssh keeps keys, under ~/.ssh, the best first."""


def own_key(repo: Repo) -> str | None:
    """The public key file this clone signs with, else the one ssh would use; None where there is none."""
    said = os.path.expanduser(repo.config.get("user.signingkey", ""))
    usual = [os.path.expanduser(f"~/.ssh/{name}") for name in USUAL]
    for path in (said if said.endswith(".pub") else f"{said}.pub", *usual):
        if os.path.isfile(path):
            return path
    return None


def new_key(repo: Repo, handle: str) -> str:
    """Make a key for this clone, in its git folder; the path of its public half. One that is there is kept."""
    folder = os.path.join(repo.common_dir or "", "coopctl")
    path = os.path.join(folder, "signing")
    if not os.path.exists(path):
        os.makedirs(folder, exist_ok=True)
        words = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", handle, "-f", path]
        try:
            done = subprocess.run(words, capture_output=True, check=False, stdin=subprocess.DEVNULL)
        except FileNotFoundError:
            raise Unwritable(T("ssh-keygen was not found on this machine: it comes with OpenSSH"), "ssh -V") from None
        if done.returncode:
            raise Unwritable(T("no key could be made: {said}", said=tail(done.stderr.decode("utf-8", "replace"))))
    return f"{path}.pub"


def configure(repo: Repo, key: str, signers: Iterable[str]) -> list[tuple[str, str]]:
    """Have this clone sign with a key and know everybody's; the settings it wrote."""
    path = allow(repo, signers)
    settings = [
        ("gpg.format", "ssh"),
        ("user.signingkey", os.path.abspath(key)),
        ("commit.gpgsign", "true"),
        ("gpg.ssh.allowedSignersFile", path),
    ]
    for name, value in settings:
        repo.git.run("config", "--local", "--replace-all", name, value)
    return settings


def allow(repo: Repo, signers: Iterable[str]) -> str:
    """Write whose keys git shall know in this clone; where."""
    path = os.path.join(repo.common_dir or "", "coopctl", "allowed_signers")
    os.makedirs(os.path.dirname(path), exist_ok=True)
    replace(path, "".join(f"{line}\n" for line in signers).encode(), 0o600)
    return path


def allows(repo: Repo) -> bool:
    """Whether git knows members' keys in this clone by a file that coopctl keeps."""
    path = os.path.join(repo.common_dir or "", "coopctl", "allowed_signers")
    return repo.config.get("gpg.ssh.allowedsignersfile") == path
