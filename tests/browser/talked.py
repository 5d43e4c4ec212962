"""Rooms in which something of everything has been said."""

from datetime import UTC, datetime
from uuid import uuid4

from db.vocabulary import RoomKind
from resolvers import messages, rooms
from resolvers.views import RoomView
from tests.cast import Firm, room_with, say

LONG = "https://example.org/" + "a-very-long-address-without-any-gap-" * 4


async def talked(firm: Firm) -> dict[str, RoomView]:
    """Rooms of every kind with messages of every kind."""
    now = datetime.now(UTC)
    room = await room_with(firm.tess, firm.cleo, firm.theo, name="Accounts")
    first = await say(firm.tess, room, "Shall **we** begin?\n\n> quoted\n- one\n- two\n`code`", now)
    await messages.send_message(firm.cleo, room.id, uuid4(), "Yes.", first.id, now)
    deleted = await say(firm.tess, room, "Wrong room", now)
    await messages.delete_message(firm.tess, deleted.id, now)
    mine = await say(firm.cleo, room, f"See {LONG}", now)
    await messages.edit_message(firm.cleo, mine.id, f"Look at {LONG}", now)
    news = await room_with(firm.tess, firm.cleo, name="News", kind=RoomKind.ANNOUNCEMENT)
    await say(firm.tess, news, "We move house", now)
    old = await room_with(firm.tess, firm.cleo, name="Old")
    await say(firm.tess, old, "Done.", now)
    await rooms.archive_room(firm.tess, old.id, now)
    empty = await room_with(firm.tess, firm.cleo, name="Empty")
    return {"room": room, "news": news, "old": old, "empty": empty}
