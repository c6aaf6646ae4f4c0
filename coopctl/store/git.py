"""How a git command is run: fenced in, so that nothing of the clone's own settings can run code.

Environment variables ``GIT_*`` are dropped but for a short list, and every setting by which a repository
could name a program is switched off or put back to what the user's own global settings say.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from coopctl.problem import Unwritable
from coopctl.words import T, Text

OLDEST = (2, 34)
_KEPT = ("GIT_SSH_COMMAND", "GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE")
_KEPT_IN_HOOK = ("GIT_INDEX_FILE", "GIT_QUARANTINE_PATH", "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES")
_ALWAYS = {
    "LC_ALL": "C",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_LITERAL_PATHSPECS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_PAGER": "cat",
    "GIT_EDITOR": ":",
}
_HARDENED = (
    ("core.hooksPath", "/dev/null"),
    ("core.fsmonitor", "false"),
    ("core.fsync", "committed,loose-object,reference,index"),
    ("core.fsyncMethod", "fsync"),
    ("core.safecrlf", "false"),
    ("core.logAllRefUpdates", "true"),
    ("safe.bareRepository", "explicit"),
    ("protocol.ext.allow", "never"),
    ("submodule.recurse", "false"),
    ("gc.auto", "0"),
    ("maintenance.auto", "false"),
    ("user.useConfigOnly", "true"),
    ("commit.gpgSign", "false"),
    ("i18n.commitEncoding", "utf-8"),
    ("color.ui", "false"),
)


class Setting(NamedTuple):
    """One line of ``git config --list``; ``own`` is true where this clone says it (local or work tree)."""

    key: str
    value: str
    own: bool


class GitFailed(Unwritable):
    """A git command ended badly; ``said`` is what it wrote."""

    def __init__(self, text: Text, cure: str | None = None, *, status: int = 1, said: str = "") -> None:
        super().__init__(text, cure)
        self.status = status
        self.said = said


def _runs_code(key: str) -> str | None:
    """What a key that names a program is put back to when a clone sets it; None for harmless keys."""
    first, _, rest = key.partition(".")
    last = rest.rpartition(".")[2]
    table = {
        "core": {"sshcommand": "ssh", "gitproxy": "", "editor": ":", "pager": "cat", "askpass": "",
                 "alternaterefscommand": "", "fsmonitor": "false"},
        "sequence": {"editor": ":"},
        "gpg": {"program": _signers.get(key, "gpg"), "defaultkeycommand": ""},
        "diff": {"external": "", "textconv": "", "command": ""},
        "merge": {"driver": ""},
        "filter": {"clean": "", "smudge": "", "process": "", "required": "false"},
        "credential": {"helper": ""},
        "remote": {"uploadpack": "git-upload-pack", "receivepack": "git-receive-pack", "vcs": ""},
        "uploadpack": {"packobjectshook": ""},
    }  # fmt: skip
    return table.get(first, {}).get(last)


_signers = {"gpg.ssh.program": "ssh-keygen", "gpg.x509.program": "gpgsm"}


def fences(settings: Iterable[Setting]) -> list[tuple[str, str]]:
    """The settings to lay over a clone's own so that none of them can name a program to run."""
    lines = list(settings)
    out: list[tuple[str, str]] = []
    for key in dict.fromkeys(line.key for line in lines if line.own):
        safe = _runs_code(key)
        if safe is None:
            continue
        trusted = [line.value for line in lines if line.key == key and not line.own]
        if key.startswith("credential."):
            out += [(key, value) for value in ("", *trusted)]
        else:
            out.append((key, trusted[-1] if trusted else safe))
    return out


def environment(more: Sequence[tuple[str, str]] = (), *, in_hook: bool = False) -> dict[str, str]:
    """The environment of a git command: an allow-list of ``GIT_*``, then the settings that fence it in."""
    kept = _KEPT + (_KEPT_IN_HOOK if in_hook else ())
    env = {name: value for name, value in os.environ.items() if not name.startswith("GIT_") or name in kept}
    env.update(_ALWAYS)
    pairs = (*_HARDENED, *more)
    env["GIT_CONFIG_COUNT"] = str(len(pairs))
    for number, (key, value) in enumerate(pairs):
        env[f"GIT_CONFIG_KEY_{number}"] = key
        env[f"GIT_CONFIG_VALUE_{number}"] = value
    return env


