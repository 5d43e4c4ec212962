"""The one Redis client of a process, with the retries that redis-py leaves out."""

from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import ExponentialBackoff
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import TimeoutError as RedisTimeoutError

_client: Redis | None = None


def client() -> Redis:
    """The process's client. Raises RuntimeError before `connect`."""
    if _client is None:
        raise RuntimeError("Redis is not connected")
    return _client


def new_client(url: str, tries: int = 3) -> Redis:
    """A client that notices dead connections and tries again, by default for about a second, before it gives up."""
    made: Redis = Redis.from_url(
        url,
        health_check_interval=15,
        **({} if url.startswith("unix") else {"socket_keepalive": True}),
        socket_connect_timeout=5,
        retry=Retry(ExponentialBackoff(cap=0.5, base=0.05), tries),
        retry_on_error=[RedisConnectionError, RedisTimeoutError] if tries else [],
    )
    return made


def connect(url: str) -> None:
    """Set the process's client; no connection is made until it is used."""
    global _client  # noqa: PLW0603  one client for a process is what this module is for
    _client = new_client(url)


async def disconnect() -> None:
    """Close the process's client."""
    global _client  # noqa: PLW0603
    if _client is not None:
        await _client.aclose()
        _client = None
