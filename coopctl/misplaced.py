"""What lies where a record is due and is no file that can be read."""

from __future__ import annotations

from coopctl.page import Named
from coopctl.problem import At, Fault, Place
from coopctl.records import kinds
from coopctl.words import T

_NO_FILE = {
    "link": T("this is a symbolic link: coopctl reads plain files only, and what a link points to counts for nothing"),
    "folder": T("this is a folder, where a file is due"),
    "device": T("this is neither a file nor a folder"),
    "repository": T("this is a repository of its own (a submodule): nothing in it is read"),
    "twice": T("two things have this one name in this folder: which of them is read is chance"),
    "closed": T("this account may not read it"),
    "name": T("the name of a file holds no control character"),
}


def no_file(path: str, what: str) -> Named:
    """The fault of something that cannot be read where a file is due; ``what`` is a key of ``_NO_FILE``."""
    rule = "bad-file-name" if what == "name" else "not-a-file"
    return Named(rule, Fault(At(path), _NO_FILE[what], seen=what, place=Place(path)))


def due(path: str) -> bool:
    """Whether a record, or a folder of records, would be read there."""
    return bool(kinds.kind_of(path)) or path.split("/", 1)[0] in kinds.FOLDERS
