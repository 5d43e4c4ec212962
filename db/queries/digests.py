"""Statements of the outbox of digests: planned when rooms' clocks ring, claimed, begun and done with."""

from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from db import sql
from db.sql import Row

# Rooms that another process holds, because it plans them or because somebody posts, are found again a moment later.
RINGING = """
SELECT id FROM room WHERE digest_due_at <= $1 ORDER BY digest_due_at LIMIT $2 FOR NO KEY UPDATE SKIP LOCKED
"""

QUIET_HOURS = """
SELECT DISTINCT person.time_zone, person.quiet_from, person.quiet_until
FROM participation p JOIN person ON person.id = p.person_id
WHERE p.room_id = ANY($1::uuid[]) AND p.left_at IS NULL AND person.quiet_from IS NOT NULL
"""

# What somebody may be mailed about a room at all; what is asked again before each mail leaves.
WELCOME = """
    p.left_at IS NULL AND p.muted_at IS NULL AND person.status = 'ACTIVE' AND person.email_muted_at IS NULL
    AND r.archived_at IS NULL AND NOT EXISTS (
        SELECT 1 FROM mail_suppression s WHERE s.workspace_id = p.workspace_id AND s.address = lower(person.email))
"""

# One statement, whoever reads these rooms. A mail that waits for the end of quiet hours grows instead. One person's
# mails that are due together go out ten seconds apart; they are looked for by person: a whole morning is due at once.
PLAN = f"""
WITH found AS MATERIALIZED (
    SELECT gen_random_uuid() AS mail_id, p.id, p.workspace_id, p.room_id, p.person_id,
        p.mailed_position AS from_position, r.last_position AS to_position, r.digest_due_at AS rang_at,
        greatest($2::timestamptz, p.mailed_at + make_interval(mins => w.digest_after_minutes), quiet.over) AS due_at
    FROM room r
    JOIN workspace w ON w.id = r.workspace_id
    JOIN participation p ON p.room_id = r.id
    JOIN person ON person.id = p.person_id
    LEFT JOIN unnest($4::text[], $5::integer[], $6::integer[], $7::timestamptz[])
        AS quiet (time_zone, quiet_from, quiet_until, over)
        ON (quiet.time_zone, quiet.quiet_from, quiet.quiet_until)
            = (person.time_zone, person.quiet_from, person.quiet_until)
    WHERE r.id = ANY($1::uuid[]) AND r.last_position > greatest(p.mailed_position, p.read_position) AND {WELCOME}
      AND EXISTS (
        SELECT 1 FROM message m
        WHERE m.room_id = p.room_id AND m.position > greatest(p.mailed_position, p.read_position)
          AND m.author_id <> p.person_id AND m.deleted_at IS NULL)
), queued AS MATERIALIZED (
    SELECT found.*, waiting.count
        + row_number() OVER (PARTITION BY found.person_id, found.due_at ORDER BY rang_at, room_id) - 1 AS place
    FROM found CROSS JOIN LATERAL (
        SELECT count(*) FROM digest_mail d
        WHERE d.person_id = found.person_id AND d.state = 'PLANNED' AND d.room_id <> found.room_id
          AND found.due_at BETWEEN d.due_at - $9::interval AND d.due_at + $8::interval) AS waiting
), reader AS MATERIALIZED (
    SELECT queued.*, due_at + CASE WHEN place = 0 THEN interval '0' ELSE place * $8::interval
        + abs(hashtext(id::text)::bigint) % 3000 * interval '1 millisecond' END AS spread_at
    FROM queued
), planned AS (
    INSERT INTO digest_mail (
        id, workspace_id, room_id, person_id, from_position, to_position, message_id, state, created_at, due_at)
    SELECT mail_id, workspace_id, room_id, person_id, from_position, to_position,
        'd.' || replace(mail_id::text, '-', '') || '@' || $3, 'PLANNED', $2, spread_at
    FROM reader
    ON CONFLICT (room_id, person_id) WHERE state = 'PLANNED' AND attempts = 0
        DO UPDATE SET to_position = excluded.to_position
    RETURNING room_id, person_id, due_at
), marked AS (
    UPDATE participation SET mailed_position = reader.to_position, mailed_at = planned.due_at
    FROM reader JOIN planned USING (room_id, person_id)
    WHERE participation.id = reader.id
), still AS (
    UPDATE room SET digest_due_at = NULL WHERE id = ANY($1::uuid[])
)
SELECT count(*) AS planned FROM planned
"""

