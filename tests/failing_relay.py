"""A relay that fails where it is told to: it hangs up, or says that it cannot, at one stage of the dialogue."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

STAGES = ("greeting", "EHLO", "MAIL", "RCPT", "DATA", "content", "dot")


@dataclass
class FailingRelay:
    """`stage` is where it fails, `answer` what it says there; None hangs up. `most` failures, then all is well.

    At "content" the mail is lost, at "dot" it was taken. `said` is every command that came.
    """

    stage: str = ""
    answer: bytes | None = None
    most: int = 1
    port: int = 0
    dialogues: int = 0
    taken: list[tuple[str, bytes]] = field(default_factory=list)
    said: list[bytes] = field(default_factory=list)

    @property
    def url(self) -> str:
        """SMTP_URL of the relay."""
        return f"smtp://127.0.0.1:{self.port}?tls=off"

    def fails(self, stage: str) -> bool:
        """Whether to fail here and now."""
        if stage != self.stage or self.most <= 0:
            return False
        self.most -= 1
        return True

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection."""
        self.dialogues += 1
        try:
            await self._talk(reader, writer)
        except ConnectionError:
            pass
        finally:
            writer.close()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if not self._say(writer, "greeting", b"220 relay"):
            return
        recipient = ""
        while line := await reader.readline():
            verb = line[:4].decode().upper()
            self.said.append(line)
            if verb == "RCPT":
                recipient = line.decode().partition("<")[2].partition(">")[0]
            good = {"DATA": b"354 go on", "QUIT": b"221 bye"}.get(verb, b"250 OK")
            before = self.most
            if not self._say(writer, verb, good):
                return
            if verb == "DATA" and self.most == before and not await self._content(reader, writer, recipient):
                return

    async def _content(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, recipient: str) -> bool:
        content = await reader.readuntil(b"\r\n.\r\n")
        if self.fails("content"):
            if self.answer is not None:
                writer.write(self.answer + b"\r\n")
            return self.answer is not None
        self.taken.append((recipient, content[:-3]))
        if self.fails("dot"):
            return False
        writer.write(b"250 taken\r\n")
        return True

    def _say(self, writer: asyncio.StreamWriter, stage: str, good: bytes) -> bool:
        """Answer; False where the connection ends here."""
        if not self.fails(stage):
            writer.write(good + b"\r\n")
            return True
        if self.answer is not None:
            writer.write(self.answer + b"\r\n")
        return self.answer is not None and stage != "greeting"


@asynccontextmanager
async def failing(stage: str, answer: bytes | None = None, most: int = 1) -> AsyncIterator[FailingRelay]:
    """Such a relay for the block."""
    relay = FailingRelay(stage, answer, most)
    server = await asyncio.start_server(relay.talk, "127.0.0.1", 0)
    relay.port = server.sockets[0].getsockname()[1]
    try:
        yield relay
    finally:
        server.close()
        await server.wait_closed()
