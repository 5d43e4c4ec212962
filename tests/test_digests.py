"""Digests by real SMTP: when rooms' clocks ring, everybody who has not read gets one mail about each room."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from email.message import EmailMessage
from typing import Any
from uuid import UUID

import pytest_asyncio

from db import sql
from db.settings import Settings
from jobs.digests.sending import send_due
from tests.cast import NOON, Firm, room_with, say
from tests.relay import Relay, listening

MINUTE = timedelta(minutes=1)
RINGS = NOON + 30 * MINUTE


@pytest_asyncio.fixture
async def relay(database: Settings) -> AsyncIterator[Relay]:
    """A relay, and no other test's clock about to ring."""
    await sql.execute("UPDATE room SET digest_due_at = NULL")
    await sql.execute("UPDATE digest_mail SET state = 'CANCELLED' WHERE state IN ('PLANNED', 'SENDING', 'UNKNOWN')")
    async with listening() as found:
        yield found


async def deliver(settings: Settings, relay: Relay, now: datetime, **changes: Any) -> list[str]:
    """Have due digests sent, and tell to whom there were any."""
    before = len(relay.taken)
    changed = {"smtp_url": relay.url, "mail_from": "Parlour <notify@larch.example>", "mail_per_domain": 1000.0}
    await send_due(settings.model_copy(update=changed | changes), lambda: now)
    return sorted(recipient for recipient, _ in relay.taken[before:])


def text_of(message: EmailMessage) -> str:
    body = message.get_body(("plain",))
    assert body is not None
    return body.get_content().replace("\r\n", "\n")


async def outbox_of(firm: Firm) -> list[tuple[UUID, str, str | None]]:
    rows = await sql.rows("SELECT person_id, state, reason FROM digest_mail WHERE workspace_id = $1", firm.id)
    return sorted(((row["person_id"], row["state"], row["reason"]) for row in rows), key=str)


async def test_everybody_who_has_not_read_gets_one_mail_when_the_clock_rings(
    firm: Firm, database: Settings, relay: Relay
):
    room = await room_with(firm.tess, firm.theo, firm.cleo, firm.carl)
    await say(firm.tess, room, "Good morning")
    await say(firm.cleo, room, "Good morning, Tess", NOON + MINUTE)
    assert await deliver(database, relay, RINGS - MINUTE) == []
    assert await deliver(database, relay, RINGS) == ["carl@client.example", "tess@larch.example", "theo@larch.example"]
    assert await deliver(database, relay, RINGS + timedelta(hours=5)) == []
    by_reader = {recipient: text_of(message) for recipient, message in relay.taken}
    assert "Good morning, Tess" in by_reader["tess@larch.example"]
    assert "Tess, November 21" not in by_reader["tess@larch.example"]
    assert "Tess, November 21, 2026, 12:00" in by_reader["carl@client.example"]
