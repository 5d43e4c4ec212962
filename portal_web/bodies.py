"""Reads what a client sends, and no more of it than we want."""

import asyncio
import json
from typing import NoReturn

from starlette.requests import Request

SECONDS_TO_ARRIVE = 20
MOST_DISCARDED = 16 * 1024 * 1024


class BodyError(Exception):
    """A body that cannot be taken, with the HTTP status that says so."""

    def __init__(self, status: int, message: str) -> None:
        """`status` is a 4xx; `message` is for the person who wrote the client."""
        super().__init__(message)
        self.status = status
        self.message = message


async def body_of(request: Request, limit: int) -> bytes:
    """The body, if it is at most `limit` bytes and arrives soon. Raises BodyError: 400, 408, 413 or 415."""
    if declared_length(request) > MOST_DISCARDED:
        raise too_long(limit)
    try:
        async with asyncio.timeout(SECONDS_TO_ARRIVE):
            body = await gathered(request, limit)
    except TimeoutError as error:
        raise BodyError(408, "The body did not arrive in time.") from error
    if request.headers.get("content-encoding", "identity") != "identity":
        raise BodyError(415, "Send the body without a Content-Encoding.")
    return body


def declared_length(request: Request) -> int:
    """Content-Length, 0 when it is not told. Servers refuse what is not a number before we see it."""
    declared = request.headers.get("content-length", "0")
    return int(declared) if declared.isdecimal() else 0


async def gathered(request: Request, limit: int) -> bytes:
    """The chunks of a body joined. What passes the limit is read on for a while but not kept.

    Hanging up on a client that still sends would make its system throw away the answer that says why.
    """
    found, length = bytearray(), 0
    async for chunk in request.stream():
        length += len(chunk)
        if length > MOST_DISCARDED:
            break
        found += chunk if length <= limit else b""
    if length > limit:
        raise too_long(limit)
    return bytes(found)


def too_long(limit: int) -> BodyError:
    """The refusal of a body that passes the limit."""
    return BodyError(413, f"The body is longer than {limit} bytes.")


def json_of(body: bytes) -> object:
    """A JSON text (RFC 8259) in UTF-8 as Python values. Raises BodyError 400, also for NaN and hostile nesting."""
    try:
        return json.loads(body.decode(), parse_constant=no_constant)
    except UnicodeDecodeError as error:
        raise BodyError(400, "The body is not UTF-8.") from error
    except RecursionError as error:
        raise BodyError(400, "The body is nested too deeply.") from error
    except ValueError as error:
        raise BodyError(400, "The body is not JSON.") from error


def no_constant(name: str) -> NoReturn:
    """Refuse NaN and Infinity, which Python reads and JSON does not know."""
    raise ValueError(name)
