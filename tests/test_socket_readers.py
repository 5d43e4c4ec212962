"""A reader that does not read costs a bounded amount of memory, and can go on from its cursor."""

import socket

import pytest

from db.settings import Settings
from db.vocabulary import Role
from portal_web import frames
from resolvers import cursors
from resolvers.views import RoomView
from tests.cast import Firm, room_with, say
from tests.lines import ROOM, Line, Served, eventually, room_variables, served

LONG = "x" * 9_000
WIDE = "é" * 9_000  # twice as many bytes
TINY = 4_096


async def test_a_slow_reader_is_told_to_resume_and_misses_nothing(database: Settings, firm: Firm) -> None:
    room = await room_with(firm.tess, firm.cleo, firm.carl)
    async with (
        served(database) as server,
        server.line(firm.token(firm.carl)) as carl,
        server.line(sock=narrow(server)) as cleo,
    ):
        await listen_without_reading(server, firm, room, cleo)
        await carl.subscribe(ROOM, room_variables(room))
        await server.listening(carl, 2)
        for number in range(150):
            await say(firm.tess, room, f"{number} {LONG}")
            assert (await carl.body()).startswith(f"{number} ")
        await eventually(lambda: len(server.live.sockets) == 1)
        cleo.socket.transport.resume_reading()
        assert await cleo.closed() == frames.SLOW_READER
        heard = [message["payload"]["data"]["roomEvents"] for message in cleo.kept]
        assert heard
        async with server.line(firm.token(firm.cleo)) as again:
            await again.subscribe(ROOM, room_variables(room, heard[-1]["cursor"]))
            heard += [await again.event() for _ in range(150 - len(heard))]
        assert [int(event["message"]["body"].split()[0]) for event in heard] == list(range(150))


async def test_a_reader_that_stopped_for_good_is_let_go(
    database: Settings, firm: Firm, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(frames, "MOST_UNSENT", 50_000)
    monkeypatch.setattr(frames, "GRACE", 0.05)
    room = await room_with(firm.tess, firm.cleo)
    async with served(database) as server, server.line(sock=narrow(server)) as cleo:
        protocol = await listen_without_reading(server, firm, room, cleo)
        for _ in range(30):
            await say(firm.tess, room, LONG)
        await eventually(lambda: protocol.disconnected)
        assert protocol.unsent() == 0
        cleo.socket.transport.abort()


async def test_a_reader_that_answers_no_ping_is_let_go(database: Settings, firm: Firm) -> None:
    room = await room_with(firm.tess, firm.cleo)
    async with served(database, ping=0.2) as server, server.line(sock=narrow(server)) as cleo:
        protocol = await listen_without_reading(server, firm, room, cleo)
        for _ in range(30):
            await say(firm.tess, room, LONG)
        await eventually(lambda: protocol.disconnected)
        await eventually(lambda: not server.live.sockets and not server.live.hub.rooms)
        cleo.socket.transport.abort()


async def test_a_reader_that_catches_up_slowly_is_waited_for(database: Settings, firm: Firm) -> None:
    room = await room_with(firm.tess, firm.cleo)
    for number in range(300):
        await say(firm.tess, room, f"{number} {WIDE}")
    start = cursors.room_cursor(room.id, Role.CLIENT, 0)
    async with served(database) as server, server.line(sock=narrow(server)) as cleo:
        protocol = await listen_without_reading(server, firm, room, cleo, start)
        await eventually(lambda: protocol.unsent() > 200_000)
        cleo.socket.transport.resume_reading()
        assert [int((await cleo.body()).split()[0]) for _ in range(300)] == list(range(300))


def narrow(server: Served) -> socket.socket:
    """A connection whose kernel takes little before the reader does."""
    made = socket.socket()
    made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, TINY)
    made.connect(("127.0.0.1", server.port))
    made.setblocking(False)
    return made


async def listen_without_reading(
    server: Served, firm: Firm, room: RoomView, line: Line, after: str | None = None
) -> frames.ReadyFrames:
    """Subscribe as Cleo, then stop reading. The server's side of the connection."""
    await line.enter(firm.token(firm.cleo))
    (theirs,) = (s for s in server.live.sockets if s.viewer and s.viewer.id == firm.cleo.id)
    found = theirs.frames
    found.transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, TINY)
    line.socket.transport.pause_reading()
    await line.subscribe(ROOM, room_variables(room, after))
    await server.listening(line, 1)
    return found
