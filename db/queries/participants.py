"""Statements about who takes part in rooms, and how far they have read."""

from datetime import datetime
from uuid import UUID

from db import sql
from db.queries.columns import person_columns
from db.sql import Row

# Several rooms' participants in one statement, each from its own beginning or from the one cursor.
PAGES = f"""
SELECT part.room_id, part.id, part.joined_at, part.read_position, {person_columns("person", "person_")}
FROM unnest($2::uuid[]) AS asked (room_id)
JOIN participation own ON own.room_id = asked.room_id AND own.person_id = $1 AND own.left_at IS NULL
CROSS JOIN LATERAL (
    SELECT * FROM participation p
    WHERE p.room_id = asked.room_id AND p.left_at IS NULL
      AND ($3::timestamptz IS NULL OR (p.joined_at, p.id) > ($3, $4::uuid))
    ORDER BY p.joined_at, p.id LIMIT $5
) part
JOIN person ON person.id = part.person_id
ORDER BY part.room_id, part.joined_at, part.id
"""

INVITATIONS = f"""
SELECT i.room_id, i.invited_at, {person_columns("person", "person_")}
FROM room_invitation i
JOIN participation own ON own.room_id = i.room_id AND own.person_id = $1 AND own.left_at IS NULL
JOIN person ON person.id = i.person_id
WHERE i.room_id = ANY($2::uuid[])
ORDER BY i.invited_at, i.id
"""

PEOPLE = """
SELECT person.id, person.name, person.role, person.status,
    EXISTS (SELECT 1 FROM participation p
            WHERE p.room_id = $2 AND p.person_id = person.id AND p.left_at IS NULL) AS takes_part
FROM person
WHERE person.workspace_id = $1 AND person.id = ANY($3::uuid[])
ORDER BY person.id FOR NO KEY UPDATE OF person
"""

# Clients who will read each other here: those in the room, those invited, and those about to be added. They are of one
# portal when some portal (the linked one, if any) has all of them.
OF_ONE_PORTAL = """
WITH client AS (
    SELECT person.id FROM person
    WHERE person.role = 'CLIENT' AND (
        person.id = ANY($2::uuid[])
        OR person.id IN (SELECT person_id FROM participation WHERE room_id = $1 AND left_at IS NULL)
        OR person.id IN (SELECT person_id FROM room_invitation WHERE room_id = $1))
)
SELECT NOT EXISTS (SELECT 1 FROM client) OR EXISTS (
    SELECT 1 FROM portal_member m JOIN client ON client.id = m.person_id
    WHERE $3::uuid IS NULL OR m.portal_id = $3
    GROUP BY m.portal_id HAVING count(*) = (SELECT count(*) FROM client)
) AS of_one_portal
"""

# People's rows are locked in the order of their ids; the slot and the event number come from the locked row.
JOIN = """
WITH locked AS (
    SELECT id FROM person WHERE id = ANY($2::uuid[]) ORDER BY id FOR NO KEY UPDATE
), numbered AS (
    UPDATE person SET event_seq = event_seq + 1, last_slot = last_slot + 1 FROM locked WHERE person.id = locked.id
    RETURNING person.id, workspace_id, event_seq, last_slot
), joined AS (
    INSERT INTO participation (id, workspace_id, room_id, person_id, slot, joined_at, joined_position,
        joined_shared_seq, read_position, mailed_position)
    SELECT gen_random_uuid(), numbered.workspace_id, room.id, numbered.id, last_slot, $3, room.last_position,
        room.shared_seq, room.last_position, room.last_position
    FROM numbered JOIN room ON room.id = $1
), told AS (
    INSERT INTO person_event (person_id, seq, kind, room_id, occurred_at)
    SELECT id, event_seq, 'ROOM_JOINED', $1, $3 FROM numbered
)
SELECT id AS person_id, event_seq AS seq FROM numbered
"""

LEAVE = """
UPDATE participation SET left_at = $3
WHERE room_id = $1 AND person_id = ANY($2::uuid[]) AND left_at IS NULL
RETURNING person_id
"""

WITHDRAW = "DELETE FROM room_invitation WHERE room_id = $1 AND person_id = ANY($2::uuid[]) RETURNING person_id"

EXPECTED_ROOMS = """
SELECT room.id FROM room
WHERE (room.id IN (SELECT room_id FROM room_invitation WHERE person_id = $1)
       OR (room.auto_join AND room.archived_at IS NULL AND room.portal_id = ANY($2::uuid[])))
  AND NOT EXISTS (SELECT 1 FROM participation p
                  WHERE p.room_id = room.id AND p.person_id = $1 AND p.left_at IS NULL)
ORDER BY room.id FOR NO KEY UPDATE
"""

ROOMS_OF = """
SELECT room.id, room.manager_id FROM room
WHERE room.id IN (SELECT room_id FROM participation WHERE person_id = $1 AND left_at IS NULL)
   OR (room.manager_id = $1 AND room.workspace_id = $2)
ORDER BY room.id FOR NO KEY UPDATE
"""


async def pages_of_participants(
    viewer_id: UUID, room_ids: list[UUID], after: tuple[datetime, UUID] | None, limit: int
) -> list[Row]:
    """Who takes part in each of the rooms, in the order of joining."""
    joined_at, participation_id = after or (None, None)
    return await sql.rows(PAGES, viewer_id, room_ids, joined_at, participation_id, limit)


async def invitations(viewer_id: UUID, room_ids: list[UUID]) -> list[Row]:
    """Who is expected in each of the rooms."""
    return await sql.rows(INVITATIONS, viewer_id, room_ids)


async def people(workspace_id: UUID, room_id: UUID, person_ids: list[UUID]) -> list[Row]:
    """People of the firm by id, and whether each takes part in the room. Their rows are held: nobody becomes active,
    or is deactivated, between being asked and being let in.
    """
    return await sql.rows(PEOPLE, workspace_id, room_id, person_ids)


async def of_one_portal(room_id: UUID, person_ids: list[UUID], portal_id: UUID | None) -> bool:
    """Whether the room's clients, invited ones and these people among them, share a portal: this one, if given."""
    found = await sql.row(OF_ONE_PORTAL, room_id, person_ids, portal_id)
    return bool(found and found["of_one_portal"])


async def join(room_id: UUID, person_ids: list[UUID], now: datetime) -> list[Row]:
    """Begin a stay for each person, read up to here; answers the number of each person's own fact."""
    return await sql.rows(JOIN, room_id, person_ids, now)


async def leave(room_id: UUID, person_ids: list[UUID], now: datetime) -> list[UUID]:
    """End the stays of those who take part; answers who did."""
    return [row["person_id"] for row in await sql.rows(LEAVE, room_id, person_ids, now)]


async def withdraw(room_id: UUID, person_ids: list[UUID]) -> list[UUID]:
    """Forget invitations; answers whose there were."""
    return [row["person_id"] for row in await sql.rows(WITHDRAW, room_id, person_ids)]


async def expected_rooms(person_id: UUID, portal_ids: list[UUID]) -> list[UUID]:
    """Rooms that wait for this person, by invitation or through a portal, locked in the order of their ids."""
    return [row["id"] for row in await sql.rows(EXPECTED_ROOMS, person_id, portal_ids)]


async def rooms_of(person_id: UUID, workspace_id: UUID) -> list[Row]:
    """Every room the person takes part in or manages, locked in the order of their ids."""
    return await sql.rows(ROOMS_OF, person_id, workspace_id)
