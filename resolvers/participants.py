"""Who takes part in a room: added, removed and invited by its manager; clients never learn any of it."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from uuid import UUID, uuid4

from db import sql
from db.models import Room, RoomInvitation
from db.queries import participants as queries
from db.sql import Row
from db.vocabulary import AuditAction, EventKind, PersonEventKind, PersonStatus
from resolvers import access, audit, events, facts, keysets, visibility
from resolvers.access import Action
from resolvers.digests import tokens
from resolvers.errors import DomainError, ErrorCode, invalid, not_found
from resolvers.facts import Changes, Fact
from resolvers.pages import Page
from resolvers.viewer import Viewer
from resolvers.views import InvitationView, ParticipantView, RoomView

MOST_AT_ONCE = 1000


async def add_participants(
    viewer: Viewer, room_id: UUID, person_ids: Sequence[UUID], allow_mixed_portals: bool, now: datetime
) -> None:
    """Let people into a room; each sees the whole history. Those already in it are passed over.

    Raises what the room's door raises, NOT_FOUND for unknown people, NOT_ACTIVE naming whoever is not, MIXED_PORTALS
    for clients who share no portal unless allowed.
    """
    async with sql.transaction():
        room = await access.locked_room_for(viewer, room_id, Action.ADD_PARTICIPANTS)
        people = await _people(viewer, room_id, person_ids)
        _refuse(people, lambda person: person["status"] != PersonStatus.ACTIVE, ErrorCode.NOT_ACTIVE, "not active yet")
        new = [person["id"] for person in people if not person["takes_part"]]
        await refuse_mixed(room, new, allow_mixed_portals)
        await queries.withdraw(room_id, new)
        changes = await _join(room_id, new, now)
        await audit.record(viewer, AuditAction.PARTICIPANT_ADDED, now, room_id=room_id, person_ids=new)
    await facts.publish(changes)


async def remove_participants(viewer: Viewer, room_id: UUID, person_ids: Sequence[UUID], now: datetime) -> None:
    """End people's part in a room; once this has answered, nothing of the room reaches them.

    Raises what the room's door raises, NOT_FOUND for unknown people, MANAGER_STAYS for the room's manager.
    """
    async with sql.transaction():
        room = await access.locked_room_for(viewer, room_id, Action.REMOVE_PARTICIPANTS)
        people = await _people(viewer, room_id, person_ids)
        if room["manager_id"] in person_ids:
            raise DomainError(ErrorCode.MANAGER_STAYS, "Transfer the room before its manager leaves.", ("personIds",))
        changes = await _leave(room_id, [person["id"] for person in people], now)
        await audit.record(viewer, AuditAction.PARTICIPANT_REMOVED, now, room_id=room_id, person_ids=list(person_ids))
    await facts.publish(changes)


async def invite_to_room(
    viewer: Viewer, room_id: UUID, person_ids: Sequence[UUID], allow_mixed_portals: bool, now: datetime
) -> None:
    """Record the wish that people join when they activate their account.

    Raises as `add_participants`, with ALREADY_ACTIVE for people who can be added at once.
    """
    async with sql.transaction():
        room = await access.locked_room_for(viewer, room_id, Action.INVITE)
        people = await _people(viewer, room_id, person_ids)
        _refuse(people, lambda p: p["status"] == PersonStatus.ACTIVE, ErrorCode.ALREADY_ACTIVE, "active: add them")
        _refuse(people, lambda p: p["status"] != PersonStatus.INVITED, ErrorCode.NOT_ACTIVE, "deactivated")
        await refuse_mixed(room, list(person_ids), allow_mixed_portals)
        known = set(await queries.withdraw(room_id, list(person_ids)))
        await _invite(viewer, room_id, person_ids, now)
        new = [person_id for person_id in person_ids if person_id not in known]
        changes = await _tell_team(room_id, EventKind.PARTICIPANT_INVITED, new, now)
        await audit.record(viewer, AuditAction.PARTICIPANT_INVITED, now, room_id=room_id, person_ids=new)
    await facts.publish(changes)


async def withdraw_invitations(viewer: Viewer, room_id: UUID, person_ids: Sequence[UUID], now: datetime) -> None:
    """Take back the wish that people join. Raises what the room's door raises."""
    async with sql.transaction():
        await access.locked_room_for(viewer, room_id, Action.INVITE)
        gone = await queries.withdraw(room_id, list(person_ids))
        changes = await _tell_team(room_id, EventKind.INVITATION_WITHDRAWN, gone, now)
        await audit.record(viewer, AuditAction.INVITATION_WITHDRAWN, now, room_id=room_id, person_ids=gone)
    await facts.publish(changes)


