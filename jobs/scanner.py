"""Asks clamd whether a file holds a virus, by INSTREAM as clamd(8) describes it.

Over blocking sockets, in a thread: clamd hangs up in the middle when it has had enough, and of a connection that is
reset asyncio hands out no more of what was answered before.
"""

import asyncio
import socket
import struct
import time
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

CHUNK = 64 * 1024
CONNECT_SECONDS = 5.0
SILENT_SECONDS = 120.0  # clamd answers after it has looked through everything
LONGEST = 270.0  # seconds for one file
LONGEST_ANSWER = 4096


class Verdict(StrEnum):
    """What clamd says of a file. TOO_LONG: longer than its StreamMaxLength, so nobody has looked into it."""

    CLEAN = "CLEAN"
    FOUND = "FOUND"
    TOO_LONG = "TOO_LONG"


async def is_there(url: str) -> bool:
    """Whether clamd answers."""
    try:
        return await asyncio.to_thread(_ping, url) == "PONG"
    except OSError:
        return False


async def scan(url: str, path: Path) -> Verdict:
    """Send a file and read the verdict. Raises OSError when clamd is away or answers what is not foreseen."""
    return await asyncio.to_thread(_scan, url, path)


def _ping(url: str) -> str:
    with _connected(url) as connection:
        connection.sendall(b"zPING\0")
        return _answer(connection)


def _scan(url: str, path: Path) -> Verdict:
    with _connected(url) as connection:
        connection.settimeout(SILENT_SECONDS)
        with suppress(ConnectionError):  # the answer says why
            _send(connection, path)
        return _verdict(_answer(connection))


def _send(connection: socket.socket, path: Path) -> None:
    until = time.monotonic() + LONGEST
    connection.sendall(b"zINSTREAM\0")
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            if time.monotonic() > until:
                raise TimeoutError("clamd takes too long")
            connection.sendall(struct.pack(">I", len(chunk)) + chunk)
    connection.sendall(struct.pack(">I", 0))


def _answer(connection: socket.socket) -> str:
    """What clamd says until it ends with a zero or hangs up. Without the zero it is not whole."""
    answer = b""
    while not answer.endswith(b"\0") and len(answer) < LONGEST_ANSWER:
        more = connection.recv(LONGEST_ANSWER)
        if not more:
            break
        answer += more
    return answer.removesuffix(b"\0").decode(errors="replace") if answer.endswith(b"\0") else ""


def _verdict(answer: str) -> Verdict:
    if answer == "stream: OK":
        return Verdict.CLEAN
    if answer.startswith("stream: ") and answer.endswith(" FOUND"):
        return Verdict.FOUND
    if answer == "INSTREAM size limit exceeded. ERROR":
        return Verdict.TOO_LONG
    raise ConnectionError(f"clamd answered {answer[:100]!r}")


def _connected(url: str) -> socket.socket:
    place = urlsplit(url)
    match place.scheme:
        case "unix":
            return _at_path(place.path)
        case "tcp" if place.hostname:
            return socket.create_connection((place.hostname, place.port or 3310), CONNECT_SECONDS)
        case _:
            raise ConnectionError("CLAMD_URL must be tcp://host:port or unix:///path")


def _at_path(path: str) -> socket.socket:
    connection = socket.socket(socket.AF_UNIX)
    try:
        connection.settimeout(CONNECT_SECONDS)
        connection.connect(path)
    except OSError:
        connection.close()
        raise
    return connection