class Git:
    """Runs git in one folder. ``bare``: it is the git folder itself, which git must be told to believe it."""

    def __init__(self, folder: str, *, in_hook: bool = False, bare: bool = False) -> None:
        self.folder = folder
        self._in_hook = in_hook
        self._named = {"GIT_DIR": folder} if bare else {}
        self._env = environment(in_hook=in_hook) | self._named

    def fence(self, settings: Iterable[Setting]) -> None:
        """Take the clone's settings into account from now on."""
        self._env = environment(fences(settings), in_hook=self._in_hook) | self._named

    def env(self, more: Mapping[str, str] | None = None) -> dict[str, str]:
        """The environment of the next command, with ``more`` on top."""
        return {**self._env, **(more or {})}

    def run(
        self,
        *args: str,
        input: bytes = b"",
        env: Mapping[str, str] | None = None,
        held: tuple[int, ...] = (),
        ok: tuple[int, ...] = (0,),
        sheltered: bool = False,
    ) -> bytes:
        """What ``git args`` wrote.

        ``held`` are descriptors the command keeps open (a lock that must outlive us); ``sheltered`` keeps
        the terminal's Ctrl-C from it.

        Raises:
            GitFailed: it ended with a status not in ``ok``.
        """
        child = self._start(args, env, held, 0 if sheltered else None)
        out, err = child.communicate(input)
        if child.returncode not in ok:
            raise self.failure(args, child.returncode, err.decode("utf-8", "replace"))
        return out

    def spawn(self, *args: str) -> subprocess.Popen[bytes]:
        """A git command that stays and is spoken to through its pipes."""
        return self._start(args, None, (), None)

    def _start(
        self, args: Sequence[str], env: Mapping[str, str] | None, held: tuple[int, ...], group: int | None
    ) -> subprocess.Popen[bytes]:
        pipe = subprocess.PIPE
        try:
            return subprocess.Popen(
                ("git", *args), cwd=self.folder, env=self.env(env), stdin=pipe, stdout=pipe, stderr=pipe,
                pass_fds=held, process_group=group,
            )  # fmt: skip
        except FileNotFoundError as error:
            if not os.path.isdir(self.folder):
                raise
            raise GitFailed(T("git was not found on this machine; coopctl keeps its history with it"),
                            "git --version") from error  # fmt: skip

    def failure(self, args: Sequence[str], status: int, said: str) -> GitFailed:
        """The error for a git command that ended badly, in words."""
        text, cure = _worded(args, said, self.folder)
        return GitFailed(text, cure, status=status, said=said)

    def version(self) -> tuple[int, ...]:
        """The version of git, e.g. (2, 39, 5)."""
        words = self.run("--version").decode().split()
        return tuple(int(part) for part in words[2].split(".") if part.isdigit())


def too_old(version: tuple[int, ...]) -> GitFailed | None:
    """The error for a git that lacks what a safe write needs."""
    if version >= OLDEST:
        return None
    seen = ".".join(map(str, version))
    need = ".".join(map(str, OLDEST))
    return GitFailed(T("git {seen} is too old: coopctl needs {need} or later", seen=seen, need=need), "git --version")


def _worded(args: Sequence[str], said: str, folder: str) -> tuple[Text, str | None]:
    """What a git error means: the text and the next command."""
    low = said.lower()
    last = tail(said)
    if "dubious ownership" in low:
        owner = T("git does not trust the folder {folder}, which belongs to another account", folder=folder)
        return owner, f"git config --global --add safe.directory {folder}"
    if "no space left" in low or "disk quota" in low:
        return T("the disk is full: {said}", said=last), "df -h ."
    if "read-only file system" in low or "permission denied" in low:
        return T("git may not write here: {said}", said=last), "coopctl doctor"
    if any(
        word in low
        for word in (
            "corrupt",
            "bad object",
            "unable to read",
            "inflate",
            "hash mismatch",
            "could not read",
            "not a tree object",
            "missing tree",
            "missing blob",
        )
    ):
        return T("the history is damaged: {said}", said=last), "git fsck --full"
    return T("git {command} failed: {said}", command=args[0] if args else "", said=last), "coopctl doctor"


def tail(said: str, lines: int = 3) -> str:
    """The last lines of what a program said, on one line."""
    kept = [line.strip() for line in said.splitlines() if line.strip()]
    return " / ".join(kept[-lines:]) or "?"
