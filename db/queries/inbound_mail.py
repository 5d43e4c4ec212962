"""Statements about mail that comes in: kept, claimed, decided, held for the team."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from db import sql
from db.queries.columns import person_columns
from db.sql import Row

STORE = """
INSERT INTO inbound_mail (
    id, received_at, source, envelope_from, envelope_to, storage_key, size, sha256, checks, source_key)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9::text::jsonb, $10)
ON CONFLICT (source_key) DO NOTHING
RETURNING id
"""

# A row whose worker died comes back when its lease is over.
CLAIM = """
UPDATE inbound_mail AS mail SET claimed_until = $2, attempts = attempts + 1
FROM (
    SELECT id FROM inbound_mail
    WHERE state = 'STORED' AND received_at <= $1 AND (claimed_until IS NULL OR claimed_until <= $1)
    ORDER BY received_at LIMIT $3 FOR UPDATE SKIP LOCKED
) AS due
WHERE mail.id = due.id
RETURNING mail.id, mail.source, mail.envelope_from, mail.envelope_to, mail.storage_key, mail.size, mail.sha256,
    mail.checks, mail.attempts, mail.decided_by_id IS NOT NULL AS is_accepted
"""

HOLD = """
SELECT id, received_at, decided_by_id FROM inbound_mail
WHERE id = $1 AND state = 'STORED' AND attempts = $2 FOR UPDATE
"""

FETCHED = "SELECT 1 FROM inbound_mail WHERE source_key = $1"

KNOWN = """
SELECT EXISTS (SELECT 1 FROM reply_token WHERE hash = $1)
    OR EXISTS (SELECT 1 FROM digest_mail WHERE bounce_hash = $1 OR mute_hash = $1) AS known
"""

BOUND = """
SELECT t.hash, t.workspace_id, t.room_id, t.person_id, t.expires_at, t.revoked_at, d.to_position, person.role,
    person.is_administrator, person.status, w.answer_policy, ARRAY[person.email::text] || ARRAY(
        SELECT a.address FROM person_address a
        WHERE a.person_id = person.id AND a.confirmed_at IS NOT NULL ORDER BY a.confirmed_at, a.id
    ) AS addresses
FROM reply_token t
JOIN digest_mail d ON d.id = t.digest_id
JOIN person ON person.id = t.person_id
JOIN workspace w ON w.id = t.workspace_id
WHERE t.hash = ANY($1::bytea[])
"""

TWICE = """
SELECT 1 FROM inbound_mail
WHERE room_id = $2 AND person_id = $3 AND message_key = $4 AND content_digest = $5 AND id <> $1
"""

REPORTED = """
UPDATE inbound_mail SET message_key = $2, content_digest = $3
WHERE id = $1 AND NOT EXISTS (
    SELECT 1 FROM inbound_mail WHERE state = 'BOUNCE' AND message_key = $2 AND content_digest = $3)
RETURNING id
"""

FLOOD = """
SELECT count(*) FILTER (WHERE token_hash = $2 AND received_at > $5) >= $6
    OR count(*) FILTER (WHERE content_digest = $4 AND received_at > $7) >= $8 AS flooded
FROM inbound_mail WHERE workspace_id = $9 AND person_id = $3 AND id <> $1 AND received_at > least($5, $7)
"""

TRAY_FULL = """
SELECT count(*) >= $2 AS is_full FROM inbound_mail WHERE token_hash = $1 AND state = 'HELD' AND reason = 'TOO_MANY'
"""

DECIDE = """
UPDATE inbound_mail SET state = $2, reason = $3, processed_at = $4, claimed_until = NULL, message_id = $5,
    from_address = coalesce($6, from_address), from_name = coalesce($7, from_name), subject = coalesce($8, subject),
    is_verified = coalesce($9, is_verified)
WHERE id = $1
"""
PLACE = """
UPDATE inbound_mail SET workspace_id = $2, room_id = $3, person_id = $4, token_hash = $5, message_key = $6,
    content_digest = $7, body = $8, whole_text = $9, file_names = $10
WHERE id = $1
"""
POSTPONE = """
UPDATE inbound_mail SET claimed_until = $3, attempts = attempts - $4
WHERE id = $1 AND attempts = $2 AND state = 'STORED'
"""

# Those of the team who are in the room, and administrators. $2: whether the viewer is one.
HELD = f"""
SELECT m.id, m.received_at, m.reason, m.from_address, m.from_name, m.subject, m.body, m.whole_text, m.file_names,
    m.room_id, r.name AS room_name,
    m.workspace_id, m.state, m.token_hash, {person_columns("person", "person_")}
FROM inbound_mail m
JOIN room r ON r.id = m.room_id
JOIN person ON person.id = m.person_id
WHERE m.workspace_id = $1 AND ($2 OR EXISTS (
    SELECT 1 FROM participation p WHERE p.room_id = m.room_id AND p.person_id = $3 AND p.left_at IS NULL))
