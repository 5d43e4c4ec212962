"""What mutations about rooms and messages are given: one input each."""

from uuid import UUID

import strawberry

from schema.enums import RoomKind

ROOM = "The room's global id."
MIXED = "Set it to let clients of different portals read each other's messages."
PEOPLE = "The people's global ids."


@strawberry.input(description="What a message is made of.")
class SendMessageInput:
    """Input of sendMessage."""

    room_id: strawberry.ID = strawberry.field(description=ROOM)
    client_message_id: UUID = strawberry.field(
        description="A random UUID made by the sender: sending it again answers with the message already sent."
    )
    body: str = strawberry.field(
        default="", description="The plain text; at most 20,000 characters. May be empty beside files."
    )
    replies_to_id: strawberry.ID | None = strawberry.field(default=None, description="The message it answers, if any.")
    upload_ids: list[strawberry.ID] = strawberry.field(
        default_factory=list, description="The viewer's uploads that are its files, in their order; at most 20."
    )


@strawberry.input(description="A new text for a message.")
class EditMessageInput:
    """Input of editMessage."""

    message_id: strawberry.ID = strawberry.field(description="The message's global id.")
    body: str = strawberry.field(description="The new plain text; at most 20,000 characters.")


@strawberry.input(description="Which message.")
class DeleteMessageInput:
    """Input of deleteMessage."""

    message_id: strawberry.ID = strawberry.field(description="The message's global id.")


@strawberry.input(description="What a room begins with.")
class CreateRoomInput:
    """Input of createRoom."""

    name: str = strawberry.field(description="The room's name; at most 200 characters.")
    kind: RoomKind = strawberry.field(default=RoomKind.CONVERSATION, description="Who may write in it; fixed for good.")


@strawberry.input(description="Which room.")
class RoomInput:
    """What the inputs that name a room and nothing else have in common."""

    room_id: strawberry.ID = strawberry.field(description=ROOM)


@strawberry.input(description="The room to archive.")
class ArchiveRoomInput(RoomInput):
    """Input of archiveRoom."""


@strawberry.input(description="The room to open again.")
class UnarchiveRoomInput(RoomInput):
    """Input of unarchiveRoom."""


@strawberry.input(description="The room to get no mail about.")
class MuteRoomInput(RoomInput):
    """Input of muteRoom."""


@strawberry.input(description="The room to get mail about again.")
class UnmuteRoomInput(RoomInput):
    """Input of unmuteRoom."""


@strawberry.input(description="The room the viewer is typing in.")
class ShowTypingInput(RoomInput):
    """Input of showTyping."""


@strawberry.input(description="A new name for a room.")
class RenameRoomInput:
    """Input of renameRoom."""

    room_id: strawberry.ID = strawberry.field(description=ROOM)
    name: str = strawberry.field(description="The new name; at most 200 characters.")


@strawberry.input(description="Who is to look after a room.")
class TransferRoomInput:
    """Input of transferRoom."""

    room_id: strawberry.ID = strawberry.field(description=ROOM)
    manager_id: strawberry.ID = strawberry.field(description="The person's global id: a team member in the room.")


@strawberry.input(description="The portal that a room belongs to.")
class LinkRoomToPortalInput:
    """Input of linkRoomToPortal."""

    room_id: strawberry.ID = strawberry.field(description=ROOM)
    portal_id: strawberry.ID | None = strawberry.field(description="The portal's global id; null to end the link.")
    auto_join: bool = strawberry.field(
        default=False,
        description="Whether clients who become active in the portal from now on join; add those already active.",
    )
    allow_mixed_portals: bool = strawberry.field(default=False, description=MIXED)


@strawberry.input(description="Who is to come into a room.")
class AddParticipantsInput:
    """Input of addParticipants."""

    room_id: strawberry.ID = strawberry.field(description=ROOM)
    person_ids: list[strawberry.ID] = strawberry.field(description=PEOPLE)
    allow_mixed_portals: bool = strawberry.field(default=False, description=MIXED)


@strawberry.input(description="Who is to join a room on activation.")
class InviteToRoomInput(AddParticipantsInput):
    """Input of inviteToRoom."""


@strawberry.input(description="Who is to leave a room.")
class RemoveParticipantsInput:
    """Input of removeParticipants."""

    room_id: strawberry.ID = strawberry.field(description=ROOM)
    person_ids: list[strawberry.ID] = strawberry.field(description=PEOPLE)


@strawberry.input(description="Who is no longer expected in a room.")
class WithdrawInvitationsInput(RemoveParticipantsInput):
    """Input of withdrawInvitations."""


@strawberry.input(description="How far the viewer has read.")
class MarkRoomReadInput:
    """Input of markRoomRead."""

    room_id: strawberry.ID = strawberry.field(description=ROOM)
    position: int = strawberry.field(
        description="The position of the newest message read; the mark only moves forward."
    )
