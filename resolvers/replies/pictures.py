"""Pictures of an answer that are not what its author sent: our own come back, and those that come with every mail."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from db.queries import pictures as queries
from resolvers.replies.answers import Answer, Bound

KEPT = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class Known:
    """SHA-256 of pictures that we mailed to the person, and of those that another answer of theirs had."""

    ours: frozenset[bytes]
    repeated: frozenset[bytes]


async def known_of(bound: Bound, hashes: Sequence[bytes], message_key: str) -> Known:
    """Which of these pictures are known, other than by deliveries of the same mail."""
    rows = await queries.known(list(hashes), bound.room_id, bound.person_id, message_key) if hashes else []
    return Known(
        ours=frozenset(bytes(row["sha256"]) for row in rows if row["is_ours"]),
        repeated=frozenset(bytes(row["sha256"]) for row in rows if row["is_repeated"]),
    )


async def remember(answer: Answer, now: datetime) -> None:
    """Keep what came with an answer that was posted: in a later one it is a logo."""
    bound = answer.bound
    if answer.small_pictures:
        hashes = list(answer.small_pictures)
        await queries.remember(bound.workspace_id, bound.person_id, hashes, answer.message_key, now)


async def forget_old(now: datetime) -> int:
    """Drop logos that nobody's answers have had for more than a year; answers how many."""
    return await queries.forget_older(now - KEPT)
