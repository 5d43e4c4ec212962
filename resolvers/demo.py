"""Stages the demo firm: its people as rows, and everything they have said through the ordinary rules."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

from db import demo, sql
from db.demo import CAST, Actor, Scene
from db.models import Person, Portal, PortalMember, Workspace
from db.vocabulary import PersonStatus, Role
from resolvers import invitations, marks, messages, participants, passwords, rooms
from resolvers.viewer import Viewer


async def is_empty() -> bool:
    """Whether no firm has been set up here yet."""
    return not await Workspace.exists()


async def is_open() -> bool:
    """Whether the demo firm is here."""
    return await Workspace.exists(slug=demo.SLUG)


async def open_demo_firm(now: datetime) -> bool:
    """Set the demo firm up, all of it or nothing; answers whether it was not there before."""
    password_hash = await passwords.hashed(demo.PASSWORD)
    async with sql.transaction():
        if await Workspace.exists(slug=demo.SLUG):
            return False
        await _stage(password_hash, now)
    return True


async def _stage(password_hash: str, now: datetime) -> None:
    firm_id, founded = uuid4(), now - timedelta(days=100)
    await Workspace.create(id=firm_id, slug=demo.SLUG, name=demo.FIRM, created_at=founded)
    portals = {name: await _portal(firm_id, name, founded) for name in demo.PORTALS}
    active = [actor for actor in CAST if not actor.is_invited]
    people = {actor.key: await _person(firm_id, actor, portals, password_hash, founded) for actor in active}
    people |= {actor.key: await _invited(people["tomas"], actor, portals, now) for actor in CAST if actor.is_invited}
    for scene in demo.SCENES:
        await _play(scene, people, portals, now)


async def _portal(firm_id: UUID, name: str, now: datetime) -> UUID:
    portal = await Portal.create(id=uuid4(), workspace_id=firm_id, name=name, created_at=now)
    return portal.id


async def _person(firm_id: UUID, actor: Actor, portals: dict[str, UUID], password_hash: str, now: datetime) -> Viewer:
    person = await Person.create(
        id=uuid4(),
        workspace_id=firm_id,
        role=actor.role,
        is_administrator=actor.is_administrator,
        status=PersonStatus.ACTIVE,
        name=actor.name,
        email=actor.email,
        password_hash=password_hash,
        created_at=now,
        activated_at=now,
    )
    if actor.portal:
        await PortalMember.create(
            id=uuid4(), workspace_id=firm_id, portal_id=portals[actor.portal], person_id=person.id, created_at=now
        )
    return _viewer(person.id, firm_id, actor)


async def _invited(inviter: Viewer, actor: Actor, portals: dict[str, UUID], now: datetime) -> Viewer:
    """By the ordinary invitation, so that there is a mail whose link can be followed."""
    assert actor.portal is not None
    person = await invitations.invite_client(inviter, actor.email, actor.name, [portals[actor.portal]], now)
    return _viewer(person.id, inviter.workspace_id, actor)


def _viewer(person_id: UUID, firm_id: UUID, actor: Actor) -> Viewer:
    """The actor as somebody who asks; there is no session behind it, and the rules do not look for one."""
    return Viewer(person_id, firm_id, actor.role, actor.is_administrator, session_id=uuid4())


async def _play(scene: Scene, people: dict[str, Viewer], portals: dict[str, UUID], now: datetime) -> None:
    manager, *others = [people[key] for key in scene.people]
    begun = now - timedelta(hours=max(hours for hours, _, _ in scene.lines) + 1)
    room = await rooms.create_room(manager, scene.name, scene.kind, begun)
    await participants.add_participants(manager, room.id, [other.id for other in others], True, begun)
    if scene.portal:
        await rooms.link_room_to_portal(manager, room.id, portals[scene.portal], True, True, begun)
    if scene.expects:
        expected = [people[key].id for key in scene.expects]
        await participants.invite_to_room(manager, room.id, expected, True, begun)
    for hours, key, words in scene.lines:
        await messages.send_message(people[key], room.id, uuid4(), words, None, now - timedelta(hours=hours))
    await _read(scene, people, room.id, now)
    if scene.is_archived:
        await rooms.archive_room(manager, room.id, now)


async def _read(scene: Scene, people: dict[str, Viewer], room_id: UUID, now: datetime) -> None:
    """Everybody has read all but the last message; the team's own rooms are read to the end."""
    newest = len(scene.lines)
    for key in scene.people:
        is_done = scene.is_archived or all(people[other].role is Role.TEAM for other in scene.people)
        await marks.mark_room_read(people[key], room_id, newest if is_done else newest - 1, now)
