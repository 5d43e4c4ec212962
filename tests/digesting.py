"""What tests about digests need: a relay, the clock, and everything that was said to anybody."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from email.message import EmailMessage
from typing import Any

import pytest_asyncio

from db import sql
from db.settings import Settings
from jobs.digests.sending import send_due
from tests.cast import NOON, Firm
from tests.relay import Relay, listening

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
RINGS = NOON + 30 * MINUTE
FROM = "Parlour <notify@larch.example>"
INBOUND = {"inbound_domain": "in.larch.example"}


async def nothing_due() -> None:
    """Let no other test's clock ring and no other test's mail leave."""
    await sql.execute("UPDATE room SET digest_due_at = NULL")
    await sql.execute("UPDATE digest_mail SET state = 'CANCELLED' WHERE state IN ('PLANNED', 'SENDING', 'UNKNOWN')")
    await sql.execute("UPDATE account_mail SET state = 'FAILED' WHERE state IN ('PENDING', 'SENDING')")


@pytest_asyncio.fixture
async def relay(database: Settings) -> AsyncIterator[Relay]:
    """A relay, and nothing due from other tests."""
    await nothing_due()
    async with listening() as found:
        yield found
    await nothing_due()


def sending_to(settings: Settings, relay: Relay, **changes: Any) -> Settings:
    """Settings of a worker that sends to this relay."""
    usual = {"smtp_url": relay.url, "mail_from": FROM, "mail_per_domain": 1000.0}
    return settings.model_copy(update=usual | changes)


async def deliver(settings: Settings, relay: Relay, now: datetime, **changes: Any) -> list[str]:
    """Have due digests sent, and tell to whom, in the order of the alphabet."""
    before = len(relay.taken)
    await send_due(sending_to(settings, relay, **changes), lambda: now)
    return sorted(recipient.partition("@")[0] for recipient, _ in relay.taken[before:])


def text_of(message: EmailMessage, kind: str = "plain") -> str:
    """One form of a mail."""
    body = message.get_body((kind,))
    assert body is not None
    content: str = body.get_content()
    return content.replace("\r\n", "\n")


async def outbox_of(firm: Firm) -> list[tuple[str, str, str | None]]:
    """Every mail of a firm: to whom, where it stands, and why."""
    rows = await sql.rows(
        "SELECT person.name, state, reason FROM digest_mail d JOIN person ON person.id = d.person_id"
        " WHERE d.workspace_id = $1 ORDER BY name, d.created_at",
        firm.id,
    )
    return [(row["name"], row["state"], row["reason"]) for row in rows]
