"""Statements that read rooms. Every one starts at the person who asks."""

from datetime import datetime
from uuid import UUID

from db import sql
from db.queries.columns import person_columns
from db.sql import Row

COLUMNS = f"""
    r.id, r.workspace_id, r.name, r.kind, r.manager_id, r.portal_id, r.auto_join, r.mixed_portals, r.created_at,
    r.archived_at, r.active_at, r.last_position, r.shared_seq, r.team_seq, r.membership_version,
    portal.name AS portal_name, {person_columns("manager", "manager_")}
"""

OWN = """
    p.id AS participation_id, p.read_position, p.muted_at, p.joined_position, p.slot
"""

SOURCE = """
    room r
    JOIN person manager ON manager.id = r.manager_id
    LEFT JOIN portal ON portal.id = r.portal_id
"""

# Rooms the person is not in come back too, with participation_id null: the rule decides, at one cost for every answer.
ROOM_OF = f"""
SELECT {COLUMNS}, {OWN}
FROM {SOURCE}
LEFT JOIN participation p ON p.room_id = r.id AND p.person_id = $3 AND p.left_at IS NULL
WHERE r.id = $1 AND r.workspace_id = $2
"""

LOCK_ROOM = "SELECT 1 FROM room WHERE id = $1 AND workspace_id = $2 FOR NO KEY UPDATE"

PAGE = f"""
SELECT {COLUMNS}, {OWN}
FROM participation p
JOIN {SOURCE} ON r.id = p.room_id
WHERE p.person_id = $1 AND p.left_at IS NULL AND (r.archived_at IS NOT NULL) = $2
"""

PAGE_AFTER = f"{PAGE} AND (r.active_at, r.id) < ($3, $4) ORDER BY r.active_at DESC, r.id DESC LIMIT $5"
PAGE_FIRST = f"{PAGE} ORDER BY r.active_at DESC, r.id DESC LIMIT $3"

UNREAD = """
SELECT coalesce(sum(r.last_position - p.read_position), 0)::bigint AS unread
FROM participation p JOIN room r ON r.id = p.room_id AND r.archived_at IS NULL
WHERE p.person_id = $1 AND p.left_at IS NULL
"""

OWN_BY_ID = f"""
SELECT {COLUMNS}, {OWN}
FROM participation p
JOIN {SOURCE} ON r.id = p.room_id
WHERE p.person_id = $1 AND p.left_at IS NULL AND r.id = ANY ($2::uuid[])
"""

HOLD_ROOM = "SELECT 1 FROM room WHERE id = $1 FOR NO KEY UPDATE"

SHARED = f"SELECT {COLUMNS} FROM {SOURCE} WHERE r.id = ANY($1::uuid[])"

OVERVIEW = f"""
SELECT {COLUMNS}
FROM {SOURCE}
WHERE r.workspace_id = $1 AND ($2::uuid IS NULL OR (r.created_at, r.id) > ($3, $2))
ORDER BY r.created_at, r.id LIMIT $4
"""


async def room_of(room_id: UUID, workspace_id: UUID, person_id: UUID) -> Row | None:
    """A room of the firm with the person's part in it, if any."""
    return await sql.row(ROOM_OF, room_id, workspace_id, person_id)


async def lock_room(room_id: UUID, workspace_id: UUID) -> None:
    """Hold the room's row until the transaction ends. What is read after it is what writes will meet."""
    await sql.rows(LOCK_ROOM, room_id, workspace_id)


async def hold_room(room_id: UUID) -> None:
    """As `lock_room`, for work that no viewer asks for."""
    await sql.rows(HOLD_ROOM, room_id)


async def page_of_rooms(person_id: UUID, archived: bool, after: tuple[datetime, UUID] | None, limit: int) -> list[Row]:
    """The person's rooms, most lately active first."""
    if after is None:
        return await sql.rows(PAGE_FIRST, person_id, archived, limit)
    return await sql.rows(PAGE_AFTER, person_id, archived, *after, limit)


async def unread(person_id: UUID) -> int:
    """Messages after the person's read marks in all open rooms together."""
    found = await sql.row(UNREAD, person_id)
    assert found is not None
    return int(found["unread"])


async def own_rooms(person_id: UUID, room_ids: list[UUID]) -> list[Row]:
    """Those of these rooms that the person takes part in."""
    return await sql.rows(OWN_BY_ID, person_id, room_ids)


async def shared_rooms(room_ids: list[UUID]) -> list[Row]:
    """Rooms without anybody's part in them, for views that an audience shares."""
    return await sql.rows(SHARED, room_ids)


async def page_of_workspace(workspace_id: UUID, after: tuple[datetime, UUID] | None, limit: int) -> list[Row]:
    """Every room of a firm by age, for its administrators."""
    created_at, room_id = after or (None, None)
    return await sql.rows(OVERVIEW, workspace_id, room_id, created_at, limit)
