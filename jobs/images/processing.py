"""Has an image processed by a child of its own, and judges what came of it."""

import asyncio
import json
import os
import signal
import sys
import tempfile
from asyncio.subprocess import DEVNULL, PIPE, Process
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from db.vocabulary import RenditionName
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
# What a decoder dies of by what it was given. SIGKILL is not among them: the machine was short of memory, or somebody
# killed it, and neither says anything about the image.
IMAGES_FAULT = {
    signal.SIGXCPU: Reason.TIME,
    signal.SIGSEGV: Reason.CRASHED,
    signal.SIGABRT: Reason.CRASHED,
    signal.SIGBUS: Reason.CRASHED,
    signal.SIGFPE: Reason.CRASHED,
    signal.SIGILL: Reason.CRASHED,
    signal.SIGTRAP: Reason.CRASHED,
    signal.SIGSYS: Reason.CRASHED,
}


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
    command = _command(path, out, scratch, limits)
    child = await asyncio.create_subprocess_exec(
        *command, stdin=DEVNULL, stdout=PIPE, cwd="/", env=_environment(), start_new_session=True
    )
    try:
        async with asyncio.timeout(limits.wall_seconds):
            answer = await _answer_of(child)
            code = await child.wait()
    except TimeoutError:
        # Its processor time is bounded by less: it did not get to run.
        return Interrupted("not done in time")
    finally:
        await _end(child)
    return _judged(code, answer, out)


def _command(path: Path, out: Path, scratch: Path, limits: ImageLimits) -> list[str]:
    places = (str(place.absolute()) for place in (path, out, scratch))
    # -P: a folder of our name where the worker stands is not our code.
    return [sys.executable, "-P", "-m", "jobs.images.child", *places, json.dumps(asdict(limits)), str(os.getpid())]


def _environment() -> dict[str, str]:
    """Nothing of ours: settings hold secrets. Large pieces of memory go back to the machine at once."""
    return {
        "PATH": os.defpath,
        "LC_ALL": "C.UTF-8",
        "PYTHONPATH": os.pathsep.join(str(Path(place).absolute()) for place in sys.path if place),
        "PYTHONDONTWRITEBYTECODE": "1",
        "MALLOC_ARENA_MAX": "1",
        "MALLOC_MMAP_THRESHOLD_": "262144",
    }


async def _answer_of(child: Process) -> bytes:
    assert child.stdout is not None
    answer = b""
    while len(answer) <= ANSWER_BYTES and (piece := await child.stdout.read(ANSWER_BYTES)):
        answer += piece
    return answer[:ANSWER_BYTES]


async def _end(child: Process) -> None:
    if child.returncode is None:
        with suppress(ProcessLookupError):
            child.kill()
        await child.wait()


def _judged(code: int, answer: bytes, out: Path) -> Outcome:
    if code < 0:
        fault = IMAGES_FAULT.get(signal.Signals(-code))
        return NotAnImage(fault) if fault else Interrupted(signal.Signals(-code).name)
    if code > 0:
        return Interrupted(f"the child ended with {code}")
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
