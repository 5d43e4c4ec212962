"""Mutations about held mails: each is one call into the rules."""

from __future__ import annotations

import strawberry

from resolvers.replies import held
from schema.context import Info, signed_in
from schema.ids import key_of
from schema.payloads import Payload, refused_as_data


@strawberry.input(description="Which held mail.")
class AcceptHeldMailInput:
    """Input of acceptHeldMail."""

    mail_id: strawberry.ID = strawberry.field(description="The mail's global id.")


@strawberry.input(description="Which held mail.")
class RejectHeldMailInput:
    """Input of rejectHeldMail."""

    mail_id: strawberry.ID = strawberry.field(description="The mail's global id.")


@strawberry.type(description="What acceptHeldMail answers.")
class AcceptHeldMailPayload(Payload):
    """Nothing but refusals."""


@strawberry.type(description="What rejectHeldMail answers.")
class RejectHeldMailPayload(Payload):
    """Nothing but refusals."""


@strawberry.type
class HeldMailMutations:
    """Fields of the mutation root about held mails."""

    @strawberry.mutation(
        description="Post a held mail as its person's message: it stands in the room a moment later, with its files."
    )
    async def accept_held_mail(self, info: Info, input: AcceptHeldMailInput) -> AcceptHeldMailPayload | None:
        """See resolvers.replies.held.accept."""

        async def accept() -> AcceptHeldMailPayload:
            await held.accept(signed_in(info), key_of("HeldMail", input.mail_id, "mailId"), info.context.now)
            return AcceptHeldMailPayload(user_errors=[])

        return await refused_as_data(AcceptHeldMailPayload, accept())

    @strawberry.mutation(description="Do not post a held mail. Nobody is told.")
    async def reject_held_mail(self, info: Info, input: RejectHeldMailInput) -> RejectHeldMailPayload | None:
        """See resolvers.replies.held.reject."""

        async def reject() -> RejectHeldMailPayload:
            await held.reject(signed_in(info), key_of("HeldMail", input.mail_id, "mailId"), info.context.now)
            return RejectHeldMailPayload(user_errors=[])

        return await refused_as_data(RejectHeldMailPayload, reject())
