"""The worker process: does deferred work as it is hinted at, and looks for what is due every minute."""

import asyncio
import signal
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

import structlog
from arq import cron, func
from arq.worker import Worker
from redis.asyncio import Redis
from redis.exceptions import RedisError

from db import redis
from db.connection import connected
from db.settings import Settings
from db.sql import UNREACHABLE
from jobs import account_mail, attachments, inbound_imap, inbound_mail, notices
from jobs.digests import sending
from jobs.port import connect_queue, json_loads, queue_on, serialized
from jobs.turns import Turn
from resolvers import account_mail as outbox
from resolvers import links, original_mails, sessions, throttles
from resolvers.digests import outbox as digest_outbox
from resolvers.queue import Work
from resolvers.replies import pictures
from resolvers.search import indexing

PROCESSING = timedelta(hours=1)
PAUSE = 1.0  # seconds until a worker that lost Redis tries again
Show = Callable[[str], object]
log = structlog.get_logger()


async def run(settings: Settings, show: Show) -> None:
    """Work until cancelled or told to stop by SIGTERM. Redis and PostgreSQL may go and come back meanwhile.

    `show` is given the text of mail that stays here. Raises ValueError for settings that are not understood.
    """
    _stop_on_sigterm()
    async with connected(settings):
        connect_queue()
        with suppress(asyncio.CancelledError):
            while True:
                await _work_until_lost(settings, show)
                await asyncio.sleep(PAUSE)


async def _work_until_lost(settings: Settings, show: Show) -> None:
    assert settings.redis_url
    client = redis.new_client(settings.redis_url)
    worker = worker_on(client, settings, show)
    try:
        await worker.async_run()
    except (RedisError, OSError) as lost:
        log.warning("redis lost", kind=type(lost).__name__)
    finally:
        await close(worker, client)


async def close(worker: Worker, client: Redis) -> None:
    """End what a worker is doing, which its rows survive, and its connections."""
    for task in worker.tasks.values():
        task.cancel()
    await asyncio.gather(*worker.tasks.values(), return_exceptions=True)
    await client.aclose(close_connection_pool=True)


def worker_on(client: Redis, settings: Settings, show: Show, *, burst: bool = False) -> Worker:
    """arq's worker over these connections. A burst ends when nothing is queued."""
    return Worker(
        functions=[
            func(send_account_mail, name=Work.SEND_ACCOUNT_MAIL, max_tries=1),
            func(process_attachments, name=Work.PROCESS_ATTACHMENTS, max_tries=1, timeout=PROCESSING),
            func(process_inbound_mail, name=Work.PROCESS_INBOUND_MAIL, max_tries=1, timeout=PROCESSING),
            func(fetch_mail, name=Work.FETCH_MAIL, max_tries=1),
            func(remove_blobs, name=Work.REMOVE_BLOBS, max_tries=1),
            func(send_digests, name=Work.SEND_DIGESTS, max_tries=1, timeout=PROCESSING),
            func(forget_old, name=Work.FORGET_OLD, max_tries=1),
        ],
        cron_jobs=[
            cron(send_account_mail, name="cron:send_account_mail", second=0, run_at_startup=True),
            cron(
                process_attachments,
                name="cron:process_attachments",
                second=0,
                run_at_startup=True,
                max_tries=1,
                timeout=PROCESSING,
            ),
            cron(
                send_digests,
                name="cron:send_digests",
                second=set(range(0, 60, 10)),  # as far apart as one person's mails are
                run_at_startup=True,
                max_tries=1,
                timeout=PROCESSING,
            ),
            cron(
                process_inbound_mail,
                name="cron:process_inbound_mail",
                second=15,
                run_at_startup=True,
                max_tries=1,
                timeout=PROCESSING,
            ),
            cron(fetch_mail, name="cron:fetch_mail", second=45, run_at_startup=True, max_tries=1),
            cron(remove_blobs, name="cron:remove_blobs", second=30, run_at_startup=True, max_tries=1),
            cron(
                enter_backlog,
                name="cron:enter_backlog",
                second=50,
                run_at_startup=True,
                max_tries=1,
                timeout=PROCESSING,
            ),
            cron(forget_old, name="cron:forget_old", hour=3, minute=17, second=0),
        ],
        redis_pool=queue_on(client),
        ctx={
            "settings": settings,
            "show": show,
            "processing": Turn(),
            "removing": Turn(),
            "digests": Turn(),
            "inbound": Turn(),
            "fetching": Turn(),
            "entering": Turn(),
        },
        burst=burst,
        handle_signals=False,
        poll_delay=0.5,
        job_timeout=timedelta(minutes=5),
        keep_result=0,
        health_check_interval=30,
        timezone=UTC,
        job_serializer=serialized,
        job_deserializer=json_loads,
        log_results=False,
    )


async def send_account_mail(ctx: dict[Any, Any], *_: object, **__: object) -> None:
    """Send what is due of the outbox; a database that is away is asked again by the clock."""
    try:
        await account_mail.send_due(ctx["settings"], ctx["show"], _now)
    except UNREACHABLE as error:
        log.warning("database away", kind=type(error).__name__)


async def process_attachments(ctx: dict[Any, Any], *_: object, **__: object) -> None:
    """Find out what the uploads that came are; one after another, since images take memory."""
    await _one_at_a_time(ctx["processing"], lambda: attachments.process_due(ctx["settings"], _now))


async def send_digests(ctx: dict[Any, Any], *_: object, **__: object) -> None:
    """Plan and send digests; whoever is at it looks once more when it is done."""
    await _one_at_a_time(ctx["digests"], lambda: sending.send_due(ctx["settings"], _now))


async def process_inbound_mail(ctx: dict[Any, Any], *_: object, **__: object) -> None:
    """Decide what came in, one mail after another, and tell whose answers were not posted."""

    async def work() -> None:
        await inbound_mail.process_due(ctx["settings"], _now)
        await notices.send_due(ctx["settings"], _now)

    await _one_at_a_time(ctx["inbound"], work)


async def fetch_mail(ctx: dict[Any, Any], *_: object, **__: object) -> None:
    """Keep what lies in the mailbox of IMAP_URL, if there is one."""
    await _one_at_a_time(ctx["fetching"], lambda: inbound_imap.fetch(ctx["settings"], _now))


async def remove_blobs(ctx: dict[Any, Any], *_: object, **__: object) -> None:
    """Remove bytes that nothing refers to, and uploads that nobody sent."""
    await _one_at_a_time(ctx["removing"], lambda: attachments.tidy(ctx["settings"], _now))


async def enter_backlog(ctx: dict[Any, Any], *_: object, **__: object) -> None:
    """Make messages from before there was search found."""
    await _one_at_a_time(ctx["entering"], indexing.enter_backlog)


async def _one_at_a_time(turn: Turn, work: Callable[[], Awaitable[object]]) -> None:
    try:
        await turn.take(work)
    except UNREACHABLE as error:
        log.warning("database away", kind=type(error).__name__)


async def forget_old(ctx: dict[Any, Any], *_: object, **__: object) -> None:
    """Drop what is over: links, sessions, attempts, mail, originals of what came in, and logos long unseen."""
    now = _now()
    for kept in (links, sessions, throttles, outbox, digest_outbox, original_mails, pictures):
        await kept.forget_old(now)


def _now() -> datetime:
    return datetime.now(UTC)


def _stop_on_sigterm() -> None:
    task = asyncio.current_task()
    if task is not None:
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
