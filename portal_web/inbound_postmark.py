"""Takes mail from Postmark: an inbound webhook with the raw mail included, whose address holds a name and password."""

import asyncio
import base64
import binascii

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from db.vocabulary import MailSource
from jobs.inbound.parsing import LIMITS
from portal_web.authentication import settings_of
from portal_web.bodies import BodyError, json_of
from portal_web.inbound import probe
from portal_web.inbound_providers import answered, are_same, body_within, refusal, refused
from resolvers.replies import Arrival

MOST_BYTES = 3 * LIMITS.bytes  # the mail raw, and once more in pieces


async def postmark(request: Request) -> Response:
    """200 once a mail is kept; 401 without INBOUND_POSTMARK_LOGIN; others make Postmark send it again."""
    login = settings_of(request).inbound_postmark_login
    if login is None:
        return refusal(404, "Not Found")
    if not are_same(_login_of(request), login):
        return Response(status_code=401, headers={"WWW-Authenticate": 'Basic realm="inbound"'})
    try:
        async with body_within(request, MOST_BYTES) as body:
            return await answered(request, _arrival(await asyncio.to_thread(json_of, body)))
    except BodyError as error:
        return refused(error)


def _login_of(request: Request) -> str:
    """`name:password` of the Authorization header (RFC 7617), empty where there is none."""
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    try:
        return base64.b64decode(given, validate=True).decode() if scheme.lower() == "basic" else ""
    except (binascii.Error, ValueError):
        return ""


def _arrival(found: object) -> Arrival:
    if not isinstance(found, dict):
        raise BodyError(400, "The body is no object.")
    raw, recipient = found.get("RawEmail"), found.get("OriginalRecipient")
    if not isinstance(raw, str) or not raw:
        raise BodyError(422, "There is no RawEmail: include the raw content in the webhook's settings.")
    # Half a surrogate pair is no text, yet JSON can write it.
    content = raw.encode(errors="replace")
    if len(content) > LIMITS.bytes:
        raise BodyError(413, "The mail is too large.")
    recipients = (recipient.strip(),) if isinstance(recipient, str) and recipient.strip() else ()
    return Arrival(MailSource.WEBHOOK, _return_path(found.get("Headers")), recipients, content)


def _return_path(headers: object) -> str | None:
    """The envelope's sender, which Postmark's own server wrote first; further ones are whoever's."""
    match headers:
        case [{"Name": "Return-Path", "Value": str(value)}, *_]:
            return value.strip().removeprefix("<").removesuffix(">")
        case _:
            return None


routes = [
    Route("/inbound/postmark", postmark, methods=["POST"]),
    Route("/inbound/postmark", probe, methods=["HEAD"]),
]
