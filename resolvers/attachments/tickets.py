"""Signed texts in links: what may be done until when. Signing is itsdangerous's, HMAC-SHA-256 (RFC 2104)."""

import hashlib
import struct
from datetime import UTC, datetime
from uuid import UUID

from itsdangerous import BadSignature, Signer
from itsdangerous.encoding import base64_decode, base64_encode

from db import secrets
from resolvers.errors import not_found

UPLOAD = b"u"
DOWNLOAD = b"d"
PICTURE = b"p"
MAIL = b"m"
_HEAD = struct.Struct(">c16sIB")


def seal(purpose: bytes, attachment_id: UUID, expires_at: datetime, detail: int, owners: tuple[UUID, ...] = ()) -> str:
    """A ticket: purpose, attachment or picture, expiry in seconds, one number, and for whom it alone is good."""
    head = _HEAD.pack(purpose, attachment_id.bytes, int(expires_at.timestamp()), detail)
    packed = base64_encode(head + b"".join(owner.bytes for owner in owners))
    return _signer().sign(packed).decode()


def opened(purpose: bytes, ticket: str, now: datetime) -> tuple[UUID, int, tuple[UUID, ...]]:
    """Attachment, number and owners of a good ticket. Raises the one NOT_FOUND for every other text."""
    try:
        packed = base64_decode(_signer().unsign(ticket.encode("ascii", "replace")))
        kind, key, seconds, detail = _HEAD.unpack_from(packed)
    except (BadSignature, ValueError, struct.error) as error:
        raise not_found("File") from error
    if kind != purpose or datetime.fromtimestamp(seconds, UTC) <= now:
        raise not_found("File")
    rest = packed[_HEAD.size :]
    owners = tuple(UUID(bytes=rest[start : start + 16]) for start in range(0, len(rest), 16))
    return UUID(bytes=key), detail, owners


def _signer() -> Signer:
    return Signer(secrets.secret(), salt=b"parlour tickets", sep=".", digest_method=hashlib.sha256)
