"""What the machine answers when it cannot do a thing, in words of both languages."""

from __future__ import annotations

import errno

from coopctl.words import T, Text

_WHY = {
    errno.ENOSPC: T("the disk is full"),
    errno.EDQUOT: T("the disk quota is used up"),
    errno.ENOMEM: T("there is not enough memory"),
    errno.EACCES: T("permission denied"),
    errno.EPERM: T("permission denied"),
    errno.EROFS: T("the disk can only be read"),
    errno.ENOENT: T("there is no such file"),
    errno.ENOTDIR: T("there is no such folder"),
    errno.EISDIR: T("this is a folder"),
    errno.EIO: T("the disk does not answer as it should"),
}


def known(error: OSError) -> bool:
    """Whether the machine's answer has words of ours."""
    return error.errno in _WHY


def why(error: OSError) -> Text:
    """The machine's answer; its own words where we have none."""
    return _WHY.get(error.errno or 0) or T("{said}", said=error.strerror or type(error).__name__)


def said(error: OSError) -> Text:
    """The machine's answer with the file it is about, where it names one."""
    return T("{path}: {why}", path=str(error.filename), why=why(error)) if error.filename else why(error)
