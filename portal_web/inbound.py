"""Takes raw mail from a mail server, or a script beside it: signed, and kept before it is acknowledged."""

import asyncio
import hmac
from collections.abc import Callable
from datetime import datetime, timedelta

import structlog
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from db.vocabulary import MailSource
from jobs.inbound.parsing import LIMITS
from portal_web.authentication import now, settings_of
from resolvers import replies
from resolvers.errors import DomainError, reaching_the_database
from resolvers.replies import Arrival

WINDOW = timedelta(minutes=5)
SECONDS_TO_ARRIVE = 120
MOST_RECIPIENTS = 20
AT_ONCE = asyncio.Semaphore(4)
"""Mails that are held in memory while they are checked."""

log = structlog.get_logger()


async def raw(request: Request) -> Response:
    """204 once a mail is kept, also when it will be refused; 5xx for our own trouble alone: then send it again.

    X-Parlour-Timestamp is in seconds; X-Parlour-Signature is the hexadecimal HMAC-SHA256 (RFC 2104) of timestamp, a
    full stop and the body, under INBOUND_WEBHOOK_KEY. X-Envelope-From and X-Envelope-To, several apart by commas, tell
    the envelope.
    """
    key = settings_of(request).inbound_webhook_key
    if key is None:
        return PlainTextResponse("Not Found", 404)
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "message/rfc822":
        return PlainTextResponse("Send message/rfc822.\n", 415)
    timestamp = request.headers.get("x-parlour-timestamp", "")
    if not _is_fresh(timestamp, now(request)):
        return PlainTextResponse("The timestamp is missing or too far from now.\n", 401)
    async with AT_ONCE:
        return await _taken(request, key, timestamp)


async def _taken(request: Request, key: str, timestamp: str) -> Response:
    try:
        async with asyncio.timeout(SECONDS_TO_ARRIVE):
            body = await _body_of(request)
    except (TimeoutError, ClientDisconnect):
        return PlainTextResponse("The mail did not arrive in time.\n", 408)
    if body is None:
        return PlainTextResponse("The mail is too large.\n", 413)
    if not _is_signed(key, timestamp, body, request.headers.get("x-parlour-signature", "")):
        return PlainTextResponse("The signature is wrong.\n", 401)
    return await _kept(Arrival(MailSource.WEBHOOK, *_envelope_of(request), body), lambda: now(request))


async def _kept(arrival: Arrival, clock: Callable[[], datetime]) -> Response:
    try:
        with reaching_the_database():
            await replies.store(arrival, clock())
    except DomainError as error:
        return PlainTextResponse(f"{error.message}\n", 503)
    except OSError as error:
        log.warning("mail not kept", kind=type(error).__name__)
        return PlainTextResponse("The mail could not be kept.\n", 503)
    return Response(status_code=204)


async def probe(_request: Request) -> Response:
    """200: providers look whether somebody is there before they are told the address."""
    return Response()


async def _body_of(request: Request) -> bytes | None:
    found = bytearray()
    async for chunk in request.stream():
        found += chunk
        if len(found) > LIMITS.bytes:
            return None
    return bytes(found)


def _is_fresh(timestamp: str, moment: datetime) -> bool:
    if not timestamp.isascii() or not timestamp.isdecimal() or len(timestamp) > 12:
        return False
    return abs(moment.timestamp() - int(timestamp)) <= WINDOW.total_seconds()


def _is_signed(key: str, timestamp: str, body: bytes, signature: str) -> bool:
    expected = hmac.digest(key.encode(), timestamp.encode() + b"." + body, "sha256").hex()
    return hmac.compare_digest(signature.lower().encode(), expected.encode())


def _envelope_of(request: Request) -> tuple[str | None, tuple[str, ...]]:
    recipients = request.headers.get("x-envelope-to", "").split(",")
    told = tuple(dict.fromkeys(each.strip() for each in recipients if each.strip()))
    return request.headers.get("x-envelope-from"), told[:MOST_RECIPIENTS]


routes = [
    Route("/inbound/raw", raw, methods=["POST"]),
    Route("/inbound/raw", probe, methods=["HEAD"]),
]
