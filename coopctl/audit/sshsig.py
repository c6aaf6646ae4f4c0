"""Reading git's SSH signatures, and verifying them in this process. The only user of ``cryptography``.

Format: OpenSSH's PROTOCOL.sshsig. Taken: Ed25519, its form on a security key, ECDSA on nistp256. A key file of RSA
or DSA, another namespace than git's and other digests than SHA-256 and SHA-512 are refused.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from typing import NamedTuple

from coopctl.problem import Unwritable
from coopctl.words import T, Text

_BEGIN, _END = b"-----BEGIN SSH SIGNATURE-----", b"-----END SSH SIGNATURE-----"
_MAGIC = b"SSHSIG"
_HASHES = ("sha256", "sha512")


class Signed(NamedTuple):
    """What a signature turned out to be: ``key`` as the first two words of a .pub file where it holds, else why not."""

    key: str | None
    why: Text | None = None


class _Short(ValueError):
    """The signature ends before it should."""


def verify(signature: bytes, payload: bytes) -> Signed:
    """The key that signed a payload, taken from the signature itself; whose key that is, the ledger says.

    What cannot be read or does not hold is told in ``why``.

    Raises:
        Unwritable: the library that verifies is not installed; nothing is then said of the history.
    """
    try:
        return _verified(_unwrapped(signature), payload)
    except (_Short, binascii.Error):
        return Signed(None, T("the signature cannot be read"))
    except ImportError as error:
        missing = T("signatures cannot be verified here: the package {name} is missing", name="cryptography")
        raise Unwritable(missing, "pip install cryptography") from error


def _unwrapped(signature: bytes) -> bytes:
    text = signature.strip()
    if not text.startswith(_BEGIN) or not text.endswith(_END):
        raise _Short
    return base64.b64decode(b"".join(text[len(_BEGIN) : -len(_END)].split()), validate=True)


def _verified(blob: bytes, payload: bytes) -> Signed:
    if blob[:6] != _MAGIC or blob[6:10] != b"\0\0\0\1":
        raise _Short
    key, rest = _string(blob[10:])
    namespace, rest = _string(rest)
    reserved, rest = _string(rest)
    algorithm, rest = _string(rest)
    signed, rest = _string(rest)
    if rest:
        raise _Short
    if namespace != b"git":
        return Signed(None, T("the signature was made for another use than git"))
    name = algorithm.decode("ascii", "replace")
    if name not in _HASHES:
        return Signed(None, T("the signature uses the digest {name}, which is not taken", name=name))
    message = hashlib.new(name, payload).digest()
    body = _MAGIC + b"".join(map(_packed, (namespace, reserved, algorithm, message)))
    kind, _ = _string(key)
    holds = _CHECKS.get(kind)
    if holds is None:
        return Signed(None, T("keys of the kind {kind} are not taken", kind=kind.decode("ascii", "replace")))
    if not holds(key, signed, body):
        return Signed(None, T("the signature does not fit what it signs"))
    return Signed(f"{kind.decode()} {base64.b64encode(key).decode()}")


def _string(data: bytes) -> tuple[bytes, bytes]:
    """A length and as many bytes, and what follows."""
    size = int.from_bytes(data[:4], "big")
    if len(data) < 4 + size:
        raise _Short
    return data[4 : 4 + size], data[4 + size :]


def _packed(data: bytes) -> bytes:
    return len(data).to_bytes(4, "big") + data


def _ed25519(key: bytes, signed: bytes, body: bytes) -> bool:
    kind, rest = _string(key)
    public, rest = _string(rest)
    named, tail = _string(signed)
    found, tail = _string(tail)
    return named == kind and not rest and not tail and _holds_ed25519(public, found, body)


def _security_key(key: bytes, signed: bytes, body: bytes) -> bool:
    """Signed on a security key: over its application, its flags and its counter too."""
    kind, rest = _string(key)
    public, rest = _string(rest)
    application, rest = _string(rest)
    named, tail = _string(signed)
    found, tail = _string(tail)
    if named != kind or rest or len(tail) != 5:
        return False
    return _holds_ed25519(public, found, hashlib.sha256(application).digest() + tail + hashlib.sha256(body).digest())


def _holds_ed25519(public: bytes, signature: bytes, body: bytes) -> bool:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, body)
    except (InvalidSignature, ValueError):
        return False
    return True


def _nistp256(key: bytes, signed: bytes, body: bytes) -> bool:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, EllipticCurvePublicKey
    from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
    from cryptography.hazmat.primitives.hashes import SHA256

    kind, rest = _string(key)
    curve, rest = _string(rest)
    point, rest = _string(rest)
    named, tail = _string(signed)
    pair, tail = _string(tail)
    r, pair = _string(pair)
    s, pair = _string(pair)
    if named != kind or curve != b"nistp256" or rest or tail or pair:
        return False
    try:
        public = EllipticCurvePublicKey.from_encoded_point(SECP256R1(), point)
        public.verify(encode_dss_signature(int.from_bytes(r, "big"), int.from_bytes(s, "big")), body, ECDSA(SHA256()))
    except (InvalidSignature, ValueError):
        return False
    return True


_CHECKS = {
    b"ssh-ed25519": _ed25519,
    b"sk-ssh-ed25519@openssh.com": _security_key,
    b"ecdsa-sha2-nistp256": _nistp256,
}
