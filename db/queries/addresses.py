"""Statements about people's further addresses: added, confirmed by a mail to them, removed."""

from datetime import datetime
from uuid import UUID

from db import sql
from db.sql import Row

# Two people's claims to one address, by confirmation or by invitation, are decided one after the other.
LOCK = "SELECT pg_advisory_xact_lock(hashtextextended($1 || lower($2), 0))"

OF_PERSON = """
SELECT id, address, added_at, confirmed_at FROM person_address WHERE workspace_id = $1 AND person_id = $2
ORDER BY added_at, id
"""

ADD = """
INSERT INTO person_address (id, workspace_id, person_id, address, added_at) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (person_id, lower(address)) DO NOTHING
"""

REMOVE = "DELETE FROM person_address WHERE workspace_id = $1 AND person_id = $2 AND id = $3 RETURNING confirmed_at"

UNCONFIRMED = """
SELECT id FROM person_address WHERE person_id = $1 AND lower(address) = lower($2) AND confirmed_at IS NULL FOR UPDATE
"""

OF_LINK = """
SELECT a.id, a.workspace_id, a.person_id, a.address
FROM account_link link JOIN person_address a ON a.id = link.address_id
WHERE link.token_hash = $1
"""

SIGNED_IN_WITH = "SELECT 1 FROM person WHERE workspace_id = $1 AND lower(email) = lower($2)"
CONFIRMED = """
SELECT 1 FROM person_address WHERE workspace_id = $1 AND lower(address) = lower($2) AND confirmed_at IS NOT NULL
"""

CONFIRM = "UPDATE person_address SET confirmed_at = $2 WHERE id = $1 AND confirmed_at IS NULL"


async def lock(workspace_id: UUID, address: str) -> None:
    """Let nobody else claim an address until the transaction ends."""
    await sql.rows(LOCK, workspace_id.hex, address)


async def of_person(workspace_id: UUID, person_id: UUID) -> list[Row]:
    """A person's further addresses, the first added first."""
    return await sql.rows(OF_PERSON, workspace_id, person_id)


async def add(address_id: UUID, workspace_id: UUID, person_id: UUID, address: str, now: datetime) -> None:
    """Insert an address that has to be confirmed; one that the person has added already stays as it is."""
    await sql.execute(ADD, address_id, workspace_id, person_id, address, now)


async def remove(workspace_id: UUID, person_id: UUID, address_id: UUID) -> Row | None:
    """Delete a person's address with its links; None where it is not theirs."""
    return await sql.row(REMOVE, workspace_id, person_id, address_id)


async def find_unconfirmed(person_id: UUID, address: str) -> UUID | None:
    """A person's address that waits to be confirmed, its row held."""
    found = await sql.row(UNCONFIRMED, person_id, address)
    return found["id"] if found else None


async def of_link(token_hash: bytes) -> Row | None:
    """The address that a link was mailed to, used or not."""
    return await sql.row(OF_LINK, token_hash)


async def is_taken(workspace_id: UUID, address: str) -> bool:
    """Whether somebody signs in with an address, or has confirmed it."""
    found = await sql.row(SIGNED_IN_WITH, workspace_id, address)
    return found is not None or await is_confirmed(workspace_id, address)


async def is_confirmed(workspace_id: UUID, address: str) -> bool:
    """Whether it is somebody's further address."""
    return await sql.row(CONFIRMED, workspace_id, address) is not None


async def confirm(address_id: UUID, now: datetime) -> None:
    """From now on the address is its person's."""
    await sql.execute(CONFIRM, address_id, now)