"""
HELD_PAGE = f"""
{HELD} AND m.state = 'HELD' AND ($4::timestamptz IS NULL OR (m.received_at, m.id) > ($4, $5::uuid))
ORDER BY m.received_at, m.id LIMIT $6
"""
HELD_ONE = f"{HELD} AND m.id = $4"
LOCK_HELD = "SELECT 1 FROM inbound_mail WHERE id = $1 FOR UPDATE"
ACCEPT = """
UPDATE inbound_mail SET state = 'STORED', reason = NULL, decided_by_id = $2, attempts = 0, claimed_until = NULL,
    processed_at = NULL
WHERE id = $1
"""
REJECT = """
UPDATE inbound_mail SET state = 'REFUSED', reason = 'REJECTED', decided_by_id = $2, processed_at = $3 WHERE id = $1
"""


class Placed(NamedTuple):
    """Whose answer a mail is, to which room, and by what its deliveries are known."""

    mail_id: UUID
    workspace_id: UUID
    room_id: UUID
    person_id: UUID
    token_hash: bytes
    message_key: str
    content_digest: bytes
    body: str
    whole_text: str
    file_names: list[str]


class Decided(NamedTuple):
    """What became of a mail, and what it said of itself; None leaves what is known."""

    mail_id: UUID
    state: str
    reason: str | None
    now: datetime
    message_id: UUID | None = None
    from_address: str | None = None
    from_name: str | None = None
    subject: str | None = None
    is_verified: bool | None = None


class Flood(NamedTuple):
    """How many mails since when are too many."""

    any_since: datetime
    any_most: int
    same_since: datetime
    same_most: int


async def claim(now: datetime, lease_until: datetime, limit: int) -> list[Row]:
    """Take mails that nobody has decided yet; they come back at the end of the lease."""
    return await sql.rows(CLAIM, now, lease_until, limit)


async def hold(mail_id: UUID, attempt: int) -> Row | None:
    """The mail, held until the transaction ends; None when it was decided or taken by another worker."""
    return await sql.row(HOLD, mail_id, attempt)


async def is_known(token_hash: bytes) -> bool:
    """Whether a mail of ours carried this token."""
    found = await sql.row(KNOWN, token_hash)
    return found is not None and bool(found["known"])


async def is_fetched(source_key: str) -> bool:
    """Whether this mail of a mailbox is kept already."""
    return await sql.row(FETCHED, source_key) is not None


async def bound(token_hashes: list[bytes]) -> dict[bytes, Row]:
    """What reply tokens are bound to."""
    return {bytes(row["hash"]): row for row in await sql.rows(BOUND, token_hashes)}


async def is_twice(placed: Placed) -> bool:
    """Whether another delivery of the same mail has been decided."""
    about = (placed.room_id, placed.person_id, placed.message_key, placed.content_digest)
    return await sql.row(TWICE, placed.mail_id, *about) is not None


async def is_first_report(mail_id: UUID, message_key: str, content_digest: bytes) -> bool:
    """Write down by what deliveries of a bounce are known; False where another one has been decided."""
    return await sql.row(REPORTED, mail_id, message_key, content_digest) is not None


async def is_flood(placed: Placed, flood: Flood) -> bool:
    """Whether as many other mails of the person came lately as only a machine sends."""
    about = (placed.mail_id, placed.token_hash, placed.person_id, placed.content_digest)
    found = await sql.row(FLOOD, *about, *flood, placed.workspace_id)
    return found is not None and bool(found["flooded"])


async def is_tray_full(token_hash: bytes, most: int) -> bool:
    """Whether so many answers to one mail wait in the tray because they were too many."""
    found = await sql.row(TRAY_FULL, token_hash, most)
    return found is not None and bool(found["is_full"])


async def place(placed: Placed) -> None:
    """Write down whose a mail is. It is the one delivery that counts."""
    await sql.execute(PLACE, *placed)


async def decide(decided: Decided) -> None:
    """Write down what became of a mail."""
    await sql.execute(DECIDE, *decided)


async def postpone(mail_id: UUID, attempt: int, until: datetime, given_back: int) -> None:
    """Leave a mail alone for a while, with so many of its attempts given back."""
    await sql.execute(POSTPONE, mail_id, attempt, until, given_back)


async def held_page(
    workspace_id: UUID, viewer_id: UUID, is_administrator: bool, after: tuple[datetime, UUID] | None, limit: int
) -> list[Row]:
    """Held mails of rooms that are the viewer's to look after, the oldest first."""
    received_at, mail_id = after or (None, None)
    return await sql.rows(HELD_PAGE, workspace_id, is_administrator, viewer_id, received_at, mail_id, limit)


async def held_one(workspace_id: UUID, viewer_id: UUID, is_administrator: bool, mail_id: UUID) -> Row | None:
    """A mail of such a room, its row held; also one that is not held any more."""
    await sql.rows(LOCK_HELD, mail_id)
    return await sql.row(HELD_ONE, workspace_id, is_administrator, viewer_id, mail_id)
