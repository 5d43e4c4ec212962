"""The team sees a room as a client of it does: byte for byte, written down, and nobody else does."""

import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from db import sql
from db.vocabulary import RoomKind
from resolvers import marks, messages, participants, rooms, seeing
from resolvers.viewer import Viewer
from resolvers.views import RoomView
from schema.ids import global_id
from tests.asking import Reply, ask
from tests.cast import NOON, Firm, open_firm, room_with, say
from tests.remains import nothing_left, rows_of

SEEN = """
{ id name kind createdAt archivedAt lastPosition eventCursor unreadCount readPosition mutedAt viewerMay
  manager { name } portal { name } autoJoin mixedPortals invitations { person { name } }
  participants { nodes { person { name portals { name } } onlineUntil } pageInfo { hasNextPage } }
  lastMessage { id body viewerCanDelete }
  messages { edges { cursor } pageInfo { hasNextPage hasPreviousPage } nodes {
    id position body sentAt editedAt deletedAt author { id name role person { name } }
    viewerCanEdit viewerCanDelete attachments { fileName url } room { unreadCount viewerMay }
    quote { body author { name } } readBy { nodes { person { name } } } earlierTexts { body } } } }
"""
OWN = f"query ($room: ID!) {{ room(id: $room) {SEEN} }}"
AS = f"query ($room: ID!, $person: ID!) {{ room: roomAsSeenBy(roomId: $room, personId: $person) {SEEN} }}"
BOTH = """
query ($room: ID!, $person: ID!) {
  before: room(id: $room) { ...Who }
  seen: roomAsSeenBy(roomId: $room, personId: $person) { ...Who }
  after: room(id: $room) { ...Who }
}
fragment Who on Room { manager { name } viewerMay lastMessage { author { person { name } } } }
"""


async def talked_in(firm: Firm, kind: RoomKind) -> RoomView:
    """A room of Tess, Theo and three clients with an edited, a deleted, a quoted and an unread message."""
    room = await room_with(firm.tess, firm.theo, firm.cleo, firm.carl, firm.bea, kind=kind)
    first = await say(firm.tess, room, "First")
    await messages.edit_message(firm.tess, first.id, "First, better", NOON)
    await messages.send_message(firm.theo, room.id, uuid4(), "Quoting", first.id, NOON)
    if kind is RoomKind.CONVERSATION:
        await say(firm.cleo, room, "Mine")
        await messages.delete_message(firm.carl, (await say(firm.carl, room, "Oops")).id, NOON)
    await marks.mark_room_read(firm.carl, room.id, 2, NOON)
    await say(firm.tess, room, "Unread")
    return room


async def see_as(viewer: Viewer, room: RoomView, person: Viewer, document: str = AS) -> Reply:
    """Ask for a room as somebody sees it."""
    return await ask(viewer, document, variables(room, person))


def variables(room: RoomView, person: Viewer) -> dict[str, Any]:
    """The two ids."""
    return {"room": global_id("Room", room.id), "person": global_id("Person", person.id)}


@pytest.mark.parametrize("kind", list(RoomKind), ids=str)
@pytest.mark.parametrize("archived", [False, True], ids=["open", "archived"])
async def test_the_answer_is_the_clients_own_byte_for_byte(firm: Firm, kind: RoomKind, archived: bool):
    room = await talked_in(firm, kind)
    if archived:
        await rooms.archive_room(firm.tess, room.id, NOON)
    for client in (firm.cleo, firm.carl, firm.bea):
        own = await ask(client, OWN, {"room": global_id("Room", room.id)})
        seen = await see_as(firm.theo, room, client)
        assert own.codes == []
        assert own.data["room"]["participants"] is None
        assert seen.text == own.text


