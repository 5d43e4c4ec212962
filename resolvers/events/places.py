"""Finds where in the logs a subscription begins: now, or right after its cursor."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from db.queries import live as queries
from db.sql import Row
from db.vocabulary import Role
from resolvers import access, cursors
from resolvers.access import Action
from resolvers.viewer import Viewer

MOST_BEHIND = 1_000


@dataclass(frozen=True, slots=True)
class RoomPlace:
    """A place in a room's log. `position` and `last` count all events, `number` those of the reader's audience.

    `version` is the membership the reader was, or is yet to be, found in; `slot` is set for inboxes.
    """

    room_id: UUID
    position: int
    number: int
    last: int
    version: int
    slot: int = 0


@dataclass(frozen=True, slots=True)
class InboxPlace:
    """A place in a person's own log, with the place in each room to go on from."""

    position: int
    last: int
    rooms: tuple[RoomPlace, ...]


async def room_place(viewer: Viewer, room_id: UUID, after: str | None) -> RoomPlace:
    """Where to begin in a room, if the viewer may read it.

    Raises DomainError: NOT_FOUND, INVALID for a cursor of something else, RESYNC_REQUIRED for one that is no use.
    """
    row = await access.room_for(viewer, room_id, Action.READ)
    now = row["team_seq"] if viewer.role is Role.TEAM else row["shared_seq"]
    number = now if after is None else checked(cursors.room_seq(room_id, viewer.role, after), now)
    position = number if viewer.role is Role.TEAM else (await positions([(row, number)]))[room_id]
    return RoomPlace(room_id, position, number, row["team_seq"], row["membership_version"])


async def inbox_place(viewer: Viewer, after: str | None) -> InboxPlace:
    """Where to begin in an inbox. Raises DomainError as `room_place` does."""
    rows = await queries.inbox_now(viewer.id)
    last: int = rows[0]["event_seq"]
    rooms = [row for row in rows if row["id"]]
    if after is None:
        return InboxPlace(last, last, await room_places(rooms, {row["slot"]: row["shared_seq"] for row in rooms}))
    position, known = cursors.inbox_position(viewer.id, after)
    checked(position, last)
    if position < last:  # a room joined since opens when the own event about it is delivered
        rooms = [row for row in rooms if row["slot"] in known]
    return InboxPlace(position, last, await room_places(rooms, known))


async def inbox_cursor(viewer: Viewer) -> str:
    """Where the viewer's inbox stands now. Read it before what it is to be consistent with."""
    place = await inbox_place(viewer, None)
    return cursors.inbox_cursor(viewer.id, place.position, {room.slot: room.number for room in place.rooms})


async def joined_places(person_id: UUID, known: frozenset[int]) -> tuple[frozenset[int], tuple[RoomPlace, ...]]:
    """The slots of a person's present stays, and the place from the moment of joining for those not `known` yet.

    Raises DomainError RESYNC_REQUIRED as `room_place` does.
    """
    rows = [row for row in await queries.inbox_now(person_id) if row["id"]]
    new = [row for row in rows if row["slot"] not in known]
    return frozenset(row["slot"] for row in rows), await room_places(new, {})


async def room_places(rows: list[Row], known: Mapping[int, int]) -> tuple[RoomPlace, ...]:
    """The place in each room: after the shared event that is known, else after the moment of joining."""
    asked = [(row, checked(known.get(row["slot"], row["joined_shared_seq"]), row["shared_seq"])) for row in rows]
    if sum(row["shared_seq"] - number for row, number in asked) > MOST_BEHIND:
        raise cursors.resync_required()
    found = await positions(asked)
    return tuple(
        RoomPlace(row["id"], found[row["id"]], number, row["team_seq"], row["membership_version"], row["slot"])
        for row, number in asked
    )


async def positions(asked: list[tuple[Row, int]]) -> dict[UUID, int]:
    """The place in each room's whole log for a number of its shared sequence."""
    behind = [(row, number) for row, number in asked if number < row["shared_seq"]]
    found = {row["id"]: row["team_seq"] for row, number in asked if number == row["shared_seq"]}
    if behind:
        kept = await queries.shared_before([row["id"] for row, _ in behind], [number + 1 for _, number in behind])
        found |= {row["room_id"]: row["team_seq"] for row in kept}
    if len(found) != len(asked):
        raise cursors.resync_required()
    return found


def checked(number: int, now: int) -> int:
    """A number that can be resumed from: not from the future, and not too far back."""
    if not now - MOST_BEHIND <= number <= now:
        raise cursors.resync_required()
    return number
