"""Mutations about messages and read marks: each is one call into the rules."""

from __future__ import annotations

from uuid import UUID

import strawberry

from resolvers import marks, messages, rooms
from resolvers.viewer import Viewer
from resolvers.views import MessageView
from schema.context import Info, signed_in
from schema.ids import key_of
from schema.inputs import (
    DeleteMessageInput,
    EditMessageInput,
    MarkRoomReadInput,
    MuteRoomInput,
    SendMessageInput,
    ShowTypingInput,
    UnmuteRoomInput,
)
from schema.payloads import Payload, refused_as_data
from schema.rooms import Message, Room


@strawberry.type(description="What sendMessage answers.")
class SendMessagePayload(Payload):
    """The message, as it stands in the room."""

    message: Message | None = strawberry.field(description="The message; also when it had been sent before.")


@strawberry.type(description="What editMessage answers.")
class EditMessagePayload(Payload):
    """The message, edited."""

    message: Message | None = strawberry.field(description="The message with its new text.")


@strawberry.type(description="What deleteMessage answers.")
class DeleteMessagePayload(Payload):
    """What is left of the message."""

    message: Message | None = strawberry.field(description="What is left: author, time and position.")


@strawberry.type(description="What markRoomRead answers.")
class MarkRoomReadPayload(Payload):
    """The room with the moved mark."""

    room: Room | None = strawberry.field(description="The room with the viewer's mark as it is now.")


@strawberry.type(description="What muteRoom answers.")
class MuteRoomPayload(Payload):
    """The room, muted."""

    room: Room | None = strawberry.field(description="The room with the viewer's setting as it is now.")


@strawberry.type(description="What unmuteRoom answers.")
class UnmuteRoomPayload(Payload):
    """The room, no longer muted."""

    room: Room | None = strawberry.field(description="The room with the viewer's setting as it is now.")


@strawberry.type(description="What showTyping answers.")
class ShowTypingPayload(Payload):
    """Nothing but refusals."""


@strawberry.type
class MessageMutations:
    """Fields of the mutation root about messages and marks."""

    @strawberry.mutation(description="Send a message into a room. Answers once it is kept for good.")
    async def send_message(self, info: Info, input: SendMessageInput) -> SendMessagePayload | None:
        """See resolvers.messages.send_message."""

        async def send() -> SendMessagePayload:
            viewer, room_id = signed_in(info), key_of("Room", input.room_id, "roomId")
            quoted = key_of("Message", input.replies_to_id, "repliesToId") if input.replies_to_id else None
            uploads = [key_of("Upload", upload_id, "uploadIds") for upload_id in input.upload_ids]
            view = await messages.send_message(
                viewer, room_id, input.client_message_id, input.body, quoted, info.context.now, uploads
            )
            return SendMessagePayload(message=await in_its_room(viewer, view), user_errors=[])

        return await refused_as_data(SendMessagePayload, send())

    @strawberry.mutation(description="Change the text of an own message; the team can see the earlier one.")
    async def edit_message(self, info: Info, input: EditMessageInput) -> EditMessagePayload | None:
        """See resolvers.messages.edit_message."""

        async def edit() -> EditMessagePayload:
            viewer, message_id = signed_in(info), key_of("Message", input.message_id, "messageId")
            view = await messages.edit_message(viewer, message_id, input.body, info.context.now)
            return EditMessagePayload(message=await in_its_room(viewer, view), user_errors=[])

        return await refused_as_data(EditMessagePayload, edit())

    @strawberry.mutation(description="Take a message back for everybody: an own one, or any for who manages the room.")
    async def delete_message(self, info: Info, input: DeleteMessageInput) -> DeleteMessagePayload | None:
        """See resolvers.messages.delete_message."""

        async def delete() -> DeleteMessagePayload:
            viewer, message_id = signed_in(info), key_of("Message", input.message_id, "messageId")
            view = await messages.delete_message(viewer, message_id, info.context.now)
            return DeleteMessagePayload(message=await in_its_room(viewer, view), user_errors=[])

        return await refused_as_data(DeleteMessagePayload, delete())

    @strawberry.mutation(description="Move the viewer's read mark forward, as viewing with the page in front does.")
    async def mark_room_read(self, info: Info, input: MarkRoomReadInput) -> MarkRoomReadPayload | None:
        """See resolvers.marks.mark_room_read."""

        async def mark() -> MarkRoomReadPayload:
            viewer, room_id = signed_in(info), key_of("Room", input.room_id, "roomId")
            await marks.mark_room_read(viewer, room_id, input.position, info.context.now)
            return MarkRoomReadPayload(room=await seen_room(viewer, room_id), user_errors=[])

        return await refused_as_data(MarkRoomReadPayload, mark())

    @strawberry.mutation(description="Get no mail about a room. Unread counts go on.")
    async def mute_room(self, info: Info, input: MuteRoomInput) -> MuteRoomPayload | None:
        """See resolvers.marks.mute_room."""

        async def mute() -> MuteRoomPayload:
            viewer, room_id = signed_in(info), key_of("Room", input.room_id, "roomId")
            await marks.mute_room(viewer, room_id, info.context.now)
            return MuteRoomPayload(room=await seen_room(viewer, room_id), user_errors=[])

        return await refused_as_data(MuteRoomPayload, mute())

    @strawberry.mutation(description="Get mail about a room again.")
    async def unmute_room(self, info: Info, input: UnmuteRoomInput) -> UnmuteRoomPayload | None:
        """See resolvers.marks.unmute_room."""

        async def unmute() -> UnmuteRoomPayload:
            viewer, room_id = signed_in(info), key_of("Room", input.room_id, "roomId")
            await marks.unmute_room(viewer, room_id, info.context.now)
            return UnmuteRoomPayload(room=await seen_room(viewer, room_id), user_errors=[])

        return await refused_as_data(UnmuteRoomPayload, unmute())

    @strawberry.mutation(description="Show the team for a few seconds that a client is typing; repeat while it lasts.")
    async def show_typing(self, info: Info, input: ShowTypingInput) -> ShowTypingPayload | None:
        """See resolvers.marks.show_typing."""

        async def show() -> ShowTypingPayload:
            await marks.show_typing(signed_in(info), key_of("Room", input.room_id, "roomId"), info.context.now)
            return ShowTypingPayload(user_errors=[])

        return await refused_as_data(ShowTypingPayload, show())


async def in_its_room(viewer: Viewer, view: MessageView) -> Message | None:
    """A message as the contract shows it; null if the viewer has left the room meanwhile."""
    room = await rooms.find_room(viewer, view.room_id)
    return Message.of(view, room) if room else None


async def seen_room(viewer: Viewer, room_id: UUID) -> Room | None:
    """The room as it is now; null for who is not in it."""
    room = await rooms.find_room(viewer, room_id)
    return Room.of(room) if room else None
