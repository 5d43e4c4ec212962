"""Takes mail from Mailgun: a route that forwards to an address ending in `mime`, so that the mail comes raw."""

import asyncio
import hashlib
import hmac
from datetime import datetime
from urllib.parse import parse_qsl

import structlog
from python_multipart import create_form_parser
from python_multipart.exceptions import FormParserError
from python_multipart.multipart import Field
from redis.exceptions import RedisError
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from db import redis
from db.vocabulary import MailSource
from jobs.inbound.parsing import LIMITS
from portal_web.authentication import now, settings_of
from portal_web.bodies import BodyError
from portal_web.inbound import WINDOW, probe
from portal_web.inbound_providers import answered, are_same, body_within, refusal, refused
from resolvers.replies import Arrival

FORM = "application/x-www-form-urlencoded"
MOST_BYTES = 2 * LIMITS.bytes  # a mail grows when it is written as a form
MOST_FIELDS = 200
REMEMBERED = 24 * 60 * 60
TAKING = 2 * int(WINDOW.total_seconds()) + 60
"""Seconds: longer than a signature is fresh, so that nothing is taken twice even where a process died meanwhile."""

log = structlog.get_logger()


async def mailgun(request: Request) -> Response:
    """200 once a mail is kept, and for a token seen before; 401 for a wrong signature; 503: send it again.

    `signature` is the hexadecimal HMAC-SHA256 (RFC 2104) of `timestamp` and `token` under INBOUND_MAILGUN_KEY. It does
    not cover the mail: whoever reads one request could send another mail with it, so a token counts once.
    """
    key = settings_of(request).inbound_mailgun_key
    if key is None:
        return refusal(404, "Not Found")
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in {FORM, "multipart/form-data"}:
        return refusal(415, "Send a form.")
    try:
        async with body_within(request, MOST_BYTES) as body:
            read = _urlencoded if kind == FORM else _multipart
            fields = await asyncio.to_thread(read, request.headers["content-type"], body)
            return await _taken(request, key, fields)
    except BodyError as error:
        return refused(error)


async def _taken(request: Request, key: str, fields: dict[str, bytes]) -> Response:
    timestamp, token = fields.get("timestamp", b""), fields.get("token", b"")
    expected = hmac.digest(key.encode(), timestamp + token, "sha256").hex()
    if not token or not are_same(_text(fields, "signature").lower(), expected):
        return refusal(401, "The signature is wrong.")
    if not _is_fresh(timestamp, now(request)):
        return refusal(401, "The timestamp is too far from now.")
    raw = fields.get("body-mime")
    if raw is None or len(raw) > LIMITS.bytes:
        return refusal(406, "There is no body-mime (let the route's address end in mime), or it is too large.")
    arrival = Arrival(MailSource.WEBHOOK, _text(fields, "sender"), _recipients(fields), raw)
    return await _once(request, f"mailgun:{hashlib.sha256(token).hexdigest()}", arrival)


def _is_fresh(timestamp: bytes, moment: datetime) -> bool:
    # Ten digits, so that none of them can be passed to the token: the signature is over both together.
    is_number = len(timestamp) == 10 and timestamp.isdigit()
    return is_number and abs(moment.timestamp() - int(timestamp)) <= WINDOW.total_seconds()


async def _once(request: Request, name: str, arrival: Arrival) -> Response:
    """Keep the mail unless its token was used. Without Redis nothing is taken: a token could come twice."""
    try:
        if not await redis.client().set(name, "taking", nx=True, ex=TAKING):
            is_kept = await redis.client().get(name) == b"kept"
            return Response(status_code=200) if is_kept else refusal(503, "The mail is being kept.")
        answer = await answered(request, arrival)
        if answer.status_code == 200:
            await redis.client().set(name, "kept", ex=REMEMBERED)
        else:
            await redis.client().delete(name)
    except RedisError as error:
        log.warning("redis away", kind=type(error).__name__)
        return refusal(503, "Nobody knows whether this token was used.")
    return answer


def _recipients(fields: dict[str, bytes]) -> tuple[str, ...]:
    recipient = _text(fields, "recipient").strip()
    return (recipient,) if recipient else ()


def _text(fields: dict[str, bytes], name: str) -> str:
    return fields.get(name, b"").decode(errors="replace")


def _urlencoded(_content_type: str, body: bytes) -> dict[str, bytes]:
    """Fields by name, the last of several. Latin-1 keeps every byte of a mail as it is."""
    try:
        found = parse_qsl(body.decode("latin-1"), True, encoding="latin-1", max_num_fields=MOST_FIELDS)
    except ValueError as error:
        raise BodyError(400, "The form has too many fields.") from error
    return {name: value.encode("latin-1") for name, value in found}


def _multipart(content_type: str, body: bytes) -> dict[str, bytes]:
    """Fields by name, the last of several (RFC 7578)."""
    found: dict[str, bytes] = {}

    def note(field: Field) -> None:
        if len(found) >= MOST_FIELDS:
            raise BodyError(400, "The form has too many fields.")
        found[(field.field_name or b"").decode(errors="replace")] = field.value or b""

    try:
        parser = create_form_parser({"Content-Type": content_type.encode("latin-1")}, note, None)
        parser.write(body)
        parser.finalize()
    except FormParserError as error:
        raise BodyError(400, "The form cannot be read.") from error
    return found


routes = [
    Route("/inbound/mailgun/mime", mailgun, methods=["POST"]),
    Route("/inbound/mailgun/mime", probe, methods=["HEAD"]),
]
