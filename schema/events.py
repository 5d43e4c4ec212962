"""What subscriptions tell: past-tense events that return the objects a query would return."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Union

import strawberry

from schema.people import Person
from schema.rooms import Message, Room


@strawberry.interface(description="Something that happened.")
class Event:
    """What every event says."""

    cursor: str = strawberry.field(
        description="Where to resume from once this event has been handled; what is not stored leaves it where it was."
    )
    occurred_at: datetime = strawberry.field(description="When it happened; for show, the order is that of delivery.")


@strawberry.interface(description="Something that happened in a room.")
class EventInRoom(Event):
    """What every event of a room says."""

    room: Room = strawberry.field(description="The room as it is now.")


@strawberry.interface(description="Something that happened to a message.")
class EventOfMessage(EventInRoom):
    """What every event of a message says."""

    message: Message = strawberry.field(description="The message as it is now.")


@strawberry.interface(description="Something about a person in a room. Only the team is told.")
class EventOfPerson(EventInRoom):
    """What every event about a person says."""

    person: Person = strawberry.field(description="Whom it is about.")


@strawberry.type(description="A message was sent.")
class MessageSent(EventOfMessage):
    """EventKind.MESSAGE_SENT."""


@strawberry.type(description="A message's text was changed by its author.")
class MessageEdited(EventOfMessage):
    """EventKind.MESSAGE_EDITED."""


@strawberry.type(description="A message was deleted; what is left of it is the place it stood in.")
class MessageDeleted(EventOfMessage):
    """EventKind.MESSAGE_DELETED."""


@strawberry.type(description="A file of a message is known by its content now: it can be had, or was refused.")
class AttachmentProcessed(EventOfMessage):
    """EventKind.ATTACHMENT_PROCESSED."""


@strawberry.type(description="A room got another name.")
class RoomRenamed(EventInRoom):
    """EventKind.ROOM_RENAMED."""


@strawberry.type(description="A room was archived: it can only be read now.")
class RoomArchived(EventInRoom):
    """EventKind.ROOM_ARCHIVED."""


@strawberry.type(description="An archived room was opened again.")
class RoomUnarchived(EventInRoom):
    """EventKind.ROOM_UNARCHIVED."""


@strawberry.type(description="Somebody joined a room. Only the team is told.")
class ParticipantAdded(EventOfPerson):
    """EventKind.PARTICIPANT_ADDED."""


@strawberry.type(description="Somebody left a room or was removed. Only the team is told.")
class ParticipantRemoved(EventOfPerson):
    """EventKind.PARTICIPANT_REMOVED."""


@strawberry.type(description="Somebody who is not active yet will join on activation. Only the team is told.")
class ParticipantInvited(EventOfPerson):
    """EventKind.PARTICIPANT_INVITED."""


@strawberry.type(description="Somebody will not join on activation after all. Only the team is told.")
class InvitationWithdrawn(EventOfPerson):
    """EventKind.INVITATION_WITHDRAWN."""


@strawberry.type(description="A room has another manager: `person`. Only the team is told.")
class RoomTransferred(EventOfPerson):
    """EventKind.ROOM_TRANSFERRED."""


@strawberry.type(description="A room was linked to a portal, or the link was changed or undone. Only the team is told.")
class PortalLinked(EventInRoom):
    """EventKind.PORTAL_LINKED."""


@strawberry.type(description="A client has read on. Only the team is told.")
class MessagesRead(EventOfPerson):
    """EventKind.MESSAGES_READ."""

    position: int = strawberry.field(description="The position up to which the client has now read.")


@strawberry.type(description="A mail to the room is held, or a held one was decided. Only the team is told.")
class HeldMailsChanged(EventInRoom):
    """EventKind.HELD_MAILS_CHANGED."""


@strawberry.type(description="A client is typing. Only the team is told, and nothing of it is stored.")
class ClientTyping(EventOfPerson):
    """SignalKind.CLIENT_TYPING."""

    until: datetime = strawberry.field(description="When to stop showing it, unless it is told again.")


@strawberry.type(description="A client came online, stays, or went. Only the team is told; nothing is stored.")
class PresenceChanged(EventOfPerson):
    """SignalKind.PRESENCE_CHANGED."""

    until: datetime = strawberry.field(
        description="Until when the client counts as online, unless it is told again; not in the future once offline."
    )


@strawberry.interface(description="Something about the viewer's own part in a room. Nobody else is told.")
class OwnEvent(Event):
    """What every event about an own stay says."""

    room: Room | None = strawberry.field(description="The room as it is now; null once the viewer has left it.")


@strawberry.type(description="The viewer takes part in a room from now on.")
class RoomJoined(OwnEvent):
    """PersonEventKind.ROOM_JOINED."""


@strawberry.type(description="The viewer does not take part in a room any more.")
class RoomLeft(Event):
    """PersonEventKind.ROOM_LEFT."""

    room_id: strawberry.ID = strawberry.field(description="The id of the room, which can no longer be fetched.")


@strawberry.type(description="The viewer's read mark moved, here or on another device.")
class RoomRead(OwnEvent):
    """PersonEventKind.ROOM_READ."""


@strawberry.type(description="The viewer muted mail about a room.")
class RoomMuted(OwnEvent):
    """PersonEventKind.ROOM_MUTED."""


@strawberry.type(description="The viewer wants mail about a room again.")
class RoomUnmuted(OwnEvent):
    """PersonEventKind.ROOM_UNMUTED."""


@strawberry.type(description="The viewer muted all mail.")
class EmailMuted(Event):
    """PersonEventKind.EMAIL_MUTED."""


@strawberry.type(description="The viewer wants mail again.")
class EmailUnmuted(Event):
    """PersonEventKind.EMAIL_UNMUTED."""


RoomEvent = Annotated[
    Union[  # noqa: UP007  Strawberry names unions written like this
        MessageSent,
        MessageEdited,
        MessageDeleted,
        AttachmentProcessed,
        RoomRenamed,
        RoomArchived,
        RoomUnarchived,
        ParticipantAdded,
        ParticipantRemoved,
        ParticipantInvited,
        InvitationWithdrawn,
        RoomTransferred,
        PortalLinked,
        MessagesRead,
        HeldMailsChanged,
        ClientTyping,
        PresenceChanged,
    ],
    strawberry.union("RoomEvent", description="What happens in one room; clients are told the first six kinds only."),
]

InboxEvent = Annotated[
    Union[  # noqa: UP007
        MessageSent,
        MessageEdited,
        MessageDeleted,
        AttachmentProcessed,
        RoomRenamed,
        RoomArchived,
        RoomUnarchived,
        RoomJoined,
        RoomLeft,
        RoomRead,
        RoomMuted,
        RoomUnmuted,
        EmailMuted,
        EmailUnmuted,
    ],
    strawberry.union("InboxEvent", description="What happens in all of the viewer's rooms, and to the viewer's inbox."),
]
