"""Statements that read what claimed digests are composed from, each for many mails at once."""

from datetime import datetime
from uuid import UUID

from db import sql
from db.queries import messages, rooms
from db.sql import Row

# The newest of what one person has not read, in the order of the room. What somebody wrote is never news to them.
UNREAD = """
    m.room_id = d.room_id AND m.position > greatest(d.from_position, p.read_position) AND m.position <= d.to_position
    AND m.author_id <> d.person_id AND m.deleted_at IS NULL
"""

# Told in this order, so that a reason that lasts comes before one that passes.
STANDING = f"""
SELECT d.id AS digest_id, {rooms.COLUMNS}, w.name AS workspace_name, w.accent_color, w.text_in_mail, w.images_in_mail,
    reader.role AS reader_role, reader.is_administrator AS reader_is_administrator, reader.email AS reader_email,
    reader.locale AS reader_locale, reader.time_zone AS reader_time_zone,
    reader.quiet_from AS reader_quiet_from, reader.quiet_until AS reader_quiet_until,
    p.id AS participation_id, p.read_position, unread.count AS unread_count, earlier.ids AS earlier_ids,
    CASE
        WHEN reader.status <> 'ACTIVE' THEN 'DEACTIVATED'
        WHEN p.id IS NULL THEN 'REMOVED'
        WHEN EXISTS (SELECT 1 FROM mail_suppression s
            WHERE s.workspace_id = d.workspace_id AND s.address = lower(reader.email)) THEN 'BOUNCING'
        WHEN reader.email_muted_at IS NOT NULL THEN 'MUTED_ALL'
        WHEN p.muted_at IS NOT NULL THEN 'MUTED_ROOM'
        WHEN r.archived_at IS NOT NULL THEN 'ARCHIVED'
        WHEN p.read_position >= d.to_position THEN 'READ'
        WHEN unread.count = 0 THEN 'DELETED'
    END AS reason
FROM digest_mail d
JOIN {rooms.SOURCE} ON r.id = d.room_id
JOIN workspace w ON w.id = d.workspace_id
JOIN person reader ON reader.id = d.person_id
LEFT JOIN participation p ON p.room_id = d.room_id AND p.person_id = d.person_id AND p.left_at IS NULL
CROSS JOIN LATERAL (SELECT count(*) FROM message m WHERE {UNREAD}) unread
CROSS JOIN LATERAL (
    SELECT array_agg(message_id ORDER BY at, message_id) AS ids FROM (
        SELECT message_id, at FROM (
            (SELECT message_id, done_at AS at FROM digest_mail before
            WHERE before.room_id = d.room_id AND before.person_id = d.person_id AND before.state = 'SENT'
            ORDER BY done_at DESC, message_id DESC LIMIT 5)
            UNION ALL
            (SELECT own_id, received_at FROM inbound_mail answer
            WHERE answer.room_id = d.room_id AND answer.person_id = d.person_id AND answer.own_id IS NOT NULL
            ORDER BY received_at DESC, own_id DESC LIMIT 5)
        ) either ORDER BY at DESC, message_id DESC LIMIT 5) newest
) earlier
WHERE d.id = ANY($1::uuid[])
"""

MESSAGES = f"""
SELECT d.id AS digest_id, {messages.COLUMNS}
FROM digest_mail d
JOIN participation p ON p.room_id = d.room_id AND p.person_id = d.person_id AND p.left_at IS NULL
CROSS JOIN LATERAL (SELECT * FROM message m WHERE {UNREAD} ORDER BY m.position DESC LIMIT $2) m
{messages.JOINS}
WHERE d.id = ANY($1::uuid[])
ORDER BY d.id, m.position
"""

ATTACHMENTS = """
SELECT a.*, coalesce(r.renditions, '[]') AS renditions, small.storage_key AS small_key,
    small.media_type AS small_type, small.width AS small_width, small.height AS small_height, small.size AS small_size
FROM attachment a
LEFT JOIN LATERAL (
    SELECT json_agg(json_build_array(name, media_type, width, height, size) ORDER BY width DESC, name) AS renditions
    FROM rendition WHERE attachment_id = a.id
) r ON true
LEFT JOIN rendition small ON small.attachment_id = a.id AND small.name = 'THUMBNAIL'
WHERE a.message_id = ANY($1::uuid[])
ORDER BY a.message_id, a.place
"""

# A mail that is sent again keeps its tokens.
TOKENS = """
WITH asked AS (
    SELECT * FROM unnest($1::uuid[], $2::bytea[], $3::bytea[], $4::bytea[]) AS token (id, reply, mute, bounce)
), kept AS (
    UPDATE digest_mail d SET mute_hash = asked.mute, bounce_hash = asked.bounce FROM asked WHERE d.id = asked.id
)
INSERT INTO reply_token (hash, workspace_id, digest_id, room_id, person_id, created_at, expires_at)
SELECT asked.reply, d.workspace_id, d.id, d.room_id, d.person_id, $5, $6
FROM asked JOIN digest_mail d ON d.id = asked.id WHERE asked.reply IS NOT NULL
ON CONFLICT (digest_id) DO NOTHING
"""

REVOKE = """
UPDATE reply_token SET revoked_at = $3
WHERE room_id = $1 AND person_id = ANY($2::uuid[]) AND revoked_at IS NULL
"""


async def standing(mail_ids: list[UUID]) -> list[Row]:
    """Each mail's room and reader as they are now, and why the mail is no longer needed, if so."""
    return await sql.rows(STANDING, mail_ids)


async def unread_messages(mail_ids: list[UUID], most: int) -> list[Row]:
    """What each mail is about: at most so many messages, the newest, oldest first."""
    return await sql.rows(MESSAGES, mail_ids, most)


async def attachments(message_ids: list[UUID]) -> list[Row]:
    """Images and files of messages, with where an image's smallest form is."""
    return await sql.rows(ATTACHMENTS, message_ids)


async def keep_tokens(
    hashes: list[tuple[UUID, bytes | None, bytes, bytes]], now: datetime, expires_at: datetime
) -> None:
    """Keep hashes of each mail's tokens for answering, muting and bouncing."""
    ids, replies, mutes, bounces = (list(column) for column in zip(*hashes, strict=True))
    await sql.execute(TOKENS, ids, replies, mutes, bounces, now, expires_at)


async def revoke_tokens(room_id: UUID, person_ids: list[UUID], now: datetime) -> None:
    """End the right to answer by mails that went out before."""
    await sql.execute(REVOKE, room_id, person_ids, now)
