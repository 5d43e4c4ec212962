"""What must be in order before a command starts: settings that make sense, a free port."""

import os
import socket

from pydantic import ValidationError
from redis.asyncio import Redis
from redis.exceptions import RedisError

from db.connection import asyncpg_arguments
from db.redis import new_client
from db.settings import Settings
from db.storage import bucket
from jobs.inbound_imap import mailbox_of
from jobs.smtp import relay_of
from portal_web.cli.problems import CannotRun

BACKLOG = 2048
ANYWHERE = ("0.0.0.0", "::")  # noqa: S104  only recognised here


def settings_with(**given: object) -> Settings:
    """The settings of the environment with what the command line says. Raises CannotRun."""
    try:
        settings = Settings().model_copy(update={name: value for name, value in given.items() if value is not None})
    except ValidationError as problem:
        raise CannotRun("; ".join(_complaint(error["loc"], error["msg"]) for error in problem.errors())) from problem
    if "base_url" in settings.model_fields_set:
        return settings
    return settings.model_copy(update={"base_url": f"http://{_visible(settings.host)}:{settings.port}"})


def both_urls(settings: Settings) -> Settings:
    """The settings again, when they name both servers in a form that is understood. Raises CannotRun."""
    if not settings.database_url or not settings.redis_url:
        raise CannotRun("set DATABASE_URL and REDIS_URL, or run `parlour up`, which brings both servers")
    database_address(settings)
    _redis_client(settings)
    _storage(settings)
    return settings


def database_address(settings: Settings) -> str:
    """DATABASE_URL, when it is understood. Raises CannotRun."""
    if not settings.database_url:
        raise CannotRun("set DATABASE_URL, or run `parlour up`, which brings a database")
    try:
        asyncpg_arguments(settings.database_url)
    except ValueError as problem:
        raise CannotRun(f"DATABASE_URL is not understood: {problem}") from problem
    return settings.database_url


def _storage(settings: Settings) -> None:
    try:
        if settings.storage_url:
            bucket.opened(settings)
    except ValueError as problem:
        raise CannotRun(str(problem)) from problem


def mail_relay(settings: Settings) -> None:
    """Return when SMTP_URL and IMAP_URL are understood, or not set. Raises CannotRun."""
    try:
        if settings.smtp_url:
            relay_of(settings.smtp_url)
        if settings.imap_url:
            mailbox_of(settings.imap_url)
    except ValueError as problem:
        raise CannotRun(str(problem)) from problem


async def redis_answers(settings: Settings) -> None:
    """Return when the server of REDIS_URL answers. Raises CannotRun."""
    client = _redis_client(settings)
    try:
        await client.ping()
    except (RedisError, OSError) as problem:
        raise CannotRun(f"cannot use REDIS_URL: {problem}") from problem
    finally:
        await client.aclose()


def answers(address: tuple[str, int]) -> bool:
    """Whether a web process answers HTTP there, whatever it says."""
    try:
        with socket.create_connection(address, timeout=1) as connection:
            connection.sendall(b"HEAD / HTTP/1.0\r\n\r\n")
            return connection.recv(8).startswith(b"HTTP/1.")
    except OSError:
        return False


def greets(address: tuple[str, int]) -> bool:
    """Whether an SMTP server greets there (RFC 5321, 3.1)."""
    try:
        with socket.create_connection(address, timeout=1) as connection:
            return connection.recv(4).startswith(b"220")
    except OSError:
        return False


def listen(host: str, port: int) -> socket.socket:
    """A listening socket. Raises CannotRun when the port is taken or the address is not ours."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=BACKLOG)
    except OSError as problem:
        reason = os.strerror(problem.errno) if problem.errno and problem.errno > 0 else str(problem)
        raise CannotRun(f"cannot listen on {host}:{port}: {reason.lower()} (choose another with --port)") from problem


def _visible(host: str) -> str:
    if host in ANYWHERE:
        return "127.0.0.1"
    return f"[{host}]" if ":" in host else host


def _redis_client(settings: Settings) -> Redis:
    try:
        return new_client(settings.redis_url or "", tries=0)
    except ValueError as problem:
        raise CannotRun(f"REDIS_URL is not understood: {problem}") from problem


def _complaint(where: tuple[int | str, ...], message: str) -> str:
    return f"{'.'.join(str(part) for part in where).upper()}: {message}"
