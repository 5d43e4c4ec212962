"""Tells other processes that something changed: a wake-up, never the truth, which is in the rows."""

import json
import time
from datetime import datetime
from typing import Any
from uuid import UUID

import structlog
from redis.exceptions import RedisError

from db import redis
from db.vocabulary import SignalKind

PATIENCE = 1.0  # seconds for which nothing more is published after a failure, so that writing stays fast without Redis
ENDED = "ended"

Fact = dict[str, Any]

log = structlog.get_logger()
_silent_until = 0.0


async def room_changed(room_id: UUID, team_seq: int, membership_version: int) -> None:
    """Wake those who follow a room. Call after the commit."""
    await publish(room_channel(room_id), {"s": team_seq, "v": membership_version})


async def room_signal(room_id: UUID, kind: SignalKind, person_id: UUID, until: datetime) -> None:
    """Pass on what is never stored: a client types, or is online, until then."""
    await room_signals([(room_id, person_id, until)], kind)


async def room_signals(signals: list[tuple[UUID, UUID, datetime]], kind: SignalKind) -> None:
    """Pass on many signals of a kind: the room, the client, and until when it holds."""
    facts: list[tuple[str, Fact]] = [
        (room_channel(room_id), {"k": kind, "p": person_id.hex, "u": until.isoformat()})
        for room_id, person_id, until in signals
    ]
    await publish_all(facts)


async def person_changed(person_id: UUID, seq: int) -> None:
    """Wake those who follow a person's own inbox. Call after the commit."""
    await publish(person_channel(person_id), {"s": seq})


async def session_ended(session_id: UUID) -> None:
    """Close the sockets of a session that was revoked."""
    await publish(ENDED, {"s": session_id.hex})


async def person_ended(person_id: UUID) -> None:
    """Close the sockets of a person who was deactivated."""
    await publish(ENDED, {"p": person_id.hex})


def room_channel(room_id: UUID) -> str:
    """The channel of a room."""
    return f"room:{room_id.hex}"


def person_channel(person_id: UUID) -> str:
    """The channel of a person's inbox."""
    return f"person:{person_id.hex}"


def speak_again() -> None:
    """Redis has been reached: publish without waiting any longer."""
    global _silent_until  # noqa: PLW0603
    _silent_until = 0.0


async def publish(channel: str, fact: Fact) -> None:
    """Publish one fact, or log that it failed."""
    await publish_all([(channel, fact)])


async def publish_all(facts: list[tuple[str, Fact]]) -> None:
    """Publish, or log that it failed: the periodic look of the followers finds the rows."""
    global _silent_until  # noqa: PLW0603  one Redis for a process, so one memory of its absence
    if not facts or time.monotonic() < _silent_until:
        return
    try:
        async with redis.client().pipeline(transaction=False) as pipe:
            for channel, fact in facts:
                pipe.publish(channel, json.dumps(fact))
            await pipe.execute()
    except (RedisError, OSError) as error:
        _silent_until = time.monotonic() + PATIENCE
        log.warning("publishing failed", channel=facts[0][0].partition(":")[0], kind=type(error).__name__)
