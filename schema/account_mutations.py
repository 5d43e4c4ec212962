"""Mutations about one's own account: signing in and out, sessions, passwords. Each is one call into the rules."""

from __future__ import annotations

import strawberry

from db.vocabulary import SessionKind
from resolvers import accounts, people, sessions
from resolvers.sessions import Device, SignedIn
from schema.context import Info, signed_in
from schema.ids import key_of
from schema.loads import Loads
from schema.payloads import Payload, refused_as_data
from schema.people_inputs import (
    ActivateAccountInput,
    ChangePasswordInput,
    RequestPasswordResetInput,
    ResetPasswordInput,
    RevokeSessionInput,
    SignInInput,
)
from schema.viewers import Viewer

TOKEN = "What to send as `Authorization: Bearer …`; shown this once."  # noqa: S105  a description


@strawberry.type(description="What signIn answers.")
class SignInPayload(Payload):
    """A session that has begun."""

    token: str | None = strawberry.field(description=TOKEN)
    viewer: Viewer | None = strawberry.field(description="Who is signed in now.")


@strawberry.type(description="What activateAccount answers.")
class ActivateAccountPayload(Payload):
    """An account that has begun, and is signed in."""

    token: str | None = strawberry.field(description=TOKEN)
    viewer: Viewer | None = strawberry.field(description="Who is signed in now.")


@strawberry.type(description="What signOut answers.")
class SignOutPayload(Payload):
    """The session has ended."""


@strawberry.type(description="What revokeSession answers.")
class RevokeSessionPayload(Payload):
    """The session has ended."""

    viewer: Viewer | None = strawberry.field(description="The viewer with the sessions that are left.")


@strawberry.type(description="What revokeOtherSessions answers.")
class RevokeOtherSessionsPayload(Payload):
    """The other sessions have ended."""

    viewer: Viewer | None = strawberry.field(description="The viewer with the session that is left.")


@strawberry.type(description="What changePassword answers.")
class ChangePasswordPayload(Payload):
    """The password is another, and other sessions have ended."""

    viewer: Viewer | None = strawberry.field(description="The viewer with the session that is left.")


@strawberry.type(description="What requestPasswordReset answers: the same whether the address is known or not.")
class RequestPasswordResetPayload(Payload):
    """A mail will come, if somebody active has the address."""


@strawberry.type(description="What resetPassword answers.")
class ResetPasswordPayload(Payload):
    """The password is another; sign in with it."""


@strawberry.type
class AccountMutations:
    """Fields of the mutation root about one's own account."""

    @strawberry.mutation(description="Begin a session of a program, which lives for 30 days after its last use.")
    async def sign_in(self, info: Info, input: SignInInput) -> SignInPayload | None:
        """See resolvers.sessions.sign_in."""

        async def begin() -> SignInPayload:
            begun = await sessions.sign_in(
                input.workspace, input.email, input.password, _program(info), info.context.now
            )
            return SignInPayload(token=begun.token, viewer=await _viewer(info, begun), user_errors=[])

        return await refused_as_data(SignInPayload, begin())

    @strawberry.mutation(description="End the session that asks.")
    async def sign_out(self, info: Info) -> SignOutPayload | None:
        """See resolvers.sessions.sign_out."""
        await sessions.sign_out(signed_in(info), info.context.now)
        return SignOutPayload(user_errors=[])

    @strawberry.mutation(description="End one of the viewer's sessions.")
    async def revoke_session(self, info: Info, input: RevokeSessionInput) -> RevokeSessionPayload | None:
        """See resolvers.sessions.revoke_session."""

        async def revoke() -> RevokeSessionPayload:
            viewer, session_id = signed_in(info), key_of("Session", input.session_id, "sessionId")
            await sessions.revoke_session(viewer, session_id, info.context.now)
            return RevokeSessionPayload(viewer=Viewer.of(viewer, await people.profile(viewer)), user_errors=[])

        return await refused_as_data(RevokeSessionPayload, revoke())

    @strawberry.mutation(description="End all of the viewer's sessions but the one that asks.")
    async def revoke_other_sessions(self, info: Info) -> RevokeOtherSessionsPayload | None:
        """See resolvers.sessions.revoke_other_sessions."""
        viewer = signed_in(info)
        await sessions.revoke_other_sessions(viewer, info.context.now)
        return RevokeOtherSessionsPayload(viewer=Viewer.of(viewer, await people.profile(viewer)), user_errors=[])

    @strawberry.mutation(description="Set another password, which ends the viewer's other sessions.")
    async def change_password(self, info: Info, input: ChangePasswordInput) -> ChangePasswordPayload | None:
        """See resolvers.accounts.change_password."""

        async def change() -> ChangePasswordPayload:
            viewer, context = signed_in(info), info.context
            await accounts.change_password(
                viewer, input.current_password, input.new_password, context.client_ip, context.now
            )
            return ChangePasswordPayload(viewer=Viewer.of(viewer, await people.profile(viewer)), user_errors=[])

        return await refused_as_data(ChangePasswordPayload, change())

    @strawberry.mutation(description="Ask for a mail by which a forgotten password is replaced.")
    async def request_password_reset(
        self, info: Info, input: RequestPasswordResetInput
    ) -> RequestPasswordResetPayload | None:
        """See resolvers.accounts.request_password_reset."""

        async def request() -> RequestPasswordResetPayload:
            context = info.context
            await accounts.request_password_reset(input.workspace, input.email, context.client_ip, context.now)
            return RequestPasswordResetPayload(user_errors=[])

        return await refused_as_data(RequestPasswordResetPayload, request())

    @strawberry.mutation(description="Replace a forgotten password by the link in the mail; ends all sessions.")
    async def reset_password(self, info: Info, input: ResetPasswordInput) -> ResetPasswordPayload | None:
        """See resolvers.accounts.reset_password."""

        async def reset() -> ResetPasswordPayload:
            await accounts.reset_password(input.token, input.password, info.context.now)
            return ResetPasswordPayload(user_errors=[])

        return await refused_as_data(ResetPasswordPayload, reset())

    @strawberry.mutation(description="Turn an invitation into an account, join the rooms that wait, and sign in.")
    async def activate_account(self, info: Info, input: ActivateAccountInput) -> ActivateAccountPayload | None:
        """See resolvers.accounts.activate_account."""

        async def activate() -> ActivateAccountPayload:
            begun = await accounts.activate_account(
                input.token, input.password, input.name, _program(info), info.context.now
            )
            return ActivateAccountPayload(token=begun.token, viewer=await _viewer(info, begun), user_errors=[])

        return await refused_as_data(ActivateAccountPayload, activate())


def _program(info: Info) -> Device:
    return Device(SessionKind.BEARER, info.context.user_agent, info.context.client_ip)


async def _viewer(info: Info, begun: SignedIn) -> Viewer:
    info.context.loads = Loads(
        begun.viewer, info.context.clock
    )  # the rest of the answer is loaded as whoever is signed in now
    return Viewer.of(begun.viewer, await people.profile(begun.viewer))
