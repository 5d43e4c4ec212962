"""Takes the bytes of uploads: PUT brings them, whole or in ranges, HEAD tells how many have come, DELETE gives up.

The ticket in the address is the whole permission; cookies and tokens mean nothing here.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import structlog
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from db import storage
from db.storage import parts
from db.storage.parts import Held, Part
from portal_web.authentication import now, settings_of
from portal_web.ranges import Span, span_of
from resolvers import attachments
from resolvers.attachments import Incoming
from resolvers.errors import DomainError, ErrorCode, reaching_the_database, unavailable

BUFFER = 128 * 1024  # bytes that one upload has in memory before they are written
PATIENCE = 60  # seconds until a connection that brings nothing is given up
HEADERS = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
STATUS = {ErrorCode.NOT_FOUND: 404, ErrorCode.CONFLICT: 409, ErrorCode.INVALID: 422, ErrorCode.UNAVAILABLE: 503}
log = structlog.get_logger()


class Refused(Exception):
    """Bytes that cannot be taken."""

    def __init__(self, status: int, code: ErrorCode, message: str, **headers: str) -> None:
        """`message` is for the person who wrote the client; `headers` say how to go on."""
        super().__init__(message)
        self.status, self.code, self.message = status, code, message
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}


async def head(request: Request) -> Response:
    """How many bytes have come, by which a cut upload goes on."""
    try:
        with reaching_the_database():
            incoming = await attachments.incoming_for(request.path_params["ticket"], now(request))
    except DomainError as error:
        return Response(status_code=STATUS[error.code], headers=HEADERS)
    offset = await parts.offset_of(folder_of(request), incoming.storage_key)
    return Response(headers=progress(offset, incoming))


async def put(request: Request) -> Response:
    """Take bytes: 201 with the last of them, 202 while more are to come, else a refusal as JSON."""
    return await answered(request, take)


async def delete(request: Request) -> Response:
    """Give up an upload that is not sent, whether its bytes have come or not: nothing of it stays."""
    return await answered(request, give_up)


async def answered(request: Request, work: Callable[[Request], Awaitable[Response]]) -> Response:
    """What becomes of a request, refusals as JSON."""
    try:
        return await work(request)
    except ClientDisconnect:
        return Response(status_code=400)  # nobody reads it; what has come waits for the rest
    except Refused as refused:
        return refusal(refused)
    except DomainError as error:
        return refusal(Refused(STATUS[error.code], error.code, error.message))
    except OSError as error:
        log.warning("upload not written", kind=type(error).__name__, errno=error.errno)
        gone = unavailable()
        return refusal(Refused(503, gone.code, gone.message))


async def take(request: Request) -> Response:
    """Add what a request brings to its upload."""
    incoming = await incoming_of(request)
    span = span_asked(request, incoming)
    async with alone(request, incoming) as part:
        await require_known(request, part)  # who held it before us may have brought the last bytes
        return await go_on(request, incoming, part, span)


async def give_up(request: Request) -> Response:
    """Leave nothing of an upload that is not sent."""
    with reaching_the_database():
        incoming = await attachments.unsent_for(request.path_params["ticket"], now(request))
    async with alone(request, incoming) as part:
        await forget(request, incoming, part)
    return Response(status_code=204, headers=HEADERS)


@asynccontextmanager
async def alone(request: Request, incoming: Incoming) -> AsyncIterator[Part]:
    """Hold an upload's bytes. Raises Refused 409 while somebody else does."""
    try:
        async with parts.held(folder_of(request), incoming.storage_key) as part:
            yield part
    except Held as error:
        raise Refused(409, ErrorCode.CONFLICT, "Another request is bringing this upload.", Retry_After="5") from error


async def go_on(request: Request, incoming: Incoming, part: Part, span: Span) -> Response:
    """Take the bytes of a span, and all of the upload when they are its last."""
    if span.size != incoming.size:
        raise await wrong_size(request, incoming, part)
    await find_start(part, span)
    await gather(request, incoming, part, span)
    if part.offset < incoming.size:
        return JSONResponse({"offset": part.offset, "size": incoming.size}, 202, progress(part.offset, incoming))
    await complete(request, incoming, part)
    return JSONResponse({"offset": incoming.size, "size": incoming.size}, 201, progress(incoming.size, incoming))


