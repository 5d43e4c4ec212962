"""Mutations about the firm's people and portals, and about one's own profile: each is one call into the rules."""

from __future__ import annotations

import strawberry

from resolvers import invitations, people, portals
from schema.context import Info, signed_in
from schema.ids import key_of
from schema.payloads import Payload, refused_as_data
from schema.people import Person, Portal
from schema.people_inputs import (
    ChangeProfileInput,
    CreatePortalInput,
    DeactivatePersonInput,
    InviteClientInput,
    InviteTeamMemberInput,
    ResendInvitationInput,
)
from schema.viewers import Viewer


@strawberry.type(description="What inviteClient answers.")
class InviteClientPayload(Payload):
    """The client's person."""

    person: Person | None = strawberry.field(description="The person, who may have been a client before.")


@strawberry.type(description="What inviteTeamMember answers.")
class InviteTeamMemberPayload(Payload):
    """The new person."""

    person: Person | None = strawberry.field(description="The new person.")


@strawberry.type(description="What resendInvitation answers.")
class ResendInvitationPayload(Payload):
    """Whoever gets another mail."""

    person: Person | None = strawberry.field(description="Whoever gets another mail.")


@strawberry.type(description="What createPortal answers.")
class CreatePortalPayload(Payload):
    """The new portal."""

    portal: Portal | None = strawberry.field(description="The new portal.")


@strawberry.type(description="What deactivatePerson answers.")
class DeactivatePersonPayload(Payload):
    """The person, deactivated."""

    person: Person | None = strawberry.field(description="The person as they are now.")


@strawberry.type(description="What changeProfile answers.")
class ChangeProfilePayload(Payload):
    """The viewer, changed."""

    viewer: Viewer | None = strawberry.field(description="The viewer as they are now.")


@strawberry.type(description="What muteEmail answers.")
class MuteEmailPayload(Payload):
    """The viewer, who gets no mail about rooms."""

    viewer: Viewer | None = strawberry.field(description="The viewer as they are now.")


@strawberry.type(description="What unmuteEmail answers.")
class UnmuteEmailPayload(Payload):
    """The viewer, who gets mail about rooms."""

    viewer: Viewer | None = strawberry.field(description="The viewer as they are now.")


@strawberry.type
class PeopleMutations:
    """Fields of the mutation root about people and portals."""

    @strawberry.mutation(
        description="Invite somebody of a client into portals, by mail; or let a known client into more. For the team."
    )
    async def invite_client(self, info: Info, input: InviteClientInput) -> InviteClientPayload | None:
        """See resolvers.invitations.invite_client."""

        async def invite() -> InviteClientPayload:
            viewer, now = signed_in(info), info.context.now
            portal_ids = [key_of("Portal", portal_id, "portalIds") for portal_id in input.portal_ids]
            view = await invitations.invite_client(viewer, input.email, input.name, portal_ids, now)
            return InviteClientPayload(person=Person.of(view), user_errors=[])

        return await refused_as_data(InviteClientPayload, invite())

    @strawberry.mutation(description="Invite somebody into the team, by mail. For administrators.")
    async def invite_team_member(self, info: Info, input: InviteTeamMemberInput) -> InviteTeamMemberPayload | None:
        """See resolvers.invitations.invite_team_member."""

        async def invite() -> InviteTeamMemberPayload:
            viewer, now = signed_in(info), info.context.now
            view = await invitations.invite_team_member(viewer, input.email, input.name, input.is_administrator, now)
            return InviteTeamMemberPayload(person=Person.of(view), user_errors=[])

        return await refused_as_data(InviteTeamMemberPayload, invite())

    @strawberry.mutation(description="Mail a fresh link to somebody invited; links sent before end. For the team.")
    async def resend_invitation(self, info: Info, input: ResendInvitationInput) -> ResendInvitationPayload | None:
        """See resolvers.invitations.resend_invitation."""

        async def resend() -> ResendInvitationPayload:
            viewer, person_id = signed_in(info), key_of("Person", input.person_id, "personId")
            view = await invitations.resend_invitation(viewer, person_id, info.context.now)
            return ResendInvitationPayload(person=Person.of(view), user_errors=[])

        return await refused_as_data(ResendInvitationPayload, resend())

    @strawberry.mutation(description="Open a portal for a client company. For the team.")
    async def create_portal(self, info: Info, input: CreatePortalInput) -> CreatePortalPayload | None:
        """See resolvers.portals.create_portal."""

        async def create() -> CreatePortalPayload:
            view = await portals.create_portal(signed_in(info), input.name, info.context.now)
            return CreatePortalPayload(portal=Portal.of(view), user_errors=[])

        return await refused_as_data(CreatePortalPayload, create())

    @strawberry.mutation(
        description="End a person's part in the firm at once: sessions, links and rooms. For administrators."
    )
    async def deactivate_person(self, info: Info, input: DeactivatePersonInput) -> DeactivatePersonPayload | None:
        """See resolvers.people.deactivate_person."""

        async def deactivate() -> DeactivatePersonPayload:
            viewer, person_id = signed_in(info), key_of("Person", input.person_id, "personId")
            view = await people.deactivate_person(viewer, person_id, info.context.now)
            return DeactivatePersonPayload(person=Person.of(view), user_errors=[])

        return await refused_as_data(DeactivatePersonPayload, deactivate())

    @strawberry.mutation(description="Set the viewer's own name, language or time zone.")
    async def change_profile(self, info: Info, input: ChangeProfileInput) -> ChangeProfilePayload | None:
        """See resolvers.people.change_profile."""

        async def change() -> ChangeProfilePayload:
            viewer = signed_in(info)
            profile = await people.change_profile(viewer, input.name, input.locale, input.time_zone)
            return ChangeProfilePayload(viewer=Viewer.of(viewer, profile), user_errors=[])

        return await refused_as_data(ChangeProfilePayload, change())

    @strawberry.mutation(description="Stop all mail about rooms to the viewer; unread counts go on.")
    async def mute_email(self, info: Info) -> MuteEmailPayload | None:
        """See resolvers.people.mute_email."""
        viewer = signed_in(info)
        profile = await people.mute_email(viewer, info.context.now)
        return MuteEmailPayload(viewer=Viewer.of(viewer, profile), user_errors=[])

    @strawberry.mutation(description="Let mail about rooms reach the viewer again.")
    async def unmute_email(self, info: Info) -> UnmuteEmailPayload | None:
        """See resolvers.people.unmute_email."""
        viewer = signed_in(info)
        profile = await people.unmute_email(viewer, info.context.now)
        return UnmuteEmailPayload(viewer=Viewer.of(viewer, profile), user_errors=[])
