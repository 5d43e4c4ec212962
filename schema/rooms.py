"""Rooms and their messages, copied from views: what a view lacks is null here."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

import strawberry

from resolvers import visibility
from resolvers.pages import size_of, window_of
from resolvers.views import MessageView, OwnMarks, RoomView
from schema.attachments import Attachment
from schema.connections import Connection, connection
from schema.context import Info, signed_in
from schema.directives import PerViewer
from schema.enums import Action, RoomKind
from schema.ids import global_id
from schema.nodes import Node
from schema.original_mail import MessageMail
from schema.people import Person, Portal
from schema.readers import Author, EarlierText, Participant, Quote, ReadReceipt, RoomInvitation

First = Annotated[
    int | None, strawberry.argument(description="How many from the beginning, or after `after`; at most 100.")
]
After = Annotated[str | None, strawberry.argument(description="The cursor after which the page begins.")]
Last = Annotated[int | None, strawberry.argument(description="How many from the end, or before `before`; at most 100.")]
Before = Annotated[str | None, strawberry.argument(description="The cursor before which the page ends.")]
Around = Annotated[
    int | None, strawberry.argument(description="The position that is to be in the middle of the page of `first`.")
]


@strawberry.type(description="A room, where the firm's people and its clients talk.")
class Room(Node):
    """A room as one side is shown it."""

    view: strawberry.Private[RoomView]
    name: str = strawberry.field(description="The room's name.")
    kind: RoomKind = strawberry.field(description="Who may write in it.")
    created_at: datetime = strawberry.field(description="When it was created.")
    archived_at: datetime | None = strawberry.field(description="When it was archived; null while it is open.")
    last_position: int = strawberry.field(description="The position of the newest message; 0 in a room without any.")
    event_cursor: str = strawberry.field(
        description="Where this answer stands in the room's events: `roomEvents` after it miss nothing."
    )
    manager: Person | None = strawberry.field(description="Who looks after the room; null for clients.")
    portal: Portal | None = strawberry.field(description="The portal it is linked to; null for clients.")
    auto_join: bool | None = strawberry.field(
        description="Whether clients who become active in the portal join; null for clients."
    )
    mixed_portals: bool | None = strawberry.field(
        description="Whether clients of different portals were let in on purpose; null for clients."
    )

    @classmethod
    def of(cls, view: RoomView) -> Room:
        """The view as the contract shows it."""
        return cls(
            view=view,
            id=global_id("Room", view.id),
            name=view.name,
            kind=view.kind,
            created_at=view.created_at,
            archived_at=view.archived_at,
            last_position=view.last_position,
            event_cursor=view.cursor,
            manager=Person.of(view.manager) if view.manager else None,
            portal=Portal.of(view.portal) if view.portal else None,
            auto_join=view.auto_join,
            mixed_portals=view.mixed_portals,
        )

    @strawberry.field(description="Messages after the viewer's read mark.", directives=[PerViewer()])
    def unread_count(self) -> int:
        """A subtraction of two positions."""
        return self.view.unread_count

    @strawberry.field(description="The position up to which the viewer has read.", directives=[PerViewer()])
    def read_position(self) -> int:
        """The viewer's own mark."""
        return _own(self.view).read_position

    @strawberry.field(description="When the viewer muted mail about the room; null if not.", directives=[PerViewer()])
    def muted_at(self) -> datetime | None:
        """The viewer's own setting."""
        return _own(self.view).muted_at

    @strawberry.field(description="What the viewer may do in the room now.", directives=[PerViewer()])
    def viewer_may(self) -> list[Action]:
        """The row of the law that is the viewer's, in the order of its definition."""
        return [action for action in Action if action in _own(self.view).may]

    @strawberry.field(description="The newest message, deleted or not; null in a room without any.")
    async def last_message(self, info: Info) -> Message | None:
        """Loaded for all rooms of a list at once."""
        found = await info.context.loads.newest.load(self.view)
        return Message.of(found, self.view) if found else None

    @strawberry.field(description="The room's messages in their order; without arguments the newest 50.")
    async def messages(
        self,
        info: Info,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
        around: Around = None,
    ) -> Connection[Message]:
        """Loaded for all rooms of a list at once."""
        window = window_of(first, after, last, before, around, default=50)
        page = await info.context.loads.messages.load((window, self.view))
        return connection(page, lambda message: Message.of(message, self.view))

    @strawberry.field(
        description="Who takes part, in the order of joining; null for clients: it is not theirs to know."
    )
    async def participants(
        self, info: Info, first: First = None, after: After = None
    ) -> Connection[Participant] | None:
        """Loaded for all rooms of a list at once."""
        page = await info.context.loads.participants.load(((size_of(first, 50, "first"), after), self.view))
        return connection(page, lambda view: Participant.of(view, self.view.id)) if page else None

    @strawberry.field(description="Who joins on activation; null for clients.")
    async def invitations(self, info: Info) -> list[RoomInvitation] | None:
        """Loaded for all rooms of a list at once."""
        found = await info.context.loads.invitations.load(self.view)
        return None if found is None else [RoomInvitation.of(view) for view in found]


