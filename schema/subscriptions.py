"""The subscriptions of the contract, and how a view of an event becomes one of its types."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from typing import Annotated, Any

import strawberry

from db.vocabulary import EventKind, PersonEventKind, SignalKind
from resolvers.views import EventView
from schema import events
from schema.events import Event, InboxEvent, RoomEvent
from schema.ids import global_id
from schema.people import Person
from schema.rooms import Message, Room

IN_ROOM: dict[object, Callable[..., Event]] = {
    EventKind.ROOM_RENAMED: events.RoomRenamed,
    EventKind.ROOM_ARCHIVED: events.RoomArchived,
    EventKind.ROOM_UNARCHIVED: events.RoomUnarchived,
    EventKind.PORTAL_LINKED: events.PortalLinked,
    EventKind.HELD_MAILS_CHANGED: events.HeldMailsChanged,
    PersonEventKind.ROOM_JOINED: events.RoomJoined,
    PersonEventKind.ROOM_READ: events.RoomRead,
    PersonEventKind.ROOM_MUTED: events.RoomMuted,
    PersonEventKind.ROOM_UNMUTED: events.RoomUnmuted,
}
OF_MESSAGE: dict[object, Callable[..., Event]] = {
    EventKind.MESSAGE_SENT: events.MessageSent,
    EventKind.MESSAGE_EDITED: events.MessageEdited,
    EventKind.MESSAGE_DELETED: events.MessageDeleted,
    EventKind.ATTACHMENT_PROCESSED: events.AttachmentProcessed,
}
OF_PERSON: dict[object, Callable[..., Event]] = {
    EventKind.PARTICIPANT_ADDED: events.ParticipantAdded,
    EventKind.PARTICIPANT_REMOVED: events.ParticipantRemoved,
    EventKind.PARTICIPANT_INVITED: events.ParticipantInvited,
    EventKind.INVITATION_WITHDRAWN: events.InvitationWithdrawn,
    EventKind.ROOM_TRANSFERRED: events.RoomTransferred,
}
UNTIL: dict[object, Callable[..., Event]] = {
    SignalKind.CLIENT_TYPING: events.ClientTyping,
    SignalKind.PRESENCE_CHANGED: events.PresenceChanged,
}
OWN: dict[object, Callable[..., Event]] = {
    PersonEventKind.EMAIL_MUTED: events.EmailMuted,
    PersonEventKind.EMAIL_UNMUTED: events.EmailUnmuted,
}

Cursor = Annotated[
    str | None,
    strawberry.argument(
        description="The cursor of the last event handled, or of the query that was shown; without it, from now on."
    ),
]


@strawberry.type(description="What can be listened to, over `graphql-transport-ws`. Every event comes once, in order.")
class Subscription:
    """The root of subscriptions. Live delivery reads the arguments and executes the selection for each event."""

    @strawberry.subscription(description="What happens in one room.")
    async def room_events(
        self, room_id: Annotated[strawberry.ID, strawberry.argument(description="The room.")], after: Cursor = None
    ) -> AsyncIterator[RoomEvent]:
        """Never called: there is no stream per subscriber."""
        raise NotImplementedError
        yield

    @strawberry.subscription(description="What happens in all of the viewer's rooms, and to the viewer's inbox.")
    async def inbox_events(self, after: Cursor = None) -> AsyncIterator[InboxEvent]:
        """Never called, as above."""
        raise NotImplementedError
        yield


def event_of(view: EventView) -> Event:
    """The view of an event as the contract shows it."""
    given: dict[str, Any] = {"cursor": view.cursor, "occurred_at": view.occurred_at}
    if view.kind in OWN:
        return OWN[view.kind](**given)
    if view.kind is PersonEventKind.ROOM_LEFT and view.room_id:
        return events.RoomLeft(**given, room_id=global_id("Room", view.room_id))
    given["room"] = Room.of(view.room) if view.room else None
    if view.kind in IN_ROOM:
        return IN_ROOM[view.kind](**given)
    if view.kind in OF_MESSAGE and view.message and view.room:
        return OF_MESSAGE[view.kind](**given, message=Message.of(view.message, view.room))
    return about_person(view, given)


def about_person(view: EventView, given: dict[str, Any]) -> Event:
    """An event about somebody, which only views for the team hold."""
    assert view.person is not None
    given["person"] = Person.of(view.person)
    if view.kind in UNTIL:
        return UNTIL[view.kind](**given, until=view.until)
    if view.kind is EventKind.MESSAGES_READ:
        return events.MessagesRead(**given, position=view.position or 0)
    return OF_PERSON[view.kind](**given)
