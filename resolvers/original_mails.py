"""Mails as they came, for the team of their room: the whole text, the bytes by a link, until they are forgotten."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID

from db import sql
from db.queries import original_mails as queries
from db.settings import current
from db.vocabulary import AuditAction
from resolvers import audit, visibility
from resolvers.attachments import tickets
from resolvers.attachments.downloads import GRID, Served
from resolvers.errors import not_found
from resolvers.mail_views import OriginalMailView
from resolvers.viewer import Viewer

FILE_NAME = "mail.eml"


async def original_mails(viewer: Viewer, message_ids: Sequence[UUID]) -> dict[UUID, OriginalMailView]:
    """The mails that messages came by, in one statement; none for clients."""
    if not visibility.sees(viewer, visibility.Facet.ORIGINAL_MAILS):
        return {}
    rows = await queries.of_messages(viewer.id, list(message_ids))
    shown = ((row["message_id"], visibility.original_mail_as_seen_by(viewer, row)) for row in rows)
    return {message_id: view for message_id, view in shown if view}


def link_for(mail_id: UUID, now: datetime) -> str:
    """A link to a mail's bytes that is good for five to ten minutes, for whoever may have them then."""
    expires_at = datetime.fromtimestamp((int(now.timestamp()) // GRID + 2) * GRID, UTC)
    return f"{current().base_url}/mails/{tickets.seal(tickets.MAIL, mail_id, expires_at, 0)}/{FILE_NAME}"


async def mail_for(ticket: str, viewer: Viewer | None, now: datetime) -> Served:
    """The bytes behind a link, authorised again now, and written down that the viewer had them.

    Raises the one NOT_FOUND: for guessed and expired links, clients, others' rooms, after removal from the room or
    deletion of the message, once forgotten, and when nobody is signed in.
    """
    mail_id, _, _ = tickets.opened(tickets.MAIL, ticket, now)
    sees = viewer is not None and visibility.sees(viewer, visibility.Facet.ORIGINAL_MAILS)
    row = await queries.served(mail_id, viewer.id) if viewer and sees else None
    if viewer is None or row is None:
        raise not_found("File")
    await audit.record(
        viewer,
        AuditAction.ORIGINAL_MAIL_OPENED,
        now,
        room_id=row["room_id"],
        person_ids=[row["person_id"]],
        message_id=row["message_id"],
    )
    return Served(row["storage_key"], "message/rfc822", FILE_NAME, row["size"], inline=False, is_mail=True)


async def forget_of_message(message_id: UUID, now: datetime) -> None:
    """Make a message's mail unreachable, inside the transaction that deletes it; its bytes go by a job."""
    await queries.forget_of_message(message_id, now)


async def forget_old(now: datetime) -> int:
    """Have bytes removed that were decided so many days ago (a setting); answers how many.

    What is held stays until it is decided. The whole text of what stands in a room stays with its message.
    """
    async with sql.transaction():
        return await queries.forget_older(now - timedelta(days=current().mail_retention_days), now)
