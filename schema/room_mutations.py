"""Mutations about rooms and who takes part in them: each is one call into the rules."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import strawberry

from resolvers import participants, rooms
from resolvers.views import RoomView
from schema.context import Info, signed_in
from schema.ids import key_of
from schema.inputs import (
    AddParticipantsInput,
    ArchiveRoomInput,
    CreateRoomInput,
    InviteToRoomInput,
    LinkRoomToPortalInput,
    RemoveParticipantsInput,
    RenameRoomInput,
    TransferRoomInput,
    UnarchiveRoomInput,
    WithdrawInvitationsInput,
)
from schema.message_mutations import seen_room
from schema.payloads import Payload, refused_as_data
from schema.rooms import Room

AFTERWARDS = "The room as it is now; null for an administrator who is not in it."


@strawberry.type(description="What createRoom answers.")
class CreateRoomPayload(Payload):
    """The new room."""

    room: Room | None = strawberry.field(description="The new room, with the viewer as its manager.")


@strawberry.type(description="What renameRoom answers.")
class RenameRoomPayload(Payload):
    """The renamed room."""

    room: Room | None = strawberry.field(description=AFTERWARDS)


@strawberry.type(description="What archiveRoom answers.")
class ArchiveRoomPayload(Payload):
    """The archived room."""

    room: Room | None = strawberry.field(description=AFTERWARDS)


@strawberry.type(description="What unarchiveRoom answers.")
class UnarchiveRoomPayload(Payload):
    """The room, open again."""

    room: Room | None = strawberry.field(description=AFTERWARDS)


@strawberry.type(description="What transferRoom answers.")
class TransferRoomPayload(Payload):
    """The room with its new manager."""

    room: Room | None = strawberry.field(description=AFTERWARDS)


@strawberry.type(description="What linkRoomToPortal answers.")
class LinkRoomToPortalPayload(Payload):
    """The linked room."""

    room: Room | None = strawberry.field(description=AFTERWARDS)


@strawberry.type(description="What addParticipants answers.")
class AddParticipantsPayload(Payload):
    """The room with more people in it."""

    room: Room | None = strawberry.field(description=AFTERWARDS)


@strawberry.type(description="What removeParticipants answers.")
class RemoveParticipantsPayload(Payload):
    """The room with fewer people in it."""

    room: Room | None = strawberry.field(description=AFTERWARDS)


@strawberry.type(description="What inviteToRoom answers.")
class InviteToRoomPayload(Payload):
    """The room with people expected in it."""

    room: Room | None = strawberry.field(description=AFTERWARDS)


@strawberry.type(description="What withdrawInvitations answers.")
class WithdrawInvitationsPayload(Payload):
    """The room with fewer people expected in it."""

    room: Room | None = strawberry.field(description=AFTERWARDS)


@strawberry.type
class RoomMutations:
    """Fields of the mutation root about rooms and participants."""

    @strawberry.mutation(description="Open a room; who does is its manager and first participant. For the team.")
    async def create_room(self, info: Info, input: CreateRoomInput) -> CreateRoomPayload | None:
        """See resolvers.rooms.create_room."""

        async def create() -> CreateRoomPayload:
            view = await rooms.create_room(signed_in(info), input.name, input.kind, info.context.now)
            return CreateRoomPayload(room=Room.of(view), user_errors=[])

        return await refused_as_data(CreateRoomPayload, create())

    @strawberry.mutation(description="Give a room another name. For its manager.")
    async def rename_room(self, info: Info, input: RenameRoomInput) -> RenameRoomPayload | None:
        """See resolvers.rooms.rename_room."""

        async def rename() -> RenameRoomPayload:
            view = await rooms.rename_room(signed_in(info), room_key(input.room_id), input.name, info.context.now)
            return RenameRoomPayload(room=shown(view), user_errors=[])

        return await refused_as_data(RenameRoomPayload, rename())

    @strawberry.mutation(description="Make a room read-only and take it off the list. For its manager.")
    async def archive_room(self, info: Info, input: ArchiveRoomInput) -> ArchiveRoomPayload | None:
        """See resolvers.rooms.archive_room."""

        async def archive() -> ArchiveRoomPayload:
            view = await rooms.archive_room(signed_in(info), room_key(input.room_id), info.context.now)
            return ArchiveRoomPayload(room=shown(view), user_errors=[])

        return await refused_as_data(ArchiveRoomPayload, archive())

    @strawberry.mutation(description="Open an archived room again. For its manager.")
    async def unarchive_room(self, info: Info, input: UnarchiveRoomInput) -> UnarchiveRoomPayload | None:
        """See resolvers.rooms.unarchive_room."""

        async def unarchive() -> UnarchiveRoomPayload:
            view = await rooms.unarchive_room(signed_in(info), room_key(input.room_id), info.context.now)
            return UnarchiveRoomPayload(room=shown(view), user_errors=[])

        return await refused_as_data(UnarchiveRoomPayload, unarchive())

    @strawberry.mutation(description="Make another team member in the room its manager. For its manager.")
    async def transfer_room(self, info: Info, input: TransferRoomInput) -> TransferRoomPayload | None:
        """See resolvers.rooms.transfer_room."""

        async def transfer() -> TransferRoomPayload:
            room_id, manager_id = room_key(input.room_id), key_of("Person", input.manager_id, "managerId")
            view = await rooms.transfer_room(signed_in(info), room_id, manager_id, info.context.now)
            return TransferRoomPayload(room=shown(view), user_errors=[])

        return await refused_as_data(TransferRoomPayload, transfer())

    @strawberry.mutation(description="Link a room to a portal, or end the link. For its manager.")
    async def link_room_to_portal(self, info: Info, input: LinkRoomToPortalInput) -> LinkRoomToPortalPayload | None:
        """See resolvers.rooms.link_room_to_portal."""

        async def link() -> LinkRoomToPortalPayload:
            viewer, room_id = signed_in(info), room_key(input.room_id)
            portal_id = key_of("Portal", input.portal_id, "portalId") if input.portal_id else None
            view = await rooms.link_room_to_portal(
                viewer, room_id, portal_id, input.auto_join, input.allow_mixed_portals, info.context.now
            )
            return LinkRoomToPortalPayload(room=shown(view), user_errors=[])

        return await refused_as_data(LinkRoomToPortalPayload, link())

    @strawberry.mutation(description="Let active people into a room; they see its whole history. For its manager.")
    async def add_participants(self, info: Info, input: AddParticipantsInput) -> AddParticipantsPayload | None:
        """See resolvers.participants.add_participants."""

        async def add() -> AddParticipantsPayload:
            viewer, room_id, people = signed_in(info), room_key(input.room_id), person_keys(input.person_ids)
            await participants.add_participants(viewer, room_id, people, input.allow_mixed_portals, info.context.now)
            return AddParticipantsPayload(room=await seen_room(viewer, room_id), user_errors=[])

        return await refused_as_data(AddParticipantsPayload, add())

    @strawberry.mutation(description="End people's part in a room, everywhere and at once. For its manager.")
    async def remove_participants(self, info: Info, input: RemoveParticipantsInput) -> RemoveParticipantsPayload | None:
        """See resolvers.participants.remove_participants."""

        async def remove() -> RemoveParticipantsPayload:
            viewer, room_id, people = signed_in(info), room_key(input.room_id), person_keys(input.person_ids)
            await participants.remove_participants(viewer, room_id, people, info.context.now)
            return RemoveParticipantsPayload(room=await seen_room(viewer, room_id), user_errors=[])

        return await refused_as_data(RemoveParticipantsPayload, remove())

    @strawberry.mutation(description="Let people join a room when they activate their account. For its manager.")
    async def invite_to_room(self, info: Info, input: InviteToRoomInput) -> InviteToRoomPayload | None:
        """See resolvers.participants.invite_to_room."""

        async def invite() -> InviteToRoomPayload:
            viewer, room_id, people = signed_in(info), room_key(input.room_id), person_keys(input.person_ids)
            await participants.invite_to_room(viewer, room_id, people, input.allow_mixed_portals, info.context.now)
            return InviteToRoomPayload(room=await seen_room(viewer, room_id), user_errors=[])

        return await refused_as_data(InviteToRoomPayload, invite())

    @strawberry.mutation(description="No longer expect people in a room. For its manager.")
    async def withdraw_invitations(
        self, info: Info, input: WithdrawInvitationsInput
    ) -> WithdrawInvitationsPayload | None:
        """See resolvers.participants.withdraw_invitations."""

        async def withdraw() -> WithdrawInvitationsPayload:
            viewer, room_id, people = signed_in(info), room_key(input.room_id), person_keys(input.person_ids)
            await participants.withdraw_invitations(viewer, room_id, people, info.context.now)
            return WithdrawInvitationsPayload(room=await seen_room(viewer, room_id), user_errors=[])

        return await refused_as_data(WithdrawInvitationsPayload, withdraw())


def room_key(room_id: strawberry.ID) -> UUID:
    """The key of a room's id. Raises NOT_FOUND."""
    return key_of("Room", room_id, "roomId")


def person_keys(person_ids: Sequence[strawberry.ID]) -> list[UUID]:
    """The keys of people's ids, each once. Raises NOT_FOUND."""
    return list(dict.fromkeys(key_of("Person", person_id, "personIds") for person_id in person_ids))


def shown(view: RoomView | None) -> Room | None:
    """A view as the contract shows it."""
    return Room.of(view) if view else None
