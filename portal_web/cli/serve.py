"""`parlour web`: uvicorn with the application, and with our own WebSocket frames."""

import socket
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from pkgutil import resolve_name

import typer
import uvicorn

from db.settings import Settings
from portal_web.cli.console import out
from portal_web.cli.readiness import both_urls, listen
from portal_web.frames import OPTIONS, ReadyFrames

APPLICATION = "portal_web.app:app_with"
"""Loaded by name when it is served: the other commands would carry it about for nothing."""

PARTING_SECONDS = 5


def run(settings: Settings, inherited: int | None) -> None:
    """Serve until told to stop, on a socket of our own or one that the parent opened. Raises CannotRun."""
    both_urls(settings)
    if inherited is None:
        listening = listen(settings.host, settings.port)
        out.print(f"Serving {settings.base_url}")
    else:
        listening = socket.socket(fileno=inherited)
    server = uvicorn.Server(configuration(settings))
    with suppress(KeyboardInterrupt):
        server.run(sockets=[listening])
    if not server.started:
        raise typer.Exit(1)


def configuration(settings: Settings) -> uvicorn.Config:
    """How uvicorn serves Parlour."""
    return uvicorn.Config(
        resolve_name(APPLICATION)(settings, partial(datetime.now, UTC)),
        ws=ReadyFrames,
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=settings.trust_proxy,
        timeout_graceful_shutdown=PARTING_SECONDS,
        **OPTIONS,
    )
