"""Mails that the mail doctor sends to itself: known by a random token for a quarter of an hour, told when they come.

What is kept is in Redis and over soon: a token's hash, and what was seen of the mail that carried it. Nobody who does
not know a token can have an arrival told.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any

import structlog
from redis.exceptions import RedisError

from db import redis
from db.vocabulary import MailSource

LIFE = timedelta(minutes=15)
REFUSED = "mail-trial:refused"
log = structlog.get_logger()


class Came(StrEnum):
    """As what a mail of the doctor came in."""

    AS_SENT = "AS_SENT"
    WITHOUT_TOKEN = "WITHOUT_TOKEN"  # noqa: S105  the address lost it on the way
    BOUNCED = "BOUNCED"


@dataclass(frozen=True, slots=True)
class Heard:
    """What was seen of a mail of the doctor: by which way it came, to whom, and where an answer to it would go."""

    came: Came
    source: MailSource
    recipients: tuple[str, ...]
    reply_to: str
    said: str


async def expect(token_hash: bytes) -> None:
    """Say that a mail with this token will come. Raises RedisError."""
    await redis.client().set(_key(token_hash), 1, ex=LIFE)


async def expected(token_hashes: Sequence[bytes]) -> bytes | None:
    """The first of the tokens that a mail of the doctor carries; None where none does, or Redis is away."""
    if not token_hashes:
        return None
    try:
        found = await redis.client().mget([_key(each) for each in token_hashes])
    except (RedisError, OSError) as error:
        log.warning("trials not looked up", kind=type(error).__name__)
        return None
    return next((each for each, value in zip(token_hashes, found, strict=True) if value is not None), None)


async def tell(token_hash: bytes, heard: Heard) -> None:
    """Say that it came. Raises RedisError: then it has to be told again."""
    async with redis.client().pipeline() as pipe:
        pipe.rpush(_heard(token_hash), json.dumps(asdict(heard)))
        pipe.expire(_heard(token_hash), LIFE)
        await pipe.execute()


async def hear(token_hash: bytes, seconds: int) -> Heard | None:
    """Wait so long for it to come. Raises RedisError."""
    client: Any = redis.client()  # its types tell of both clients, asynchronous and not
    found = await client.blpop(_heard(token_hash), timeout=seconds)
    if found is None:
        return None
    told = json.loads(found[1])
    recipients = tuple(told["recipients"])
    return Heard(Came(told["came"]), MailSource(told["source"]), recipients, told["reply_to"], told["said"])


async def note_refused(address: str) -> None:
    """Remember for a while an address that came without its token; only the doctor looks at it."""
    try:
        await redis.client().set(REFUSED, address[:320], ex=LIFE)
    except (RedisError, OSError) as error:
        log.warning("refused address not noted", kind=type(error).__name__)


async def forget_refused() -> None:
    """Begin anew. Raises RedisError."""
    await redis.client().delete(REFUSED)


async def last_refused() -> str | None:
    """The address that came without its token last. Raises RedisError."""
    found = await redis.client().get(REFUSED)
    return found.decode(errors="replace") if found else None


def _key(token_hash: bytes) -> str:
    return f"mail-trial:{token_hash.hex()}"


def _heard(token_hash: bytes) -> str:
    return f"mail-trial:{token_hash.hex()}:heard"
