"""A session that ends takes its open sockets with it, told or not."""

import pytest

from db.settings import Settings
from portal_web.live import server as live_server
from resolvers import people, sessions
from tests.cast import NOON, Firm, room_with, say
from tests.lines import ROOM, room_variables, served
from tests.test_live_rooms import silence


async def test_signing_out_ends_the_sockets_of_that_session_alone(database: Settings, firm: Firm) -> None:
    room = await room_with(firm.tess, firm.cleo, firm.carl)
    async with (
        served(database) as server,
        server.line(firm.token(firm.cleo)) as cleo,
        server.line(firm.token(firm.carl)) as carl,
    ):
        await cleo.subscribe(ROOM, room_variables(room))
        await carl.subscribe(ROOM, room_variables(room))
        await server.listening(cleo, 2)
        await sessions.sign_out(firm.cleo, NOON)
        assert await cleo.closed() == 4401
        await say(firm.tess, room, "Not for Cleo")
        assert await carl.body() == "Not for Cleo"
        assert cleo.kept == []


async def test_deactivating_a_person_ends_their_sockets(database: Settings, firm: Firm) -> None:
    async with served(database) as server, server.line(firm.token(firm.cleo)) as line:
        await line.fence()
        await people.deactivate_person(firm.ada, firm.cleo.id, NOON)
        assert await line.closed() == 4401


async def test_a_session_that_ended_without_a_word_is_found(
    database: Settings, firm: Firm, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live_server, "SESSIONS", 0.05)
    monkeypatch.setattr("resolvers.events.publish.publish_all", silence)
    async with served(database) as server, server.line(firm.token(firm.cleo)) as line:
        await line.fence()
        await sessions.sign_out(firm.cleo, NOON)
        assert await line.closed() == 4401
