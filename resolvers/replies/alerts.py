"""Tells the team of held mail: whoever has the room open, and once a day its manager where a machine seems to write."""

from datetime import datetime
from uuid import UUID

from db.queries import held_alerts as queries
from db.vocabulary import EventKind, HeldReason, MailKind
from resolvers import account_mail, facts
from resolvers.facts import Changes, Fact
from resolvers.replies.answers import Bound


async def held(bound: Bound, reason: str | None, now: datetime) -> Changes:
    """A mail is held. Call it inside the transaction that decides."""
    if reason == HeldReason.TOO_MANY:
        await _alert_once(bound, now)
    return await changed(bound.room_id, now)


async def changed(room_id: UUID, now: datetime) -> Changes:
    """What is held of a room's mail is not what it was. Call it inside the transaction that makes it true."""
    fact = Fact(EventKind.HELD_MAILS_CHANGED)
    return await facts.record_in_room(room_id, [fact], now, membership_changed=False)


async def _alert_once(bound: Bound, now: datetime) -> None:
    manager = await queries.first_today(bound.workspace_id, bound.room_id, bound.person_id, now.date())
    if manager:
        await account_mail.write(bound.workspace_id, MailKind.MAIL_FLOOD, manager["id"], manager["email"], now)
