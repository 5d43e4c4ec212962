"""`parlour up`: everything on one machine, under one supervisor."""

import asyncio
import os
import signal
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace

from db.embedded.child import supervised
from db.embedded.program import Program
from db.settings import Settings
from jobs.digests.answering import DOMAIN
from portal_web.cli import database, demo, servers
from portal_web.cli.console import errors, out, steps
from portal_web.cli.readiness import answers, both_urls, greets, listen, mail_relay, redis_answers

LOOPBACK = ("127.0.0.1", "localhost", "::1")
# -P: a folder of the same name where the person stands is not our code.
COMMAND = (sys.executable, "-P", "-m", "portal_web.cli")


def run(settings: Settings, web_processes: int) -> None:
    """Run every part until told to stop. Raises CannotRun, EmbeddedError."""
    mail_relay(settings)
    with listen(settings.host, settings.port) as listening, stoppable(), ExitStack() as stack:
        with steps() as begin:
            settings = both_urls(stack.enter_context(servers.run_here(settings, begin)))
            asyncio.run(redis_answers(settings))
            database.bring_up_to_date(settings, begin)
            has_demo = demo.set_up_where_empty(settings, begin)
            begin("Starting web and worker")
            settings, inbound = with_listener(settings, stack)
            for program in (*web(settings, listening, web_processes), *inbound, worker(settings)):
                stack.enter_context(supervised(program))
        introduce(settings, has_demo)
        threading.Event().wait()


def introduce(settings: Settings, has_demo: bool) -> None:
    """Say where to go, and as whom."""
    if has_demo:
        demo.introduce()
    out.print(f"\nSign in at   [bold]{settings.base_url}/[/]")
    out.print(f"GraphiQL     {settings.base_url}/graphiql")
    if shows_mail(settings):
        out.print(f"Mail kept    {settings.base_url}/dev/mail")
    out.print("\nCtrl-C stops everything.")


def web(settings: Settings, listening: socket.socket, count: int) -> list[Program]:
    """The web processes. All accept from one socket, which waits here while they are restarted."""
    fd, address = listening.fileno(), listening.getsockname()[:2]
    one = _part("web", settings, "web", "--inherited", str(fd))
    one = replace(one, inherited=(fd,), ready=lambda _: answers(address))
    return [replace(one, name=f"web {number}") for number in range(1, count + 1)] if count > 1 else [one]


def worker(settings: Settings) -> Program:
    """The worker process."""
    return _part("worker", settings, "worker")


def with_listener(settings: Settings, stack: ExitStack) -> tuple[Settings, list[Program]]:
    """The process that answers come to by SMTP, and settings that name it; none where answers cannot come.

    Where mail stays here it has a port of its own, which the local page knows. Raises CannotRun.
    """
    if settings.inbound_domain is None and not (shows_mail(settings) and settings.smtp_url is None):
        return settings, []
    if settings.inbound_domain is None:
        settings = settings.model_copy(
            update={"inbound_domain": DOMAIN, "inbound_smtp_host": LOOPBACK[0], "inbound_smtp_port": 0}
        )
    listening = stack.enter_context(listen(settings.inbound_smtp_host, settings.inbound_smtp_port))
    settings = settings.model_copy(update={"inbound_smtp_port": listening.getsockname()[1]})
    fd, address = listening.fileno(), listening.getsockname()[:2]
    one = _part("mail", settings, "mail", "listen", "--inherited", str(fd))
    return settings, [replace(one, inherited=(fd,), ready=lambda _: greets(address))]


def shows_mail(settings: Settings) -> bool:
    """Whether mail is shown on a page: when asked for, or when it goes nowhere and only this machine can come."""
    return settings.development or (settings.smtp_url is None and settings.host in LOOPBACK)


def environment(settings: Settings) -> dict[str, str]:
    """The environment that gives a child these settings."""
    ours = {name.upper(): str(value) for name, value in settings.model_dump(exclude_none=True).items()}
    return os.environ | ours | {"DEVELOPMENT": str(shows_mail(settings)), "PYTHONUNBUFFERED": "1"}


@contextmanager
def stoppable() -> Iterator[None]:
    """End the block at Ctrl-C or SIGTERM; further signals do not disturb the stopping."""
    before = {number: signal.signal(number, _stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        with suppress(KeyboardInterrupt):
            yield
        out.print("Stopped.")
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _stop(_number: int, _frame: object) -> None:
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    raise KeyboardInterrupt


def _part(name: str, settings: Settings, *arguments: str) -> Program:
    return Program(
        name=name,
        argv=[*COMMAND, *arguments],
        env=environment(settings),
        tries=1,
        on_death=_tell_death,
    )


def _tell_death(name: str, status: int) -> None:
    how = signal.Signals(-status).name if status < 0 else f"status {status}"
    errors.print(f"[yellow]{name} ended ({how})[/]")
