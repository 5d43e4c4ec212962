"""Statements that find messages. Each begins at the rooms of who looks, and touches no others."""

import json
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from db import sql
from db.queries.columns import person_columns
from db.queries.messages import COLUMNS, JOINS, STRETCH
from db.sql import Row

# Clocks of web processes may differ: what is known of a stretch's times is taken to be a minute wider.
SLACK = "interval '1 minute'"

KEY = "to_hex(mine.search_key) || '.' || to_hex(s.stretch) || ':'"

# The stretches of the viewer's rooms between two times. $1 who, $2 which firm, $3 which rooms, $4 which kind,
# $5 from when, $6 until when.
STRETCHES = f"""
mine AS MATERIALIZED (
    SELECT r.id, r.search_key, r.active_at
    FROM participation p JOIN room r ON r.id = p.room_id
    WHERE p.person_id = $1 AND p.left_at IS NULL AND r.workspace_id = $2
      AND ($3::uuid[] IS NULL OR r.id = ANY ($3)) AND ($4::text IS NULL OR r.kind = $4)
), stretch AS MATERIALIZED (
    SELECT {KEY} AS key, least(coalesce(s.last_at, mine.active_at) + {SLACK}, $6::timestamptz) AS newest_at
    FROM mine JOIN search_stretch s ON s.room_id = mine.id
    WHERE s.first_at - {SLACK} <= $6
      AND ($5::timestamptz IS NULL OR coalesce(s.last_at, mine.active_at) + {SLACK} >= $5)
)
"""

# Stretches are looked through from the newest on until there is enough: $8 matches and a share for each room, always
# whole groups of stretches that end at one time. The newest $8 of these are ranked. `floor` is the time after which
# nothing was left out. The next tier begins there; then every stretch across it ends there, so each tier gets further.
# $9 is the floor of a tier that was looked through before, so that its later pages hold the same.
# Score: relevance by ts_rank, a file's name at four times a word of the text, divided by 1 + log of the length; times
# recency, from 1 down to 1/4, half of the way after 30 days. It is a whole number, to compare exactly.
SEARCH = f"""
WITH {STRETCHES}, seen AS MATERIALIZED (
    SELECT found.message_id, found.sent_at, stretch.key, stretch.newest_at
    FROM (SELECT * FROM stretch WHERE $9::timestamptz IS NULL OR newest_at > $9 ORDER BY newest_at DESC) stretch
    CROSS JOIN LATERAL (
        SELECT e.message_id, e.sent_at FROM message_search e
        WHERE e.words @@ replace($7, '~', stretch.key)::tsquery
          AND e.sent_at <= $6 AND ($5 IS NULL OR e.sent_at >= $5)
          AND (NOT $10::boolean OR EXISTS (
            SELECT FROM attachment a
            WHERE a.room_id = e.room_id AND a.message_id = e.message_id AND a.kind = 'IMAGE'))
        OFFSET 0
    ) found
    ORDER BY stretch.newest_at DESC
    FETCH FIRST (CASE WHEN $9 IS NULL THEN least($8::bigint + (SELECT 16 * count(*) FROM mine), 20000) END)
        ROWS WITH TIES
), complete AS (
    SELECT CASE WHEN (SELECT count(*) FROM seen) >= least($8 + (SELECT 16 * count(*) FROM mine), 20000)
        THEN (SELECT max(newest_at) FROM stretch WHERE newest_at < (SELECT min(newest_at) FROM seen)) END AS after
), floor AS (
    SELECT coalesce($9, greatest(complete.after, (
        SELECT sent_at FROM seen WHERE complete.after IS NULL OR sent_at > complete.after
        ORDER BY sent_at DESC OFFSET $8 LIMIT 1))) AS at
    FROM complete
), ranked AS (
    SELECT seen.message_id, round(1e9 * ts_rank('{{0.1, 0.2, 0.4, 1}}', e.words, replace($7, '~', key)::tsquery, 1)
        * (0.25 + 0.75 * power(0.5, greatest(extract(epoch FROM $11::timestamptz - e.sent_at), 0) / 2592000)))::bigint
        AS score
    FROM seen CROSS JOIN floor JOIN message_search e USING (message_id)
    WHERE floor.at IS NULL OR seen.sent_at > floor.at
), page AS (
    SELECT * FROM ranked WHERE $12::bigint IS NULL OR (score, message_id) < ($12, $13::uuid)
    ORDER BY score DESC, message_id DESC LIMIT $14
)
SELECT {COLUMNS}, page.score, floor.at AS floor, (
    SELECT json_agg(json_build_array(a.id, a.file_name) ORDER BY a.place) FROM attachment a
    WHERE m.attachment_count > 0 AND a.room_id = m.room_id AND a.message_id = m.id) AS files
FROM floor LEFT JOIN (page JOIN message m ON m.id = page.message_id AND m.deleted_at IS NULL {JOINS}) ON true
ORDER BY page.score DESC, page.message_id DESC
"""

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
