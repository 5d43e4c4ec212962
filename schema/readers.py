"""Who wrote, who takes part, who has read: people around messages, as far as each side is shown them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import strawberry

from resolvers import pictures
from resolvers.views import AuthorView, EarlierTextView, InvitationView, ParticipantView, QuoteView, ReceiptView
from schema.context import Info
from schema.enums import Role
from schema.ids import global_id
from schema.mail import Reachability
from schema.people import Person


@strawberry.type(description="Who wrote a message. A firm may speak to its clients with one voice: its own name.")
class Author:
    """The author of a message."""

    picture: strawberry.Private[UUID | None]
    id: strawberry.ID = strawberry.field(
        description="The same for everything one author wrote; `viewer.author.id` is one's own."
    )
    name: str = strawberry.field(description="The display name.")
    role: Role = strawberry.field(description="Which side of the portal the author is on.")
    person: Person | None = strawberry.field(description="The person behind it; null for clients.")

    @classmethod
    def of(cls, view: AuthorView) -> Author:
        """The view as the contract shows it."""
        person = Person.of(view.person) if view.person else None
        key = global_id("Author", view.id)
        return cls(picture=view.picture_id, id=key, name=view.name, role=view.role, person=person)

    @strawberry.field(
        description="Where to get their picture with cookie or token: a small square, or the firm's logo where it "
        "stands for the team; null without one."
    )
    def avatar_url(self, info: Info) -> str | None:
        """The same for everybody for hours; who may follow it is asked when it is followed."""
        return pictures.link_for(self.picture, info.context.now) if self.picture else None


@strawberry.type(description="The message that a message answers, as it is now.")
class Quote:
    """A quoted message."""

    message_id: strawberry.ID = strawberry.field(description="The id of the quoted message.")
    position: int = strawberry.field(description="Its position in the room.")
    author: Author = strawberry.field(description="Who wrote it.")
    body: str = strawberry.field(description="Its text; empty once deleted.")
    deleted_at: datetime | None = strawberry.field(description="When it was deleted; null while it stands.")

    @classmethod
    def of(cls, view: QuoteView) -> Quote:
        """The view as the contract shows it."""
        return cls(
            message_id=global_id("Message", view.id),
            position=view.position,
            author=Author.of(view.author),
            body=view.body,
            deleted_at=view.deleted_at,
        )


@strawberry.type(description="Somebody's part in a room. Only the team is shown participants.")
class Participant:
    """A participant."""

    view: strawberry.Private[ParticipantView]
    room_key: strawberry.Private[UUID]
    person: Person = strawberry.field(description="Who takes part.")
    joined_at: datetime = strawberry.field(description="Since when.")
    read_position: int = strawberry.field(description="The position up to which the person has read.")

    @classmethod
    def of(cls, view: ParticipantView, room_key: UUID) -> Participant:
        """The view as the contract shows it, in a room."""
        return cls(
            view=view,
            room_key=room_key,
            person=Person.of(view.person),
            joined_at=view.joined_at,
            read_position=view.read_position,
        )

    @strawberry.field(description="Until when a client counts as online, unless told again; null when not.")
    async def online_until(self, info: Info) -> datetime | None:
        """Loaded for all participants of a page at once; nobody is told of the team's presence."""
        if self.view.person.role is Role.TEAM:
            return None
        return await info.context.loads.online.load(self.view.person.id)

    @strawberry.field(description="Whether mail about the room reaches the person, and when.")
    async def reachability(self, info: Info) -> Reachability | None:
        """Loaded for all participants of all rooms at once."""
        found = await info.context.loads.reachability.load((self.room_key, self.view.person.id))
        return Reachability.of(found) if found else None


@strawberry.type(description="The wish that somebody joins a room on activation. Only the team is shown invitations.")
class RoomInvitation:
    """An expected participant."""

    person: Person = strawberry.field(description="Who is expected.")
    invited_at: datetime = strawberry.field(description="When the wish was recorded.")

    @classmethod
    def of(cls, view: InvitationView) -> RoomInvitation:
        """The view as the contract shows it."""
        return cls(person=Person.of(view.person), invited_at=view.invited_at)


@strawberry.type(description="That a client has read a message. Only the team is shown receipts.")
class ReadReceipt:
    """A read receipt."""

    person: Person = strawberry.field(description="The client who has read it.")
    read_at: datetime = strawberry.field(description="When the client's read mark passed it.")

    @classmethod
    def of(cls, view: ReceiptView) -> ReadReceipt:
        """The view as the contract shows it."""
        return cls(person=Person.of(view.person), read_at=view.read_at)


@strawberry.type(description="What an edited message said before. Only the team is shown earlier texts.")
class EarlierText:
    """An earlier text."""

    body: str = strawberry.field(description="The text as it was.")
    replaced_at: datetime = strawberry.field(description="When it was replaced.")

    @classmethod
    def of(cls, view: EarlierTextView) -> EarlierText:
        """The view as the contract shows it."""
        return cls(body=view.body, replaced_at=view.replaced_at)
