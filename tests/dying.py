"""Runs a part of Parlour as a process of its own that dies by kill -9 just after, or before, a named step."""

import asyncio
import os
import signal
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from pkgutil import resolve_name
from typing import Any

import uvicorn
from starlette.applications import Starlette

from db import sql
from db.connection import connected
from db.settings import Settings
from jobs import attachments, inbound_mail
from jobs.digests import sending
from portal_web import files, uploads

CALLS = {"after": 0}


def die(*_: object) -> None:
    """What no code can catch."""
    os.kill(os.getpid(), signal.SIGKILL)


def deadly(work: Callable[..., Any], moment: str, calls: int) -> Callable[..., Any]:
    """An awaitable function that is fatal before or after its n-th call."""

    async def step(*given: Any, **named: Any) -> Any:
        CALLS["after"] += 1
        if moment == "before" and CALLS["after"] == calls:
            die()
        found = await work(*given, **named)
        if moment == "after" and CALLS["after"] == calls:
            die()
        return found

    return step


def arm(where: str, moment: str, calls: int) -> None:
    """Make a function fatal, named as `module:object.function`."""
    owner, _, name = where.rpartition("." if "." in where.partition(":")[2] else ":")
    found = resolve_name(owner)
    setattr(found, name, deadly(getattr(found, name), moment, calls))


async def work(settings: Settings, now: datetime) -> None:
    """What the worker does with attachments, once."""
    async with connected(settings):
        await attachments.process_due(settings, lambda: now)
        await attachments.tidy(settings, lambda: now)


async def digests(settings: Settings, now: datetime) -> None:
    """What the worker does with digests, once."""
    async with connected(settings):
        await sending.send_due(settings, lambda: now)


async def inbound(settings: Settings, now: datetime) -> None:
    """What the worker does with mail that came in, once."""
    async with connected(settings):
        await inbound_mail.process_due(settings, lambda: now)


async def serve(settings: Settings, now: datetime) -> None:
    """What the web process does with uploads and files; says its port first."""
    app = Starlette(routes=[*uploads.routes, *files.routes])
    app.state.settings, app.state.clock = settings, lambda: now
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error", lifespan="off"))
    async with connected(settings):
        task = asyncio.create_task(server.serve())
        while not server.started:
            await asyncio.sleep(0.01)
        sys.stdout.write(f"{server.servers[0].sockets[0].getsockname()[1]}\n")
        sys.stdout.flush()
        await task


def main(part: str, settings: str, now: str, *fatal: str) -> None:
    """Run a part, with a step that is fatal."""
    if fatal:
        arm(fatal[0], fatal[1], int(fatal[2]))
    run = {"work": work, "serve": serve, "digests": digests, "inbound": inbound}[part]
    asyncio.run(run(Settings.model_validate_json(settings), datetime.fromisoformat(now)))


def command(part: str, settings: Settings, now: datetime, *fatal: object) -> tuple[list[str], dict[str, str]]:
    """Arguments and environment of such a process."""
    argv = [sys.executable, "-m", "tests.dying", part, settings.model_dump_json(), now.isoformat(), *map(str, fatal)]
    return argv, os.environ | {"PYTHONPATH": str(Path(__file__).parents[1])}


async def buried() -> None:
    """Wait until PostgreSQL has noticed who died: until then, rows that they held are passed over by others."""
    async with asyncio.timeout(20):
        while await sql.rows("SELECT 1 FROM pg_stat_activity WHERE state LIKE 'idle in transaction%'"):
            await asyncio.sleep(0.02)


if __name__ == "__main__":
    main(*sys.argv[1:])