async def begin(room_id: UUID, manager_id: UUID, now: datetime) -> Changes:
    """Make the manager of a room just created its first participant, inside that transaction."""
    return await _join(room_id, [manager_id], now)


async def hold_expected_rooms(person_id: UUID, portal_ids: Sequence[UUID]) -> None:
    """Hold the rooms that wait for a person, before the person's row is touched: rooms come first everywhere."""
    await queries.expected_rooms(person_id, list(portal_ids))


async def join_expected_rooms(person_id: UUID, portal_ids: Sequence[UUID], now: datetime) -> Changes:
    """Turn invitations, and these portals' linked rooms, into participations of a person who has just become active.

    Call it inside the transaction of the activation, and publish what it answers after commit.
    """
    changes = Changes()
    for room_id in await queries.expected_rooms(person_id, list(portal_ids)):
        await queries.withdraw(room_id, [person_id])
        changes = changes.joined(await _join(room_id, [person_id], now))
    return changes


async def leave_all_rooms(viewer: Viewer, person_id: UUID, now: datetime) -> Changes:
    """End every part of a person who is being deactivated; their rooms go to the administrator who does it, visibly.

    Call it inside the transaction of the deactivation, and publish what it answers after commit.
    """
    changes = Changes()
    for room in await queries.rooms_of(person_id, viewer.workspace_id):
        if room["manager_id"] == person_id:
            changes = changes.joined(await _take_over(viewer, room["id"], now))
        changes = changes.joined(await _leave(room["id"], [person_id], now))
    return changes


async def _take_over(viewer: Viewer, room_id: UUID, now: datetime) -> Changes:
    me = await queries.people(viewer.workspace_id, room_id, [viewer.id])
    joined = Changes() if me[0]["takes_part"] else await _join(room_id, [viewer.id], now)
    await Room.filter(id=room_id).update(manager_id=viewer.id)
    await audit.record(viewer, AuditAction.ROOM_TRANSFERRED, now, room_id=room_id, person_ids=[viewer.id])
    return joined.joined(await _tell_team(room_id, EventKind.ROOM_TRANSFERRED, [viewer.id], now))


async def _people(viewer: Viewer, room_id: UUID, person_ids: Sequence[UUID]) -> list[Row]:
    if not person_ids:
        raise invalid("Name at least one person.", "personIds")
    if len(person_ids) > MOST_AT_ONCE:
        raise DomainError(ErrorCode.LIMIT_EXCEEDED, f"At most {MOST_AT_ONCE} people at once.", ("personIds",))
    people = await queries.people(viewer.workspace_id, room_id, list(person_ids))
    if len(people) != len(set(person_ids)):
        raise not_found("Person", "personIds")
    return people


def _refuse(people: Iterable[Row], unfit: Callable[[Row], bool], code: ErrorCode, why: str) -> None:
    names = [person["name"] for person in people if unfit(person)]
    if names:
        raise DomainError(code, f"{', '.join(sorted(names))}: {why}.", ("personIds",))


