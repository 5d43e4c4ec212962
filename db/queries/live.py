"""Statements of live delivery: reading the logs on, and looking at where rooms, people and sessions stand."""

from uuid import UUID

from db import sql
from db.queries.columns import person_columns
from db.queries.rooms import COLUMNS, OWN, SOURCE
from db.sql import Row

ROOM_EVENTS = """
SELECT team_seq, shared_seq, kind, message_id, person_id, position, occurred_at
FROM room_event WHERE room_id = $1 AND team_seq > $2 ORDER BY team_seq LIMIT $3
"""

PERSON_EVENTS = """
SELECT seq, kind, room_id, occurred_at
FROM person_event WHERE person_id = $1 AND seq > $2 ORDER BY seq LIMIT $3
"""

VERSION = "SELECT membership_version FROM room WHERE id = $1"

# Version and people in one statement, so that the answer is of one moment.
PRESENT = """
SELECT room.membership_version, ARRAY(
    SELECT person_id FROM participation
    WHERE room_id = room.id AND left_at IS NULL AND person_id = ANY($2::uuid[])
) AS present
FROM room WHERE room.id = $1
"""

ROOMS_NOW = """
SELECT id, team_seq, membership_version FROM room WHERE id = ANY($1::uuid[])
"""

PEOPLE_NOW = """
SELECT id, event_seq FROM person WHERE id = ANY($1::uuid[])
"""

SESSIONS_ENDED = """
SELECT asked.id FROM unnest($1::uuid[]) AS asked (id)
LEFT JOIN session ON session.id = asked.id
LEFT JOIN person ON person.id = session.person_id
WHERE session.id IS NULL OR session.revoked_at IS NOT NULL OR session.expires_at <= now() OR person.status <> 'ACTIVE'
"""

# The last event before the one numbered next: from there the log is read on.
SHARED_BEFORE = """
SELECT asked.room_id, event.team_seq - 1 AS team_seq
FROM unnest($1::uuid[], $2::bigint[]) AS asked (room_id, next)
JOIN room_event AS event ON event.room_id = asked.room_id AND event.shared_seq = asked.next
"""

# One statement is one snapshot: the person's number and the rooms belong to each other.
INBOX_NOW = """
SELECT person.event_seq, room.id, part.slot, part.joined_shared_seq,
    room.shared_seq, room.team_seq, room.membership_version
FROM person
LEFT JOIN participation AS part ON part.person_id = person.id AND part.left_at IS NULL
LEFT JOIN room ON room.id = part.room_id
WHERE person.id = $1
"""

ROOM_OF_READERS = f"""
SELECT {COLUMNS}, {OWN}, p.person_id AS reader_id
FROM {SOURCE}
JOIN participation p ON p.room_id = r.id AND p.left_at IS NULL AND p.person_id = ANY($2::uuid[])
WHERE r.id = $1
"""

PEOPLE = f"SELECT {person_columns('person', 'person_')} FROM person WHERE id = ANY($1::uuid[])"

ROOMS_OF = """
SELECT person_id, room_id FROM participation WHERE person_id = ANY($1::uuid[]) AND left_at IS NULL
"""


async def room_events(room_id: UUID, after: int, most: int) -> list[Row]:
    """The next events of a room in their order."""
    return await sql.rows(ROOM_EVENTS, room_id, after, most)


async def person_events(person_id: UUID, after: int, most: int) -> list[Row]:
    """The next events of a person's own inbox in their order."""
    return await sql.rows(PERSON_EVENTS, person_id, after, most)


async def membership_version(room_id: UUID) -> Row | None:
    """The version of a room's membership."""
    return await sql.row(VERSION, room_id)


async def present(room_id: UUID, person_ids: list[UUID]) -> Row | None:
    """The membership version of a room, and who of these people takes part at that version."""
    return await sql.row(PRESENT, room_id, person_ids)


async def rooms_now(room_ids: list[UUID]) -> list[Row]:
    """Where the logs and memberships of rooms stand."""
    return await sql.rows(ROOMS_NOW, room_ids)


async def people_now(person_ids: list[UUID]) -> list[Row]:
    """Where the own logs of people stand."""
    return await sql.rows(PEOPLE_NOW, person_ids)


async def sessions_ended(session_ids: list[UUID]) -> list[Row]:
    """Which of these sessions are no longer good."""
    return await sql.rows(SESSIONS_ENDED, session_ids)


async def shared_before(room_ids: list[UUID], nexts: list[int]) -> list[Row]:
    """Per room, the event just before the shared one numbered `next`; a room is missing when that is not kept."""
    return await sql.rows(SHARED_BEFORE, room_ids, nexts)


async def inbox_now(person_id: UUID) -> list[Row]:
    """A person's own number with one row per present room, or one row without a room."""
    return await sql.rows(INBOX_NOW, person_id)


async def rooms_of(person_ids: list[UUID]) -> list[Row]:
    """The present rooms of people."""
    return await sql.rows(ROOMS_OF, person_ids)


async def room_of_readers(room_id: UUID, person_ids: list[UUID]) -> list[Row]:
    """A room once per reader who takes part in it, with the reader's own marks."""
    return await sql.rows(ROOM_OF_READERS, room_id, person_ids)


async def people(person_ids: list[UUID]) -> list[Row]:
    """People, for views of the team."""
    return await sql.rows(PEOPLE, person_ids)
