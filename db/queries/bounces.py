"""Statements about addresses that mail does not reach."""

from datetime import datetime
from uuid import UUID

from db import sql
from db.sql import Row
from db.vocabulary import BounceKind

FIND_MAIL = """
SELECT d.id, person.email FROM digest_mail d JOIN person ON person.id = d.person_id WHERE d.bounce_hash = $1
"""

RECORD = """
INSERT INTO mail_bounce (id, workspace_id, person_id, digest_id, address, kind, status, occurred_at)
SELECT $1, workspace_id, person_id, id, $3, $4, $5, $6 FROM digest_mail WHERE id = $2
RETURNING workspace_id
"""

# Counted since the address was last given another chance.
COUNTS = """
SELECT count(*) FILTER (WHERE kind = 'PERMANENT' AND occurred_at > $3) AS permanent,
    count(*) FILTER (WHERE kind = 'TRANSIENT' AND occurred_at > $4) AS transient
FROM mail_bounce WHERE workspace_id = $1 AND lower(address) = lower($2)
"""

SUPPRESS = """
INSERT INTO mail_suppression (workspace_id, address, kind, status, since) VALUES ($1, lower($2), $3, $4, $5)
ON CONFLICT (workspace_id, address) DO UPDATE SET kind = excluded.kind, status = excluded.status
    WHERE excluded.kind = 'COMPLAINT'
"""

LIFT = "DELETE FROM mail_suppression WHERE workspace_id = $1 AND address = lower($2)"
FORGIVE = "DELETE FROM mail_bounce WHERE workspace_id = $1 AND lower(address) = lower($2)"


async def of_token(token_hash: bytes) -> Row | None:
    """The mail that a bounce address belongs to, and where it went."""
    return await sql.row(FIND_MAIL, token_hash)


async def record(
    bounce_id: UUID, digest_id: UUID, address: str, kind: BounceKind, status: str, now: datetime
) -> UUID | None:
    """Keep a bounce; answers the firm of the mail."""
    found = await sql.row(RECORD, bounce_id, digest_id, address, kind.value, status, now)
    return found["workspace_id"] if found else None


async def counts(workspace_id: UUID, address: str, permanent_since: datetime, transient_since: datetime) -> Row:
    """How often mail to an address came back since."""
    found = await sql.row(COUNTS, workspace_id, address, permanent_since, transient_since)
    assert found is not None
    return found


async def suppress(workspace_id: UUID, address: str, kind: BounceKind, status: str, now: datetime) -> None:
    """Send no more digests to an address."""
    await sql.execute(SUPPRESS, workspace_id, address, kind.value, status, now)


async def lift(workspace_id: UUID, address: str) -> None:
    """Give an address another chance, its bounces forgotten."""
    await sql.execute(LIFT, workspace_id, address)
    await sql.execute(FORGIVE, workspace_id, address)
