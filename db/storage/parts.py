"""Uploads under way: what has come so far lies in a file of its own, so that a cut upload can go on."""

import asyncio
import fcntl
import hashlib
import os
import time
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from db.storage.keys import place_of

BLOCK = 256 * 1024
FLAGS = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC
Found = TypeVar("Found")
_threads = ThreadPoolExecutor(4, "parts")


class Held(Exception):
    """Somebody else is writing to the same upload."""


@dataclass(slots=True)
class Part:
    """The bytes of one upload that have come so far, held by us alone."""

    path: Path
    file: int
    offset: int

    async def write(self, found: bytes | bytearray) -> None:
        """Add bytes at the end. Raises OSError, for example when the disk is full."""
        await _in_thread(self._write, found)

    def _write(self, found: bytes | bytearray) -> None:
        left = memoryview(found)
        while left:
            written = os.pwrite(self.file, left, self.offset)
            self.offset += written
            left = left[written:]

    async def begin_again(self) -> None:
        """Forget what has come."""
        await _in_thread(os.ftruncate, self.file, 0)
        self.offset = 0

    async def checksum(self) -> bytes:
        """SHA-256 of the bytes as they lie on the disk."""
        return await _in_thread(self._checksum)

    def _checksum(self) -> bytes:
        digest, at = hashlib.sha256(), 0
        while found := os.pread(self.file, BLOCK, at):
            digest.update(found)
            at += len(found)
        return digest.digest()

    async def drop(self) -> None:
        """Remove the file. Nothing may be written afterwards."""
        await _in_thread(self.path.unlink, True)


@asynccontextmanager
async def held(folder: Path, key: str) -> AsyncIterator[Part]:
    """Hold an upload's file, made when there is none; the kernel lets go of it when we die. Raises Held."""
    part = await _in_thread(_take, path_of(folder, key))
    try:
        yield part
    finally:
        os.close(part.file)


def _take(path: Path) -> Part:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = os.open(path, FLAGS, 0o600)
    try:
        _lock(file, path)
        return Part(path, file, os.fstat(file).st_size)
    except BaseException:
        os.close(file)
        raise


def _lock(file: int, path: Path) -> None:
    """Lock the file, and see that the name still leads to it: who held it before may have dropped it."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        there = path.stat().st_ino
    except (BlockingIOError, FileNotFoundError) as error:
        raise Held from error
    if there != os.fstat(file).st_ino:
        raise Held


async def offset_of(folder: Path, key: str) -> int:
    """How many bytes have come so far."""
    with suppress(FileNotFoundError):
        return (await _in_thread(path_of(folder, key).stat)).st_size
    return 0


def path_of(folder: Path, key: str) -> Path:
    """Where an upload's bytes are gathered. Raises ValueError for what is no key of ours."""
    return folder / f"{Path(place_of(key)).name}.part"


async def sweep(folder: Path, seconds: float) -> int:
    """Remove files that nobody has written to for so long and nobody holds; answers how many."""
    return await _in_thread(_sweep, folder, time.time() - seconds)


def _sweep(folder: Path, before: float) -> int:
    return sum(_swept(path, before) for path in folder.glob("*.part"))


def _swept(path: Path, before: float) -> bool:
    with suppress(FileNotFoundError, Held):
        if path.stat().st_mtime < before:
            part = _take(path)
            path.unlink(missing_ok=True)
            os.close(part.file)
            return True
    return False


async def _in_thread(work: Callable[..., Found], *given: object) -> Found:
    """Disks may be slow: in threads of their own, so that nothing else waits for them."""
    return await asyncio.get_running_loop().run_in_executor(_threads, work, *given)
