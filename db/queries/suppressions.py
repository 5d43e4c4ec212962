"""Statements about addresses that get no digests, and whose they are."""

from uuid import UUID

from db import sql
from db.sql import Row

OF_PEOPLE = """
SELECT person.id AS person_id, person.status, person.email_muted_at, s.address, s.kind, s.status AS said, s.since
FROM person
LEFT JOIN mail_suppression s ON s.workspace_id = person.workspace_id AND s.address = lower(person.email)
WHERE person.workspace_id = $1 AND person.id = ANY($2::uuid[])
"""

LOCK = """
SELECT person.email, s.kind FROM person
LEFT JOIN mail_suppression s ON s.workspace_id = person.workspace_id AND s.address = lower(person.email)
WHERE person.workspace_id = $1 AND person.id = $2 FOR NO KEY UPDATE OF person
"""


async def of_people(workspace_id: UUID, person_ids: list[UUID]) -> list[Row]:
    """How these people stand to mail of whatever room."""
    return await sql.rows(OF_PEOPLE, workspace_id, person_ids)


async def locked(workspace_id: UUID, person_id: UUID) -> Row | None:
    """A person's address and why it is given up, if it is; the person's row held."""
    return await sql.row(LOCK, workspace_id, person_id)
