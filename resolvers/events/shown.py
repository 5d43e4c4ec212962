"""Shows facts: what an audience, or one reader where own marks are asked for, may know of an event."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from db.queries import live as queries
from db.queries.messages import messages_by_id
from db.queries.rooms import room_of, shared_rooms
from db.vocabulary import SHARED_EVENTS, Role
from resolvers import cursors
from resolvers.events.logs import PersonFact, RoomFact, Signal
from resolvers.viewer import Audience, Viewer
from resolvers.views import EventView, MessageView, PersonView, RoomView
from resolvers.visibility import (
    Facet,
    message_as_seen_by,
    own_room_as_seen_by,
    person_as_seen_by,
    room_as_seen_by,
    sees,
)

Shown = dict[UUID | None, list[EventView | None]]
"""Views of several facts in their order, per reader; under None those that the whole audience shares."""


async def room_events_shown(
    audience: Audience, room_id: UUID, facts: Sequence[RoomFact], readers: Sequence[Viewer], shared: bool
) -> Shown:
    """The facts as one audience sees them, None for those it may not know.

    `readers` are those whose own marks are asked for: all their marks come in one statement. Somebody who left the
    room has no entry.
    """
    rooms = await _rooms_shown(audience, room_id, readers, shared)
    messages = await _messages_shown(audience, facts)
    people = await _people_shown(audience, {fact.person_id for fact in facts if fact.kind not in SHARED_EVENTS})
    return {
        reader: [_event_as_seen_by(audience, fact, room, messages, people) for fact in facts]
        for reader, room in rooms.items()
    }


async def person_events_shown(viewer: Viewer, facts: Sequence[PersonFact]) -> list[EventView]:
    """The viewer's own facts. A room that was left again is not shown."""
    ids = {fact.room_id for fact in facts if fact.room_id}
    rooms = {room_id: await _room_of(viewer, room_id) for room_id in ids}
    return [
        EventView(
            kind=fact.kind,
            cursor="",
            occurred_at=fact.occurred_at,
            room=rooms.get(fact.room_id) if fact.room_id else None,
            room_id=fact.room_id,
            message=None,
            person=None,
            position=None,
            until=None,
        )
        for fact in facts
    ]


async def signal_shown(audience: Audience, room_id: UUID, signal: Signal, now: datetime) -> EventView | None:
    """A passing fact about a client; None for whoever may not know it, and when it is about the team."""
    if not sees(audience, Facet.PRESENCE):
        return None
    person = (await _people_shown(audience, {signal.person_id})).get(signal.person_id)
    rows = await shared_rooms([room_id])
    if person is None or person.role is not Role.CLIENT or not rows:
        return None
    return EventView(
        kind=signal.kind,
        cursor="",
        occurred_at=now,
        room=room_as_seen_by(audience, rows[0], None),
        room_id=room_id,
        message=None,
        person=person,
        position=None,
        until=signal.until,
    )


def _event_as_seen_by(
    audience: Audience,
    fact: RoomFact,
    room: RoomView,
    messages: dict[UUID, MessageView],
    people: dict[UUID, PersonView],
) -> EventView | None:
    number = fact.number(audience.role)
    if number is None or not (fact.kind in SHARED_EVENTS or sees(audience, Facet.TEAM_EVENTS)):
        return None
    return EventView(
        kind=fact.kind,
        cursor=cursors.room_cursor(room.id, audience.role, number),
        occurred_at=fact.occurred_at,
        room=room,
        room_id=room.id,
        message=messages.get(fact.message_id) if fact.message_id else None,
        person=people.get(fact.person_id) if fact.person_id else None,
        position=fact.position,
        until=None,
    )


async def _rooms_shown(
    audience: Audience, room_id: UUID, readers: Sequence[Viewer], shared: bool
) -> dict[UUID | None, RoomView]:
    shown: dict[UUID | None, RoomView] = {}
    if shared:
        for row in await shared_rooms([room_id]):
            shown[None] = room_as_seen_by(audience, row, None)
    if readers:
        by_id = {reader.id: reader for reader in readers}
        rows = await queries.room_of_readers(room_id, list(by_id))
        shown |= {row["reader_id"]: own_room_as_seen_by(by_id[row["reader_id"]], row) for row in rows}
    return shown


async def _room_of(viewer: Viewer, room_id: UUID) -> RoomView | None:
    row = await room_of(room_id, viewer.workspace_id, viewer.id)
    return own_room_as_seen_by(viewer, row) if row and row["participation_id"] else None


async def _messages_shown(audience: Audience, facts: Sequence[RoomFact]) -> dict[UUID, MessageView]:
    ids = {fact.message_id for fact in facts if fact.message_id}
    rows = await messages_by_id(list(ids)) if ids else []
    return {row["id"]: message_as_seen_by(audience, row) for row in rows}


async def _people_shown(audience: Audience, person_ids: set[UUID | None]) -> dict[UUID, PersonView]:
    ids = [person_id for person_id in person_ids if person_id]
    rows = await queries.people(ids) if ids and sees(audience, Facet.PEOPLE) else []
    return {person.id: person for row in rows if (person := person_as_seen_by(audience, row))}
