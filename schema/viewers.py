"""Who asks: the viewer with their sessions and settings; and, for the team, the firm's people and portals."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

import strawberry

from db.vocabulary import PersonStatus, Role, SessionKind
from resolvers import mail_addresses, mail_settings, people, pictures, portals, rooms, sessions, suppressions
from resolvers.pages import size_of
from resolvers.people import Profile, Sought
from resolvers.sessions import SessionView
from resolvers.viewer import Viewer as Asker
from schema.connections import Connection, connection
from schema.context import Info, signed_in
from schema.enums import in_contract
from schema.ids import global_id, key_of
from schema.mail import MailSettings, MailSuppression
from schema.own_mail import MailAddress, QuietHours
from schema.people import Person, Portal
from schema.readers import Author
from schema.rooms import After, First

in_contract(
    SessionKind,
    "SessionKind",
    "How a session proves itself.",
    {SessionKind.COOKIE: "By a browser's cookie.", SessionKind.BEARER: "By a token that a program sends."},
)

ByRole = Annotated[Role | None, strawberry.argument(description="Only people of this side.")]
ByStatus = Annotated[PersonStatus | None, strawberry.argument(description="Only people with this status.")]
ByPortal = Annotated[strawberry.ID | None, strawberry.argument(description="Only clients of this portal.")]
ByName = Annotated[
    str | None,
    strawberry.argument(
        description="Only people with this in their name, accents aside, or at the beginning of their address."
    ),
]


@strawberry.type(description="The firm whose portal this is.")
class Workspace:
    """A firm."""

    logo: strawberry.Private[UUID | None]
    id: strawberry.ID = strawberry.field(description="The firm's global id.")
    name: str = strawberry.field(description="The firm's name.")
    slug: str = strawberry.field(description="The short name in the firm's addresses, and for `signIn`.")
    accent_color: str | None = strawberry.field(
        description="The firm's colour as `#rrggbb`, as it was chosen: contrast is for who draws; null without one."
    )
    team_shown_as_firm: bool | None = strawberry.field(
        description="Whether the firm's name stands for its team towards clients; null for clients."
    )

    @classmethod
    def of(cls, profile: Profile) -> Workspace:
        """The viewer's firm as the contract shows it."""
        found = profile.workspace
        return cls(
            logo=found.logo_id,
            id=global_id("Workspace", found.id),
            name=found.name,
            slug=found.slug,
            accent_color=found.accent_color,
            team_shown_as_firm=profile.team_shown_as_firm,
        )

    @strawberry.field(description="Where to get the firm's logo, with cookie or token; null if it has none.")
    def logo_url(self, info: Info) -> str | None:
        """The same for everybody for hours."""
        return pictures.link_for(self.logo, info.context.now) if self.logo else None

    @strawberry.field(description="What the firm set for its mail; null for clients.")
    async def mail_settings(self, info: Info) -> MailSettings | None:
        """See resolvers.mail_settings.mail_settings."""
        found = await mail_settings.mail_settings(info.context.loads.viewer)
        return MailSettings.of(found) if found else None


@strawberry.type(description="A browser or program that is signed in as the viewer.")
class Session:
    """One of the viewer's own sessions."""

    id: strawberry.ID = strawberry.field(description="The session's global id.")
    kind: SessionKind = strawberry.field(description="How it proves itself.")
    user_agent: str = strawberry.field(description="What it said it is when it signed in.")
    created_at: datetime = strawberry.field(description="When it signed in.")
    last_used_at: datetime = strawberry.field(description="When it was last used, to the minute.")
    expires_at: datetime = strawberry.field(description="When it ends unless it is used before.")
    viewer_is_using: bool = strawberry.field(description="Whether this very request came by it.")

    @classmethod
    def of(cls, view: SessionView) -> Session:
        """The view as the contract shows it."""
        return cls(
            id=global_id("Session", view.id),
            kind=view.kind,
            user_agent=view.user_agent,
            created_at=view.created_at,
            last_used_at=view.last_used_at,
            expires_at=view.expires_at,
            viewer_is_using=view.is_current,
        )


