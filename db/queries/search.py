"""Statements that find messages. Each begins at the rooms of who looks, and touches no others."""

import json
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from db import sql
from db.queries.columns import person_columns
from db.queries.messages import STRETCH
from db.queries.search_steps import SEARCH
from db.sql import Row

# Two ranges of an index for each form, for a slip in the first half of a word and for one in the second.
AFTER = "chr(1114111)"
NEAR = f"""
SELECT near.word FROM unnest($2::text[], $3::text[], $4::text[]) AS asked (form, beginning, ending)
CROSS JOIN LATERAL (
    SELECT w.word FROM search_word w
    WHERE w.workspace_id = $1 AND w.word >= asked.beginning AND w.word < asked.beginning || {AFTER}
    UNION ALL
    SELECT w.word FROM search_word w
    WHERE w.workspace_id = $1 AND reverse(w.word) COLLATE "C" >= asked.ending
      AND reverse(w.word) COLLATE "C" < asked.ending || {AFTER}
) near
WHERE abs(char_length(near.word) - char_length(asked.form)) < 2
"""

LEARN = """
INSERT INTO search_word (workspace_id, word) SELECT $1, word FROM unnest($2::text[]) AS word ON CONFLICT DO NOTHING
"""

# Only people who have written in rooms of the viewer, so that nothing here depends on anybody silent.
AUTHORS = f"""
SELECT {person_columns("author", "author_")}, w.id AS workspace_id, w.name AS workspace_name, w.logo_id,
    w.team_shown_as_firm
FROM person author JOIN workspace w ON w.id = author.workspace_id
WHERE w.id = $2 AND author.id IN (
    SELECT s.author_id FROM participation p JOIN search_author s ON s.room_id = p.room_id
    WHERE p.person_id = $1 AND p.left_at IS NULL)
ORDER BY author.id
"""

ROOM_NAMES = """
SELECT r.id, r.name, r.active_at
FROM participation p JOIN room r ON r.id = p.room_id
WHERE p.person_id = $1 AND p.left_at IS NULL AND r.workspace_id = $2
  AND ($3::uuid[] IS NULL OR r.id = ANY ($3)) AND ($4::text IS NULL OR r.kind = $4)
"""

ENTER = f"""
INSERT INTO message_search (message_id, room_id, sent_at, words)
SELECT m.id, m.room_id, m.sent_at, replace(given.words, '~',
    to_hex(r.search_key) || '.' || to_hex((m.position - 1) / {STRETCH}) || ':')::tsvector
FROM unnest($1::uuid[], $2::text[]) AS given (message_id, words)
JOIN message m ON m.id = given.message_id AND m.deleted_at IS NULL
JOIN room r ON r.id = m.room_id
ON CONFLICT (message_id) DO UPDATE SET words = excluded.words
"""

LEAVE = "DELETE FROM message_search WHERE message_id = $1"

UNSEARCHED = """
SELECT m.id, m.author_id, author.role, m.body,
    ARRAY(SELECT a.file_name FROM attachment a WHERE a.room_id = m.room_id AND a.message_id = m.id ORDER BY a.place)
    AS file_names
FROM message m JOIN person author ON author.id = m.author_id
WHERE m.id = ANY ($1::uuid[])
"""

BACKLOG = "SELECT room_id, position FROM search_backlog ORDER BY position DESC LIMIT 1 FOR UPDATE SKIP LOCKED"
WAITING = """
SELECT id FROM message WHERE room_id = $1 AND position > $2::bigint - $3::bigint AND position <= $2
AND deleted_at IS NULL
"""
DONE = """
WITH done AS (DELETE FROM search_backlog WHERE room_id = $1 AND position <= $2::bigint)
UPDATE search_backlog SET position = position - $2 WHERE room_id = $1 AND position > $2
"""


class Place(NamedTuple):
    """Where to look: as who, in which rooms, between which times."""

    person_id: UUID
    workspace_id: UUID
    room_ids: list[UUID] | None
    kind: str | None
    since: datetime | None
    until: datetime


class Tier(NamedTuple):
    """How far to look, and after which message to go on; `as_of` is the moment that recency is counted from."""

    enough: int
    floor: datetime | None
    images_only: bool
    as_of: datetime
    after: tuple[int, UUID] | None
    limit: int


async def search(place: Place, query: str, tier: Tier) -> tuple[list[Row], datetime | None]:
    """A page of what is found, best first, and the time after which nothing was left out; None when nothing was at all.

    `query` is a tsquery in its text form, with `~` for the key of a stretch.
    """
    score, message_id = tier.after or (None, None)
    values = (tier.enough, tier.floor, tier.images_only, tier.as_of, score, message_id, tier.limit)
    found = await sql.rows(SEARCH, *place, query, *values)
    rows = [{**row, "files": json.loads(row["files"] or "[]")} for row in found if row["id"] is not None]
    return rows, found[0]["floor"]


async def words_near(workspace_id: UUID, forms: dict[str, tuple[str, str]]) -> set[str]:
    """The firm's words that begin or end as a form does, given with its two halves. None is for anybody's eyes."""
    beginnings, endings = [start for start, _ in forms.values()], [end[::-1] for _, end in forms.values()]
    return {row["word"] for row in await sql.rows(NEAR, workspace_id, list(forms), beginnings, endings)}


async def learn(workspace_id: UUID, words: list[str]) -> None:
    """Words by which what is mistyped may be mended. They have to be sorted: rows are locked in their order."""
    await sql.execute(LEARN, workspace_id, words)


async def authors(person_id: UUID, workspace_id: UUID) -> list[Row]:
    """Everybody who has written in rooms of the person."""
    return await sql.rows(AUTHORS, person_id, workspace_id)


async def room_names(place: Place) -> list[Row]:
    """The names of the person's rooms."""
    return await sql.rows(ROOM_NAMES, *place[:4])


async def enter(entries: dict[UUID, str]) -> None:
    """Make messages found by these entries and no others. A deleted message stays out."""
    await sql.execute(ENTER, list(entries), list(entries.values()))


async def leave(message_id: UUID) -> None:
    """Make a message not found any more."""
    await sql.execute(LEAVE, message_id)


async def contents(message_ids: list[UUID]) -> list[Row]:
    """What messages say and carry, to be entered."""
    return await sql.rows(UNSEARCHED, message_ids)


async def backlog() -> Row | None:
    """A room with messages from before search, held until the transaction ends."""
    return await sql.row(BACKLOG)


async def waiting(room_id: UUID, position: int, count: int) -> list[UUID]:
    """The last messages up to a position of a room."""
    return [row["id"] for row in await sql.rows(WAITING, room_id, position, count)]


async def done(room_id: UUID, count: int) -> None:
    """So many messages of a room do not wait any more."""
    await sql.execute(DONE, room_id, count)
