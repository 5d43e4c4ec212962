"""A firm with very many messages to search in, written by COPY: rooms of all sizes, two years, words by Zipf's law."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import BytesIO
from uuid import UUID, uuid4

import asyncpg

from bench.scene import Scene, scene
from db import sql
from db.connection import asyncpg_arguments
from db.queries import search as queries
from db.queries.messages import STRETCH
from db.vocabulary import Role
from resolvers.search.entries import entries_of, vocabulary_of

ROOMS = 600
OWN = 300
PEOPLE = 40
DAYS = 730
WORDS = 40_000
BATCH = 20_000
COMMON = "the and we to of you for invoice with please payment meeting your contract on is thank report"
SYLLABLES = "ba co di fu ga he ki lo mi na pe ri so tu ve za chan dre fle gno pla qui ster thro"
COLUMNS = ("id", "workspace_id", "room_id", "author_id", "position", "client_message_id", "body", "sent_at")
COLUMNS += ("attachment_count",)

Line = tuple[UUID, UUID, UUID, int, str, datetime]
"""A message: id, room, author, position, text, time."""


@dataclass(frozen=True, slots=True)
class Library:
    """The scene, and how many messages its reader may read."""

    made: Scene
    rooms: list[UUID]
    reader_rooms: list[UUID]
    vocabulary: list[str]


def vocabulary(chance: random.Random) -> list[str]:
    """Words, the most common first: some real ones, then made-up ones that no stemmer was written for."""
    made: dict[str, None] = dict.fromkeys(COMMON.split())
    syllables = SYLLABLES.split()
    while len(made) < WORDS:
        made["".join(chance.choices(syllables, k=chance.randint(2, 4)))] = None
    return list(made)


async def library(database_url: str, messages: int) -> Library:
    """Write the firm's rows; the reader takes part in half of the rooms, large and small."""
    chance = random.Random(7)  # the same firm in each run
    made = await scene(PEOPLE)
    rooms = [uuid4() for _ in range(ROOMS)]
    library = Library(made, rooms, rooms[: 2 * OWN : 2], vocabulary(chance))
    connection = await asyncpg.connect(**asyncpg_arguments(database_url))
    try:
        await connection.execute("DROP INDEX message_search_words")
        await connection.execute("SET synchronous_commit = off")
        await _rooms(library)
        await _messages(connection, library, messages, chance)
        await connection.execute(
            "CREATE INDEX message_search_words ON message_search USING gin (words) WITH (fastupdate = off)"
        )
        await _derived(connection)
        await queries.learn(made.manager.viewer.workspace_id, vocabulary_of(" ".join(library.vocabulary)))
    finally:
        await connection.close()
    return library


async def _rooms(library: Library) -> None:
    workspace_id, manager = library.made.manager.viewer.workspace_id, library.made.manager.viewer
    began = datetime.now(UTC) - timedelta(days=DAYS)
    await sql.execute(
        "INSERT INTO room (id, workspace_id, name, kind, manager_id, auto_join, mixed_portals, last_position,"
        " shared_seq, team_seq, membership_version, active_at, created_at)"
        " SELECT id, $1, 'Client ' || number, 'CONVERSATION', $2, false, false, 0, 0, 0, 0, $3, $3"
        " FROM unnest($4::uuid[]) WITH ORDINALITY AS made (id, number)",
        workspace_id, manager.id, began, library.rooms,
    )  # fmt: skip
    await sql.execute(
        "INSERT INTO participation (id, workspace_id, room_id, person_id, slot, joined_at, joined_position,"
        " joined_shared_seq, read_position, mailed_position)"
        " SELECT gen_random_uuid(), $1, id, $2, number + 1, $3, 0, 0, 0, 0"
        " FROM unnest($4::uuid[]) WITH ORDINALITY AS made (id, number)",
        workspace_id, manager.id, began, library.reader_rooms,
    )  # fmt: skip


def _lines(library: Library, count: int, chance: random.Random) -> Iterator[Line]:
    """Messages in the order of their time: id, room, author, position, text, time."""
    began, step = datetime.now(UTC) - timedelta(days=DAYS), timedelta(days=DAYS) / count
    sizes = [1 / (rank + 10) for rank in range(ROOMS)]
    places = [0] * ROOMS
    authors = [guest.viewer.id for guest in library.made.clients] + [library.made.manager.viewer.id] * PEOPLE
    weights = [1 / (rank + 2) for rank in range(WORDS)]
    cumulated = [0.0]
    for weight in weights:
        cumulated.append(cumulated[-1] + weight)
    for number, place in enumerate(chance.choices(range(ROOMS), sizes, k=count)):
        places[place] += 1
        text = " ".join(chance.choices(library.vocabulary, cum_weights=cumulated[1:], k=chance.randint(4, 24)))
        yield uuid4(), library.rooms[place], chance.choice(authors), places[place], text, began + step * number


async def _messages(connection: asyncpg.Connection, library: Library, count: int, chance: random.Random) -> None:
    keys = {row["id"]: row["search_key"] for row in await connection.fetch("SELECT id, search_key FROM room")}
    batch = []
    for line in _lines(library, count, chance):
        batch.append(line)
        if len(batch) == BATCH:
            await _copy(connection, batch, library, keys)
            batch = []
    await _copy(connection, batch, library, keys)


async def _copy(connection: asyncpg.Connection, batch: list[Line], firm: Library, keys: dict[UUID, int]) -> None:
    workspace_id = firm.made.manager.viewer.workspace_id
    rows = [(key, workspace_id, room, by, place, key, text, at, 0) for key, room, by, place, text, at in batch]
    await connection.copy_records_to_table("message", columns=COLUMNS, records=rows)
    entries = "".join(_entered(line, firm.made.manager.viewer.id, keys[line[1]]) for line in batch)
    columns = ["message_id", "room_id", "sent_at", "words"]
    await connection.copy_to_table("message_search", source=BytesIO(entries.encode()), columns=columns)


def _entered(line: Line, team: UUID, room_key: int) -> str:
    """A row of message_search, as COPY reads it."""
    key, room, author, place, text, at = line
    entries = entries_of(author, Role.TEAM if author == team else Role.CLIENT, text, ())
    return f"{key}\t{room}\t{at.isoformat()}\t{entries.replace('~', f'{room_key:x}.{(place - 1) // STRETCH:x}:')}\n"


async def _derived(connection: asyncpg.Connection) -> None:
    """What sending would have written beside the messages."""
    await connection.execute(f"""
        INSERT INTO search_stretch
        SELECT room_id, (position - 1) / {STRETCH}, min(sent_at), CASE WHEN count(*) = {STRETCH} THEN max(sent_at) END
        FROM message GROUP BY room_id, (position - 1) / {STRETCH};
        INSERT INTO search_author SELECT DISTINCT room_id, author_id FROM message;
        UPDATE room SET active_at = newest, last_position = last, shared_seq = last, team_seq = last
        FROM (SELECT room_id, max(sent_at) AS newest, max(position) AS last FROM message GROUP BY room_id) m
        WHERE room.id = m.room_id;
    """)
    await connection.execute("VACUUM ANALYZE")
