"""The ASGI endpoint of live delivery, and what runs beside it in each process."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from datetime import datetime
from uuid import UUID

import structlog
from starlette.requests import HTTPConnection
from starlette.types import Message, Receive, Scope, Send

from db.settings import Settings
from portal_web.frames import EXTENSION
from portal_web.live.answers import Answers
from portal_web.live.entrance import let_in
from portal_web.live.hub import Hub
from portal_web.live.messages import SUBPROTOCOL, CloseCode, Init
from portal_web.live.metrics import SOCKETS
from portal_web.live.presence import Presence
from portal_web.live.sockets import Socket
from resolvers import events
from resolvers.events import Fact
from resolvers.viewer import Viewer
from schema.context import Context
from schema.execution import Engine

INIT_TIMEOUT = 10.0  # seconds a socket may stay without introducing itself
LOOK = 2.0  # seconds between two looks for what Redis lost
SESSIONS = 10.0  # seconds between two looks for sessions that ended
GATHER = 0.05  # seconds in which new channels are gathered

log = structlog.get_logger()


class Live:
    """One per process; an ASGI application for WebSocket scopes. Use it inside `running`."""

    def __init__(
        self,
        engine: Engine,
        settings: Settings,
        clock: Callable[[], datetime],
        *,
        init_timeout: float = INIT_TIMEOUT,
        look: float = LOOK,
        per_subscriber: bool = False,
    ) -> None:
        """`per_subscriber` executes every event once for each subscription, to measure what sharing saves."""
        if settings.redis_url is None:
            raise ValueError("REDIS_URL must name a Redis server")
        self.engine = engine
        self.base_url = settings.base_url
        self.clock = clock
        self.init_timeout = init_timeout
        self.look = look
        self.per_subscriber = per_subscriber
        self.hub = Hub(settings.redis_url, Answers(engine, self.context_for), self.cut_off)
        self.presence = Presence()
        self.sockets: set[Socket] = set()

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Follow, look and tell for the block."""
        runs = (self.hub.follower.run(), self.watch(), self.watch_sessions(), self.presence.run())
        tasks = [asyncio.create_task(run) for run in runs]
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
            for task in tasks:
                with suppress(asyncio.CancelledError):
                    await task

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Carry one connection. It must be served by portal_web.frames.ReadyFrames."""
        await receive()
        if SUBPROTOCOL not in scope["subprotocols"]:
            await send({"type": "websocket.accept"})
            await send(closing(CloseCode.SUBPROTOCOL_NOT_ACCEPTABLE, "Subprotocol not acceptable"))
            return
        await send({"type": "websocket.accept", "subprotocol": SUBPROTOCOL})
        socket = self.socket(scope)
        timer = asyncio.get_running_loop().call_later(self.init_timeout, socket.expire)
        try:
            while (message := await receive())["type"] == "websocket.receive":
                await socket.hear(message.get("text"))
                self.admit(socket)
        finally:
            timer.cancel()
            self.dismiss(socket)

    def admit(self, socket: Socket) -> None:
        """Count a socket in, once somebody has been let in by it."""
        if socket.viewer and socket not in self.sockets:
            self.sockets.add(socket)
            self.presence.came(socket.viewer)
            SOCKETS.inc()

    def dismiss(self, socket: Socket) -> None:
        """Count a socket out: nothing of it stays."""
        socket.leave()
        if socket.viewer and socket in self.sockets:
            self.sockets.discard(socket)
            self.presence.went(socket.viewer)
            SOCKETS.dec()

    def socket(self, scope: Scope) -> Socket:
        """The state of a new connection."""
        connection = HTTPConnection(scope)

        async def enter(init: Init) -> Viewer | None:
            return await let_in(connection, init, self.base_url, self.clock())

        def context_for(viewer: Viewer) -> Context:
            return Context(viewer, self.clock, host, agent)

        host = connection.client.host if connection.client else ""
        agent = connection.headers.get("user-agent", "")
        frames = scope["extensions"][EXTENSION]
        return Socket(frames, self.engine, self.hub, enter, context_for, apart=self.per_subscriber)

    def context_for(self, viewer: Viewer) -> Context:
        """The context of an event's execution."""
        return Context(viewer, self.clock, "", "")

    def cut_off(self, fact: Fact) -> None:
        """End the sockets of a session or person, as Redis told."""
        keys = {UUID(value) for value in fact.values()}
        self.end_sockets(lambda viewer: viewer.session_id in keys or viewer.id in keys)

    def end_sockets(self, over: Callable[[Viewer], bool]) -> None:
        """End the sockets of viewers for whom it is over."""
        for socket in list(self.sockets):
            if socket.viewer and over(socket.viewer):
                socket.leave()
                socket.end(CloseCode.UNAUTHORIZED, "Session ended")

    async def watch(self) -> None:
        """Look for what Redis lost, now and then and whenever it begins to tell about something."""
        while True:
            await self.looked(self.hub.look)
            with suppress(TimeoutError):
                async with asyncio.timeout(self.look):
                    while await self.hub.due.wait():
                        await asyncio.sleep(GATHER)
                        await self.looked(self.hub.look_at_unsure)

    async def watch_sessions(self) -> None:
        """Look for sessions that ended without a word."""
        while True:
            await asyncio.sleep(SESSIONS)
            await self.looked(self.look_at_sessions)

    async def look_at_sessions(self) -> None:
        """End the sockets of sessions that are no longer good."""
        ids = {socket.viewer.session_id for socket in self.sockets if socket.viewer}
        ended = await events.sessions_ended(list(ids)) if ids else set()
        self.end_sockets(lambda viewer: viewer.session_id in ended)

    async def looked(self, look: Callable[[], Awaitable[None]]) -> None:
        """Look once; a look that fails is followed by the next."""
        try:
            await look()
        except Exception as error:  # a server may be away in many ways, and looking must never end
            log.warning("look failed", kind=type(error).__qualname__)


def closing(code: CloseCode, reason: str) -> Message:
    """ASGI's message that ends a socket."""
    return {"type": "websocket.close", "code": int(code), "reason": reason}
