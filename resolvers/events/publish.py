"""Tells other processes that something changed: a wake-up, never the truth, which is in the rows."""

import json
import time
from datetime import datetime
from uuid import UUID

import structlog
from redis.exceptions import RedisError

from db import redis
from db.vocabulary import SignalKind

PATIENCE = 1.0  # seconds for which nothing more is published after a failure, so that writing stays fast without Redis
ENDED = "ended"

log = structlog.get_logger()
_silent_until = 0.0


async def room_changed(room_id: UUID, team_seq: int, membership_version: int) -> None:
    """Wake those who follow a room. Call after the commit."""
    await publish(room_channel(room_id), {"s": team_seq, "v": membership_version})


async def room_signal(room_id: UUID, kind: SignalKind, person_id: UUID, until: datetime) -> None:
    """Pass on what is never stored: a client types, or is online, until then."""
    await publish(room_channel(room_id), {"k": kind, "p": person_id.hex, "u": until.isoformat()})


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


async def publish(channel: str, fact: dict[str, object]) -> None:
    """Publish, or log that it failed: the periodic look of the followers finds the rows."""
    global _silent_until  # noqa: PLW0603  one Redis for a process, so one memory of its absence
    if time.monotonic() < _silent_until:
        return
    try:
        await redis.client().publish(channel, json.dumps(fact))
    except (RedisError, OSError) as error:
        _silent_until = time.monotonic() + PATIENCE
        log.warning("publishing failed", channel=channel.partition(":")[0], kind=type(error).__name__)
