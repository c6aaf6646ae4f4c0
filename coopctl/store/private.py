"""The private folder of a clone: names, bank details, reasons. Never in history, readable by its owner only."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

from coopctl.problem import NotHere
from coopctl.store.disk import replace
from coopctl.store.states import Obstacle
from coopctl.words import T

if TYPE_CHECKING:
    from coopctl.store.repo import Repo


class Private:
    """The private folder of one clone."""

    def __init__(self, folder: str) -> None:
        self.folder = folder

    @classmethod
    def of(cls, repo: Repo, slug: str = "") -> Private:
        """The folder by COOPCTL_PRIVATE, else ``git config coopctl.private``, else inside the git folder.

        Outside of git it is ``$XDG_DATA_HOME/coopctl/<slug>`` (the folder's name where no slug is given).
        """
        said = os.environ.get("COOPCTL_PRIVATE") or (repo.config.get("coopctl.private") if repo.git_dir else None)
        if said:
            return cls(os.path.join(repo.top, os.path.expanduser(said)))
        if repo.common_dir is not None:
            return cls(os.path.join(repo.common_dir, "coopctl", "private"))
        data = os.environ.get("XDG_DATA_HOME") or os.path.expanduser("~/.local/share")
        return cls(os.path.join(data, "coopctl", slug or os.path.basename(repo.root)))

    def read(self, name: str) -> bytes | None:
        """What a file holds (``names.yaml``, ``elections/<id>.yaml``), None where there is none."""
        try:
            with open(self._path(name), "rb") as file:
                return file.read()
        except FileNotFoundError:
            return None

    def write(self, name: str, data: bytes) -> None:
        """Replace a file at one instant, folders 0700 and files 0600."""
        path = self._path(name)
        self._make(os.path.dirname(path))
        replace(path, data, 0o600)

    def remove(self, name: str) -> None:
        """Forget a file; fine where there is none."""
        path = self._path(name)
        if os.path.exists(path):
            os.unlink(path)

    def names(self) -> tuple[str, ...]:
        """Every file, as the names that :meth:`read` takes."""
        found = (os.path.join(below, name) for below, _, names in os.walk(self.folder) for name in names)
        return tuple(sorted(os.path.relpath(path, self.folder) for path in found if not path.endswith(".new")))

    def loose(self) -> tuple[Obstacle, ...]:
        """What others of this machine could read; empty when all is as it should be."""
        wrong = []
        for below, _, names in os.walk(self.folder):
            for path in (below, *(os.path.join(below, name) for name in names)):
                if stat.S_IMODE(os.lstat(path).st_mode) & 0o077:
                    text = T("{path} can be read by other accounts of this machine", path=path)
                    wrong.append(Obstacle("private", text, f"chmod go= {path}", forbids=False))
        return tuple(wrong)

    def _path(self, name: str) -> str:
        if name.startswith("/") or any(part in ("", ".", "..") for part in name.split("/")):
            raise NotHere(T("{name} is not a name in the private folder", name=name))
        return os.path.join(self.folder, name)

    def _make(self, folder: str) -> None:
        if os.path.isdir(folder):
            return
        self._make(os.path.dirname(folder))
        os.mkdir(folder, 0o700 if folder.startswith(self.folder) else 0o777)
