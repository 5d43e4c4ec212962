"""Finds out what uploads are, makes the renditions of images, and removes bytes that are not needed any more."""

import asyncio
import hashlib
import shutil
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import mkdtemp

import structlog

from db import storage
from db.settings import Settings
from db.storage import Bucket, parts
from db.vocabulary import ScanState, UploadPurpose
from jobs import scanner
from jobs.images.kinds import kind_of
from jobs.images.outcomes import ImageLimits, ImageResult, Interrupted, NotAnImage, Reason, Rendition, TooLarge
from jobs.images.processing import process
from jobs.scanner import Verdict
from resolvers import attachments
from resolvers.attachments import Claimed, FileOutcome, ImageOutcome, NewRendition, RefusedOutcome

Clock = Callable[[], datetime]
Outcome = FileOutcome | ImageOutcome | RefusedOutcome
LONGEST = 280  # seconds for one upload: less than its lease
GRACE = timedelta(minutes=10)
"""For which an upload outlives its time, so that none is swept while its last bytes are being stored."""

STALE_PART = 36 * 3600
STALE_SCRATCH = 3600
AT_ONCE = 100
DRAWN = "drawn"
log = structlog.get_logger()


async def process_due(settings: Settings, clock: Clock) -> int:
    """Process all uploads that are due, one by one; answers how many were looked at.

    While a scanner is set and away nothing is taken: it waits, and nobody is shown it.
    """
    looked_at = 0
    while await _can_work(settings) and (due := await attachments.claim_due(clock(), 1)):
        looked_at += 1
        await _process(settings, due[0], clock)
    return looked_at


async def _can_work(settings: Settings) -> bool:
    if settings.clamd_url is None or await scanner.is_there(settings.clamd_url):
        return True
    log.warning("scanner away")
    return False


async def _process(settings: Settings, claimed: Claimed, clock: Clock) -> None:
    """Process one upload. What the machine is to blame for is tried again when the lease is over."""
    try:
        async with asyncio.timeout(LONGEST), _scratch(settings.data_dir / "work") as folder:
            outcome = await _outcome(settings, claimed, folder, clock)
            if outcome is not None:
                await attachments.processed(claimed, outcome, clock())
    except OSError as error:
        log.warning("attachment not processed", attachment=claimed.id.hex, kind=type(error).__name__)


async def _outcome(settings: Settings, claimed: Claimed, folder: Path, clock: Clock) -> Outcome | None:
    path, unscanned = folder / "uploaded", ScanState.PENDING if settings.clamd_url else ScanState.NOT_SCANNED
    if not await _is_as_promised(claimed, path):
        return RefusedOutcome("not the bytes that were promised", unscanned)
    if settings.clamd_url is None:
        return await _identified(settings, claimed, path, ScanState.NOT_SCANNED, clock)
    match await scanner.scan(settings.clamd_url, path):
        case Verdict.CLEAN:
            return await _identified(settings, claimed, path, ScanState.CLEAN, clock)
        case Verdict.FOUND:
            return RefusedOutcome("a virus was found", ScanState.BLOCKED)
        case Verdict.TOO_LONG:
            return RefusedOutcome("too large for the virus scanner", unscanned)


async def _is_as_promised(claimed: Claimed, path: Path) -> bool:
    """Bytes that went to a bucket have been seen by nobody yet."""
    try:
        await storage.store().fetch(claimed.storage_key, path)
    except FileNotFoundError:
        return False
    return await asyncio.to_thread(_has, path, claimed.size, claimed.checksum)


def _has(path: Path, size: int, checksum: bytes | None) -> bool:
    with path.open("rb") as file:
        return path.stat().st_size == size and checksum in {None, hashlib.file_digest(file, "sha256").digest()}


