"""Statements that read and write messages. A message comes with its author and quote: no second look per message."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from db import sql
from db.queries.columns import person_columns
from db.sql import Row

STRETCH = 512
"""Positions of a room whose messages are found under one key; as in the migration of search."""

COLUMNS = f"""
    m.id, m.workspace_id, m.room_id, m.author_id AS author_key, m.position, m.client_message_id, m.body, m.sent_at,
    m.edited_at, m.deleted_at, m.attachment_count, w.name AS workspace_name, w.team_shown_as_firm,
    w.logo_id,
    {person_columns("author", "author_")},
    quote.id AS quote_id, quote.position AS quote_position, quote.body AS quote_body,
    quote.deleted_at AS quote_deleted_at, {person_columns("quote_author", "quote_author_")}
"""

JOINS = """
    JOIN workspace w ON w.id = m.workspace_id
    JOIN person author ON author.id = m.author_id
    LEFT JOIN message quote ON quote.id = m.replies_to_id
    LEFT JOIN person quote_author ON quote_author.id = quote.author_id
"""

# One index range per room, however many rooms are asked for at once; the reader's stay is part of the statement.
PAGES = f"""
SELECT {COLUMNS}
FROM unnest($2::uuid[], $3::bigint[]) AS asked (room_id, newest)
JOIN participation p ON p.room_id = asked.room_id AND p.person_id = $1 AND p.left_at IS NULL
CROSS JOIN LATERAL (
    SELECT * FROM message
    WHERE message.room_id = asked.room_id AND message.position > $4 AND message.position < $5
      AND message.position <= asked.newest
    ORDER BY message.position %s LIMIT $6
) m
{JOINS}
ORDER BY m.room_id, m.position
"""
PAGES_FORWARD = PAGES % "ASC"
PAGES_BACKWARD = PAGES % "DESC"

BY_ID = f"SELECT {COLUMNS} FROM message m {JOINS} WHERE m.id = ANY($1::uuid[])"

AT = f"""
SELECT {COLUMNS}
FROM unnest($2::uuid[], $3::bigint[]) AS asked (room_id, position)
JOIN participation p ON p.room_id = asked.room_id AND p.person_id = $1 AND p.left_at IS NULL
JOIN message m ON m.room_id = asked.room_id AND m.position = asked.position
{JOINS}
"""

FOR_READER = f"""
SELECT {COLUMNS}
FROM message m
JOIN participation p ON p.room_id = m.room_id AND p.person_id = $2 AND p.left_at IS NULL
{JOINS}
WHERE m.id = $1
"""

BY_CLIENT_ID = f"SELECT {COLUMNS} FROM message m {JOINS} WHERE m.author_id = $1 AND m.client_message_id = $2"

# The room's row is the only one that every sender touches. The door was asked a moment ago: if anything about it
# changed since, no row matches, nothing is written and the sender asks the door again. Who writes has read what came
# before; who answers a mail has read what was in it, and perhaps nothing after.
SEND = f"""
WITH bumped AS (
    UPDATE room SET last_position = last_position + 1, shared_seq = shared_seq + 1, team_seq = team_seq + 1,
        active_at = $8, digest_due_at = coalesce(digest_due_at, $8::timestamptz + (
            SELECT make_interval(mins => w.digest_after_minutes) FROM workspace w WHERE w.id = workspace_id))
    WHERE id = $2 AND membership_version = $7 AND archived_at IS NULL
    RETURNING id, workspace_id, last_position, shared_seq, team_seq, membership_version, search_key
), m AS (
    INSERT INTO message
        (id, workspace_id, room_id, author_id, position, client_message_id, body, replies_to_id, sent_at,
         attachment_count)
    SELECT $1, workspace_id, id, $3, last_position, $4, $5, $6, $8, $9::integer FROM bumped
    RETURNING *
), event AS (
    INSERT INTO room_event (room_id, team_seq, shared_seq, kind, message_id, person_id, occurred_at)
    SELECT id, team_seq, shared_seq, 'MESSAGE_SENT', $1, $3, $8 FROM bumped
), moved AS (
    SELECT p.id, p.read_position AS was,
        CASE WHEN $10::bigint IS NULL OR greatest(p.read_position, $10) >= bumped.last_position - 1
            THEN bumped.last_position ELSE greatest(p.read_position, $10) END AS read_position
    FROM participation p JOIN bumped ON p.room_id = bumped.id WHERE p.person_id = $3 AND p.left_at IS NULL
), mark AS (
    UPDATE participation SET read_position = moved.read_position, read_at = $8 FROM moved
    WHERE participation.id = moved.id
), log AS (
    INSERT INTO read_log (room_id, person_id, position, read_at)
    SELECT $2, $3, moved.read_position, $8
    FROM moved JOIN person ON person.id = $3 AND person.role = 'CLIENT' WHERE moved.read_position > moved.was
), entered AS (
    INSERT INTO message_search (message_id, room_id, sent_at, words)
    SELECT $1, id, $8,
        replace($11, '~', to_hex(search_key) || '.' || to_hex((last_position - 1) / {STRETCH}) || ':')::tsvector
    FROM bumped
), begun AS (
    INSERT INTO search_stretch (room_id, stretch, first_at)
    SELECT id, (last_position - 1) / {STRETCH}, $8 FROM bumped WHERE (last_position - 1) % {STRETCH} = 0
), ended AS (
    UPDATE search_stretch SET last_at = $8 FROM bumped
    WHERE room_id = bumped.id AND last_position % {STRETCH} = 0 AND stretch = (last_position - 1) / {STRETCH}
), heard AS (
    INSERT INTO search_author (room_id, author_id) SELECT id, $3 FROM bumped ON CONFLICT DO NOTHING
), learnt AS (
    INSERT INTO search_word (workspace_id, word) SELECT workspace_id, word FROM bumped, unnest($12::text[]) AS word
    ON CONFLICT DO NOTHING
)
SELECT {COLUMNS}, bumped.team_seq, bumped.membership_version
FROM bumped CROSS JOIN m {JOINS}
"""

EARLIER_TEXTS = """
SELECT e.message_id, e.body, e.replaced_at
FROM message_edit e
JOIN message m ON m.id = e.message_id
JOIN participation p ON p.room_id = m.room_id AND p.person_id = $2 AND p.left_at IS NULL
WHERE e.message_id = ANY($1::uuid[])
ORDER BY e.replaced_at
"""


async def pages_of_messages(
    person_id: UUID, rooms: list[tuple[UUID, int]], above: int, below: int, limit: int, *, backward: bool
) -> list[Row]:
    """Messages of several rooms between two positions, at most `limit` of each, from one end of the window."""
    statement = PAGES_BACKWARD if backward else PAGES_FORWARD
    return await sql.rows(
        statement, person_id, [room for room, _ in rooms], [newest for _, newest in rooms], above, below, limit
    )


async def messages_by_id(message_ids: list[UUID]) -> list[Row]:
    """Messages without regard to who reads: for event feeds, which check membership themselves."""
    return await sql.rows(BY_ID, message_ids)


async def messages_at(person_id: UUID, places: list[tuple[UUID, int]]) -> list[Row]:
    """The messages at these positions of rooms that the person takes part in."""
    return await sql.rows(AT, person_id, [room for room, _ in places], [position for _, position in places])


async def message_for_reader(message_id: UUID, person_id: UUID) -> Row | None:
    """A message of a room that the person takes part in."""
    return await sql.row(FOR_READER, message_id, person_id)


async def message_by_client_id(author_id: UUID, client_message_id: UUID) -> Row | None:
    """What this author has already sent under the id made by the client."""
    return await sql.row(BY_CLIENT_ID, author_id, client_message_id)


class NewMessage(NamedTuple):
    """A message to write. `read_up_to`: how far its author has read, where that is not all that came before it.

    `entries` and `vocabulary`: what it is found by, as `db.queries.search.enter` and `learn` take them.
    """

    id: UUID
    room_id: UUID
    author_id: UUID
    client_message_id: UUID
    body: str
    replies_to_id: UUID | None
    attachment_count: int
    read_up_to: int | None
    entries: str
    vocabulary: list[str]


async def send(new: NewMessage, membership_version: int, now: datetime) -> Row | None:
    """Write a message in one statement; None when the room changed since `membership_version` or is archived."""
    return await sql.row(SEND, *new[:6], membership_version, now, *new[6:])


async def earlier_texts(message_ids: list[UUID], person_id: UUID) -> list[Row]:
    """What edited messages said before, oldest first."""
    return await sql.rows(EARLIER_TEXTS, message_ids, person_id)
