"""Signing keys of members: what a key file says, who has which key until when, and how git is told."""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import hashlib
from collections.abc import Iterator
from typing import NamedTuple

from coopctl.edits.governance import Change, Draft
from coopctl.ledger import Ledger
from coopctl.problem import Misuse, NotHere, Refused
from coopctl.records.member import Key
from coopctl.snapshot import Snapshot
from coopctl.words import T, Text

KINDS = ("ssh-ed25519", "sk-ssh-ed25519@openssh.com", "ecdsa-sha2-nistp256")
"""The kinds of key with which an entry may be signed."""
ORDER = list(Key.model_fields)


class Given(NamedTuple):
    """A key as somebody gives it, and the days on which it shall count."""

    key: str
    since: dt.date | None = None
    until: dt.date | None = None


class Held(NamedTuple):
    """A key of a member, and its row in their record."""

    member: str
    row: int
    key: Key

    @property
    def print(self) -> str:
        """The fingerprint, as ssh-keygen -l shows it."""
        return fingerprint(self.key.key)


def read_key(text: str) -> str:
    """The key of a .pub file, in its first two words: the third is often a name. Raises Misuse."""
    if "PRIVATE KEY" in text:
        raise Misuse(T("this is a private key: it stays with its owner; give the file that ends in .pub"))
    parts = text.split()
    if len(parts) < 2:
        raise Misuse(T("this is no public key: one line is expected, as in an SSH .pub file"))
    kind, data = parts[:2]
    if kind not in KINDS:
        raise Misuse(T("keys of the kind {kind} are not taken", kind=kind), "coopctl keys setup --new")
    try:
        blob = base64.b64decode(data, validate=True)
    except binascii.Error:
        blob = b""
    if blob[4 : 4 + len(kind)] != kind.encode():
        raise Misuse(T("this is no public key: one line is expected, as in an SSH .pub file"))
    return f"{kind} {data}"


def fingerprint(key: str) -> str:
    """``SHA256:…`` of a public key, "" where it cannot be read."""
    try:
        blob = base64.b64decode(key.split()[1], validate=True)
    except (IndexError, binascii.Error):
        return ""
    return "SHA256:" + base64.b64encode(hashlib.sha256(blob).digest()).decode().rstrip("=")


def held(ledger: Ledger) -> Iterator[Held]:
    """Every key of every member, those that ended too."""
    for handle, one in sorted(ledger.members.items()):
        for row, key in enumerate(one.keys):
            yield Held(handle, row, key)


def add(snapshot: Snapshot, handle: str, given: Given, actor: str, today: dt.date, reason: str = "") -> Change:
    """Give a member a key. Raises Refused where somebody has it already."""
    draft = Draft(snapshot, actor, today, [handle])
    draft.member(handle)
    for one in held(draft.ledger):
        if one.key.key.split()[:2] == given.key.split()[:2]:
            raise Refused(T("this key is one of {member} already", member=one.member), "coopctl keys")
    draft.push(f"members/{handle}.yaml", "keys", given._asdict())
    said: list[Text] = [T("{member} signs with {print}", member=handle, print=fingerprint(given.key))]
    return draft.done("keys.add", f"members/{handle}", reason, said)


def end(
    snapshot: Snapshot, handle: str, which: str | None, on: dt.date, actor: str, today: dt.date, reason: str = ""
) -> Change:
    """Give a key its last day."""
    draft = Draft(snapshot, actor, today, [handle])
    one = _chosen(draft, handle, which)
    draft.put(f"members/{handle}.yaml", ("keys", one.row, "until"), on, ORDER)
    said: list[Text] = [T("{print} of {member} counts until {day}", print=one.print, member=handle, day=on)]
    return draft.done("keys.end", f"members/{handle}", reason, said)


def end_all(snapshot: Snapshot, handle: str, on: dt.date, actor: str, today: dt.date, reason: str = "") -> Change:
    """Give every key of a member that counts after a day that last day."""
    draft = Draft(snapshot, actor, today, [handle])
    for row, key in enumerate(draft.member(handle).keys):
        if key.until is None or key.until > on:
            draft.put(f"members/{handle}.yaml", ("keys", row, "until"), on, ORDER)
    if not draft.changes:
        raise NotHere(T("{member} has no key that counts after {day}", member=handle, day=on), "coopctl keys")
    said: list[Text] = [T("no key of {member} counts after {day}", member=handle, day=on)]
    return draft.done("keys.end", f"members/{handle}", reason, said)


def lost(snapshot: Snapshot, handle: str, which: str | None, actor: str, today: dt.date, reason: str = "") -> Change:
    """Take a key out: whoever has it now can sign nothing that counts. What it signed before stays as it is."""
    draft = Draft(snapshot, actor, today, [handle])
    one = _chosen(draft, handle, which)
    route = ("keys", one.row) if len(draft.member(handle).keys) > 1 else ("keys",)
    draft.drop(f"members/{handle}.yaml", route)
    said: list[Text] = [T("{print} of {member} counts no more", print=one.print, member=handle)]
    return draft.done("keys.lost", f"members/{handle}", reason, said)


def _chosen(draft: Draft, handle: str, which: str | None) -> Held:
    """The key meant: by the beginning of its fingerprint, or the only one."""
    draft.member(handle)
    keys = [one for one in held(draft.ledger) if one.member == handle]
    begins = "SHA256:" + (which or "").removeprefix("SHA256:")
    found = [one for one in keys if one.print.startswith(begins)]
    if not found:
        raise NotHere(T("{member} has no such key", member=handle), "coopctl keys")
    if len(found) > 1:
        text = T("{member} has several keys: {keys}; say which", member=handle, keys=[one.print for one in found])
        raise Misuse(text, "coopctl keys")
    return found[0]


def signers(ledger: Ledger) -> Iterator[str]:
    """The lines of git's allowed_signers file. Its days are UTC; valid-before is the first day it counts no more."""
    slug = ledger.charter.slug if ledger.charter else "coop"
    for one in held(ledger):
        options = ['namespaces="git"']
        if one.key.since:
            options.append(f'valid-after="{one.key.since:%Y%m%d}Z"')
        if one.key.until:
            options.append(f'valid-before="{one.key.until + dt.timedelta(days=1):%Y%m%d}Z"')
        words = " ".join(one.key.key.split()[:2])
        yield f"{one.member}@{slug}.invalid {','.join(options)} {words}"
