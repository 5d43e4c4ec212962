"""Statements about images and files: uploaded, sent, shown, processed, removed."""

from datetime import datetime
from uuid import UUID

from db import sql
from db.sql import Row

USED = """
SELECT coalesce(sum(size), 0)::bigint AS workspace,
    coalesce(sum(size) FILTER (WHERE owner_id = $2 AND message_id IS NULL), 0)::bigint AS unsent
FROM attachment WHERE workspace_id = $1
"""

INCOMING = """
SELECT a.id, a.size, a.checksum, a.storage_key
FROM attachment a JOIN person ON person.id = a.owner_id AND person.status = 'ACTIVE'
WHERE a.id = $1 AND a.state = 'UPLOADING' AND a.expires_at > $2
"""

UNSENT = "SELECT id, size, checksum, storage_key FROM attachment WHERE id = $1 AND message_id IS NULL"

RECEIVED = """
UPDATE attachment SET state = 'RECEIVED', received_at = $2 WHERE id = $1 AND state = 'UPLOADING' RETURNING id
"""

# Only the uploader's own, whole and unsent ones; what is not among them is refused by whoever counts.
ATTACH = """
UPDATE attachment SET message_id = $1, room_id = $2, place = asked.place
FROM unnest($3::uuid[]) WITH ORDINALITY AS asked (id, place)
WHERE attachment.id = asked.id AND attachment.owner_id = $4 AND attachment.message_id IS NULL
  AND attachment.purpose = 'MESSAGE' AND attachment.state IN ('RECEIVED', 'READY')
RETURNING attachment.id, attachment.size
"""

OWN = "SELECT id, state, refusal, message_id FROM attachment WHERE owner_id = $1 AND id = ANY($2::uuid[])"

SENT = """
SELECT a.*, coalesce(r.renditions, '[]') AS renditions
FROM attachment a
JOIN participation p ON p.room_id = a.room_id AND p.person_id = $1 AND p.left_at IS NULL
LEFT JOIN LATERAL (
    SELECT json_agg(json_build_array(name, media_type, width, height, size) ORDER BY width DESC, name) AS renditions
    FROM rendition WHERE attachment_id = a.id
) r ON true
WHERE %s
ORDER BY a.message_id, a.place
"""
OF_MESSAGES = SENT % "a.message_id = ANY($2::uuid[])"
OF_READER = SENT % "a.id = $2"

# Asked at every download, for the person and now. One answer for everything that is not theirs.
SERVED = """
SELECT a.file_name, a.kind, a.id,
    coalesce(r.storage_key, a.storage_key) AS storage_key,
    coalesce(r.media_type, a.media_type) AS media_type,
    coalesce(r.size, a.size) AS size
FROM attachment a
JOIN participation p ON p.room_id = a.room_id AND p.person_id = $2 AND p.left_at IS NULL
JOIN session s ON s.id = $3 AND s.person_id = p.person_id AND s.revoked_at IS NULL AND s.expires_at > $5
JOIN person ON person.id = p.person_id AND person.status = 'ACTIVE'
LEFT JOIN rendition r ON r.attachment_id = a.id AND r.name = $4
WHERE a.id = $1 AND a.state = 'READY' AND a.scan NOT IN ('PENDING', 'BLOCKED')
  AND (r.name IS NOT NULL) = (a.kind = 'IMAGE')
"""

CLAIM = """
UPDATE attachment SET claimed_until = $2, attempts = attempts + 1
WHERE id IN (
    SELECT id FROM attachment
    WHERE state = 'RECEIVED' AND (claimed_until IS NULL OR claimed_until < $1)
    ORDER BY received_at LIMIT $3 FOR UPDATE SKIP LOCKED)
RETURNING id, storage_key, file_name, size, checksum, attempts, purpose
"""

PLACE = "SELECT room_id, message_id FROM attachment WHERE id = $1"

# `room_id` as it was when the room was locked: who sends it meanwhile makes this match nothing, and we look again.
PROCESSED = """
UPDATE attachment SET state = $3, scan = $4, kind = $5, media_type = $6, width = $7, height = $8, is_animated = $9,
    placeholder = $10, refusal = $11, ready_at = $12, claimed_until = NULL,
    storage_key = coalesce($13, storage_key)
WHERE id = $1 AND state = 'RECEIVED' AND room_id IS NOT DISTINCT FROM $2
RETURNING id, message_id, storage_key
"""

ADD_RENDITIONS = """
INSERT INTO rendition (attachment_id, name, storage_key, media_type, width, height, size)
SELECT $1, * FROM unnest($2::text[], $3::text[], $4::text[], $5::integer[], $6::integer[], $7::bigint[])
"""

RESERVE = "INSERT INTO blob_removal (storage_key, due_at) SELECT unnest($1::text[]), $2 ON CONFLICT DO NOTHING"
KEEP = "DELETE FROM blob_removal WHERE storage_key = ANY($1::text[])"

