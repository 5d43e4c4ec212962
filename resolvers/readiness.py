"""Whether the servers behind Parlour answer."""

from redis.exceptions import RedisError

from db import redis, sql


async def missing() -> list[str]:
    """The servers that do not answer now."""
    return [name for name, answers in (("PostgreSQL", _database), ("Redis", _redis)) if not await answers()]


async def _database() -> bool:
    try:
        return bool(await sql.rows("SELECT 1"))
    except sql.UNREACHABLE:
        return False


async def _redis() -> bool:
    try:
        return bool(await redis.client().ping())
    except (RedisError, OSError):
        return False
