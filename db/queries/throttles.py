"""Statements that count attempts and hold back whoever makes too many."""

from datetime import datetime, timedelta

from db import sql

# Attempts counted under the row's lock, one after another, however many come at once. The wait doubles with each
# attempt beyond the free ones; an hour without one forgets them all.
COUNT = """
INSERT INTO throttle AS kept (key, failures, first_at, blocked_until) VALUES ($1, 1, $2, $2)
ON CONFLICT (key) DO UPDATE SET
    failures = CASE WHEN kept.blocked_until < $2 - $5::interval THEN 1 ELSE kept.failures + 1 END,
    first_at = CASE WHEN kept.blocked_until < $2 - $5::interval THEN $2 ELSE kept.first_at END,
    blocked_until = CASE
        WHEN kept.blocked_until < $2 - $5::interval OR kept.failures < $3 THEN greatest($2, kept.blocked_until)
        ELSE $2 + least($4::interval, interval '1 second' * 2 ^ least(kept.failures - $3 + 1, 20))
    END
WHERE kept.failures < $3 OR kept.blocked_until <= $2
RETURNING failures
"""

BLOCKED_UNTIL = "SELECT blocked_until FROM throttle WHERE key = $1"
TAKE_BACK = "UPDATE throttle SET failures = greatest(failures - 1, 0), blocked_until = $2 WHERE key = $1"
FORGET = "DELETE FROM throttle WHERE key = $1"
FORGET_OLD = "DELETE FROM throttle WHERE blocked_until < $1"


async def count(key: bytes, now: datetime, free: int, longest: timedelta, memory: timedelta) -> bool:
    """Count one attempt; answers False, and counts nothing, while the key is held back."""
    return await sql.row(COUNT, key, now, free, longest, memory) is not None


async def blocked_until(key: bytes) -> datetime | None:
    """Until when a key is held back."""
    found = await sql.row(BLOCKED_UNTIL, key)
    return found["blocked_until"] if found else None


async def take_back(key: bytes, now: datetime) -> None:
    """Uncount one attempt that turned out to be honest."""
    await sql.execute(TAKE_BACK, key, now)


async def forget(key: bytes) -> None:
    """Uncount all attempts of a key."""
    await sql.execute(FORGET, key)


async def forget_older(than: datetime) -> int:
    """Drop the keys that have not been held back since; answers how many."""
    return await sql.execute(FORGET_OLD, than)
