"""The data folder: who holds it, and where in it things are."""

import fcntl
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from db.embedded.errors import DataFolderHeld, EmbeddedError

LONGEST_SOCKET_PATH = 107
LONGEST_SOCKET_NAME = len("/.s.PGSQL.5432")
LARGEST_LOG = 8 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Folder:
    """A data folder. `reachable` is `sockets` by a name short enough to connect to, while the folder is open."""

    root: Path
    sockets: Path
    reachable: Path

    def log(self, name: str) -> Path:
        """The log of a server; an overgrown one is put aside first."""
        log = self.root / "logs" / f"{name}.log"
        if log.exists() and log.stat().st_size > LARGEST_LOG:
            log.replace(log.with_suffix(".old.log"))
        return log


@contextmanager
def held(data_dir: Path) -> Iterator[Folder]:
    """Hold a data folder, made when absent, for the time of the block. Raises DataFolderHeld, EmbeddedError."""
    if sys.platform != "linux":
        raise EmbeddedError("the embedded servers need Linux: set DATABASE_URL and REDIS_URL")
    root = _made(data_dir)
    with (root / "lock").open("a+") as lock:
        _take(lock.fileno(), root)
        with opened(root) as folder:
            yield folder


@contextmanager
def opened(root: Path) -> Iterator[Folder]:
    """Open a data folder that another process may hold, for the time of the block: only to look."""
    sockets = root / "sockets"
    directory = os.open(sockets, os.O_PATH | os.O_DIRECTORY)
    try:
        yield Folder(root, sockets, _short(sockets, directory))
    finally:
        os.close(directory)


def is_used(data_dir: Path) -> bool:
    """Whether somebody has ever held this data folder."""
    return (data_dir / "lock").exists()


def _made(data_dir: Path) -> Path:
    try:
        data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        for name in ("sockets", "logs", "valkey"):
            (data_dir / name).mkdir(mode=0o700, exist_ok=True)
        (data_dir / "lock").touch(mode=0o600)
    except OSError as problem:
        raise EmbeddedError(f"cannot use the data folder {data_dir}: {problem.strerror}") from problem
    return data_dir.resolve()


def _take(lock: int, root: Path) -> None:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as problem:
        holder = os.pread(lock, 32, 0).decode() or "unknown"
        raise DataFolderHeld(f"{root} is in use by process {holder}") from problem
    os.truncate(lock, 0)
    os.write(lock, str(os.getpid()).encode())


def _short(sockets: Path, directory: int) -> Path:
    # A Unix socket's name has 107 bytes. A deep folder is reached through our own open handle on it.
    fits = len(os.fsencode(sockets)) + LONGEST_SOCKET_NAME <= LONGEST_SOCKET_PATH
    return sockets if fits else Path(f"/proc/{os.getpid()}/fd/{directory}")
