"""The statement by which a room's manager is alerted of a flood of mail once a day for each person."""

from datetime import date
from uuid import UUID

from db import sql
from db.sql import Row

FIRST_TODAY = """
WITH first AS (
    INSERT INTO flood_alert (workspace_id, room_id, person_id, day) VALUES ($1, $2, $3, $4)
    ON CONFLICT DO NOTHING RETURNING room_id
)
SELECT person.id, person.email
FROM first JOIN room ON room.id = first.room_id JOIN person ON person.id = room.manager_id
"""


async def first_today(workspace_id: UUID, room_id: UUID, person_id: UUID, day: date) -> Row | None:
    """Whom to alert of a person's flood of mail to a room; None where that was done this day."""
    return await sql.row(FIRST_TODAY, workspace_id, room_id, person_id, day)
