"""Statements of the outbox of notices: why an answer was not posted, once for each reason, address and day."""

from datetime import datetime
from uuid import UUID

from db import sql
from db.sql import Row

ADD = """
INSERT INTO reply_notice (
    id, workspace_id, person_id, mail_id, address_hash, reason, day, recipient, in_reply_to, next_attempt_at)
VALUES ($1, $2, $3, $4, $5, $6, ($9::timestamptz AT TIME ZONE 'UTC')::date, $7, $8, $9)
ON CONFLICT (workspace_id, address_hash, reason, day) DO NOTHING
"""
CLAIM = """
UPDATE reply_notice AS notice SET state = 'SENDING', attempts = notice.attempts + 1, next_attempt_at = $2
FROM (
    SELECT id FROM reply_notice WHERE state IN ('PENDING', 'SENDING') AND next_attempt_at <= $1
    ORDER BY next_attempt_at LIMIT $3 FOR UPDATE SKIP LOCKED
) AS due, person, workspace
WHERE notice.id = due.id AND person.id = notice.person_id AND workspace.id = notice.workspace_id
RETURNING notice.id, notice.reason, notice.recipient, notice.in_reply_to, notice.attempts, person.locale,
    workspace.name AS workspace_name
"""
DONE = "UPDATE reply_notice SET state = $2 WHERE id = $1"
AGAIN = "UPDATE reply_notice SET state = 'PENDING', next_attempt_at = $2 WHERE id = $1"


async def add(
    place: tuple[UUID, UUID, UUID, UUID],
    address_hash: bytes,
    reason: str,
    recipient: str,
    in_reply_to: str | None,
    now: datetime,
) -> None:
    """Have a notice sent unless that address got one for it today. `place`: its id, workspace, person, mail."""
    await sql.execute(ADD, *place, address_hash, reason, recipient, in_reply_to, now)


async def claim(now: datetime, lease_until: datetime, limit: int) -> list[Row]:
    """Take due notices; they come back at the end of the lease."""
    return await sql.rows(CLAIM, now, lease_until, limit)


async def done(notice_id: UUID, state: str) -> None:
    """Nothing more is to be done with a notice."""
    await sql.execute(DONE, notice_id, state)


async def again(notice_id: UUID, at: datetime) -> None:
    """The relay did not take it: try later."""
    await sql.execute(AGAIN, notice_id, at)
