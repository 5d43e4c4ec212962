"""The statement that keeps by which id a person's own answer is known in their mail program."""

from uuid import UUID

from db import sql

# Not of what the team took for theirs, and only from an address of theirs: no id of somebody else's mail is ever told.
KEEP = """
UPDATE inbound_mail m SET own_id = $2 FROM person
WHERE m.id = $1 AND m.decided_by_id IS NULL AND person.id = m.person_id AND (
    lower(person.email) = lower($3) OR EXISTS (
        SELECT 1 FROM person_address a
        WHERE a.person_id = person.id AND a.confirmed_at IS NOT NULL AND lower(a.address) = lower($3)))
"""


async def keep(mail_id: UUID, message_id: str, from_address: str) -> None:
    """Keep the Message-ID of an answer that its person mailed; nothing where somebody else may have."""
    await sql.execute(KEEP, mail_id, message_id, from_address)
