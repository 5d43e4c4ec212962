"""Each audience is answered once, and a client is told nothing of what only the team knows."""

from datetime import UTC, datetime
from typing import Any

from db.settings import Settings
from db.vocabulary import Role
from portal_web.live.metrics import EXECUTIONS
from resolvers import cursors, marks, messages, participants, rooms
from schema.ids import global_id
from tests.asking import ask
from tests.cast import NOON, Firm, room_with, say
from tests.lines import ROOM, Line, room_variables, served


async def test_an_event_is_executed_once_for_all_who_ask_the_same(database: Settings, firm: Firm) -> None:
    room = await room_with(firm.tess, firm.cleo, firm.carl, firm.bea, firm.theo)
    async with (
        served(database) as server,
        server.line(firm.token(firm.cleo)) as cleo,
        server.line(firm.token(firm.carl)) as carl,
        server.line(firm.token(firm.bea)) as bea,
        server.line(firm.token(firm.theo)) as theo,
    ):
        old = cursors.room_cursor(room.id, Role.CLIENT, 0)
        for line, after in [(cleo, None), (carl, old), (bea, None), (theo, None)]:
            await line.subscribe(ROOM, room_variables(room, after), id="a")
        await theo.subscribe(ROOM, room_variables(room), id="b")
        await bea.subscribe(ROOM.replace("position", "position sentAt"), room_variables(room), id="b")
        await server.listening(cleo, 6)
        before = EXECUTIONS._value.get()
        await say(firm.tess, room, "Once")
        for line, count in [(cleo, 1), (carl, 1), (bea, 2), (theo, 2)]:
            assert [await line.body() for _ in range(count)] == ["Once"] * count
        assert EXECUTIONS._value.get() - before == 3


async def test_what_depends_on_the_viewer_is_executed_for_each(database: Settings, firm: Firm) -> None:
    document = "subscription ($room: ID!) { roomEvents(roomId: $room) { ... on MessageSent { room { unreadCount } } } }"
    room = await room_with(firm.tess, firm.cleo, firm.carl)
    await say(firm.tess, room, "One")
    await marks.mark_room_read(firm.carl, room.id, 1, NOON)
    async with (
        served(database) as server,
        server.line(firm.token(firm.cleo)) as cleo,
        server.line(firm.token(firm.carl)) as carl,
    ):
        await cleo.subscribe(document, room_variables(room))
        await carl.subscribe(document, room_variables(room))
        await server.listening(cleo, 2)
        await say(firm.tess, room, "Two")
        assert await cleo.event() == {"room": {"unreadCount": 2}}
        assert await carl.event() == {"room": {"unreadCount": 1}}


async def test_a_client_gets_no_frame_for_what_only_the_team_knows(database: Settings, firm: Firm) -> None:
    room = await room_with(firm.tess, firm.cleo, firm.carl)
    async with (
        served(database) as server,
        server.line(firm.token(firm.cleo)) as cleo,
        server.line(firm.token(firm.tess)) as tess,
    ):
        await cleo.subscribe(ROOM, room_variables(room))
        await tess.subscribe(ROOM, room_variables(room))
        await server.listening(cleo, 2)
        first = await say(firm.tess, room, "One")
        await participants.add_participants(firm.tess, room.id, [firm.bea.id], True, NOON)
        await marks.mark_room_read(firm.carl, room.id, first.position, NOON)
        await marks.show_typing(firm.carl, room.id, NOON)
        await participants.remove_participants(firm.tess, room.id, [firm.bea.id], NOON)
        await say(firm.tess, room, "Two")
        heard = [event["__typename"] for event in await until_body(tess, "Two") if "ClientTyping" not in event.values()]
        stored = ["MessageSent", "ParticipantAdded", "MessagesRead", "ParticipantRemoved", "MessageSent"]
        assert heard == stored
        told = [await cleo.event(), await cleo.event()]
        assert [event["message"]["body"] for event in told] == ["One", "Two"]
        assert [cursors.room_seq(room.id, Role.CLIENT, event["cursor"]) for event in told] == [1, 2]
        assert await cleo.fence() == []


async def until_body(line: Line, body: str) -> list[dict[str, Any]]:
    """Events up to the message with this text."""
    found = [await line.event()]
    while found[-1].get("message", {}).get("body") != body:
        found.append(await line.event())
    return found


async def test_the_team_sees_clients_type_and_come_and_go(database: Settings, firm: Firm) -> None:
    room = await room_with(firm.tess, firm.cleo)
    async with served(database) as server, server.line(firm.token(firm.tess)) as tess:
        await tess.subscribe(ROOM, room_variables(room))
        await server.listening(tess, 1)
        async with server.line(firm.token(firm.cleo)) as cleo:
            came = await tess.any_event()
            await cleo.subscribe(ROOM, room_variables(room))
            await server.listening(cleo, 2)
            await marks.show_typing(firm.cleo, room.id, NOON)
            typing = await tess.event()
            assert await cleo.fence() == []
        went = await tess.any_event()
        cursor = cursors.room_cursor(room.id, Role.TEAM, 2)
        about = {"person": {"name": "Cleo"}, "cursor": cursor}
        assert [came, typing, went] == [
            {"__typename": "PresenceChanged", **about},
            {"__typename": "ClientTyping", **about},
            {"__typename": "PresenceChanged", **about},
        ]


ONLINE = "query ($id: ID!) { room(id: $id) { participants { nodes { person { name } onlineUntil } } } }"


async def test_the_team_can_ask_which_clients_are_online(database: Settings, firm: Firm) -> None:
    room = await room_with(firm.tess, firm.cleo, firm.carl)
    async with served(database) as server, server.line(firm.token(firm.tess)) as tess:
        await tess.subscribe(ROOM, room_variables(room))
        await server.listening(tess, 1)
        async with server.line(firm.token(firm.cleo)):
            await tess.any_event()
            reply = await ask(firm.tess, ONLINE, {"id": global_id("Room", room.id)}, datetime.now(UTC))
    parts = reply.data["room"]["participants"]["nodes"]
    assert [part["person"]["name"] for part in parts if part["onlineUntil"]] == ["Cleo"]


async def test_an_edit_a_deletion_and_a_new_name_are_told(database: Settings, firm: Firm) -> None:
    room = await room_with(firm.tess, firm.cleo)
    async with served(database) as server, server.line(firm.token(firm.cleo)) as line:
        await line.subscribe(ROOM, room_variables(room))
        await server.listening(line, 1)
        sent = await say(firm.tess, room, "Helo")
        assert await line.body() == "Helo"
        await messages.edit_message(firm.tess, sent.id, "Hello", NOON)
        assert await line.body() == "Hello"
        await messages.delete_message(firm.tess, sent.id, NOON)
        assert await line.body() == ""
        await rooms.rename_room(firm.tess, room.id, "Taxes", NOON)
        await rooms.archive_room(firm.tess, room.id, NOON)
        await rooms.unarchive_room(firm.tess, room.id, NOON)
        names = [(await line.event())["__typename"] for _ in range(3)]
        assert names == ["RoomRenamed", "RoomArchived", "RoomUnarchived"]