async def test_only_what_is_below_it_is_seen_with_the_clients_eyes(firm: Firm):
    room = await talked_in(firm, RoomKind.CONVERSATION)
    told = (await see_as(firm.tess, room, firm.cleo, BOTH)).data
    assert told["before"] == told["after"]
    assert told["before"]["manager"] == {"name": "Tess"}
    assert told["before"]["lastMessage"] == {"author": {"person": {"name": "Tess"}}}
    assert told["seen"]["manager"] is None
    assert told["seen"]["lastMessage"] == {"author": {"person": None}}
    assert "ANNOUNCE" in told["before"]["viewerMay"] and "ANNOUNCE" not in told["seen"]["viewerMay"]


async def test_looking_is_written_down_and_leaves_nothing_else(firm: Firm):
    room = await talked_in(firm, RoomKind.CONVERSATION)
    before = await rows_of(firm.id)
    await see_as(firm.theo, room, firm.cleo)
    after = await rows_of(firm.id)
    assert {table for table in after if after[table] != before[table]} == {"audit_entry"}
    entry = await sql.row(
        "SELECT actor_id, room_id, person_id, occurred_at FROM audit_entry WHERE action = 'ROOM_SEEN_AS'"
        " AND workspace_id = $1",
        firm.id,
    )
    assert entry == {
        "actor_id": firm.theo.id,
        "room_id": room.id,
        "person_id": firm.cleo.id,
        "occurred_at": NOON,
    }


async def test_turning_pages_is_one_look_for_half_an_hour_and_each_looker_room_and_person_has_their_own(firm: Firm):
    room, other = await talked_in(firm, RoomKind.CONVERSATION), await talked_in(firm, RoomKind.ANNOUNCEMENT)
    written = [
        (firm.theo, room, firm.cleo, 0),
        (firm.tess, room, firm.cleo, 29),
        (firm.theo, other, firm.cleo, 29),
        (firm.theo, room, firm.carl, 29),
        (firm.theo, room, firm.cleo, 30),
    ]
    again = [(firm.theo, room, firm.cleo, 29), (firm.theo, room, firm.cleo, 59)]
    for viewer, looked_at, person, minute in sorted([*written, *again], key=lambda look: look[3]):
        assert await seeing.room_as_seen_by(viewer, looked_at.id, person.id, NOON + timedelta(minutes=minute))
    kept = await sql.rows(
        "SELECT actor_id, room_id, person_id, occurred_at FROM audit_entry WHERE action = 'ROOM_SEEN_AS'"
        " AND workspace_id = $1",
        firm.id,
    )
    assert sorted(tuple(entry.values()) for entry in kept) == sorted(
        (viewer.id, looked_at.id, person.id, NOON + timedelta(minutes=minute))
        for viewer, looked_at, person, minute in written
    )


@pytest.mark.parametrize("viewer", ["tara", "ada", "cleo", "bea", "stranger"])
async def test_who_is_not_of_the_team_in_the_room_sees_nothing_and_leaves_nothing(firm: Firm, viewer: str):
    room = await talked_in(firm, RoomKind.CONVERSATION)
    asker = (await open_firm()).ada if viewer == "stranger" else getattr(firm, viewer)
    async with nothing_left(firm.id):
        reply = await see_as(asker, room, firm.cleo)
    assert json.loads(reply.text) == {"data": {"room": None}}


@pytest.mark.parametrize("person", ["theo", "ben", "removed", "nobody"])
async def test_nobody_is_seen_as_but_a_client_in_the_room(firm: Firm, person: str):
    room = await talked_in(firm, RoomKind.CONVERSATION)
    await participants.remove_participants(firm.tess, room.id, [firm.bea.id], NOON)
    whom = {"removed": firm.bea, "nobody": (await open_firm()).cleo}.get(person) or getattr(firm, person)
    async with nothing_left(firm.id):
        reply = await see_as(firm.tess, room, whom)
    assert json.loads(reply.text) == {"data": {"room": None}}


async def test_other_ids_are_no_rooms_and_no_people(firm: Firm):
    room = await talked_in(firm, RoomKind.CONVERSATION)
    right = variables(room, firm.cleo)
    for wrong in ({"room": right["person"]}, {"person": right["room"]}, {"room": "x"}, {"person": ""}):
        assert (await ask(firm.tess, AS, {**right, **wrong})).data == {"room": None}