# Rows go with the keys of their bytes written down: what is not referenced any more will be removed.
FORGET = """
WITH gone AS (
    SELECT id, storage_key FROM attachment WHERE %s FOR UPDATE
), renditions AS (
    DELETE FROM rendition WHERE attachment_id IN (SELECT id FROM gone) RETURNING storage_key
), queued AS (
    INSERT INTO blob_removal (storage_key, due_at)
    SELECT storage_key, $2::timestamptz FROM gone UNION SELECT storage_key, $2::timestamptz FROM renditions
    ON CONFLICT (storage_key) DO UPDATE SET due_at = excluded.due_at
)
SELECT id FROM gone
"""
FORGET_OF_MESSAGE = FORGET % "message_id = $1"
FORGET_UNUSED = FORGET % "message_id IS NULL AND expires_at < $1::timestamptz"
FORGET_ONE = FORGET % "id = $1 AND message_id IS NULL"
DROP = "DELETE FROM attachment WHERE id = ANY($1::uuid[])"

DUE_REMOVALS = "SELECT storage_key FROM blob_removal WHERE due_at <= $1 ORDER BY due_at LIMIT $2"
POSTPONE = "UPDATE blob_removal SET due_at = $2, attempts = attempts + 1 WHERE storage_key = $1"


async def used(workspace_id: UUID, person_id: UUID) -> Row:
    """Bytes that a firm has stored, and those of one person that are not sent yet."""
    found = await sql.row(USED, workspace_id, person_id)
    assert found is not None
    return found


async def incoming(attachment_id: UUID, now: datetime) -> Row | None:
    """An upload whose bytes may still come."""
    return await sql.row(INCOMING, attachment_id, now)


async def unsent(attachment_id: UUID) -> Row | None:
    """An upload that is no part of a message, whether its bytes have come or not."""
    return await sql.row(UNSENT, attachment_id)


async def received(attachment_id: UUID, now: datetime) -> bool:
    """All bytes are here; answers whether that was news."""
    return await sql.row(RECEIVED, attachment_id, now) is not None


async def attach(message_id: UUID, room_id: UUID, attachment_ids: list[UUID], owner_id: UUID) -> list[Row]:
    """Make uploads parts of a message; answers those that were fit for it."""
    return await sql.rows(ATTACH, message_id, room_id, attachment_ids, owner_id)


async def own(owner_id: UUID, attachment_ids: list[UUID]) -> list[Row]:
    """Where somebody's own uploads stand."""
    return await sql.rows(OWN, owner_id, attachment_ids)


async def of_messages(viewer_id: UUID, message_ids: list[UUID]) -> list[Row]:
    """The attachments of messages in rooms that the viewer takes part in, in their order."""
    return await sql.rows(OF_MESSAGES, viewer_id, message_ids)


async def of_reader(viewer_id: UUID, attachment_id: UUID) -> Row | None:
    """An attachment of a message in a room that the viewer takes part in."""
    return await sql.row(OF_READER, viewer_id, attachment_id)


async def served(
    attachment_id: UUID, person_id: UUID, session_id: UUID, rendition: str | None, now: datetime
) -> Row | None:
    """What may be sent to a person whose session is good, now."""
    return await sql.row(SERVED, attachment_id, person_id, session_id, rendition, now)


async def claim(now: datetime, until: datetime, limit: int) -> list[Row]:
    """Take received uploads for processing, for as long as the lease holds."""
    return await sql.rows(CLAIM, now, until, limit)


async def place(attachment_id: UUID) -> Row | None:
    """The room and message that an attachment is in by now."""
    return await sql.row(PLACE, attachment_id)


async def reserve(keys: list[str], due_at: datetime) -> None:
    """Write down keys before bytes are put under them, so that they go again unless they are kept."""
    await sql.execute(RESERVE, keys, due_at)


async def keep(keys: list[str]) -> None:
    """Keys that are referenced from now on."""
    await sql.execute(KEEP, keys)


async def forget_of_message(message_id: UUID, now: datetime) -> None:
    """Forget a deleted message's attachments, and have their bytes removed."""
    await _forget(FORGET_OF_MESSAGE, message_id, now)


async def forget_unused(now: datetime) -> int:
    """Forget uploads that nobody sent in time; answers how many."""
    return await _forget(FORGET_UNUSED, now, now)


async def forget_one(attachment_id: UUID, now: datetime) -> int:
    """Forget an upload that was not sent."""
    return await _forget(FORGET_ONE, attachment_id, now)


async def due_removals(now: datetime, limit: int) -> list[str]:
    """Keys whose bytes are to be removed."""
    return [row["storage_key"] for row in await sql.rows(DUE_REMOVALS, now, limit)]


async def postpone(key: str, due_at: datetime) -> None:
    """Try to remove a key's bytes again later."""
    await sql.execute(POSTPONE, key, due_at)


async def _forget(statement: str, which: UUID | datetime, now: datetime) -> int:
    gone = [row["id"] for row in await sql.rows(statement, which, now)]
    await sql.execute(DROP, gone)
    return len(gone)
