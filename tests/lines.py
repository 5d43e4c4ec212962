"""Real sockets for tests: a uvicorn server on loopback, and lines to it that speak `graphql-transport-ws`."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.routing import WebSocketRoute
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from db.settings import Settings
from portal_web.frames import OPTIONS, ReadyFrames
from portal_web.live import Live
from portal_web.live.messages import SUBPROTOCOL
from portal_web.live.server import INIT_TIMEOUT, LOOK
from resolvers.views import RoomView
from schema.execution import Engine
from schema.ids import global_id
from schema.schema import schema

PATIENCE = 20
"""Seconds after which a test that waits for something has failed; never how long something may take."""

ROOM = """
subscription Listen($room: ID!, $after: String) {
  roomEvents(roomId: $room, after: $after) {
    __typename
    ... on Event { cursor }
    ... on EventOfMessage { message { body position } }
    ... on EventOfPerson { person { name } }
  }
}
"""
INBOX = """
subscription Inbox($after: String) {
  inboxEvents(after: $after) {
    __typename
    ... on Event { cursor }
    ... on EventInRoom { room { name } }
    ... on EventOfMessage { message { body } }
    ... on OwnEvent { in: room { name } }
    ... on RoomLeft { roomId }
  }
}
"""
OFTEN = 0.1
"""Seconds between two looks of a server whose wake-ups are lost on purpose."""

NEVER = 3600.0
"""Seconds between two looks of a server that has to hear of everything."""


class Server(uvicorn.Server):
    """uvicorn beside tests, without its signal handlers."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave signals to pytest."""
        yield


@dataclass
class Line:
    """One client connection."""

    socket: ClientConnection
    kept: list[dict[str, Any]] = field(default_factory=list)

    async def say(self, message: object) -> None:
        """Send a message, or text as it is."""
        await self.socket.send(message if isinstance(message, str | bytes) else json.dumps(message))

    async def hear(self) -> dict[str, Any]:
        """The next message."""
        async with asyncio.timeout(PATIENCE):
            found: dict[str, Any] = json.loads(await self.socket.recv())
        return found

    async def closed(self) -> int:
        """The code with which the server closes; everything before it is kept."""
        with contextlib.suppress(ConnectionClosed):
            async with asyncio.timeout(PATIENCE):
                while True:
                    self.kept.append(json.loads(await self.socket.recv()))
        assert self.socket.close_code is not None
        return self.socket.close_code

    async def enter(self, token: str) -> None:
        """Introduce oneself and be let in."""
        await self.say({"type": "connection_init", "payload": {"Authorization": f"Bearer {token}"}})
        assert await self.hear() == {"type": "connection_ack"}

    async def subscribe(self, document: str, variables: dict[str, Any] | None = None, id: str = "1") -> None:
        """Ask; and wait until what was asked before this has been taken up."""
        payload = {"query": document, "variables": variables or {}}
        await self.say({"type": "subscribe", "id": id, "payload": payload})

    async def event(self) -> dict[str, Any]:
        """The next event that is not about who is online, which comes when it comes."""
        while (found := await self.any_event()).get("__typename") == "PresenceChanged":
            pass
        return found

    async def any_event(self) -> dict[str, Any]:
        """The next event, whole."""
        message = await self.hear()
        assert message["type"] == "next", message
        (event,) = message["payload"]["data"].values()
        assert isinstance(event, dict)
        return event

    async def body(self) -> str:
        """The text of the message that the next event is about."""
        body: str = (await self.event())["message"]["body"]
        return body

    async def fence(self) -> list[dict[str, Any]]:
        """Everything the server had written before it answered this ping."""
        await self.say({"type": "ping", "payload": {"fence": True}})
        found = []
        while (message := await self.hear())["type"] != "pong":
            found.append(message)
        return found


@dataclass(frozen=True)
class Served:
    """A running server."""

    live: Live
    port: int

    @contextlib.asynccontextmanager
    async def line(self, token: str | None = None, **handshake: object) -> AsyncIterator[Line]:
        """A connection, let in when a token is given."""
        async with line_to(self.port, token, **handshake) as line:
            yield line

    async def listening(self, line: Line, count: int) -> None:
        """Wait until a server's subscriptions are as many: what is sent from then on, they hear."""
        await eventually(lambda: sum(len(s.operations) for s in self.live.sockets) >= count and not self.pending())

    def pending(self) -> bool:
        """Whether an operation is still being taken up."""
        return any(isinstance(o, asyncio.Task) for socket in self.live.sockets for o in socket.operations.values())


@contextlib.asynccontextmanager
async def line_to(port: int, token: str | None = None, **handshake: object) -> AsyncIterator[Line]:
    """A connection to any server on loopback; `handshake` is what `connect` of websockets takes."""
    options: dict[str, Any] = {"subprotocols": [SUBPROTOCOL], "ping_interval": None, **handshake}
    async with connect(f"ws://127.0.0.1:{port}/graphql", **options) as socket:
        line = Line(socket)
        if token is not None:
            await line.enter(token)
        yield line


@contextlib.asynccontextmanager
async def served(
    settings: Settings, look: float = LOOK, init_timeout: float = INIT_TIMEOUT, ping: float = 20.0
) -> AsyncIterator[Served]:
    """A server with live delivery, in this process."""
    options = OPTIONS | {"ws_ping_interval": ping, "ws_ping_timeout": ping}
    live = Live(Engine(schema), settings, lambda: datetime.now(UTC), look=look, init_timeout=init_timeout)
    app = Starlette(routes=[WebSocketRoute("/graphql", live)])
    config = uvicorn.Config(app, port=0, ws=ReadyFrames, log_level="critical", lifespan="off", **options)
    server = Server(config)
    async with live.running():
        task = asyncio.create_task(server.serve())
        await eventually(lambda: server.started)
        try:
            yield Served(live, server.servers[0].sockets[0].getsockname()[1])
        finally:
            server.should_exit = True
            await task


async def eventually(condition: Callable[[], bool]) -> None:
    """Wait until something has become true."""
    async with asyncio.timeout(PATIENCE):
        while not condition():
            await asyncio.sleep(0.005)


def room_variables(room: RoomView, after: str | None = None) -> dict[str, Any]:
    """The variables of ROOM."""
    return {"room": global_id("Room", room.id), "after": after}
