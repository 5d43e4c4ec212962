"""Keeps bytes in a local folder that is ours alone."""

import asyncio
import os
import secrets
import shutil
import time
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from db.storage.keys import place_of

HALF_DONE = "half-done"
CHUNK = 256 * 1024  # bytes held for one reader


@dataclass(frozen=True, slots=True)
class Folder:
    """The folder that everything is in."""

    root: Path

    async def put_file(self, key: str, path: Path, media_type: str) -> None:
        """Keep a file's bytes: on the disk before they can be found, whole or not at all.

        They are shared with `path` where that can be, so nobody may write to it afterwards.
        """
        await asyncio.to_thread(_put, self.root, place_of(key), path)

    async def read(self, key: str, start: int = 0, end: int | None = None) -> AsyncIterator[bytes]:
        """The bytes from `start` up to, not including, `end`, in chunks of some 256 KiB. Raises FileNotFoundError."""
        file = await asyncio.to_thread(os.open, self.root / place_of(key), os.O_RDONLY | os.O_CLOEXEC)
        try:
            while found := await asyncio.to_thread(os.pread, file, _amount(start, end), start):
                yield found
                start += len(found)
        finally:
            os.close(file)

    async def size(self, key: str) -> int | None:
        """How many bytes are under a key; None where there is nothing."""
        with suppress(FileNotFoundError):
            return (await asyncio.to_thread((self.root / place_of(key)).stat)).st_size
        return None

    async def fetch(self, key: str, path: Path) -> None:
        """Make the bytes readable as a new local file. Raises FileNotFoundError."""
        await asyncio.to_thread(_share, self.root / place_of(key), path)

    async def remove(self, key: str) -> None:
        """Remove what is under a key, if anything is; it stays gone even if the power fails now."""
        await asyncio.to_thread(_remove, self.root / place_of(key))

    async def sweep(self, seconds: float) -> None:
        """Remove what was being put so long ago that whoever did it has died."""
        await asyncio.to_thread(_sweep, self.root / HALF_DONE, time.time() - seconds)

    def signed_put(self, key: str, size: int, seconds: int) -> str | None:
        """None: the bytes come through our own processes."""
        return None

    def signed_get(self, key: str, media_type: str, disposition: str, seconds: int) -> str | None:
        """None: the bytes go through our own processes."""
        return None


def opened(root: Path) -> Folder:
    """A folder for bytes, made if it is missing; only we may look into it."""
    for made in (root.parent, root, root / HALF_DONE):
        made.mkdir(mode=0o700, parents=True, exist_ok=True)
    root.chmod(0o700)
    return Folder(root.absolute())


def _put(root: Path, place: str, path: Path) -> None:
    target, half_done = root / place, root / HALF_DONE / secrets.token_hex(16)
    try:
        _share(path, half_done)
        _flush(half_done)
        _make_durably(target.parent)
        half_done.replace(target)
        _flush(target.parent)
    finally:
        # rename(2) leaves a name alone that leads to the same bytes as the target already.
        half_done.unlink(missing_ok=True)


def _amount(start: int, end: int | None) -> int:
    return CHUNK if end is None else min(CHUNK, max(end - start, 0))


def _remove(target: Path) -> None:
    with suppress(FileNotFoundError):
        target.unlink()
        _flush(target.parent)


def _sweep(half_done: Path, before: float) -> None:
    for left in half_done.iterdir():
        with suppress(FileNotFoundError):
            if left.lstat().st_ctime < before:  # when it got this name; its bytes may be older
                left.unlink()


def _share(source: Path, target: Path) -> None:
    """Give a file a second name, or copy it where the file system cannot. Raises FileNotFoundError."""
    try:
        os.link(source, target, follow_symlinks=False)
    except (FileNotFoundError, FileExistsError):
        raise
    except OSError:
        shutil.copyfile(source, target)


def _make_durably(made: Path) -> None:
    with suppress(FileExistsError):
        made.mkdir(mode=0o700)
        _flush(made.parent)


def _flush(path: Path) -> None:
    """Have the disk keep a file, or the names in a folder (fsync(2))."""
    file = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(file)
    finally:
        os.close(file)
