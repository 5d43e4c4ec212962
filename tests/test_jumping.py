"""A page of messages around a place, for who jumps to a hit or to the first unread; and what is unread in all."""

from typing import Any

import pytest

from resolvers import marks, participants, rooms
from resolvers.views import RoomView
from schema.ids import global_id
from tests.asking import Reply, ask
from tests.cast import NOON, Firm, room_with, say

AROUND = """
query ($id: ID!, $around: Int, $first: Int, $last: Int, $before: String) { room(id: $id) {
  messages(around: $around, first: $first, last: $last, before: $before) {
    nodes { position } pageInfo { hasPreviousPage hasNextPage startCursor endCursor } } } }
"""
UNREAD = "{ viewer { unreadCount } }"


async def room_of_twenty(firm: Firm) -> RoomView:
    """A room of Tess and Cleo with twenty messages."""
    room = await room_with(firm.tess, firm.cleo)
    for number in range(20):
        await say(firm.tess, room, f"Message {number + 1}")
    return room


async def window(firm: Firm, room: RoomView, **variables: Any) -> tuple[list[int], bool, bool]:
    """The positions of a page, and whether there is more before and after it."""
    page = (await asked(firm, room, **variables)).data["room"]["messages"]
    info = page["pageInfo"]
    return [node["position"] for node in page["nodes"]], info["hasPreviousPage"], info["hasNextPage"]


async def asked(firm: Firm, room: RoomView, **variables: Any) -> Reply:
    """The whole answer to Cleo."""
    return await ask(firm.cleo, AROUND, {"id": global_id("Room", room.id), **variables})


@pytest.mark.parametrize(
    ("around", "positions", "before", "after"),
    [
        (10, [8, 9, 10, 11, 12], True, True),
        (1, [1, 2, 3, 4, 5], False, True),
        (2, [1, 2, 3, 4, 5], False, True),
        (20, [18, 19, 20], True, False),
        (21, [19, 20], True, False),
        (-5, [1, 2, 3, 4, 5], False, True),
        (2**31 - 1, [], False, False),
    ],
)
async def test_a_page_lies_around_a_position(firm: Firm, around: int, positions: list[int], before: bool, after: bool):
    room = await room_of_twenty(firm)
    assert await window(firm, room, around=around, first=5) == (positions, before, after)


async def test_the_page_before_one_around_a_position_joins_it_without_gap_or_overlap(firm: Firm):
    room = await room_of_twenty(firm)
    page = (await asked(firm, room, around=10, first=5)).data["room"]["messages"]
    earlier = await window(firm, room, last=4, before=page["pageInfo"]["startCursor"])
    assert earlier == ([4, 5, 6, 7], True, True)


@pytest.mark.parametrize("variables", [{"last": 5}, {"before": "bTo1"}])
async def test_around_stands_with_first_alone(firm: Firm, variables: dict[str, Any]):
    room = await room_of_twenty(firm)
    assert (await asked(firm, room, around=10, **variables)).codes == ["INVALID"]


async def test_what_is_unread_in_all_open_rooms_is_told_in_one_number(firm: Firm):
    one, other, archived = [await room_with(firm.tess, firm.cleo) for _ in range(3)]
    for room in (one, one, one, other, archived):
        await say(firm.tess, room, "Hello")
    await marks.mark_room_read(firm.cleo, one.id, 1, NOON)
    await rooms.archive_room(firm.tess, archived.id, NOON)
    await participants.add_participants(firm.tess, one.id, [firm.carl.id], False, NOON)
    numbers = [(await ask(viewer, UNREAD)).data["viewer"]["unreadCount"] for viewer in (firm.cleo, firm.tess, firm.bea)]
    assert numbers == [3, 0, 0]
