"""A small contract with one field of every kind of trouble, and a server for it on loopback."""

import asyncio
import socket
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated

import strawberry
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.types import ASGIApp

from portal_web.assets import asset_routes
from portal_web.graphql_http import graphql_route
from resolvers.errors import DomainError, ErrorCode
from schema.directives import PerViewer
from schema.execution import Engine


@strawberry.interface
class Owned:
    mine: bool


@strawberry.type
class Note(Owned):
    body: str
    mine: bool = strawberry.field(directives=[PerViewer()], default=True)


@strawberry.type
class NoteWritten:
    note: Note


@strawberry.type
class NoteErased:
    at: str


NoteEvent = Annotated[NoteWritten | NoteErased, strawberry.union("NoteEvent")]


@strawberry.input
class EchoInput:
    text: str
    times: int = 1


@strawberry.type
class Query:
    @strawberry.field
    def echo(self, text: str = "hello") -> str | None:
        return text

    @strawberry.field
    def echo_input(self, input: EchoInput) -> str:
        return input.text * input.times

    @strawberry.field
    def again(self) -> "Query":
        return Query()

    @strawberry.field
    async def slow(self) -> str:
        await asyncio.sleep(60)
        return "late"

    @strawberry.field
    def bug(self) -> str | None:
        raise RuntimeError("the password is hunter2")

    @strawberry.field
    def wrong_number(self) -> int | None:
        return "hunter2"  # type: ignore[return-value]

    @strawberry.field
    def refused(self) -> str | None:
        raise DomainError(ErrorCode.NOT_FOUND, "Room not found.")


@strawberry.type
class Mutation:
    @strawberry.mutation
    def write(self, body: str) -> Note:
        return Note(body=body)


@strawberry.type
class Subscription:
    @strawberry.subscription
    async def note_events(self, room_id: strawberry.ID, after: int = 0) -> AsyncGenerator[NoteEvent, None]:
        for number in range(after, after + 3):
            yield NoteWritten(note=Note(body=f"{room_id} {number}"))
            await asyncio.sleep(0.2)


CONTRACT = strawberry.Schema(Query, Mutation, Subscription)


async def context_for(request: Request) -> None:
    """Nobody is signed in; a request may ask to be refused the way sign-in would."""
    if "break" in request.headers:
        raise RuntimeError("a secret")
    if code := request.headers.get("refuse-me"):
        raise DomainError(ErrorCode(code), "Not like this.")


def small_app() -> Starlette:
    """The endpoint and the pages around the small contract."""
    return Starlette(routes=[graphql_route(Engine(CONTRACT), context_for), *asset_routes()])


@asynccontextmanager
async def serving(app: ASGIApp) -> AsyncIterator[str]:
    """The app in a real uvicorn on a free port of loopback; gives its base URL."""
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, lifespan="off", log_config=None))
    running = asyncio.create_task(server.serve([listening]))
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        await running
