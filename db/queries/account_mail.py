"""Statements of the outbox of account mail."""

from datetime import datetime
from uuid import UUID

from db import sql
from db.queries.columns import person_columns
from db.sql import Row
from db.vocabulary import MailKind

ADD = """
INSERT INTO account_mail (
    id, workspace_id, kind, person_id, recipient, subject, text, html, message_id, state, attempts, next_attempt_at,
    created_at
)
VALUES ($1, $2, $3, $4, $5, '', '', '', $6, 'PENDING', 0, $7, $7)
"""

DROP_PENDING = "DELETE FROM account_mail WHERE workspace_id = $1 AND person_id = $2 AND kind = $3 AND state = 'PENDING'"

# A row whose worker died comes back when its lease is over. Rows that another worker holds are passed over.
CLAIM = """
UPDATE account_mail AS mail SET state = 'SENDING', attempts = attempts + 1, next_attempt_at = $2
FROM (
    SELECT id FROM account_mail WHERE state IN ('PENDING', 'SENDING') AND next_attempt_at <= $1
    ORDER BY next_attempt_at LIMIT $3 FOR UPDATE SKIP LOCKED
) AS due
WHERE mail.id = due.id
RETURNING mail.id, mail.workspace_id, mail.kind, mail.person_id, mail.recipient, mail.message_id, mail.attempts
"""

# Of somebody who only typed an address nothing is known but the address; the person's own spelling of it is used.
ADDRESSEE = f"""
SELECT {person_columns("person", "")}, person.locale,
    workspace.id AS workspace_id, workspace.name AS workspace_name, workspace.slug AS workspace_slug
FROM person JOIN workspace ON workspace.id = person.workspace_id
WHERE person.workspace_id = $1
    AND CASE WHEN $2::uuid IS NULL THEN lower(person.email) = lower($3) ELSE person.id = $2 END
"""

SENT = "UPDATE account_mail SET state = 'SENT', sent_at = $2, last_error = NULL WHERE id = $1"
KEPT = """
UPDATE account_mail SET state = 'KEPT', sent_at = $2, recipient = $3, subject = $4, text = $5, html = $6 WHERE id = $1
"""
RETRY = "UPDATE account_mail SET state = 'PENDING', next_attempt_at = $2, last_error = $3 WHERE id = $1"
FAILED = "UPDATE account_mail SET state = 'FAILED', last_error = $2 WHERE id = $1"
DROP = "DELETE FROM account_mail WHERE id = $1"
READ_KEPT = """
SELECT id, recipient, subject, text, html, created_at FROM account_mail WHERE state = 'KEPT'
ORDER BY created_at DESC, id LIMIT $1
"""
FORGET_OLD = "DELETE FROM account_mail WHERE created_at < $1 AND state IN ('SENT', 'KEPT', 'FAILED')"


async def add(
    mail_id: UUID,
    workspace_id: UUID,
    kind: MailKind,
    person_id: UUID | None,
    recipient: str,
    message_id: str,
    now: datetime,
) -> None:
    """Insert a mail that is due."""
    await sql.execute(ADD, mail_id, workspace_id, kind.value, person_id, recipient, message_id, now)


async def drop_pending(workspace_id: UUID, person_id: UUID, kind: MailKind) -> None:
    """Delete a person's unsent mails of a kind."""
    await sql.execute(DROP_PENDING, workspace_id, person_id, kind.value)


async def claim(now: datetime, lease_until: datetime, limit: int) -> list[Row]:
    """Take due mails; they come back at the end of the lease unless something is said of them before."""
    return await sql.rows(CLAIM, now, lease_until, limit)


async def addressee(workspace_id: UUID, person_id: UUID | None, recipient: str) -> Row | None:
    """Who a mail is for, by id or else by address."""
    return await sql.row(ADDRESSEE, workspace_id, person_id, recipient)


async def sent(mail_id: UUID, now: datetime) -> None:
    """A relay has taken the mail."""
    await sql.execute(SENT, mail_id, now)


async def kept(mail_id: UUID, now: datetime, recipient: str, subject: str, text: str, html: str) -> None:
    """The mail stays here, readable."""
    await sql.execute(KEPT, mail_id, now, recipient, subject, text, html)


async def retry(mail_id: UUID, at: datetime, error: str) -> None:
    """The mail is due again later."""
    await sql.execute(RETRY, mail_id, at, error)


async def failed(mail_id: UUID, error: str) -> None:
    """The mail will not be sent."""
    await sql.execute(FAILED, mail_id, error)


async def drop(mail_id: UUID) -> None:
    """Forget a mail that has nobody to go to."""
    await sql.execute(DROP, mail_id)


async def read_kept(limit: int) -> list[Row]:
    """The kept mails, the newest first."""
    return await sql.rows(READ_KEPT, limit)


async def forget_older(than: datetime) -> int:
    """Drop mails that were done with before a time; answers how many."""
    return await sql.execute(FORGET_OLD, than)
