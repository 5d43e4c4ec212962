"""The tray of answers by mail that wait for the team."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import strawberry

from db.vocabulary import HeldReason
from resolvers import original_mails
from resolvers.pages import size_of
from resolvers.replies import held
from resolvers.views import HeldMailView
from schema.connections import Connection, connection
from schema.context import Info, signed_in
from schema.enums import in_contract
from schema.ids import global_id
from schema.people import Person
from schema.rooms import After, First

in_contract(
    HeldReason,
    "HeldReason",
    "Why an answer by mail is held.",
    {
        HeldReason.OTHER_SENDER: "It comes from another address than its person's, as when a digest was forwarded.",
        HeldReason.UNAUTHENTICATED: "It could not be confirmed that it comes from the address that it names.",
        HeldReason.TOKEN_EXPIRED: "The mail that it answers is too old.",
        HeldReason.TOKEN_REVOKED: "The person has left the room since the mail that it answers.",
        HeldReason.NOT_ACTIVE: "The person's account is not active.",
        HeldReason.NOT_PARTICIPANT: "The person is not in the room any more.",
        HeldReason.READ_ONLY: "The person may only read in the room.",
        HeldReason.ARCHIVED: "The room is archived.",
        HeldReason.TOO_LONG: "It is longer than a message may be.",
        HeldReason.TOO_MANY: "So many came so fast that a machine seems to write them.",
        HeldReason.UNREADABLE: "It could not be read at all, so nothing is known of who sent it.",
        HeldReason.NOT_POSTED: "It was refused as a message would be.",
    },
)


@strawberry.type(description="An answer by mail that waits for the team. What it says of its sender is not proven.")
class HeldMail:
    """A held mail."""

    key: strawberry.Private[UUID]
    id: strawberry.ID = strawberry.field(description="The mail's global id.")
    room_id: strawberry.ID = strawberry.field(description="The global id of the room that it answers.")
    room_name: str = strawberry.field(description="The name of that room.")
    person: Person = strawberry.field(description="As whom it is posted when it is accepted.")
    reason: HeldReason = strawberry.field(description="Why it is held.")
    from_address: str | None = strawberry.field(description="The address it says it is from; null where none is told.")
    from_name: str = strawberry.field(description="The name it says it is from.")
    subject: str = strawberry.field(description="Its subject.")
    body: str = strawberry.field(description="Its text without quotes and signature.")
    whole_text: str | None = strawberry.field(description="Its text with quotes and signature; null if unknown.")
    file_names: list[str] = strawberry.field(description="The names of all files in it, logos too.")
    received_at: datetime = strawberry.field(description="When it came.")

    @classmethod
    def of(cls, view: HeldMailView) -> HeldMail:
        """The view as the contract shows it."""
        return cls(
            key=view.id,
            id=global_id("HeldMail", view.id),
            room_id=global_id("Room", view.room_id),
            room_name=view.room_name,
            person=Person.of(view.person),
            reason=view.reason,
            from_address=view.from_address,
            from_name=view.from_name,
            subject=view.subject,
            body=view.body,
            whole_text=view.whole_text,
            file_names=list(view.file_names),
            received_at=view.received_at,
        )

    @strawberry.field(
        description="Where to save the mail as it came, for minutes, with the viewer's cookie or bearer token."
    )
    def original_url(self, info: Info) -> str:
        """The same for everybody; who may follow it is asked when it is followed."""
        return original_mails.link_for(self.key, info.context.now)


@strawberry.type
class HeldMailQueries:
    """Fields of the query root about held mails."""

    @strawberry.field(
        description="Held answers to the viewer's rooms, to all rooms for an administrator, the oldest first; null for"
        " clients. 30 unless asked."
    )
    async def held_mails(self, info: Info, first: First = None, after: After = None) -> Connection[HeldMail] | None:
        """See resolvers.replies.held.held_mails."""
        page = await held.held_mails(signed_in(info), size_of(first, 30, "first"), after)
        return connection(page, HeldMail.of) if page else None
