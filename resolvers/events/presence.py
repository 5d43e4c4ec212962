"""Who of the clients is online, kept in Redis with an end, and told to the rooms they take part in."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import structlog
from redis.exceptions import RedisError

from db import redis
from db.vocabulary import SignalKind
from resolvers.errors import reaching_the_database
from resolvers.events.logs import rooms_of
from resolvers.events.publish import room_signals

LIFE = timedelta(seconds=40)
"""How long somebody counts as online after the last sign of it."""

log = structlog.get_logger()


async def presence_changed(process: UUID, online: set[UUID], offline: set[UUID], now: datetime) -> None:
    """Say which clients a process has sockets of, and which it has no more. Raises UNAVAILABLE; needs no Redis.

    Each person's entry holds one end per process, so that going offline here changes nothing while a socket is open
    elsewhere.
    """
    ends = await _noted(process, online, offline, now)
    with reaching_the_database():
        rooms = await rooms_of(list(ends)) if ends else {}
    signals = [(room_id, person_id, until) for person_id, until in ends.items() for room_id in rooms[person_id]]
    await room_signals(signals, SignalKind.PRESENCE_CHANGED)


async def online_until(person_ids: list[UUID], now: datetime) -> dict[UUID, datetime]:
    """Until when clients count as online, for those who do. Nobody does while Redis is away."""
    try:
        async with redis.client().pipeline(transaction=False) as pipe:
            for person_id in person_ids:
                pipe.zrange(_key(person_id), -1, -1, withscores=True)
            found = await pipe.execute()
    except (RedisError, OSError):
        return {}
    ends = {person_id: last[0][1] for person_id, last in zip(person_ids, found, strict=True) if last}
    return {person_id: _moment(end) for person_id, end in ends.items() if _moment(end) > now}


async def _noted(process: UUID, online: set[UUID], offline: set[UUID], now: datetime) -> dict[UUID, datetime]:
    """Write the ends down and read what they now are, over all processes."""
    people = [*online, *offline]
    try:
        async with redis.client().pipeline(transaction=False) as pipe:
            for person_id in people:
                if person_id in online:
                    pipe.zadd(_key(person_id), {process.hex: (now + LIFE).timestamp()})
                else:
                    pipe.zrem(_key(person_id), process.hex)
                pipe.expire(_key(person_id), LIFE)
            await pipe.execute()
    except (RedisError, OSError) as error:
        log.warning("presence not noted", kind=type(error).__name__)
        return {}
    still = await online_until(people, now)
    return {person_id: still.get(person_id, now) for person_id in people}


def _key(person_id: UUID) -> str:
    return f"online:{person_id.hex}"


def _moment(timestamp: float) -> datetime:
    return datetime.fromtimestamp(timestamp, UTC)
