"""People and portals as the team sees them."""

from __future__ import annotations

from uuid import UUID

import strawberry

from resolvers import pictures
from resolvers.views import PersonView, PortalView
from schema.context import Info
from schema.enums import PersonStatus, Role
from schema.ids import global_id
from schema.mail import PersonMail
from schema.nodes import Node


@strawberry.type(description="Where the people of one client company sign in. Only the team is shown portals.")
class Portal(Node):
    """A portal."""

    name: str = strawberry.field(description="The portal's name, usually the client company's.")

    @classmethod
    def of(cls, view: PortalView) -> Portal:
        """The view as the contract shows it."""
        return cls(id=global_id("Portal", view.id), name=view.name)


@strawberry.type(description="Somebody of the team or one of the clients. Only the team is shown other people.")
class Person(Node):
    """A person."""

    key: strawberry.Private[UUID]
    picture: strawberry.Private[UUID | None]
    role: Role = strawberry.field(description="Which side of the portal the person is on.")
    status: PersonStatus = strawberry.field(description="Where the person stands between invitation and leaving.")
    is_administrator: bool = strawberry.field(description="Whether the person administers the firm.")
    name: str = strawberry.field(description="The display name.")
    email: str = strawberry.field(description="The address the person signs in with and gets mail at.")

    @classmethod
    def of(cls, view: PersonView) -> Person:
        """The view as the contract shows it."""
        return cls(
            id=global_id("Person", view.id),
            key=view.id,
            picture=view.picture_id,
            role=view.role,
            status=view.status,
            is_administrator=view.is_administrator,
            name=view.name,
            email=view.email,
        )

    @strawberry.field(description="Where to get their picture, a small square, with cookie or token; null without one.")
    def avatar_url(self, info: Info) -> str | None:
        """The same for everybody for hours; who may follow it is asked when it is followed."""
        return pictures.link_for(self.picture, info.context.now) if self.picture else None

    @strawberry.field(description="The portals the person belongs to, none for the team; null for clients.")
    async def portals(self, info: Info) -> list[Portal] | None:
        """See resolvers.portals.portals_of."""
        found = await info.context.loads.portals.load(self.key)
        return None if found is None else [Portal.of(view) for view in found]

    @strawberry.field(description="Whether mail about rooms reaches the person at all; null for clients.")
    async def mail(self, info: Info) -> PersonMail | None:
        """Loaded for all people of a page at once."""
        found = await info.context.loads.person_mail.load(self.key)
        return PersonMail.of(found) if found else None
