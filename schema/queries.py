"""The root of queries about rooms: one room, the viewer's rooms, any node by its id."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

import strawberry

from resolvers import attachments, events, messages, rooms
from resolvers.pages import size_of
from resolvers.viewer import Viewer
from resolvers.views import RoomView
from schema.attachments import Attachment
from schema.connections import Connection, connection
from schema.context import Info, signed_in
from schema.enums import RoomKind
from schema.ids import global_id, opened
from schema.lookahead import selects
from schema.nodes import Node
from schema.people import Person, Portal
from schema.rooms import After, First, Message, Room
from schema.viewers import person_node, portal_node

Archived = Annotated[bool, strawberry.argument(description="True for the archived rooms, false for the open ones.")]
GlobalID = Annotated[strawberry.ID, strawberry.argument(description="The object's global id.")]


@strawberry.type(description="A room as administrators see every room of the firm: nothing of what was said in it.")
class RoomOverview:
    """A room that an administrator may look after without being in it."""

    id: strawberry.ID = strawberry.field(description="The room's global id.")
    name: str = strawberry.field(description="The room's name.")
    kind: RoomKind = strawberry.field(description="Who may write in it.")
    created_at: datetime = strawberry.field(description="When it was created.")
    archived_at: datetime | None = strawberry.field(description="When it was archived; null while it is open.")
    manager: Person | None = strawberry.field(description="Who looks after it.")
    portal: Portal | None = strawberry.field(description="The portal it is linked to; null if none.")

    @classmethod
    def of(cls, view: RoomView) -> RoomOverview:
        """The view as the contract shows it."""
        return cls(
            id=global_id("Room", view.id),
            name=view.name,
            kind=view.kind,
            created_at=view.created_at,
            archived_at=view.archived_at,
            manager=Person.of(view.manager) if view.manager else None,
            portal=Portal.of(view.portal) if view.portal else None,
        )


@strawberry.type(description="A page of the viewer's rooms.")
class RoomConnection(Connection[Room]):
    """The inbox, with the place in its events."""

    inbox_cursor: str | None = strawberry.field(
        description="Where this answer stands in the inbox: `inboxEvents` after it miss nothing of what came later."
    )


async def room_node(viewer: Viewer, key: UUID) -> Room | None:
    """A room the viewer takes part in."""
    view = await rooms.find_room(viewer, key)
    return Room.of(view) if view else None


async def message_node(viewer: Viewer, key: UUID) -> Message | None:
    """A message of a room the viewer takes part in."""
    view = await messages.find_message(viewer, key)
    room = await rooms.find_room(viewer, view.room_id) if view else None
    return Message.of(view, room) if view and room else None


async def attachment_node(viewer: Viewer, key: UUID) -> Attachment | None:
    """An attachment of a message the viewer may read."""
    view = await attachments.find_attachment(viewer, key)
    return Attachment.of(view) if view else None


FINDERS = {
    "Room": room_node,
    "Message": message_node,
    "Attachment": attachment_node,
    "Person": person_node,
    "Portal": portal_node,
}
"""How to find a node of each type. What is not the viewer's to see is not found."""


@strawberry.type
class RoomQueries:
    """Fields of the query root about rooms."""

    @strawberry.field(description="Any object by its global id; null for what does not exist or is not the viewer's.")
    async def node(self, info: Info, id: GlobalID) -> Node | None:
        """As blind as the type's own field."""
        viewer, found = signed_in(info), opened(id)
        finder = FINDERS.get(found[0]) if found else None
        return await finder(viewer, found[1]) if finder and found else None

    @strawberry.field(description="A room the viewer takes part in; null for every other id.")
    async def room(self, info: Info, id: GlobalID) -> Room | None:
        """Does not exist and not yours are the same answer."""
        viewer, found = signed_in(info), opened(id)
        return await room_node(viewer, found[1]) if found and found[0] == "Room" else None

    @strawberry.field(description="The rooms the viewer takes part in, the most lately active first; 30 unless asked.")
    async def rooms(
        self, info: Info, first: First = None, after: After = None, archived: Archived = False
    ) -> RoomConnection:
        """The inbox. Its cursor is read before the rooms: what happens between is told again, never missed."""
        viewer, size = signed_in(info), size_of(first, 30, "first")
        cursor = await events.inbox_cursor(viewer) if selects(info, "inboxCursor") else None
        page = connection(await rooms.page_rooms(viewer, archived, size, after), Room.of)
        return RoomConnection(edges=page.edges, nodes=page.nodes, page_info=page.page_info, inbox_cursor=cursor)

    @strawberry.field(description="Every room of the firm by age, for administrators, so that none is orphaned.")
    async def workspace_rooms(self, info: Info, first: First = None, after: After = None) -> Connection[RoomOverview]:
        """What stand-ins choose from."""
        page = await rooms.page_workspace_rooms(signed_in(info), size_of(first, 30, "first"), after)
        return connection(page, RoomOverview.of)
