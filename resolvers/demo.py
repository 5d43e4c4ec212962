"""Stages the demo firm: its people as rows, and everything they have said through the ordinary rules."""

import hashlib
import shutil
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID, uuid4

from db import demo, sql, storage
from db.demo import CAST, Actor, Line, Scene
from db.models import Person, Portal, PortalMember, Workspace
from db.queries import portals, portraits
from db.vocabulary import PersonStatus
from resolvers import attachments, invitations, marks, messages, participants, passwords, rooms
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
    await portals.change_workspace(firm_id, None, demo.COLOR, None)
    await portraits.show_firm(firm_id, await _picture(firm_id, demo.LOGO, founded))
    doors = {name: await _portal(firm_id, name, founded) for name in demo.PORTALS}
    active = [actor for actor in CAST if not actor.is_invited]
    people = {actor.key: await _person(firm_id, actor, doors, password_hash, founded) for actor in active}
    people |= {actor.key: await _invited(people["tomas"], actor, doors, now) for actor in CAST if actor.is_invited}
    for scene in demo.SCENES:
        await _play(scene, people, doors, now)


async def _picture(firm_id: UUID, name: str, now: datetime) -> UUID:
    """One of the demo's pictures, which are small and square already."""
    picture_id, key = uuid4(), storage.new_key()
    await _store(key, name, "image/webp")
    await portraits.keep(picture_id, firm_id, key, "image/webp", len(_content(name)), now)
    return picture_id


def _content(name: str) -> bytes:
    return demo.path_of(name).read_bytes()


async def _store(key: str, name: str, media_type: str) -> None:
    """A copy goes: the storage may share what it is given, and the demo's files are the program's own."""
    with TemporaryDirectory() as folder:
        await storage.store().put_file(key, Path(shutil.copy(demo.path_of(name), folder)), media_type)


async def _portal(firm_id: UUID, name: str, now: datetime) -> UUID:
    portal = await Portal.create(id=uuid4(), workspace_id=firm_id, name=name, created_at=now)
    return portal.id


async def _person(firm_id: UUID, actor: Actor, doors: dict[str, UUID], password_hash: str, now: datetime) -> Viewer:
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
            id=uuid4(), workspace_id=firm_id, portal_id=doors[actor.portal], person_id=person.id, created_at=now
        )
    if actor.picture:
        await portraits.show_person(firm_id, person.id, await _picture(firm_id, actor.picture, now))
    return _viewer(person.id, firm_id, actor)


async def _invited(inviter: Viewer, actor: Actor, doors: dict[str, UUID], now: datetime) -> Viewer:
    """By the ordinary invitation, so that there is a mail whose link can be followed."""
    assert actor.portal is not None
    person = await invitations.invite_client(inviter, actor.email, actor.name, [doors[actor.portal]], now)
    return _viewer(person.id, inviter.workspace_id, actor)


def _viewer(person_id: UUID, firm_id: UUID, actor: Actor) -> Viewer:
    """The actor as somebody who asks; there is no session behind it, and the rules do not look for one."""
    return Viewer(person_id, firm_id, actor.role, actor.is_administrator, session_id=uuid4())


async def _play(scene: Scene, people: dict[str, Viewer], doors: dict[str, UUID], now: datetime) -> None:
    manager, *others = [people[key] for key in scene.people]
    begun = scene.lines[0].moment(now) - timedelta(hours=1)
    room = await rooms.create_room(manager, scene.name, scene.kind, begun)
    await participants.add_participants(manager, room.id, [other.id for other in others], True, begun)
    if scene.portal:
        await rooms.link_room_to_portal(manager, room.id, doors[scene.portal], True, True, begun)
    if scene.expects:
        expected = [people[key].id for key in scene.expects]
        await participants.invite_to_room(manager, room.id, expected, True, begun)
    said: list[UUID] = []
    for line in scene.lines:
        said.append(await _say(people[line.who], room.id, line, said, now))
    await _read(scene, people, room.id, now)
    if scene.is_archived:
        await rooms.archive_room(manager, room.id, now)


async def _say(author: Viewer, room_id: UUID, line: Line, said: list[UUID], now: datetime) -> UUID:
    """As its author would have sent it; the worker will find out what its files are, as it always does."""
    moment = line.moment(now)
    files = [await _brought(author, name, moment) for name in line.files]
    quoted = said[line.answers - 1] if line.answers else None
    sent = await messages.send_message(author, room_id, uuid4(), line.words, quoted, moment, files)
    return sent.id


async def _brought(author: Viewer, name: str, now: datetime) -> UUID:
    content = _content(name)
    upload = await attachments.promised_by_mail(author, name, len(content), hashlib.sha256(content).digest(), now)
    await _store(upload.storage_key, name, "application/octet-stream")
    await attachments.received(upload, now)
    return upload.id


async def _read(scene: Scene, people: dict[str, Viewer], room_id: UUID, now: datetime) -> None:
    """Everybody has read everything, but for what the scene leaves them."""
    for key in scene.people:
        position = len(scene.lines) - scene.unread.get(key, 0)
        if position:
            await marks.mark_room_read(people[key], room_id, position, now)
