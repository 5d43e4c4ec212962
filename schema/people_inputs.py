"""What mutations about people and accounts are given: one input each."""

import strawberry

EMAIL = "The email address."
PASSWORD = "10 to 200 characters, not the person's name or address, not an obvious one."  # noqa: S105  a description
PERSON = "The person's global id."


@strawberry.input(description="How a program signs in as a person.")
class SignInInput:
    """Input of signIn."""

    workspace: str = strawberry.field(description="The firm's short name, as in its addresses.")
    email: str = strawberry.field(description=EMAIL)
    password: str = strawberry.field(description="The person's password.")


@strawberry.input(description="Which of the viewer's sessions to end.")
class RevokeSessionInput:
    """Input of revokeSession."""

    session_id: strawberry.ID = strawberry.field(description="The session's global id.")


@strawberry.input(description="The current and the new password.")
class ChangePasswordInput:
    """Input of changePassword."""

    current_password: str = strawberry.field(description="The password as it is now.")
    new_password: str = strawberry.field(description=PASSWORD)


@strawberry.input(description="Whose password was forgotten.")
class RequestPasswordResetInput:
    """Input of requestPasswordReset."""

    workspace: str = strawberry.field(description="The firm's short name, as in its addresses.")
    email: str = strawberry.field(description=EMAIL)


@strawberry.input(description="A new password in place of a forgotten one.")
class ResetPasswordInput:
    """Input of resetPassword."""

    token: str = strawberry.field(description="The last part of the link in the mail.")
    password: str = strawberry.field(description=PASSWORD)


@strawberry.input(description="What turns an invitation into an account.")
class ActivateAccountInput:
    """Input of activateAccount."""

    token: str = strawberry.field(description="The last part of the link in the invitation.")
    password: str = strawberry.field(description=PASSWORD)
    name: str | None = strawberry.field(default=None, description="Another name than the inviter wrote, if given.")


@strawberry.input(description="A client's person to invite.")
class InviteClientInput:
    """Input of inviteClient."""

    email: str = strawberry.field(description=EMAIL)
    name: str = strawberry.field(description="The display name; at most 200 characters.")
    portal_ids: list[strawberry.ID] = strawberry.field(description="The portals to invite into, by global id.")


@strawberry.input(description="Somebody to invite into the team.")
class InviteTeamMemberInput:
    """Input of inviteTeamMember."""

    email: str = strawberry.field(description=EMAIL)
    name: str = strawberry.field(description="The display name; at most 200 characters.")
    is_administrator: bool = strawberry.field(default=False, description="Whether to make them an administrator.")


@strawberry.input(description="Whom to send another invitation.")
class ResendInvitationInput:
    """Input of resendInvitation."""

    person_id: strawberry.ID = strawberry.field(description=PERSON)


@strawberry.input(description="What a portal begins with.")
class CreatePortalInput:
    """Input of createPortal."""

    name: str = strawberry.field(description="The portal's name, usually the client company's.")


@strawberry.input(description="Whose part in the firm ends.")
class DeactivatePersonInput:
    """Input of deactivatePerson."""

    person_id: strawberry.ID = strawberry.field(description=PERSON)


@strawberry.input(description="What to change about oneself; what is left out stays.")
class ChangeProfileInput:
    """Input of changeProfile."""

    name: str | None = strawberry.field(default=None, description="The display name; at most 200 characters.")
    locale: str | None = strawberry.field(default=None, description="The language of mail: `en` or `fr`.")
    time_zone: str | None = strawberry.field(default=None, description="An IANA time zone, such as `Europe/Paris`.")
