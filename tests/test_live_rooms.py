"""`roomEvents`: every event of one's audience once, in order, whatever is lost, and none after removal."""

from uuid import UUID, uuid4

import pytest

from db import sql
from db.settings import Settings
from db.vocabulary import Role
from resolvers import cursors, events, facts, marks
from resolvers.errors import ErrorCode
from resolvers.views import RoomView
from schema.answers import Answer, refusal
from schema.ids import global_id
from tests.cast import NOON, Firm, room_with, say
from tests.lines import NEVER, OFTEN, ROOM, Line, Served, eventually, room_variables, served
from tests.test_socket_protocol import code_of


async def silence(*_: object) -> None:
    """Publish nothing."""


async def go_deaf(server: Served, line: Line, firm: Firm, room: RoomView, monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on Redis loses whatever is published, and the look that follows a new channel is over."""
    await say(firm.tess, room, "heard")
    assert await line.body() == "heard"
    await eventually(lambda: not server.live.hub.unsure and not server.live.hub.due.is_set())
    monkeypatch.setattr("resolvers.events.publish.publish_all", silence)


async def test_everybody_in_the_room_hears_a_message(database: Settings, firm: Firm) -> None:
    room = await room_with(firm.tess, firm.cleo)
    async with (
        served(database) as server,
        server.line(firm.token(firm.cleo)) as cleo,
        server.line(firm.token(firm.tess)) as tess,
    ):
        await cleo.subscribe(ROOM, room_variables(room))
        await tess.subscribe(ROOM, room_variables(room))
        await server.listening(cleo, 2)
        await say(firm.tess, room, "Hello")
        expected = {"__typename": "MessageSent", "message": {"body": "Hello", "position": 1}}
        assert await cleo.event() == expected | {"cursor": cursors.room_cursor(room.id, Role.CLIENT, 1)}
        assert await tess.event() == expected | {"cursor": cursors.room_cursor(room.id, Role.TEAM, 3)}


async def test_a_subscriber_resumes_from_each_cursor_without_gap_or_duplicate(database: Settings, firm: Firm) -> None:
    room = await room_with(firm.tess, firm.cleo)
    start = cursors.room_cursor(room.id, Role.CLIENT, 0)
    async with served(database) as server:
        for number in range(5):
            await say(firm.tess, room, f"{number}")
            await marks.mark_room_read(firm.cleo, room.id, number, NOON)
        async with server.line(firm.token(firm.cleo)) as line:
            await line.subscribe(ROOM, room_variables(room, start))
            heard = [await line.event() for _ in range(5)]
        assert [event["message"]["body"] for event in heard] == ["0", "1", "2", "3", "4"]
        for index, event in enumerate(heard):
            async with server.line(firm.token(firm.cleo)) as line:
                await line.subscribe(ROOM, room_variables(room, event["cursor"]))
                await server.listening(line, 1)
                await say(firm.tess, room, f"after {index}")
                rest = [await line.body() for _ in range(5)]
                assert rest[: 4 - index] == [str(number) for number in range(index + 1, 5)]
                assert rest[4 - index :] == [f"after {number}" for number in range(index + 1)]
                assert await line.fence() == []


async def test_catching_up_and_following_live_are_one_stream(database: Settings, firm: Firm) -> None:
    room = await room_with(firm.tess, firm.cleo)
    for number in range(250):
        await say(firm.tess, room, str(number))
    async with served(database) as server, server.line(firm.token(firm.cleo)) as line:
        await line.subscribe(ROOM, room_variables(room, cursors.room_cursor(room.id, Role.CLIENT, 0)))
        for number in range(250, 300):
            await say(firm.tess, room, str(number))
        assert [await line.body() for _ in range(300)] == [str(number) for number in range(300)]
        assert await line.fence() == []


async def test_a_message_whose_wake_up_was_lost_is_delivered_all_the_same(
    database: Settings, firm: Firm, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = await room_with(firm.tess, firm.cleo)
    async with served(database, look=OFTEN) as server, server.line(firm.token(firm.cleo)) as line:
        await line.subscribe(ROOM, room_variables(room))
        await server.listening(line, 1)
        await go_deaf(server, line, firm, room, monkeypatch)
        await say(firm.tess, room, "lost")
        await say(firm.tess, room, "and found")
        assert [await line.body(), await line.body()] == ["lost", "and found"]


async def test_those_further_back_catch_up_beside_those_who_follow(
    database: Settings, firm: Firm, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = await room_with(firm.tess, firm.cleo, firm.carl)
    for body in ("0", "1", "2"):
        await say(firm.tess, room, body)
    async with (
        served(database, look=NEVER) as server,
        server.line(firm.token(firm.cleo)) as cleo,
        server.line(firm.token(firm.carl)) as carl,
    ):
        await cleo.subscribe(ROOM, room_variables(room))
        await server.listening(cleo, 1)
        await go_deaf(server, cleo, firm, room, monkeypatch)
        await say(firm.tess, room, "3")
        await carl.subscribe(ROOM, room_variables(room, cursors.room_cursor(room.id, Role.CLIENT, 1)))
        assert [await carl.body() for _ in range(4)] == ["1", "2", "heard", "3"]
        assert await cleo.body() == "3"
        assert await cleo.fence() + await carl.fence() == []


async def test_a_hole_in_the_wake_ups_is_read_from_the_rows(
    database: Settings, firm: Firm, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = await room_with(firm.tess, firm.cleo)
    async with served(database, look=NEVER) as server, server.line(firm.token(firm.cleo)) as line:
        await line.subscribe(ROOM, room_variables(room))
        await server.listening(line, 1)
        await say(firm.tess, room, "first")
        assert await line.body() == "first"
        with monkeypatch.context() as patch:
            patch.setattr(facts, "publish", silence)
            patch.setattr(events, "room_changed", silence)
            await say(firm.tess, room, "unheard")
        await say(firm.tess, room, "heard")
        assert [await line.body(), await line.body()] == ["unheard", "heard"]


async def test_an_event_that_could_not_be_executed_is_not_taken_for_delivered(
    database: Settings, firm: Firm, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = await room_with(firm.tess, firm.cleo)
    async with served(database, look=OFTEN) as server, server.line(firm.token(firm.cleo)) as line:
        await line.subscribe(ROOM, room_variables(room))
        await server.listening(line, 1)

        async def away(*_: object) -> Answer:
            monkeypatch.undo()
            return refusal(ErrorCode.UNAVAILABLE, "PostgreSQL is away.")

        monkeypatch.setattr(server.live.engine, "execute_event", away)
        await say(firm.tess, room, "Hello")
        assert await line.body() == "Hello"
        assert await line.fence() == []


async def test_a_cursor_that_cannot_be_resumed_from_asks_for_a_resync(database: Settings, firm: Firm) -> None:
    room = await room_with(firm.tess, firm.cleo)
    for number in range(3):
        await say(firm.tess, room, str(number))
    await sql.execute("DELETE FROM room_event WHERE room_id = $1 AND shared_seq = 1", room.id)
    async with served(database) as server, server.line(firm.token(firm.cleo)) as line:
        assert await refusal_of(line, room.id, cursors.room_cursor(room.id, Role.CLIENT, 0)) == "RESYNC_REQUIRED"
        assert await refusal_of(line, room.id, cursors.room_cursor(room.id, Role.CLIENT, 4)) == "RESYNC_REQUIRED"
        assert await refusal_of(line, room.id, cursors.room_cursor(room.id, Role.TEAM, 2)) == "INVALID"
        assert await refusal_of(line, room.id, cursors.room_cursor(uuid4(), Role.CLIENT, 2)) == "INVALID"
        await sql.execute("UPDATE room SET shared_seq = 2000, team_seq = 3000 WHERE id = $1", room.id)
        assert await refusal_of(line, room.id, cursors.room_cursor(room.id, Role.CLIENT, 2)) == "RESYNC_REQUIRED"


async def refusal_of(line: Line, room_id: UUID, after: str) -> str:
    """The code with which resuming from a cursor is refused."""
    await line.subscribe(ROOM, {"room": global_id("Room", room_id), "after": after})
    return code_of(await line.hear())


async def test_ending_one_subscription_leaves_the_others(database: Settings, firm: Firm) -> None:
    room = await room_with(firm.tess, firm.cleo)
    async with served(database) as server, server.line(firm.token(firm.cleo)) as line:
        await line.subscribe(ROOM, room_variables(room), id="1")
        await line.subscribe(ROOM, room_variables(room), id="2")
        await server.listening(line, 2)
        await line.say({"type": "complete", "id": "1"})
        await line.fence()
        await say(firm.tess, room, "Hello")
        assert (await line.hear())["id"] == "2"
        assert await line.fence() == []
    await eventually(lambda: not server.live.hub.rooms and not server.live.sockets)
