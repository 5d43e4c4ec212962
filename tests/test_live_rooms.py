"""`roomEvents`: every event of one's audience once, in order, whatever is lost, and none after removal."""

from typing import Any
from uuid import UUID, uuid4

import pytest

from db import sql
from db.settings import Settings
from db.vocabulary import Role
from portal_web.live.metrics import EXECUTIONS
from resolvers import cursors, events, facts, marks, messages, participants, rooms
from resolvers.errors import ErrorCode
from schema.answers import Answer, refusal
from schema.ids import global_id
from tests.cast import NOON, Firm, room_with, say
from tests.lines import NEVER, OFTEN, ROOM, Line, eventually, room_variables, served
from tests.test_socket_protocol import code_of


@pytest.fixture
def deaf(monkeypatch: pytest.MonkeyPatch) -> None:
    """Redis loses whatever is published."""

    async def lost(_: object) -> None:
        """Nothing arrives."""

    monkeypatch.setattr("resolvers.events.publish.publish_all", lost)


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


@pytest.mark.usefixtures("deaf")
async def test_a_message_whose_wake_up_was_lost_is_delivered_all_the_same(database: Settings, firm: Firm) -> None:
    room = await room_with(firm.tess, firm.cleo)
    async with served(database, look=OFTEN) as server, server.line(firm.token(firm.cleo)) as line:
        await line.subscribe(ROOM, room_variables(room))
        await server.listening(line, 1)
        await say(firm.tess, room, "lost")
        await say(firm.tess, room, "and found")
        assert [await line.body(), await line.body()] == ["lost", "and found"]


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


async def silence(*_: object) -> None:
    """Publish nothing."""


@pytest.mark.parametrize("announced", [True, False])
async def test_a_removed_person_hears_the_one_answer_and_nothing_more(
    database: Settings, firm: Firm, monkeypatch: pytest.MonkeyPatch, announced: bool
) -> None:
    room = await room_with(firm.tess, firm.cleo, firm.carl)
    async with (
        served(database, look=NEVER) as server,
        server.line(firm.token(firm.cleo)) as cleo,
        server.line(firm.token(firm.carl)) as carl,
    ):
        await cleo.subscribe(ROOM, room_variables(room))
        await carl.subscribe(ROOM, room_variables(room))
        await server.listening(cleo, 2)
        if not announced:
            monkeypatch.setattr(facts, "publish", silence)
        await participants.remove_participants(firm.tess, room.id, [firm.cleo.id], NOON)
        monkeypatch.undo()
        await say(firm.tess, room, "Not for Cleo")
        assert await carl.body() == "Not for Cleo"
        (last,) = await cleo.fence()
        assert (last["type"], last["id"], code_of(last)) == ("error", "1", "NOT_FOUND")
        await cleo.subscribe(ROOM, room_variables(room), id="2")
        again, *nothing = [await cleo.hear(), *await cleo.fence()]
        assert (again["payload"], nothing) == (last["payload"], [])


@pytest.mark.usefixtures("deaf")
async def test_a_removal_that_nobody_told_ends_a_silent_subscription(database: Settings, firm: Firm) -> None:
    room = await room_with(firm.tess, firm.cleo)
    async with served(database, look=OFTEN) as server, server.line(firm.token(firm.cleo)) as line:
        await line.subscribe(ROOM, room_variables(room))
        await server.listening(line, 1)
        await participants.remove_participants(firm.tess, room.id, [firm.cleo.id], NOON)
        assert code_of(await line.hear()) == "NOT_FOUND"


async def test_a_removal_while_an_event_is_being_executed_stops_its_delivery(
    database: Settings, firm: Firm, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = await room_with(firm.tess, firm.cleo, firm.carl)
    async with (
        served(database) as server,
        server.line(firm.token(firm.cleo)) as cleo,
        server.line(firm.token(firm.carl)) as carl,
    ):
        await cleo.subscribe(ROOM, room_variables(room))
        await carl.subscribe(ROOM, room_variables(room))
        await server.listening(cleo, 2)
        execute = server.live.engine.execute_event

        async def removed_meanwhile(*arguments: object) -> object:
            answer = await execute(*arguments)  # type: ignore[arg-type]
            monkeypatch.undo()
            await participants.remove_participants(firm.tess, room.id, [firm.cleo.id], NOON)
            return answer

        monkeypatch.setattr(server.live.engine, "execute_event", removed_meanwhile)
        await say(firm.tess, room, "Too late for Cleo")
        assert await carl.body() == "Too late for Cleo"
        assert [code_of(message) for message in await cleo.fence()] == ["NOT_FOUND"]


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


async def test_a_strange_room_and_no_room_are_the_same_bytes(database: Settings, firm: Firm) -> None:
    room = await room_with(firm.tess, firm.carl)
    theirs = cursors.room_cursor(room.id, Role.CLIENT, 10**6)
    async with served(database) as server, server.line(firm.token(firm.cleo)) as line:
        answers = []
        for room_id, after in [(room.id, None), (uuid4(), None), (room.id, theirs), (room.id, "rubbish")]:
            await line.subscribe(ROOM, {"room": global_id("Room", room_id), "after": after})
            answers.append(await line.hear())
        assert [code_of(answer) for answer in answers] == ["NOT_FOUND"] * 4
        assert all(answer == answers[0] for answer in answers)


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
