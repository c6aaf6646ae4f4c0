"""Signing as ssh-keygen does, with keys that are always the same: for histories that are made, never for real ones."""

from __future__ import annotations

import base64
import hashlib
from functools import lru_cache

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


def _packed(*parts: bytes) -> bytes:
    return b"".join(len(part).to_bytes(4, "big") + part for part in parts)


@lru_cache
def secret(name: str) -> Ed25519PrivateKey:
    """A key of somebody, always the same; ``loic/2`` is their second one."""
    return Ed25519PrivateKey.from_private_bytes(hashlib.sha256(name.encode()).digest())


@lru_cache
def public(name: str) -> str:
    """As a .pub file writes it."""
    return f"ssh-ed25519 {base64.b64encode(_wire(name)).decode()}"


@lru_cache
def _wire(name: str) -> bytes:
    return _packed(b"ssh-ed25519", secret(name).public_key().public_bytes_raw())


def signature(name: str, payload: bytes, namespace: bytes = b"git") -> bytes:
    """What ssh-keygen -Y sign makes of it."""
    parts = namespace, b"", b"sha512"
    signed = secret(name).sign(b"SSHSIG" + _packed(*parts, hashlib.sha512(payload).digest()))
    blob = b"SSHSIG\0\0\0\1" + _packed(_wire(name), *parts, _packed(b"ssh-ed25519", signed))
    text = base64.b64encode(blob)
    lines = [text[at : at + 70] for at in range(0, len(text), 70)]
    return b"\n".join([b"-----BEGIN SSH SIGNATURE-----", *lines, b"-----END SSH SIGNATURE-----"])


def sealed(name: str, head: bytes, message: bytes) -> bytes:
    """A commit with its signature, from its head and its message."""
    made = signature(name, head + b"\n\n" + message)
    return head + b"\ngpgsig " + made.replace(b"\n", b"\n ") + b"\n\n" + message
