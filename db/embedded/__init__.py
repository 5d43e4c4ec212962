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
from db.embedded.folder import Folder, held

__all__ = [
    "DataFolderHeld",
    "EmbeddedError",
    "Server",
    "Servers",
    "StartFailed",
    "copy_database",
    "drop_database",
    "held",
    "postgresql_in",
    "running",
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
        yield Server(f"postgres://parlour@/parlour?host={quote(str(folder.reachable))}", child)


@contextmanager
def valkey_in(folder: Folder, progress: Callable[[str], None] = silence) -> Iterator[Server]:
    """Run Valkey in a data folder we hold. Raises StartFailed."""
    progress("Starting Valkey")
    reachable = folder.reachable / valkey.SOCKET
    with supervised(valkey.program(folder.root / "valkey", folder.log("valkey"), reachable)) as child:
        yield Server(f"unix://{quote(str(reachable))}", child)
