"""Our own SMTP listener: recipients checked while their sender listens, and 250 only for what is kept (RFC 5321)."""

import asyncio
from asyncio import Server
from datetime import UTC, datetime
from socket import socket

import structlog
from aiosmtpd.smtp import SMTP, Envelope, Session

from db.settings import Settings
from db.sql import UNREACHABLE
from db.vocabulary import MailSource
from jobs.inbound.addresses import AddressForm, addressed_by, is_without_token, token_hash
from jobs.inbound.parsing import LIMITS
from jobs.inbound_house import form_of
from resolvers import replies
from resolvers.digests import trials
from resolvers.replies import Arrival

MOST_RECIPIENTS = 20
UNKNOWN = "550 5.1.1 There is no such address here"
TOO_MANY = "452 4.5.3 Too many recipients at once"
TROUBLE = "451 4.3.0 Please try again later"
SILENCE_SECONDS = 300  # RFC 5321, 4.5.3.2.7
log = structlog.get_logger()


class Conversation(SMTP):
    """aiosmtpd's, which otherwise refuses real mails for their long lines."""

    line_length_limit = 65_536


class Door:
    """What the conversation asks: nothing is decided here but whether to take a mail at all."""

    def __init__(self, form: AddressForm) -> None:
        """`form` is how addresses of ours look."""
        self.form = form

    async def handle_RCPT(
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        """Refuse what no mail of ours has ever asked for: the sender's own server tells the sender."""
        if len(envelope.rcpt_tos) >= MOST_RECIPIENTS:
            return TOO_MANY
        found = addressed_by(address, self.form)
        if found is None:
            if is_without_token(address, self.form):
                await trials.note_refused(address)
            return UNKNOWN
        try:
            if not await replies.is_known(token_hash(found.token)):
                return UNKNOWN
        except UNREACHABLE as error:
            log.warning("database away", kind=type(error).__name__)
            return TROUBLE
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:
        """Keep the mail, and nothing else: a slow answer to the final dot makes duplicates (RFC 1047)."""
        assert isinstance(envelope.content, bytes)
        # The same address twice is one delivery.
        recipients = tuple(dict.fromkeys(envelope.rcpt_tos))
        arrival = Arrival(MailSource.SMTP, envelope.mail_from or "", recipients, envelope.content)
        try:
            await replies.store(arrival, datetime.now(UTC))
        except (*UNREACHABLE, OSError) as error:
            log.warning("mail not kept", kind=type(error).__name__)
            return TROUBLE
        return "250 2.0.0 Kept"


async def serve(settings: Settings, listening: socket) -> Server:
    """Listen for mail on a socket, until the server is closed. The process is connected to database and storage."""
    door = Door(form_of(settings))

    def conversation() -> SMTP:
        return Conversation(
            door,
            data_size_limit=LIMITS.bytes,
            enable_SMTPUTF8=True,
            hostname=settings.inbound_domain or "localhost",
            ident="ESMTP Parlour",
            timeout=SILENCE_SECONDS,
        )

    return await asyncio.get_running_loop().create_server(conversation, sock=listening)
