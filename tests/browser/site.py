"""The site that browsers visit: web, worker and listener as `parlour up` runs them, on the rows that tests write."""

from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager
from dataclasses import dataclass

from db import redis, sql
from db.embedded.child import Child, supervised
from db.settings import Settings
from jobs.port import connect_queue
from portal_web.cli import up
from portal_web.cli.readiness import listen
from resolvers import queue
from resolvers.digests import checks
from tests.digesting import nothing_due

HOST = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Site:
    """Where it is, what its processes run with, and the one that browsers speak to."""

    url: str
    settings: Settings
    web: Child


@asynccontextmanager
async def opened(database: Settings) -> AsyncIterator[Site]:
    """The processes, with nothing of other tests for the worker to do. This process passes it hints, too."""
    await _nothing_waits()
    with ExitStack() as stack:
        listening = stack.enter_context(listen(HOST, 0))
        port = listening.getsockname()[1]
        own = {"host": HOST, "port": port, "base_url": f"http://{HOST}:{port}", "development": True}
        settings, inbound = up.with_listener(database.model_copy(update=own), stack)
        [web] = [stack.enter_context(supervised(program)) for program in up.web(settings, listening, 1)]
        for program in (*inbound, up.worker(settings)):
            stack.enter_context(supervised(program))
        connect_queue()
        yield Site(settings.base_url, settings, web)
        queue.connect(None)
    await _nothing_waits()
    await checks.forget_arrival(settings.inbound_domain or "")


async def nobody_has_guessed() -> None:
    """Forget attempts to sign in: all browsers come from one address."""
    await sql.execute("DELETE FROM throttle")


async def _nothing_waits() -> None:
    await nothing_due()
    await sql.execute("UPDATE account_mail SET state = 'FAILED' WHERE state IN ('PENDING', 'SENDING')")
    await redis.client().flushdb()
