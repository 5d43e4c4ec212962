"""A small server that speaks clamd's protocol, for tests: it knows one virus, and keeps what it was sent."""

import asyncio
import struct
from asyncio import StreamReader, StreamWriter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

# Put together here, so that no scanner takes this file for the virus that it only tests for (eicar.org).
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!" + b"$H+H*"


@dataclass
class Clamd:
    """What was sent, and how it answers: `limit` is its StreamMaxLength."""

    url: str = ""
    limit: int = 100 * 1024 * 1024
    answer: bytes | None = None
    taken: list[bytes] = field(default_factory=list)

    async def speak(self, reader: StreamReader, writer: StreamWriter) -> None:
        """Answer one command, as clamd(8) says, and hang up."""
        try:
            await self.answered(reader, writer)
        finally:
            writer.close()
            with suppress(OSError):
                await writer.wait_closed()

    async def answered(self, reader: StreamReader, writer: StreamWriter) -> None:
        """Read a command with what belongs to it, and write the answer."""
        command = await reader.readuntil(b"\0")
        if command == b"zPING\0":
            writer.write(b"PONG\0")
        else:
            assert command == b"zINSTREAM\0"
            writer.write(self.answer if self.answer is not None else await self.verdict(reader))
        await writer.drain()

    async def verdict(self, reader: StreamReader) -> bytes:
        """Read chunks until an empty one."""
        found = bytearray()
        while length := struct.unpack(">I", await reader.readexactly(4))[0]:
            found += await reader.readexactly(length)
            if len(found) > self.limit:
                return b"INSTREAM size limit exceeded. ERROR\0"
        self.taken.append(bytes(found))
        return b"stream: Eicar-Signature FOUND\0" if EICAR in found else b"stream: OK\0"


@asynccontextmanager
async def scanning(path: str | None = None) -> AsyncIterator[Clamd]:
    """A scanner that listens for the block, on loopback or on a socket at `path`."""
    clamd = Clamd()
    if path:
        server = await asyncio.start_unix_server(clamd.speak, path)
        clamd.url = f"unix://{path}"
    else:
        server = await asyncio.start_server(clamd.speak, "127.0.0.1", 0)
        clamd.url = f"tcp://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        yield clamd
    finally:
        server.close()
        await server.wait_closed()
