"""Statements that number and append the facts of rooms and people."""

from datetime import datetime
from uuid import UUID

from db import sql
from db.sql import Row

ADVANCE_ROOM = """
UPDATE room SET team_seq = team_seq + $2, shared_seq = shared_seq + $3,
    membership_version = membership_version + $4::boolean::integer
WHERE id = $1
RETURNING team_seq, shared_seq, membership_version
"""

APPEND_ROOM_EVENTS = """
INSERT INTO room_event (room_id, team_seq, shared_seq, kind, message_id, person_id, position, occurred_at)
SELECT $1, fact.team_seq, fact.shared_seq, fact.kind, fact.message_id, fact.person_id, fact.position, $8
FROM unnest($2::bigint[], $3::bigint[], $4::text[], $5::uuid[], $6::uuid[], $7::bigint[])
    AS fact (team_seq, shared_seq, kind, message_id, person_id, position)
"""

# People's rows are locked in the order of their ids, so that two rooms changing the same people never deadlock.
APPEND_PERSON_EVENTS = """
WITH locked AS (
    SELECT id FROM person WHERE id = ANY($1::uuid[]) ORDER BY id FOR NO KEY UPDATE
), numbered AS (
    UPDATE person SET event_seq = event_seq + 1 FROM locked WHERE person.id = locked.id
    RETURNING person.id AS person_id, event_seq AS seq
)
INSERT INTO person_event (person_id, seq, kind, room_id, occurred_at)
SELECT person_id, seq, $2, $3, $4 FROM numbered
RETURNING person_id, seq
"""


async def advance_room(room_id: UUID, facts: int, shared: int, membership_changed: bool) -> Row:
    """Give out numbers for a room's next facts, under its row's lock."""
    standing = await sql.row(ADVANCE_ROOM, room_id, facts, shared, membership_changed)
    assert standing is not None
    return standing


async def append_room_events(
    room_id: UUID,
    team_seqs: list[int],
    shared_seqs: list[int | None],
    kinds: list[str],
    message_ids: list[UUID | None],
    person_ids: list[UUID | None],
    positions: list[int | None],
    now: datetime,
) -> None:
    """Append numbered facts to a room's log."""
    await sql.execute(
        APPEND_ROOM_EVENTS, room_id, team_seqs, shared_seqs, kinds, message_ids, person_ids, positions, now
    )


async def append_person_events(person_ids: list[UUID], kind: str, room_id: UUID | None, now: datetime) -> list[Row]:
    """Append one fact to each person's own log; answers the numbers given out."""
    return await sql.rows(APPEND_PERSON_EVENTS, person_ids, kind, room_id, now)
