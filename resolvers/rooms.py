"""Rooms: found by those in them, created by the team, looked after by their manager."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid4

from db import sql
from db.models import Portal, Room
from db.queries import messages as message_queries
from db.queries import participants as participant_queries
from db.queries import rooms as queries
from db.vocabulary import AuditAction, EventKind, PersonStatus, Role, RoomKind
from resolvers import access, audit, facts, keysets, participants, texts, visibility
from resolvers.access import Action
from resolvers.errors import DomainError, ErrorCode, not_found
from resolvers.facts import Fact
from resolvers.pages import Page
from resolvers.viewer import Viewer
from resolvers.views import MessageView, RoomView


async def find_room(viewer: Viewer, room_id: UUID) -> RoomView | None:
    """A room the viewer takes part in; None for every other id, at the same cost."""
    row = await queries.room_of(room_id, viewer.workspace_id, viewer.id)
    if row is None or row["participation_id"] is None:
        return None
    return visibility.own_room_as_seen_by(viewer, row)


async def page_rooms(viewer: Viewer, archived: bool, size: int, after: str | None) -> Page[RoomView]:
    """The viewer's rooms, most lately active first, in one statement."""
    start = keysets.moment(after, "after") if after else None
    rows = await queries.page_of_rooms(viewer.id, archived, start, size + 1)
    return Page(
        items=[visibility.own_room_as_seen_by(viewer, row) for row in rows[:size]],
        cursors=[keysets.of_moment(row["active_at"], row["id"]) for row in rows[:size]],
        has_previous=after is not None,
        has_next=len(rows) > size,
    )


async def unread_count(viewer: Viewer) -> int:
    """Messages after the viewer's read marks, in all open rooms together."""
    return await queries.unread(viewer.id)


async def own_rooms(viewer: Viewer, room_ids: Sequence[UUID]) -> dict[UUID, RoomView]:
    """Those of these rooms that the viewer takes part in, in one statement."""
    found = await queries.own_rooms(viewer.id, list(room_ids)) if room_ids else []
    return {row["id"]: visibility.own_room_as_seen_by(viewer, row) for row in found}


async def page_workspace_rooms(viewer: Viewer, size: int, after: str | None) -> Page[RoomView]:
    """Every room of the firm by age, without anybody's marks. Raises NOT_ALLOWED for all but administrators."""
    access.require_administrator(viewer)
    start = keysets.moment(after, "after") if after else None
    rows = await queries.page_of_workspace(viewer.workspace_id, start, size + 1)
    return Page(
        items=[visibility.room_as_seen_by(viewer, row, None) for row in rows[:size]],
        cursors=[keysets.of_moment(row["created_at"], row["id"]) for row in rows[:size]],
        has_previous=after is not None,
        has_next=len(rows) > size,
    )


async def newest_messages(viewer: Viewer, rooms: Sequence[RoomView]) -> dict[UUID, MessageView]:
    """The last message of each room, as of its view, in one statement."""
    asked = [(room.id, room.last_position) for room in rooms if room.last_position]
    found = await message_queries.messages_at(viewer.id, asked) if asked else []
    return {row["room_id"]: visibility.message_as_seen_by(viewer, row) for row in found}


async def create_room(viewer: Viewer, name: str, kind: RoomKind, now: datetime) -> RoomView:
    """Open a room; who creates it is its manager and first participant. Raises NOT_ALLOWED for clients."""
    access.require_team(viewer)
    room_id = uuid4()
    async with sql.transaction():
        await Room.create(
            id=room_id,
            workspace_id=viewer.workspace_id,
            name=texts.name_of(name, "name"),
            kind=kind,
            manager_id=viewer.id,
            active_at=now,
            created_at=now,
        )
        changes = await participants.begin(room_id, viewer.id, now)
        await audit.record(viewer, AuditAction.ROOM_CREATED, now, room_id=room_id)
    await facts.publish(changes)
    return await _found(viewer, room_id)


async def rename_room(viewer: Viewer, room_id: UUID, name: str, now: datetime) -> RoomView | None:
    """Give a room another name. Raises what the room's door raises. A stand-in is shown no room in return."""
    new = texts.name_of(name, "name")
    async with sql.transaction():
        room = await access.locked_room_for(viewer, room_id, Action.RENAME)
        if room["name"] != new:
            await Room.filter(id=room_id).update(name=new)
        kinds = (EventKind.ROOM_RENAMED, AuditAction.ROOM_RENAMED)
        changes = await _tell(viewer, room_id, *kinds, now) if room["name"] != new else facts.Changes()
    await facts.publish(changes)
    return await find_room(viewer, room_id)


