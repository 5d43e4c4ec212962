"""Notices about answers that were not posted: at most one for each reason, address and day."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from db.queries import notices as queries
from db.vocabulary import HeldReason, InboundState, MailState, RefusedReason
from resolvers.replies.answers import Bound, NoticeTo

LEASE = timedelta(minutes=10)
WAIT = timedelta(minutes=15)
MOST_TRIES = 8
TOLD = frozenset({InboundState.HELD, InboundState.REFUSED})
UNTOLD: frozenset[str] = frozenset({HeldReason.TOO_MANY, RefusedReason.REJECTED, RefusedReason.TOKEN_UNKNOWN})
"""Reasons that only a machine would read, or that are between the team and nobody else."""


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice to send."""

    id: UUID
    reason: str
    recipient: str
    in_reply_to: str | None
    attempt: int
    locale: str
    workspace_name: str


async def write(mail_id: UUID, bound: Bound, reason: str, to: NoticeTo, now: datetime) -> None:
    """Have a notice sent, inside the transaction that decides; nothing where one was written today."""
    if reason in UNTOLD:
        return
    address_hash = hashlib.sha256(to.address.lower().encode()).digest()
    place = (uuid4(), bound.workspace_id, bound.person_id, mail_id)
    await queries.add(place, address_hash, reason, to.address, to.in_reply_to, now)


async def claim_due(now: datetime, limit: int) -> list[Notice]:
    """Take notices to send; they come back at the end of a lease."""
    rows = await queries.claim(now, now + LEASE, limit)
    return [Notice(**{("attempt" if name == "attempts" else name): row[name] for name in row}) for row in rows]


async def mark_done(notice: Notice, state: MailState) -> None:
    """It was sent, kept, or will never be taken."""
    await queries.done(notice.id, state.value)


async def mark_undelivered(notice: Notice, now: datetime) -> None:
    """The relay did not take it, for now."""
    if notice.attempt >= MOST_TRIES:
        await queries.done(notice.id, MailState.FAILED.value)
        return
    await queries.again(notice.id, now + WAIT)