@strawberry.type(description="A message. A deleted one keeps its author, time and position, and has an empty body.")
class Message(Node):
    """A message as one side is shown it."""

    view: strawberry.Private[MessageView]
    in_room: strawberry.Private[RoomView]
    position: int = strawberry.field(
        description="Its place in the room: 1, 2, 3 … without gaps, the same for everybody."
    )
    client_message_id: UUID = strawberry.field(
        description="The random UUID under which its author sent it; for matching a message that is already on screen."
    )
    author: Author = strawberry.field(description="Who wrote it.")
    body: str = strawberry.field(description="The plain text; empty once deleted.")
    sent_at: datetime = strawberry.field(description="When it was sent; for show, the order is `position`.")
    edited_at: datetime | None = strawberry.field(description="When it was last edited; null if never.")
    deleted_at: datetime | None = strawberry.field(description="When it was deleted; null while it stands.")
    quote: Quote | None = strawberry.field(description="The message it answers; null if none.")

    @classmethod
    def of(cls, view: MessageView, room: RoomView) -> Message:
        """The view as the contract shows it, in its room."""
        return cls(
            view=view,
            in_room=room,
            id=global_id("Message", view.id),
            position=view.position,
            client_message_id=view.client_message_id,
            author=Author.of(view.author),
            body=view.body,
            sent_at=view.sent_at,
            edited_at=view.edited_at,
            deleted_at=view.deleted_at,
            quote=Quote.of(view.quote) if view.quote else None,
        )

    @strawberry.field(description="The room it was sent in.")
    def room(self) -> Room:
        """The room that the message came with."""
        return Room.of(self.in_room)

    @strawberry.field(description="Whether the viewer may delete it now.", directives=[PerViewer()])
    def viewer_can_delete(self, info: Info) -> bool:
        """Own messages, or everybody's for who looks after the room."""
        own = self.view.author.id == signed_in(info).id and Action.DELETE_OWN in _own(self.in_room).may
        return self.view.deleted_at is None and (own or Action.DELETE_ANY in _own(self.in_room).may)

    @strawberry.field(description="Whether the viewer may edit it now.", directives=[PerViewer()])
    def viewer_can_edit(self, info: Info) -> bool:
        """Own messages that stand, in a room that can be written in."""
        own = self.view.author.id == signed_in(info).id
        return own and self.view.deleted_at is None and Action.EDIT_OWN in _own(self.in_room).may

    @strawberry.field(description="Its images and files, in their order.")
    async def attachments(self, info: Info) -> list[Attachment]:
        """Loaded for all messages of a page at once; nothing is asked for messages without any."""
        if not self.view.attachment_count:
            return []
        return [Attachment.of(view) for view in await info.context.loads.attachments.load(self.view.id)]

    @strawberry.field(description="Which clients have read it, the first reader first; null for clients.")
    async def read_by(self, info: Info, first: First = None, after: After = None) -> Connection[ReadReceipt] | None:
        """Loaded for all messages of a page at once."""
        page = await info.context.loads.receipts.load(((size_of(first, 50, "first"), after), self.view.id))
        return connection(page, ReadReceipt.of) if page else None

    @strawberry.field(
        description="To how many clients it was mailed, which deleting it does not undo; null for clients."
    )
    async def mailed_count(self, info: Info) -> int | None:
        """Loaded for all messages of a page at once."""
        return await info.context.loads.mailed_counts.load(self.view.id)

    @strawberry.field(
        description="The mail by which it came; null for what was written here, once deleted, and for clients."
    )
    async def mail(self, info: Info) -> MessageMail | None:
        """Loaded for all messages of a page at once."""
        found = await info.context.loads.original_mails.load(self.view.id)
        return MessageMail.of(found) if found else None

    @strawberry.field(description="What it said before its edits, oldest first; null for clients.")
    async def earlier_texts(self, info: Info) -> list[EarlierText] | None:
        """Loaded for all messages of a page at once."""
        if not visibility.sees(signed_in(info), visibility.Facet.EARLIER_TEXTS):
            return None
        return [EarlierText.of(view) for view in await info.context.loads.earlier_texts.load(self.view.id)]


def _own(room: RoomView) -> OwnMarks:
    """The viewer's marks. A view that an audience shares has none, and is never asked: those fields are perViewer."""
    assert room.mine is not None
    return room.mine
