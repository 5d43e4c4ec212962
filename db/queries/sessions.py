"""Statements about sessions: the one that every request runs, and the ones that begin and end them."""

from datetime import datetime, timedelta
from uuid import UUID

from db import sql
from db.sql import Row
from db.vocabulary import SessionKind

# On every request, so one statement. Whoever was seen within the last minute is not written down again.
LIVE = """
WITH live AS (
    SELECT session.id AS session_id, session.last_used_at,
        person.id, person.workspace_id, person.role, person.is_administrator
    FROM session JOIN person ON person.workspace_id = session.workspace_id AND person.id = session.person_id
    WHERE session.token_hash = $1 AND session.revoked_at IS NULL AND session.expires_at > $2
        AND person.status = 'ACTIVE'
), seen AS (
    UPDATE session SET last_used_at = $2, expires_at = $2 + $3::interval FROM live
    WHERE session.id = live.session_id AND live.last_used_at < $2 - interval '1 minute'
        AND session.last_used_at < $2 - interval '1 minute'
)
SELECT session_id, id, workspace_id, role, is_administrator FROM live
"""

CREDENTIALS = """
SELECT person.id, person.workspace_id, person.role, person.is_administrator, person.password_hash
FROM person JOIN workspace ON workspace.id = person.workspace_id
WHERE workspace.slug = $1 AND lower(person.email) = lower($2) AND person.status = 'ACTIVE'
"""

# Nothing begins for somebody deactivated, or with another password, while the given one was being verified.
BEGIN = """
INSERT INTO session (
    id, workspace_id, person_id, kind, token_hash, user_agent, created_at, last_used_at, expires_at
)
SELECT $1, workspace_id, id, $2, $3, $4, $5, $5, $6 FROM person
WHERE id = $7 AND status = 'ACTIVE' AND password_hash = $8 FOR SHARE
RETURNING id
"""

OF_PERSON = """
SELECT id, kind, user_agent, created_at, last_used_at, expires_at FROM session
WHERE workspace_id = $1 AND person_id = $2 AND revoked_at IS NULL AND expires_at > $3
ORDER BY last_used_at DESC, id
"""

REVOKE = """
UPDATE session SET revoked_at = $4
WHERE workspace_id = $1 AND person_id = $2 AND id = $3 AND revoked_at IS NULL AND expires_at > $4
RETURNING id
"""

REVOKE_ALL = """
UPDATE session SET revoked_at = $3
WHERE workspace_id = $1 AND person_id = $2 AND id IS DISTINCT FROM $4 AND revoked_at IS NULL
RETURNING id
"""

FORGET_OLD = "DELETE FROM session WHERE expires_at < $1 OR revoked_at < $1"


async def live(token_hash: bytes, now: datetime, life: timedelta) -> Row | None:
    """Who a token stands for at this moment, if anybody."""
    return await sql.row(LIVE, token_hash, now, life)


async def credentials(slug: str, email: str) -> Row | None:
    """The active person with this address in this workspace, with the hash of the password."""
    return await sql.row(CREDENTIALS, slug, email)


async def begin(
    session_id: UUID,
    kind: SessionKind,
    token_hash: bytes,
    user_agent: str,
    now: datetime,
    expires_at: datetime,
    person_id: UUID,
    password_hash: str,
) -> bool:
    """Insert a session; answers False when the person or the password is no longer what was verified."""
    begun = await sql.row(
        BEGIN, session_id, kind.value, token_hash, user_agent, now, expires_at, person_id, password_hash
    )
    return begun is not None


async def of_person(workspace_id: UUID, person_id: UUID, now: datetime) -> list[Row]:
    """The live sessions of a person, the latest used first."""
    return await sql.rows(OF_PERSON, workspace_id, person_id, now)


async def revoke(workspace_id: UUID, person_id: UUID, session_id: UUID, now: datetime) -> bool:
    """End one session of a person; answers whether it was alive."""
    return await sql.row(REVOKE, workspace_id, person_id, session_id, now) is not None


async def revoke_all(workspace_id: UUID, person_id: UUID, now: datetime, but: UUID | None) -> list[UUID]:
    """End all sessions of a person, but one; answers which."""
    return [row["id"] for row in await sql.rows(REVOKE_ALL, workspace_id, person_id, now, but)]


async def forget_older(than: datetime) -> int:
    """Drop sessions that ended before a time; answers how many."""
    return await sql.execute(FORGET_OLD, than)
