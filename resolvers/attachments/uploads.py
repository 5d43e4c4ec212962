"""Uploads: promised by a mutation, brought by PUT, refused with the limit that they pass."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from db import sql, storage
from db.models import Attachment
from db.queries import attachments as queries
from db.settings import Settings, current
from db.sql import Row
from db.vocabulary import ScanState, UploadPurpose
from resolvers import queue, texts
from resolvers.attachments import tickets
from resolvers.errors import DomainError, ErrorCode, invalid, not_found
from resolvers.queue import Work
from resolvers.viewer import Viewer

TICKET = timedelta(minutes=60)
"""How long a URL takes bytes; `createUpload` is cheap, and an upload that is under way is not cut."""

UNSENT = timedelta(hours=24)
"""How long an upload waits for its message."""

CHECKSUM_BYTES = 32


@dataclass(frozen=True, slots=True)
class Upload:
    """Where and how to bring the bytes."""

    id: UUID
    url: str
    method: str
    headers: Mapping[str, str] = field(hash=False)
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Incoming:
    """An upload whose bytes may come: what was promised of them."""

    id: UUID
    size: int
    checksum: bytes | None
    storage_key: str


async def create_upload(
    viewer: Viewer,
    file_name: str,
    size: int,
    checksum: bytes | None,
    now: datetime,
    purpose: UploadPurpose = UploadPurpose.MESSAGE,
) -> Upload:
    """Promise a file of `size` bytes; `checksum` is its SHA-256, if known. Answers where to PUT it.

    Raises INVALID for what cannot be, LIMIT_EXCEEDED stating the limit of a file, a person or the workspace.
    """
    return _promised(await _created(viewer, file_name, size, checksum, now, purpose), now)


async def promised_by_mail(viewer: Viewer, file_name: str, size: int, checksum: bytes, now: datetime) -> Incoming:
    """As `create_upload`, for a file that is here already: whoever asks puts its bytes under the key."""
    upload = await _created(viewer, file_name, size, checksum, now, UploadPurpose.MESSAGE)
    return Incoming(upload.id, upload.size, checksum, upload.storage_key)


async def _created(
    viewer: Viewer, file_name: str, size: int, checksum: bytes | None, now: datetime, purpose: UploadPurpose
) -> Attachment:
    _require_possible(size, checksum)
    name = texts.file_name_of(file_name, "fileName")
    async with sql.transaction():
        await _refuse_past_limits(viewer, size, current())
        return await Attachment.create(
            id=uuid4(),
            workspace_id=viewer.workspace_id,
            owner_id=viewer.id,
            purpose=purpose,
            file_name=name,
            size=size,
            checksum=checksum,
            storage_key=storage.new_key(),
            scan=ScanState.PENDING if current().clamd_url else ScanState.NOT_SCANNED,
            created_at=now,
            expires_at=now + UNSENT,
        )


def _promised(upload: Attachment, now: datetime) -> Upload:
    expires_at = now + TICKET
    direct = storage.store().signed_put(upload.storage_key, upload.size, int(TICKET.total_seconds()))
    ticket = tickets.seal(tickets.UPLOAD, upload.id, expires_at, 0)
    url = direct or f"{current().base_url}/uploads/{ticket}"
    return Upload(upload.id, url, "PUT", {"Content-Length": str(upload.size)}, expires_at)


def _require_possible(size: int, checksum: bytes | None) -> None:
    if size < 0:
        raise invalid("A file cannot have fewer than no bytes.", "size")
    if checksum is not None and len(checksum) != CHECKSUM_BYTES:
        raise invalid("The checksum must be a SHA-256: 64 hexadecimal digits.", "checksum")


async def _refuse_past_limits(viewer: Viewer, size: int, limits: Settings) -> None:
    if size > limits.file_limit:
        raise _too_much("A file may have", limits.file_limit)
    used = await queries.used(viewer.workspace_id, viewer.id)
    if used["unsent"] + size > limits.person_unsent_limit:
        raise _too_much("Files that are not sent yet may have together", limits.person_unsent_limit)
    if used["workspace"] + size > limits.workspace_limit:
        raise _too_much("The firm's files may have together", limits.workspace_limit)


def _too_much(what: str, limit: int) -> DomainError:
    return DomainError(ErrorCode.LIMIT_EXCEEDED, f"{what} {limit:,} bytes.", ("size",))


async def incoming_for(ticket: str, now: datetime) -> Incoming:
    """The upload that a ticket is for. Raises the one NOT_FOUND for every other text, and once all bytes are here."""
    attachment_id, _, _ = tickets.opened(tickets.UPLOAD, ticket, now)
    return _incoming(await queries.incoming(attachment_id, now))


async def unsent_for(ticket: str, now: datetime) -> Incoming:
    """The upload that a ticket is for, whether its bytes have come or not. Raises NOT_FOUND once it is sent."""
    attachment_id, _, _ = tickets.opened(tickets.UPLOAD, ticket, now)
    return _incoming(await queries.unsent(attachment_id))


def _incoming(row: Row | None) -> Incoming:
    if row is None:
        raise not_found("Upload")
    return Incoming(row["id"], row["size"], row["checksum"], row["storage_key"])


async def received(incoming: Incoming, now: datetime) -> None:
    """All bytes lie in the storage, and are as they were promised."""
    if await queries.received(incoming.id, now):
        await queue.hint(Work.PROCESS_ATTACHMENTS)


async def complete_upload(viewer: Viewer, upload_id: UUID, now: datetime) -> None:
    """Say that bytes which went straight to the bucket are there. Raises NOT_FOUND, UPLOAD_INCOMPLETE.

    Here they are measured; the checksum is compared when they are processed.
    """
    found = await Attachment.get_or_none(id=upload_id, owner_id=viewer.id, message_id=None)
    if found is None:
        raise not_found("Upload", "uploadId")
    if await storage.store().size(found.storage_key) != found.size:
        raise DomainError(ErrorCode.UPLOAD_INCOMPLETE, "The bytes are not all there yet.", ("uploadId",))
    if await queries.received(found.id, now):
        await queue.hint(Work.PROCESS_ATTACHMENTS)


async def forget_upload(incoming: Incoming, now: datetime) -> None:
    """Bytes were not as they were promised, or it was given up: nothing of the upload stays."""
    async with sql.transaction():
        await queries.forget_one(incoming.id, now)
    await queue.hint(Work.REMOVE_BLOBS)
