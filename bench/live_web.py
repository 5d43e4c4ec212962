"""A web process that serves live delivery and nothing else: `python -m bench.live_web PORT [--per-subscriber]`."""

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import uvicorn
from starlette.applications import Starlette
from starlette.routing import WebSocketRoute

from db.connection import connected
from db.settings import Settings
from portal_web.frames import OPTIONS, ReadyFrames
from portal_web.live import Live
from schema.execution import Engine
from schema.schema import schema


def application(settings: Settings, *, per_subscriber: bool) -> Starlette:
    """The smallest application around live delivery."""
    live = Live(Engine(schema), settings, lambda: datetime.now(UTC), per_subscriber=per_subscriber)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        async with connected(settings), live.running():
            yield

    return Starlette(routes=[WebSocketRoute("/graphql", live)], lifespan=lifespan)


def main() -> None:
    """Serve until killed."""
    app = application(Settings(), per_subscriber="--per-subscriber" in sys.argv)
    uvicorn.run(app, port=int(sys.argv[1]), ws=ReadyFrames, log_level="warning", access_log=False, **OPTIONS)


if __name__ == "__main__":
    main()
