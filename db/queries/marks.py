"""Statements about what people have read and muted."""

from datetime import datetime
from uuid import UUID

from db import sql
from db.queries.columns import person_columns
from db.sql import Row

# Forward only, and never past the newest message.
MOVE = """
UPDATE participation p SET read_position = $3, read_at = $4 FROM room r
WHERE p.room_id = $1 AND p.person_id = $2 AND p.left_at IS NULL
  AND r.id = p.room_id AND p.read_position < $3 AND $3 <= r.last_position
RETURNING p.person_id
"""

LOG = "INSERT INTO read_log (room_id, person_id, position, read_at) VALUES ($1, $2, $3, $4)"

MUTE = """
UPDATE participation SET muted_at = $3
WHERE room_id = $1 AND person_id = $2 AND left_at IS NULL AND (muted_at IS NULL) = ($3::timestamptz IS NOT NULL)
RETURNING person_id
"""

# The first mark at or past a message is when its reader read it; who joined later never had it unread.
RECEIPTS = f"""
SELECT m.id AS message_id, reader.read_at, {person_columns("person", "person_")}
FROM message m
JOIN participation own ON own.room_id = m.room_id AND own.person_id = $1 AND own.left_at IS NULL
CROSS JOIN LATERAL (
    SELECT log.person_id, min(log.read_at) AS read_at
    FROM read_log log
    JOIN participation p ON p.room_id = log.room_id AND p.person_id = log.person_id AND p.left_at IS NULL
    WHERE log.room_id = m.room_id AND log.position >= m.position AND log.person_id <> m.author_id
      AND p.joined_position < m.position
    GROUP BY log.person_id
    HAVING $3::timestamptz IS NULL OR (min(log.read_at), log.person_id) > ($3, $4::uuid)
    ORDER BY min(log.read_at), log.person_id LIMIT $5
) reader
JOIN person ON person.id = reader.person_id
WHERE m.id = ANY($2::uuid[])
ORDER BY m.id, reader.read_at, reader.person_id
"""


# A mail holds what its reader had not read when it was composed: clients' marks tell for each message.
MAILED = """
SELECT m.id AS message_id, count(DISTINCT d.person_id) AS clients
FROM message m
JOIN participation own ON own.room_id = m.room_id AND own.person_id = $1 AND own.left_at IS NULL
JOIN digest_mail d ON d.room_id = m.room_id AND d.state = 'SENT' AND d.person_id <> m.author_id
    AND d.from_position < m.position AND m.position <= d.to_position
JOIN person ON person.id = d.person_id AND person.role = 'CLIENT'
WHERE m.id = ANY($2::uuid[]) AND NOT EXISTS (
    SELECT FROM read_log log
    WHERE log.room_id = d.room_id AND log.person_id = d.person_id AND log.position >= m.position
      AND log.read_at < d.begun_at)
GROUP BY m.id
"""


async def move_read_mark(room_id: UUID, person_id: UUID, position: int, now: datetime) -> bool:
    """Move the mark forward to an existing message; answers whether it moved."""
    return await sql.row(MOVE, room_id, person_id, position, now) is not None


async def log_reading(room_id: UUID, person_id: UUID, position: int, now: datetime) -> None:
    """Keep when a client's mark came to this position."""
    await sql.execute(LOG, room_id, person_id, position, now)


async def set_muted(room_id: UUID, person_id: UUID, muted_at: datetime | None) -> bool:
    """Mute or unmute one room for one person; answers whether that changed anything."""
    return await sql.row(MUTE, room_id, person_id, muted_at) is not None


async def receipts(
    viewer_id: UUID, message_ids: list[UUID], after: tuple[datetime, UUID] | None, limit: int
) -> list[Row]:
    """Which clients have read each message, the earliest first, in one statement for all messages."""
    read_at, person_id = after or (None, None)
    return await sql.rows(RECEIPTS, viewer_id, message_ids, read_at, person_id, limit)


async def mailed(viewer_id: UUID, message_ids: list[UUID]) -> list[Row]:
    """To how many clients each message was mailed, for those that were to any."""
    return await sql.rows(MAILED, viewer_id, message_ids)
