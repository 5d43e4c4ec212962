"""The statement that finds out whose mail is to stop."""

from db import sql
from db.sql import Row

# The room's name goes with the person's part in it: whoever was removed learns nothing more of the room.
HOLDER = """
SELECT d.id AS mail_id, d.workspace_id, d.person_id, d.room_id, person.role, person.is_administrator, person.email,
    person.locale, person.email_muted_at, w.name AS workspace_name, p.muted_at,
    CASE WHEN p.id IS NOT NULL THEN r.name END AS room_name
FROM digest_mail d
JOIN person ON person.id = d.person_id AND person.status = 'ACTIVE'
JOIN workspace w ON w.id = d.workspace_id
JOIN room r ON r.id = d.room_id
LEFT JOIN participation p ON p.room_id = d.room_id AND p.person_id = d.person_id AND p.left_at IS NULL
WHERE d.mute_hash = $1
"""


async def holder(token_hash: bytes) -> Row | None:
    """The reader of the mail that a token was in."""
    return await sql.row(HOLDER, token_hash)
