"""The cast: a firm with its team and clients, the same people in every test."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from db.models import Person, Portal, PortalMember, Session, Workspace
from db.vocabulary import PersonStatus, Role, RoomKind, SessionKind
from resolvers import messages, participants, rooms
from resolvers.tokens import SESSION, hash_of, new_token
from resolvers.viewer import Viewer
from resolvers.views import MessageView, RoomView

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
"""When tests begin."""


@dataclass(frozen=True, slots=True)
class Firm:
    """Ada administers; Tess, Theo and Tara are the team. Cleo and Carl are of portal Acorn, Bea and Ben of Birch.

    Ivy is invited to Acorn and not active yet. Every field but `invited` and the ids is a signed-in viewer.
    """

    id: UUID
    slug: str
    ada: Viewer
    tess: Viewer
    theo: Viewer
    tara: Viewer
    cleo: Viewer
    carl: Viewer
    bea: Viewer
    ben: Viewer
    ivy: UUID
    acorn: UUID
    birch: UUID
    tokens: dict[UUID, str]

    def token(self, viewer: Viewer) -> str:
        """The bearer token of one of the cast."""
        return self.tokens[viewer.id]


async def open_firm() -> Firm:
    """A new firm with the whole cast in it, and nobody in any room yet."""
    firm_id, tokens = uuid4(), dict[UUID, str]()
    slug = f"firm-{firm_id.hex[:12]}"
    await Workspace.create(id=firm_id, slug=slug, name="Larch & Partners", created_at=NOON)
    acorn, birch = [await _portal(firm_id, name) for name in ("Acorn", "Birch")]
    people = {
        name: await _person(firm_id, name, role, tokens)
        for name, role in [
            *((name, Role.TEAM) for name in ("Ada", "Tess", "Theo", "Tara")),
            *((name, Role.CLIENT) for name in ("Cleo", "Carl", "Bea", "Ben", "Ivy")),
        ]
    }
    for name, portal in (("Cleo", acorn), ("Carl", acorn), ("Ivy", acorn), ("Bea", birch), ("Ben", birch)):
        await PortalMember.create(
            id=uuid4(), workspace_id=firm_id, portal_id=portal, person_id=people[name].id, created_at=NOON
        )
    ivy = people.pop("Ivy").id
    cast = {name.lower(): viewer for name, viewer in people.items()}
    return Firm(id=firm_id, slug=slug, ivy=ivy, acorn=acorn, birch=birch, tokens=tokens, **cast)


async def _portal(firm_id: UUID, name: str) -> UUID:
    portal = await Portal.create(id=uuid4(), workspace_id=firm_id, name=name, created_at=NOON)
    return portal.id


async def _person(firm_id: UUID, name: str, role: Role, tokens: dict[UUID, str]) -> Viewer:
    status = PersonStatus.INVITED if name == "Ivy" else PersonStatus.ACTIVE
    person_id, session_id, token = uuid4(), uuid4(), new_token(SESSION)
    await Person.create(
        id=person_id,
        workspace_id=firm_id,
        role=role,
        is_administrator=name == "Ada",
        status=status,
        name=name,
        email=f"{name.lower()}@{'larch' if role is Role.TEAM else 'client'}.example",
        created_at=NOON,
    )
    if status is PersonStatus.ACTIVE:
        tokens[person_id] = token
        await Session.create(
            id=session_id,
            workspace_id=firm_id,
            person_id=person_id,
            kind=SessionKind.BEARER,
            token_hash=hash_of(token),
            created_at=NOON,
            last_used_at=datetime.now(UTC),
            expires_at=datetime.now(UTC) + timedelta(days=30),
        )
    return Viewer(id=person_id, workspace_id=firm_id, role=role, is_administrator=name == "Ada", session_id=session_id)


async def room_with(
    manager: Viewer, *others: Viewer, name: str = "Accounts", kind: RoomKind = RoomKind.CONVERSATION
) -> RoomView:
    """A room that `manager` opened for these people; clients of two portals are let in on purpose."""
    room = await rooms.create_room(manager, name, kind, NOON)
    if others:
        ids = [other.id for other in others]
        await participants.add_participants(manager, room.id, ids, True, NOON)
    return room


async def say(author: Viewer, room: RoomView, body: str, now: datetime = NOON) -> MessageView:
    """Post into a room."""
    return await messages.send_message(author, room.id, uuid4(), body, None, now)
