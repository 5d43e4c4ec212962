"""Listens to Redis for wake-ups, through every restart of it."""

import asyncio
import contextlib
import json
from collections.abc import Callable

import structlog
from redis.asyncio.client import PubSub
from redis.exceptions import RedisError

from db import redis
from resolvers.events.publish import ENDED, Fact, speak_again

PAUSE = 0.5  # seconds between two tries to reach Redis

log = structlog.get_logger()


class Follower:
    """The one Redis subscription of a process. Channels come and go; the connection may too."""

    def __init__(self, url: str, heard: Callable[[str, Fact], None], joined: Callable[[str], None]) -> None:
        """`heard` gets every fact; `joined` is called when Redis confirms a channel, after a restart again."""
        self.url = url
        self.heard = heard
        self.joined = joined
        self.wanted = {ENDED}
        self.held: set[str] = set()
        self.changed = asyncio.Event()

    def follow(self, channel: str) -> None:
        """Listen to a channel from now on."""
        self.wanted.add(channel)
        self.changed.set()

    def unfollow(self, channel: str) -> None:
        """Stop listening to a channel."""
        self.wanted.discard(channel)
        self.changed.set()

    async def run(self) -> None:
        """Listen until cancelled. Redis may be away at any time, from the start too.

        Each connection has a task of its own: until Python 3.11.3 a task group that failed leaves the task it stood in
        half cancelled, and the next timeout of redis-py ends it for good.
        """
        while True:
            try:
                await asyncio.create_task(self.listen_once())
            except* (RedisError, OSError) as lost:
                log.warning("redis lost", kind=type(lost.exceptions[0]).__name__)
            await asyncio.sleep(PAUSE)

    async def listen_once(self) -> None:
        """Listen over one connection, which is never mended: what came meanwhile is lost, so all is joined anew."""
        async with contextlib.aclosing(redis.new_client(self.url, tries=0)) as client, client.pubsub() as pubsub:
            self.held = set()
            await self.catch_up(pubsub)
            speak_again()
            async with asyncio.TaskGroup() as group:
                group.create_task(self.keep_up(pubsub))
                group.create_task(self.listen(pubsub))

    async def keep_up(self, pubsub: PubSub) -> None:
        """Tell Redis about channels that are wanted or not wanted any more."""
        while True:
            await self.changed.wait()
            await self.catch_up(pubsub)

    async def catch_up(self, pubsub: PubSub) -> None:
        """Subscribe to and unsubscribe from what changed, many channels at a time."""
        self.changed.clear()
        new, old = self.wanted - self.held, self.held - self.wanted
        self.held = set(self.wanted)
        if new:
            await pubsub.subscribe(*new)
        if old:
            await pubsub.unsubscribe(*old)

    async def listen(self, pubsub: PubSub) -> None:
        """Pass on what arrives."""
        async for message in pubsub.listen():
            channel = message["channel"].decode()
            match message["type"]:
                case "subscribe":
                    self.joined(channel)
                case "message":
                    self.pass_on(channel, message["data"])
        raise ConnectionError("Redis ended the subscription")

    def pass_on(self, channel: str, data: bytes) -> None:
        """Hand over one fact; what cannot be read is not ours."""
        try:
            fact = json.loads(data)
        except ValueError:
            return
        if isinstance(fact, dict):
            self.heard(channel, fact)
