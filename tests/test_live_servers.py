"""Live delivery over several processes, and through the death of each server behind it."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from bench.deliveries import free_port, wait_for
from db.embedded import Servers
from db.settings import Settings
from db.sql import UNREACHABLE
from resolvers import messages
from resolvers.views import RoomView
from tests.cast import NOON, Firm, room_with, say
from tests.lines import INBOX, NEVER, OFTEN, PATIENCE, ROOM, Line, eventually, line_to, room_variables, served

HOUSE = Path(__file__).parents[1]


@contextmanager
def web(settings: Settings) -> Iterator[tuple[int, "subprocess.Popen[bytes]"]]:
    """A web process of its own, and its port."""
    port = free_port()
    environment = os.environ | {"DATABASE_URL": str(settings.database_url), "REDIS_URL": str(settings.redis_url)}
    process = subprocess.Popen([sys.executable, "-m", "bench.live_web", str(port)], env=environment, cwd=HOUSE)
    try:
        wait_for(port)
        yield port, process
    finally:
        process.kill()
        process.wait()


async def test_two_processes_tell_each_other_and_one_may_die(database: Settings, firm: Firm) -> None:
    room = await room_with(firm.tess, firm.cleo)
    with web(database) as (one, first), web(database) as (two, _):
        async with line_to(one, firm.token(firm.cleo)) as cleo, line_to(two, firm.token(firm.tess)) as tess:
            await cleo.subscribe(ROOM, room_variables(room))
            await tess.subscribe(INBOX)
            await said_and_heard(firm, room, cleo, tess, "before")
            first.kill()
            cursor = cleo.kept[-1]["cursor"]
            await say(firm.tess, room, "meanwhile")
        async with line_to(two, firm.token(firm.cleo)) as cleo:
            await cleo.subscribe(ROOM, room_variables(room, cursor))
            assert await cleo.body() == "meanwhile"
            await say(firm.tess, room, "after")
            assert await cleo.body() == "after"


async def said_and_heard(firm: Firm, room: RoomView, cleo: Line, tess: Line, body: str) -> None:
    """Say something again and again until both hear it, since neither process tells when it has begun to listen."""
    for line in (cleo, tess):
        while not line.kept:
            await say(firm.tess, room, body)
            line.kept += await line.fence()
        line.kept = [message["payload"]["data"].popitem()[1] for message in line.kept]
    await say(firm.tess, room, "last")
    for line in (cleo, tess):
        while (event := await line.event())["message"]["body"] != "last":
            line.kept.append(event)
        line.kept.append(event)


async def test_redis_may_be_killed_and_what_it_lost_is_delivered(
    database: Settings, servers: Servers, firm: Firm
) -> None:
    room = await room_with(firm.tess, firm.cleo)
    async with served(database, look=NEVER) as server, server.line(firm.token(firm.cleo)) as line:
        await line.subscribe(ROOM, room_variables(room))
        await server.listening(line, 1)
        await say(firm.tess, room, "before")
        assert await line.body() == "before"
        os.kill(servers.valkey.child.pid, signal.SIGKILL)
        await say(firm.tess, room, "while it was away")
        assert await line.body() == "while it was away"
        await say(firm.tess, room, "after")
        assert await line.body() == "after"


async def test_live_delivery_needs_no_redis_to_start(database: Settings, firm: Firm) -> None:
    nowhere = database.model_copy(update={"redis_url": "unix:///nowhere/redis.sock"})
    room = await room_with(firm.tess, firm.cleo)
    async with served(nowhere, look=OFTEN) as server, server.line(firm.token(firm.cleo)) as line:
        await line.subscribe(ROOM, room_variables(room))
        await server.listening(line, 1)
        await say(firm.tess, room, "found by looking")
        assert await line.body() == "found by looking"


async def test_postgresql_may_be_killed_and_nothing_is_lost(database: Settings, servers: Servers, firm: Firm) -> None:
    room = await room_with(firm.tess, firm.cleo)
    async with served(database, look=OFTEN) as server, server.line(firm.token(firm.cleo)) as line:
        await line.subscribe(ROOM, room_variables(room))
        await server.listening(line, 1)
        os.kill(servers.postgresql.child.pid, signal.SIGKILL)
        await eventually(servers.postgresql.child.is_ready)
        for body in ("first", "second"):
            await say_until_acknowledged(firm, room, body)
            assert await line.body() == body


async def say_until_acknowledged(firm: Firm, room: RoomView, body: str) -> None:
    """Send again while the database is away, under one id, as a page does."""
    client_message_id = uuid4()
    async with asyncio.timeout(PATIENCE):
        while True:
            try:
                await messages.send_message(firm.tess, room.id, client_message_id, body, None, NOON)
            except UNREACHABLE:
                await asyncio.sleep(0.05)
            else:
                return