@strawberry.type(description="Whoever is signed in, as they may see and set themselves up.")
class Viewer:
    """The viewer."""

    asker: strawberry.Private[Asker]
    person: Person = strawberry.field(description="The viewer as a person.")
    author: Author = strawberry.field(description="The viewer as the author of messages, to know one's own by its id.")
    workspace: Workspace = strawberry.field(description="The firm whose portal the viewer is in.")
    locale: str = strawberry.field(description="The language of mail to the viewer: `en` or `fr`.")
    time_zone: str = strawberry.field(description="The IANA time zone of times in mail to the viewer.")
    email_muted_at: datetime | None = strawberry.field(
        description="When the viewer muted all mail about rooms; null while it flows."
    )
    quiet_hours: QuietHours | None = strawberry.field(
        description="When no mail about rooms is sent to the viewer; null for at all hours."
    )

    @classmethod
    def of(cls, asker: Asker, profile: Profile) -> Viewer:
        """The profile as the contract shows it."""
        return cls(
            asker=asker,
            person=Person.of(profile.person),
            author=_author(asker, profile),
            workspace=Workspace.of(profile),
            locale=profile.locale,
            time_zone=profile.time_zone,
            email_muted_at=profile.email_muted_at,
            quiet_hours=QuietHours.of(profile.quiet_hours) if profile.quiet_hours else None,
        )

    @strawberry.field(description="Messages after the viewer's read marks in all open rooms together.")
    async def unread_count(self) -> int:
        """See resolvers.rooms.unread_count."""
        return await rooms.unread_count(self.asker)

    @strawberry.field(description="The browsers and programs signed in as the viewer, the latest used first.")
    async def sessions(self, info: Info) -> list[Session]:
        """See resolvers.sessions.sessions."""
        return [Session.of(view) for view in await sessions.sessions(self.asker, info.context.now)]

    @strawberry.field(description="The viewer's further addresses, the first added first.")
    async def mail_addresses(self) -> list[MailAddress]:
        """See resolvers.mail_addresses.mail_addresses."""
        return [MailAddress.of(found) for found in await mail_addresses.mail_addresses(self.asker)]

    @strawberry.field(description="Why the viewer's own address gets no mail about rooms; null while it does.")
    async def suppression(self) -> MailSuppression | None:
        """See resolvers.suppressions.own_suppression."""
        found = await suppressions.own_suppression(self.asker)
        return MailSuppression.of(found) if found else None


@strawberry.type
class PeopleQueries:
    """Fields of the query root about people."""

    @strawberry.field(description="Whoever is signed in; null when nobody is.")
    async def viewer(self, info: Info) -> Viewer | None:
        """See resolvers.people.profile."""
        asker = info.context.viewer
        return Viewer.of(asker, await people.profile(asker)) if asker else None

    @strawberry.field(
        description="The firm's people in the order they were invited; null for clients. 30 unless asked."
    )
    async def people(
        self,
        info: Info,
        first: First = None,
        after: After = None,
        role: ByRole = None,
        status: ByStatus = None,
        portal_id: ByPortal = None,
        name: ByName = None,
    ) -> Connection[Person] | None:
        """See resolvers.people.page_people."""
        asker = signed_in(info)
        sought = Sought(role, status, _portal_key(asker, portal_id), name)
        page = await people.page_people(asker, sought, size_of(first, 30, "first"), after)
        return connection(page, Person.of) if page else None

    @strawberry.field(description="The firm's portals by name; null for clients.")
    async def portals(self, info: Info) -> list[Portal] | None:
        """See resolvers.portals.portals."""
        found = await portals.portals(signed_in(info))
        return None if found is None else [Portal.of(view) for view in found]


async def person_node(asker: Asker, key: UUID) -> Person | None:
    """A person of the firm, for the team."""
    view = await people.find_person(asker, key)
    return Person.of(view) if view else None


async def portal_node(asker: Asker, key: UUID) -> Portal | None:
    """A portal of the firm, for the team."""
    view = await portals.find_portal(asker, key)
    return Portal.of(view) if view else None


def _author(asker: Asker, profile: Profile) -> Author:
    person = profile.person
    return Author(
        picture=person.picture_id,
        id=global_id("Author", person.id),
        name=person.name,
        role=person.role,
        person=Person.of(person) if asker.is_team else None,
    )


def _portal_key(asker: Asker, portal_id: strawberry.ID | None) -> UUID | None:
    # Clients are told nothing, so not even that an id is no portal's.
    return key_of("Portal", portal_id, "portalId") if portal_id and asker.is_team else None
