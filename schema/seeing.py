"""The root of queries that are answered as a client would be: the same resolvers, with the client's eyes."""

from __future__ import annotations

from typing import Annotated

import strawberry

from resolvers import seeing
from schema.context import Info, signed_in
from schema.ids import opened
from schema.rooms import Room

RoomID = Annotated[strawberry.ID, strawberry.argument(description="The room's global id.")]
PersonID = Annotated[strawberry.ID, strawberry.argument(description="The client's global id.")]


@strawberry.type
class SeeingQueries:
    """Fields of the query root that show what somebody else sees."""

    @strawberry.field(
        description="A room exactly as a client in it would be answered, which is kept in the audit log, once a "
        "half-hour; null for clients, and unless the viewer and that client are in the room."
    )
    async def room_as_seen_by(self, info: Info, room_id: RoomID, person_id: PersonID) -> Room | None:
        """See resolvers.seeing.room_as_seen_by. Everything below is resolved for the client."""
        viewer, room, person = signed_in(info), opened(room_id), opened(person_id)
        if room is None or person is None or (room[0], person[0]) != ("Room", "Person"):
            return None
        seen = await seeing.room_as_seen_by(viewer, room[1], person[1], info.context.now)
        if seen is None:
            return None
        client, view = seen
        info.context.fork(info.answer, client)
        return Room.of(view)
