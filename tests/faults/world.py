"""What a repository looks like from outside: history, files, index, locks, health. Asked of plain git."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import NamedTuple


def git(top: Path, *args: str) -> str:
    """What plain git says, with nothing of coopctl's fences."""
    done = subprocess.run(["git", *args], cwd=top, capture_output=True, text=True, check=False)
    if done.returncode:
        raise AssertionError(f"git {' '.join(args)}: {done.stderr}")
    return done.stdout


class World(NamedTuple):
    """One look: the last commit ("" where there is none), the files on disk, the index, git's own summary."""

    head: str
    files: dict[str, bytes]
    index: dict[str, str]
    status: str


def look(top: Path) -> World:
    """Look at a repository (or a folder that is none)."""
    files = {
        str(path.relative_to(top)): path.read_bytes()
        for path in sorted(top.rglob("*"))
        if ".git" not in path.relative_to(top).parts and path.is_file()
    }
    if not (top / ".git").exists():
        return World("", files, {}, "")
    head = subprocess.run(["git", "rev-parse", "-q", "--verify", "HEAD"], cwd=top, capture_output=True, text=True)
    lines = (line.split("\t") for line in git(top, "ls-files", "-s").splitlines())
    return World(head.stdout.strip(), files, {path: facts for facts, path in lines},
                 git(top, "status", "--porcelain", "--untracked-files=all"))  # fmt: skip


def renewed(before: World, top: Path, head: str) -> World:
    """What the world must be once ``head`` is recorded on top of ``before``: its paths changed and no other."""
    files, index, gone = dict(before.files), dict(before.index), []
    args = (before.head, head) if before.head else ("--root", head)
    for line in git(top, "diff-tree", "-r", "--no-commit-id", "--no-renames", *args).splitlines():
        facts, path = line.split("\t")
        _, mode, _, blob, _ = facts.removeprefix(":").split()
        gone.append(path)
        if mode == "000000":
            files.pop(path, None)
            index.pop(path, None)
        else:
            files[path] = subprocess.run(["git", "cat-file", "blob", blob], cwd=top, capture_output=True).stdout
            index[path] = f"{mode} {blob} 0"
    status = "".join(line for line in before.status.splitlines(True) if line[3:].strip() not in gone)
    return World(head, files, index, status)


def faults(top: Path, before: World) -> list[str]:
    """What is neither exactly old nor exactly new; empty when all is well."""
    now = look(top)
    bad = _locks(top)
    if now.head == before.head:
        want = before if now.head or not (top / ".git").exists() else before._replace(status=now.status)
    else:
        parent = git(top, "rev-list", "--parents", "-n1", now.head).split()[1:]
        if parent != ([before.head] if before.head else []):
            return [*bad, f"HEAD is at {now.head} with parents {parent}"]
        want = renewed(before, top, now.head)
        if not before.head:
            want = want._replace(status=now.status)
    for name in World._fields[1:]:
        seen, due = getattr(now, name), getattr(want, name)
        if seen != due:
            bad.append(f"{name}: seen {seen!r}, due {due!r}")
    if (top / ".git").exists():
        said = subprocess.run(["git", "fsck", "--full", "--strict"], cwd=top, capture_output=True, text=True)
        if said.returncode or any(word in said.stderr for word in ("missing", "corrupt", "error")):
            bad.append(f"fsck: {said.stdout} {said.stderr}")
    return bad


def _locks(top: Path) -> list[str]:
    found = []
    for folder, _, names in os.walk(top):
        for name in names:
            path = os.path.join(folder, name)
            own = name == "coopctl.lock"
            if (name.endswith((".lock", ".coopctl-new")) and not own) or "/coopctl/writing/" in path:
                found.append(f"left behind: {os.path.relpath(path, top)}")
    return found
