"""Nothing after removal: no byte of a room reaches whoever was removed from it, also when nobody told."""

from uuid import uuid4

import pytest

from db.settings import Settings
from db.vocabulary import Role
from resolvers import cursors, facts, participants
from schema.ids import global_id
from tests.cast import NOON, Firm, room_with, say
from tests.lines import NEVER, OFTEN, ROOM, room_variables, served
from tests.test_live_rooms import go_deaf, silence
from tests.test_socket_protocol import code_of


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


async def test_a_removal_that_nobody_told_ends_a_silent_subscription(
    database: Settings, firm: Firm, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = await room_with(firm.tess, firm.cleo)
    async with served(database, look=OFTEN) as server, server.line(firm.token(firm.cleo)) as line:
        await line.subscribe(ROOM, room_variables(room))
        await server.listening(line, 1)
        await go_deaf(server, line, firm, room, monkeypatch)
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
