"""What lies between a relay and the way in, for tests: it takes a mail, and brings it on as it is told to."""

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest_asyncio
from aiosmtpd.smtp import SMTP, Envelope, Session
from aiosmtplib import SMTP as Client
from aiosmtplib import SMTPResponseException

from db.settings import Settings
from jobs import inbound_smtp

Bring = Callable[[str, str, bytes], Awaitable[None]]


@dataclass
class Exchange:
    """`bring` is given sender, recipient and bytes of each mail once it was taken; `refusals` is what is said instead.

    `taken` is every envelope that was taken.
    """

    bring: Bring
    refusals: dict[str, str] = field(default_factory=dict)
    taken: list[tuple[str, str]] = field(default_factory=list)
    port: int = 0
    tasks: set[asyncio.Task[None]] = field(default_factory=set)

    @property
    def url(self) -> str:
        """SMTP_URL."""
        return f"smtp://127.0.0.1:{self.port}?tls=off"

    async def handle_MAIL(
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.mail_from, envelope.mail_options = address, options
        return self.refusals.get("MAIL", "250 OK")

    async def handle_RCPT(
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        envelope.rcpt_tos.append(address)
        return self.refusals.get("RCPT", "250 OK")

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:
        if "DATA" in self.refusals:
            return self.refusals["DATA"]
        assert isinstance(envelope.content, bytes)
        [recipient] = envelope.rcpt_tos
        sender = (envelope.mail_from or "").strip("<>")
        self.taken.append((sender, recipient))
        task = asyncio.create_task(self._brought(sender, recipient, envelope.content))
        self.tasks.add(task)
        return "250 OK"

    async def _brought(self, sender: str, recipient: str, raw: bytes) -> None:
        await self.bring(sender, recipient, raw)


@asynccontextmanager
async def exchanging(bring: Bring) -> AsyncIterator[Exchange]:
    """An exchange that listens for the block; what could not be brought fails it."""
    exchange = Exchange(bring)
    server = await asyncio.get_running_loop().create_server(lambda: SMTP(exchange), "127.0.0.1", 0)
    exchange.port = server.sockets[0].getsockname()[1]
    try:
        yield exchange
    finally:
        server.close()
        await server.wait_closed()
        await asyncio.gather(*exchange.tasks)


@pytest_asyncio.fixture
async def port(here: Settings) -> AsyncIterator[int]:
    """Where our own listener listens."""
    listening = socket.create_server(("127.0.0.1", 0))
    server = await inbound_smtp.serve(here, listening)
    yield listening.getsockname()[1]
    server.close()
    await server.wait_closed()


async def hand_in(port: int, sender: str, recipient: str, raw: bytes) -> str:
    """Hand a mail to a listener; what it said."""
    async with Client(hostname="127.0.0.1", port=port, timeout=20, start_tls=False) as conversation:
        try:
            await conversation.mail(sender)
            await conversation.rcpt(recipient)
            return str(await conversation.data(raw))
        except SMTPResponseException as refused:
            return f"{refused.code} {refused.message}"
