"""What watches a process from outside asks: does it live, can it work, what has it counted."""

from hmac import compare_digest

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from resolvers import readiness


async def alive(_request: Request) -> Response:
    """200 as long as the process answers at all."""
    return PlainTextResponse("alive\n")


async def ready(_request: Request) -> Response:
    """200 while PostgreSQL and Redis answer; else 503 naming who does not."""
    missing = await readiness.missing()
    return PlainTextResponse(f"waiting for {', '.join(missing)}\n" if missing else "ready\n", 503 if missing else 200)


async def metrics(request: Request) -> Response:
    """The process's counters in Prometheus's text format, for whoever has METRICS_TOKEN.

    How many sockets are open, and how often something is delivered, would tell a client who else is there.
    """
    expected = request.app.state.settings.metrics_token
    given = request.headers.get("authorization", "").removeprefix("Bearer ")
    if expected is None or not compare_digest(given.encode(), expected.encode()):
        return PlainTextResponse("Not Found", 404)
    return Response(generate_latest(), headers={"Content-Type": CONTENT_TYPE_LATEST})


routes = [
    Route("/health/live", alive),
    Route("/health/ready", ready),
    Route("/metrics", metrics),
]
