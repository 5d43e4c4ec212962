"""`parlour mail listen`: the SMTP server that answers come to."""

import asyncio
import signal
from contextlib import suppress
from datetime import UTC, datetime
from socket import socket

from db.connection import connected
from db.settings import Settings
from jobs import inbound_smtp
from jobs.digests.answering import DOMAIN
from jobs.port import connect_queue
from portal_web.cli.console import out
from portal_web.cli.problems import CannotRun
from portal_web.cli.readiness import both_urls, listen
from resolvers.digests import checks


def run(settings: Settings, inherited: int | None = None) -> None:
    """Listen until told to stop, on the socket that the parent opened, if any. Raises CannotRun."""
    both_urls(settings)
    if settings.inbound_domain is None:
        raise CannotRun("set INBOUND_DOMAIN: the domain whose mail arrives here")
    if inherited is not None:
        listening = socket(fileno=inherited)
    else:
        listening = listen(settings.inbound_smtp_host, settings.inbound_smtp_port)
        out.print(f"Listening for mail to {settings.inbound_domain} on port {settings.inbound_smtp_port}")
    with suppress(KeyboardInterrupt):
        asyncio.run(_serve(settings, listening))


async def _serve(settings: Settings, listening: socket) -> None:
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    async with connected(settings):
        connect_queue()
        if settings.inbound_domain == DOMAIN:
            # The local page itself hands answers to this listener: nothing lies between that could lose them.
            await checks.record_arrival(DOMAIN, datetime.now(UTC))
        server = await inbound_smtp.serve(settings, listening)
        try:
            await stop.wait()
        finally:
            server.close()
