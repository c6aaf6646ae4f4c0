"""All that a forge is given, for one ledger on one day."""

from __future__ import annotations

import datetime as dt
import re

from coopctl.forge import forgejo, github, gitlab
from coopctl.forge.facts import Kit, Wish
from coopctl.forge.owners import Owners, codeowners
from coopctl.forge.settings import CHOICES
from coopctl.ledger import Ledger
from coopctl.problem import Refused
from coopctl.words import TN, T

_PLAIN = re.compile(r"[A-Za-z0-9._/-]*")

_MAKERS = {"github": github, "gitlab": gitlab, "forgejo": forgejo}


def kit(ledger: Ledger, forge: str, day: dt.date, wish: Wish) -> Kit:
    """The files of a forge, computed from who decides that day, and what is left for people to do.

    Raises:
        Refused: the ledger's folder has a name that the files of a forge cannot hold as it is.
    """
    if not _PLAIN.fullmatch(wish.below):
        raise Refused(
            T("the folder {folder} would be read as something else in the files of a forge: letters from a to z, "
              "digits, . _ and - only", folder=wish.below)
        )  # fmt: skip
    maker = _MAKERS[forge]
    found = maker.files(wish)
    owners = Owners(ledger, day)
    own = [maker.OWNERS, *(path for path in found)]
    unknown = owners.unknown()
    left = [
        (TN("{n} person who decides on rules of all has no account here that is known: {members}",
            "{n} people who decide on rules of all have no account here that is known: {members}",
            len(unknown), members=unknown),
         f"coopctl member edit {unknown[0]} --forge ACCOUNT")
    ] if unknown else []  # fmt: skip
    return Kit({**found, maker.OWNERS: codeowners(owners, forge, own, wish.below)}, tuple(left), CHOICES[forge])
