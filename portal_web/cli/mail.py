"""`parlour mail listen`: the SMTP server that answers come to."""

import asyncio
import signal
from contextlib import suppress
from socket import socket

from db.connection import connected
from db.settings import Settings
from jobs import inbound_smtp
from jobs.port import connect_queue
from portal_web.cli.console import out
from portal_web.cli.problems import CannotRun
from portal_web.cli.readiness import both_urls, listen


def run(settings: Settings) -> None:
    """Listen until told to stop. Raises CannotRun."""
    both_urls(settings)
    if settings.inbound_domain is None:
        raise CannotRun("set INBOUND_DOMAIN: the domain whose mail arrives here")
    listening = listen(settings.inbound_smtp_host, settings.inbound_smtp_port)
    out.print(f"Listening for mail to {settings.inbound_domain} on port {settings.inbound_smtp_port}")
    with suppress(KeyboardInterrupt):
        asyncio.run(_serve(settings, listening))


async def _serve(settings: Settings, listening: socket) -> None:
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    async with connected(settings):
        connect_queue()
        server = await inbound_smtp.serve(settings, listening)
        try:
            await stop.wait()
        finally:
            server.close()
