"""What the worker finds out about uploads, written with the event that tells it; and bytes that are to go."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from db import sql
from db.queries import attachments as queries
from db.queries import rooms as room_queries
from db.sql import Row
from db.vocabulary import AttachmentKind, AttachmentState, EventKind, RenditionName, ScanState, UploadPurpose
from resolvers import facts, queue
from resolvers.facts import Changes, Fact
from resolvers.queue import Work

LEASE = timedelta(minutes=5)
"""How long a worker may take for one upload before another tries it."""

RESERVED = timedelta(hours=1)
"""After which bytes that nothing refers to are removed."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """An upload that a worker has taken."""

    id: UUID
    storage_key: str
    file_name: str
    size: int
    checksum: bytes | None
    attempts: int
    purpose: UploadPurpose


@dataclass(frozen=True, slots=True)
class NewRendition:
    """A form of an image whose bytes lie in the storage."""

    name: RenditionName
    storage_key: str
    media_type: str
    width: int
    height: int
    size: int


@dataclass(frozen=True, slots=True)
class FileOutcome:
    """An ordinary file: its type by content, which decides nothing but what is shown of it.

    `storage_key` is where its bytes are now, if they were moved: somebody may still have a URL to write to the old one.
    """

    media_type: str
    scan: ScanState
    storage_key: str | None = None


@dataclass(frozen=True, slots=True)
class ImageOutcome:
    """An image, decoded: its measures after orientation, and its forms. The uploaded bytes are not kept."""

    media_type: str
    scan: ScanState
    width: int
    height: int
    is_animated: bool
    placeholder: str
    renditions: tuple[NewRendition, ...]


@dataclass(frozen=True, slots=True)
class RefusedOutcome:
    """A file that nobody gets: why, in a few words for its uploader, and what the scanner said."""

    reason: str
    scan: ScanState


Outcome = FileOutcome | ImageOutcome | RefusedOutcome


async def claim_due(now: datetime, limit: int) -> list[Claimed]:
    """Take uploads that nobody is working on; they come back after the lease."""
    rows = await queries.claim(now, now + LEASE, limit)
    return [Claimed(**{**row, "purpose": UploadPurpose(row["purpose"])}) for row in rows]


async def reserve_keys(keys: list[str], now: datetime) -> None:
    """Write down the keys that bytes are about to be put under: a worker that dies leaves nothing for ever."""
    await queries.reserve(keys, now + RESERVED)


async def processed(claimed: Claimed, outcome: Outcome, now: datetime) -> bool:
    """Write down what an upload is, and tell its room. False when it was deleted meanwhile: its bytes will go."""
    changes = None
    while changes is None:
        place = await queries.place(claimed.id)
        if place is None:
            return False
        async with sql.transaction():
            changes = await _written(claimed, outcome, place, now)
    await facts.publish(changes)
    await queue.hint(Work.REMOVE_BLOBS)
    return True


async def _written(claimed: Claimed, outcome: Outcome, place: Row, now: datetime) -> Changes | None:
    """None when the upload was sent, deleted or processed since we looked at its place."""
    room_id = place["room_id"]
    if room_id:
        await room_queries.hold_room(room_id)
    row = await sql.row(queries.PROCESSED, claimed.id, room_id, *_columns(outcome), now, _moved_to(outcome))
    if row is None:
        return await _gone(claimed)
    if isinstance(outcome, ImageOutcome):
        await _keep_renditions(claimed, outcome, now)
    if isinstance(outcome, FileOutcome) and outcome.storage_key:
        await _move(claimed.storage_key, [outcome.storage_key], now)
    if isinstance(outcome, RefusedOutcome):
        await queries.reserve([claimed.storage_key], now)
    if room_id is None:
        return Changes()
    fact = Fact(EventKind.ATTACHMENT_PROCESSED, message_id=row["message_id"])
    return await facts.record_in_room(room_id, [fact], now, membership_changed=False)


async def _gone(claimed: Claimed) -> Changes | None:
    """Nothing to tell when another worker was faster; else look again."""
    still_waiting = await sql.row("SELECT 1 FROM attachment WHERE id = $1 AND state = 'RECEIVED'", claimed.id)
    return None if still_waiting else Changes()


async def _keep_renditions(claimed: Claimed, outcome: ImageOutcome, now: datetime) -> None:
    """The forms are referenced from now on; the uploaded bytes, with all that they tell, are not."""
    forms = outcome.renditions
    await sql.execute(
        queries.ADD_RENDITIONS,
        claimed.id,
        [form.name.value for form in forms],
        [form.storage_key for form in forms],
        [form.media_type for form in forms],
        [form.width for form in forms],
        [form.height for form in forms],
        [form.size for form in forms],
    )
    await _move(claimed.storage_key, [form.storage_key for form in forms], now)


async def _move(uploaded: str, kept: list[str], now: datetime) -> None:
    """What is at these keys is referenced from now on, and the uploaded bytes are not."""
    await queries.keep(kept)
    await queries.reserve([uploaded], now)


def _moved_to(outcome: Outcome) -> str | None:
    return outcome.storage_key if isinstance(outcome, FileOutcome) else None


def _columns(outcome: Outcome) -> tuple[object, ...]:
    match outcome:
        case FileOutcome(media_type, scan):
            return (AttachmentState.READY, scan, AttachmentKind.FILE, media_type, None, None, False, None, None)
        case ImageOutcome():
            image = (outcome.width, outcome.height, outcome.is_animated, outcome.placeholder)
            return (AttachmentState.READY, outcome.scan, AttachmentKind.IMAGE, outcome.media_type, *image, None)
        case RefusedOutcome(reason, scan):
            return (AttachmentState.REFUSED, scan, AttachmentKind.FILE, None, None, None, False, None, reason)


async def sweep_unused(now: datetime) -> int:
    """Forget uploads that nobody sent in time; answers how many."""
    async with sql.transaction():
        return await queries.forget_unused(now)


async def due_removals(now: datetime, limit: int) -> list[str]:
    """Keys whose bytes are to be removed from the storage."""
    return await queries.due_removals(now, limit)


async def removed(key: str) -> None:
    """The bytes under a key are gone."""
    await queries.keep([key])


async def postpone_removal(key: str, now: datetime) -> None:
    """The storage would not remove a key's bytes: try again in ten minutes."""
    await queries.postpone(key, now + timedelta(minutes=10))