async def refuse_mixed(room: Row, person_ids: list[UUID], allowed: bool) -> None:
    """Refuse that clients of different portals read each other's messages, unless somebody meant it: MIXED_PORTALS.

    Call it with the room's row held; once allowed, the room stays mixed.
    """
    if room["mixed_portals"] or await queries.of_one_portal(room["id"], person_ids, room["portal_id"]):
        return
    if not allowed:
        raise DomainError(
            ErrorCode.MIXED_PORTALS,
            "These clients belong to different portals and would read each other's messages.",
            ("allowMixedPortals",),
        )
    await Room.filter(id=room["id"]).update(mixed_portals=True)


async def _invite(viewer: Viewer, room_id: UUID, person_ids: Iterable[UUID], now: datetime) -> None:
    await RoomInvitation.bulk_create(
        RoomInvitation(
            id=uuid4(),
            workspace_id=viewer.workspace_id,
            room_id=room_id,
            person_id=person_id,
            invited_by_id=viewer.id,
            invited_at=now,
        )
        for person_id in person_ids
    )


async def _join(room_id: UUID, person_ids: list[UUID], now: datetime) -> Changes:
    numbered = await queries.join(room_id, person_ids, now)
    changes = await _tell_team(room_id, EventKind.PARTICIPANT_ADDED, person_ids, now)
    return changes.joined(Changes(people={row["person_id"]: row["seq"] for row in numbered}))


async def _leave(room_id: UUID, person_ids: list[UUID], now: datetime) -> Changes:
    gone = await queries.leave(room_id, person_ids, now)
    await tokens.revoke(room_id, gone, now)
    changes = await _tell_team(room_id, EventKind.PARTICIPANT_REMOVED, gone, now)
    return changes.joined(await facts.record_for_people(gone, PersonEventKind.ROOM_LEFT, room_id, now))


async def _tell_team(room_id: UUID, kind: EventKind, person_ids: Iterable[UUID], now: datetime) -> Changes:
    about = [Fact(kind, person_id=person_id) for person_id in person_ids]
    changed = kind in {EventKind.PARTICIPANT_ADDED, EventKind.PARTICIPANT_REMOVED}
    return await facts.record_in_room(room_id, about, now, membership_changed=changed) if about else Changes()


async def page_participants(
    viewer: Viewer, rooms: Sequence[RoomView], size: int, after: str | None
) -> dict[UUID, Page[ParticipantView] | None]:
    """One page of each room's participants, in one statement for all rooms; None for clients, whatever they ask."""
    if not visibility.sees(viewer, visibility.Facet.PARTICIPANTS):
        return {room.id: None for room in rooms}
    start = keysets.moment(after, "after") if after else None
    rows = await queries.pages_of_participants(viewer.id, [room.id for room in rooms], start, size + 1)
    return {room.id: _page(viewer, [row for row in rows if row["room_id"] == room.id], size, after) for room in rooms}


def _page(viewer: Viewer, rows: list[Row], size: int, after: str | None) -> Page[ParticipantView]:
    shown = rows[:size]
    return Page(
        items=[view for row in shown if (view := visibility.participant_as_seen_by(viewer, row))],
        cursors=[keysets.of_moment(row["joined_at"], row["id"]) for row in shown],
        has_previous=after is not None,
        has_next=len(rows) > size,
    )


async def online_until(viewer: Viewer, person_ids: Sequence[UUID], now: datetime) -> dict[UUID, datetime]:
    """Until when clients count as online, for those who do; nobody does for clients."""
    if not visibility.sees(viewer, visibility.Facet.PRESENCE):
        return {}
    return await events.online_until(list(person_ids), now)


async def invitations(viewer: Viewer, rooms: Sequence[RoomView]) -> dict[UUID, list[InvitationView] | None]:
    """Who is expected in each room, for the team; None for clients."""
    if not visibility.sees(viewer, visibility.Facet.PARTICIPANTS):
        return {room.id: None for room in rooms}
    found: dict[UUID, list[InvitationView] | None] = {room.id: [] for room in rooms}
    for row in await queries.invitations(viewer.id, [room.id for room in rooms]):
        view, expected = visibility.invitation_as_seen_by(viewer, row), found[row["room_id"]]
        if view and expected is not None:
            expected.append(view)
    return found
