"""Opens and closes what a process needs of PostgreSQL and Redis."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from asyncpg import Connection
from tortoise import Tortoise

from db import redis, storage
from db.settings import Settings, use

APP = "parlour"


@asynccontextmanager
async def connected(settings: Settings) -> AsyncIterator[None]:
    """Hold the database pool, the Redis client and the storage open for the block.

    Raises ValueError when DATABASE_URL or REDIS_URL is missing, or a setting is not understood. Neither server
    needs to be up yet.
    """
    if not settings.database_url or not settings.redis_url:
        raise ValueError("DATABASE_URL and REDIS_URL must name a PostgreSQL and a Redis server")
    await Tortoise.init(
        config=tortoise_config(settings.database_url, settings.database_pool), _enable_global_fallback=True
    )
    redis.connect(settings.redis_url)
    use(settings)
    try:
        storage.connect(settings)
        yield
    finally:
        await storage.disconnect()
        await redis.disconnect()
        await Tortoise.close_connections()


def tortoise_config(database_url: str, pool: int) -> dict[str, Any]:
    """Tortoise's configuration for one PostgreSQL: models, migrations and a pool of at most `pool` connections."""
    credentials = {**asyncpg_arguments(database_url), "minsize": 1, "maxsize": pool, "reset": _nothing_to_reset}
    return {
        "connections": {"default": {"engine": "tortoise.backends.asyncpg", "credentials": credentials}},
        "apps": {APP: {"models": ["db.models"], "default_connection": "default", "migrations": "db.migrations"}},
        "use_tz": True,
        "timezone": "UTC",
    }


def asyncpg_arguments(database_url: str) -> dict[str, Any]:
    """Split a `postgres://` URL; `?host=/folder` is a Unix socket and `?sslmode=` as libpq has it."""
    url = urlsplit(database_url)
    if url.scheme not in {"postgres", "postgresql"}:
        raise ValueError("DATABASE_URL must begin with postgres:// or postgresql://")
    query = dict(parse_qsl(url.query))
    given: dict[str, Any] = {
        "host": query.pop("host", url.hostname or "localhost"),
        "port": url.port or int(query.pop("port", 5432)),
        "user": unquote(url.username or "postgres"),
        "password": unquote(url.password) if url.password else None,
        "database": unquote(url.path.lstrip("/")) or "postgres",
    }
    if sslmode := query.pop("sslmode", None):
        given["ssl"] = sslmode
    if cache := query.pop("statement_cache_size", None):
        given["statement_cache_size"] = int(cache)
    if query:
        raise ValueError(f"DATABASE_URL has a parameter that is not understood: {', '.join(query)}")
    return given


async def _nothing_to_reset(connection: Connection) -> None:
    """Spare a round trip at each release: locks and settings here last a transaction, so nothing is left behind."""