# What was handed over twice without a word from the relay: a third time would rather double it than save it.
UNCONFIRMED = """
UPDATE digest_mail SET reason = 'UNCONFIRMED', done_at = $1
WHERE state = 'UNKNOWN' AND handed >= 2 AND due_at <= $1 AND done_at IS NULL
"""

# A row comes back at the end of its lease. What a relay may have taken is handed over once more, never oftener.
CLAIM = """
UPDATE digest_mail AS mail SET state = 'SENDING', attempts = attempts + 1, due_at = $2
FROM (
    SELECT id FROM digest_mail
    WHERE state IN ('PLANNED', 'SENDING', 'UNKNOWN') AND due_at <= $1 AND handed < 2
    ORDER BY due_at LIMIT $3 FOR UPDATE SKIP LOCKED
) AS due
WHERE mail.id = due.id
RETURNING mail.id, mail.workspace_id, mail.room_id, mail.person_id, mail.from_position, mail.to_position,
    mail.message_id, mail.attempts, mail.created_at
"""

# The last word before the mail's bytes leave: nobody removed, muted or read meanwhile, nothing edited or taken back,
# and the night that was asked about is still the reader's.
# From here on the relay may have the mail, so the row says so even if this process dies.
BEGIN = f"""
UPDATE digest_mail d SET state = 'UNKNOWN', begun_at = $3, due_at = $4, handed = d.handed + 1
FROM participation p, person, room r
WHERE d.id = $1 AND d.state = 'SENDING' AND d.attempts = $2
  AND p.room_id = d.room_id AND p.person_id = d.person_id AND person.id = p.person_id AND r.id = p.room_id
  AND p.read_position = $5 AND lower(person.email) = lower($6) AND {WELCOME}
  AND (person.time_zone, person.quiet_from, person.quiet_until) IS NOT DISTINCT FROM ($8::text, $9::int, $10::int)
  AND NOT EXISTS (
    SELECT 1 FROM room_event e
    WHERE e.room_id = d.room_id AND e.team_seq > $7 AND e.kind IN ('MESSAGE_EDITED', 'MESSAGE_DELETED'))
RETURNING d.id
"""

SENT = """
UPDATE digest_mail SET state = 'SENT', done_at = $3, last_error = NULL WHERE id = $1 AND attempts = $2
"""
UNKNOWN = "UPDATE digest_mail SET last_error = $3 WHERE id = $1 AND attempts = $2 AND state = 'UNKNOWN'"
AGAIN = """
UPDATE digest_mail SET state = 'PLANNED', due_at = $3, last_error = $4,
    handed = handed - CASE WHEN state = 'UNKNOWN' THEN 1 ELSE 0 END
WHERE id = $1 AND attempts = $2
"""
OVER = """
UPDATE digest_mail SET state = $3, reason = $4, done_at = $5, last_error = $6 WHERE id = $1 AND attempts = $2
"""
PUT_OFF = """
UPDATE digest_mail d SET state = 'PLANNED', due_at = wait.until
FROM unnest($1::uuid[], $2::timestamptz[]) AS wait (id, until) WHERE d.id = wait.id AND d.state = 'SENDING'
"""
CANCEL = """
UPDATE digest_mail d SET state = 'CANCELLED', reason = why.reason, done_at = $3
FROM unnest($1::uuid[], $2::text[]) AS why (id, reason) WHERE d.id = why.id AND d.state = 'SENDING'
"""

# Not those that can still be answered, whose answers wait to be decided, or that still wait themselves.
FORGET = """
WITH gone AS (
    SELECT d.id FROM digest_mail d LEFT JOIN reply_token t ON t.digest_id = d.id
    WHERE d.created_at < $1 AND d.done_at < $1 AND (t.expires_at IS NULL OR t.expires_at < $2)
      AND NOT EXISTS (SELECT 1 FROM inbound_mail m WHERE m.token_hash = t.hash AND m.state IN ('STORED', 'HELD'))
), tokens AS (
    DELETE FROM reply_token WHERE digest_id IN (SELECT id FROM gone)
), bounces AS (
    DELETE FROM mail_bounce WHERE digest_id IN (SELECT id FROM gone)
)
SELECT id FROM gone
"""
FORGET_MAILS = "DELETE FROM digest_mail WHERE id = ANY($1::uuid[])"


