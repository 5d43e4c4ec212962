"""Attachments as parts of messages: sent with them, shown with them, gone with them."""

import json
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from db.queries import attachments as queries
from db.settings import current
from db.sql import Row
from db.vocabulary import AttachmentState
from resolvers import visibility
from resolvers.errors import DomainError, ErrorCode, invalid, not_found
from resolvers.viewer import Viewer
from resolvers.views import AttachmentView

MOST_FILES = 20


def require_few(upload_ids: Sequence[UUID]) -> None:
    """Refuse more files than a message may have, and the same one twice: LIMIT_EXCEEDED, INVALID."""
    if len(upload_ids) > MOST_FILES:
        raise DomainError(ErrorCode.LIMIT_EXCEEDED, f"A message may have {MOST_FILES} files.", ("uploadIds",))
    if len(set(upload_ids)) < len(upload_ids):
        raise invalid("A file can be sent once.", "uploadIds")


async def attach(viewer: Viewer, message_id: UUID, room_id: UUID, upload_ids: Sequence[UUID]) -> None:
    """Make the viewer's uploads parts of a message, inside the transaction that writes it.

    Raises NOT_FOUND for uploads that are not the viewer's or were sent, UPLOAD_INCOMPLETE, UPLOAD_REFUSED with the
    reason, LIMIT_EXCEEDED stating what a message may have; the transaction then leaves nothing.
    """
    attached = await queries.attach(message_id, room_id, list(upload_ids), viewer.id)
    if len(attached) < len(upload_ids):
        raise await _why(viewer, upload_ids, {row["id"] for row in attached})
    limit = current().message_limit
    if sum(row["size"] for row in attached) > limit:
        raise DomainError(
            ErrorCode.LIMIT_EXCEEDED, f"The files of a message may have {limit:,} bytes together.", ("uploadIds",)
        )


async def _why(viewer: Viewer, upload_ids: Sequence[UUID], attached: set[UUID]) -> DomainError:
    missing = [upload_id for upload_id in upload_ids if upload_id not in attached]
    rows = {row["id"]: row for row in await queries.own(viewer.id, missing)}
    states = [rows[upload_id]["state"] if upload_id in rows else None for upload_id in missing]
    if AttachmentState.REFUSED in states:
        reason = next(row["refusal"] for row in rows.values() if row["state"] == AttachmentState.REFUSED)
        return DomainError(ErrorCode.UPLOAD_REFUSED, f"This file cannot be sent: {reason}.", ("uploadIds",))
    if states == [AttachmentState.UPLOADING] * len(states):
        return DomainError(ErrorCode.UPLOAD_INCOMPLETE, "The bytes are not all there yet.", ("uploadIds",))
    return not_found("Upload", "uploadIds")


async def attachments_of(viewer: Viewer, message_ids: Sequence[UUID]) -> dict[UUID, list[AttachmentView]]:
    """The attachments of messages in rooms that the viewer takes part in, in one statement."""
    found: dict[UUID, list[AttachmentView]] = {message_id: [] for message_id in message_ids}
    for row in await queries.of_messages(viewer.id, list(message_ids)):
        found[row["message_id"]].append(_shown(viewer, row))
    return found


async def find_attachment(viewer: Viewer, attachment_id: UUID) -> AttachmentView | None:
    """An attachment of a message that the viewer may read; None for every other id, and once the message is gone."""
    row = await queries.of_reader(viewer.id, attachment_id)
    return _shown(viewer, row) if row else None


def _shown(viewer: Viewer, row: Row) -> AttachmentView:
    return visibility.attachment_as_seen_by(viewer, {**row, "renditions": json.loads(row["renditions"])})


async def forget_of_message(message_id: UUID, now: datetime) -> None:
    """Make a message's files unreachable, inside the transaction that deletes it; their bytes go by a job."""
    await queries.forget_of_message(message_id, now)
