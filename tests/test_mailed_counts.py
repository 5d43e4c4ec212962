"""Before a message is deleted the team is told how many clients have it in their mail; clients are told nothing."""

from db.settings import Settings
from resolvers import marks
from resolvers.viewer import Viewer
from resolvers.views import RoomView
from schema.ids import global_id
from tests.asking import ask
from tests.cast import NOON, Firm, room_with, say
from tests.digesting import MINUTE, RINGS, deliver, relay
from tests.relay import Relay

__all__ = ["relay"]
COUNTS = "query ($id: ID!) { room(id: $id) { messages { nodes { mailedCount } } } }"


async def counts(viewer: Viewer, room: RoomView) -> list[int | None]:
    """The number of each message."""
    reply = await ask(viewer, COUNTS, {"id": global_id("Room", room.id)})
    return [message["mailedCount"] for message in reply.data["room"]["messages"]["nodes"]]


async def test_each_client_who_got_it_by_mail_counts_once(firm: Firm, database: Settings, relay: Relay):
    room = await room_with(firm.tess, firm.theo, firm.cleo, firm.carl, firm.bea)
    await say(firm.tess, room, "Read by Cleo before the clock rings")
    await marks.mark_room_read(firm.cleo, room.id, 1, NOON + MINUTE)
    await say(firm.carl, room, "Carl's own", NOON + 2 * MINUTE)
    assert await counts(firm.tess, room) == [0, 0]
    assert await deliver(database, relay, RINGS) == ["bea", "cleo", "tess", "theo"]
    await say(firm.tess, room, "Not mailed yet", RINGS + MINUTE)
    assert await counts(firm.tess, room) == [1, 2, 0]
    await marks.mark_room_read(firm.bea, room.id, 3, RINGS + 2 * MINUTE)
    assert await counts(firm.theo, room) == [1, 2, 0]


async def test_clients_are_told_no_number(firm: Firm, database: Settings, relay: Relay):
    room = await room_with(firm.tess, firm.cleo, firm.carl)
    await say(firm.cleo, room, "Mine")
    assert await deliver(database, relay, RINGS) == ["carl", "tess"]
    assert (await counts(firm.cleo, room), await counts(firm.tess, room)) == ([None], [1])
