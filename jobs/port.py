"""The domain's hints on arq's queue: names only, as JSON, with nothing that could be lost when one is."""

import json
from typing import Any

from arq.connections import ArqRedis
from arq.constants import default_queue_name, health_check_key_suffix
from redis.asyncio import Redis

from db import redis
from resolvers import queue
from resolvers.queue import Work


def serialized(job: dict[str, Any]) -> bytes:
    """A job as JSON. What went wrong in one is told in words, since exceptions are no JSON."""
    return json.dumps(job, default=str).encode()


def json_loads(job: bytes) -> dict[str, Any]:
    """A job out of its JSON."""
    found: dict[str, Any] = json.loads(job)
    return found


def queue_on(client: Redis) -> ArqRedis:
    """arq's client over the connections of ours."""
    return ArqRedis(client.connection_pool, job_serializer=serialized, job_deserializer=json_loads)


def connect_queue() -> None:
    """Let this process pass hints on to workers. Redis need not be up yet."""
    connection = queue_on(redis.client())

    async def enqueue(work: Work) -> None:
        await connection.enqueue_job(work.value, _expires=600)

    queue.connect(enqueue)


async def is_worker_at_work() -> bool:
    """Whether a worker gave a sign of life in the last half minute. Raises RedisError."""
    return bool(await redis.client().exists(default_queue_name + health_check_key_suffix))
