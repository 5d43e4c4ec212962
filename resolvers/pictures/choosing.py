"""Which picture somebody is shown by, and which logo the firm has: a form of an upload, kept without the upload."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from functools import partial
from uuid import UUID, uuid4

from db import sql
from db.queries import attachments as upload_queries
from db.queries import portraits as queries
from db.sql import Row
from db.vocabulary import AttachmentKind, AttachmentState, AuditAction, ScanState, UploadPurpose
from resolvers import access, audit, queue
from resolvers.errors import DomainError, ErrorCode, not_found
from resolvers.queue import Work
from resolvers.viewer import Viewer

Had = Callable[[], Awaitable[UUID | None]]
Show = Callable[[UUID | None], Awaitable[None]]


async def change_picture(viewer: Viewer, upload_id: UUID | None, now: datetime) -> None:
    """Be shown by an own upload for this purpose, or by nothing; the picture before is removed.

    Raises NOT_FOUND for any other upload, UPLOAD_INCOMPLETE until it has been looked at, UPLOAD_REFUSED with the reason
    when it is no image that can be shown. The picture before stays then.
    """
    async with sql.transaction():
        await _change(
            viewer,
            upload_id,
            UploadPurpose.PICTURE,
            partial(queries.of_person, viewer.workspace_id, viewer.id),
            partial(queries.show_person, viewer.workspace_id, viewer.id),
            now,
        )
    await queue.hint(Work.REMOVE_BLOBS)


async def change_logo(viewer: Viewer, upload_id: UUID | None, now: datetime) -> None:
    """Show the firm by an own upload for this purpose, or by its name alone. For administrators, else NOT_ALLOWED.

    Raises what `change_picture` raises.
    """
    access.require_administrator(viewer)
    firm_id = viewer.workspace_id
    had, show = partial(queries.of_firm, firm_id), partial(queries.show_firm, firm_id)
    async with sql.transaction():
        await _change(viewer, upload_id, UploadPurpose.LOGO, had, show, now)
        await audit.record(viewer, AuditAction.WORKSPACE_CHANGED, now)
    await queue.hint(Work.REMOVE_BLOBS)


async def _change(
    viewer: Viewer, upload_id: UUID | None, purpose: UploadPurpose, had: Had, show: Show, now: datetime
) -> None:
    before = await had()
    await show(await _kept(viewer, upload_id, purpose, now) if upload_id else None)
    if before:
        await queries.drop(before, now)


async def _kept(viewer: Viewer, upload_id: UUID, purpose: UploadPurpose, now: datetime) -> UUID:
    """The small form of an upload becomes a picture; the rest of the upload goes."""
    made, picture_id = await queries.made_of(upload_id, viewer.id, purpose), uuid4()
    if made is None:
        raise not_found("Upload", "uploadId")
    _require_shown(made)
    await upload_queries.forget_one(upload_id, now)
    await upload_queries.keep([made["storage_key"]])
    await queries.keep(picture_id, viewer.workspace_id, made["storage_key"], made["media_type"], made["size"], now)
    return picture_id


def _require_shown(made: Row) -> None:
    if made["state"] == AttachmentState.REFUSED or made["scan"] == ScanState.BLOCKED:
        raise _refused(made["refusal"] or "it cannot be used")
    if made["state"] != AttachmentState.READY or made["scan"] == ScanState.PENDING:
        raise DomainError(
            ErrorCode.UPLOAD_INCOMPLETE, "It has not been looked at yet. Try again in a moment.", ("uploadId",)
        )
    if made["kind"] != AttachmentKind.IMAGE:
        raise _refused("it is no image that can be shown")


def _refused(reason: str) -> DomainError:
    return DomainError(ErrorCode.UPLOAD_REFUSED, f"This file cannot be shown: {reason}.", ("uploadId",))
