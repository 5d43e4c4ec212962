"""What the webhooks of mail providers have in common: a bounded body, secrets compared blindly, kept before a 200."""

import asyncio
import hmac
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from tempfile import SpooledTemporaryFile
from typing import IO

from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response

from portal_web.authentication import now
from portal_web.bodies import BodyError, too_long
from portal_web.inbound import SECONDS_TO_ARRIVE, kept
from resolvers.replies import Arrival

AT_ONCE = asyncio.Semaphore(2)
"""Bodies that are held in memory: those that have arrived, so that nobody is kept waiting by who sends slowly."""

IN_MEMORY = 256 * 1024


@asynccontextmanager
async def body_within(request: Request, limit: int) -> AsyncIterator[bytes]:
    """The body, at most `limit` bytes, which waits on the disk until its turn. Raises BodyError: 408, 413."""
    with SpooledTemporaryFile(IN_MEMORY) as file:
        try:
            async with asyncio.timeout(SECONDS_TO_ARRIVE):
                await _received(request, file, limit)
        except (TimeoutError, ClientDisconnect) as error:
            raise BodyError(408, "The mail did not arrive in time.") from error
        async with AT_ONCE:
            file.seek(0)
            yield await asyncio.to_thread(file.read)


async def _received(request: Request, file: IO[bytes], limit: int) -> None:
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > limit:
            raise too_long(limit)
        await asyncio.to_thread(file.write, chunk)


async def answered(request: Request, arrival: Arrival) -> Response:
    """200 once the mail is kept, since providers count nothing else as done; else 503: then it has to come again."""
    answer = await kept(arrival, lambda: now(request))
    return Response(status_code=200) if answer.status_code == 204 else answer


def refused(error: BodyError) -> Response:
    """The answer to a body that cannot be taken."""
    return refusal(error.status, error.message)


def refusal(status: int, message: str) -> Response:
    """A refusal with a sentence for whoever set the webhook up."""
    return PlainTextResponse(f"{message}\n", status)


def are_same(given: str, expected: str) -> bool:
    """Whether two secrets are the same, in a time that tells nothing."""
    return hmac.compare_digest(given.encode(errors="surrogatepass"), expected.encode())