async def archive_room(viewer: Viewer, room_id: UUID, now: datetime) -> RoomView | None:
    """Make a room read-only and take it off the list. Raises what the room's door raises."""
    return await _set_archived(viewer, room_id, now, now)


async def unarchive_room(viewer: Viewer, room_id: UUID, now: datetime) -> RoomView | None:
    """Open an archived room again. Raises what the room's door raises."""
    return await _set_archived(viewer, room_id, None, now)


async def _set_archived(viewer: Viewer, room_id: UUID, archived_at: datetime | None, now: datetime) -> RoomView | None:
    fact = EventKind.ROOM_ARCHIVED if archived_at else EventKind.ROOM_UNARCHIVED
    changes = facts.Changes()
    async with sql.transaction():
        room = await access.locked_room_for(viewer, room_id, Action.ARCHIVE)
        if (room["archived_at"] is None) == (archived_at is not None):
            await Room.filter(id=room_id).update(archived_at=archived_at)
            changes = await _tell(viewer, room_id, fact, AuditAction(fact.value), now)
    await facts.publish(changes)
    return await find_room(viewer, room_id)


async def transfer_room(viewer: Viewer, room_id: UUID, manager_id: UUID, now: datetime) -> RoomView | None:
    """Make another active participant of the team the room's manager.

    Raises what the room's door raises, NOT_FOUND for somebody who is not in the room, NOT_ALLOWED for a client.
    """
    async with sql.transaction():
        await access.locked_room_for(viewer, room_id, Action.TRANSFER)
        people = await participant_queries.people(viewer.workspace_id, room_id, [manager_id])
        if not people or not people[0]["takes_part"] or people[0]["status"] != PersonStatus.ACTIVE:
            raise not_found("Participant", "managerId")
        if people[0]["role"] != Role.TEAM:
            raise DomainError(ErrorCode.NOT_ALLOWED, "A room is managed by the team.", ("managerId",))
        await Room.filter(id=room_id).update(manager_id=manager_id)
        kinds = (EventKind.ROOM_TRANSFERRED, AuditAction.ROOM_TRANSFERRED)
        changes = await _tell(viewer, room_id, *kinds, now, person_id=manager_id)
    await facts.publish(changes)
    return await find_room(viewer, room_id)


async def link_room_to_portal(
    viewer: Viewer, room_id: UUID, portal_id: UUID | None, auto_join: bool, allow_mixed_portals: bool, now: datetime
) -> RoomView | None:
    """Link a room to a portal, or to none; with `auto_join` clients who become active there join the room.

    Raises what the room's door raises, NOT_FOUND for the portal, MIXED_PORTALS as `add_participants`.
    """
    async with sql.transaction():
        room = await access.locked_room_for(viewer, room_id, Action.LINK_PORTAL)
        if portal_id and not await Portal.exists(id=portal_id, workspace_id=viewer.workspace_id):
            raise not_found("Portal", "portalId")
        await participants.refuse_mixed({**room, "portal_id": portal_id}, [], allow_mixed_portals)
        await Room.filter(id=room_id).update(portal_id=portal_id, auto_join=auto_join and portal_id is not None)
        changes = await _tell(viewer, room_id, EventKind.PORTAL_LINKED, AuditAction.PORTAL_LINKED, now)
    await facts.publish(changes)
    return await find_room(viewer, room_id)


async def _tell(
    viewer: Viewer,
    room_id: UUID,
    kind: EventKind,
    action: AuditAction,
    now: datetime,
    person_id: UUID | None = None,
) -> facts.Changes:
    await audit.record(viewer, action, now, room_id=room_id, person_ids=[person_id] if person_id else None)
    return await facts.record_in_room(room_id, [Fact(kind, person_id=person_id)], now, membership_changed=False)


async def _found(viewer: Viewer, room_id: UUID) -> RoomView:
    room = await find_room(viewer, room_id)
    if room is None:
        raise not_found("Room", "roomId")
    return room
