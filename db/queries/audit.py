"""Statements about what is kept of who did what."""

from datetime import datetime
from uuid import UUID, uuid4

from db import sql
from db.vocabulary import AuditAction

RECORD_UNLESS_SINCE = """
INSERT INTO audit_entry (id, workspace_id, actor_id, action, room_id, person_id, occurred_at)
SELECT $1::uuid, $2::uuid, $3::uuid, $4::varchar, $5::uuid, $6::uuid, $7::timestamptz
WHERE NOT EXISTS (
    SELECT FROM audit_entry
    WHERE workspace_id = $2 AND occurred_at > $8 AND actor_id = $3 AND action = $4 AND room_id = $5 AND person_id = $6)
"""


async def record_unless_since(
    actor: tuple[UUID, UUID], action: AuditAction, room_id: UUID, person_id: UUID, now: datetime, since: datetime
) -> None:
    """Write an entry, unless the same was written after `since`. `actor`: a workspace, and somebody of it."""
    await sql.execute(RECORD_UNLESS_SINCE, uuid4(), *actor, action, room_id, person_id, now, since)
