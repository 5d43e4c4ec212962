"""A mail relay on loopback for tests: keeps what it takes, refuses what it is told to."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default

from aiosmtpd.smtp import SMTP, Envelope
from aiosmtpd.smtp import Session as Conversation


@dataclass
class Relay:
    """What was taken, from which envelope senders, and which recipients get which refusal. `port` is its own."""

    port: int = 0
    taken: list[tuple[str, EmailMessage]] = field(default_factory=list)
    refusals: dict[str, str] = field(default_factory=dict)
    senders: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        """SMTP_URL of the relay."""
        return f"smtp://127.0.0.1:{self.port}"

    async def handle_RCPT(
        self, _server: SMTP, _conversation: Conversation, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        """Take or refuse a recipient."""
        if address in self.refusals:
            return self.refusals[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, _conversation: Conversation, envelope: Envelope) -> str:
        """Take a mail."""
        assert isinstance(envelope.content, bytes)
        message = BytesParser(EmailMessage, policy=default).parsebytes(envelope.content)
        self.senders.append(envelope.mail_from or "")
        self.taken.extend((recipient, message) for recipient in envelope.rcpt_tos)
        return "250 OK"


@asynccontextmanager
async def listening() -> AsyncIterator[Relay]:
    """A relay that listens for the block."""
    relay = Relay()
    server = await asyncio.get_running_loop().create_server(lambda: SMTP(relay), "127.0.0.1", 0)
    relay.port = server.sockets[0].getsockname()[1]
    try:
        yield relay
    finally:
        server.close()
        await server.wait_closed()
