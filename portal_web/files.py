"""Sends the bytes of files to whoever may have them now, so that nothing in them is ever active here."""

import re
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import datetime
from functools import partial
from hashlib import sha256
from urllib.parse import quote

import structlog
from starlette.convertors import Convertor, register_url_convertor
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from db import storage
from portal_web.authentication import now, viewer_for
from portal_web.ranges import Span, asked_range
from resolvers import attachments, original_mails, pictures
from resolvers.attachments import Served
from resolvers.errors import DomainError, ErrorCode, reaching_the_database
from resolvers.viewer import Viewer

HEADERS = {
    "Cache-Control": "private, no-cache",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
SHOWN = frozenset({"image/jpeg", "image/png", "image/webp", "image/gif", "image/avif"})
ACTIVE = re.compile(r"text/.*|.*(?:html|xml|svg|script|ecma|flash|multipart|message).*")
UNKNOWN = "application/octet-stream"
REDIRECT_SECONDS = 60
log = structlog.get_logger()
Find = Callable[[str, Viewer | None, datetime], Awaitable[Served]]
Send = Callable[[Request, Served], Awaitable[Response]]


async def file(request: Request) -> Response:
    """The bytes of an image or file of a message."""
    return await opened(request, attachments.file_for, answer)


async def mail(request: Request) -> Response:
    """The bytes of a mail that came in, for the team of its room."""
    return await opened(request, original_mails.mail_for, answer)


async def picture(request: Request) -> Response:
    """Somebody's picture or the firm's logo. They are small, and a page shows many: from here."""
    return await opened(request, pictures.picture_for, shown)


async def logo(request: Request) -> Response:
    """The logo of a firm at its door, for everybody."""
    return await found(request, partial(pictures.logo_for, request.path_params["slug"]), shown)


async def opened(request: Request, find: Find, send: Send) -> Response:
    """The bytes behind a ticket, authorised again now."""

    async def behind_the_ticket() -> Served:
        ticket = request.path_params["rest"].partition("/")[0]
        return await find(ticket, await viewer_for(request), now(request))

    return await found(request, behind_the_ticket, send)


async def found(request: Request, find: Callable[[], Awaitable[Served]], send: Send) -> Response:
    """What is found, sent; or the one answer for every reason that it is not."""
    try:
        with reaching_the_database():
            served = await find()
        return await send(request, served)
    except DomainError as error:
        return unavailable() if error.code is ErrorCode.UNAVAILABLE else not_found()
    except FileNotFoundError:  # removed from the storage since we asked
        return not_found()
    except OSError as error:
        log.warning("file not read", kind=type(error).__name__)
        return unavailable()


async def answer(request: Request, served: Served) -> Response:
    """All of it, a range, or the address in the bucket. Raises FileNotFoundError."""
    if request.method == "HEAD" or is_known(request, etag_of(served)):
        return await shown(request, served)
    kept, media_type = storage.store(), media_type_of(served)
    if url := kept.signed_get(served.storage_key, media_type, disposition_of(served), REDIRECT_SECONDS):
        return RedirectResponse(url, 302, headers=HEADERS | {"Cache-Control": "private, no-store"})
    return await shown(request, served)


async def shown(request: Request, served: Served) -> Response:
    """All of it or a range, from here. Raises FileNotFoundError."""
    headers = headers_of(served)
    if is_known(request, headers["ETag"]):
        return Response(status_code=304, headers=headers)
    if request.method == "HEAD":
        return Response(headers=headers | {"Content-Length": str(served.size)})
    return await streamed(request, served, headers)


async def streamed(request: Request, served: Served, headers: dict[str, str]) -> Response:
    """The bytes themselves: 200, 206 or 416."""
    try:
        span = range_of(request, served, headers["ETag"])
    except ValueError:
        return Response(status_code=416, headers=HEADERS | {"Content-Range": f"bytes */{served.size}"})
    if span is None:
        headers |= {"Content-Length": str(served.size)}
        return StreamingResponse(await begun(served, Span(0, served.size, served.size)), 200, headers)
    headers |= {
        "Content-Length": str(span.length),
        "Content-Range": f"bytes {span.start}-{span.end - 1}/{span.size}",
    }
    return StreamingResponse(await begun(served, span), 206, headers)


def range_of(request: Request, served: Served, etag: str) -> Span | None:
    """What part is asked for, if it is a part of what is here (RFC 9110, 13.1.5). Raises ValueError."""
    if request.headers.get("if-range", etag) != etag:
        return None
    return asked_range(request.headers.get("range"), served.size)


async def begun(served: Served, span: Span) -> AsyncIterator[bytes]:
    """The bytes of a span, the first of them read: what is not there is found out before anything is answered."""
    chunks = storage.store().read(served.storage_key, span.start, span.end)
    return following(await anext(chunks, b""), chunks)


async def following(first: bytes, chunks: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """One chunk and those after it."""
    yield first
    async for chunk in chunks:
        yield chunk


def headers_of(served: Served) -> dict[str, str]:
    """What every answer with these bytes carries."""
    return HEADERS | {
        "Accept-Ranges": "bytes",
        "Content-Disposition": disposition_of(served),
        "Content-Type": media_type_of(served),
        "ETag": etag_of(served),
    }


def etag_of(served: Served) -> str:
    """What tells these bytes from others: a key is never used twice."""
    return f'"{sha256(served.storage_key.encode()).hexdigest()[:32]}"'


def is_shown(served: Served) -> bool:
    """Whether a browser may show it in place: our own renditions, and only as images that cannot act."""
    return served.inline and served.media_type in SHOWN


def media_type_of(served: Served) -> str:
    """The type to tell: never one that a browser would act upon."""
    if is_shown(served) or served.is_mail:
        return served.media_type
    return UNKNOWN if ACTIVE.fullmatch(served.media_type) else served.media_type


def disposition_of(served: Served) -> str:
    """To be saved under its name, or shown (RFC 6266; RFC 8187 for letters beyond ASCII)."""
    plain = re.sub(r'[^ !#-.0-9:-\[\]-~]|[\\/"%]', "_", served.file_name)
    kind = "inline" if is_shown(served) else "attachment"
    return f"{kind}; filename=\"{plain}\"; filename*=UTF-8''{quote(served.file_name, safe='')}"


def is_known(request: Request, etag: str) -> bool:
    """Whether the asking browser has these very bytes (RFC 9110, 13.1.2)."""
    told = request.headers.get("if-none-match", "")
    return told.strip() == "*" or etag in (name.strip().removeprefix("W/") for name in told.split(","))


def not_found() -> Response:
    """The one answer to guessed, expired and foreign links, after removal and deletion, and before a scan."""
    return Response(b"File not found.\n", 404, HEADERS | {"Cache-Control": "no-store"}, "text/plain")


def unavailable() -> Response:
    """PostgreSQL or the storage is away."""
    return Response(b"Please try again in a moment.\n", 503, HEADERS | {"Retry-After": "5"}, "text/plain")


class Anything(Convertor[str]):
    """The rest of a path, whatever is in it: what no route matches would be answered in other words."""

    regex = r"[\s\S]*"

    def convert(self, value: str) -> str:
        """As it is."""
        return value

    def to_string(self, value: str) -> str:
        """As it is."""
        return value


register_url_convertor("anything", Anything())
READ = ["GET", "HEAD"]
routes = [
    Route("/files/{rest:anything}", file, methods=READ),
    Route("/mails/{rest:anything}", mail, methods=READ),
    Route("/pictures/{rest:anything}", picture, methods=READ),
    Route("/w/{slug}/logo", logo, methods=READ),
]
