"""Rooms in which something of everything has been said."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

from db.models import Person
from db.vocabulary import RoomKind
from resolvers import marks, messages, participants, rooms
from resolvers.viewer import Viewer
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


async def furnished(manager: Viewer, firm: Firm) -> RoomView:
    """A room with everything that its details can show."""
    now = datetime.now(UTC)
    room = await room_with(manager, firm.tess, firm.cleo, firm.carl, firm.bea, name="Annual accounts 2026")
    for minutes, (who, what) in enumerate([(manager, "The draft is ready."), (firm.cleo, "Thank you!")]):
        await say(who, room, what, now - timedelta(minutes=10 - minutes))
    await marks.mark_room_read(firm.carl, room.id, 1, now)
    await participants.invite_to_room(manager, room.id, [firm.ivy], True, now)
    await Person.filter(id=firm.bea.id).update(email_muted_at=now)
    return room
