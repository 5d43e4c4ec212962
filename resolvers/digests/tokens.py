"""Tokens of mails: 128 bits in letters that survive relays which change their case; hashes are all that is kept."""

import hashlib
import hmac
from base64 import b32encode
from datetime import datetime
from uuid import UUID

from db.queries import digest_contents as queries
from db.secrets import secret
from resolvers.digests.digest import Tokens
from resolvers.tokens import hash_of

LETTERS = 26
"""Of base32: 130 bits, of which 128 are the token's."""


def tokens_of(mail_id: UUID) -> Tokens:
    """A mail's tokens: the same whenever it is sent again, known to nobody without the installation's secret."""
    return Tokens(*(_derived(purpose, mail_id.bytes) for purpose in (b"reply", b"mute", b"bounce")))


def thread_of(room_id: UUID, person_id: UUID) -> str:
    """What names one person's thread about one room, and says nothing about either."""
    return _derived(b"thread", room_id.bytes + person_id.bytes)


def hash_of_mailed(token: str) -> bytes:
    """Under what a mailed token is kept, however a relay wrote it."""
    return hash_of(token.lower())


async def revoke(room_id: UUID, person_ids: list[UUID], now: datetime) -> None:
    """End the right to answer by mail in a room, for good: who joins again gets new tokens with new mail."""
    await queries.revoke_tokens(room_id, person_ids, now)


def _derived(purpose: bytes, about: bytes) -> str:
    digest = hmac.digest(secret(), b"parlour digest " + purpose + b"\0" + about, hashlib.sha256)
    return b32encode(digest[:16]).decode().rstrip("=").lower()
