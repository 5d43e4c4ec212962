"""Puts one web process together: settings, rows and Redis, the contract, live sockets and pages."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.routing import BaseRoute, WebSocketRoute

from db.connection import connected
from db.settings import Settings
from jobs.port import connect_queue
from portal_web import files, health, inbound, inbound_mailgun, inbound_postmark, inbound_ses, pages, portal, uploads
from portal_web.assets import asset_routes
from portal_web.authentication import viewer_for
from portal_web.graphql_http import graphql_route
from portal_web.live import Live
from resolvers.errors import reaching_the_database
from schema.context import Context
from schema.execution import Engine
from schema.schema import schema


def create_app() -> Starlette:
    """The application with its settings from the environment, as `parlour web` serves it."""
    return app_with(Settings(), utc_now)


def app_with(settings: Settings, clock: Callable[[], datetime], *, per_subscriber: bool = False) -> Starlette:
    """The application with these settings. `clock` tells the time that rules are asked with.

    `per_subscriber` executes every event once for each subscription, to measure what sharing saves.
    """
    engine = Engine(schema)
    live = Live(engine, settings, clock, per_subscriber=per_subscriber)

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        async with connected(settings), live.running():
            connect_queue()
            yield

    app = Starlette(routes=routes(engine, live, settings, clock), lifespan=lifespan)
    app.state.settings, app.state.clock = settings, clock
    return app


def routes(engine: Engine, live: Live, settings: Settings, clock: Callable[[], datetime]) -> list[BaseRoute]:
    """Everything that can be reached."""
    return [
        graphql_route(engine, context_maker(settings, clock)),
        WebSocketRoute("/graphql", live),
        *uploads.routes,
        *files.routes,
        *inbound.routes,
        *inbound_mailgun.routes,
        *inbound_postmark.routes,
        *inbound_ses.routes,
        *health.routes,
        *portal.routes,
        *pages.routes,
        *asset_routes(),
    ]


def context_maker(settings: Settings, clock: Callable[[], datetime]) -> Callable[[Request], Awaitable[Context]]:
    """How the endpoint learns who asks. Raises DomainError where a cookie comes with a foreign page's request."""

    async def context_for(request: Request) -> Context:
        with reaching_the_database():
            viewer = await viewer_for(request)
        return Context(
            viewer=viewer,
            clock=clock,
            client_ip=request.client.host if request.client else "",
            user_agent=request.headers.get("user-agent", "")[:300],
        )

    return context_for


def utc_now() -> datetime:
    """The time."""
    return datetime.now(UTC)
