"""Copies GIF, PNG and WebP block by block, only the blocks that draw: lossless, moving, and free of all metadata."""

import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from jobs.images.outcomes import Measure, RefusedError, TooLarge

PIECE = 1 << 16
PNG_DRAWS = frozenset({b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"acTL", b"fcTL", b"fdAT", b"IEND"})
WEBP_DRAWS = frozenset({b"VP8 ", b"VP8L", b"ALPH"})
WEBP_METADATA_FLAGS = 0x20 | 0x08 | 0x04  # profile, EXIF, XMP
ANIMATIONS = (b"NETSCAPE2.0", b"ANIMEXTS1.0")


@dataclass(frozen=True, slots=True)
class Moving:
    """How pictures follow each other: milliseconds for each frame, times played (0: for ever)."""

    durations: tuple[int, ...]
    loop: int


class BrokenBlocksError(ValueError):
    """The file is not built as its format says."""


def copy(kind: str, source: BinaryIO, target: BinaryIO, frames: int) -> Moving:
    """Write to `target` what draws of `source`. Raises BrokenBlocksError, and RefusedError beyond `frames`."""
    movement = _Movement(frames)
    COPIERS[kind](source, target, movement)
    return Moving(tuple(movement.durations), movement.loop)


class _Movement:
    """Counts frames while they pass, so that ten thousand are refused at the first too many."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.loop = 1
        self.durations: list[int] = []

    def frame(self, duration: int) -> None:
        """One more, shown for some milliseconds."""
        self.durations.append(duration)
        if len(self.durations) > self.limit:
            raise RefusedError(TooLarge(Measure.FRAMES, self.limit))


def _exactly(source: BinaryIO, size: int) -> bytes:
    found = source.read(size)
    if len(found) != size:
        raise BrokenBlocksError("ends too early")
    return found


def _gif(source: BinaryIO, target: BinaryIO, movement: _Movement) -> None:
    """GIF89a: comments, texts and strangers' extensions are left out."""
    screen = _exactly(source, 13)
    target.write(screen + _exactly(source, _table_size(screen[10])))
    duration = 0
    # Many writers forget the trailer, and every reader forgives them.
    while (mark := source.read(1)) not in (b"", b";"):
        match mark:
            case b"!":
                duration = _gif_extension(source, target, movement, duration)
            case b",":
                descriptor = _exactly(source, 9)
                target.write(b"," + descriptor + _exactly(source, _table_size(descriptor[8])) + _exactly(source, 1))
                for block in _sub_blocks(source):
                    target.write(bytes([len(block)]) + block)
                target.write(b"\x00")
                movement.frame(duration)
                duration = 0
            case _:
                raise BrokenBlocksError("no block begins so")
    target.write(b";")


def _gif_extension(source: BinaryIO, target: BinaryIO, movement: _Movement, duration: int) -> int:
    label = _exactly(source, 1)
    blocks = _sub_blocks(source)
    first = next(blocks, b"")
    if label == b"\xf9" and len(first) == 4:
        target.write(b"!\xf9\x04" + first + b"\x00")
        duration = int.from_bytes(first[1:3], "little") * 10
    elif label == b"\xff" and first in ANIMATIONS:
        times = next(blocks, b"")[:3]
        if len(times) == 3 and times[0] == 1:
            repeats = int.from_bytes(times[1:], "little")
            movement.loop = repeats + 1 if repeats else 0
            target.write(b"!\xff\x0b" + first + b"\x03" + times + b"\x00")
    for _ in blocks:
        pass
    return duration


def _table_size(packed: int) -> int:
    return 3 << ((packed & 7) + 1) if packed & 0x80 else 0


def _sub_blocks(source: BinaryIO) -> Iterator[bytes]:
    while size := _exactly(source, 1)[0]:
        yield _exactly(source, size)


def _png(source: BinaryIO, target: BinaryIO, movement: _Movement) -> None:
    """PNG and APNG: nothing after IEND, no chunk but those that draw."""
    target.write(_exactly(source, 8))
    kind = b""
    while kind != b"IEND":
        size, kind = struct.unpack(">I4s", _exactly(source, 8))
        if kind not in PNG_DRAWS:
            source.seek(size + 4, 1)
            continue
        target.write(struct.pack(">I4s", size, kind))
        if kind in (b"acTL", b"fcTL"):
            _png_movement(kind, found := _exactly(source, size), movement)
            target.write(found + _exactly(source, 4))
        else:
            _copy_bytes(source, target, size + 4)


def _png_movement(kind: bytes, found: bytes, movement: _Movement) -> None:
    if kind == b"acTL" and len(found) == 8:
        movement.loop = int.from_bytes(found[4:])
    elif kind == b"fcTL" and len(found) == 26:
        numerator, denominator = struct.unpack(">HH", found[20:24])
        movement.frame(round(numerator * 1000 / (denominator or 100)))
    else:
        raise BrokenBlocksError("no chunk of that size")


def _copy_bytes(source: BinaryIO, target: BinaryIO, size: int) -> None:
    while size:
        piece = _exactly(source, min(size, PIECE))
        target.write(piece)
        size -= len(piece)


def _webp(source: BinaryIO, target: BinaryIO, movement: _Movement) -> None:
    """WebP: the pictures, and flags that claim no more than is left."""
    _exactly(source, 12)
    target.write(b"RIFF\x00\x00\x00\x00WEBP")
    for kind, body in _chunks(source):
        if kind == b"VP8X":
            target.write(_chunk(kind, bytes([body[0] & ~WEBP_METADATA_FLAGS]) + body[1:]))
        elif kind == b"ANIM":
            movement.loop = int.from_bytes(body[4:6], "little")
            target.write(_chunk(kind, body[:6]))
        elif kind == b"ANMF":
            movement.frame(int.from_bytes(body[12:15], "little"))
            target.write(_chunk(kind, body[:16] + _drawing_chunks(body[16:])))
        elif kind in WEBP_DRAWS:
            target.write(_chunk(kind, body))
    size = target.tell() - 8
    target.seek(4)
    target.write(size.to_bytes(4, "little"))


def _drawing_chunks(frame: bytes) -> bytes:
    kept, at = b"", 0
    while at + 8 <= len(frame):
        size = int.from_bytes(frame[at + 4 : at + 8], "little")
        if frame[at : at + 4] in WEBP_DRAWS:
            kept += _chunk(frame[at : at + 4], frame[at + 8 : at + 8 + size])
        at += 8 + size + size % 2
    return kept


def _chunks(source: BinaryIO) -> Iterator[tuple[bytes, bytes]]:
    while len(header := source.read(8)) == 8:
        size = int.from_bytes(header[4:], "little")
        yield header[:4], _exactly(source, size)
        source.seek(size % 2, 1)


def _chunk(kind: bytes, body: bytes) -> bytes:
    return kind + len(body).to_bytes(4, "little") + body + b"\x00" * (len(body) % 2)


COPIERS: dict[str, Callable[[BinaryIO, BinaryIO, _Movement], None]] = {"GIF": _gif, "PNG": _png, "WEBP": _webp}
