"""Has an image processed by a child of its own, and judges what came of it."""

import json
import signal
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Any

from db.vocabulary import RenditionName
from jobs import bounded
from jobs.bounded import run_bounded
from jobs.bounds import Bounds
from jobs.images.kinds import RASTER, SHOWN_INLINE, kind_of
from jobs.images.outcomes import (
    ImageLimits,
    ImageResult,
    Interrupted,
    Measure,
    NotAnImage,
    Outcome,
    Reason,
    Rendition,
    TooLarge,
)

LIMITS = ImageLimits()
ANSWER_BYTES = 1 << 16


async def process(path: Path, out: Path, limits: ImageLimits = LIMITS, attempt: int = 1) -> Outcome:
    """Make the renditions of the file at `path`: ORIGINAL, SCREEN and THUMBNAIL in the folder `out`, which is there.

    Never raises for what the file holds, and leaves nothing in `out` but the renditions of an ImageResult.
    Interrupted is the machine's trouble and to be tried again; on the last of `limits.tries` attempts (counted by
    the caller, from 1) it becomes NotAnImage, so that no upload waits for ever. Raises OSError where no child starts.
    """
    if kind_of(path).media_type not in RASTER:
        return NotAnImage(Reason.UNKNOWN)
    outcome: Outcome = Interrupted("cancelled")
    try:
        with tempfile.TemporaryDirectory(prefix=".drawing-", dir=out, ignore_cleanup_errors=True) as scratch:
            outcome = await _child(path, out, Path(scratch), limits)
    finally:
        if not isinstance(outcome, ImageResult):
            _remove_renditions(out)
    if isinstance(outcome, Interrupted) and attempt >= limits.tries:
        return NotAnImage(Reason.INTERRUPTED)
    return outcome


async def _child(path: Path, out: Path, scratch: Path, limits: ImageLimits) -> Outcome:
    places = (str(place.absolute()) for place in (path, out, scratch))
    ended = await run_bounded("jobs.images.child", bounds_of(limits), b"", (*places, json.dumps(asdict(limits))))
    return _judged(ended, out)


def bounds_of(limits: ImageLimits) -> Bounds:
    """What the child may take, out of what an image may have."""
    return Bounds(
        wall_seconds=limits.wall_seconds,
        cpu_seconds=limits.cpu_seconds,
        address_space=limits.address_space,
        data_bytes=limits.data_bytes,
        file_bytes=limits.file_bytes,
        answer_bytes=ANSWER_BYTES,
    )


def _judged(ended: bounded.Answered | bounded.Died | bounded.Interrupted, out: Path) -> Outcome:
    match ended:
        case bounded.Died(signal.SIGXCPU):
            return NotAnImage(Reason.TIME)
        case bounded.Died():
            return NotAnImage(Reason.CRASHED)
        case bounded.Interrupted(trouble):
            return Interrupted(trouble)
        case bounded.Answered(answer):
            return _believed(answer, out)


def _believed(answer: bytes, out: Path) -> Outcome:
    try:
        return _told(json.loads(answer), out)
    except (ValueError, KeyError, TypeError, OSError):
        # A child that answers nonsense was taken over by what it read, or is broken: either way no image.
        return NotAnImage(Reason.CRASHED)


def _told(answer: dict[str, Any], out: Path) -> Outcome:
    match answer["outcome"]:
        case "ImageResult":
            return _result(answer, out)
        case "NotAnImage":
            return NotAnImage(Reason(answer["reason"]))
        case "TooLarge":
            return TooLarge(Measure(answer["measure"]), int(answer["limit"]))
        case _:
            return Interrupted(str(answer["trouble"]))


def _result(answer: dict[str, Any], out: Path) -> ImageResult:
    renditions = tuple(_rendition(told, out) for told in answer["renditions"])
    if tuple(rendition.name for rendition in renditions) != tuple(RenditionName):
        raise ValueError("not the renditions that are asked for")
    if answer["media_type"] not in RASTER or not _is_placeholder(answer["placeholder"]):
        raise ValueError("no answer of ours")
    original = renditions[0]
    return ImageResult(
        media_type=answer["media_type"],
        width=original.width,
        height=original.height,
        is_animated=answer["is_animated"] is True,
        is_truncated=answer["is_truncated"] is True,
        placeholder=answer["placeholder"],
        renditions=renditions,
        cpu_seconds=float(answer["cpu_seconds"]),
        peak_bytes=int(answer["peak_bytes"]),
    )


def _rendition(told: dict[str, Any], out: Path) -> Rendition:
    name, media_type = RenditionName(told["name"]), told["media_type"]
    if media_type not in SHOWN_INLINE:
        raise ValueError("nothing that a browser shows")
    # Looked at here: a name that became a link would lead out of the folder.
    size = (out / name).lstat().st_size if not (out / name).is_symlink() else 0
    if size == 0 or kind_of(out / name).media_type not in (media_type, "image/apng"):
        raise ValueError("not what it is said to be")
    return Rendition(name, media_type, int(told["width"]), int(told["height"]), size)


def _is_placeholder(text: object) -> bool:
    return isinstance(text, str) and len(text) <= 1024 and text.startswith(("data:image/webp;base64,",))


def _remove_renditions(out: Path) -> None:
    for name in RenditionName:
        (out / name).unlink(missing_ok=True)
