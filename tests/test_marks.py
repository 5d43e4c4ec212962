"""Read marks move forward; the team sees which clients have read what, and when."""

from datetime import timedelta

import pytest

from resolvers import marks, participants, rooms
from resolvers.errors import DomainError, ErrorCode
from resolvers.viewer import Viewer
from schema.ids import global_id
from tests.asking import ask
from tests.cast import NOON, Firm, room_with, say
from tests.remains import nothing_left

READERS = "query ($id: ID!) { room(id: $id) { messages { nodes { readBy { nodes { person { name } readAt } } } } } }"


async def unread(viewer: Viewer, room_id: object) -> int:
    """The viewer's unread count."""
    room = await rooms.find_room(viewer, room_id)
    assert room is not None
    return room.unread_count


async def test_the_mark_moves_forward_only(firm: Firm):
    room = await room_with(firm.tess, firm.cleo)
    for number in range(4):
        await say(firm.tess, room, str(number))
    assert await unread(firm.cleo, room.id) == 4
    await marks.mark_room_read(firm.cleo, room.id, 3, NOON)
    assert await unread(firm.cleo, room.id) == 1
    async with nothing_left(firm.id):
        await marks.mark_room_read(firm.cleo, room.id, 2, NOON)
    assert await unread(firm.cleo, room.id) == 1


async def test_the_mark_never_passes_the_newest_message(firm: Firm):
    room = await room_with(firm.tess, firm.cleo)
    for position in (1, -1):
        async with nothing_left(firm.id):
            with pytest.raises(DomainError) as refused:
                await marks.mark_room_read(firm.cleo, room.id, position, NOON)
        assert refused.value.code is ErrorCode.INVALID


async def test_posting_moves_the_own_mark(firm: Firm):
    room = await room_with(firm.tess, firm.cleo)
    await say(firm.tess, room, "Question")
    await say(firm.cleo, room, "Answer")
    assert (await unread(firm.cleo, room.id), await unread(firm.tess, room.id)) == (0, 1)


async def test_the_team_sees_which_clients_have_read_what_and_when(firm: Firm):
    room = await room_with(firm.tess, firm.cleo, firm.carl)
    await say(firm.tess, room, "One")
    await marks.mark_room_read(firm.cleo, room.id, 1, NOON + timedelta(minutes=1))
    await say(firm.tess, room, "Two")
    await say(firm.carl, room, "Three", NOON + timedelta(minutes=2))
    await marks.mark_room_read(firm.cleo, room.id, 3, NOON + timedelta(minutes=3))
    await participants.add_participants(firm.tess, room.id, [firm.theo.id], False, NOON)
    await marks.mark_room_read(firm.tess, room.id, 3, NOON)
    reply = await ask(firm.theo, READERS, {"id": global_id("Room", room.id)})
    readers = [
        [(receipt["person"]["name"], receipt["readAt"][11:16]) for receipt in node["readBy"]["nodes"]]
        for node in reply.data["room"]["messages"]["nodes"]
    ]
    assert readers == [
        [("Cleo", "12:01"), ("Carl", "12:02")],
        [("Carl", "12:02"), ("Cleo", "12:03")],
        [("Cleo", "12:03")],
    ]
    client = await ask(firm.cleo, READERS, {"id": global_id("Room", room.id)})
    assert client.data["room"]["messages"]["nodes"] == [{"readBy": None}] * 3


async def test_muting_stops_no_counting(firm: Firm):
    room = await room_with(firm.tess, firm.cleo)
    await marks.mute_room(firm.cleo, room.id, NOON)
    await say(firm.tess, room, "Still counted")
    found = await rooms.find_room(firm.cleo, room.id)
    assert found is not None
    assert (found.unread_count, found.mine.muted_at) == (1, NOON)
    await marks.unmute_room(firm.cleo, room.id, NOON)
    async with nothing_left(firm.id):
        await marks.unmute_room(firm.cleo, room.id, NOON)
