"""PostgreSQL and Valkey from their wheels, on Unix sockets in our data folder, for as long as a block runs."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from db.embedded import postgres, valkey
from db.embedded.child import Child, supervised
from db.embedded.copies import copy_database, drop_database
from db.embedded.errors import DataFolderHeld, EmbeddedError, StartFailed
from db.embedded.folder import Folder, held, is_used, opened

__all__ = [
    "DataFolderHeld",
    "EmbeddedError",
    "Found",
    "Server",
    "Servers",
    "StartFailed",
    "copy_database",
    "drop_database",
    "found_in",
    "held",
    "is_used",
    "postgresql_in",
    "running",
    "silence",
    "valkey_in",
]


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: where it answers, and its process, which may be another one after a restart."""

    url: str
    child: Child


@dataclass(frozen=True, slots=True)
class Servers:
    """Both servers, running."""

    postgresql: Server
    valkey: Server

    @property
    def database_url(self) -> str:
        """Connects as the owner of the database `parlour`, who is no superuser."""
        return self.postgresql.url

    @property
    def redis_url(self) -> str:
        """Valkey's socket, as redis-py writes it."""
        return self.valkey.url


@dataclass(frozen=True, slots=True)
class Found:
    """The URLs of servers that somebody else runs; None for one that does not answer."""

    database_url: str | None
    redis_url: str | None


def silence(_: str) -> None:
    """Progress told to nobody."""


@contextmanager
def running(data_dir: Path, progress: Callable[[str], None] = silence, *, durable: bool = True) -> Iterator[Servers]:
    """Run both servers for the time of the block; a server that dies comes back on the same socket.

    `durable=False` gives up safety against power cuts for speed: for throw-away test data alone.
    Raises DataFolderHeld when another process runs them here, StartFailed when one does not come up.
    """
    with (
        held(data_dir) as folder,
        postgresql_in(folder, progress, durable=durable) as postgresql,
        valkey_in(folder, progress) as redis,
    ):
        yield Servers(postgresql, redis)


@contextmanager
def postgresql_in(
    folder: Folder, progress: Callable[[str], None] = silence, *, durable: bool = True
) -> Iterator[Server]:
    """Run PostgreSQL in a data folder we hold. Raises StartFailed."""
    data, log = folder.root / "postgres", folder.log("postgres")
    postgres.provision(data, log, progress, durable=durable)
    progress("Starting PostgreSQL")
    with supervised(postgres.program(data, log, durable=durable)) as child:
        yield Server(_postgresql_url(folder), child)


@contextmanager
def valkey_in(folder: Folder, progress: Callable[[str], None] = silence) -> Iterator[Server]:
    """Run Valkey in a data folder we hold. Raises StartFailed."""
    progress("Starting Valkey")
    program = valkey.program(folder.root / "valkey", folder.log("valkey"), folder.reachable / valkey.SOCKET)
    with supervised(program) as child:
        yield Server(_valkey_url(folder), child)


@contextmanager
def found_in(data_dir: Path) -> Iterator[Found]:
    """What another process runs in this data folder, for the time of the block. Nothing is started or written."""
    with opened(data_dir.resolve()) as folder:
        yield Found(
            database_url=_postgresql_url(folder) if postgres.runs_in(folder.root / "postgres") else None,
            redis_url=_valkey_url(folder) if valkey.answers(folder.reachable / valkey.SOCKET) else None,
        )


def _postgresql_url(folder: Folder) -> str:
    return f"postgres://parlour@/parlour?host={quote(str(folder.reachable))}"


def _valkey_url(folder: Folder) -> str:
    return f"unix://{quote(str(folder.reachable / valkey.SOCKET))}"
