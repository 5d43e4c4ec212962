"""Stops mail by the token of a mail, without signing in: the token can do this and nothing else."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import assert_never
from uuid import UUID

from db.queries import muting as queries
from db.sql import Row
from db.vocabulary import Role
from resolvers import marks, people
from resolvers.digests.tokens import hash_of_mailed
from resolvers.errors import not_found
from resolvers.links import link_invalid
from resolvers.viewer import Viewer


class Wish(StrEnum):
    """What the reader of a mail asks for."""

    MUTE_ROOM = "MUTE_ROOM"
    MUTE_ALL = "MUTE_ALL"
    UNMUTE_ROOM = "UNMUTE_ROOM"
    UNMUTE_ALL = "UNMUTE_ALL"


@dataclass(frozen=True, slots=True)
class Holder:
    """Whose mail it is, and what is muted. `room_name` is None for those who no longer take part."""

    viewer: Viewer
    room_id: UUID
    room_name: str | None
    workspace_name: str
    email: str
    locale: str
    is_room_muted: bool
    is_all_muted: bool


async def holder_of(token: str) -> Holder:
    """The reader whose mail held this token. Looking changes nothing. Raises LINK_INVALID."""
    row = await queries.holder(hash_of_mailed(token))
    if row is None:
        raise link_invalid()
    return Holder(
        viewer=_viewer(row),
        room_id=row["room_id"],
        room_name=row["room_name"],
        workspace_name=row["workspace_name"],
        email=row["email"],
        locale=row["locale"],
        is_room_muted=row["muted_at"] is not None,
        is_all_muted=row["email_muted_at"] is not None,
    )


async def grant(token: str, wish: Wish, now: datetime) -> Holder:
    """Stop or resume mail, at once; answers how things stand then.

    Raises LINK_INVALID, NOT_FOUND for the room of somebody who no longer takes part.
    """
    holder = await holder_of(token)
    if holder.room_name is None and wish in {Wish.MUTE_ROOM, Wish.UNMUTE_ROOM}:
        raise not_found("Room")
    await _grant(holder, wish, now)
    return await holder_of(token)


async def unsubscribe(token: str, now: datetime) -> None:
    """What a mail program's own button does: mute the room, or all mail where there is no part in it any more.

    Raises LINK_INVALID.
    """
    holder = await holder_of(token)
    await _grant(holder, Wish.MUTE_ROOM if holder.room_name is not None else Wish.MUTE_ALL, now)


async def _grant(holder: Holder, wish: Wish, now: datetime) -> None:
    match wish:
        case Wish.MUTE_ROOM:
            await marks.mute_room(holder.viewer, holder.room_id, now)
        case Wish.UNMUTE_ROOM:
            await marks.unmute_room(holder.viewer, holder.room_id, now)
        case Wish.MUTE_ALL:
            await people.mute_email(holder.viewer, now)
        case Wish.UNMUTE_ALL:
            await people.unmute_email(holder.viewer, now)
        case _:
            assert_never(wish)


def _viewer(row: Row) -> Viewer:
    """The reader as somebody who asks. There is no session behind it: only the acts above are done in this name."""
    role = Role(row["role"])
    return Viewer(row["person_id"], row["workspace_id"], role, row["is_administrator"], session_id=row["mail_id"])
