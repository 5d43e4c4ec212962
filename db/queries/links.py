"""Statements about the links of account mail."""

from datetime import datetime
from uuid import UUID

from db import sql
from db.queries.columns import person_columns, workspace_columns
from db.sql import Row
from db.vocabulary import LinkPurpose

ISSUE = """
INSERT INTO account_link (id, workspace_id, person_id, purpose, token_hash, created_at, expires_at, address_id)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
"""

# A link is alive only for somebody it can still help: to activate the invited, to let the active choose anew.
_ALIVE = """
    link.token_hash = $1 AND link.purpose = $2 AND link.used_at IS NULL AND link.expires_at > $3
    AND person.workspace_id = link.workspace_id AND person.id = link.person_id
    AND person.status = CASE link.purpose WHEN 'ACTIVATION' THEN 'INVITED' ELSE 'ACTIVE' END
"""

FIND = f"""
SELECT {person_columns("person", "")}, {workspace_columns("workspace", "workspace_")}
FROM account_link AS link, person, workspace
WHERE workspace.id = link.workspace_id AND {_ALIVE}
"""

USE = f"UPDATE account_link AS link SET used_at = $3 FROM person WHERE {_ALIVE} RETURNING link.person_id"

REVOKE = """
UPDATE account_link SET used_at = $4
WHERE workspace_id = $1 AND person_id = $2 AND purpose = ANY($3::text[]) AND used_at IS NULL
"""

FORGET_OLD = "DELETE FROM account_link WHERE expires_at < $1"


async def issue(
    link_id: UUID,
    workspace_id: UUID,
    person_id: UUID,
    purpose: LinkPurpose,
    token_hash: bytes,
    now: datetime,
    expires_at: datetime,
    address_id: UUID | None,
) -> None:
    """Insert a link; one to confirm an address names it."""
    await sql.execute(ISSUE, link_id, workspace_id, person_id, purpose.value, token_hash, now, expires_at, address_id)


async def find(token_hash: bytes, purpose: LinkPurpose, now: datetime) -> Row | None:
    """The person a live link is for; leaves the link alive."""
    return await sql.row(FIND, token_hash, purpose.value, now)


async def use(token_hash: bytes, purpose: LinkPurpose, now: datetime) -> UUID | None:
    """Use a link up; of many at once exactly one gets the person's id."""
    used = await sql.row(USE, token_hash, purpose.value, now)
    return used["person_id"] if used else None


async def revoke(workspace_id: UUID, person_id: UUID, purposes: list[LinkPurpose], now: datetime) -> None:
    """Use up every link of a person for these purposes."""
    await sql.execute(REVOKE, workspace_id, person_id, [purpose.value for purpose in purposes], now)


async def forget_older(than: datetime) -> int:
    """Drop links that expired before a time; answers how many."""
    return await sql.execute(FORGET_OLD, than)