class Night(NamedTuple):
    """When somebody sleeps, in minutes of the day in their zone; None for who gets mail at all hours."""

    time_zone: str
    quiet_from: int | None
    quiet_until: int | None


class Quiet(NamedTuple):
    """People of one zone who sleep at the same time, and when their night is over; None while it is day."""

    time_zone: str
    quiet_from: int
    quiet_until: int
    over: datetime | None


async def ringing(now: datetime, limit: int) -> list[UUID]:
    """Rooms whose clock has rung, held until the transaction ends."""
    return [row["id"] for row in await sql.rows(RINGING, now, limit)]


async def quiet_hours(room_ids: list[UUID]) -> list[tuple[str, int, int]]:
    """The different nights of these rooms' people."""
    return [(row["time_zone"], row["quiet_from"], row["quiet_until"]) for row in await sql.rows(QUIET_HOURS, room_ids)]


async def plan(
    room_ids: list[UUID], now: datetime, domain: str, quiet: list[Quiet], apart: timedelta, together: timedelta
) -> int:
    """Write outbox rows for everybody who has to be mailed, move their marks, still the clocks; answers how many.

    Mails of one person within `together` go out `apart`.
    """
    zones, begins, ends, over = zip(*quiet, strict=True) if quiet else ((), (), (), ())
    nights = (list(zones), list(begins), list(ends), list(over))
    found = await sql.row(PLAN, room_ids, now, domain, *nights, apart, together)
    assert found is not None
    return int(found["planned"])


async def claim(now: datetime, lease_until: datetime, limit: int) -> list[Row]:
    """Take due mails; two workers never take the same."""
    return await sql.rows(CLAIM, now, lease_until, limit)


async def give_up_unconfirmed(now: datetime) -> int:
    """Leave alone what a relay may have taken twice; answers how many mails."""
    return await sql.execute(UNCONFIRMED, now)


async def begin(
    mail_id: UUID,
    attempt: int,
    now: datetime,
    again_at: datetime,
    read_position: int,
    email: str,
    team_seq: int,
    night: Night,
) -> bool:
    """Say that the mail's bytes leave now; False where what it was composed from no longer holds."""
    composed_from = (read_position, email, team_seq, *night)
    return await sql.row(BEGIN, mail_id, attempt, now, again_at, *composed_from) is not None


async def sent(mail_id: UUID, attempt: int, now: datetime) -> None:
    """The relay has taken the mail."""
    await sql.execute(SENT, mail_id, attempt, now)


async def unknown(mail_id: UUID, attempt: int, error: str) -> None:
    """The relay never said whether it has taken the mail."""
    await sql.execute(UNKNOWN, mail_id, attempt, error)


async def again(mail_id: UUID, attempt: int, at: datetime, error: str | None) -> None:
    """The relay has not taken the mail; it is due again."""
    await sql.execute(AGAIN, mail_id, attempt, at, error)


async def over(mail_id: UUID, attempt: int, state: str, reason: str, now: datetime, error: str | None) -> None:
    """The mail will not be sent."""
    await sql.execute(OVER, mail_id, attempt, state, reason, now, error)


async def put_off(until: dict[UUID, datetime]) -> None:
    """These mails, of which nothing has been handed over this time, are due later."""
    await sql.execute(PUT_OFF, list(until), list(until.values()))


async def cancel(reasons: dict[UUID, str], now: datetime) -> None:
    """Nobody has to be sent these mails any more."""
    await sql.execute(CANCEL, list(reasons), list(reasons.values()), now)


async def forget_older(than: datetime, now: datetime) -> int:
    """Drop mails, their tokens and bounces from before a time; answers how many."""
    async with sql.transaction():
        gone = [row["id"] for row in await sql.rows(FORGET, than, now)]
        return await sql.execute(FORGET_MAILS, gone) if gone else 0