async def _identified(
    settings: Settings, claimed: Claimed, path: Path, scan: ScanState, clock: Clock
) -> Outcome | None:
    drawn = path.parent / DRAWN
    match await process(path, drawn, _limits(settings, claimed.purpose), claimed.attempts):
        case ImageResult() as image:
            return await _image(image, drawn, scan, clock)
        case NotAnImage(Reason.INTERRUPTED):
            # Sent as it is, it would still tell where it was taken.
            return RefusedOutcome("it could not be processed", scan)
        case NotAnImage():
            return await _file(path, scan, clock)
        case TooLarge(measure, limit):
            words = measure.value.lower().replace("_", " ")
            return RefusedOutcome(f"more than {limit:,} {words}", scan)
        case Interrupted(trouble):
            log.warning("image interrupted", attachment=claimed.id.hex, trouble=trouble)
            return None


def _limits(settings: Settings, purpose: UploadPurpose) -> ImageLimits:
    limits, most = ImageLimits(square_thumbnail=purpose is UploadPurpose.PICTURE), settings.image_megapixels * 1_000_000
    return replace(limits, pixels=min(limits.pixels, most), jpeg_pixels=min(limits.jpeg_pixels, most))


async def _file(path: Path, scan: ScanState, clock: Clock) -> FileOutcome:
    """An ordinary file, as it is. Out of a bucket it moves to a key that nobody has a URL to write to."""
    media_type = kind_of(path).media_type
    if not isinstance(storage.store(), Bucket):
        return FileOutcome(media_type, scan)
    [key] = await _stored([(path, media_type)], clock)
    return FileOutcome(media_type, scan, key)


async def _image(image: ImageResult, drawn: Path, scan: ScanState, clock: Clock) -> ImageOutcome:
    keys = await _stored([(drawn / made.name, made.media_type) for made in image.renditions], clock)
    return ImageOutcome(
        media_type=image.media_type,
        scan=scan,
        width=image.width,
        height=image.height,
        is_animated=image.is_animated,
        placeholder=image.placeholder,
        renditions=tuple(_rendition(made, key) for made, key in zip(image.renditions, keys, strict=True)),
    )


def _rendition(made: Rendition, key: str) -> NewRendition:
    return NewRendition(made.name, key, made.media_type, made.width, made.height, made.size)


async def _stored(files: list[tuple[Path, str]], clock: Clock) -> list[str]:
    """Store files under new keys, written down before: whoever dies in between leaves nothing for ever."""
    keys = [storage.new_key() for _ in files]
    await attachments.reserve_keys(keys, clock())
    for key, (path, media_type) in zip(keys, files, strict=True):
        await storage.store().put_file(key, path, media_type)
    return keys


async def tidy(settings: Settings, clock: Clock) -> None:
    """Forget uploads that nobody sent, remove the bytes that are due, and what processes that died left lying."""
    await attachments.sweep_unused(clock() - GRACE)
    await remove_due(clock)
    await parts.sweep(settings.data_dir / "uploads", STALE_PART)
    await storage.store().sweep(STALE_SCRATCH)
    await asyncio.to_thread(_sweep_scratch, settings.data_dir / "work")


async def remove_due(clock: Clock) -> int:
    """Remove the bytes that are due from the storage; answers how many keys."""
    looked_at = 0
    while keys := await attachments.due_removals(clock(), AT_ONCE):
        looked_at += len(keys)
        for key in keys:
            await _remove(key, clock)
    return looked_at


async def _remove(key: str, clock: Clock) -> None:
    try:
        await storage.store().remove(key)
    except OSError as error:
        log.warning("bytes not removed", kind=type(error).__name__)
        await attachments.postpone_removal(key, clock())
    else:
        await attachments.removed(key)


@asynccontextmanager
async def _scratch(parent: Path) -> AsyncIterator[Path]:
    """A folder on the disk of the data, since uploads may be larger than what is kept in memory for /tmp."""
    made = await asyncio.to_thread(_made_in, parent)
    try:
        yield made
    finally:
        await asyncio.to_thread(shutil.rmtree, made, ignore_errors=True)


def _made_in(parent: Path) -> Path:
    parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    made = Path(mkdtemp(dir=parent))
    (made / DRAWN).mkdir()
    return made


def _sweep_scratch(parent: Path) -> None:
    for left in parent.glob("*"):
        if left.stat().st_mtime < time.time() - STALE_SCRATCH:
            shutil.rmtree(left, ignore_errors=True)
