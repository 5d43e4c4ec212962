"""The statement that tells why people get no digests about rooms, when they get one, and what became of the last."""

from uuid import UUID

from db import sql
from db.sql import Row

# In the order of what has to be changed first before a mail comes. People invited to the room are asked about too.
# What is planned already has its time; else it is planned when the clock rings, for what `resolvers.digests.planning`
# would find.
REACHABILITY = """
SELECT room.id AS room_id, person.id AS person_id, newest.state, newest.reason AS last_reason, newest.done_at,
    sent.at AS mailed_at, planned.at AS planned_at, person.time_zone, person.quiet_from, person.quiet_until,
    CASE WHEN news.here THEN room.digest_due_at END AS rings_at,
    p.mailed_at + make_interval(mins => w.digest_after_minutes) AS not_before,
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
FROM unnest($2::uuid[], $3::uuid[]) AS asked (room_id, person_id)
JOIN room ON room.id = asked.room_id
JOIN workspace w ON w.id = room.workspace_id
JOIN participation own ON own.room_id = room.id AND own.person_id = $1 AND own.left_at IS NULL
JOIN person ON person.workspace_id = room.workspace_id AND person.id = asked.person_id
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
LEFT JOIN LATERAL (
    SELECT min(d.due_at) AS at FROM digest_mail d
    WHERE d.room_id = room.id AND d.person_id = person.id AND d.state IN ('PLANNED', 'SENDING')
) planned ON true
CROSS JOIN LATERAL (
    SELECT EXISTS (
        SELECT 1 FROM message m
        WHERE m.room_id = room.id AND m.position > greatest(p.mailed_position, p.read_position)
          AND m.author_id <> person.id AND m.deleted_at IS NULL) AS here
) news
"""


async def reachability(viewer_id: UUID, room_ids: list[UUID], person_ids: list[UUID]) -> list[Row]:
    """How people stand to mail about rooms, pair by pair, for somebody who takes part in those rooms."""
    return await sql.rows(REACHABILITY, viewer_id, room_ids, person_ids)
