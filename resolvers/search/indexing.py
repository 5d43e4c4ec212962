"""Keeps what messages are found by: written, changed and removed in the transaction of the message itself."""

from collections.abc import Sequence
from uuid import UUID

from db import sql
from db.queries import rooms as room_queries
from db.queries import search as queries
from db.vocabulary import Role
from resolvers.search.entries import entries_of, vocabulary_of

__all__ = ["enter", "enter_backlog", "entries_of", "leave", "vocabulary_of"]

AT_ONCE = 500


async def enter(message_ids: Sequence[UUID]) -> None:
    """Make messages found by what they say and carry now, inside the transaction that changed them."""
    rows = await queries.contents(list(message_ids))
    await queries.enter(
        {row["id"]: entries_of(row["author_id"], Role(row["role"]), row["body"], row["file_names"]) for row in rows}
    )


async def leave(message_id: UUID) -> None:
    """Make a message not found any more, inside the transaction that deletes it."""
    await queries.leave(message_id)


async def enter_backlog() -> None:
    """Enter what was written before there was search, a few hundred messages in a transaction, until nothing waits."""
    while await _enter_some():
        pass


async def _enter_some() -> bool:
    async with sql.transaction():
        room = await queries.backlog()
        if room is None:
            return False
        # As whoever edits or deletes does, so that an earlier text is never entered after a later one.
        await room_queries.hold_room(room["room_id"])
        await enter(await queries.waiting(room["room_id"], room["position"], AT_ONCE))
        await queries.done(room["room_id"], AT_ONCE)
    return True
