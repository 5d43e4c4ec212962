"""Takes raw mail from a mail server, or a script beside it: signed, and kept before it is acknowledged."""

import asyncio
import hmac
from collections.abc import Callable
from datetime import datetime, timedelta
from tempfile import SpooledTemporaryFile
from typing import IO

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
IN_MEMORY = 256 * 1024
"""Bytes of a mail that nobody has signed yet which are held in memory; the rest waits on the disk.

So a stranger who sends slowly costs little, and keeps nobody from being heard: only signed mails take turns.
"""
AT_ONCE = asyncio.Semaphore(4)

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
    with SpooledTemporaryFile(IN_MEMORY) as file:
        return await _taken(request, hmac.new(key.encode(), f"{timestamp}.".encode(), "sha256"), file)


async def _taken(request: Request, signature: hmac.HMAC, file: IO[bytes]) -> Response:
    try:
        async with asyncio.timeout(SECONDS_TO_ARRIVE):
            is_whole = await _received(request, signature, file)
    except (TimeoutError, ClientDisconnect):
        return PlainTextResponse("The mail did not arrive in time.\n", 408)
    if not is_whole:
        return PlainTextResponse("The mail is too large.\n", 413)
    given = request.headers.get("x-parlour-signature", "").lower()
    if not hmac.compare_digest(given.encode(), signature.hexdigest().encode()):
        return PlainTextResponse("The signature is wrong.\n", 401)
    async with AT_ONCE:
        file.seek(0)
        arrival = Arrival(MailSource.WEBHOOK, *_envelope_of(request), await asyncio.to_thread(file.read))
        return await kept(arrival, lambda: now(request))


async def kept(arrival: Arrival, clock: Callable[[], datetime]) -> Response:
    """204 once a mail is kept, 503 where it was not and has to come again. Every webhook ends here."""
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


async def _received(request: Request, signature: hmac.HMAC, file: IO[bytes]) -> bool:
    """Write the body down and sign it; False where it is too large."""
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > LIMITS.bytes:
            return False
        signature.update(chunk)
        await asyncio.to_thread(file.write, chunk)
    return True


def _is_fresh(timestamp: str, moment: datetime) -> bool:
    if not timestamp.isascii() or not timestamp.isdecimal() or len(timestamp) > 12:
        return False
    return abs(moment.timestamp() - int(timestamp)) <= WINDOW.total_seconds()


def _envelope_of(request: Request) -> tuple[str | None, tuple[str, ...]]:
    recipients = request.headers.get("x-envelope-to", "").split(",")
    told = tuple(dict.fromkeys(each.strip() for each in recipients if each.strip()))
    return request.headers.get("x-envelope-from"), told[:MOST_RECIPIENTS]


routes = [
    Route("/inbound/raw", raw, methods=["POST"]),
    Route("/inbound/raw", probe, methods=["HEAD"]),
]
