"""The statement that tells why somebody gets no digest about a room, and what became of the last one."""

from uuid import UUID

from db import sql
from db.sql import Row

# In the order of what has to be changed first before a mail comes. People invited to the room are asked about too.
REACHABILITY = """
SELECT person.id AS person_id, newest.state, newest.reason AS last_reason, newest.done_at, sent.at AS mailed_at,
    CASE
        WHEN person.status = 'INVITED' THEN 'NOT_ACTIVATED'
        WHEN person.status = 'DEACTIVATED' THEN 'DEACTIVATED'
        WHEN p.id IS NULL THEN 'REMOVED'
        WHEN EXISTS (SELECT 1 FROM mail_suppression s
            WHERE s.workspace_id = person.workspace_id AND s.address = lower(person.email)) THEN 'BOUNCING'
        WHEN person.email_muted_at IS NOT NULL THEN 'MUTED_ALL'
        WHEN p.muted_at IS NOT NULL THEN 'MUTED_ROOM'
        WHEN room.archived_at IS NOT NULL THEN 'ARCHIVED'
        WHEN p.read_position >= room.last_position THEN 'READ'
    END AS reason
FROM room
JOIN participation own ON own.room_id = room.id AND own.person_id = $1 AND own.left_at IS NULL
JOIN person ON person.workspace_id = room.workspace_id AND person.id = ANY($3::uuid[])
LEFT JOIN participation p ON p.room_id = room.id AND p.person_id = person.id AND p.left_at IS NULL
LEFT JOIN LATERAL (
    SELECT state, reason, done_at FROM digest_mail d
    WHERE d.workspace_id = room.workspace_id AND d.person_id = person.id AND d.room_id = room.id
    ORDER BY d.created_at DESC LIMIT 1
) newest ON true
LEFT JOIN LATERAL (
    SELECT max(d.done_at) AS at FROM digest_mail d
    WHERE d.room_id = room.id AND d.person_id = person.id AND d.state = 'SENT'
) sent ON true
WHERE room.id = $2
"""


async def reachability(viewer_id: UUID, room_id: UUID, person_ids: list[UUID]) -> list[Row]:
    """How these people stand to mail about a room, for somebody who takes part in it."""
    return await sql.rows(REACHABILITY, viewer_id, room_id, person_ids)