def span_asked(request: Request, incoming: Incoming) -> Span:
    """Which bytes a request says it brings. Raises Refused 400, 415."""
    if request.headers.get("content-encoding", "identity") != "identity":
        raise Refused(415, ErrorCode.INVALID, "Send the bytes without a Content-Encoding.")
    span = span_of(request.headers.get("content-range"), incoming.size)
    if span is None:
        raise Refused(400, ErrorCode.INVALID, "Content-Range must be `bytes first-last/size`.")
    return span


async def find_start(part: Part, span: Span) -> None:
    """Stand where a span begins. A PUT of everything begins again."""
    if span.is_everything and part.offset:
        await part.begin_again()
    if span.start != part.offset:
        raise Refused(
            409, ErrorCode.CONFLICT, f"The next byte is number {part.offset}.", Upload_Offset=str(part.offset)
        )


async def gather(request: Request, incoming: Incoming, part: Part, span: Span) -> None:
    """Write what comes. A cut connection leaves what has come; a wrong length ends the upload."""
    waiting = bytearray()
    try:
        async for chunk in chunks_of(request):
            waiting += chunk
            if part.offset + len(waiting) > span.end:
                break
            if len(waiting) >= BUFFER:
                await part.write(waiting)
                waiting = bytearray()
    except (ClientDisconnect, Refused):
        await part.write(waiting)
        raise
    if part.offset + len(waiting) != span.end:
        raise await wrong_size(request, incoming, part)
    await part.write(waiting)


async def chunks_of(request: Request) -> AsyncIterator[bytes]:
    """The body as it comes. Raises ClientDisconnect, and Refused 408 when nothing comes for a minute."""
    stream = request.stream()
    while True:
        try:
            async with asyncio.timeout(PATIENCE):
                chunk = await anext(stream, None)
        except TimeoutError as error:
            raise Refused(408, ErrorCode.INVALID, "No bytes came for a minute. Go on where they ended.") from error
        if chunk is None:
            return
        yield chunk


async def complete(request: Request, incoming: Incoming, part: Part) -> None:
    """Move a whole upload into the storage, if its bytes are those that were promised."""
    if incoming.checksum is not None and await part.checksum() != incoming.checksum:
        await forget(request, incoming, part)
        raise Refused(422, ErrorCode.INVALID, "The bytes do not have the checksum that was promised.")
    await require_known(request, part)  # not swept in the meantime: nothing is stored that no row knows
    await storage.store().put_file(incoming.storage_key, part.path, "application/octet-stream")
    with reaching_the_database():
        await attachments.received(incoming, now(request))
    await part.drop()


async def wrong_size(request: Request, incoming: Incoming, part: Part) -> Refused:
    """The refusal of more or fewer bytes than were promised, with nothing left of the upload."""
    await forget(request, incoming, part)
    return Refused(422, ErrorCode.INVALID, f"The upload was promised to have {incoming.size:,} bytes.")


async def forget(request: Request, incoming: Incoming, part: Part) -> None:
    """Leave nothing of an upload."""
    await part.drop()
    with reaching_the_database():
        await attachments.forget_upload(incoming, now(request))


async def incoming_of(request: Request) -> Incoming:
    """The upload that the address is a ticket for. Raises DomainError: NOT_FOUND, UNAVAILABLE."""
    with reaching_the_database():
        return await attachments.incoming_for(request.path_params["ticket"], now(request))


async def require_known(request: Request, part: Part) -> None:
    """Refuse to go on with an upload that is over, and keep nothing of it."""
    try:
        await incoming_of(request)
    except DomainError as error:
        if error.code is ErrorCode.NOT_FOUND:
            await part.drop()
        raise


def refusal(refused: Refused) -> Response:
    """A refusal as JSON, at once; the server takes what is still being sent and drops it."""
    return JSONResponse({"code": refused.code, "message": refused.message}, refused.status, HEADERS | refused.headers)


def progress(offset: int, incoming: Incoming) -> dict[str, str]:
    """How far an upload is, as headers."""
    return HEADERS | {"Upload-Offset": str(offset), "Upload-Length": str(incoming.size)}


def folder_of(request: Request) -> Path:
    """Where uploads are gathered."""
    return settings_of(request).data_dir / "uploads"


routes = [
    Route("/uploads/{ticket}", put, methods=["PUT"]),
    Route("/uploads/{ticket}", head, methods=["HEAD"]),
    Route("/uploads/{ticket}", delete, methods=["DELETE"]),
]
