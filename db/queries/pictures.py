"""Statements about pictures by their hashes: those that we mailed, and small ones that people's programs add."""

from datetime import datetime
from uuid import UUID

from db import sql
from db.sql import Row

MAILED = """
INSERT INTO digest_picture (digest_id, sha256)
SELECT * FROM unnest($1::uuid[], $2::bytea[])
ON CONFLICT DO NOTHING
"""

# Only what the same person was mailed about the same room: what others were mailed must not be told by an answer.
KNOWN = """
SELECT asked.sha256,
    EXISTS (
        SELECT 1 FROM digest_picture p JOIN digest_mail d ON d.id = p.digest_id
        WHERE p.sha256 = asked.sha256 AND d.room_id = $2 AND d.person_id = $3) AS is_ours,
    EXISTS (
        SELECT 1 FROM sender_picture s
        WHERE s.sha256 = asked.sha256 AND s.person_id = $3 AND s.message_key <> $4) AS is_repeated
FROM unnest($1::bytea[]) AS asked (sha256)
"""

REMEMBER = """
INSERT INTO sender_picture (workspace_id, person_id, sha256, message_key, seen_at)
SELECT $1, $2, asked.sha256, $4, $5 FROM unnest($3::bytea[]) AS asked (sha256)
ON CONFLICT (person_id, sha256) DO UPDATE SET seen_at = excluded.seen_at
"""

FORGET = "DELETE FROM sender_picture WHERE seen_at < $1"


async def mailed(pictures: list[tuple[UUID, bytes]]) -> None:
    """Say which mails carry which pictures, by their SHA-256."""
    ids, hashes = (list(column) for column in zip(*pictures, strict=True))
    await sql.execute(MAILED, ids, hashes)


async def known(hashes: list[bytes], room_id: UUID, person_id: UUID, message_key: str) -> list[Row]:
    """Of each picture, whether we mailed it to this person about this room, and whether another answer had it."""
    return await sql.rows(KNOWN, hashes, room_id, person_id, message_key)


async def remember(workspace_id: UUID, person_id: UUID, hashes: list[bytes], message_key: str, now: datetime) -> None:
    """Say that a person's answer had these pictures."""
    await sql.execute(REMEMBER, workspace_id, person_id, hashes, message_key, now)


async def forget_older(than: datetime) -> int:
    """Drop what has come with no answer since a time; answers how many."""
    return await sql.execute(FORGET, than)
