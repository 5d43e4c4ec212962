"""Mails that wait to be decided, taken by one worker at a time."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from db.queries import inbound_mail as queries
from db.sql import Row
from db.vocabulary import MailSource

LEASE = timedelta(minutes=5)
"""How long a worker may take for one mail before another tries it."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """A mail that one worker has taken. `attempt` tells this taking from earlier and later ones.

    `is_accepted`: somebody of the team took it out of the tray, and answers for who wrote it.
    """

    id: UUID
    source: MailSource
    sender: str | None
    recipients: tuple[str, ...]
    storage_key: str
    size: int
    sha256: bytes
    checks: tuple[tuple[str, str, str], ...]
    attempt: int
    is_accepted: bool


async def claim_due(now: datetime, limit: int) -> list[Claimed]:
    """Take mails that nobody has decided yet; two workers never take the same."""
    return [_claimed(row) for row in await queries.claim(now, now + LEASE, limit)]


async def postpone(mail: Claimed, until: datetime, *, counts: bool) -> None:
    """Leave a mail alone for a while. `counts`: whether this was one of the attempts that a mail gets."""
    await queries.postpone(mail.id, mail.attempt, until, 0 if counts else 1)


def _claimed(row: Row) -> Claimed:
    checks = json.loads(row["checks"]) if isinstance(row["checks"], str) else row["checks"]
    return Claimed(
        id=row["id"],
        source=MailSource(row["source"]),
        sender=row["envelope_from"],
        recipients=tuple(row["envelope_to"]),
        storage_key=row["storage_key"],
        size=row["size"],
        sha256=bytes(row["sha256"]),
        checks=tuple((method, result, domain) for method, result, domain in checks),
        attempt=row["attempts"],
        is_accepted=row["is_accepted"],
    )
