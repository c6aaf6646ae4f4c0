"""What is asked for when the files of a forge are written, and what comes of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from coopctl.words import Text

ACCOUNT = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,98}[A-Za-z0-9])?")
"""What may stand after an @ in CODEOWNERS, and nothing else."""
FORGES = ("github", "gitlab", "forgejo")


class Wish(NamedTuple):
    """``install`` is what pip installs, ``branch`` the one that counts; ``open`` where anybody may read the ledger.

    ``below`` is the ledger's folder in its repository ("" or "a/b/"), ``image`` what the jobs run in, where a forge
    asks for one.
    """

    install: str
    branch: str = "main"
    open: bool = False
    below: str = ""
    image: str = "docker.io/library/python:3.12-bookworm"


class Kit(NamedTuple):
    """The files by their path, what is still to do for people to be asked, and what to choose at the forge, and why."""

    files: Mapping[str, str]
    left: tuple[tuple[Text, str], ...] = ()
    settings: tuple[tuple[Text, Text], ...] = ()
