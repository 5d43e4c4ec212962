"""Signs mail: DKIM (RFC 6376) by RSA and Ed25519 (RFC 8463), relaxed/relaxed, with OpenSSL beneath."""

import hashlib
import re
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import assert_never

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_pem_private_key

Field = tuple[str, str]
_SPACE = re.compile(r"[ \t]+")
LEAST_BITS = 1024  # RFC 8301, 3.2

# Named once more than they occur: a second one added on the way breaks the signature (RFC 6376, 8.15).
OVERSIGNED = ("from", "to", "subject", "reply-to")


@dataclass(frozen=True, slots=True)
class Key:
    """A private key, and where its public half is published: `selector._domainkey.domain`."""

    domain: str
    selector: str
    private: RSAPrivateKey | Ed25519PrivateKey

    @property
    def algorithm(self) -> str:
        """The name that verifiers know."""
        return "rsa-sha256" if isinstance(self.private, RSAPrivateKey) else "ed25519-sha256"


def keys_of(configured: str | None, domain: str) -> tuple[Key, ...]:
    """Keys of `selector=/path/to/key.pem`, several apart by commas. Raises ValueError, naming what is wrong."""
    return tuple(_key(part.strip(), domain) for part in configured.split(",")) if configured else ()


def _key(configured: str, domain: str) -> Key:
    selector, separator, path = configured.partition("=")
    if not separator or not re.fullmatch(r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,61}[A-Za-z0-9])?", selector):
        raise ValueError("DKIM_KEYS must look like selector=/path/to/key.pem")
    try:
        private = load_pem_private_key(Path(path).read_bytes(), None)
    except (OSError, TypeError, ValueError) as error:
        raise ValueError(f"The DKIM key of {selector} cannot be read: {type(error).__name__}") from error
    if isinstance(private, RSAPrivateKey) and private.key_size >= LEAST_BITS:
        return Key(domain, selector, private)
    if isinstance(private, Ed25519PrivateKey):
        return Key(domain, selector, private)
    raise ValueError(f"The DKIM key of {selector} is neither RSA of {LEAST_BITS} bits or more nor Ed25519")


def signatures(keys: Sequence[Key], fields: Sequence[Field], body: bytes, now: datetime) -> list[Field]:
    """A DKIM-Signature for each key, to stand above the fields. Fields and body are as they will travel."""
    if not keys:
        return []
    body_hash = b64encode(hashlib.sha256(_relaxed_body(body)).digest()).decode()
    order = ":".join([*(name.lower() for name, _ in fields), *OVERSIGNED])
    text = "".join(f"{_relaxed(name, value)}\r\n" for name, value in fields)
    return [_signature(key, order, text, body_hash, now) for key in keys]


def _signature(key: Key, order: str, text: str, body_hash: str, now: datetime) -> Field:
    value = (
        f"v=1; a={key.algorithm}; c=relaxed/relaxed; d={key.domain}; s={key.selector};\r\n"
        f" t={int(now.timestamp())}; h={order};\r\n bh={body_hash};\r\n b="
    )
    signed = _signed(key, (text + _relaxed("DKIM-Signature", value)).encode())
    return "DKIM-Signature", value + signed


def _signed(key: Key, data: bytes) -> str:
    match key.private:
        case RSAPrivateKey():
            return b64encode(key.private.sign(data, PKCS1v15(), SHA256())).decode()
        case Ed25519PrivateKey():
            # RFC 8463, 3: what is signed is the hash.
            return b64encode(key.private.sign(hashlib.sha256(data).digest())).decode()
        case _:
            assert_never(key.private)


def _relaxed(name: str, value: str) -> str:
    """RFC 6376, 3.4.2."""
    unfolded = _SPACE.sub(" ", value.replace("\r\n", ""))
    return f"{name.lower()}:{unfolded.strip(' ')}"


def _relaxed_body(body: bytes) -> bytes:
    """RFC 6376, 3.4.4."""
    squeezed = re.sub(rb"[ \t]+\r\n", b"\r\n", re.sub(rb"[ \t]+", b" ", body))
    ended = squeezed.rstrip(b"\r\n")
    return ended + b"\r\n" if ended else b""
