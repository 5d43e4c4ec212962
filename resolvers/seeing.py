"""Seeing a room as one of its clients sees it: for the team in the room, read-only, and never without a trace."""

from datetime import datetime, timedelta
from uuid import UUID

from db import sql
from db.queries import audit as audit_queries
from db.queries import participants as participant_queries
from db.queries import rooms as queries
from db.vocabulary import AuditAction, Role
from resolvers import access, rooms
from resolvers.access import Action
from resolvers.viewer import Viewer
from resolvers.views import RoomView

ONE_LOOK = timedelta(minutes=30)
"""Who turns pages looks once: what is asked for within this time of an entry adds none."""


async def room_as_seen_by(
    viewer: Viewer, room_id: UUID, person_id: UUID, now: datetime
) -> tuple[Viewer, RoomView] | None:
    """The client as somebody who asks, and the room as they see it; None unless both are in it, and for clients.

    Who looked, as whom and when is written down before anything is shown, once a look. Nothing counts as read by it.
    The client comes with the viewer's session: links in the answer that need no cookie are good for nobody.
    """
    room = await queries.room_of(room_id, viewer.workspace_id, viewer.id)
    if room is None or Action.SEE_AS not in access.may(viewer, room):
        return None
    async with sql.transaction():
        people = await participant_queries.people(viewer.workspace_id, room_id, [person_id])
        if not people or not people[0]["takes_part"] or people[0]["role"] != Role.CLIENT:
            return None
        actor = (viewer.workspace_id, viewer.id)
        await audit_queries.record_unless_since(
            actor, AuditAction.ROOM_SEEN_AS, room_id, person_id, now, now - ONE_LOOK
        )
    client = Viewer(person_id, viewer.workspace_id, Role.CLIENT, is_administrator=False, session_id=viewer.session_id)
    view = await rooms.find_room(client, room_id)
    return (client, view) if view else None
