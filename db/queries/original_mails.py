"""Statements about mails as they came: shown beside their messages, opened, forgotten after a while."""

from datetime import datetime
from uuid import UUID

from db import sql
from db.sql import Row

OF_MESSAGES = """
SELECT m.id, m.message_id, m.is_verified, m.whole_text, m.from_address, m.subject, m.received_at, m.file_names,
    m.raw_removed_at
FROM inbound_mail m
JOIN message ON message.id = m.message_id AND message.deleted_at IS NULL
JOIN participation p ON p.room_id = m.room_id AND p.person_id = $1 AND p.left_at IS NULL
WHERE m.message_id = ANY($2::uuid[])
"""

# Asked at every download, for the person and now: the team of the room, and for mails that are held also
# administrators. One answer for everything else. A deleted message's mail is forgotten as it is deleted.
SERVED = """
SELECT m.storage_key, m.size, m.room_id, m.person_id, m.message_id
FROM inbound_mail m
JOIN person viewer ON viewer.id = $2 AND viewer.workspace_id = m.workspace_id AND viewer.status = 'ACTIVE'
LEFT JOIN participation p ON p.room_id = m.room_id AND p.person_id = viewer.id AND p.left_at IS NULL
WHERE m.id = $1 AND m.raw_removed_at IS NULL AND (
    (m.state = 'LOGGED' AND p.id IS NOT NULL)
    OR (m.state = 'HELD' AND (p.id IS NOT NULL OR viewer.is_administrator)))
"""

# What deliveries are known by stays, so that nothing rises again.
_FORGET = """
WITH gone AS (
    UPDATE inbound_mail SET raw_removed_at = $2, %s
    WHERE %s
    RETURNING storage_key
)
INSERT INTO blob_removal (storage_key, due_at) SELECT storage_key, $2::timestamptz FROM gone
ON CONFLICT (storage_key) DO UPDATE SET due_at = excluded.due_at
RETURNING storage_key
"""
_WORDS = "body = NULL, whole_text = NULL, subject = NULL, from_name = NULL, file_names = '{}'"
FORGET_OF_MESSAGE = _FORGET % (_WORDS, "message_id = $1")
_OLD = "state %s AND processed_at < $1 AND raw_removed_at IS NULL"
FORGET_OLD_LOGGED = _FORGET % ("body = NULL", _OLD % "= 'LOGGED'")
FORGET_OLD_OTHERS = _FORGET % (_WORDS, _OLD % "NOT IN ('STORED', 'HELD', 'LOGGED')")


async def of_messages(viewer_id: UUID, message_ids: list[UUID]) -> list[Row]:
    """The mails that messages came by, in rooms that the viewer takes part in."""
    return await sql.rows(OF_MESSAGES, viewer_id, message_ids)


async def served(mail_id: UUID, viewer_id: UUID) -> Row | None:
    """Where the bytes of a mail are that somebody may open now, and whose answer it is in which room."""
    return await sql.row(SERVED, mail_id, viewer_id)


async def forget_of_message(message_id: UUID, now: datetime) -> None:
    """Forget what a deleted message's mail said, and have its bytes removed."""
    await sql.rows(FORGET_OF_MESSAGE, message_id, now)


async def forget_older(than: datetime, now: datetime) -> int:
    """Have the bytes of mails removed that were decided before a time; answers how many."""
    logged = await sql.rows(FORGET_OLD_LOGGED, than, now)
    return len(logged) + len(await sql.rows(FORGET_OLD_OTHERS, than, now))
